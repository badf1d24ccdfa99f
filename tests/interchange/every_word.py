"""Whether every word of a file is in what was imported of it: the test's own count, not that of the readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from postmatch.domain.dates import PartialDate
from postmatch.domain.imports import Imported
from postmatch.domain.profile import Exam

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november")
AROUND_DATES = frozenset(
    re.findall(r"\w+", "to from since until till through present current now ongoing today issued on")
)


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


def lost(text: str, imported: Imported, *, understood: Iterable[str] = ()) -> set[str]:
    """Words of the text that stand neither in the profile nor among the unplaced words. A date of the profile holds
    its own year, month and day, and a choice the words of its label; nothing else is forgiven."""
    kept = words(" ".join(one.heading + " " + one.text for one in imported.unplaced))
    kept |= _kept(imported.profile) | set(understood)
    return words(text) - kept


def _kept(value: Any) -> set[str]:
    if isinstance(value, PartialDate):
        return _date_words(value)
    if isinstance(value, BaseModel):
        return set().union(*(_kept(inner) for name, inner in value if name != "id"))
    if isinstance(value, list | tuple):
        return set().union(*map(_kept, value))
    return words(str(getattr(value, "label", value))) if not isinstance(value, bool) or value is None else set()


def _date_words(date: PartialDate) -> set[str]:
    said = {str(date.year), *AROUND_DATES}
    for number in filter(None, (date.month, date.day)):
        said |= {str(number), f"{number:02d}"}
    if date.month:
        name = (*MONTHS, "december")[date.month - 1]
        said |= {name, name[:3]} | ({"sept"} if date.month == 9 else set())
    return said


def texts_of(value: Any) -> Iterable[str]:
    """Every text in a piece of JSON."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from texts_of(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts_of(inner)
    elif isinstance(value, str) and not isinstance(value, StrEnum):
        yield value


def lost_of_all(lines: Iterable[str], imported: Imported, *, forgiven: Iterable[str] = ()) -> Counter[str]:
    """Words that the lines have more often than the profile and the unplaced words do. A line that is kept whole
    counts for itself only. Of dates, choices and single facts of the person, which a file may tell again and again,
    no count is kept."""
    whole = Counter(" ".join(one.text.split()) for one in imported.unplaced)
    said: Counter[str] = Counter()
    for line in lines:
        plain = " ".join(line.split())
        if whole[plain]:
            whole[plain] -= 1
        else:
            said.update(re.findall(r"\w+", plain.casefold()))
    profile = imported.profile
    groups = (profile.identity, profile.status, profile.exams)
    entries = [value for name, value in profile if name not in ("identity", "status", "exams")]
    free = {*forgiven, *(word for group in groups for word in _kept(group)), *_dates_and_choices(entries)}
    kept = Counter(word for text in _plain_texts(entries) for word in re.findall(r"\w+", text.casefold()))
    rest = Counter(word for text in whole.elements() for word in re.findall(r"\w+", text.casefold()))
    return Counter({word: count for word, count in (said - kept - rest).items() if word not in free})


def forgiven_by_facts(imported: Imported) -> set[str]:
    """The words of labels that single facts of this profile stand for; none where there is no such fact."""
    who, status = imported.profile.identity, imported.profile.status
    labels = {
        "name dr prof curriculum vitae cv resume": who.family_name,
        "e mail email address contact": who.email,
        "tel telephone cell mobile phone number no": who.phone,
        "linkedin website web url": who.links,
        "address": who.city or who.country,
        "aamc id no number": who.aamc_id,
        "usmle ecfmg id no number": who.usmle_id,
        "nrmp id no number": who.nrmp_id,
        "work status authorization visa immigration citizenship sponsorship holder need needs require requires a an on"
        " holds current": status.work_authorization,
        "not a non u s us citizen": status.citizenship_class,
        "ecfmg certified certification certificate in progress pending expected": status.ecfmg.state,
        "available from": status.earliest_start,
    }  # fmt: skip
    words_of_labels = {word for label, fact in labels.items() if fact for word in label.split()}
    return words_of_labels.union(*(_of_exam(exam) for exam in imported.profile.exams))


def _of_exam(exam: Exam) -> set[str]:
    numerals = {"step_1": "1 i", "step_2_ck": "2 ii ck clinical knowledge", "step_3": "3 iii", "oet": "oet medicine"}
    label = f"usmle step steps and {numerals[exam.kind.value]}"
    if exam.result:
        label += " pass passed fail failed did not t result results await awaited awaiting pending scheduled planned"
        label += " to be taken for"
    if exam.attempts:
        label += " attempt attempts try first 1st single one on in at the"
    if exam.score:
        label += " score scored of"
    return set(label.split())


def _plain_texts(value: Any) -> Iterable[str]:
    if isinstance(value, PartialDate | StrEnum | bool) or value is None:
        return
    if isinstance(value, BaseModel):
        value = [inner for name, inner in value if name != "id"]
    if isinstance(value, list | tuple):
        for inner in value:
            yield from _plain_texts(inner)
    else:
        yield str(value)


def _dates_and_choices(value: Any) -> set[str]:
    if isinstance(value, PartialDate | StrEnum):
        return _kept(value)
    if isinstance(value, BaseModel):
        value = [inner for name, inner in value if name != "id"]
    return set().union(*map(_dates_and_choices, value)) if isinstance(value, list | tuple) else set()
