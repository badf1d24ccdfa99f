"""What the content of a page draws with: fonts, colours, pictures, transparency (ISO 19005-2, 6.2).

A page's content, the forms, patterns and Type 3 glyphs it uses, and the looks of its annotations are read, each once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

MOST_STREAMS = 500
"""Forms within forms that are read for one page; a page of print has none or a few."""
_OPERATORS = "q Q Tf Tr Tj TJ ' \" rg RG g G k K cs CS sh Do gs BI ID EI INLINE IMAGE"
_PLAIN_COLOURS = {
    "rg": "DeviceRGB", "RG": "DeviceRGB", "g": "DeviceGray", "G": "DeviceGray", "k": "DeviceCMYK", "K": "DeviceCMYK",
}  # fmt: skip
_ABBREVIATED = {Name.RGB: "DeviceRGB", Name.G: "DeviceGray", Name.CMYK: "DeviceCMYK"}  # ISO 32000-1, table 94
_DEVICE = {Name.DeviceRGB: "DeviceRGB", Name.DeviceGray: "DeviceGray", Name.DeviceCMYK: "DeviceCMYK"}
_DEFAULTS = {"DeviceRGB": Name.DefaultRGB, "DeviceGray": Name.DefaultGray, "DeviceCMYK": Name.DefaultCMYK}
_SHOWS_TEXT = ("Tj", "TJ", "'", '"')
_INVISIBLE = 3  # text rendering mode: the layer of words behind a scan
_REPLACED = (Name.OPI, Name.Alternates, Name.Ref)
_LZW = (Name.LZWDecode, Name.LZW)
_FONT_FILES = (Name.FontFile, Name.FontFile2, Name.FontFile3)


@dataclass
class Contents:
    """What was met while reading; ``obstacles`` are whole sentences."""

    missing_fonts: set[str] = field(default_factory=set)
    device_colours: set[str] = field(default_factory=set)
    obstacles: set[str] = field(default_factory=set)
    is_transparent: bool = False


def drawn_contents(page: pikepdf.Page) -> Contents:
    """Everything that the page draws with. Content that does not parse is an obstacle and is left there."""
    reading = _Reading()
    reading.read(page.obj, page.resources)
    for annotation in page.obj.get(Name.Annots, ()):
        for form in _looks(annotation):
            reading.read(form, form.get(Name.Resources, Dictionary()))
    return reading.contents


def _looks(annotation: Object) -> Iterator[Stream]:
    looks = annotation.get(Name.AP) if isinstance(annotation, Dictionary) else None
    normal = looks.get(Name.N) if isinstance(looks, Dictionary) else None
    states: Iterable[Object] = normal.values() if type(normal) is Dictionary else [normal]
    yield from (state for state in states if isinstance(state, Stream))


class _Reading:
    """Reads one stream after the other; each object once, however often it is used."""

    def __init__(self) -> None:
        self.contents = Contents()
        self._seen: set[tuple[int, int]] = set()
        self._count = 0

    def read(self, source: Object, resources: Object) -> None:
        """One page or form, and what it uses. ``resources``: those of the page when a form has none of its own."""
        if not self._is_new(source):
            return
        group = source.get(Name.Group)
        if isinstance(group, Dictionary) and group.get(Name.S) == Name.Transparency and isinstance(source, Stream):
            self.contents.is_transparent = True
        try:
            steps = pikepdf.parse_content_stream(source, _OPERATORS)
        except pikepdf.PdfError:
            self.contents.obstacles.add("The page's content is damaged.")
            return
        _Run(self, resources, has_colour=isinstance(source, Stream)).follow(steps)

    def read_form(self, form: Stream, resources: Object) -> None:
        if any(key in form for key in _REPLACED):
            self.contents.obstacles.add("A picture or form stands for another one.")  # 6.2.9.1, 6.2.9.2
        self.read(form, form.get(Name.Resources, resources))

    def _is_new(self, item: Object) -> bool:
        """Also False once too many were read: the answer is a list of what was found, not a proof."""
        self._count += 1
        if self._count > MOST_STREAMS or (item.is_indirect and item.objgen in self._seen):
            return False
        self._seen.add(item.objgen)
        return True

    def look_at_picture(self, picture: Stream, resources: Object) -> None:
        if not self._is_new(picture):
            return
        filters = _listed(picture.get(Name.Filter))
        if any(one in _LZW for one in filters):
            self.contents.obstacles.add("A picture is compressed with LZW.")  # 6.1.7.2
        if any(key in picture for key in _REPLACED):
            self.contents.obstacles.add("A picture or form stands for another one.")  # 6.2.8.1
        if bool(picture.get(Name.Interpolate, False)):
            self.contents.obstacles.add("A picture is to be smoothed by the program that shows it.")  # 6.2.8.1
        mask = picture.get(Name.SMask)
        if isinstance(mask, Stream):
            self.contents.is_transparent = True
            self.look_at_picture(mask, resources)
        if not bool(picture.get(Name.ImageMask, False)) and Name.JPXDecode not in filters:
            self.add_space(picture.get(Name.ColorSpace), resources)

    def look_at_state(self, state: Object, resources: Object) -> None:
        """A graphics state dictionary (6.2.5)."""
        if not isinstance(state, Dictionary):
            return
        blends = [mode for mode in _listed(state.get(Name.BM)) if mode not in (Name.Normal, Name.Compatible)]
        is_faint = any(float(state.get(key, 1)) < 1 for key in (Name.CA, Name.ca))
        mask = state.get(Name.SMask)
        if blends or is_faint or isinstance(mask, Dictionary):
            self.contents.is_transparent = True
        if Name.TR in state or state.get(Name.TR2, Name.Default) != Name.Default:
            self.contents.obstacles.add("Colours are changed by a curve made for one press.")
        if isinstance(mask, Dictionary) and isinstance(mask.get(Name.G), Stream):
            self.read_form(mask.G, resources)

    def look_at_font(self, name: str, font: Object, resources: Object) -> None:
        if not isinstance(font, Dictionary):
            return
        if font.get(Name.Subtype) == Name.Type3:
            if self._is_new(font):
                for glyph in _streams(font.get(Name.CharProcs)):
                    self.read(glyph, font.get(Name.Resources, resources))
        elif not _is_embedded(font):
            self.contents.missing_fonts.add(str(font.get(Name.BaseFont, name)).lstrip("/"))

    def add_space(self, space: Object | None, resources: Object, depth: int = 0) -> None:
        """The device colours that a colour space comes to, unless a default takes their place (6.2.4.3)."""
        if isinstance(space, Name):
            device = _DEVICE.get(space) or _ABBREVIATED.get(space)
            if device and _DEFAULTS[device] not in _table(resources, Name.ColorSpace):
                self.contents.device_colours.add(device)
            elif not device and space != Name.Pattern:
                self._add_named_space(space, resources, depth)
        elif isinstance(space, Array) and len(space) > 1 and depth < 4:
            base = {Name.Indexed: 1, Name.I: 1, Name.Pattern: 1, Name.Separation: 2, Name.DeviceN: 2}.get(space[0])
            if base is not None and base < len(space):
                self.add_space(space[base], resources, depth + 1)

    def _add_named_space(self, name: Object, resources: Object, depth: int) -> None:
        found = _table(resources, Name.ColorSpace).get(name)
        if found is not None and depth < 4:
            self.add_space(found, resources, depth + 1)


class _Run:
    """One stream of operators, with the little of the graphics state that matters: font, text rendering mode, and
    whether a colour was set. A page begins in black of DeviceGray (ISO 32000-1, table 52)."""

    def __init__(self, reading: _Reading, resources: Object, *, has_colour: bool) -> None:
        self._reading = reading
        self._resources = resources
        self._font: Object | None = None
        self._mode = 0
        self._has_colour = has_colour
        self._saved: list[tuple[Object | None, int, bool]] = []

    def follow(self, steps: Iterable[tuple[Iterable[Object], object]]) -> None:
        for step in steps:
            if isinstance(step, pikepdf.ContentStreamInlineImage):
                self._look_at_inline(step)
                continue
            operator, operands = str(step.operator), list(step.operands)
            if operator in _PLAIN_COLOURS:
                self._has_colour |= operator.islower()
                self._reading.add_space(Name(f"/{_PLAIN_COLOURS[operator]}"), self._resources)
            elif operator in _SHOWS_TEXT:
                self._show_text()
            elif operator in ("q", "Q"):
                self._save_or_restore(operator)
            elif operands:
                self._use(operator, operands[0])

    def _use(self, operator: str, operand: Object) -> None:
        """The operators that take something from the resources, and the one that sets the mode."""
        if operator == "Tr":
            self._mode = int(operand)
        elif operator == "Tf":
            self._font = operand
        elif operator in ("cs", "CS"):
            self._has_colour |= operator == "cs"
            self._reading.add_space(operand, self._resources)
            self._read_patterns()
        elif operator == "gs":
            self._reading.look_at_state(_table(self._resources, Name.ExtGState).get(operand), self._resources)
        elif operator == "sh":
            self._look_at_shading(_table(self._resources, Name.Shading).get(operand))
        elif operator == "Do":
            self._draw(_table(self._resources, Name.XObject).get(operand))

    def _draw(self, item: Object | None) -> None:
        if not isinstance(item, Stream):
            return
        if item.get(Name.Subtype) == Name.Form:
            self._reading.read_form(item, self._resources)
        elif item.get(Name.Subtype) == Name.Image:
            self._reading.look_at_picture(item, self._resources)
        elif item.get(Name.Subtype) == Name.PS:
            self._reading.contents.obstacles.add("The page holds a program for PostScript printers.")  # 6.2.9

    def _show_text(self) -> None:
        if self._mode != _INVISIBLE and not self._has_colour:
            self._reading.add_space(Name.DeviceGray, self._resources)
        if self._mode != _INVISIBLE and self._font is not None:
            font = _table(self._resources, Name.Font).get(self._font)
            self._reading.look_at_font(str(self._font), font, self._resources)

    def _save_or_restore(self, operator: str) -> None:
        if operator == "q":
            self._saved.append((self._font, self._mode, self._has_colour))
        elif self._saved:
            self._font, self._mode, self._has_colour = self._saved.pop()

    def _look_at_shading(self, shading: Object | None) -> None:
        if isinstance(shading, Dictionary | Stream):
            self._reading.add_space(shading.get(Name.ColorSpace), self._resources)

    def _read_patterns(self) -> None:
        for pattern in _table(self._resources, Name.Pattern).values():
            if isinstance(pattern, Stream):
                self._reading.read_form(pattern, self._resources)
            elif isinstance(pattern, Dictionary):
                self._look_at_shading(pattern.get(Name.Shading))

    def _look_at_inline(self, step: pikepdf.ContentStreamInlineImage) -> None:
        picture = step.iimage
        if any(str(one) in ("/LZW", "/LZWDecode") for one in picture.filters):
            self._reading.contents.obstacles.add("A picture is compressed with LZW.")
        if not picture.image_mask:
            space = picture.obj.get(Name.CS, picture.obj.get(Name.ColorSpace))
            self._reading.add_space(space, self._resources)


def _is_embedded(font: Dictionary) -> bool:
    descendants = font.get(Name.DescendantFonts)
    if isinstance(descendants, Array) and len(descendants):
        font = descendants[0] if isinstance(descendants[0], Dictionary) else Dictionary()
    descriptor = font.get(Name.FontDescriptor)
    return isinstance(descriptor, Dictionary) and any(key in descriptor for key in _FONT_FILES)


def _table(resources: Object, name: Name) -> Dictionary:
    found = resources.get(name) if isinstance(resources, Dictionary) else None
    return found if isinstance(found, Dictionary) else Dictionary()


def _streams(table: Object | None) -> Iterator[Stream]:
    if isinstance(table, Dictionary):
        yield from (value for value in table.values() if isinstance(value, Stream))


def _listed(value: Object | None) -> list[Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]
