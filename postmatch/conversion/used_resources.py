"""Resources that nothing uses leave the file.

Many writers give all pages one and the same list of fonts and pictures, and qpdf keeps whatever is listed: the picture
of a page that was left out or painted over would stay in the file through the list of its neighbour. So every page,
form, pattern and Type 3 font gets a list of its own, of the names that its instructions say (ISO 32000-1 section
7.8.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

_CATEGORIES = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/Properties")
_USED_UNSAID = frozenset({"/DefaultGray", "/DefaultRGB", "/DefaultCMYK"})
"""Colour spaces that stand in for the device's without being named (8.6.5.6)."""
_Drawn = pikepdf.Page | Stream


def drop_unused(pdf: pikepdf.Pdf) -> None:
    """For a PDF whose pages hold their own /Resources and have no annotations but links.

    Raises ``pikepdf.PdfError`` and ``UnicodeDecodeError`` for instructions that cannot be read, because then nobody
    knows what they use.
    """
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        names = _Names(page.obj.get("/Resources"), seen)
        names.read(page)
        for annotation in page.obj.get("/Annots", ()):
            names.follow(annotation.get("/AP", Dictionary()).get("/N"))
        _keep(page.obj, names)


class _Names:
    """The names that instructions say; forms and fonts without a list of their own use that of the page."""

    def __init__(self, resources: pikepdf.Object | None, seen: set[tuple[int, int]]) -> None:
        self._resources = resources if isinstance(resources, Dictionary) else Dictionary()
        self._seen = seen
        self.said = set(_USED_UNSAID)

    def read(self, drawn: _Drawn) -> None:
        said = set(_said_in(drawn))
        new = said - self.said
        self.said |= said
        for category in _CATEGORIES:
            listed = self._resources.get(category)
            for name in new if isinstance(listed, Dictionary) else ():
                self.follow(listed.get(name))

    def follow(self, thing: pikepdf.Object | None) -> None:
        for owner, streams in _drawing_parts(thing):
            if "/Resources" not in owner:
                for stream in streams:
                    self.read(stream)
            elif owner.objgen not in self._seen:
                self._seen.add(owner.objgen)
                own = _Names(owner.Resources, self._seen)
                for stream in streams:
                    own.read(stream)
                _keep(owner, own)


def _drawing_parts(thing: pikepdf.Object | None) -> Iterator[tuple[pikepdf.Object, Sequence[Stream]]]:
    """What of a resource draws by itself: forms, tiling patterns, letters of Type 3 fonts, masks of graphics states."""
    if isinstance(thing, Stream):
        if thing.get("/Subtype") == "/Form" or thing.get("/PatternType") == 1:
            yield thing, [thing]
    elif isinstance(thing, Dictionary) and isinstance(thing.get("/CharProcs"), Dictionary):
        yield thing, [letter for letter in thing.CharProcs.values() if isinstance(letter, Stream)]
    elif isinstance(thing, Dictionary) and isinstance(thing.get("/SMask"), Dictionary):
        yield from _drawing_parts(thing.SMask.get("/G"))


def _said_in(drawn: _Drawn) -> Iterator[str]:
    for item in pikepdf.parse_content_stream(drawn):
        if isinstance(item, pikepdf.ContentStreamInlineImage):
            yield from _names_in(item.iimage.obj.get("/ColorSpace"))
            continue
        for operand in item.operands:
            yield from _names_in(operand)


def _names_in(operand: pikepdf.Object | None) -> Iterator[str]:
    if isinstance(operand, Name):
        yield str(operand)
    elif isinstance(operand, Array):
        for one in operand:
            yield from _names_in(one)


def _keep(owner: pikepdf.Object, names: _Names) -> None:
    """A list of its own for ``owner``, so that what it shared stays whole for the others."""
    stored = owner.get("/Resources")
    kept = Dictionary(stored) if isinstance(stored, Dictionary) else Dictionary()
    for category in _CATEGORIES:
        listed = kept.get(category)
        if isinstance(listed, Dictionary):
            kept[category] = Dictionary({key: value for key, value in listed.items() if key in names.said})
    owner["/Resources"] = kept
