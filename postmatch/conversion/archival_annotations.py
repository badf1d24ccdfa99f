"""Annotations and actions that PDF/A-2 does not allow (ISO 19005-2, 6.3 and 6.5), in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object

_FORBIDDEN_ANNOTATIONS = {
    Name("/3D"): "a 3D object", Name.Sound: "a sound", Name.Screen: "a player", Name.Movie: "a film",
    Name.RichMedia: "media", Name.FileAttachment: "an attached file", Name.TrapNet: "trapping for a press",
}  # fmt: skip
_FORBIDDEN_ACTIONS = {
    Name.Launch: "starts a program", Name.Sound: "plays a sound", Name.Movie: "plays a film",
    Name.ResetForm: "empties a form", Name.ImportData: "imports data", Name.Hide: "hides something",
    Name.SetOCGState: "switches layers", Name.Rendition: "plays media", Name.Trans: "turns pages with an effect",
    Name.GoTo3DView: "turns a 3D object", Name.JavaScript: "runs a script",
}  # fmt: skip
_NAMED_ACTIONS = (Name.NextPage, Name.PrevPage, Name.FirstPage, Name.LastPage)
_NEEDS_NO_LOOKS = (Name.Popup, Name.Link)
_PRINT = 1 << 2  # ISO 32000-1, table 165
_KEPT_FROM_SIGHT = 1 << 0 | 1 << 1 | 1 << 5 | 1 << 8  # Invisible, Hidden, NoView, ToggleNoView
_MOST_ACTIONS = 50


def annotation_obstacles(annotation: Dictionary) -> Iterator[str]:
    """What is wrong with one annotation of a page."""
    kind = annotation.get(Name.Subtype)
    if kind in _FORBIDDEN_ANNOTATIONS:
        yield f"There is {_FORBIDDEN_ANNOTATIONS[kind]} on the page."
    if kind != Name.Popup:
        yield from _flag_obstacles(int(annotation.get(Name.F, 0)))
    if kind not in _NEEDS_NO_LOOKS and _has_an_area(annotation) and not _has_looks(annotation):
        yield "An annotation does not say how it looks."
    if kind == Name.Widget and (Name.A in annotation or Name.AA in annotation):
        yield "A form field starts an action."
    action = annotation.get(Name.A)
    if isinstance(action, Dictionary):
        yield from action_obstacles(action)


def _flag_obstacles(flags: int) -> Iterator[str]:
    if flags & _KEPT_FROM_SIGHT:
        yield "An annotation is hidden."
    if not flags & _PRINT:
        yield "An annotation or a link is marked as not to be printed."


def _has_an_area(annotation: Dictionary) -> bool:
    corners = annotation.get(Name.Rect)
    if not isinstance(corners, Array) or len(corners) != 4:
        return True
    left, bottom, right, top = (float(corner) for corner in corners)
    return left != right or bottom != top


def _has_looks(annotation: Dictionary) -> bool:
    looks = annotation.get(Name.AP)
    return isinstance(looks, Dictionary) and Name.N in looks


def action_obstacles(action: Object) -> Iterator[str]:
    """What is wrong with an action and those that follow it."""
    waiting, seen = [action], 0
    while waiting and seen < _MOST_ACTIONS:
        one, seen = waiting.pop(), seen + 1
        if not isinstance(one, Dictionary):
            continue
        kind = one.get(Name.S)
        if kind in _FORBIDDEN_ACTIONS:
            yield f"Something on the page or in the file {_FORBIDDEN_ACTIONS[kind]}."
        if kind == Name.Named and one.get(Name.N) not in _NAMED_ACTIONS:
            yield "Something on the page gives a command to the program that shows it."
        following = one.get(Name.Next)
        waiting += list(following) if isinstance(following, Array) else [following]
