from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter

from postmatch.conversion.images import normalise_picture
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion.picture_samples import STORED_AS, codes, difference, drawn, exif, frames, marked, saved

LIMITS = Limits()


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


def written_one_by_one(*images: tuple[Image.Image, dict[str, object]]) -> bytes:
    """A TIFF whose frames have tags of their own, which Pillow's ``save_all`` does not write."""
    stream = io.BytesIO()
    with AppendingTiffWriter(stream, new=True) as writer:
        for image, options in images:
            image.save(writer, "TIFF", **options)
            writer.newFrame()
    return stream.getvalue()


def test_each_frame_is_turned_by_its_own_note() -> None:
    lying = [(marked().transpose(STORED_AS[position]), {"exif": exif(position)}) for position in (6, 3)]
    result = normalise_picture(written_one_by_one((marked(), {}), *lying), limits=LIMITS)
    document = pypdfium2.PdfDocument(result.pdf)
    shown = [document[index].render(scale=1).to_pil().convert("RGB") for index in range(3)]
    assert difference(shown[0], shown[1]) < 1.5
    assert difference(shown[0], shown[2]) < 1.5
    assert codes(result) == ["converted_from_image", "turned_upright"]


def test_smaller_copies_and_masks_inside_a_tiff_are_no_pages() -> None:
    small = marked().resize((40, 60))
    data = written_one_by_one(
        (marked(), {}), (small, {"tiffinfo": {0x00FE: 1}}), (marked(), {}), (small, {"tiffinfo": {0x00FE: 4}})
    )
    assert normalise_picture(data, limits=LIMITS).page_count == 2
    only_small = saved(small, "TIFF", tiffinfo={0x00FE: 1})
    assert normalise_picture(only_small, limits=LIMITS).page_count == 1


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
