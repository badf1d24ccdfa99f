"""Pictures for form fields that were stored without one (ISO 32000-1 section 12.7.3.3): what was typed, set in
Helvetica.

Every viewer brings Helvetica, and its letters are those of Western Europe. Text that needs others, or more room than
the field has at ``_LEAST_SIZE``, is not drawn at all: half a text, or question marks, would pass for the whole.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

import pikepdf
from pikepdf import Dictionary, FormFieldFlag, Name
from reportlab.pdfbase.pdfmetrics import stringWidth

from postmatch.conversion.geometry import plain_number, read_box, rounded

_FONT = "Helvetica"
_LARGEST_OF_ITSELF, _LEAST_SIZE = 12.0, 4.0  # points: of text whose size is left to the viewer, and of any
_LEAST_AREA = 4.0  # square points: an "i" of that size with its share of the line; to lay out a book takes minutes
_LEADING, _RISE = 1.15, 0.75  # of the size: from line to line, and from the top of a line to its base
_MARGIN = 2.0  # points, as Acrobat leaves them
_SIZE = re.compile(rb"([\d.]+)\s+Tf")
_COLOR = re.compile(rb"((?:[\d.]+\s+){1,4}(?:rg|g|k))(?![A-Za-z])")
_TURNS = {90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0)}


class _Line(NamedTuple):
    """Text in the encoding of the font, and where it begins: points from the lower left corner."""

    across: float
    up: float
    text: bytes


@dataclass(frozen=True)
class _Room:
    """The inside of a field. ``cells``: how many the comb divides it into, 0 for none; ``quadding``: 0 left, 1 in the
    middle, 2 right."""

    width: float
    height: float
    is_multiline: bool
    cells: int
    quadding: int

    def lines(self, text: str, size: float) -> list[_Line] | None:
        """None when the text does not fit in this size."""
        if self.cells:
            return self._in_cells(text, size)
        inner = self.width - 2 * _MARGIN
        rows = _wrapped(text, size, inner) if self.is_multiline else [text]
        tall = _LEADING * size * len(rows)
        if tall > self.height or max(_width(row, size) for row in rows) > inner:
            return None
        top = self.height - _MARGIN if self.is_multiline and tall <= self.height - _MARGIN else (self.height + tall) / 2
        return [
            _Line(_MARGIN + self.quadding * (inner - _width(row, size)) / 2, top - size * (_RISE + _LEADING * number),
                  row.encode("cp1252"))
            for number, row in enumerate(rows)
        ]  # fmt: skip

    def _in_cells(self, text: str, size: float) -> list[_Line] | None:
        cell = self.width / self.cells
        widest = max((_width(one, size) for one in text), default=0)
        if len(text) > self.cells or size > self.height or widest > cell:
            return None
        up = (self.height + size) / 2 - size * _RISE
        first = self.quadding * (self.cells - len(text)) // 2
        return [
            _Line((first + number) * cell + (cell - _width(one, size)) / 2, up, one.encode("cp1252"))
            for number, one in enumerate(text)
        ]


def draw_text(pdf: pikepdf.Pdf, field: pikepdf.AcroFormField, widget: Dictionary) -> bool:
    """Gives the widget a picture of the field's text; False, and nothing changed, when it cannot be drawn whole."""
    text, box = _plain(shown_text(field)), read_box(widget.get("/Rect"))
    if text is None or box is None:
        return False
    turn = int(plain_number(widget.get("/MK", {}).get("/R", 0)) or 0) % 360
    width, height = box[2] - box[0], box[3] - box[1]
    if turn in (90, 270):
        width, height = height, width
    looks = bytes(widget["/DA"]) if "/DA" in widget else field.default_appearance
    size, lines = _fitted(text, _room(field, width, height), _asked_size(looks))
    if lines is None:
        return False
    picture = pdf.make_stream(
        _content(lines, size, looks), Type=Name.XObject, Subtype=Name.Form, BBox=rounded((0, 0, width, height)),
        Resources=Dictionary(Font=Dictionary(Text=_helvetica())),
    )  # fmt: skip
    if turn in _TURNS:
        picture["/Matrix"] = pikepdf.Array(_TURNS[turn])
    widget["/AP"] = Dictionary(N=picture)
    return True


def shown_text(field: pikepdf.AcroFormField) -> str:
    """What a screen shows of a text or a choice; of a choice, the words that stand for what is stored (12.7.4.4)."""
    stored = field.get_inheritable_field_value("/V")
    values = [str(one) for one in stored] if isinstance(stored, pikepdf.Array) else [field.value_as_string]
    options = field.get_inheritable_field_value("/Opt") if field.is_choice else None
    pairs = [one for one in options or () if isinstance(one, pikepdf.Array) and len(one) == 2]
    words = {str(value): str(shown) for value, shown in pairs}
    return "\n".join(words.get(value, value) for value in values)


def _plain(text: str) -> str | None:
    """Lines ended by ``\\n``, composed letters, no control characters; None when Helvetica lacks a letter."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    text = "".join(one for one in text if one == "\n" or unicodedata.category(one) not in ("Cc", "Cf"))
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return None
    return text


def _room(field: pikepdf.AcroFormField, width: float, height: float) -> _Room:
    is_list = field.is_choice and not field.flags & FormFieldFlag.ch_combo
    is_multiline = is_list or (field.is_text and bool(field.flags & FormFieldFlag.tx_multiline))
    is_comb = field.is_text and not is_multiline and bool(field.flags & FormFieldFlag.tx_comb)
    most = plain_number(field.get_inheritable_field_value("/MaxLen")) if is_comb else None
    return _Room(width, height, is_multiline, int(most or 0), min(2, max(0, int(field.quadding))))


def _asked_size(looks: bytes) -> float:
    """0 when it is left to the viewer."""
    found = _SIZE.search(looks)
    return (plain_number(found[1].decode()) or 0.0) if found else 0.0


def _fitted(text: str, room: _Room, asked: float) -> tuple[float, list[_Line] | None]:
    """In the size that was asked for, or the next smaller in which all of it is seen."""
    size = asked or _LARGEST_OF_ITSELF
    if len(text) * _LEAST_AREA > room.width * room.height:
        return size, None
    text = text if room.is_multiline else text.replace("\n", " ")
    while (lines := room.lines(text, size)) is None and size > _LEAST_SIZE:
        size = max(_LEAST_SIZE, size * 0.95)
    return size, lines


def _wrapped(text: str, size: float, width: float) -> list[str]:
    """A word that is longer than a line stays whole, so that it asks for a smaller size."""
    rows = []
    for paragraph in text.split("\n"):
        row = ""
        for word in paragraph.split(" "):
            longer = f"{row} {word}" if row else word
            if row and _width(longer, size) > width:
                rows.append(row)
                longer = word
            row = longer
        rows.append(row)
    return rows


def _width(text: str, size: float) -> float:
    return stringWidth(text, _FONT, size)


def _content(lines: list[_Line], size: float, looks: bytes) -> bytes:
    color = found[1] if (found := _COLOR.search(looks)) else b"0 g"
    shown = [
        b"1 0 0 1 %.2f %.2f Tm <%s> Tj" % (line.across, line.up, line.text.hex().encode()) for line in lines
    ]  # fmt: skip
    return b"/Tx BMC q BT %s /Text %.2f Tf %s ET Q EMC" % (color, size, b" ".join(shown))


def _helvetica() -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
