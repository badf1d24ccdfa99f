from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont, ImageOps

from postmatch.conversion.images import normalise_picture
from postmatch.conversion.picture_looks import Seen, look_at
from postmatch.domain.facts import Limits
from tests.conversion.paper_photos import Picture, Scene, drawn, jpeg, many_scenes, photo, text_page

PAGE = text_page(dpi=170)
ROOT = Path(__file__).resolve().parents[2]
SCENE = Scene(seed=4, size=(1500, 2000), turn=5)


def faults(image: Picture, *, enlarged: float = 1.0) -> set[str]:
    return {look.fault.value for look in look_at(image, enlarged=enlarged).looks}


def seen(**changed: object) -> set[str]:
    return faults(photo(PAGE, replace(SCENE, **changed))[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "scene", many_scenes(6, size=(1500, 2000), fills=0.95, gradient=0.3), ids=lambda s: str(s.seed)
)
def test_a_sharp_photo_in_daylight_has_no_fault_and_straightening_is_offered(scene: Scene) -> None:
    found = look_at(photo(PAGE, scene)[0])
    assert not found.looks
    assert found.shows_paper


@pytest.mark.parametrize("blur", [2.6, 4.0, 6.0])
def test_a_photo_out_of_focus_is_blurred(blur: float) -> None:
    assert seen(blur=blur) == {"blurred"}


@pytest.mark.parametrize("motion", [9, 19])
def test_a_photo_shaken_in_one_direction_is_blurred(motion: int) -> None:
    assert seen(motion=motion) == {"blurred"}


@pytest.mark.parametrize("changed", [{"blur": 1.3}, {"noise": 7.0}, {"quality": 45}, {"shadow": True}, {"fold": True}])
def test_soft_lenses_grain_coarse_coding_and_shadows_are_not_blur(changed: dict[str, object]) -> None:
    assert seen(**changed) == set()


def test_a_large_photo_is_judged_by_its_paper_and_not_by_its_pixels() -> None:
    sharp = photo(PAGE, replace(SCENE, blur=1.0))[0]
    twice = cv2.resize(sharp, None, fx=1.6, fy=1.6, interpolation=cv2.INTER_CUBIC)
    assert faults(twice) == set()


@pytest.mark.parametrize(("darkness", "expected"), [(0.45, set()), (0.72, {"too_dark"}), (0.85, {"too_dark"})])
def test_a_photo_by_night_is_too_dark(darkness: float, expected: set[str]) -> None:
    assert seen(darkness=darkness, noise=3.0) == expected


def test_pale_print_on_white_paper_is_as_hard_to_read() -> None:
    pale = (255 - (255 - text_page(dpi=150).astype(int)) * 0.1).astype(np.uint8)
    assert faults(pale) == {"too_dark"}


@pytest.mark.parametrize(("width", "expected"), [(750, {"too_small"}), (1_400, set())])
def test_a_photo_of_few_pixels_is_too_small(width: int, expected: set[str]) -> None:
    assert seen(size=(width, width * 4 // 3), blur=0.4) == expected


def test_a_picture_that_was_made_smaller_for_looking_at_is_not_too_small() -> None:
    assert faults(text_page(dpi=80), enlarged=2.5) == set()
    assert faults(text_page(dpi=80)) == {"too_small"}


def test_a_card_is_not_too_small_for_a_page() -> None:
    page = text_page(dpi=80)
    card = page[: round(page.shape[1] * 53.98 / 85.60)]
    assert faults(card) == set()
    assert faults(page[: round(page.shape[1] * 0.75)]) == {"too_small"}


def test_a_panel_of_a_card_is_not_taken_for_a_sheet() -> None:
    card = Image.open(ROOT / "samples" / "adaeze_okafor" / "documents" / "ACLS_card.png").convert("RGB")
    assert look_at(np.asarray(card)) == Seen()


@pytest.mark.parametrize("shift", [(0.2, 0.0), (-0.2, 0.0), (0.0, 0.25)])
def test_a_sheet_that_leaves_the_photo_has_its_edges_cut(shift: tuple[float, float]) -> None:
    image = photo(PAGE, replace(SCENE, shift=shift))[0]
    assert "cut_edges" in faults(image)
    assert not look_at(image).shows_paper


@pytest.mark.parametrize("dpi", [110, 150, 220])
def test_clean_scans_have_no_fault_and_nothing_to_straighten(corpus: Path, dpi: int) -> None:
    pages = [text_page(dpi=dpi), np.full((11 * dpi, 17 * dpi // 2, 3), 255, np.uint8)]
    for name in ("pikepdf-sandwich", "sample-files-google-doc-document", "pikepdf-jbig2global"):
        pages.append(drawn((corpus / f"pdf_good/{name}.pdf").read_bytes(), dpi=dpi))
    for page in pages:
        found = look_at(page)
        assert not found.looks
        assert not found.shows_paper


def test_a_scan_on_a_black_bed_is_cropped_on_request_only_and_has_no_cut_edges() -> None:
    page = text_page(dpi=120)
    bed = np.full((page.shape[0] + 400, page.shape[1] + 300, 3), 25, np.uint8)
    bed[100 : 100 + page.shape[0], 150 : 150 + page.shape[1]] = page
    assert look_at(bed).shows_paper
    at_the_corner = bed[100:, 150:]
    assert faults(at_the_corner) == set()


def diploma(dpi: int) -> Picture:
    """Sharp print within a broad, soft, woven border on cream paper."""
    width, height = 11 * dpi, 17 * dpi // 2
    border = np.zeros((height, width), np.float32)
    along = np.linspace(0, 1, 700)
    inset = dpi // 2
    for strand in range(40):
        wave = dpi * 0.22 * np.sin(2 * np.pi * (along * 14 + strand / 40))
        for edge in (inset, height - inset):
            cv2.polylines(border, [np.int32(np.stack((along * width, edge + wave), 1))], False, 1.0, 2, cv2.LINE_AA)
        for edge in (inset, width - inset):
            cv2.polylines(border, [np.int32(np.stack((edge + wave, along * height), 1))], False, 1.0, 2, cv2.LINE_AA)
    cv2.circle(border, (width // 2, height // 2), int(dpi * 1.8), 0.7, dpi // 8)
    soft = cv2.GaussianBlur(border, (0, 0), dpi * 0.03)[..., None]
    image = Image.fromarray(np.clip((247, 240, 222) - soft * (48, 60, 76), 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for line in range(9):
        font = ImageFont.load_default(size=dpi * 0.2)
        place = (width / 2, height * (0.3 + 0.055 * line))
        draw.text(place, "has conferred upon Maria Okafor the degree of Doctor", (50, 40, 30), font, anchor="mm")
    return np.asarray(image)


def test_a_diploma_with_soft_ornaments_is_not_blurred_nor_is_its_border_an_edge() -> None:
    for dpi in (110, 150):
        found = look_at(diploma(dpi))
        assert not found.looks
        assert not found.shows_paper
    photographed = photo(diploma(150), Scene(seed=2, size=(2000, 1500), fills=0.95, turn=4))[0]
    assert "blurred" not in faults(photographed)
    assert look_at(photographed).shows_paper


def portrait(blur: float) -> Picture:
    """A head before a light wall, with hair and a dark suit; no photo of anybody."""
    random = np.random.default_rng(7)
    image = np.full((1050, 750, 3), (214, 216, 220), np.uint8)
    cv2.ellipse(image, (375, 1050), (330, 300), 0, 0, 360, (48, 52, 70), -1)
    cv2.ellipse(image, (375, 470), (170, 230), 0, 0, 360, (205, 160, 138), -1)
    for _ in range(900):
        angle, length = random.uniform(np.pi, 2 * np.pi), random.uniform(190, 280)
        end = (int(375 + length * np.cos(angle)), int(470 + length * np.sin(angle)))
        cv2.line(image, (375 + int(120 * np.cos(angle)), 400), end, (40, 30, 25), 1, cv2.LINE_AA)
    for eye in (310, 440):
        cv2.ellipse(image, (eye, 440), (28, 12), 0, 0, 360, (60, 45, 40), -1)
    return cv2.GaussianBlur(image, (0, 0), blur)


@pytest.mark.parametrize("blur", [0.5, 3.0, 8.0])
def test_nothing_is_said_of_a_portrait(blur: float) -> None:
    found = look_at(portrait(blur))
    assert not found.looks
    assert not found.shows_paper


def test_nothing_is_said_of_photos_of_other_things(corpus: Path) -> None:
    for name in ("exif-orientation-examples-Portrait_1.jpg", "exif-orientation-examples-Portrait_6.jpg",
                 "pillow-hopper.bmp", "pikepdf-pike-cartoon.png", "sample-files-image.jpg"):  # fmt: skip
        with Image.open(corpus / "images" / name) as image:
            found = look_at(np.asarray(ImageOps.exif_transpose(image).convert("RGB")))
        assert not found.looks, name
        assert not found.shows_paper, name


@pytest.mark.parametrize("size", [(1, 1), (10, 10), (64, 64), (4000, 3), (70, 2400), (2400, 64)])
def test_pictures_of_any_size_may_be_looked_at(size: tuple[int, int]) -> None:
    assert not look_at(np.full((size[1], size[0], 3), 200, np.uint8)).looks


def test_every_fault_says_what_to_do_and_reaches_the_gate() -> None:
    image = photo(PAGE, replace(SCENE, size=(750, 1000), blur=2.5, shift=(0.2, 0.0)))[0]
    result = normalise_picture(jpeg(image), limits=Limits())
    assert {look.fault.value for look in result.looks} >= {"too_small", "cut_edges"}
    for look in result.looks:
        assert look.message.endswith(".")
        assert look.hint.endswith(".")
    assert not result.shows_paper
