from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name
from PIL import Image

from postmatch.conversion.jpeg2000 import box_codestreams
from postmatch.conversion.pages import draw_pages

PICTURES = {"grey": Image.linear_gradient("L"), "colours": Image.radial_gradient("L").convert("RGB")}


def codestream(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG2000", no_jp2=True)
    return out.getvalue()


def holding(data: bytes, *, colors: Name = Name.DeviceRGB) -> pikepdf.Pdf:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(256, 256))
    picture = pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=256, Height=256, BitsPerComponent=8, ColorSpace=colors
    )
    picture["/Filter"] = Name.JPXDecode
    page.obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(P=picture))
    page.contents_add(pdf.make_stream(b"256 0 0 256 0 0 cm /P Do"))
    return pdf


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("name", PICTURES)
def test_a_bare_codestream_becomes_a_file_with_the_same_pixels(name: str) -> None:
    picture = PICTURES[name]
    pdf = holding(codestream(picture), colors=Name.DeviceGray if picture.mode == "L" else Name.DeviceRGB)
    before = draw_pages(saved(pdf), page_numbers=[1], width=256)
    box_codestreams(pdf)
    boxed = pdf.pages[0].Resources.XObject.P.read_raw_bytes()
    assert boxed[4:12] == b"jP  \r\n\x87\n"
    with Image.open(io.BytesIO(boxed)) as again, Image.open(io.BytesIO(codestream(picture))) as first:
        assert (again.mode, again.tobytes()) == (first.mode, first.tobytes())
    assert draw_pages(saved(pdf), page_numbers=[1], width=256) == before


def test_a_file_stays_as_it_is() -> None:
    out = io.BytesIO()
    PICTURES["colours"].save(out, "JPEG2000")
    pdf = holding(out.getvalue())
    box_codestreams(pdf)
    assert pdf.pages[0].Resources.XObject.P.read_raw_bytes() == out.getvalue()


@pytest.mark.parametrize("cut", [3, 30, 44, 60])
def test_one_that_breaks_off_is_no_error(cut: int) -> None:
    box_codestreams(holding(codestream(PICTURES["grey"])[:cut]))


def test_one_that_is_packed_once_more_is_unpacked(corpus: Path) -> None:
    with pikepdf.open(corpus / "pdf_good" / "pikepdf-pike-flate-jp2.pdf") as pdf:
        box_codestreams(pdf)
        (picture,) = pdf.pages[0].get_images().values()
        assert picture.Filter == Name.JPXDecode
        with Image.open(io.BytesIO(picture.read_raw_bytes())) as image:
            assert image.size == (picture.Width, picture.Height)
