"""Single facts of a CV that stand in a line or a box of their own: contact, exams, ECFMG certification, work status.

Each fact remembers the places of the words that it stands for. What is denied, pending or somebody else's is no fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from postmatch.conversion.text_lines import TextLine
from postmatch.domain.profile import Link
from postmatch.interchange.cv_exams import completed, exams_in
from postmatch.interchange.cv_parts import is_country_or_state, location, split_outside
from postmatch.interchange.cv_reading import CvReading
from postmatch.interchange.cv_status import Marks, read_status
from postmatch.interchange.json_resume_words import split_name
from postmatch.interchange.word_ledger import not_told

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)\S+\w/?|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|io|me|in|ng|uk|de|info)/\S*\w")
_PHONE = re.compile(r"(?<![\w.-])\+?\(?\d[\d\s().-]{6,18}\d(?![\w-])")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,]+[^\W\d_][\w.'’-]*){1,5}")
_TITLES = re.compile(
    r",?\s*(?:\b(?:M\.?D|MBBS|MB ?BS|MBCh?B|MBBCh|DO|PhD|MPH|MSc|FACP)\b\.?,?\s*)+$|^(?:Dr|Prof)\.?\s+"
)
_NAME_LABEL = re.compile(r"^name\s*:?\s*", re.IGNORECASE)
_OF_THE_FILE = re.compile(r"\b(?:curriculum[ \t]+vitae|resume|résumé|cv)\b", re.IGNORECASE)
_NOT_NAMES = re.compile(
    r"\b(?:curriculum|vitae|resume|résumé|cv|medical|medicine|graduate|physician|doctor|surgeon|residency|resident"
    r"|applicant|application|candidate|international|phone|address|email|page|confidential|visa|citizen\w*|permanent"
    r"|green|ecfmg|usmle|step|certifi\w+|sponsorship|needs?|requires?|married|not)\b|\d",
    re.IGNORECASE,
)
_IDS = (
    ("aamc_id", re.compile(r"\bAAMC (?:ID|no\.?|number)\s*(?:no\.?)?[\s:#]*(\d{6,10})", re.I)),
    ("usmle_id", re.compile(r"\bUSMLE(?:\s*/\s*ECFMG)? (?:ID|no\.?|number)[\s:#]*([\d-]{8,13})", re.I)),
    ("nrmp_id", re.compile(r"\bNRMP (?:ID|no\.?|number)[\s:#]*(N?\d{6,10})", re.I)),
)


def read_top(lines: Sequence[TextLine], reading: CvReading, *, title: str) -> None:
    """Who the applicant is, from the lines before the first heading or below "Personal information"."""
    marks = Marks(_joined(lines))
    for text in (cell for line in lines for cell in line.cells):
        if not _is_name(text, reading, marks):
            for part in split_outside(text, "·•|;"):
                _reach(part, reading, marks)
    for match in _OF_THE_FILE.finditer(marks.text):
        marks.add(*match.span())
    _facts(lines, reading, marks, title=title)


def read_facts(lines: Sequence[TextLine], reading: CvReading, *, title: str) -> None:
    """Exams, ECFMG and status from lines; the lines of which a word is in none of the facts are left."""
    _facts(lines, reading, Marks(_joined(lines)), title=title)


def _facts(lines: Sequence[TextLine], reading: CvReading, marks: Marks, *, title: str) -> None:
    _read_exams(marks, reading)
    read_status(marks, reading)
    if lines:
        rests = zip((line.text for line in lines), marks.rest().split("\n"), strict=True)
        reading.leave(title, not_told(rests, [*reading.told(), *reading.entries("exams")]))


def _joined(lines: Sequence[TextLine]) -> str:
    """One line of the text for each line; other breaks within one become blanks."""
    return "\n".join(line.text.replace("\n", " ") for line in lines)


def _read_exams(marks: Marks, reading: CvReading) -> None:
    """An exam that the CV tells in two places is completed; what contradicts the first is left as it stands."""
    known = reading.entries("exams")
    for exam, spans in exams_in(marks.text):
        at = next((place for place, one in enumerate(known) if one.kind is exam.kind), None)
        if at is None:
            known.append(exam)
        elif whole := completed(known[at], exam):
            known[at] = whole
        else:
            continue
        for span in spans:
            marks.add(*span)


def _is_name(text: str, reading: CvReading, marks: Marks) -> bool:
    """Says the first line that looks like a name; degrees after it are not part of it."""
    plain = _TITLES.sub("", _NAME_LABEL.sub("", text)).strip(" ,")
    if reading.knows("identity", "family_name") or _NOT_NAMES.search(text) or not _NAME.fullmatch(plain):
        return False
    if plain[0].islower() or location(plain) or is_country_or_state(plain.rpartition(",")[2]):
        return False
    given, family = split_name(plain)
    reading.say("identity", given_names=given, family_name=family)
    marks.add_label(plain, r"(?:name\s*:?\s*)?(?:(?:dr|prof)\.?\s+)?")
    return True


def _reach(part: str, reading: CvReading, marks: Marks) -> None:
    """E-mail, addresses of pages, telephone, place: what is left of a part after one is looked at for the next."""
    if mail := _EMAIL.search(part):
        reading.say("identity", email=mail[0])
        marks.add_label(mail[0], r"(?:contact\s*:?\s*)?(?:e-?mail(?: address)?|mail)?\s*:?\s*")
        part = part.replace(mail[0], " ")
    links = _URL.findall(part)
    for url in links:
        part = part.replace(url, " ")
        marks.add_label(url, r"(?:linkedin|website|web|url)\s*:?\s*")
    if links:
        reading.say("identity", links=tuple(Link(url=url) for url in links))
    for field, sign in _IDS:
        if found := sign.search(part):
            reading.say("identity", **{field: found[1]})
            marks.add_label(found[1], re.escape(found[0].removesuffix(found[1])))
            part = part.replace(found[0], " ")
    if phone := _PHONE.search(part):
        reading.say("identity", phone=" ".join(phone[0].split()))
        marks.add_label(phone[0], r"(?:tel(?:ephone)?|(?:cell |mobile )?phone|mobile|cell)(?: number| no)?\.?\s*:?\s*")
        part = part.replace(phone[0], " ")
    place = re.sub(r"^\s*address\s*:?\s*", "", part, flags=re.I).strip(" ,")
    if where := location(place):
        reading.say("identity", city=where[0], country=where[1])
        marks.add_label(place, r"address\s*:?\s*")
