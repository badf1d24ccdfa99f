from __future__ import annotations

import io
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageChops, ImageCms

from postmatch.conversion import Workers
from postmatch.conversion.images import normalise_picture
from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.pages import read_texts
from postmatch.conversion.shrinking import SMALL_BYTES, shrink
from postmatch.conversion.tesseract import available, read_pages
from postmatch.domain.facts import Limits
from postmatch.domain.size import SHRINK_STEPS, choose_steps
from tests.benchmarks.phone_photos import photos
from tests.conversion.pdf_samples import made
from tests.conversion.picture_pages import (
    SIDE,
    as_jpeg,
    as_pixels,
    indexed,
    jpeg,
    scene,
    showing,
    stored,
    with_a_soft_mask,
)

FLOOR = len(SHRINK_STEPS)


def drawn(pdf: bytes, *, dpi: int = 100) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    picture = document[0].render(scale=dpi / 72).to_pil().convert("RGB")
    document.close()
    return picture


def mean_difference(one: bytes, other: bytes) -> float:
    """Of where the sample picture lies, in grey levels; colours count."""
    area = (400, 570, 525, 700)
    pixels = [np.asarray(drawn(pdf).crop(area), np.int16) for pdf in (one, other)]
    return float(np.abs(pixels[0] - pixels[1]).mean())


def picture_in(pdf: bytes) -> tuple[dict[str, object], pikepdf.Object]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        found = opened.pages[0].obj.Resources.XObject.Im0
        facts = {"Width": int(found.Width), "Height": int(found.Height), "Filter": str(found.Filter)}
        return facts, str(found.ColorSpace[0] if isinstance(found.ColorSpace, Array) else found.ColorSpace)


def with_a_profile(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return as_pixels(pdf, space=Array([Name.ICCBased, pdf.make_stream(profile, N=3)]))


def wrapped(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    """As reportlab writes JPEGs: in letters."""
    picture = as_jpeg(pdf)
    letters = picture.read_raw_bytes().hex().encode() + b">"
    picture.write(letters, filter=Array([Name.ASCIIHexDecode, Name.DCTDecode]))
    return picture


@pytest.mark.parametrize(
    ("make", "space"),
    [
        pytest.param(as_jpeg, "/DeviceRGB", id="JPEG"),
        pytest.param(lambda pdf: as_jpeg(pdf, mode="L"), "/DeviceGray", id="grey JPEG"),
        pytest.param(wrapped, "/DeviceRGB", id="JPEG in letters"),
        pytest.param(as_pixels, "/DeviceRGB", id="pixels"),
        pytest.param(lambda pdf: as_pixels(pdf, mode="L"), "/DeviceGray", id="grey pixels"),
        pytest.param(lambda pdf: as_pixels(pdf, mode="L", Decode=Array([1, 0])), "/DeviceGray", id="a negative"),
        pytest.param(with_a_profile, "/ICCBased", id="ICC profile"),
        pytest.param(indexed(8), "/DeviceRGB", id="256 colours"),
        pytest.param(indexed(4), "/DeviceRGB", id="16 colours"),
        pytest.param(with_a_soft_mask, "/DeviceRGB", id="soft mask"),
    ],
)
def test_a_picture_of_this_kind_gets_smaller_and_looks_the_same(make: Callable, space: str) -> None:
    pdf = showing(make)
    result = shrink(pdf, step=FLOOR)
    (picture,) = result.pictures

    assert (picture.page_number, picture.from_dpi, picture.to_dpi) == (1, 600, 150)
    assert picture.to_bytes < 0.3 * picture.from_bytes
    assert len(result.pdf) < len(pdf)
    assert picture_in(result.pdf) == ({"Width": 150, "Height": 150, "Filter": "/DCTDecode"}, space)
    assert mean_difference(pdf, result.pdf) < 5
    assert mean_difference(pdf, made()) > 20, "the comparison looks at the picture"
    assert result.pages == page_facts(result.pdf)


def one_bit(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    noise = np.random.Generator(np.random.PCG64(2)).integers(0, 256, 75 * SIDE, dtype=np.uint8)
    return stored(pdf, noise.tobytes(), scene("1"), Name.DeviceGray, BitsPerComponent=1)


def stencil(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    picture = one_bit(pdf)
    del picture["/ColorSpace"]
    picture["/ImageMask"] = True
    return picture


def sixteen_bits(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    return stored(pdf, scene("L").tobytes() * 2, scene("L"), Name.DeviceGray, BitsPerComponent=16)


def jpeg_2000(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    stream = io.BytesIO()
    scene().save(stream, "JPEG2000", quality_layers=[2])
    return stored(pdf, stream.getvalue(), scene(), Name.DeviceRGB, Filter=Name.JPXDecode)


def other_size_than_said(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    picture = as_jpeg(pdf)
    picture["/Width"] = SIDE - 40
    return picture


def with_a_matte(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    picture = with_a_soft_mask(pdf)
    picture.SMask["/Matte"] = Array([0, 0, 0])
    return picture


def cut_short(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    return stored(pdf, scene().tobytes()[:-5_000], scene(), Name.DeviceRGB)


@pytest.mark.parametrize(
    "make",
    [
        one_bit, stencil, sixteen_bits, jpeg_2000, other_size_than_said, with_a_matte, cut_short,
        pytest.param(lambda pdf: as_jpeg(pdf, mode="CMYK"), id="print colours"),
        pytest.param(lambda pdf: as_pixels(pdf, Mask=Array([0, 9, 0, 9, 0, 9])), id="colour key"),
        pytest.param(lambda pdf: as_pixels(pdf, mode="L", space=Array([Name.Separation, Name.Gold, Name.DeviceGray,
            Dictionary(FunctionType=2, Domain=[0, 1], N=1)])), id="spot colour"),
        pytest.param(lambda pdf: as_jpeg(pdf, DecodeParms=Dictionary(ColorTransform=0)), id="odd JPEG colours"),
    ],
)  # fmt: skip
def test_a_picture_of_this_kind_is_left_alone(make: Callable) -> None:
    pdf = showing(make)
    result = shrink(pdf, step=FLOOR)

    assert result.pictures == ()
    assert result.pdf == pdf
    assert result.pages == page_facts(pdf)


def test_small_pictures_and_those_that_would_not_get_smaller_are_left_alone() -> None:
    emblem = showing(lambda pdf: as_jpeg(pdf, side=100))
    assert len(emblem) < SMALL_BYTES
    assert shrink(emblem, step=FLOOR).pdf == emblem

    once = shrink(showing(as_jpeg, place="300 0 0 300 200 200"), step=FLOOR)
    assert once.pictures[0].from_dpi == 144, "not too many pixels, but stored too finely"
    assert once.pictures[0].to_dpi == 144
    assert shrink(once.pdf, step=FLOOR).pictures == ()


def test_text_and_drawings_are_not_touched() -> None:
    pdf = showing(as_jpeg)
    result = shrink(pdf, step=FLOOR)

    assert read_texts(result.pdf) == read_texts(pdf) == ("Page 1",)
    contents = []
    for data in (pdf, result.pdf):
        with pikepdf.open(io.BytesIO(data)) as opened:
            page = opened.pages[0].obj
            contents.append([part.read_bytes() for part in page.Contents] + [str(page.Resources.Font.F1.BaseFont)])
    assert contents[0] == contents[1]
    words = (60, 300, 300, 450)
    assert not ImageChops.difference(drawn(pdf).crop(words), drawn(result.pdf).crop(words)).getbbox()


def test_a_document_without_pictures_is_the_same_bytes_at_every_step() -> None:
    pdf = made(page_count=3)
    assert {shrink(pdf, step=step).pdf for step in range(1, FLOOR + 1)} == {pdf}


@pytest.mark.parametrize(
    ("place", "dpi"),
    [
        ("72 0 0 72 300 300", 600),
        ("0 72 -72 0 372 300", 600),  # on its side
        ("-144 0 0 144 444 300", 300),  # mirrored
        ("50.9 50.9 -50.9 50.9 300 300", 600),  # askew
        ("36 0 0 144 300 300", 300),  # stretched: what is shown larger counts
        ("0.5 0 0 0.5 0 0 cm 288 0 0 288 300 300", 300),  # two matrices
    ],
)
def test_the_resolution_is_that_of_the_page(place: str, dpi: int) -> None:
    picture = shrink(showing(as_jpeg, place=place), step=FLOOR).pictures[0]
    assert abs(picture.from_dpi - dpi) <= 1
    assert abs(picture.to_dpi - 150) <= 1


def test_a_picture_inside_forms_is_measured_through_them() -> None:
    def make(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        inner = pdf.make_stream(
            b"q 72 0 0 72 0 0 cm /Im0 Do Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 600],
            Matrix=[2, 0, 0, 2, 0, 0], Resources=Dictionary(XObject=Dictionary(Im0=as_jpeg(pdf))),
        )  # fmt: skip
        return pdf.make_stream(
            b"q 0.75 0 0 0.75 5 5 cm /In Do Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 600, 600],
            Resources=Dictionary(XObject=Dictionary(In=inner)),
        )  # fmt: skip

    (picture,) = shrink(showing(make, place="1 0 0 1 0 0"), step=FLOOR).pictures
    assert (picture.from_dpi, picture.to_dpi) == (400, 150)


def test_of_two_uses_the_larger_counts() -> None:
    def again(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(b"\nq 180 0 0 180 10 10 cm /Im0 Do Q"))

    (picture,) = shrink(showing(as_jpeg, more=again), step=FLOOR).pictures
    assert (picture.from_dpi, picture.to_dpi) == (240, 150)


def test_a_picture_that_a_pattern_uses_too_is_left_alone() -> None:
    def more(pdf: pikepdf.Pdf) -> None:
        resources = pdf.pages[0].obj.Resources
        resources["/Pattern"] = Dictionary(P0=pdf.make_stream(
            b"400 0 0 400 0 0 cm /Im0 Do", PatternType=1, PaintType=1, TilingType=1, BBox=[0, 0, 400, 400],
            XStep=400, YStep=400, Resources=Dictionary(XObject=Dictionary(Im0=resources.XObject.Im0)),
        ))  # fmt: skip
        pdf.pages[0].contents_add(pdf.make_stream(b"\n/Pattern cs /P0 scn 0 0 400 400 re f"))

    assert shrink(showing(as_jpeg), step=FLOOR).pictures
    assert shrink(showing(as_jpeg, more=more), step=FLOOR).pictures == ()


def test_each_step_is_smaller_than_the_one_before() -> None:
    pdf = showing(as_jpeg)
    sizes = [len(pdf), *(len(shrink(pdf, step=step).pdf) for step in range(1, FLOOR + 1))]
    assert sizes == sorted(set(sizes), reverse=True)


def test_the_same_step_gives_the_same_bytes() -> None:
    pdf = showing(as_pixels)
    assert shrink(pdf, step=2).pdf == shrink(pdf, step=2).pdf


def test_every_good_file_of_the_corpus_keeps_its_text_and_its_look(corpus: Path) -> None:
    seen = 0
    for path in sorted((corpus / "pdf_good").glob("*.pdf")):
        pdf = path.read_bytes()
        result = shrink(pdf, step=FLOOR)
        if result.pictures:
            seen += 1
            assert read_texts(result.pdf) == read_texts(pdf), path.name
            pixels = [np.asarray(drawn(one, dpi=50), np.int16) for one in (pdf, result.pdf)]
            assert np.abs(pixels[0] - pixels[1]).mean() < 4, path.name
    assert seen >= 1


def test_a_photo_of_48_megapixels_is_shrunk_in_bounds(workers: Workers) -> None:
    small = scene(side=1_000)
    pdf = normalise_picture(jpeg(small.resize((8_000, 6_000)), quality=90), limits=Limits()).pdf
    started = time.monotonic()
    result = workers.shrink(pdf, step=3)

    assert time.monotonic() - started < 30
    assert result == shrink(pdf, step=3)
    assert result.pictures[0].to_dpi == SHRINK_STEPS[2].dpi


def test_a_pile_of_phone_photos_meets_its_target_and_can_still_be_read(corpus: Path) -> None:
    """The pile of docs/size in small: two of its photos, and as much of the 7 MB as is theirs."""
    assert available(), "Tesseract must be here to say anything (apt-get install tesseract-ocr)"
    pile = {name: normalise_picture(data, limits=Limits()).pdf for name, data in photos(corpus, count=2)}
    target = round(7_000_000 / 60_000_000 * sum(map(len, pile.values())))
    shrunk = {}

    def bytes_at(name: str, step: int) -> int:
        shrunk[name, step] = shrink(pile[name], step=step).pdf if step else pile[name]
        return len(shrunk[name, step])

    choice = choose_steps(list(pile), target=target, overhead=0, bytes_at=bytes_at)
    before = sum((words(pdf) for pdf in pile.values()), Counter())
    after = sum((words(shrunk[name, step]) for name, step in choice.steps), Counter())

    assert choice.fits
    assert sum(len(shrunk[one]) for one in choice.steps) <= target
    assert before.total() > 1_000
    assert (before & after).total() >= 0.95 * before.total()


def words(pdf: bytes) -> Counter[str]:
    (text,) = read_pages(pdf, page_numbers=[1]).texts
    return Counter(re.findall(r"\w+", text.lower()))
