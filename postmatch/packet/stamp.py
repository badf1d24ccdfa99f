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

from postmatch.domain.pages import FOOT_POINTS, foot_height
from postmatch.errors import PacketImpossible
from postmatch.packet.page_contents import PageContents, added_stream, enclose
from postmatch.packet.sheets import BODY, load_fonts, printable, shortened, text_width

NAME_WIDTH = 240.0  # points at SIZE; a longer name ends in an ellipsis
SIZE = 8.0  # points, on letter size and larger
_LINE = 0.46  # the baseline, as a share of the foot; high enough for a printer's margin on letter size
_GROUND = (0.36, 0.8)  # lower and upper edge of the ground, as shares of the foot
_SIDE = 3.0  # points of ground on either side of the words at SIZE
_GAP = 0.04  # least distance from the edge of the page to the ground on either side, as a share of the width
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
    scale = foot / FOOT_POINTS
    room = width * (1 - 2 * _GAP)
    wanted = (font.width(words) + 2 * _SIDE) * scale
    scale *= min(1.0, room / wanted)
    ground_width = min(wanted, room)
    left = (width - ground_width) / 2
    bottom, top = (foot * share for share in _GROUND)
    return (
        f"\nq\n/Artifact <</Type /Pagination /Subtype /Footer>> BDC\n{matrix} cm\n"
        f"1 g {left:.2f} {bottom:.2f} {ground_width:.2f} {top - bottom:.2f} re f\n"
        f"BT {font_name} {SIZE * scale:.3f} Tf 0.2 g {left + _SIDE * scale:.2f} {foot * _LINE:.2f} Td "
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
    crop, media = (_sides(box) for box in (page.cropbox, page.mediabox))
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    return (left, bottom, right, top) if left < right and bottom < top else media


def _sides(box: ArrayObject) -> tuple[float, float, float, float]:
    """A rectangle may be given by any two opposite corners (7.9.5)."""
    one, other = sorted((float(box[0]), float(box[2]))), sorted((float(box[1]), float(box[3])))
    return one[0], other[0], one[1], other[1]


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
