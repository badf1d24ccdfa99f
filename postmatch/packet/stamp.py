"""The running stamp: name, AAMC ID and page number in the foot of every page, upright whatever the page is.

A stamp is real text in one embedded font that all pages share, on a small white ground, so that it can be read on a
dark scan. It is an artifact (ISO 32000-1, 14.8.2.2), which a screen reader passes over. What the page drew before is
closed in its own graphics state (8.4.2), and the stamp stays inside the foot (``domain.pages.foot_height``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from postmatch.domain.pages import foot_height
from postmatch.errors import PacketImpossible
from postmatch.packet.page_contents import PageContents, added_stream, enclose
from postmatch.packet.sheets import BODY, load_fonts, printable, shortened, text_width

NAME_WIDTH = 240.0  # points at SIZE; a longer name ends in an ellipsis
SIZE = 8.0  # points; less where the foot is too low for it or the page too narrow
_HIGHEST = 0.65  # the size of the letters, as a share of the foot
_GROUND, _BASELINE = 1.3, 0.32  # height of the ground and of the line in it, as shares of the size
_ABOVE = 0.12  # room between ground and body, as a share of the foot: the rest below is for a printer's margin
_SIDE = 0.4  # ground on either side of the words, as a share of the size
_MARGIN = 0.04  # least distance from ground to edge, as a share of the width of the page
_DIGITS = "0123456789"


@dataclass(frozen=True)
class Stamp:
    """What the stamp says besides the page number; what is unknown is left empty."""

    name: str = ""
    aamc_id: str = ""

    def text(self, number: int, count: int) -> str:
        """``Adaeze Okafor, AAMC ID 12345678, page 3 of 41``."""
        return f"{self.opening}page {number} of {count}"

    @cached_property
    def opening(self) -> str:
        """What stands before the page number on every page."""
        name = shortened(printable(self.name), NAME_WIDTH, BODY, SIZE)
        aamc_id = printable(self.aamc_id)
        parts = [name, f"AAMC ID {aamc_id}" if aamc_id else ""]
        return "".join(f"{part}, " for part in parts if part)


def write_stamps(writer: PdfWriter, stamp: Stamp, contents: Sequence[PageContents]) -> None:
    """A stamp on every page of the packet, counted from 1. ``contents``: of each page, before anything was added."""
    count = len(contents)
    font = _Font(writer, stamp.text(0, 0) + _DIGITS)
    opening = added_stream(writer, b"q\n")
    for number, (page, drawn) in enumerate(zip(writer.pages, contents, strict=True), start=1):
        drawing = _drawing(page, font, stamp.text(number, count), font.named_in(page))
        missing = drawn.missing_states
        before = added_stream(writer, b"q\n" * (missing + 1)) if missing else opening
        enclose(page, before, added_stream(writer, b"\nQ" * (drawn.open_states + 1) + drawing))


def _drawing(page: PageObject, font: _Font, words: str, font_name: str) -> bytes:
    """Ground and words, in the space of the page as it is seen: from its lower left corner, upright."""
    matrix, width, height = _as_seen(page)
    foot = foot_height(height)
    share = font.width(words) / SIZE + 2 * _SIDE  # width of the ground, as a share of the size
    size = min(SIZE, _HIGHEST * foot, width * (1 - 2 * _MARGIN) / share)
    bottom = (1 - _ABOVE) * foot - _GROUND * size
    left = (width - share * size) / 2
    return (
        f"\nq\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n{matrix} cm\n"
        f"1 g {left:.2f} {bottom:.2f} {share * size:.2f} {_GROUND * size:.2f} re f\n"
        f"BT {font_name} {size:.3f} Tf 0.2 g {left + _SIDE * size:.2f} {bottom + _BASELINE * size:.2f} Td "
        f"<{font.encoded(words)}> Tj ET\nEMC\nQ\n"
    ).encode()


def _as_seen(page: PageObject) -> tuple[str, float, float]:
    """The matrix from the page as seen to the page's own space (8.3.3), and the width and height as seen."""
    left, bottom, right, top = _visible(page)
    width, height = right - left, top - bottom
    return {
        0: (f"1 0 0 1 {left:.4f} {bottom:.4f}", width, height),
        90: (f"0 1 -1 0 {right:.4f} {bottom:.4f}", height, width),
        180: (f"-1 0 0 -1 {right:.4f} {top:.4f}", width, height),
        270: (f"0 -1 1 0 {left:.4f} {top:.4f}", height, width),
    }[page.rotation % 360 // 90 * 90]


def _visible(page: PageObject) -> tuple[float, float, float, float]:
    """CropBox within MediaBox, in points (14.11.2); the MediaBox when they do not meet."""
    media = _sides(page["/MediaBox"])
    crop = _sides(page["/CropBox"]) if "/CropBox" in page else media
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _sides(box: ArrayObject) -> tuple[float, float, float, float]:
    """A rectangle may be given by any two opposite corners (7.9.5)."""
    one, lower, other, upper = (float(side.get_object()) for side in box)
    return min(one, other), min(lower, upper), max(one, other), max(lower, upper)


class _Font:
    """The letters of all stamps as one embedded font of the packet."""

    def __init__(self, writer: PdfWriter, letters: str) -> None:
        load_fonts()
        drawn = BytesIO()
        canvas = Canvas(drawn, invariant=1)
        canvas.setFont(BODY, SIZE)
        canvas.drawString(0, 0, letters)
        self._codes = {ord(letter): f"{code:02x}" for letter, code in _codes(canvas, letters).items()}
        self._widths = {letter: text_width(letter, BODY, SIZE) for letter in letters}
        canvas.save()
        fonts = PdfReader(drawn).pages[0]["/Resources"]["/Font"].values()  # reportlab adds Helvetica to each page
        ours = next(font.get_object() for font in fonts if "/FontDescriptor" in font.get_object())
        self._reference = ours.clone(writer).indirect_reference

    def width(self, words: str) -> float:
        return sum(self._widths[letter] for letter in words)

    def encoded(self, words: str) -> str:
        """In hexadecimal digits."""
        return words.translate(self._codes)

    def named_in(self, page: PageObject) -> str:
        """The name by which the page's resources know the font from now on (7.8.3)."""
        resources = _dictionary(page, "/Resources")
        fonts = _dictionary(resources, "/Font")
        known = next((name for name, value in fonts.items() if value == self._reference), None)
        if known is None:
            known = next(name for number in range(len(fonts) + 1) if (name := f"/Stamp{number or ''}") not in fonts)
            fonts[NameObject(known)] = self._reference
        return known


def _codes(canvas: Canvas, letters: str) -> dict[str, int]:
    parts = pdfmetrics.getFont(BODY).splitString(letters, canvas._doc)
    if len(parts) > 1:
        raise PacketImpossible(
            "The name for the stamp has more different letters than one font can hold, so nothing was stamped.",
            "Shorten the name in your profile, or build the packet without the stamp.",
        )
    return dict(zip(letters, parts[0][1], strict=True))


def _dictionary(holder: DictionaryObject, key: str) -> DictionaryObject:
    found = holder.get(key)
    found = None if found is None else found.get_object()
    if not isinstance(found, DictionaryObject):
        found = DictionaryObject()
        holder[NameObject(key)] = found
    return found
