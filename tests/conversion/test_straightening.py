from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pikepdf
import pytest
from PIL import Image

from postmatch.conversion import Workers
from postmatch.conversion.straightening import SHEET_SIDE, evenly_lit, flattened, straighten, true_proportion
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion.paper_photos import Picture, Scene, drawn, jpeg, many_scenes, photo, text_page

LIMITS = Limits()
SIZE = (900, 1200)


def likeness(page: Picture, other: Picture) -> float:
    """How well two pictures of a page agree pixel by pixel, at 60 dots per inch: 1 is the same, 0 is chance."""
    greys = [cv2.cvtColor(cv2.resize(one, (510, 660), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY)
             for one in (page, other)]  # fmt: skip
    return float(np.corrcoef(greys[0].ravel(), greys[1].ravel())[0, 1])


@pytest.mark.parametrize("scene", many_scenes(8, size=SIZE, hand=False), ids=lambda scene: f"{scene.seed}")
def test_a_straightened_page_is_far_more_like_the_page_than_the_photo_is(scene: Scene) -> None:
    page = text_page(dpi=110)
    image, _ = photo(page, scene)
    result = straighten(jpeg(image), limits=LIMITS)
    after = likeness(page, drawn(result.pdf, dpi=100))
    assert after > 0.75
    assert after > likeness(page, image) + 0.5


def test_what_was_done_is_said_and_has_to_be_looked_at() -> None:
    result = straighten(jpeg(photo(text_page(dpi=110), Scene(seed=4, size=SIZE, turn=5))[0]), limits=LIMITS)
    assert [(repair.code.value, repair.needs_look) for repair in result.repairs] == [
        ("converted_from_image", False),
        ("straightened", True),
    ]
    assert result.page_count == 1


@pytest.mark.parametrize(("a4", "height"), [(False, 792.0), (True, 792.0)])
def test_letter_fills_the_page_and_a4_keeps_its_proportions_on_it(a4: bool, height: float) -> None:
    image, _ = photo(text_page(dpi=110, a4=a4), Scene(seed=11, size=SIZE, turn=3, tilt=8))
    with pikepdf.open(io.BytesIO(straighten(jpeg(image), limits=LIMITS).pdf)) as pdf:
        page = pdf.pages[0]
        width, tall = (float(number) for number in pikepdf.parse_content_stream(page)[1].operands[0:4:3])
        assert [float(edge) for edge in page.mediabox] == [0, 0, 612, 792]
    assert tall == pytest.approx(height, abs=0.7)
    assert width == pytest.approx(792 * 210 / 297 if a4 else 612, abs=0.7)


@pytest.mark.parametrize("a4", [False, True])
def test_true_proportions_are_measured_through_the_perspective(a4: bool) -> None:
    page = np.zeros((297 if a4 else 279, 210 if a4 else 216, 3), np.uint8)
    errors = []
    for scene in many_scenes(12, size=(300, 400)):
        corners = photo(page, scene)[1]
        errors.append(abs(true_proportion(corners, scene.size) / (page.shape[0] / page.shape[1]) - 1))
    assert np.median(errors) < 0.02
    assert max(errors) < 0.06


def test_a_sheet_of_other_proportions_keeps_them_and_stays_inside_the_margins() -> None:
    card = np.full((500, 800, 3), 245, np.uint8)
    cv2.putText(card, "A card", (60, 250), cv2.FONT_HERSHEY_SIMPLEX, 3, (20, 20, 20), 6)
    image, corners = photo(card, Scene(seed=1, size=(1200, 900), tilt=4))
    flat, is_full_sheet = flattened(image, corners)
    assert not is_full_sheet
    assert flat.shape[1] / flat.shape[0] == pytest.approx(1.6, rel=0.04)


def test_the_sheet_is_never_larger_than_letter_size_at_300_dpi() -> None:
    corners = np.array([[10, 10], [5000, 10], [5000, 6500], [10, 6500]], float)
    assert max(flattened(np.zeros((6600, 5100, 3), np.uint8), corners)[0].shape) == SHEET_SIDE


def test_light_is_evened_and_ink_keeps_its_colour() -> None:
    page = text_page(dpi=110)
    rows = np.linspace(1.0, 0.45, page.shape[0])[:, None, None]
    dim = page * rows * (0.95, 0.9, 0.75)
    dim[:, 500:] *= 0.7
    lit = evenly_lit(np.clip(dim, 0, 255).astype(np.uint8))
    blank = (page == 255).all(2)
    assert np.percentile(lit[blank], 2) > 235
    stamp = (page[..., 2].astype(int) - page[..., 0]) > 90
    red, _, blue = lit[stamp].mean(0)
    assert blue > red + 60
    ink = page.max(2) < 40
    assert lit[ink].mean() < 60


def test_a_dark_picture_on_a_page_is_not_taken_for_a_shadow() -> None:
    page = np.full((1100, 850, 3), 235, np.uint8)
    page[300:600, 200:600] = (60, 70, 80)
    lit = evenly_lit(page)
    assert lit[450, 400].max() < 110
    assert lit[50, 50].min() > 240


def test_a_photo_without_a_sheet_is_refused_with_a_way_out(corpus: Path) -> None:
    data = (corpus / "images/exif-orientation-examples-Portrait_1.jpg").read_bytes()
    with pytest.raises(UploadRefused, match="No sheet of paper") as refused:
        straighten(data, limits=LIMITS)
    assert refused.value.reason == "unreadable"
    assert "whole sheet" in refused.value.hint


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "BMP"])
def test_pictures_of_every_kind_can_be_straightened_as_they_are_seen(kind: str) -> None:
    page = text_page(dpi=110)
    image, _ = photo(page, Scene(seed=4, size=SIZE, turn=5))
    stream = io.BytesIO()
    Image.fromarray(image).save(stream, kind)
    assert likeness(page, drawn(straighten(stream.getvalue(), limits=LIMITS).pdf, dpi=100)) > 0.75


def test_the_camera_position_is_honoured() -> None:
    page = text_page(dpi=110)
    image, _ = photo(page, Scene(seed=4, size=SIZE, turn=5))
    exif = Image.Exif()
    exif[0x0112] = 6  # stored lying on its left side
    stream = io.BytesIO()
    Image.fromarray(np.rot90(image).copy()).save(stream, "JPEG", exif=exif, quality=90)
    assert likeness(page, drawn(straighten(stream.getvalue(), limits=LIMITS).pdf, dpi=100)) > 0.75


def test_a_worker_straightens_and_tells_what_is_on_the_page(workers: Workers) -> None:
    image, _ = photo(text_page(dpi=110), Scene(seed=4, size=SIZE, turn=5))
    upload = Upload(name="IMG_1.jpg", data=jpeg(image))
    assert workers.normalise(upload, limits=LIMITS).shows_paper
    result = workers.straighten(upload, limits=LIMITS)
    assert [facts.width for facts in result.pages] == [612]
    assert result.texts == ("",)
    with pytest.raises(UploadRefused, match="No sheet of paper"):
        workers.straighten(Upload(name="a.png", data=jpeg(np.full((900, 700, 3), 255, np.uint8))), limits=LIMITS)
