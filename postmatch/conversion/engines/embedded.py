"""The embedded engine: office2pdf, installed by pip, with the fonts that Postmatch ships.

Measured with 0.4.0: it sees office2pdf's own Noto Sans and Libertinus Serif besides our fonts; ``memory_limit_mb``
is refused with an error, so the bound is the worker's.
"""

from __future__ import annotations

from dataclasses import replace
from importlib import metadata, util
from typing import TYPE_CHECKING

from postmatch.conversion.engines.result import ConvertedWord
from postmatch.conversion.fonts import FONTS_FOLDER, METRIC_TWINS
from postmatch.domain.documents import Repair, RepairCode
from postmatch.errors import ConversionFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    import office2pdf
    from office2pdf import ConvertWarning

_MISSING_GLYPH = ".notdef"


class EmbeddedEngine:
    """Fast (about 0.02 s a letter in a warm worker), the same on every machine, close to Word on simple layouts."""

    label = "Built-in converter"
    note = "Always there, fast, and right for the templates of Postmatch."

    def version(self) -> str:
        return metadata.version("office2pdf-python") if self.available() else ""

    def available(self) -> bool:
        return util.find_spec("office2pdf") is not None

    def convert(self, docx: bytes) -> ConvertedWord:
        import office2pdf  # heavy and native, like PDFium: only where they are used

        from postmatch.conversion.pages import count_pages

        try:
            result = _laid_out(docx)
        except office2pdf.Office2PdfError as error:
            raise ConversionFailed(
                "The built-in converter cannot lay out this Word file, so there is no PDF of it.",
                "Open it in Word, save it as PDF, and upload that; or choose LibreOffice as the converter.",
            ) from error
        return ConvertedWord(result.pdf, count_pages(result.pdf), tuple(_repairs(result.warnings)))


def _laid_out(docx: bytes) -> office2pdf.ConversionResult:
    """As PDF/A-2b, tagged. A file with letters that no font here has cannot be one; it becomes an ordinary PDF, with
    a warning that shows in the repairs."""
    import office2pdf

    options = office2pdf.ConvertOptions(
        font_paths=[FONTS_FOLDER], tagged=True, include_warnings=True, pdf_standard="pdf/a-2b"
    )
    try:
        return office2pdf.convert_bytes(docx, "docx", options)
    except office2pdf.Office2PdfRenderError:
        return office2pdf.convert_bytes(docx, "docx", replace(options, pdf_standard=None))


def _repairs(warnings: Iterable[ConvertWarning]) -> list[Repair]:
    from office2pdf import FallbackUsedWarning

    repairs: list[Repair] = []
    for warning in warnings:
        if isinstance(warning, FallbackUsedWarning):
            repair = _font_repair(warning.from_, warning.to)
        else:
            detail = getattr(warning, "element", "") or "a part"
            repair = _warning(f"The converter does not draw this exactly as Word does: {detail}.")
        if repair is not None and repair not in repairs:
            repairs.append(repair)
    return repairs


def _font_repair(wanted: str, used: str) -> Repair | None:
    if used == _MISSING_GLYPH:
        return _warning(f'Some characters set in "{wanted}" are in none of our fonts and may show as empty boxes.')
    if (wanted, used) in METRIC_TWINS:
        return None
    if " rendered" in used or "default" in used or "split" in used or "section" in wanted or "header" in wanted:
        return _warning(f"The converter laid this out in a simpler way: {wanted} (as {used}).")
    return Repair(
        code=RepairCode.FONT_REPLACED,
        message=f'The font "{wanted}" is not here; "{used}" was used, so lines may break at other places.',
    )


def _warning(message: str) -> Repair:
    return Repair(code=RepairCode.ENGINE_WARNING, message=message, needs_look=True)
