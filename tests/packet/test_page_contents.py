from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from pypdf import PdfReader

from postmatch.packet.page_contents import PageContents, look_at
from tests.packet.packets import edited, text_pdf


def _looked_at(*streams: bytes) -> PageContents:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pikepdf.Array([pdf.make_stream(data) for data in streams])

    return look_at(PdfReader(BytesIO(edited(text_pdf("words"), change))).pages[0])


@pytest.mark.parametrize(
    ("instructions", "states"),
    [
        (b"", (0, 0)),
        (b"q 1 0 0 1 0 0 cm Q", (0, 0)),
        (b"q\nQ\nq\r\nQ", (0, 0)),
        (b"q q Q", (0, 1)),
        (b"Q", (1, 0)),
        (b"Q q", (1, 1)),
        (b"q[1]0 d Q/Name gs q(x)Tj", (0, 1)),
        (b"BT (q) Tj (not q here) Tj ET", (0, 0)),
        (b"BT (q q q) Tj ET q", (0, 1)),
        (b"BT (Q ) Tj ET Q", (1, 0)),
        (b"/q gs /Q Do", (0, 0)),
        (b"BI /W 3 /H 1 /BPC 8 /CS /G ID q Q EI q", (0, 1)),
    ],
)
def test_states_that_are_missing_or_left_open_are_counted(instructions: bytes, states: tuple[int, int]) -> None:
    found = _looked_at(instructions)
    assert (found.missing_states, found.open_states) == states


def test_states_are_counted_over_all_streams_of_a_page() -> None:
    assert _looked_at(b"q q", b"Q", b"Q") == PageContents()


def test_marks_are_found_in_the_order_of_the_page() -> None:
    found = _looked_at(b"/P <</MCID 3>> BDC EMC /Span<< /MCID\n0 /Lang (en)>>BDC EMC", b"/P <</MCID 3>> BDC EMC")
    assert found.marks == (3, 0)


def test_numbers_beyond_reason_are_no_marks() -> None:
    assert _looked_at(b"/P <</MCID 99999999999>> BDC EMC").marks == ()


def test_instructions_that_cannot_be_unpacked_leave_nothing_open() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Contents = pikepdf.Stream(pdf, b"not compressed", Filter=pikepdf.Name.FlateDecode)

    broken = edited(text_pdf("words"), change)
    assert look_at(PdfReader(BytesIO(broken)).pages[0]) == PageContents()
