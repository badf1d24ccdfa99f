"""Layers (optional content, ISO 32000-1 section 8.11): what is switched off in the file is really taken out.

No tool that joins PDFs carries the switches over, so a hidden layer would come to light in the packet.
"""

from __future__ import annotations

import pikepdf

from postmatch.conversion.names import entries, word
from postmatch.conversion.streams import PATH_PAINTING
from postmatch.domain.documents import Repair, RepairCode

_SHOWING = {"Tj", "TJ", "Do", "sh"}
_NEXT_LINE = {"'", '"'}
_MAX_NESTING = 60

Numbers = set[tuple[int, int]]


def settle_layers(pdf: pikepdf.Pdf) -> list[Repair]:
    """Takes out what a viewer would not show, and then the switches; the pages look as before."""
    properties = pdf.Root.get("/OCProperties")
    if properties is None:
        return []
    off = _switched_off(properties) if isinstance(properties, pikepdf.Dictionary) else set()
    settled = _Settled(pdf, off)
    for page in pdf.pages:
        settled.settle_page(page)
    del pdf.Root["/OCProperties"]
    if not settled.has_removed:
        return []
    message = "Hidden layers were taken out, so that nothing in them can come to light; the pages look as before."
    return [Repair(code=RepairCode.HIDDEN_LAYERS_REMOVED, message=message)]


def _switched_off(properties: pikepdf.Dictionary) -> Numbers:
    default = properties.get("/D")
    if not isinstance(default, pikepdf.Dictionary):
        return set()
    off = _numbers(properties.get("/OCGs")) if default.get("/BaseState") == "/OFF" else set()
    off |= _numbers(default.get("/OFF"))
    off -= _numbers(default.get("/ON"))
    shown, hidden = _switched_by_use(default)
    return (off - shown) | hidden


def _switched_by_use(default: pikepdf.Dictionary) -> tuple[Numbers, Numbers]:
    """What a viewer shows and hides because of what the layers say of their use on screen (8.11.4.4)."""
    states: dict[str, Numbers] = {"/ON": set(), "/OFF": set()}
    uses = default.get("/AS")
    for use in uses if isinstance(uses, pikepdf.Array) else ():
        if isinstance(use, pikepdf.Dictionary) and use.get("/Event") == "/View":
            for group in _groups(use.get("/OCGs")):
                said = _entry(_entry(group, "/Usage"), "/View")
                states.get(word(_entry(said, "/ViewState")), set()).add(group.objgen)
    return states["/ON"], states["/OFF"]


def _entry(holder: object, key: str) -> object:
    return holder.get(key) if isinstance(holder, pikepdf.Dictionary) else None


def _numbers(groups: object) -> Numbers:
    return {group.objgen for group in _groups(groups)}


def _groups(listed: object) -> list[pikepdf.Dictionary]:
    """One layer or many."""
    members = listed if isinstance(listed, pikepdf.Array) else [listed]
    return [group for group in members if isinstance(group, pikepdf.Dictionary)]


def _is_off(membership: object, off: Numbers) -> bool:
    """One group, or a membership dictionary with its expression or its policy (8.11.2.2)."""
    if not isinstance(membership, pikepdf.Dictionary):
        return False
    if membership.get("/Type") != "/OCMD":
        return membership.objgen in off
    if isinstance(membership.get("/VE"), pikepdf.Array):
        return not _is_true(membership["/VE"], off, 0)
    states = [group.objgen not in off for group in _groups(membership.get("/OCGs"))]
    if not states:
        return False
    policy = word(membership.get("/P", "/AnyOn"))
    visible = {
        "/AllOn": all(states),
        "/AnyOff": not all(states),
        "/AllOff": not any(states),
    }.get(policy, any(states))
    return not visible


def _is_true(expression: object, off: Numbers, depth: int) -> bool:
    """A visibility expression: a layer, or And, Or, Not over expressions. What is none of these shows."""
    if isinstance(expression, pikepdf.Dictionary):
        return expression.objgen not in off
    if not isinstance(expression, pikepdf.Array) or len(expression) < 2 or depth > _MAX_NESTING:
        return True
    operator, *operands = list(expression)
    states = [_is_true(operand, off, depth + 1) for operand in operands]
    return {"/And": all(states), "/Or": any(states), "/Not": not states[0]}.get(word(operator), True)


class _Settled:
    """One file on its way from switches to plain pages; ``has_removed`` when something hidden was met."""

    def __init__(self, pdf: pikepdf.Pdf, off: Numbers) -> None:
        self._pdf = pdf
        self._off = off
        self._seen: Numbers = set()
        self.has_removed = False

    def settle_page(self, page: pikepdf.Page) -> None:
        resources = page.obj.get("/Resources")
        if not isinstance(resources, pikepdf.Dictionary):
            resources = pikepdf.Dictionary()
        shown = self._without_hidden(page, resources)
        if shown is not None:
            page.obj["/Contents"] = self._pdf.make_stream(shown)
        self._settle_resources(resources)
        self._settle_annotations(page, resources)

    def _settle_annotations(self, page: pikepdf.Page, resources: pikepdf.Dictionary) -> None:
        listed = page.obj.get("/Annots")
        annotations = [item for item in listed if isinstance(item, pikepdf.Dictionary)] if listed is not None else []
        kept = [item for item in annotations if not self._is_hidden(item.get("/OC"))]
        if len(kept) < len(annotations):
            page.obj["/Annots"] = pikepdf.Array(kept)
            self.has_removed = True
        for annotation in kept:
            pictures = annotation.get("/AP")
            if isinstance(pictures, pikepdf.Dictionary):
                self._settle_drawings(pictures, resources)  # /N, or a dictionary of states in its place
                for _, states in entries(pictures):
                    self._settle_drawings(states, resources)

    def _settle_resources(self, resources: pikepdf.Dictionary) -> None:
        for kind in ("/XObject", "/Pattern"):
            self._settle_drawings(resources.get(kind), resources)

    def _settle_drawings(self, drawings: object, outer: pikepdf.Dictionary) -> None:
        """The same for the drawings that a page, an annotation or another drawing uses; ``outer`` are the resources
        of the one that uses them, which are theirs when they have none (7.8.3)."""
        for _, drawing in entries(drawings):
            if not isinstance(drawing, pikepdf.Stream) or drawing.objgen in self._seen:
                continue
            if self._is_hidden(drawing.get("/OC")):
                _empty(drawing)
                self.has_removed = True
                continue
            self._seen.add(drawing.objgen)
            if drawing.get("/Subtype") != "/Image":
                own = drawing.get("/Resources")
                self._settle_drawing(drawing, own if isinstance(own, pikepdf.Dictionary) else outer)

    def _settle_drawing(self, drawing: pikepdf.Stream, resources: pikepdf.Dictionary) -> None:
        shown = self._without_hidden(drawing, resources)
        if shown is not None:
            drawing.write(shown)
        self._settle_resources(resources)

    def _without_hidden(self, drawn: pikepdf.Page | pikepdf.Stream, resources: pikepdf.Dictionary) -> bytes | None:
        """The instructions without what paints inside hidden marks; None when there are none."""
        hidden = {name for name, layer in entries(resources.get("/Properties")) if self._is_hidden(layer)}
        if not hidden:
            return None
        shown, has_removed = _shown(drawn, hidden)
        self.has_removed |= has_removed
        return pikepdf.unparse_content_stream(shown)

    def _is_hidden(self, membership: object) -> bool:
        """What shows is made to show always: without the switches every layer counts as on, and what is to be seen
        when one is off would vanish."""
        if _is_off(membership, self._off):
            return True
        if isinstance(membership, pikepdf.Dictionary) and membership.get("/Type") == "/OCMD":
            for key in ("/OCGs", "/P", "/VE"):
                if key in membership:
                    del membership[key]
        return False


def _empty(drawing: pikepdf.Stream) -> None:
    """Pages go on to call it by its name; it draws nothing any more."""
    for key, _ in entries(drawing):
        if key != "/Length" and key in drawing:
            del drawing[key]
    drawing.write(b"")
    drawing["/Type"], drawing["/Subtype"] = pikepdf.Name.XObject, pikepdf.Name.Form
    drawing["/BBox"] = pikepdf.Array([0, 0, 1, 1])


def _shown(drawn: pikepdf.Page | pikepdf.Stream, hidden: set[str]) -> tuple[list[object], bool]:
    """The instructions that stay, and whether others went; colours and positions still count (8.11.3.2)."""
    kept: list[object] = []
    open_marks: list[bool] = []
    has_removed = False
    for item in pikepdf.parse_content_stream(drawn):
        operator = word(item.operator)
        if operator in ("BDC", "BMC"):
            tag, name = [*map(word, item.operands), "", ""][:2]
            open_marks.append(tag == "/OC" and name in hidden)
        elif operator == "EMC" and open_marks:
            open_marks.pop()
        elif any(open_marks) and _unpainted(operator) != operator:
            has_removed = True
            if replacement := _unpainted(operator):
                kept.append(([], pikepdf.Operator(replacement)))
            continue
        kept.append(item)
    return kept, has_removed


def _unpainted(operator: str) -> str | None:
    """What stands for an instruction inside a hidden mark: itself, a harmless other one, or nothing."""
    if operator in PATH_PAINTING:
        return "n"
    if operator in _NEXT_LINE:
        return "T*"
    return None if operator in _SHOWING or operator == "INLINE IMAGE" else operator
