"""Forms, signatures and comments become part of the page, so that every viewer and printer shows the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf

from postmatch.conversion.field_pictures import draw_text, shown_text
from postmatch.conversion.geometry import plain_numbers, read_box
from postmatch.conversion.names import entries, word
from postmatch.conversion.pages import read_texts
from postmatch.domain.documents import Repair, RepairCode

_HIDDEN_OR_NO_VIEW = 0x2 | 0x20
_UNSEEN = ("/Popup", "/Link")


def clean_annotation_lists(pdf: pikepdf.Pdf) -> list[Repair]:
    """Leaves only dictionaries with a subtype and a place in every /Annots (12.5.2), so that nobody stumbles over the
    rest; what has no place is seen nowhere."""
    for page in pdf.pages:
        if "/Annots" not in page.obj:
            continue
        stored = page.obj["/Annots"]
        listed = list(stored) if isinstance(stored, pikepdf.Array) else []
        sound = [item for item in listed if _is_annotation(item)]
        if len(sound) != len(listed) or not isinstance(stored, pikepdf.Array):
            page.obj["/Annots"] = pikepdf.Array(sound)
    return []


def _is_annotation(item: object) -> bool:
    if not isinstance(item, pikepdf.Dictionary) or "/Subtype" not in item:
        return False
    return len(plain_numbers(item.get("/Rect"))) == 4


def is_xfa_shell(pdf: pikepdf.Pdf) -> bool:
    """True when the pages only ask to wait for a program that can draw the real form (dynamic XFA)."""
    if not _has_xfa(pdf):
        return False
    if any(item.get("/Subtype") == "/Widget" for item in _annotations(pdf)):
        return False
    if pdf.Root.get("/NeedsRendering") is True:
        return True
    stream = io.BytesIO()
    pdf.save(stream, encryption=False)
    return "please wait" in " ".join(read_texts(stream.getvalue(), max_characters=5_000)).lower()


def _has_xfa(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and "/XFA" in form


def end_signatures(pdf: pikepdf.Pdf) -> list[Repair]:
    """A signature covers the bytes of its file, so in a packet it could only show as broken: its picture stays."""
    form = pdf.Root.get("/AcroForm")
    signed = "/Perms" in pdf.Root or any(
        field.field_type == "/Sig" and field.get_inheritable_field_value("/V") is not None for field in _fields(pdf)
    )
    if isinstance(form, pikepdf.Dictionary) and "/SigFlags" in form:
        del form["/SigFlags"]
    if not signed:
        return []
    pdf.acroform.disable_digital_signatures()
    message = (
        "This PDF is digitally signed. In a combined PDF a digital signature cannot stay valid, so only its picture "
        "is kept; send the signed original as well when a program asks for it."
    )
    return [Repair(code=RepairCode.SIGNATURE_ENDED, message=message)]


def flatten(pdf: pikepdf.Pdf) -> list[Repair]:
    """Draws form entries and comments onto the pages as a screen shows them; links stay links.

    Fields that were stored without a picture get one (``field_pictures``): then a look is needed. Those that cannot be
    drawn are counted. Comments without a picture are dropped, and said so.
    """
    clean_annotation_lists(pdf)
    kinds = [kind for item in _annotations(pdf) if (kind := word(item.Subtype)) not in _UNSEEN]
    bare = sum(_is_bare_comment(item) for item in _annotations(pdf))
    had_xfa = _has_xfa(pdf)
    fields = _draw_fields(pdf)
    _burn_in(pdf)
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    repairs: list[Repair] = []
    if "/Widget" in kinds or had_xfa:
        repairs.append(_form_repair(fields))
    if any(kind != "/Widget" for kind in kinds):
        repairs.append(_comments_repair(bare))
    return repairs


def _form_repair(fields: _Drawn) -> Repair:
    message = "The form fields became part of the page; what was filled in stays readable."
    if fields.empty:
        were = "1 field could not be drawn and is empty" if fields.empty == 1 else (
            f"{fields.empty} fields could not be drawn and are empty"
        )  # fmt: skip
        message = f"The form fields became part of the page. {were} here: print the form to PDF and add that."
    return Repair(code=RepairCode.FORM_FLATTENED, message=message, needs_look=fields.by_us or bool(fields.empty))


def _comments_repair(bare: int) -> Repair:
    message = "Comments and marks became part of the page. Check that you want programs to see them."
    if bare:
        message += f" {bare} of them had no picture of their own and are left out."
    return Repair(code=RepairCode.ANNOTATIONS_FLATTENED, message=message, needs_look=True)


def _annotations(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    for page in pdf.pages:
        listed = page.obj.get("/Annots")
        if isinstance(listed, pikepdf.Array):
            yield from (item for item in listed if isinstance(item, pikepdf.Dictionary) and "/Subtype" in item)


def _fields(pdf: pikepdf.Pdf) -> list[pikepdf.AcroFormField]:
    if not isinstance(pdf.Root.get("/AcroForm"), pikepdf.Dictionary):
        return []
    try:
        return list(pdf.acroform.fields)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):  # a field tree that is none: nothing to fill in
        return []


def _is_bare_comment(item: pikepdf.Dictionary) -> bool:
    kind = word(item.Subtype)
    return kind not in ("/Widget", *_UNSEEN) and not _flags(item) & _HIDDEN_OR_NO_VIEW and not _has_picture(item)


def _flags(item: pikepdf.Dictionary) -> int:
    try:
        return int(item.get("/F", 0))
    except (TypeError, ValueError):
        return 0


def _has_picture(item: pikepdf.Dictionary) -> bool:
    picture = item.get("/AP")
    return isinstance(picture, pikepdf.Dictionary) and isinstance(
        picture.get("/N"), pikepdf.Stream | pikepdf.Dictionary
    )


@dataclass
class _Drawn:
    """``by_us``: whether a field looks other than it was stored. ``empty``: how many fields say nothing here though
    they were filled in."""

    by_us: bool = False
    empty: int = 0


def _draw_fields(pdf: pikepdf.Pdf) -> _Drawn:
    """Gives a picture to every filled-in field that has none, or to all when the form asks for it."""
    drawn = _Drawn()
    fields = _fields(pdf)
    form = pdf.Root.get("/AcroForm")
    if not fields or not isinstance(form, pikepdf.Dictionary):
        return drawn
    ask_for_all = form.get("/NeedAppearances") is True
    form["/NeedAppearances"] = False
    for field in fields:
        widgets: list[pikepdf.Dictionary] = []
        try:
            widgets += [widget.obj for widget in pdf.acroform.get_annotations_for_field(field)]
            drawn.by_us |= _draw_field(pdf, field, widgets, always=ask_for_all)
        except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError):
            drawn.by_us = True  # it may now look other than it did: the applicant is asked to look
        drawn.empty += _is_filled_in(field) and any(map(_is_empty, widgets))
    return drawn


def _draw_field(
    pdf: pikepdf.Pdf, field: pikepdf.AcroFormField, widgets: list[pikepdf.Dictionary], *, always: bool
) -> bool:
    if field.is_checkbox or field.is_radio_button:
        return _set_states(field, widgets) if always else False
    if not _is_filled_in(field) or not (always or any(map(_is_empty, widgets))):
        return False
    wanted = [widget for widget in widgets if always or not _has_picture(widget)]
    return sum(draw_text(pdf, field, widget) for widget in wanted) > 0


def _is_filled_in(field: pikepdf.AcroFormField) -> bool:
    try:
        if field.is_checkbox or field.is_radio_button:
            return word(field.get_inheritable_field_value("/V")) not in ("", "/Off")
        return (field.is_text or field.is_choice) and bool(shown_text(field).strip())
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):  # a value that is none
        return False


def _is_empty(widget: pikepdf.Dictionary) -> bool:
    """Where something could be seen, and nothing is."""
    could_be_seen = not _flags(widget) & _HIDDEN_OR_NO_VIEW and read_box(widget.get("/Rect")) is not None
    return could_be_seen and not _has_picture(widget)


def _set_states(field: pikepdf.AcroFormField, widgets: list[pikepdf.Dictionary]) -> bool:
    value = field.get_inheritable_field_value("/V")
    changed = False
    for widget in widgets:
        states = {state for state, _ in entries(widget.AP.N)} if _has_picture(widget) else set()
        wanted = value if word(value) in states else pikepdf.Name.Off
        changed |= word(widget.get("/AS", pikepdf.Name.Off)) != word(wanted)
        widget["/AS"] = wanted
    return changed


def _burn_in(pdf: pikepdf.Pdf) -> None:
    """qpdf flattens everything, links with a border picture included: they step aside and come back after."""
    links: list[list[pikepdf.Object]] = []
    for page in pdf.pages:
        listed = list(page.obj.get("/Annots", []))
        links.append([item for item in listed if item.Subtype == "/Link"])
        if listed:
            page.obj["/Annots"] = pikepdf.Array([item for item in listed if item.Subtype not in _UNSEEN])
    pdf.flatten_annotations("screen")
    for page, kept in zip(pdf.pages, links, strict=True):
        if kept:
            page.obj["/Annots"] = pikepdf.Array(kept)
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]
