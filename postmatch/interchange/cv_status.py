"""ECFMG certification, work authorization and first day of work in lines of a CV, and the words that say them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from postmatch.domain.profile import CitizenshipClass, EcfmgState, WorkAuthorization
from postmatch.interchange.cv_dates import DATE, first_date
from postmatch.interchange.cv_reading import CvReading

_DOUBT = re.compile(
    r"\b(?:no(?!\.?\s*[:#]?\s*\d)|not|non|never|none|neither|nor|without|cannot|will|would|when|once|if|unless|whether"
    r"|pending|expired?|await\w*|eligible|appl(?:y|ied|ying|ication)|anticipat\w*|expect\w*|plan\w*|seek\w*|hop(?:e|ing)"
    r"|former\w*|previous\w*|was|were|revoked|denied|lost|married|spouse|husband|wife|sons?|daughter|child(?:ren)?"
    r"|parents?|mother|father|dependent)\b|n['’]t\b",
    re.IGNORECASE,
)
_DOUBT_BEHIND = re.compile(r"[\s|:(–—-]*(?:no\b(?!\.?\s*\d)|not\b|none\b|pending\b|expired\b|denied\b|n/a\b)", re.I)
_SENTENCE_BREAK = re.compile(r"[;|\t\n•·!?]|\.\s")
_CLAUSE_BREAK = re.compile(r"[;,|\t\n•·!?]|\.\s")

_NOT_CITIZEN = re.compile(r"\b(?:not a |non-?\s?)U\.?S\.? citizen\b", re.I)
_AUTHORIZATIONS = (
    (WorkAuthorization.PERMANENT_RESIDENT, re.compile(r"\b(?:permanent resident|green card)\b", re.I)),
    (WorkAuthorization.EAD, re.compile(r"\b(?:EAD|employment authorization)\b", re.I)),
    (WorkAuthorization.HOLDS_J1, re.compile(r"\b(?:holds|on|current) (?:a )?J-?1\b", re.I)),
    (WorkAuthorization.HOLDS_H1B, re.compile(r"\b(?:holds|on|current) (?:an )?H-?1B\b", re.I)),
    (WorkAuthorization.NEEDS_J1, re.compile(r"\b(?:need|require)s? (?:a )?J-?1\b", re.I)),
    (WorkAuthorization.NEEDS_H1B, re.compile(r"\b(?:need|require)s? (?:an )?H-?1B\b", re.I)),
    (WorkAuthorization.US_CITIZEN, re.compile(r"\bU\.?S\.? citizen\b", re.I)),
)
_STATUS_LABEL = r"(?:(?:work |visa |immigration )?(?:status|authorization)|visa|citizenship)[\s:|]*"
_BEHIND = re.compile(r"(?: visa)?(?: (?:sponsorship|status|holder))?", re.IGNORECASE)

_ECFMG = re.compile(r"\bECFMG\b(?P<said>[^|\t\n]*)", re.I)
_NEXT_CELL = re.compile(r"[|\t\n\s]*[^|\t\n]{0,60}")
_CERTIFIED, _CERTIF = re.compile(r"\bcertified\b", re.I), re.compile(r"\bcertif(?:ied|ication|icate)\b", re.I)
_IN_PROGRESS = re.compile(r"\b(?:in progress|pending|expected)\b", re.I)
_AVAILABLE = re.compile(rf"\bavailable(?: from)?\b[\s:|]*(?={DATE})", re.I)
_AVAILABLE_DATE = 24


class Marks:
    """A text, and the places in it whose meaning a field holds."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._spans: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        self._spans.append((start, end))

    def add_label(self, value: str, label: str) -> None:
        """What stands right before the value, where it is this label."""
        place = self.text.find(value)
        if place >= 0 and (found := re.search(rf"(?<!\w)(?:{label})$", self.text[max(0, place - 40) : place], re.I)):
            self.add(place - len(found[0]), place)

    def rest(self) -> str:
        """The text with blanks in these places, its lines as they were."""
        signs = list(self.text)
        for start, end in self._spans:
            signs[start:end] = ["\n" if sign == "\n" else " " for sign in signs[start:end]]
        return "".join(signs)


def read_status(marks: Marks, reading: CvReading) -> None:
    """Says what is told for certain, and marks the words that tell it."""
    _read_ecfmg(marks, reading)
    text = marks.text
    for match in _NOT_CITIZEN.finditer(text):
        reading.say("status", citizenship_class=CitizenshipClass.NON_US_CITIZEN)
        marks.add(*match.span())
        text = text[: match.start()] + "," + " " * (len(match[0]) - 1) + text[match.end() :]
    found = list(_authorizations(text))
    for kind, sign in found:
        if kind is found[0][0]:
            reading.say("status", work_authorization=kind)
            marks.add(sign.start(), _BEHIND.match(text, sign.end()).end())  # type: ignore[union-attr]
            marks.add_label(sign[0], _STATUS_LABEL)
    _read_start(marks, reading)


def _authorizations(text: str) -> Iterator[tuple[WorkAuthorization, re.Match[str]]]:
    for kind, sign in _AUTHORIZATIONS:
        yield from ((kind, match) for match in sign.finditer(text) if not _is_doubtful(text, *match.span()))


def _is_doubtful(text: str, start: int, end: int) -> bool:
    """A negation, a condition or another person before it in its sentence, or behind it in its clause."""
    before = _SENTENCE_BREAK.split(text[max(0, start - 120) : start])[-1]
    behind = _CLAUSE_BREAK.split(text[end : end + 80])[0]
    return bool(_DOUBT.search(before) or _DOUBT.search(behind) or _DOUBT_BEHIND.match(text, end))


def _read_ecfmg(marks: Marks, reading: CvReading) -> None:
    for match in _ECFMG.finditer(marks.text):
        if not _CERTIF.search(match["said"]):
            continue
        end = match.end()
        if not (_CERTIFIED.search(match["said"]) or re.search(r"\d", match["said"])):
            end = _NEXT_CELL.match(marks.text, end).end()  # type: ignore[union-attr]
        said = _NOT_CITIZEN.sub(" ", marks.text[match.start() : end])
        before = _SENTENCE_BREAK.split(marks.text[max(0, match.start() - 80) : match.start()])[-1]
        if state := _ecfmg_state(before, said):
            date = first_date(said) if state is EcfmgState.CERTIFIED else None
            reading.say("ecfmg", state=state, certified_on=date)
            _mark_ecfmg(marks, match.start(), end, state)
            return


def _ecfmg_state(before: str, said: str) -> EcfmgState | None:
    progress = _IN_PROGRESS.search(said)
    if _DOUBT.search(before) or _DOUBT.search(_IN_PROGRESS.sub(" ", said)):
        return None
    if progress:
        return EcfmgState.IN_PROGRESS
    return EcfmgState.CERTIFIED if _CERTIFIED.search(said) or first_date(said) else None


def _mark_ecfmg(marks: Marks, start: int, end: int, state: EcfmgState) -> None:
    marks.add(start, start + len("ECFMG"))
    signs = (_CERTIF, _IN_PROGRESS) if state is EcfmgState.IN_PROGRESS else (_CERTIF,)
    for sign in signs:
        for match in sign.finditer(marks.text, start, end):
            marks.add(*match.span())


def _read_start(marks: Marks, reading: CvReading) -> None:
    for match in _AVAILABLE.finditer(marks.text):
        date = first_date(marks.text[match.end() : match.end() + _AVAILABLE_DATE])
        if date and not _is_doubtful(marks.text, *match.span()):
            reading.say("status", earliest_start=date)
            marks.add(*match.span())
