"""Exams as a CV tells them: ``USMLE Step 1: passed, Mar 2023 (first attempt)``, ``Step 1, 2 CK and 3``.

A result that is denied, put off, or told twice in different ways is no result: the words stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from postmatch.domain.profile import Exam, ExamKind, ExamResult
from postmatch.interchange.cv_dates import first_date

_STEP = r"(?:[123]|I{1,3})\b(?!\s{0,3}\(?(?:CS\b|Clinical Skills))"
_CK = r"(?:\s{0,3}(?:CK\b|\(CK\)|\(?Clinical Knowledge\b\)?))"
_JOINT = r"\s{0,3}(?:,\s{0,3}(?:and\s{1,3}|&\s{0,3})?|&|\+|/|\band\b)\s{0,3}(?:Steps?\s{0,3})?"
_MORE = rf"{_JOINT}{_STEP}(?:{_CK}|(?=\s{{0,3}}(?:[:,;&+(]|and\b|pass|fail|all\b|both\b|$)))"
_NAME = re.compile(
    rf"\b(?:USMLE[\s:]{{1,3}})?Steps?\s{{0,3}}(?P<steps>{_STEP}{_CK}?(?:{_MORE}){{0,3}})"
    r"|\bOET(?:\s{1,3}Medicine)?\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\b(?:[123]|I{1,3})\b", re.IGNORECASE)
_KINDS = {
    "1": ExamKind.STEP_1, "i": ExamKind.STEP_1, "2": ExamKind.STEP_2_CK, "ii": ExamKind.STEP_2_CK,
    "3": ExamKind.STEP_3, "iii": ExamKind.STEP_3,
}  # fmt: skip
_NOT_PASSED = r"(?:(?<!have )(?<!has )\bnot passed|\bdid(?: not|n['’]t) pass|\bnot pass)\b(?!\s+yet)"
_RESULTS = (
    (ExamResult.FAILED, re.compile(rf"{_NOT_PASSED}|\bfail(?:ed)?\b", re.I)),
    (ExamResult.PASSED, re.compile(r"\bpass(?:ed)?\b", re.I)),
    (ExamResult.AWAITED, re.compile(r"\b(?:results? )?(?:await\w*|pending)\b", re.I)),
    (ExamResult.SCHEDULED, re.compile(r"\b(?:scheduled|planned|to be taken)(?: for)?\b", re.I)),
)
_DOUBT = re.compile(
    r"\b(?:no(?!\.?\s*\d)|not|never|none|nor|without|will|would|when|once|if|unless|whether|until|hop(?:e|ing)"
    r"|cancel\w*|withdr\w+|expired?)\b|n['’]t\b",
    re.IGNORECASE,
)
_SCORE = re.compile(r"(?:\bscored?\b\s*:?\s*(?:of\s+)?)?(?<![\d./-])(?P<score>1[3-9]\d|2\d\d)(?![\d./-])", re.I)
_ATTEMPTS = re.compile(
    r"\b(?:on |in |at )?(?:the )?(?:first|1st|single|one) (?:attempt|try)\b|\battempts?\s*:?\s*(?P<after>\d)\b"
    r"|\b(?P<before>\d) attempts?\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\b(?:ECFMG|Work status|Available|Graduation|US clinical|Visa|Citizenship)\b")
_REACH = 120


class ToldExam(NamedTuple):
    """An exam with the places of the words that its fields stand for: its name, its result."""

    exam: Exam
    spans: tuple[tuple[int, int], ...]


def exams_in(text: str) -> list[ToldExam]:
    """Each from its name to the next name, over the lines of a box too. Of one that is told in two ways only the kind
    is known."""
    found: dict[ExamKind, ToldExam] = {}
    for told in _told(text):
        kind = told.exam.kind
        found[kind] = _both(found[kind], told) if kind in found else told
    return list(found.values())


def completed(before: Exam, now: Exam) -> Exam | None:
    """One exam of two that do not contradict each other, else None."""
    fields = [(name, getattr(before, name), getattr(now, name)) for name in ("result", "score", "attempts")]
    if any(one is not None and other is not None and one != other for _, one, other in fields):
        return None
    first, second = before.date, now.date
    if first and second and (first.is_before(second) or first.is_after(second)):
        return None
    date = max(filter(None, (first, second)), key=lambda one: len(str(one)), default=None)
    told = {name: one if one is not None else other for name, one, other in fields}
    return before.model_copy(update={**told, "date": date})


def _both(before: ToldExam, now: ToldExam) -> ToldExam:
    exam = completed(before.exam, now.exam)
    return ToldExam(exam, (*before.spans, *now.spans)) if exam else ToldExam(Exam(kind=now.exam.kind), ())


def _told(text: str) -> Iterator[ToldExam]:
    names = list(_NAME.finditer(text))
    for name, after in zip(names, (*names[1:], None), strict=False):
        end = min(after.start() if after else len(text), name.end() + _REACH)
        end = stop.start() if (stop := _ENDS.search(text, name.end(), end)) else end
        numbers = dict.fromkeys(map(str.casefold, _NUMBER.findall(name["steps"]))) if name["steps"] else ()
        kinds = [_KINDS[number] for number in numbers] or [ExamKind.OET]
        yield from _of_one_name(kinds, name, text, end)


def _of_one_name(kinds: list[ExamKind], name: re.Match[str], text: str, end: int) -> Iterator[ToldExam]:
    """What is said of several exams at once is a result or attempts, but no date and no score of a single one."""
    said = text[name.end() : end]
    results = _results(said)
    if _DOUBT.search(_without(said, results)):
        return
    if len({result for result, _ in results}) > 1:
        yield from (ToldExam(Exam(kind=kind), ()) for kind in kinds)
        return
    scores, attempts = list(_SCORE.finditer(said)), list(_ATTEMPTS.finditer(said))
    is_one = len(kinds) == 1
    score = scores[0] if len(scores) == 1 and is_one and kinds[0] is not ExamKind.OET else None
    count = int(attempts[0]["after"] or attempts[0]["before"] or 1) if len(attempts) == 1 else None
    signs = [*(sign for _, sign in results), *(attempts if count else ())]
    spans = [name.span(), *((name.end() + sign.start(), name.end() + sign.end()) for sign in signs)]
    if score:
        spans.append((name.end() + score.start(), name.end() + score.start("score")))
    for kind in kinds:
        exam = Exam(
            kind=kind,
            date=first_date(said) if is_one else None,
            result=results[0][0] if results else None,
            score=int(score["score"]) if score else None,
            attempts=count,
        )
        yield ToldExam(exam, tuple(spans))


def _results(said: str) -> list[tuple[ExamResult, re.Match[str]]]:
    """Every result with the words that say it; those of one are not looked at for the next."""
    found = []
    for result, sign in _RESULTS:
        matches = list(sign.finditer(said))
        found += [(result, match) for match in matches]
        said = _blank(said, [match.span() for match in matches])
    return found


def _without(said: str, results: list[tuple[ExamResult, re.Match[str]]]) -> str:
    return _blank(said, [match.span() for _, match in results])


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
