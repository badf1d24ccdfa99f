"""One page, guaranteed and measured: a filled document is laid out at the largest rung at which it fits.

It fits when the PDF that is handed over has one page and enough of it is free for Word's differences. The whole ladder
and the reading back take one call of a worker; ``fitting`` is what happens there.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from postmatch.conversion import Workers
from postmatch.conversion.engines import EMBEDDED
from postmatch.conversion.wire import Header
from postmatch.conversion.workers import PAGES_MEMORY_BYTES, PAGES_SECONDS, WorkerFunction, WorkerLost
from postmatch.domain.checks import Check
from postmatch.domain.documents import Repair
from postmatch.domain.one_page import Fit
from postmatch.domain.printed_facts import Expected
from postmatch.errors import ConversionFailed
from postmatch.rendering.rungs import Rung

_OWN_SECONDS, _OWN_MEMORY_BYTES = 30.0, 1024 * 1024 * 1024
"""What the embedded engine gets for a template of the applicant's own: many times what any page takes. LibreOffice is a
program of its own, which starts slowly and holds more."""
Answer = tuple[Header, tuple[bytes, ...]]
_T = TypeVar("_T")


@dataclass(frozen=True)
class LaidOut:
    """A document in both forms at the same rung; ``rung`` is None when it may take several pages and was left alone.

    ``free_share`` is how much of the page's height is free above the bottom margin.
    """

    docx: bytes
    pdf: bytes
    page_count: int
    free_share: float
    fit: Fit
    rung: Rung | None = None
    warnings: tuple[Repair, ...] = ()
    checks: tuple[Check, ...] = ()


@dataclass(frozen=True)
class AtFloor:
    """A document at the last of its rungs: ``fits`` when it is one page with enough of it free."""

    fits: bool
    page_count: int


def lay_out(
    docx: bytes, *, engine: str, is_long: bool, may_grow: bool, expected: Expected, workers: Workers
) -> LaidOut:
    """A filled document on its page, read back. ``may_grow``: a short one is set larger than its template says, as
    only templates of ours are; what somebody else's gives gets less time and memory.

    When nothing fits, it comes back with ``Fit.TOO_LONG``: at the floor of legibility if that is one page, else as its
    template has it. Raises ``ConversionFailed``, also when it takes too long, and ``EngineUnavailable``.
    """
    header = {"engine": engine, "is_long": is_long, "may_grow": may_grow, "expected": expected.model_dump(mode="json")}
    return _called(workers, lay_out_here, header, docx, read=_read)


def at_floor(docx: bytes, *, engine: str, may_grow: bool, workers: Workers) -> AtFloor:
    """How a filled document sits at the floor of legibility. Raises as ``lay_out`` does."""
    header = {"engine": engine, "may_grow": may_grow}
    return _called(workers, at_floor_here, header, docx, read=_at_floor)


def lay_out_here(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """The worker's side of ``lay_out``."""
    from postmatch.rendering.fitting import laid_out  # PDFium and the engine load in the worker only

    expected = Expected.model_validate(header["expected"])
    found = laid_out(
        blobs[0], engine=header["engine"], is_long=header["is_long"], may_grow=header["may_grow"], expected=expected
    )
    answer = {
        "page_count": found.page_count,
        "free_share": found.free_share,
        "fit": found.fit.value,
        "rung": vars(found.rung) if found.rung else None,
        "warnings": [one.model_dump(mode="json") for one in found.warnings],
        "checks": [one.model_dump(mode="json") for one in found.checks],
    }
    return answer, (found.docx, found.pdf)


def at_floor_here(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """The worker's side of ``at_floor``."""
    from postmatch.rendering.fitting import floor_page

    return vars(floor_page(blobs[0], engine=header["engine"], may_grow=header["may_grow"])), ()


def _at_floor(answer: Header, _: tuple[bytes, ...]) -> AtFloor:
    return AtFloor(fits=bool(answer["fits"]), page_count=int(answer["page_count"]))


def _read(answer: Header, blobs: tuple[bytes, ...]) -> LaidOut:
    return LaidOut(
        docx=blobs[0],
        pdf=blobs[1],
        page_count=int(answer["page_count"]),
        free_share=float(answer["free_share"]),
        fit=Fit(answer["fit"]),
        rung=Rung(**answer["rung"]) if answer["rung"] else None,
        warnings=tuple(map(Repair.model_validate, answer["warnings"])),
        checks=tuple(map(Check.model_validate, answer["checks"])),
    )


def _called(
    workers: Workers,
    function: WorkerFunction,
    header: Header,
    docx: bytes,
    *,
    read: Callable[[Header, tuple[bytes, ...]], _T],
) -> _T:
    """A worker that a document has taken over may answer anything at all."""
    is_bounded = not header["may_grow"] and header["engine"] == EMBEDDED
    seconds = _OWN_SECONDS if is_bounded else PAGES_SECONDS
    memory = _OWN_MEMORY_BYTES if is_bounded else PAGES_MEMORY_BYTES
    try:
        return read(*workers.call(function, header, (docx,), seconds=seconds, memory_bytes=memory))
    except (WorkerLost, LookupError, TypeError, ValueError) as error:
        raise ConversionFailed(
            "Laying this document out took too long or went wrong, so it was stopped and there is no PDF.",
            "Try again; if it happens again, choose another template or the other converter.",
        ) from error
