from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from postmatch.conversion.images import normalise_picture
from postmatch.conversion.picture_encoding import jpeg_without_extras
from postmatch.domain.documents import Normalised
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused

LIMITS = Limits()


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def drawn(pdf: bytes, *, scale: float = 1.0) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")


def stored(pdf: bytes) -> tuple[pikepdf.Dictionary, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        picture = next(iter(document.pages[0].get_images().values()))
        return pikepdf.Dictionary(
            {key: picture[key] for key in ("/Width", "/Height", "/Filter")}
        ), picture.read_raw_bytes()


def codes(result: Normalised) -> list[str]:
    return [repair.code.value for repair in result.repairs]


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


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


def test_pictures_cut_short_are_refused() -> None:
    image = Image.effect_noise((400, 400), 80)
    for kind in ("JPEG", "PNG"):
        with pytest.raises(UploadRefused, match="damaged or cut short") as refused:
            normalise_picture(saved(image, kind)[:-5000], limits=LIMITS)
        assert refused.value.reason == "damaged"


@pytest.mark.parametrize("side", [12_000, 60_000])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 9)) + chunk(b"IEND", b"")
    )
    with pytest.raises(UploadRefused, match=f"{side} by {side} pixels") as refused:
        normalise_picture(bomb, limits=LIMITS)
    assert refused.value.reason == "too_large"
