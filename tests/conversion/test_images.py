from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageCms

from postmatch.conversion.images import normalise_picture
from postmatch.conversion.picture_encoding import jpeg_without_extras
from postmatch.domain.facts import Limits
from tests.conversion.picture_samples import codes, difference, drawn, frames, marked, saved, stored

LIMITS = Limits()


@pytest.mark.parametrize("orientation", range(9))
def test_every_camera_position_comes_out_upright_without_loss(corpus: Path, orientation: int) -> None:
    folder = corpus / "images"
    upright = normalise_picture((folder / "exif-orientation-examples-Portrait_1.jpg").read_bytes(), limits=LIMITS)
    data = (folder / f"exif-orientation-examples-Portrait_{orientation}.jpg").read_bytes()
    result = normalise_picture(data, limits=LIMITS)
    assert drawn(result.pdf).size == (612, 792)
    assert difference(drawn(result.pdf), drawn(upright.pdf)) < 2.5
    assert ("turned_upright" in codes(result)) is (orientation > 1)
    scan = data[data.index(b"\xff\xda", data.index(b"\xff\xc0")) :]
    assert stored(result.pdf)[1].endswith(scan)


def test_a_photo_with_damaged_places_is_coded_anew_and_must_be_looked_at(corpus: Path) -> None:
    data = bytearray((corpus / "images/exif-orientation-examples-Portrait_1.jpg").read_bytes())
    data[120_000:120_400] = bytes(400)
    result = normalise_picture(bytes(data), limits=LIMITS)
    (repair,) = (one for one in result.repairs if one.code == "content_errors")
    assert repair.needs_look
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        (photo,) = pdf.pages[0].images.values()
        photo.read_bytes(pikepdf.StreamDecodeLevel.all)
        assert pdf.get_warnings() == []


def test_a_wide_picture_lies_on_a_wide_page_inside_the_margins() -> None:
    result = normalise_picture(saved(Image.new("RGB", (3000, 1000), "red")), limits=LIMITS)
    page = drawn(result.pdf)
    assert page.size == (792, 612)
    assert page.getpixel((30, 306)) == (255, 255, 255)
    assert page.getpixel((40, 306)) == (255, 0, 0)


def test_a_small_picture_stays_small() -> None:
    result = normalise_picture(saved(Image.new("RGB", (150, 150), "red")), limits=LIMITS)
    box = ImageChops.invert(drawn(result.pdf)).getbbox()
    assert box is not None
    assert (box[2] - box[0], box[3] - box[1]) == pytest.approx((72, 72), abs=1)


def test_png_pixels_are_kept_exactly() -> None:
    image = Image.effect_noise((90, 60), 80).convert("RGB")
    with pikepdf.open(io.BytesIO(normalise_picture(saved(image), limits=LIMITS).pdf)) as pdf:
        back = pikepdf.PdfImage(next(iter(pdf.pages[0].get_images().values()))).as_pil_image().convert("RGB")
    assert back.tobytes() == image.tobytes()


@pytest.mark.parametrize("behind", [b"\x00\x00", b"\x00" * 40, b"a second file" * 9])
def test_a_png_with_something_behind_its_end_is_taken_in_without_it(behind: bytes) -> None:
    image = Image.effect_noise((90, 60), 80).convert("RGB")
    result = normalise_picture(saved(image) + behind, limits=LIMITS)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        back = pikepdf.PdfImage(next(iter(pdf.pages[0].get_images().values()))).as_pil_image().convert("RGB")
    assert back.tobytes() == image.tobytes()


def test_transparent_parts_become_white_and_sixteen_bits_become_eight() -> None:
    clear = normalise_picture(saved(Image.new("RGBA", (300, 300), (255, 0, 0, 0))), limits=LIMITS)
    assert drawn(clear.pdf).getpixel((306, 396)) == (255, 255, 255)
    grey = Image.new("I;16", (300, 300), 0x8000)
    deep = normalise_picture(saved(grey), limits=LIMITS)
    assert drawn(deep.pdf).getpixel((306, 396)) == pytest.approx((128, 128, 128), abs=2)
    assert codes(clear) == codes(deep) == ["converted_from_image", "colors_converted"]


def test_print_colours_become_screen_colours(corpus: Path) -> None:
    data = (corpus / "images/pillow-pil_sample_cmyk.jpg").read_bytes()
    result = normalise_picture(data, limits=LIMITS)
    assert codes(result) == ["converted_from_image", "colors_converted"]
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        picture = pikepdf.PdfImage(next(iter(pdf.pages[0].get_images().values()))).as_pil_image()
    assert picture.mode == "RGB"
    assert difference(picture, Image.open(io.BytesIO(data)).convert("RGB")) < 3


def test_a_broken_colour_profile_is_left_out_and_a_sound_one_stays() -> None:
    image = Image.new("RGB", (200, 200), "red")
    sound = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG"):
        broken = normalise_picture(saved(image, kind, icc_profile=b"no profile at all"), limits=LIMITS)
        assert b"ICCBased" not in broken.pdf
        assert b"no profile" not in broken.pdf
        assert drawn(broken.pdf).getpixel((306, 396))[0] > 250
        kept = normalise_picture(saved(image, kind, icc_profile=sound), limits=LIMITS)
        assert b"ICC" in kept.pdf


def test_camera_data_such_as_the_place_does_not_travel() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "A camera maker"
    data = saved(Image.new("RGB", (80, 40), "red"), "JPEG", exif=exif, comment=b"taken at home")
    result = normalise_picture(data, limits=LIMITS)
    assert b"camera maker" in data
    assert b"camera maker" not in result.pdf
    assert b"taken at home" not in result.pdf
    assert "turned_upright" in codes(result)


def test_stripping_a_jpeg_leaves_its_pixels_alone() -> None:
    data = saved(Image.effect_noise((64, 64), 50), "JPEG", comment=b"x" * 300)
    bare = jpeg_without_extras(data, keep_profile=False)
    assert len(bare) < len(data) - 300
    assert Image.open(io.BytesIO(bare)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize(
    ("kind", "options", "filter_name"),
    [
        ("PNG", {}, "/FlateDecode"),
        ("TIFF", {}, "/FlateDecode"),
        ("TIFF", {"compression": "tiff_lzw"}, "/FlateDecode"),
        ("WEBP", {"lossless": True}, "/FlateDecode"),
        ("BMP", {}, "/FlateDecode"),
        ("WEBP", {"quality": 95}, "/DCTDecode"),
        ("AVIF", {"quality": 95}, "/DCTDecode"),
        ("TIFF", {"compression": "jpeg", "quality": 95}, "/DCTDecode"),
    ],
)
def test_each_kind_is_stored_without_loss_or_finely(kind: str, options: dict[str, object], filter_name: str) -> None:
    image = Image.effect_noise((120, 90), 60).convert("RGB").resize((240, 180), Image.Resampling.BICUBIC)
    result = normalise_picture(saved(image, kind, **options), limits=LIMITS)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        picture = next(iter(pdf.pages[0].get_images().values()))
        back = pikepdf.PdfImage(picture).as_pil_image().convert("RGB")
        assert picture.Filter == filter_name
    if filter_name == "/FlateDecode":
        assert back.tobytes() == image.tobytes()
    else:
        assert difference(back, image) < 4


def test_black_and_white_becomes_fax_code_dot_by_dot() -> None:
    image = Image.effect_noise((333, 222), 80).convert("1")
    for data in (saved(image), saved(image, "TIFF"), saved(image, "TIFF", compression="group4"), saved(image, "BMP")):
        with pikepdf.open(io.BytesIO(normalise_picture(data, limits=LIMITS).pdf)) as pdf:
            picture = next(iter(pdf.pages[0].get_images().values()))
            assert list(picture.Filter) == ["/CCITTFaxDecode"]
            assert pikepdf.PdfImage(picture).as_pil_image().convert("1").tobytes() == image.tobytes()


@pytest.mark.parametrize(
    ("name", "mode"), [("RGB_8__128x128", "RGB"), ("RGBA_8__128x128", "RGB"), ("L_8__29x100", "L")]
)
def test_photos_of_phones_are_read_by_content(corpus: Path, name: str, mode: str) -> None:
    data = (corpus / f"images/pillow_heif-{name}.heif").read_bytes()
    result = normalise_picture(data, limits=LIMITS)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        picture = next(iter(pdf.pages[0].get_images().values()))
        assert picture.Filter == "/DCTDecode"
        assert pikepdf.PdfImage(picture).as_pil_image().mode == mode
    assert ("colors_converted" in codes(result)) is ("RGBA" in name)
    assert "turned_upright" not in codes(result)


def test_colours_of_a_phone_become_ordinary_ones_and_lossless_ones_keep_their_profile() -> None:
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    profile = wide.tobytes().replace(b"sRGB", b"P3 x").replace("sRGB".encode("utf-16-be"), "P3 x".encode("utf-16-be"))
    image = Image.new("RGB", (200, 200), (180, 90, 40))
    lossy = normalise_picture(saved(image, "WEBP", icc_profile=profile), limits=LIMITS)
    assert codes(lossy) == ["converted_from_image", "colors_converted"]
    assert b"ICCBased" not in lossy.pdf
    lossless = normalise_picture(saved(image, "WEBP", icc_profile=profile, lossless=True), limits=LIMITS)
    assert b"ICCBased" in lossless.pdf
    assert codes(lossless) == ["converted_from_image"]


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = frames(marked(), marked().convert("L"))
    assert normalise_picture(data, limits=LIMITS).pdf == normalise_picture(data, limits=LIMITS).pdf
