"""What a browser sends as areas is taken only when it is that: a person with a console can send anything."""

from __future__ import annotations

import math

import pytest

from postmatch.ui.components.page_marker import read_boxes


def test_areas_are_taken_as_sent_and_cut_to_the_page() -> None:
    assert read_boxes([[0.1, 0.2, 0.5, 0.25], [-1, 0, 2, 1]]) == ((0.1, 0.2, 0.5, 0.25), (0.0, 0.0, 1.0, 1.0))
    assert read_boxes([]) == ()


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "0.1",
        {"boxes": []},
        [[0.1, 0.2, 0.5]],
        [[0.1, 0.2, 0.5, "0.3"]],
        [[True, 0, 1, 1]],
        [[0.5, 0.2, 0.1, 0.3]],
        [[0.1, 0.2, 0.1, 0.3]],
        [[0.1, math.nan, 0.5, 0.3]],
        [[0.1, 0.2, math.inf, math.nan]],
        [[0.1, 0.2, 0.3, 0.4], "and more"],
        [[0.1, 0.2, 0.3, 0.4]] * 101,
    ],
)
def test_anything_else_changes_nothing(sent: object) -> None:
    assert read_boxes(sent) is None
