"""Templates that applicants bring: checked and filled in a child process, never in this one.

A template is a small program of somebody. It is read before it is run, speaks only what ``inspection`` knows, and is
run in a worker that has no network and no files, with a limit on time and memory. The check is made again at each
filling: a workspace that was opened from an archive says only that somebody's template once passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from postmatch.conversion import WorkerLost, Workers
from postmatch.domain.documents import ReasonCode
from postmatch.domain.own_templates import ProblemKind, Purpose, TemplateProblem, TemplateReport
from postmatch.domain.workspace import Paper
from postmatch.errors import ConversionFailed, TemplateBroken
from postmatch.rendering.catalogue import PURPOSE_LABELS
from postmatch.rendering.links import Piece, StyledText

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

    from postmatch.rendering.finishing import Finish
    from postmatch.rendering.prepared import Prepared

MOST_PROBLEMS = 30
SECONDS = 20.0
MEMORY_BYTES = 512 * 1024 * 1024
"""A template of ours takes 0.1 s and 60 MB; whatever takes these is no template."""

_STYLED = "styled text"  # the key that marks one on its way to the worker; no variable has a space in its name
_CHANGE = "Choose another template, or correct this one in Word and upload it again."
_ANEW = "Copy its text into a new document in Word, save that as .docx, and upload it."
_LOST = {
    ReasonCode.TIMEOUT: "Reading this template took far longer than any template needs, so it was stopped.",
    ReasonCode.MEMORY: "Reading this template needs more memory than any template should, so it was stopped.",
}
Answer = tuple[dict[str, Any], tuple[bytes, ...]]


@dataclass(frozen=True)
class OwnFile:
    """A template of the applicant's own: its name for people and its bytes, which nothing in this process opens."""

    purpose: Purpose
    title: str
    docx: bytes


def check_own_template(docx: bytes, purpose: Purpose, workers: Workers, *, seconds: float = SECONDS) -> TemplateReport:
    """What is wrong with the file as a template, each thing with its place and remedy; bounded in time and memory.

    Raises ``ConversionFailed`` only when no worker could be started: that says nothing about the file.
    """
    try:
        answer, _ = workers.call(
            check_in_worker, {"purpose": purpose}, [docx], seconds=seconds, memory_bytes=MEMORY_BYTES
        )
        report = TemplateReport.model_validate(answer["report"])
    except WorkerLost as error:
        return _lost(purpose, error.reason)
    except (LookupError, ValueError, TypeError):  # a worker that the file has taken over may answer anything
        return _lost(purpose, ReasonCode.DAMAGED)
    return report if report.purpose == purpose else _lost(purpose, ReasonCode.DAMAGED)


def fill_own(own: OwnFile, context: dict[str, Any], finish: Finish, workers: Workers) -> bytes:
    """The template filled with the context, as .docx bytes; the worker gets these values and nothing else of the
    profile. Raises ``TemplateBroken``; ``ConversionFailed`` when no worker could be started."""
    header = {
        "purpose": own.purpose,
        "title": own.title,
        "context": _sent(context),
        "finish": [finish.title, finish.author, finish.paper.value, finish.today.isoformat()],
    }
    try:
        _, blobs = workers.call(fill_in_worker, header, [own.docx], seconds=SECONDS, memory_bytes=MEMORY_BYTES)
        return blobs[0]
    except WorkerLost as error:
        raise _broken(own, _lost(own.purpose, error.reason).problems[0]) from error
    except LookupError as error:
        raise _broken(own, _lost(own.purpose, ReasonCode.DAMAGED).problems[0]) from error


def check_in_worker(header: Mapping[str, Any], blobs: tuple[bytes, ...]) -> Answer:
    """``{"report": ...}`` about the template in the first blob."""
    _, report = _examined(blobs[0], header["purpose"], with_trials=True)
    return {"report": report.model_dump(mode="json")}, ()


def fill_in_worker(header: Mapping[str, Any], blobs: tuple[bytes, ...]) -> Answer:
    """The filled document as the one blob. Raises ``TemplateBroken``."""
    from postmatch.rendering.finishing import Finish
    from postmatch.rendering.prepared import prepared
    from postmatch.rendering.template_package import PackageRefused, check_package
    from postmatch.rendering.word import WRONG_EXPRESSION, broken, reason

    opened, report = _examined(blobs[0], header["purpose"], with_trials=False)
    own = OwnFile(header["purpose"], header["title"], b"")
    if opened is None or not report.is_usable:
        raise _broken(own, next(one for one in report.problems if one.kind is ProblemKind.REFUSED))
    title, author, paper, today = header["finish"]
    finish = Finish(title, author, Paper(paper), date.fromisoformat(today))
    try:
        filled = prepared(opened).fill(_received(header["context"]), finish)
        check_package(filled)
    except PackageRefused as error:
        raise _broken(own, error.problem) from error
    except WRONG_EXPRESSION as error:
        raise broken(own.purpose, own.title, f"cannot be filled ({reason(error)})", _CHANGE) from error
    return {}, (filled,)


def _examined(docx: bytes, purpose: Purpose, *, with_trials: bool) -> tuple[DocxTemplate | None, TemplateReport]:
    from postmatch.rendering.template_check import examine
    from postmatch.rendering.template_looks import looks
    from postmatch.rendering.template_package import PackageRefused, open_package

    try:
        opened = open_package(docx)
    except PackageRefused as error:
        return None, TemplateReport(purpose=purpose, problems=(error.problem,))
    examined = examine(opened, purpose)
    problems = [*examined.problems, *looks(opened)]
    if with_trials and examined.is_usable:
        problems += _trial_problems(opened, purpose)
    return opened, TemplateReport(purpose=purpose, problems=_first(problems), uses=examined.uses)


def _first(problems: list[TemplateProblem]) -> tuple[TemplateProblem, ...]:
    """As many as a person reads, what keeps the template from being used before the rest."""
    ordered = sorted(problems, key=lambda problem: problem.kind is not ProblemKind.REFUSED)
    more = len(ordered) - MOST_PROBLEMS
    if more <= 0:
        return tuple(ordered)
    last = TemplateProblem(
        kind=ordered[0].kind, message=f"There are {more} more.", hint="Mend these first and upload the file again."
    )
    return (*ordered[:MOST_PROBLEMS], last)


def _trial_problems(opened: DocxTemplate, purpose: Purpose) -> list[TemplateProblem]:
    """The template is tried with three sets of values, and the fullest is laid out on pages as in use; the first that
    goes wrong is told."""
    from postmatch.rendering.dry_runs import trials

    filled: list[bytes] = []
    ready: Prepared | None = None
    for name, context in trials(purpose):
        ready = ready or _made_ready(opened)
        docx = _tried(ready, name, context) if ready else _unsound("any values")
        if isinstance(docx, TemplateProblem):
            return [docx]
        filled.append(docx)
    return _page_problems(filled[0])


def _made_ready(opened: DocxTemplate) -> Prepared | None:
    from postmatch.rendering.prepared import prepared
    from postmatch.rendering.word import WRONG_EXPRESSION

    try:
        return prepared(opened)
    except WRONG_EXPRESSION:
        return None


def _tried(ready: Prepared, name: str, context: dict[str, Any]) -> bytes | TemplateProblem:
    from postmatch.rendering.dry_runs import FINISH
    from postmatch.rendering.template_package import PackageRefused, check_package
    from postmatch.rendering.word import WRONG_EXPRESSION

    try:
        filled = ready.fill(context, FINISH)
        check_package(filled)
    except PackageRefused as error:
        return error.problem
    except (*WRONG_EXPRESSION, SyntaxError, RecursionError):
        return _unsound(name)
    return filled


def _unsound(name: str) -> TemplateProblem:
    from postmatch.rendering.template_problems import refused

    message = f"Tried with {name}, this template makes no sound Word file."
    hint = (
        "An “if” or “for” often begins in one paragraph or cell and ends in another: put each alone into a"
        " paragraph of its own, with a p behind the brace: {%p for e in education %} … {%p endfor %}."
    )
    return refused(message, hint)


def _page_problems(filled: bytes) -> list[TemplateProblem]:
    """What cannot be set smaller can never be used; what one converter cannot set, the other may."""
    from postmatch.conversion.engines import EMBEDDED
    from postmatch.rendering.fitting import floor_page
    from postmatch.rendering.template_problems import refused, warned
    from postmatch.rendering.word import WRONG_EXPRESSION

    try:
        floor_page(filled, engine=EMBEDDED, may_grow=False)
    except ConversionFailed:
        message = "The built-in converter cannot make pages of this template."
        return [warned(message, "Choose LibreOffice as the converter for it, or make it simpler in Word.")]
    except (*WRONG_EXPRESSION, RecursionError):
        message = "The sizes in this file are none that Word knows, so no pages can be made of it."
        return [refused(message, _ANEW)]
    return []


def _lost(purpose: Purpose, reason: ReasonCode) -> TemplateReport:
    message = _LOST.get(reason, "Reading this template failed, so it was stopped.")
    hint = "Make it simpler, or start from a template of Postmatch, and upload it again."
    return TemplateReport(
        purpose=purpose, problems=(TemplateProblem(kind=ProblemKind.REFUSED, message=message, hint=hint),)
    )


def _broken(own: OwnFile, problem: TemplateProblem) -> TemplateBroken:
    kind = PURPOSE_LABELS[own.purpose]
    message = f"Your {kind} template “{own.title}” cannot be used, so no {kind} was made. {problem.message}"
    return TemplateBroken(message, f"{problem.hint} Until then, choose another template.")


def _sent(value: Any) -> Any:
    """The context as JSON holds it."""
    if isinstance(value, StyledText):
        return {_STYLED: [list(piece) for piece in value.pieces]}
    if isinstance(value, dict):
        return {name: _sent(part) for name, part in value.items()}
    return [_sent(part) for part in value] if isinstance(value, list | tuple) else value


def _received(value: Any) -> Any:
    if isinstance(value, dict):
        if _STYLED in value:
            return StyledText(tuple(Piece(*piece) for piece in value[_STYLED]))
        return {name: _received(part) for name, part in value.items()}
    return [_received(part) for part in value] if isinstance(value, list) else value
