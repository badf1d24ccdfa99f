"""Everything from outside is opened in child processes: what they can be asked, and what comes back.

A worker that meets a hostile file may hang, crash or grow; its parent ends it and the file gets a named refusal.
Who gets which process is ``worker_pool``, one process is ``worker_process``, the other side is ``worker``.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TypeVar

from postmatch.conversion import answers
from postmatch.conversion.answers import Answer
from postmatch.conversion.bundles import Bundle
from postmatch.conversion.engines import ConvertedWord
from postmatch.conversion.refusals import refusal
from postmatch.conversion.watchdog import Bounds
from postmatch.conversion.wire import Header
from postmatch.conversion.worker_pool import WorkerPool
from postmatch.conversion.worker_process import WorkerLost
from postmatch.domain.documents import Normalised, ReasonCode, Upload
from postmatch.domain.edits import EditedPages, PageEdits
from postmatch.domain.facts import Limits
from postmatch.domain.packet import PageObstacles, StampedPage
from postmatch.domain.pages import PageFacts, RecognizedPages
from postmatch.domain.portal_checks import PictureFacts
from postmatch.domain.size import ShrunkPdf
from postmatch.errors import ConversionFailed, EngineUnavailable, TemplateBroken, UploadRefused

_log = logging.getLogger(__name__)
_T = TypeVar("_T")
_Reader = Callable[[Header, tuple[bytes, ...]], _T]
WorkerFunction = Callable[[Header, tuple[bytes, ...]], Answer]
_Usual = type[UploadRefused] | type[ConversionFailed]

WORD_SECONDS, WORD_SECONDS_MORE = 100.0, 2.0
PAGES_SECONDS = 300.0
PAGES_MEMORY_BYTES = 2 * 1024 * 1024 * 1024
"""Bounds for our own PDFs, which may be a packet of hundreds of pages; uploads have ``Limits``."""


class Workers:
    """The operations of the workers, as methods for any number of threads (``WorkerPool`` says who waits for what).

    A context manager; ``close`` ends every process and removes the pool's temporary folder, as does leaving Python.
    """

    def __init__(self, *, size: int = 2, pool: WorkerPool | None = None, owner: str = "") -> None:
        self._pool = pool or WorkerPool(size=size)
        self._owner = owner

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends everything; requests under way fail as if their worker had died. May be called twice."""
        self._pool.close()

    def lent_to(self, owner: str) -> Workers:
        """The same workers for the files of one owner: a process that opened a file of this owner never works for
        another. Closing either closes both."""
        return Workers(pool=self._pool, owner=owner)

    def process_ids(self) -> tuple[int, ...]:
        """Of every worker process that lives now."""
        return self._pool.process_ids()

    def confinement(self) -> frozenset[str]:
        """What the worker processes cannot reach on this machine, in the words of ``confinement.withhold``.

        Starts a worker when none is at hand. Raises ``ConversionFailed``.
        """
        return self._pool.withheld(self._owner)

    def normalise(
        self, upload: Upload, *, limits: Limits, password: str | None = None, engine: str = "embedded"
    ) -> Normalised:
        """What the gate makes of an upload, whatever it is called.

        Raises ``UploadRefused`` with one of: empty, unsupported_type, password_needed, wrong_password, damaged,
        no_pages, xfa_shell, too_large, too_many_pages, timeout, memory. ``EngineUnavailable`` when ``engine`` is
        not on this machine (Word files only). The password goes to the worker and nowhere else.
        """
        header = {
            "operation": "normalise",
            "name": upload.name,
            "limits": limits.model_dump(mode="json"),
            "password": password,
            "engine": engine,
        }
        return self._ask_about_upload(header, upload.data, limits, read=answers.normalised)

    def straighten(self, upload: Upload, *, limits: Limits) -> Normalised:
        """The sheet of paper in a photo alone: seen from straight above, evenly lit, on a letter-size page.

        Raises ``UploadRefused`` with unreadable when no sheet was found, else as ``normalise`` does for a picture.
        """
        header = {"operation": "straighten", "limits": limits.model_dump(mode="json")}
        return self._ask_about_upload(header, upload.data, limits, read=answers.normalised)

    def unpack(self, data: bytes, *, limits: Limits) -> Bundle | None:
        """The members of a .zip of documents, each with its bytes or a refusal; None when it is no such .zip.

        Raises ``UploadRefused`` with one of: damaged, too_large, timeout, memory.
        """
        header = {"operation": "unpack", "limits": limits.model_dump(mode="json")}
        return self._ask_about_upload(header, data, limits, read=answers.unpacked)

    def word_to_pdf(self, docx: bytes, *, engine: str = "embedded") -> ConvertedWord:
        """The PDF of a Word file of ours, with what the engine could not do as Word would.

        Raises ``ConversionFailed``; ``EngineUnavailable`` when the engine is not on this machine.
        """
        header = {"operation": "word_to_pdf", "engine": engine}
        return self._ask_for_pages(header, docx, seconds=WORD_SECONDS, read=answers.converted)

    def words_to_pdfs(
        self, docxs: Sequence[bytes], *, engine: str = "embedded"
    ) -> tuple[ConvertedWord | ConversionFailed, ...]:
        """The PDFs of many Word files of ours, in their order, each with why there is none where there is none.

        One worker makes them in one go, which costs LibreOffice a thirtieth of a call by itself for each. Raises
        ``ConversionFailed`` when that cannot be, ``EngineUnavailable``.
        """
        bounds = Bounds(WORD_SECONDS + WORD_SECONDS_MORE * len(docxs), PAGES_MEMORY_BYTES)
        header = {"operation": "words_to_pdfs", "engine": engine}
        try:
            return self._ask(header, docxs, bounds, read=answers.all_converted, usual=ConversionFailed)
        except WorkerLost as error:
            raise _lost_pages(error.reason) from error

    def draw(self, pdf: bytes, *, page_numbers: Sequence[int], width: int) -> tuple[bytes, ...]:
        """One PNG per page number (from 1), ``width`` pixels wide. Raises ``ConversionFailed``."""
        header = {"operation": "draw", "page_numbers": list(page_numbers), "width": width}
        return self._ask_for_pages(header, pdf, read=lambda _, blobs: blobs)

    def page_facts(self, pdf: bytes, *, first: int = 1, last: int | None = None) -> tuple[PageFacts, ...]:
        """The facts of the pages ``first`` to ``last`` (from 1; None: to the end). Raises ``ConversionFailed``."""
        header = {"operation": "page_facts", "first": first, "last": last}
        return self._ask_for_pages(header, pdf, read=lambda answer, _: answers.read(PageFacts, answer["pages"]))

    def stamped_page_facts(self, pdf: bytes, *, first: int = 1, last: int | None = None) -> tuple[StampedPage, ...]:
        """The same of pages with a running stamp, and the stamp of each. Raises ``ConversionFailed``."""
        header = {"operation": "stamped_page_facts", "first": first, "last": last}
        return self._ask_for_pages(header, pdf, read=lambda answer, _: answers.read(StampedPage, answer["pages"]))

    def edit(self, pdf: bytes, edits: PageEdits) -> EditedPages:
        """The normalised PDF with its pages chosen, turned and painted over.

        Raises ``ConversionFailed`` when the edits name a page that is not there, or leave none.
        """
        header = {"operation": "edit", "edits": edits.model_dump(mode="json")}
        return self._ask_for_pages(header, pdf, read=answers.edited)

    def shrink(self, pdf: bytes, *, step: int) -> ShrunkPdf:
        """The PDF with smaller pictures, as ``SHRINK_STEPS[step - 1]`` says; the same bytes when that gains nothing.

        Raises ``ConversionFailed``.
        """
        return self._ask_for_pages({"operation": "shrink", "step": step}, pdf, read=answers.shrunk)

    def page_texts(self, pdf: bytes) -> tuple[str, ...]:
        """The text of each page, empty for a scan. Raises ``ConversionFailed``."""
        return self._ask_for_pages(
            {"operation": "page_texts"}, pdf, read=lambda answer, _: tuple(map(str, answer["texts"]))
        )

    def recognize(self, pdf: bytes, *, page_numbers: Sequence[int]) -> RecognizedPages:
        """What Tesseract reads on these pages (from 1), seconds for each: ask for a few at a time.

        Raises ``EngineUnavailable`` without Tesseract, ``ConversionFailed``.
        """
        header = {"operation": "recognize", "page_numbers": list(page_numbers)}
        return self._ask_for_pages(header, pdf, read=lambda answer, _: RecognizedPages.model_validate(answer["read"]))

    def archival_obstacles(self, pdf: bytes) -> tuple[PageObstacles, ...]:
        """What keeps each page from being PDF/A; pages that nothing keeps are left out. Raises ``ConversionFailed``."""
        header = {"operation": "archival_obstacles"}
        return self._ask_for_pages(header, pdf, read=lambda answer, _: answers.read(PageObstacles, answer["pages"]))

    def picture_facts(self, data: bytes, *, limits: Limits) -> PictureFacts:
        """Format and size of a photo as it was uploaded. Raises ``UploadRefused`` for what is no picture."""
        header = {"operation": "picture_facts", "limits": limits.model_dump(mode="json")}
        return self._ask_about_upload(
            header, data, limits, read=lambda answer, _: PictureFacts.model_validate(answer["facts"])
        )

    def call(
        self, function: WorkerFunction, header: Header, blobs: Sequence[bytes], *, seconds: float, memory_bytes: int
    ) -> Answer:
        """What ``function`` answers in a bounded child process: for the packages above this one.

        It must be a function of a module of Postmatch, known by its name; it gets a header of JSON and bytes, and gives
        the same. Raises ``ConversionFailed``, ``TemplateBroken`` and ``EngineUnavailable`` as the function does, and
        ``WorkerLost`` (its reason: timeout, memory or damaged) when the process did not live to answer.
        """
        request = {**header, "operation": f"{function.__module__}:{function.__qualname__}"}
        answer, data = self._pool.ask(self._owner, request, blobs, Bounds(seconds, memory_bytes))
        if "crashed" in answer or "memory" in answer:
            _log.warning("a worker met an error it does not know: %s", answer.get("crashed", "memory"))
            raise WorkerLost(ReasonCode.MEMORY if "memory" in answer else ReasonCode.DAMAGED)
        _raise_what_was_refused(answer, ConversionFailed)
        return answer, data

    def _ask_about_upload(self, header: Header, data: bytes, limits: Limits, *, read: _Reader[_T]) -> _T:
        """Raises ``UploadRefused`` whatever goes wrong, but for an engine that is not there."""
        try:
            bounds = Bounds(limits.seconds, limits.memory_bytes)
            return self._ask(header, [data], bounds, read=read, usual=UploadRefused)
        except WorkerLost as error:
            raise refusal(error.reason) from error

    def _ask_for_pages(self, header: Header, data: bytes, *, seconds: float = PAGES_SECONDS, read: _Reader[_T]) -> _T:
        """Raises ``ConversionFailed`` whatever goes wrong."""
        try:
            bounds = Bounds(seconds, PAGES_MEMORY_BYTES)
            return self._ask(header, [data], bounds, read=read, usual=ConversionFailed)
        except WorkerLost as error:
            raise _lost_pages(error.reason) from error

    def _ask(self, header: Header, blobs: Sequence[bytes], bounds: Bounds, *, read: _Reader[_T], usual: _Usual) -> _T:
        answer, data = self._pool.ask(self._owner, header, blobs, bounds)
        try:
            _raise_what_was_refused(answer, usual)
            return read(answer, data)
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError) as error:
            # a worker that a file has taken over may answer anything at all
            raise WorkerLost(ReasonCode.DAMAGED) from error


def _raise_what_was_refused(answer: Header, usual: _Usual) -> None:
    if "refused" in answer:
        raise UploadRefused(ReasonCode(answer["refused"]).value, answer["message"], answer["hint"])
    if "unavailable" in answer:
        raise EngineUnavailable(answer["message"], answer["hint"])
    if "broken" in answer:
        raise TemplateBroken(answer["message"], answer["hint"])
    if "failed" in answer:
        raise ConversionFailed(answer["message"], answer["hint"])
    if "crashed" in answer:
        _log.warning("a worker met an error it does not know: %s", answer["crashed"])
    if "memory" in answer or "crashed" in answer:
        reason = ReasonCode.MEMORY if "memory" in answer else ReasonCode.DAMAGED
        raise refusal(reason) if usual is UploadRefused else _lost_pages(reason)


def _lost_pages(reason: ReasonCode) -> ConversionFailed:
    words = {ReasonCode.TIMEOUT: "took too long", ReasonCode.MEMORY: "needed too much memory"}
    return ConversionFailed(
        f"Working on these pages {words.get(reason, 'failed')}, so it was stopped.",
        "Try again; if it happens again, leave out the largest document and build the packet without it.",
    )
