"""A page on which areas are marked with mouse, finger or keyboard; areas to consider are shown dashed."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from postmatch.domain.pages import Box
from postmatch.ui import session
from postmatch.ui.components.mounting import mount

_BOXES = "boxes"
_MOST = 100  # areas on one page; more is no marking but a message we did not write
_SMALLEST = 0.002


@dataclass(frozen=True)
class MarkerPage:
    """The picture of a page (PNG) and how it is called. ``alt`` is read to those who cannot see it."""

    png: bytes
    alt: str


@dataclass(frozen=True)
class Suggestion:
    """An area that the applicant may want: what stands there, masked, and where."""

    label: str
    box: Box


def page_marker(
    page: MarkerPage,
    *,
    key: str,
    boxes: Sequence[Box],
    suggestions: Sequence[Suggestion],
    on_boxes: Callable[[tuple[Box, ...]], None],
) -> None:
    """Draws the page with its areas. ``on_boxes`` gets all areas after each change, before the next run.

    An area is left, top, right, bottom as shares (0 to 1) of the page as shown.
    """

    def changed() -> None:
        marked = read_boxes(session.component_value(key, _BOXES))
        if marked is not None:
            on_boxes(marked)

    data = {
        "picture": f"data:image/png;base64,{base64.b64encode(page.png).decode()}",
        "alt": page.alt,
        "boxes": [list(box) for box in boxes],
        "suggestions": [{"label": one.label, "box": list(one.box)} for one in suggestions],
    }
    mount("page_marker", key=key, data=data, in_dialog=True, on_boxes_change=changed)


def read_boxes(sent: Any) -> tuple[Box, ...] | None:
    """What a browser sent, as areas that lie on the page and are large enough to see; None for anything else."""
    if not isinstance(sent, list) or len(sent) > _MOST:
        return None
    read = [_read_box(one) for one in sent]
    return None if None in read else tuple(box for box in read if box is not None)


def _read_box(sent: Any) -> Box | None:
    if not (isinstance(sent, list) and len(sent) == 4 and all(type(share) in (int, float) for share in sent)):
        return None
    left, top, right, bottom = (round(min(max(float(share), 0.0), 1.0), 4) for share in sent)
    is_large_enough = right - left >= _SMALLEST and bottom - top >= _SMALLEST
    return (left, top, right, bottom) if is_large_enough else None
