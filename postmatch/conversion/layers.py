"""Layers (optional content, ISO 32000-1 section 8.11): what is switched off in the file is really taken out.

No tool that joins PDFs carries the switches over, so a hidden layer would come to light in the packet.
"""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf

from postmatch.domain.documents import Repair

_PATH_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
_SHOWING = {"Tj", "TJ", "Do", "sh"}
_NEXT_LINE = {"'", '"'}
_HIDDEN_FLAG = 0x2

Numbers = set[tuple[int, int]]


def settle_layers(pdf: pikepdf.Pdf) -> list[Repair]:
    """Takes out what a viewer would not show, and then the switches. The pages look as before: nothing to report."""
    properties = pdf.Root.get("/OCProperties")
    if properties is None:
        return []
    off = _switched_off(properties) if isinstance(properties, pikepdf.Dictionary) else set()
    if off:
        seen: Numbers = set()
        for page in pdf.pages:
            _settle_page(pdf, page, off, seen)
    del pdf.Root["/OCProperties"]
    return []


def _switched_off(properties: pikepdf.Dictionary) -> Numbers:
    default = properties.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return set()
    off = _numbers(properties.get("/OCGs")) if default.get("/BaseState") == "/OFF" else set()
    off |= _numbers(default.get("/OFF"))
    return off - _numbers(default.get("/ON"))


def _numbers(groups: object) -> Numbers:
    if not isinstance(groups, pikepdf.Array):
        return set()
    return {group.objgen for group in groups if isinstance(group, pikepdf.Dictionary)}


def _is_off(membership: object, off: Numbers) -> bool:
    """One group, or a membership dictionary with its policy (8.11.2.2); visibility expressions are not read."""
    if not isinstance(membership, pikepdf.Dictionary):
        return False
    if membership.get("/Type") != "/OCMD":
        return membership.objgen in off
    listed = membership.get("/OCGs")
    groups = listed if isinstance(listed, pikepdf.Array) else [listed] if listed is not None else []
    states = [group.objgen not in off for group in groups if isinstance(group, pikepdf.Dictionary)]
    if not states:
        return False
    policy = str(membership.get("/P", "/AnyOn"))
    visible = {
        "/AllOn": all(states),
        "/AnyOff": not all(states),
        "/AllOff": not any(states),
    }.get(policy, any(states))
    return not visible


def _settle_page(pdf: pikepdf.Pdf, page: pikepdf.Page, off: Numbers, seen: Numbers) -> None:
    resources = page.obj.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        hidden = _hidden_names(resources, off)
        if hidden:
            page.obj["/Contents"] = pdf.make_stream(_without_hidden(page, hidden))
        _settle_drawings(pdf, resources, off, seen)
    annotations = page.obj.get("/Annots")
    for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
        if isinstance(annotation, pikepdf.Dictionary) and _is_off(annotation.get("/OC"), off):
            annotation["/F"] = int(annotation.get("/F", 0)) | _HIDDEN_FLAG


def _settle_drawings(pdf: pikepdf.Pdf, resources: pikepdf.Dictionary, off: Numbers, seen: Numbers) -> None:
    """The same for the drawings (XObjects) that a page or another drawing uses."""
    drawings = resources.get("/XObject")
    for name in list(drawings.keys()) if isinstance(drawings, pikepdf.Dictionary) else ():
        drawing = drawings[name]
        if not isinstance(drawing, pikepdf.Stream) or drawing.objgen in seen:
            continue
        seen.add(drawing.objgen)
        if _is_off(drawing.get("/OC"), off):
            drawings[name] = pdf.make_stream(
                b"", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 1, 1]
            )
            seen.discard(drawing.objgen)  # met under another name, it is to be replaced there as well
            continue
        inner = drawing.get("/Resources")
        if drawing.get("/Subtype") == "/Form" and isinstance(inner, pikepdf.Dictionary):
            hidden = _hidden_names(inner, off)
            if hidden:
                drawing.write(_without_hidden(drawing, hidden))
            _settle_drawings(pdf, inner, off, seen)


def _hidden_names(resources: pikepdf.Dictionary, off: Numbers) -> set[str]:
    properties = resources.get("/Properties")
    names: Iterable[str] = properties.keys() if isinstance(properties, pikepdf.Dictionary) else ()
    return {name for name in names if _is_off(properties[name], off)}


def _without_hidden(drawn: pikepdf.Page | pikepdf.Stream, hidden: set[str]) -> bytes:
    """The instructions without what paints inside hidden marks; colours and positions still count (8.11.3.2)."""
    kept: list[object] = []
    open_marks: list[bool] = []
    for item in pikepdf.parse_content_stream(drawn):
        operator = str(item.operator)
        if operator in ("BDC", "BMC"):
            named = operator == "BDC" and str(item.operands[0]) == "/OC" and str(item.operands[1]) in hidden
            open_marks.append(named)
        elif operator == "EMC" and open_marks:
            open_marks.pop()
        elif any(open_marks):
            replacement = _unpainted(operator)
            if replacement is None:
                continue
            if replacement != operator:
                kept.append(([], pikepdf.Operator(replacement)))
                continue
        kept.append(item)
    return pikepdf.unparse_content_stream(kept)


def _unpainted(operator: str) -> str | None:
    """What stands for an instruction inside a hidden mark: itself, a harmless other one, or nothing."""
    if operator in _PATH_PAINTING:
        return "n"
    if operator in _NEXT_LINE:
        return "T*"
    return None if operator in _SHOWING or operator == "INLINE IMAGE" else operator
