"""The stamp is read back letter by letter, with PDFium: where it stands, how it stands, and what it says."""

from __future__ import annotations

from ctypes import byref, c_double, c_int
from io import BytesIO
from itertools import product
from math import degrees

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from PIL import ImageChops
from pypdf import PdfReader, PdfWriter

from postmatch.conversion.page_facts import page_facts, stamped_page_facts
from postmatch.domain.pages import foot_height
from postmatch.packet.page_contents import look_at
from postmatch.packet.stamp import Stamp, write_stamps
from tests.packet.packets import edited, text_pdf, untimed

OURS = Stamp("Adaeze Okafor", "12345678")
WORDS = "Adaeze Okafor, AAMC ID 12345678, page 1 of 1"


def _stamped(pdf: bytes, stamp: Stamp = OURS) -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(pdf)))
    write_stamps(writer, stamp, [look_at(page) for page in writer.pages])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _page(size: tuple[float, float] = (612, 792), **entries: object) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj[f"/{key}"] = Array(value) if isinstance(value, list) else value

    return edited(text_pdf("words", size=size), change)


def _drawing(instructions: bytes, **resources: pikepdf.Object) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pdf.make_stream(instructions)
        pdf.pages[0].obj.Resources = Dictionary(resources)

    return edited(text_pdf("words"), change)


def _places(pdf: bytes) -> list[tuple[str, float, float, float]]:
    """Letter, distance from the left and the lower edge of the page as seen, and degrees it is turned by: of what
    the stamp wrote, the last letters of the page."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text_page = page.get_textpage()
    count = text_page.count_chars()
    places = [_place(page, text_page, index) for index in range(max(0, count - len(WORDS)), count)]
    text_page.close()
    page.close()
    document.close()
    return places


def _place(page: pypdfium2.PdfPage, text_page: pypdfium2.PdfTextPage, index: int) -> tuple[str, float, float, float]:
    x, y, across, down = c_double(), c_double(), c_int(), c_int()
    pdfium.FPDFText_GetCharOrigin(text_page, index, byref(x), byref(y))
    width, height = page.get_size()
    columns, rows = round(width * 100), round(height * 100)
    pdfium.FPDF_PageToDevice(page, 0, 0, columns, rows, 0, x.value, y.value, byref(across), byref(down))
    turned = degrees(pdfium.FPDFText_GetCharAngle(text_page, index))
    # the angle is told in the space of the page; a viewer turns it by /Rotate, clockwise
    seen = (turned + 90 * pdfium.FPDFPage_GetRotation(page)) % 360
    return chr(pdfium.FPDFText_GetUnicode(text_page, index)), across.value / 100, (rows - down.value) / 100, seen


def _assert_upright_in_the_foot(pdf: bytes, size: tuple[float, float], words: str = WORDS) -> None:
    places = _places(pdf)
    assert "".join(letter for letter, *_ in places) == words
    lefts = [left for _, left, _, _ in places]
    assert lefts == sorted(lefts)
    assert 0 < lefts[0] < lefts[-1] < size[0]
    assert {round(height, 1) for _, _, height, _ in places} == {round(places[0][2], 1)}
    assert 0 < places[0][2] < foot_height(size[1])
    assert all(min(angle, 360 - angle) < 0.5 for *_, angle in places)


SIZES = [(612, 792), (595, 842), (792, 612), (1224, 792), (144, 144), (252, 144), (72, 72), (72, 1000), (1000, 72)]
BOXES = [None, [100, 150, 400, 700], [-50, -60, 300, 340], [400, 700, 100, 150]]


@pytest.mark.parametrize("size", SIZES)
def test_it_stands_upright_in_the_foot_of_pages_of_any_size(size: tuple[float, float]) -> None:
    _assert_upright_in_the_foot(_stamped(_page(size)), size)


@pytest.mark.parametrize(("turn", "crop"), list(product([0, 90, 180, 270], BOXES)))
def test_it_stands_upright_on_turned_and_cropped_pages(turn: int, crop: list[int] | None) -> None:
    boxes = {} if crop is None else {"CropBox": crop}
    page = _page(Rotate=turn, **boxes)
    with pypdfium2.PdfDocument(page) as document:
        size = document[0].get_size()
    _assert_upright_in_the_foot(_stamped(page), size)


@pytest.mark.parametrize(
    "boxes",
    [
        {"MediaBox": [-300, -400, 312, 392]},
        {"MediaBox": [612, 792, 0, 0]},
        {"MediaBox": [10.5, 20.25, 622.5, 812.25], "CropBox": [0, 0, 5000, 5000]},
        {"UserUnit": 2},
        {"Rotate": -90},
        {"Rotate": 450},
    ],
    ids=str,
)
def test_it_finds_the_visible_area(boxes: dict[str, object]) -> None:
    page = _page(**boxes)
    with pypdfium2.PdfDocument(page) as document:
        size = document[0].get_size()
    _assert_upright_in_the_foot(_stamped(page), size)


@pytest.mark.parametrize(
    "instructions",
    [
        b"0.5 0 0 0.5 300 300 cm",
        b"q 0 1 -1 0 0 0 cm",
        b"q q q 2 0 0 2 0 0 cm 100 100 10 10 re W n",
        b"Q Q 0.5 0 0 0.5 0 0 cm",
        b"q Q Q q -1 0 0 1 612 0 cm",
        b"BT 3 Tr 200 Tz 5 Tw 9 Ts ET",
        b"0 0 1 1 re W n",
        b"BT (q q q and Q) Tj ET 0 1 -1 0 612 0 cm",
        b"BI /W 1 /H 1 /BPC 8 /CS /G ID q EI 2 0 0 2 0 0 cm",
        b"",
    ],
)
def test_what_the_page_left_open_does_not_move_it(instructions: bytes) -> None:
    _assert_upright_in_the_foot(_stamped(_drawing(instructions)), (612, 792))


def test_a_page_without_contents_or_resources_is_stamped() -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj["/Contents"]
        del pdf.pages[0].obj["/Resources"]

    _assert_upright_in_the_foot(_stamped(edited(text_pdf("words"), empty)), (612, 792))


def test_a_page_that_was_stamped_before_keeps_its_old_stamp() -> None:
    """The old font has a name of ours too, and other letters; PDFium sorts the letters of both into one line."""
    once = _stamped(text_pdf("words"), Stamp("Grace Mensah"))
    (page,) = stamped_page_facts(_stamped(once))
    (before,) = page_facts(once)
    assert page.stamp is not None
    assert (page.stamp.text, page.stamp.is_upright) == (WORDS, True)
    assert (page.facts.text, page.facts.body, page.facts.foot) == (before.text, before.body, before.foot)


def test_a_footer_in_hebrew_is_read_as_it_was_before_the_stamp_came_into_its_line() -> None:
    """PDFium sorts a line by the direction of most of its letters, and those of the stamp run to the right."""

    def change(pdf: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        font.ToUnicode = pdf.make_stream(
            b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <ff> endcodespacerange "
            b"1 beginbfrange <61> <7a> <05d0> endbfrange endcmap end"
        )
        pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(F1=font))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"BT /F1 8 Tf 72 13 Td (abcd efgh HI) Tj ET")

    plain = edited(text_pdf("words"), change)
    stamped = _stamped(plain)
    with pypdfium2.PdfDocument(plain) as one, pypdfium2.PdfDocument(stamped) as other:
        before, after = (pdf[0].get_textpage().get_text_range() for pdf in (one, other))
    assert after.endswith(WORDS)
    assert not after.startswith(before), "PDFium no longer turns the line round"
    (page,) = stamped_page_facts(stamped)
    assert page.facts.text == page_facts(plain)[0].text


def test_it_can_be_read_on_a_black_page() -> None:
    with pypdfium2.PdfDocument(_stamped(_drawing(b"0 g 0 0 612 792 re f"))) as document:
        picture = document[0].render(scale=2).to_pil().convert("L")
    foot = picture.crop((0, picture.height - 48, picture.width, picture.height))
    white = sum(1 for shade in foot.get_flattened_data() if shade > 250)
    assert white > 0.5 * 2 * 165 * 2 * 10  # most of a ground of about 165 by 10 points
    above = picture.crop((0, 0, picture.width, picture.height - 48))
    assert above.getextrema() == (0, 0)


def test_nothing_above_the_foot_changes() -> None:
    before, after = text_pdf("words", pages=2), _stamped(text_pdf("words", pages=2))
    for index in range(2):
        pictures = []
        for pdf in (before, after):
            with pypdfium2.PdfDocument(pdf) as document:
                pictures.append(document[index].render(scale=1).to_pil().convert("RGB"))
        left, top, right, bottom = ImageChops.difference(*pictures).getbbox()
        assert 792 - 24 <= top < bottom <= 792
        assert 0 < left < right < 612


def test_all_pages_share_one_embedded_font() -> None:
    with pikepdf.open(BytesIO(_stamped(text_pdf("words", pages=5)))) as pdf:
        fonts = {page.obj.Resources.Font.Stamp.objgen for page in pdf.pages}
        assert len(fonts) == 1
        assert "/FontFile2" in pdf.pages[0].obj.Resources.Font.Stamp.FontDescriptor
        assert "/ToUnicode" in pdf.pages[0].obj.Resources.Font.Stamp


def test_a_screen_reader_passes_it_over() -> None:
    with pikepdf.open(BytesIO(_stamped(text_pdf("words")))) as pdf:
        last = pdf.pages[0].obj.Contents[-1].read_bytes()
    assert b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC" in last
    assert last.rstrip().endswith(b"EMC\nQ")


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        (Stamp("Adaeze Okafor", "12345678"), "Adaeze Okafor, AAMC ID 12345678, page 3 of 41"),
        (Stamp("Adaeze Okafor"), "Adaeze Okafor, page 3 of 41"),
        (Stamp("", "12345678"), "AAMC ID 12345678, page 3 of 41"),
        (Stamp(), "page 3 of 41"),
        (Stamp(" Łukasz\n Żółć 🎓 "), "Łukasz Żółć, page 3 of 41"),
        (Stamp("أديزي"), "…, page 3 of 41"),
    ],
)
def test_unknown_parts_are_left_out_and_names_are_cleaned(stamp: Stamp, words: str) -> None:
    assert stamp.text(3, 41) == words


def test_a_very_long_name_is_cut_short() -> None:
    words = Stamp("Maximiliana " * 30, "12345678").text(1, 9)
    assert words.endswith("…, AAMC ID 12345678, page 1 of 9")
    assert len(words) < 110


@untimed
@given(st.text(max_size=60), st.text(max_size=12))
def test_any_name_can_be_stamped(name: str, aamc_id: str) -> None:
    assert _stamped(text_pdf("words"), Stamp(name, aamc_id)).startswith(b"%PDF-")


def test_the_same_stamp_gives_the_same_bytes() -> None:
    assert _stamped(text_pdf("words", pages=3)) == _stamped(text_pdf("words", pages=3))
