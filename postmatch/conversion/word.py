"""Word files to PDF: cut loose from the world outside, laid out by an engine, and compared with what they said."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lxml import etree

from postmatch.conversion.engines import ConvertedWord, LaidOut, WordEngine, find_engine
from postmatch.conversion.fonts import without_shape
from postmatch.conversion.free_height import free_share, margins
from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf import merged_repairs, normalise_pdf
from postmatch.conversion.refusals import refusal
from postmatch.conversion.scripts import script_names
from postmatch.conversion.word_file import W, WordFile, main_part, open_word, parsed
from postmatch.conversion.word_package import as_xml
from postmatch.domain.documents import Normalised, ReasonCode, Repair, RepairCode
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed, UploadRefused

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_WORD = re.compile(r"\w+")


def normalise_word(data: bytes, *, limits: Limits, engine: str) -> Normalised:
    """The PDF that ``engine`` makes, compared with the words of the file.

    Raises ``UploadRefused`` (damaged, too_many_pages) and ``EngineUnavailable``.
    """
    file, chosen = open_word(data), find_engine(engine)
    laid_out, plain_equations = _laid_out(file, chosen)
    result = normalise_pdf(laid_out.pdf, limits=limits)
    repairs = [Repair(code=RepairCode.CONVERTED_FROM_WORD, message="The Word file was turned into a PDF.")]
    if file.links_cut:
        repairs.append(_links_cut(file.links_cut))
    if plain_equations:
        repairs.append(_warning("Equations were written as plain text. Check how they look."))
    repairs += _noticed(file, laid_out, chosen)
    missing = missing_words(file.texts(), " ".join(read_texts(result.pdf)))
    if missing:
        repairs.append(_missing(missing))
    return replace(result, repairs=tuple(merged_repairs([*repairs, *result.repairs])))


def convert_word(docx: bytes, *, engine: str) -> ConvertedWord:
    """The PDF of a filled template of ours, cut loose like any other Word file.

    Raises ``ConversionFailed`` and ``EngineUnavailable``.
    """
    chosen = find_engine(engine)
    file = _ours(docx)
    return _measured(file, chosen.convert(file), chosen)


def convert_words(docxs: Sequence[bytes], *, engine: str) -> tuple[ConvertedWord | ConversionFailed, ...]:
    """The same for many in one go, in their order, each with its PDF or with why there is none.

    Raises ``ConversionFailed`` for what is no Word file at all, and ``EngineUnavailable``.
    """
    chosen = find_engine(engine)
    files = [_ours(docx) for docx in docxs]
    made = zip(files, chosen.convert_many(files), strict=True)
    return tuple(one if isinstance(one, ConversionFailed) else _measured(file, one, chosen) for file, one in made)


def _ours(docx: bytes) -> WordFile:
    """What would be refused as an upload is here a conversion that failed."""
    try:
        return open_word(docx)
    except UploadRefused as error:
        raise ConversionFailed(error.message, error.hint) from error


def _measured(file: WordFile, laid_out: LaidOut, engine: WordEngine) -> ConvertedWord:
    free = free_share(laid_out.pdf, margins(file.body()))
    return ConvertedWord(laid_out.pdf, laid_out.page_count, _noticed(file, laid_out, engine), free)


def _laid_out(file: WordFile, engine: WordEngine) -> tuple[LaidOut, bool]:
    """The pages, and whether equations had to be written as plain text for them."""
    try:
        return engine.convert(file), False
    except ConversionFailed as error:
        plain = _with_plain_equations(file)
        if plain is None:
            raise refusal(ReasonCode.DAMAGED, error.message, error.hint) from error
    try:  # measured: office2pdf 0.4 does not lay out some equations, and then makes no page at all
        return engine.convert(plain), True
    except ConversionFailed as error:
        raise refusal(ReasonCode.DAMAGED, error.message, error.hint) from error


def _with_plain_equations(file: WordFile) -> WordFile | None:
    """The same file with every equation as a run of its letters; None when it has no equations."""
    name = main_part(file.parts)
    root = parsed(file.parts[name])
    equations = [item for item in root.iter(f"{_MATH}oMath") if item.getparent() is not None]
    if not equations:
        return None
    for equation in equations:
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t").text = "".join(text.text or "" for text in equation.iter(f"{_MATH}t"))
        run.tail = equation.tail
        equation.getparent().replace(equation, run)
    for wrapper in list(root.iter(f"{_MATH}oMathPara")):
        parent = wrapper.getparent()
        for run in list(wrapper.iter(f"{W}r")):
            parent.insert(parent.index(wrapper), run)
        parent.remove(wrapper)
    return file.with_parts({name: as_xml(root)})


def missing_words(texts: Iterable[str], pdf_text: str) -> list[str]:
    """Words of the Word file that stand fewer times in the PDF.

    Both sides are compared without case, spaces and hyphens, so that a word broken over two lines is found.
    """
    squeezed = "".join(_WORD.findall(_folded(pdf_text)))
    wanted = Counter(word for text in texts for word in _WORD.findall(_folded(text)))
    return [word for word, count in wanted.items() if squeezed.count(word) < min(count, _least(word, count))]


def _least(word: str, count: int) -> int:
    """A number or letter alone is found anywhere; for those one hit is enough, overlapping counts prove nothing."""
    return count if len(word) > 2 else 1


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "").replace("\ufffe", "")


def _links_cut(count: int) -> Repair:
    what = "1 thing that was" if count == 1 else f"{count} things that were"
    message = (
        f"The Word file refers to {what} to be fetched from outside; nothing was fetched. "
        "Check that no picture is missing."
    )
    return Repair(code=RepairCode.EXTERNAL_LINKS_CUT, message=message, needs_look=True)


def _noticed(file: WordFile, laid_out: LaidOut, engine: WordEngine) -> tuple[Repair, ...]:
    """What the engine said itself, and the letters and signs that it had no shape for."""
    unknown = without_shape([file.text])
    return (*laid_out.warnings, *_boxes(engine.boxes(unknown, laid_out.pdf) if unknown else unknown))


def _boxes(characters: frozenset[str]) -> list[Repair]:
    """Names the script, which is no content, and what to do."""
    letters = [one for one in characters if unicodedata.category(one).startswith("L")]
    signs, found = len(characters) - len(letters), []
    if letters:
        names = ", ".join(script_names(letters))
        found.append(
            f"No font here has these letters: {names}. They would print as empty boxes. "
            "Write them in Latin letters, or save the file as PDF in Word and upload that."
        )
    if signs:
        count = "1 sign (an emoji or a symbol) is" if signs == 1 else f"{signs} signs (emoji or symbols) are"
        found.append(f"{count} not in the fonts and would print as empty boxes. Take them out of the text.")
    return [_warning(message) for message in found]


def _missing(words: list[str]) -> Repair:
    """Says how many, not which: messages never hold the contents of a document."""
    count = "1 word of the Word file is" if len(words) == 1 else f"{len(words)} words of the Word file are"
    return _warning(
        f"{count} not found in its PDF. Compare the pages with Word, or save the file as PDF in Word and upload that."
    )


def _warning(message: str) -> Repair:
    return Repair(code=RepairCode.ENGINE_WARNING, message=message, needs_look=True)
