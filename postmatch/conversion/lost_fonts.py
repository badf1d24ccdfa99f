"""Fonts that a damaged file has lost: its pages still ask for them by name (ISO 32000-1 section 9.2.2).

One viewer sets such text in Helvetica, another leaves it out and complains. Naming Helvetica makes all do the same, and
the applicant is asked to look.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Dictionary, Name

from postmatch.conversion.named_fonts import is_font, named_fonts
from postmatch.conversion.names import entries, word
from postmatch.domain.documents import Repair, RepairCode

_MAX_NESTING = 60

_REPAIR = Repair(
    code=RepairCode.FONT_REPLACED,
    message="A font that this damaged file has lost was replaced by Helvetica. Check that its text can be read.",
    needs_look=True,
)

Drawn = pikepdf.Page | pikepdf.Stream


def name_lost_fonts(pdf: pikepdf.Pdf) -> list[Repair]:
    """Gives Helvetica to every name of a font that leads to none."""
    found = False
    stand_in = _helvetica(pdf)
    for drawn, resources in _drawings(pdf):
        for name in _lost(drawn, resources):
            if not isinstance(resources.get("/Font"), Dictionary):
                resources["/Font"] = Dictionary()
            resources["/Font"][name] = stand_in
            found = True
    return [_REPAIR] if found else []


def replace_what_is_no_font(pdf: pikepdf.Pdf) -> list[Repair]:
    """Gives Helvetica to every name of a font that leads to something else: a page, the catalogue, an empty dictionary.

    PDFium sets text in whatever it is given, and differently each time (``font_widths``).
    """
    stand_in = _helvetica(pdf)
    wrong = [(fonts, name) for fonts, name, font in named_fonts(pdf) if not is_font(font)]
    for fonts, name in wrong:
        fonts[name] = stand_in
    return [_REPAIR] if wrong else []


def _helvetica(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )


def _lost(drawn: Drawn, resources: Dictionary) -> list[str]:
    known = {name for name, font in entries(resources.get("/Font")) if isinstance(font, Dictionary)}
    try:
        asked = [word(item.operands[0]) for item in pikepdf.parse_content_stream(drawn, "Tf") if len(item.operands)]
    except pikepdf.PdfError:
        return []
    return [name for name in dict.fromkeys(asked) if name.startswith("/") and len(name) > 1 and name not in known]


def _drawings(pdf: pikepdf.Pdf) -> Iterator[tuple[Drawn, Dictionary]]:
    """Pages and the forms (8.10) they draw, each once, with the resources they name things in."""
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        resources = page.obj.get("/Resources")
        if not isinstance(resources, Dictionary):
            resources = page.obj["/Resources"] = Dictionary()
        yield page, resources
        yield from _forms(resources, seen, 0)


def _forms(
    resources: Dictionary, seen: set[tuple[int, int]], depth: int
) -> Iterator[tuple[pikepdf.Stream, Dictionary]]:
    for _, form in entries(resources.get("/XObject")) if depth < _MAX_NESTING else ():
        if not isinstance(form, pikepdf.Stream) or form.get("/Subtype") != Name.Form or form.objgen in seen:
            continue
        seen.add(form.objgen)
        own = form.get("/Resources")
        if isinstance(own, Dictionary):
            yield form, own
            yield from _forms(own, seen, depth + 1)
