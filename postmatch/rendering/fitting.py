"""The search for the rung at which a document fits on one page; in a worker, where documents are laid out.

Rungs take less and less height, so the largest fitting one is searched by halves: four conversions for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from postmatch.conversion import ConvertedWord
from postmatch.conversion.engines import EMBEDDED
from postmatch.conversion.word import convert_word
from postmatch.domain.one_page import FREE_SHARE, NEARLY_EMPTY_SHARE, Fit
from postmatch.domain.printed_facts import Expected
from postmatch.errors import ConversionFailed
from postmatch.rendering.ladder import Ladder
from postmatch.rendering.one_page import AtFloor, LaidOut
from postmatch.rendering.read_back import read_back
from postmatch.rendering.rungs import Rung, rungs_for
from postmatch.rendering.searching import first_that_holds


@dataclass(frozen=True)
class _Page:
    """The document at one rung, converted."""

    docx: bytes
    converted: ConvertedWord

    @property
    def fits(self) -> bool:
        return self.converted.page_count == 1 and self.converted.free_share >= FREE_SHARE


class _Pages:
    """The rungs of a document as one engine lays them out, each converted when it is first asked for."""

    def __init__(self, ladder: Ladder, rungs: tuple[Rung, ...], engine: str) -> None:
        self._ladder, self._rungs, self._engine = ladder, rungs, engine
        self._known: dict[int, _Page] = {}

    def __getitem__(self, index: int) -> _Page:
        if index not in self._known:
            docx = self._ladder.at(self._rungs[index])
            self._known[index] = _Page(docx, convert_word(docx, engine=self._engine))
        return self._known[index]


def laid_out(docx: bytes, *, engine: str, is_long: bool, may_grow: bool, expected: Expected) -> LaidOut:
    """As ``one_page.lay_out``; raises ``ConversionFailed`` and ``EngineUnavailable``."""
    if is_long:
        page, rung, fit = _Page(docx, convert_word(docx, engine=engine)), None, Fit.SEVERAL_PAGES
    else:
        page, rung, fit = _on_one_page(Ladder(docx), engine, may_grow=may_grow)
    converted = page.converted
    return LaidOut(
        docx=page.docx,
        pdf=converted.pdf,
        page_count=converted.page_count,
        free_share=converted.free_share,
        fit=fit,
        rung=rung,
        warnings=converted.warnings,
        checks=read_back(page.docx, converted, expected, fit=fit),
    )


def floor_page(docx: bytes, *, engine: str, may_grow: bool) -> AtFloor:
    """The document at the last of its rungs."""
    ladder = Ladder(docx)
    rungs = rungs_for(ladder.body, may_grow=may_grow)
    page = _Pages(ladder, rungs[-1:], engine)[0]
    return AtFloor(page.fits, page.converted.page_count)


def _on_one_page(ladder: Ladder, engine: str, *, may_grow: bool) -> tuple[_Page, Rung, Fit]:
    rungs = rungs_for(ladder.body, may_grow=may_grow)
    own, floor = rungs.index(Rung(ladder.body)), len(rungs) - 1
    pages = _Pages(ladder, rungs, engine)
    if engine == EMBEDDED:
        found = first_that_holds(lambda index: pages[index].fits, len(rungs))
    else:
        start = _found_by_the_embedded(ladder, rungs, otherwise=own)
        found = next((index for index in range(start, len(rungs)) if pages[index].fits), None)
    if found is None:
        shown = floor if pages[floor].converted.page_count == 1 else own
        return pages[shown], rungs[shown], Fit.TOO_LONG
    is_empty = found == 0 and pages[found].converted.free_share >= NEARLY_EMPTY_SHARE
    return pages[found], rungs[found], Fit.NEARLY_EMPTY if is_empty else Fit.ONE_PAGE


def _found_by_the_embedded(ladder: Ladder, rungs: tuple[Rung, ...], *, otherwise: int) -> int:
    """Where another engine, which is slower and differs by a rung or two, starts to step down: at the rung that fits in
    the embedded one, at the floor when none does, and ``otherwise`` when that engine cannot lay the document out."""
    pages = _Pages(ladder, rungs, EMBEDDED)
    try:
        found = first_that_holds(lambda index: pages[index].fits, len(rungs))
    except ConversionFailed:
        return otherwise
    return len(rungs) - 1 if found is None else found
