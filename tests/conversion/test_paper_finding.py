from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from postmatch.conversion.paper_finding import find_paper, find_sheet
from tests.conversion.paper_photos import Scene, many_scenes, photo, text_page

PAGE = text_page(dpi=110)
SMALL = (750, 1000)


def error(found: np.ndarray | None, corners: np.ndarray) -> float:
    """The farthest that a corner is off, in pixels; infinite when nothing was found."""
    return float("inf") if found is None else float(np.linalg.norm(found - corners, axis=1).max())


@pytest.mark.parametrize("scene", many_scenes(30, size=SMALL), ids=lambda scene: f"{scene.seed}-{scene.table}")
def test_the_corners_of_a_sheet_are_found_on_any_table(scene: Scene) -> None:
    """Wood, dark, light, white, green and checked; shadows, a thumb, folds, turned and tilted."""
    image, corners = photo(PAGE, scene)
    assert error(find_paper(image), corners) < 4.0


def test_the_corners_are_found_to_a_thousandth_of_a_larger_photo() -> None:
    image, corners = photo(PAGE, Scene(seed=5, size=(1800, 2400), turn=6))
    assert error(find_paper(image), corners) < 2.4


def test_a_landscape_sheet_is_found_too() -> None:
    page = np.rot90(PAGE).copy()
    image, corners = photo(page, Scene(seed=3, size=SMALL[::-1], turn=-5, table="dark"))
    assert error(find_paper(image), corners) < 4.0


@pytest.mark.parametrize("dpi", [50, 100])
def test_a_page_without_edges_of_its_own_is_no_sheet(dpi: int) -> None:
    assert find_sheet(text_page(dpi=dpi)) is None
    assert find_sheet(np.full((11 * dpi, 8 * dpi, 3), 250, np.uint8)) is None


def test_a_frame_printed_on_a_page_is_not_taken_for_its_edges() -> None:
    page = text_page(dpi=100)
    for inset in (30, 34):
        page[inset, inset:-inset] = page[-inset, inset:-inset] = 40
        page[inset:-inset, inset] = page[inset:-inset, -inset] = 40
    assert find_sheet(page) is None
    image, corners = photo(page, Scene(seed=8, size=SMALL, turn=4))
    assert error(find_paper(image), corners) < 4.0


def test_a_table_without_a_sheet_shows_none() -> None:
    for table in ("wood", "dark", "white", "checked"):
        scene = Scene(seed=2, size=SMALL, table=table, shift=(3.0, 0.0), shadow=True)
        assert find_sheet(photo(PAGE, scene)[0]) is None, table


@pytest.mark.parametrize("size", [(1, 1), (16, 16), (3000, 20), (67, 200)])
def test_pictures_of_any_size_may_be_asked(size: tuple[int, int]) -> None:
    assert find_sheet(np.zeros((size[1], size[0], 3), np.uint8)) is None


@pytest.mark.parametrize("shift", [(0.22, 0.0), (-0.22, 0.0), (0.0, 0.25), (0.0, -0.25), (0.15, 0.2)])
def test_a_sheet_that_leaves_the_photo_is_found_as_one_that_is_cut(shift: tuple[float, float]) -> None:
    for scene in many_scenes(3, size=SMALL, shift=shift):
        sheet = find_sheet(photo(PAGE, scene)[0])
        assert sheet is not None, scene
        assert sheet.is_cut, scene
        assert find_paper(photo(PAGE, scene)[0]) is None


def test_a_fold_is_not_the_edge_of_the_sheet() -> None:
    scene = Scene(seed=6, size=SMALL, fold=True, turn=3, table="dark")
    image, corners = photo(PAGE, scene)
    assert error(find_paper(image), corners) < 4.0
    sheet = find_sheet(photo(PAGE, replace(scene, shift=(0.0, 0.3)))[0])
    assert sheet is not None
    assert sheet.is_cut
