"""What keeps the pages of a PDF from being PDF/A-2b (ISO 19005-2), in plain words.

A list of obstacles that were found, and never a statement of conformance: what is not looked at (damage inside a font
program, glyph widths, the insides of profiles and JPEG 2000 pictures, the XMP metadata, which is ours) may stand in the
way as well. Clause numbers below are those of ISO 19005-2. Runs inside a worker process.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress

import pikepdf
from pikepdf import Dictionary, Name, Object

from postmatch.conversion.archival_annotations import action_obstacles, annotation_obstacles
from postmatch.conversion.archival_contents import Contents, drawn_contents
from postmatch.domain.packet import PageObstacles

WHOLE_FILE = 0
MOST_ON_A_PAGE = 20
MOST_OUTLINE_ITEMS = 5000
_SPACE_OF = {"DeviceRGB": b"RGB ", "DeviceCMYK": b"CMYK"}  # data colour space of an ICC profile (ICC.1 7.2.6)
_COLOUR_WORDS = {"DeviceRGB": "RGB colours", "DeviceCMYK": "CMYK colours", "DeviceGray": "Shades of grey"}


def obstacles(pdf: bytes) -> tuple[PageObstacles, ...]:
    """Obstacles of the file as a whole (page number 0), then of each page that has any, each said once.

    Raises ``pikepdf.PdfError`` when the file does not open.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        intent = _output_space(document)
        found = [PageObstacles(page_number=WHOLE_FILE, obstacles=tuple(dict.fromkeys(_of_file(document))))]
        for number, page in enumerate(document.pages, 1):
            found.append(PageObstacles(page_number=number, obstacles=_said_once(page, intent)))
    return tuple(one for one in found if one.obstacles)


def _said_once(page: pikepdf.Page, intent: bytes | None) -> tuple[str, ...]:
    try:
        return tuple(dict.fromkeys(_of_page(page, intent)))[:MOST_ON_A_PAGE]
    except (pikepdf.PdfError, TypeError, ValueError, ArithmeticError, RecursionError):
        # a number where a name should be, forms in forms in forms, and the like
        return ("The page is not built as the standard wants it.",)


def _of_file(document: pikepdf.Pdf) -> Iterator[str]:
    root = document.Root
    names = _dictionary(root.get(Name.Names))
    if document.is_encrypted:
        yield "The file is encrypted."  # 6.1.3
    if Name.JavaScript in names:
        yield "The file holds scripts."  # 6.5.1
    if Name.EmbeddedFiles in names:
        yield "Other files are embedded in the file."  # 6.8: only PDF/A files may be
    if Name.AA in root:
        yield "The file starts actions by itself."  # 6.5.2
    if isinstance(root.get(Name.OpenAction), Dictionary):
        yield from action_obstacles(root.OpenAction)
    for item in _outline_items(root):
        yield from action_obstacles(item.get(Name.A, Dictionary()))
    yield from _of_form(_dictionary(root.get(Name.AcroForm)))
    if any(Name.AS in settings for settings in _layer_settings(root)):
        yield "Layers are shown or hidden by circumstances."  # 6.9


def _of_form(form: Dictionary) -> Iterator[str]:
    if Name.XFA in form:
        yield "The file holds a form (XFA) that only some programs show."  # 6.4.2
    if bool(form.get(Name.NeedAppearances, False)):
        yield "The looks of form fields are left to the program that shows them."  # 6.4.1


def _outline_items(root: Object) -> Iterator[Dictionary]:
    """The entries of the outline, in no order; an outline may run in circles."""
    waiting, count = [_dictionary(root.get(Name.Outlines)).get(Name.First)], 0
    while waiting and count < MOST_OUTLINE_ITEMS:
        item, count = waiting.pop(), count + 1
        if isinstance(item, Dictionary):
            yield item
            waiting += [item.get(Name.Next), item.get(Name.First)]


def _layer_settings(root: Object) -> Iterator[Dictionary]:
    layers = _dictionary(root.get(Name.OCProperties))
    yield _dictionary(layers.get(Name.D))
    yield from (_dictionary(one) for one in layers.get(Name.Configs, ()))


def _of_page(page: pikepdf.Page, intent: bytes | None) -> Iterator[str]:
    if Name.AA in page.obj:
        yield "The page starts actions by itself."  # 6.5.2
    contents = drawn_contents(page)
    for font in sorted(contents.missing_fonts):
        yield f"The font {font} is not in the file."  # 6.2.11.4.1
    yield from sorted(contents.obstacles)
    yield from _of_colours(contents, intent)
    if contents.is_transparent and intent is None and not _has_blending_space(page):
        yield "Transparency is used without saying in which colours it is mixed."  # 6.2.10
    for annotation in page.obj.get(Name.Annots, ()):
        if isinstance(annotation, Dictionary):
            yield from annotation_obstacles(annotation)


def _of_colours(contents: Contents, intent: bytes | None) -> Iterator[str]:
    """6.2.4.3: device colours need an output intent of their kind; grey is served by any."""
    for space in sorted(contents.device_colours):
        wanted = _SPACE_OF.get(space)
        if intent is None or (wanted is not None and wanted != intent):
            yield f"{_COLOUR_WORDS[space]} are used without a profile that says how they look."


def _has_blending_space(page: pikepdf.Page) -> bool:
    return Name.CS in _dictionary(page.obj.get(Name.Group))


def _output_space(document: pikepdf.Pdf) -> bytes | None:
    """The colour space of the PDF/A output intent's profile; None when there is none."""
    for intent in document.Root.get(Name.OutputIntents, ()):
        profile = intent.get(Name.DestOutputProfile)
        if intent.get(Name.S) == Name.GTS_PDFA1 and isinstance(profile, pikepdf.Stream):
            with suppress(pikepdf.PdfError):  # a profile that cannot be read serves nobody
                return profile.read_bytes()[16:20]
    return None


def _dictionary(value: Object | None) -> Dictionary:
    return value if isinstance(value, Dictionary) else Dictionary()
