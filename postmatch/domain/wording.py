"""What reads poorly on a CV, found by rule and quoted with its place. Nothing is rewritten: they are the applicant's
words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from postmatch.domain.cv_entries import CvEntry, cv_entries
from postmatch.domain.cv_form import CvForm, CvSection
from postmatch.domain.dates import PartialDate, period_label
from postmatch.domain.profile import Profile
from postmatch.domain.word_finding import around, find_words

_FIRST_PERSON_I = re.compile(
    r"(?<![\w/–-])I(?=\s+(?!(?:to|and|or|of|in|for|at|through|with)\b)[a-z]|['’](?:m|ve|d|ll)\b)"
)
_IN_A_NAME = re.compile(r"[A-Z]\w*(?=\s+[A-Z])")  # of a place: "My Sister's House"
_WORD_BEFORE = re.compile(r"([\w-]+)\W*$")
_WORDS = re.compile(r"[^\W\d_]+")
_BETWEEN_WORDS = re.compile(r"[\s,/&-]+")
_LONG_WORD = 7  # letters; longer than the abbreviations of the field
_NUMERIC_DATES = (
    re.compile(r"(?<![\d/.-])\d{1,2}/\d{1,2}/(?:\d\d|(?:19|20)\d\d)(?![\d/])"),
    re.compile(r"(?<![\d/.-])(?:(?:0?[1-9]|1[0-2])/|(?:0[1-9]|1[0-2])\.)(?:19|20)\d\d(?![\d/])"),
    re.compile(r"(?<![\d/.-])(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-\d\d)?(?![\d-])"),
    re.compile(r"(?<![\w'’])['’]\d\d(?!\w)"),
)
_DATED_YEAR = re.compile(
    r"\b(?i:in|since|from|until|till|during|through)\s+(?:[A-Z][a-z]{2,8}\.?\s+)?((?:19|20)\d\d)\b"
)
_WITH_DATES = (
    CvSection.EDUCATION,
    CvSection.US_CLINICAL,
    CvSection.CLINICAL_ABROAD,
    CvSection.RESEARCH,
    CvSection.TEACHING,
    CvSection.VOLUNTEER,
    CvSection.OTHER_WORK,
)


class CvText(NamedTuple):
    """Words that the CV prints: of which entry, and where in it (``bullet 2``). ``entry`` is None for the summary."""

    text: str
    place: str
    entry: CvEntry | None = None

    @property
    def subject(self) -> str:
        return self.entry.title if self.entry else "Summary"


class Wording(NamedTuple):
    """One place that reads poorly: the words as they stand there."""

    quote: str
    where: CvText


def cv_texts(profile: Profile, form: CvForm) -> Iterator[CvText]:
    """All words of the applicant's that some CV prints, those off the one page included; hidden ones are not."""
    if form.section(CvSection.SUMMARY).shown and profile.summary:
        yield CvText(profile.summary, "the summary")
    for entry in cv_entries(profile, form, is_long=True):
        yield CvText(entry.title, "the title", entry)
        yield from (CvText(note, "the note beside it", entry) for note in entry.notes)
        for number, line in enumerate(entry.lines, start=1):
            yield CvText(line, f"bullet {number}", entry)


def first_person(where: CvText, *, words: tuple[str, ...], before_numeral: tuple[str, ...]) -> Wording | None:
    """The first "I", "my" or "we". ``words`` in their case, so that US and ME stay what they are; "I" after one of
    ``before_numeral`` is the number one, as in "type I diabetes"."""
    said = find_words(where.text, words, as_written=True)
    places = [(one.start, one.end) for one in said if not _IN_A_NAME.match(where.text, one.start)]
    for found in _FIRST_PERSON_I.finditer(where.text):
        before = _WORD_BEFORE.search(where.text[: found.start()])
        if not (before and any(find_words(before[1], before_numeral))):
            places.append(found.span())
    return Wording(around(where.text, *min(places)), where) if places else None


def filler(where: CvText, *, words: tuple[str, ...]) -> Wording | None:
    """The first phrase that takes the place of what was done."""
    found = next(find_words(where.text, words), None)
    return Wording(around(where.text, found.start, found.end), where) if found else None


def all_capitals(where: CvText) -> Wording | None:
    """The first run of words in capitals of which one is longer than abbreviations are: ``ACLS, BLS`` is none."""
    for run in _runs_in_capitals(where.text):
        if len(run) > 1 and max(len(word.group()) for word in run) >= _LONG_WORD:
            return Wording(around(where.text, run[0].start(), run[-1].end()), where)
    return None


def _runs_in_capitals(text: str) -> Iterator[list[re.Match[str]]]:
    """Neighboring words of two letters and more in capitals; of scripts that have none, no word counts."""
    run: list[re.Match[str]] = []
    for word in _WORDS.finditer(text):
        goes_on = not run or _BETWEEN_WORDS.fullmatch(text, run[-1].end(), word.start())
        is_capital = word.group().isupper() and len(word.group()) > 1
        if run and not (goes_on and is_capital):
            yield run
            run = []
        if is_capital:
            run.append(word)
    yield run


def numeric_date(where: CvText) -> Wording | None:
    """The first date in numbers; beside it the CV prints months in words. ``2010-11`` is a school year."""
    dates = (match for form in _NUMERIC_DATES for match in form.finditer(where.text))
    found = next((one for one in dates if not _is_school_year(one.group())), None)
    return Wording(around(where.text, *found.span()), where) if found else None


def _is_school_year(written: str) -> bool:
    first, _, second = written.partition("-")
    return len(first) == 4 and len(second) == 2 and int(second) == (int(first) + 1) % 100


def year_outside(where: CvText, *, today: date) -> Wording | None:
    """The first year that a line gives as a time (``in 2018``) and that lies outside the dates of its entry."""
    entry = where.entry
    if entry is None or entry.start is None or not (entry.end or entry.ongoing):
        return None
    last = today.year if entry.ongoing or entry.end is None else entry.end.year
    for found in _DATED_YEAR.finditer(where.text):
        if not entry.start.year <= int(found[1]) <= last:
            return Wording(around(where.text, *found.span()), where)
    return None


def dates_without_months(profile: Profile, form: CvForm) -> Iterator[tuple[CvEntry, str]]:
    """Work and study whose dates give only years, each with its dates."""
    for entry in cv_entries(profile, form, is_long=True):
        if entry.section in _WITH_DATES and any(_is_year(when) for when in (entry.start, entry.end)):
            yield entry, period_label(entry.start, entry.end, entry.ongoing)


def _is_year(when: PartialDate | None) -> bool:
    return when is not None and when.month is None
