from __future__ import annotations

import pytest
from pikepdf import Array, Name

from postmatch.conversion.geometry import Matrix, read_box


def test_one_matrix_after_another_is_one_matrix() -> None:
    one, two = Matrix(0, -2, 2, 0, 5, 7), Matrix(1, 0, 0, -1, 3, 100)
    assert one.then(two).point(11, 13) == two.point(*one.point(11, 13))


@pytest.mark.parametrize(
    ("value", "box"),
    [
        ([612, 792, 0, 0], (0, 0, 612, 792)),
        ([0, 0, 612], None),
        ([0, 0, 612, 0], None),
        ([0, 0, 612, Name.Broken], None),
        ([0, 0, 612, 10**7], None),
    ],
)
def test_a_box_is_four_numbers_with_an_area_in_this_world(value: list[object], box: tuple[float, ...] | None) -> None:
    assert read_box(Array(value)) == box
