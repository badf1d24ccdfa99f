"""What papers say of their person: name, AAMC ID, USMLE/ECFMG number and date of birth, where they say it plainly.

Only what stands beside a label, or in a sentence that is always about the holder, is read: a letter names its writer,
a transcript its dean, and taking one of them for the applicant would raise a false alarm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest

from postmatch.domain.dates import read_partial_date
from postmatch.domain.names import word_set
from postmatch.domain.pages import Reading, ReadingKind

PAGE_HEAD = 20_000  # characters of a page that are read; a page of print has about 4,000
NAME_LINES = 15  # below these lines of the first page a bare "Name" may be that of a signer
NAME_WORDS = 6
_NAME_ROOM = 120  # characters after a label in which its name must stand

_CELL_EDGE = re.compile(r"[ \u00a0]{2,}|[\t|;·•]")  # columns of a table come out as wide gaps
_WHOSE = r"(?:applicant|candidate|examinee|student|graduate)"
_NAME_LABEL = re.compile(
    rf"(?i:(?:full )?name of (?:the )?{_WHOSE}|{_WHOSE}(?:['’]?s)? (?:full )?name|examinee)(?: \([^)]*\))?(?:\s*:|\s|$)"
    rf"|(?i:{_WHOSE})\s*:"
)
_BARE_NAME_LABEL = re.compile(r"(?i:(?:full )?name)(?: \([^)]*\))?(?:\s*:|\s|$)")
_NAME_FOLLOWS = re.compile(
    r"(?im:this (?:is to certify|certifies) that|card is held by|\bto recommend|letter on behalf of"
    r"|(?:recommend(?:ation)?|reference|evaluation|transcript) (?:of|for|on behalf of)"
    r"|(?:has|have) conferred (?:up)?on|^re\s*:)(?=\s)"
)
_TITLE = re.compile(r"(?i)(?:dr|mr|mrs|ms|miss|prof|professor|doctor)\.?")
_SMALL_WORDS = word_set("al el bin bint ibn de da do dos del la van von der den di y")
_INITIAL = re.compile(r"\w\.?")
_NOT_IN_NAMES = word_set(
    "university college school hospital department faculty medicine medical center centre institute board dean office "
    "registrar committee residency training internal surgery director information applicant candidate student examinee "
    "record records score scores performance academic name status this that above following all we my our your her him "
    "them us it he she i any every each these those no not none you please letter letters recommendation program copy "
    "sample last first middle family given initial type number signature details data history profile the a an in of "
    "for to at on clinical practice skills care health dear re date application position season page degree courses "
    "grades marks steps usmle ecfmg aamc eras nrmp id foundation clinic society association company services service "
    "team verification fellowship request inquiry visa employment appointment confirmation enrollment graduation match "
    "results education"
)
_AAMC = re.compile(r"(?i:\bAAMC (?:ID|identification)(?: (?:number|no|num))?\b) ?[:.#–-]{0,2} ?(\d{8})(?!\d)")
_USMLE = re.compile(
    r"(?i:\b(?:USMLE|ECFMG)(?: ?/ ?(?:USMLE|ECFMG))?®?(?: applicant)? ?"
    r"(?:(?:ID|identification)(?: (?:number|no|num))?|number|no|#)) ?[:.#–-]{0,2} ?"
    r"(\d[-–‐ ]?\d{3}[-–‐ ]?\d{3}[-–‐ ]?\d)(?![-\d])"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_BORN = re.compile(
    r"(?i:\b(?:date of birth|birth ?date|d\.?o\.?b\b\.?)(?: ?\([^)]{0,20}\))? ?[:.–-]{0,2} ?"
    rf"(\d{{1,2}}(?:st|nd|rd|th)?[ .-]{_MONTH}[ .,-]{{1,2}}\d{{4}}"
    rf"|{_MONTH}[ .]{{1,2}}\d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))(?!\d)"
)
_NUMBERS = ((ReadingKind.AAMC_ID, _AAMC), (ReadingKind.USMLE_ID, _USMLE), (ReadingKind.DATE_OF_BIRTH, _BORN))


def read_identity(texts: tuple[str, ...]) -> tuple[Reading, ...]:
    """Each different reading once per page, as it stands there; ``texts`` holds the text of each page."""
    readings = [
        Reading(kind=kind, value=value, page_number=number)
        for number, text in enumerate(texts, 1)
        for kind, value in _read_page(text[:PAGE_HEAD], is_first=number == 1)
    ]
    return tuple(dict.fromkeys(readings))


def _read_page(text: str, *, is_first: bool) -> Iterator[tuple[ReadingKind, str]]:
    lines = text.splitlines()
    yield from ((ReadingKind.NAME, name) for name in _labelled_names(lines, _NAME_LABEL))
    if is_first:
        yield from ((ReadingKind.NAME, name) for name in _labelled_names(lines[:NAME_LINES], _BARE_NAME_LABEL))
    for match in _NAME_FOLLOWS.finditer(text):
        if name := _name_at_start(text[match.end() : match.end() + _NAME_ROOM], ends_at_comma=True):
            yield ReadingKind.NAME, name
    plain = " ".join(text.split())
    for kind, pattern in _NUMBERS:
        yield from ((kind, match[1]) for match in pattern.finditer(plain))


def _labelled_names(lines: Sequence[str], label: re.Pattern[str]) -> Iterator[str]:
    """Names behind a label in the same cell, or in the cell after it when the label stands alone."""
    cells = [cell.strip() for line in lines for cell in _CELL_EDGE.split(line) if cell.strip()]
    for cell, following in zip_longest(cells, cells[1:], fillvalue=""):
        if found := label.match(cell):
            rest = cell[found.end() :].strip() or following
            if name := _name_at_start(rest[:_NAME_ROOM]):
                yield name


def _name_at_start(text: str, *, ends_at_comma: bool = False) -> str:
    """The name that a text begins with: two to six words, capitalised or of a script without capitals; else nothing.

    One word alone may be anything. A line may break inside a name, but what follows a whole name on the next line
    does not belong to it.
    """
    kept: list[str] = []
    for line in text.splitlines():
        if len(kept) > 1:
            break
        for word in line.split():
            if not kept and _TITLE.fullmatch(word):
                continue
            if len(kept) == NAME_WORDS or not _is_name_word(word):
                return _whole_name(kept)
            kept.append(word)
            if _ends_here(word, ends_at_comma=ends_at_comma):
                return _whole_name(kept)
    return _whole_name(kept)


def _is_name_word(word: str) -> bool:
    bare = word.strip(".,")
    if not bare or any(one.isdigit() for one in bare) or not bare[0].isalpha():
        return False
    has_no_case = bare.upper() == bare.lower()
    return bare[0].isupper() or has_no_case or bare.split("-")[0].lower() in _SMALL_WORDS


def _ends_here(word: str, *, ends_at_comma: bool) -> bool:
    return (ends_at_comma and word.endswith(",")) or (word.endswith(".") and not _INITIAL.fullmatch(word))


def _whole_name(words: Sequence[str]) -> str:
    bare = [word.strip(".,").lower() for word in words]
    if len(words) < 2 or _NOT_IN_NAMES & set(bare) or all(len(word) == 1 for word in bare):
        return ""
    return " ".join(words).strip(",")


def meanings(written: str) -> frozenset[date]:
    """Every day that a date of birth can mean: ``03/04/1994`` is two days. Empty for what is no date."""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", written)
    if numbers := re.fullmatch(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})", plain):
        first, second, year = (int(number) for number in numbers.groups())
        return frozenset(day for pair in ((first, second), (second, first)) if (day := _day(year, *pair)))
    try:
        found = read_partial_date(re.sub(r"(?<=\w)[.\-](?=\D)|(?<=[^\W\d])[.\-]", " ", plain))
    except ValueError:
        return frozenset()
    return frozenset({found.earliest}) if found and found.day else frozenset()


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def digits(written: str) -> str:
    """The number without its dashes and blanks."""
    return "".join(one for one in written if one.isdigit())
