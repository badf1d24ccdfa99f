"""The embedded engine: office2pdf, installed by pip, with the fonts that Postmatch ships.

Measured with 0.4.0: it sees office2pdf's own Noto Sans and Libertinus Serif besides our fonts; ``memory_limit_mb``
is refused with an error, so the bound is the worker's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib import metadata, util
from typing import TYPE_CHECKING

from postmatch.conversion.engines.result import LaidOut
from postmatch.conversion.fonts import FONTS_FOLDER, METRIC_TWINS, SCRIPT_FONTS_FOLDER
from postmatch.conversion.scripts import has_script_letters
from postmatch.domain.documents import Repair, RepairCode
from postmatch.errors import ConversionFailed

if TYPE_CHECKING:
    from collections.abc import Iterable

    import office2pdf
    from office2pdf import ConvertWarning

    from postmatch.conversion.word_file import WordFile

_MISSING_GLYPH = ".notdef"
_LIMITS = (
    "Lists inside table cells lose their bullets and numbers, and lists inside lists become one list.",
    "Text boxes and shapes stand near their place, not exactly on it.",
    "Charts and SmartArt may be missing, and some equations are written as plain text.",
    "It reads .docx files, not the older .doc.",
)


class EmbeddedEngine:
    """Fast (about 0.02 s a letter in a warm worker), the same on every machine, close to Word on simple layouts."""

    label = "Built-in converter"
    note = "Always there, fast, and right for the templates of Postmatch."
    limits = _LIMITS

    def version(self) -> str:
        return metadata.version("office2pdf-python") if self.available() else ""

    def available(self) -> bool:
        return util.find_spec("office2pdf") is not None

    def convert(self, file: WordFile) -> LaidOut:
        import office2pdf  # heavy and native, like PDFium: only where they are used

        from postmatch.conversion.kept_together import laid_out_together
        from postmatch.conversion.pages import count_pages
        from postmatch.conversion.word_layout import drawn_differently

        try:
            result = laid_out_together(file, _laid_out)
        except office2pdf.Office2PdfError as error:
            raise ConversionFailed(
                "The built-in converter cannot lay out this Word file, so there is no PDF of it.",
                "Open it in Word, save it as PDF, and upload that; or choose LibreOffice as the converter.",
            ) from error
        repairs = [*_repairs(result.warnings), *map(_differently, drawn_differently(file))]
        return LaidOut(result.pdf, count_pages(result.pdf), tuple(repairs))

    def convert_many(self, files: Sequence[WordFile]) -> tuple[LaidOut | ConversionFailed, ...]:
        return tuple(map(self._tried, files))

    def _tried(self, file: WordFile) -> LaidOut | ConversionFailed:
        try:
            return self.convert(file)
        except ConversionFailed as error:
            return error

    def boxes(self, characters: frozenset[str], pdf: bytes) -> frozenset[str]:
        """Read from the PDF, because office2pdf brings fonts of its own."""
        from postmatch.conversion.engines import missing_glyphs

        return missing_glyphs.boxes(characters, pdf)


def _laid_out(file: WordFile) -> office2pdf.ConversionResult:
    """As PDF/A-2b, tagged. A file with letters that no font here has cannot be one; it becomes an ordinary PDF, with
    a warning that shows in the repairs."""
    import office2pdf

    needs_scripts = has_script_letters(file.text)
    options = office2pdf.ConvertOptions(
        font_paths=[FONTS_FOLDER, SCRIPT_FONTS_FOLDER] if needs_scripts else [FONTS_FOLDER],
        tagged=True,
        include_warnings=True,
        pdf_standard="pdf/a-2b",
    )
    try:
        return office2pdf.convert_bytes(file.docx, "docx", options)
    except office2pdf.Office2PdfRenderError:
        return office2pdf.convert_bytes(file.docx, "docx", replace(options, pdf_standard=None))


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
    if used == _MISSING_GLYPH or (wanted, used) in METRIC_TWINS:  # ``boxes`` says which letters have no shape
        return None
    if " rendered" in used or "default" in used or "split" in used or "section" in wanted or "header" in wanted:
        return _warning(f"The converter laid this out in a simpler way: {wanted} (as {used}).")
    return Repair(
        code=RepairCode.FONT_REPLACED,
        message=f'The font "{wanted}" is not here; "{used}" was used, so lines may break at other places.',
    )


def _differently(sentence: str) -> Repair:
    return _warning(f"{sentence} Look at the pages; if this matters, choose LibreOffice as the converter.")


def _warning(message: str) -> Repair:
    return Repair(code=RepairCode.ENGINE_WARNING, message=message, needs_look=True)
