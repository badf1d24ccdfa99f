"""Type sizes and distances of a Word part, scaled wherever they are said (ECMA-376 part 1, 17.3.1.33 and 17.3.2.38).

Sizes of type are half points, distances are twentieths of a point, lines are 240ths of a line.
"""

from __future__ import annotations

from lxml import etree

from postmatch.rendering.word_parts import W, number

_FLOOR_TEXT, _FLOOR_LABEL = 19, 16
"""Half points: what was set in 9.5 pt or more stays so, smaller labels stay at 8 pt or at what they are."""
_TIGHTEST_CELL = 0.75
"""Space inside cells shrinks less: it keeps the rows of a table apart."""
_LINE = 240
_WORDS_OWN_SIZE = 20
_AFTER_SIZE = tuple(
    f"{W}{name}"
    for name in (
        "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
        "eastAsianLayout", "specVanish", "oMath",
    )
)  # fmt: skip


def scale(root: etree._Element, *, size: float, line: float, spacing: float) -> None:
    """Multiplies every size of type by ``size``, distances of lines by ``line``, what is between by ``spacing``."""
    for said in root.iter(f"{W}sz", f"{W}szCs"):
        half_points = number(said, "val")
        if half_points is not None:
            said.set(f"{W}val", str(_sized(half_points, size)))
    for said in root.iter(f"{W}spacing"):
        for side in ("before", "after"):
            _multiply(said, side, spacing)
        is_in_points = said.get(f"{W}lineRule") in ("exact", "atLeast")
        _multiply(said, "line", line * size if is_in_points else line)
    for said in root.iter(f"{W}trHeight"):
        _multiply(said, "val", line * size)
    for margins in root.iter(f"{W}tblCellMar", f"{W}tcMar"):
        for side in margins.iterchildren(f"{W}top", f"{W}bottom"):
            _multiply(side, "w", max(spacing, _TIGHTEST_CELL))


def scale_defaults(styles: etree._Element) -> None:
    """Has the document's defaults say size and distance of lines, so that ``scale`` reaches text without any style."""
    defaults = _child(styles, "docDefaults", first=True)
    of_runs = _child(_child(defaults, "rPrDefault", first=True), "rPr")
    if of_runs.find(f"{W}sz") is None:
        said = etree.Element(f"{W}sz")
        said.set(f"{W}val", str(_WORDS_OWN_SIZE))
        following = next((child for child in of_runs if child.tag in _AFTER_SIZE), None)
        of_runs.append(said) if following is None else following.addprevious(said)
    lines = _child(_child(_child(defaults, "pPrDefault"), "pPr"), "spacing")
    if lines.get(f"{W}line") is None:
        lines.set(f"{W}line", str(_LINE))
        lines.set(f"{W}lineRule", "auto")


def _child(parent: etree._Element, name: str, *, first: bool = False) -> etree._Element:
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0 if first else len(parent), found)
    return found


def _sized(old: int, factor: float) -> int:
    least = _FLOOR_TEXT if old >= _FLOOR_TEXT else min(old, _FLOOR_LABEL)
    return max(int(old * factor + 0.5), least)


def _multiply(element: etree._Element, name: str, factor: float) -> None:
    old = number(element, name)
    if old is not None:
        element.set(f"{W}{name}", str(round(old * factor)))
