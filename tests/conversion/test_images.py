from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageStat

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


def test_pictures_cut_short_are_refused_wherever_they_break_off(corpus: Path) -> None:
    image = Image.effect_noise((300, 200), 80).convert("RGB")
    whole = {kind: saved(image, kind) for kind in ("JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF")}
    whole["packed TIFF"] = saved(image, "TIFF", compression="tiff_lzw")
    whole["fax"] = saved(image.convert("1"), "TIFF", compression="group4")
    whole["progressive"] = saved(image, "JPEG", progressive=True)
    whole["lossless WebP"] = saved(image, "WEBP", lossless=True)
    whole["HEIC"] = (corpus / "images/pillow_heif-RGB_8__128x128.heif").read_bytes()
    for kind, data in whole.items():
        assert normalise_picture(data, limits=LIMITS).page_count == 1, kind
        for share in (0.02, 0.1, 0.5, 0.9, 0.99):
            with pytest.raises(UploadRefused, match="damaged or cut short") as refused:
                normalise_picture(data[: int(len(data) * share)], limits=LIMITS)
            assert refused.value.reason == "damaged", (kind, share)


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


def marked() -> Image.Image:
    """A picture that is another one in each of the eight positions."""
    image = Image.new("RGB", (160, 240), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 80, 60), fill=(200, 30, 30))
    draw.rectangle((80, 180, 160, 240), fill=(30, 30, 200))
    draw.polygon(((20, 200), (60, 120), (70, 220)), fill=(20, 150, 40))
    return image


STORED_AS = {  # EXIF orientation -> how an upright picture is stored under it (the inverse of what shows it)
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    return data


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", sorted(STORED_AS))
def test_every_kind_that_can_say_how_it_was_held_comes_out_upright(kind: str, orientation: int) -> None:
    upright = normalise_picture(saved(marked()), limits=LIMITS)
    lying = marked().transpose(STORED_AS[orientation])
    options = {"exif": exif(orientation)} | ({"quality": 95} if kind != "TIFF" else {})
    result = normalise_picture(saved(lying, kind, **options), limits=LIMITS)
    assert difference(drawn(result.pdf), drawn(upright.pdf)) < 1.5
    assert "turned_upright" in codes(result)


def test_a_position_that_only_the_xmp_data_tell_is_honoured() -> None:
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description tiff:Orientation="6"/></x:xmpmeta>'
    lying = marked().transpose(STORED_AS[6])
    result = normalise_picture(saved(lying, "WEBP", xmp=xmp, lossless=True), limits=LIMITS)
    assert codes(result) == ["converted_from_image", "turned_upright"]
    assert drawn(result.pdf).size == (612, 792)


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
            assert picture.Filter == "/CCITTFaxDecode"
            assert pikepdf.PdfImage(picture).as_pil_image().convert("1").tobytes() == image.tobytes()


def frames(*images: Image.Image, kind: str = "TIFF", **options: object) -> bytes:
    return saved(images[0], kind, save_all=True, append_images=list(images[1:]), **options)


def test_every_frame_of_a_tiff_is_a_page_of_its_own_size_and_colours() -> None:
    pages = (
        Image.new("1", (850, 1100), 1),
        Image.new("L", (400, 300), 100),
        Image.new("RGB", (300, 400), (10, 200, 10)),
        Image.new("CMYK", (300, 400), (0, 255, 255, 0)),
        Image.new("I;16", (300, 400), 0x4000),
    )
    result = normalise_picture(frames(*pages), limits=LIMITS)
    assert result.page_count == 5
    assert codes(result) == ["converted_from_image", "colors_converted", "colors_converted"]
    document = pypdfium2.PdfDocument(result.pdf)
    shown = [document[index].render(scale=1).to_pil().convert("RGB") for index in range(5)]
    assert [page.size for page in shown] == [(612, 792), (792, 612), (612, 792), (612, 792), (612, 792)]
    middles = [page.getpixel((page.width // 2, page.height // 2)) for page in shown]
    assert middles[0] == (255, 255, 255)
    assert middles[1] == pytest.approx((100, 100, 100), abs=2)
    assert middles[2] == pytest.approx((10, 200, 10), abs=2)
    assert middles[3][0] > 200 > 60 > middles[3][1]
    assert middles[4] == pytest.approx((64, 64, 64), abs=2)


def test_each_frame_is_turned_by_its_own_note() -> None:
    stream = io.BytesIO()
    with (
        Image.new("RGB", (1, 1)) as _,
        __import__("PIL.TiffImagePlugin", fromlist=["x"]).AppendingTiffWriter(stream, new=True) as writer,
    ):
        for orientation in (1, 6, 3):
            lying = marked().transpose(STORED_AS[orientation]) if orientation > 1 else marked()
            lying.save(writer, "TIFF", exif=exif(orientation))
            writer.newFrame()
    result = normalise_picture(stream.getvalue(), limits=LIMITS)
    document = pypdfium2.PdfDocument(result.pdf)
    shown = [document[index].render(scale=1).to_pil().convert("RGB") for index in range(3)]
    assert difference(shown[0], shown[1]) < 1.5
    assert difference(shown[0], shown[2]) < 1.5
    assert codes(result) == ["converted_from_image", "turned_upright"]


def test_smaller_copies_inside_a_tiff_are_no_pages() -> None:
    large, small = marked(), marked().resize((40, 60))
    result = normalise_picture(frames(large, small, tiffinfo={}), limits=LIMITS)
    assert result.page_count == 2
    copy = frames(large, small)
    first_end = copy.index(b"\xfe\x00\x04\x00") if b"\xfe\x00\x04\x00" in copy else -1
    assert first_end == -1, "Pillow writes no NewSubfileType, so it is added below"
    tagged = saved(small, "TIFF", tiffinfo={0x00FE: 1})
    assert normalise_picture(tagged, limits=LIMITS).page_count == 1


@pytest.mark.parametrize(
    ("kind", "options"), [("GIF", {}), ("WEBP", {"lossless": True}), ("PNG", {}), ("AVIF", {})], ids=lambda v: str(v)
)
def test_of_a_moving_picture_the_first_frame_is_taken_and_that_is_said(kind: str, options: dict[str, object]) -> None:
    moving = frames(Image.new("RGB", (300, 300), (200, 0, 0)), Image.new("RGB", (300, 300), (0, 0, 200)), kind=kind)
    result = normalise_picture(moving, limits=LIMITS)
    assert result.page_count == 1
    assert "first_frame_only" in codes(result)
    assert next(repair for repair in result.repairs if repair.code == "first_frame_only").needs_look
    assert drawn(result.pdf).getpixel((306, 396))[0] > 180
    still = normalise_picture(saved(Image.new("RGB", (300, 300), "red"), kind, **options), limits=LIMITS)
    assert "first_frame_only" not in codes(still)


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


def test_a_damaged_photo_of_a_phone_is_refused(corpus: Path) -> None:
    with pytest.raises(UploadRefused, match="damaged or cut short"):
        normalise_picture((corpus / "images/pillow_heif-corrupted.heic").read_bytes(), limits=LIMITS)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "AVIF"])
def test_too_many_pixels_are_refused_in_every_kind(kind: str) -> None:
    data = saved(Image.new("RGB", (64, 48)), kind)
    assert normalise_picture(data, limits=Limits(image_pixels=64 * 48)).page_count == 1
    with pytest.raises(UploadRefused, match="64 by 48 pixels") as refused:
        normalise_picture(data, limits=Limits(image_pixels=64 * 48 - 1))
    assert refused.value.reason == "too_large"


def test_heic_has_the_same_limit(corpus: Path) -> None:
    data = (corpus / "images/pillow_heif-RGB_8__128x128.heif").read_bytes()
    with pytest.raises(UploadRefused, match="128 by 128 pixels"):
        normalise_picture(data, limits=Limits(image_pixels=16_000))


def test_frames_are_limited_one_by_one_together_and_in_number() -> None:
    limits = Limits(image_pixels=1_000, upload_pages=8)
    small = Image.new("L", (30, 30))
    assert normalise_picture(frames(*[small] * 5), limits=limits).page_count == 5
    with pytest.raises(UploadRefused, match="together") as in_all:
        normalise_picture(frames(*[small] * 6), limits=limits)
    assert in_all.value.reason == "too_large"
    with pytest.raises(UploadRefused, match="40 by 40 pixels"):
        normalise_picture(frames(small, Image.new("L", (40, 40))), limits=limits)
    with pytest.raises(UploadRefused, match="pages") as in_number:
        normalise_picture(frames(*[Image.new("L", (2, 2))] * 9), limits=limits)
    assert in_number.value.reason == "too_many_pages"


def test_the_gif_of_four_gigapixels_is_refused(corpus: Path) -> None:
    with pytest.raises(UploadRefused, match="more pixels than the 120 megapixels"):
        normalise_picture((corpus / "images/pillow-decompression_bomb.gif").read_bytes(), limits=LIMITS)


def test_colours_of_a_phone_become_ordinary_ones_and_lossless_ones_keep_their_profile() -> None:
    wide = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    profile = (
        wide.tobytes().replace("sRGB".encode(), b"P3 x").replace("sRGB".encode("utf-16-be"), "P3 x".encode("utf-16-be"))
    )
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
