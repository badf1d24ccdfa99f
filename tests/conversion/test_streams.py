from __future__ import annotations

import io
import zlib

import pikepdf
from pikepdf import Name

from postmatch.conversion.streams import is_whole, mend_streams, pages_named, unreadable_filters
from tests.conversion.pdf_samples import made


def test_the_pages_that_a_message_names_are_found() -> None:
    assert pages_named(["page 3: content", "object 7 0", "x page 12; y", "page 3: again"]) == (3, 12)


def test_what_can_be_unpacked_before_the_break_is_kept() -> None:
    packed = zlib.compress(b"0 g 1 1 1 1 re f\n" * 50_000)
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.pages[0].Contents = pikepdf.Stream(pdf, packed[: len(packed) // 2], Filter=Name.FlateDecode)
        mend_streams(pdf)
        kept = pdf.pages[0].Contents.read_bytes()
    assert kept.count(b" re") > 10_000


def test_open_graphics_states_are_closed_and_rubbish_is_dropped() -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"q q 1 0 0 rg 0 0 9 9 re f %%% garbage\x01 Q")
        mend_streams(pdf)
        operators = [str(item.operator) for item in pikepdf.parse_content_stream(pdf.pages[0])]
    assert operators.count("q") == operators.count("Q") == 2
    assert "f" in operators


def test_a_stream_that_only_warns_is_not_whole_until_it_is_mended() -> None:
    """qpdf unpacks a stream without its end and merely warns; verification of the packet counts the warning."""
    packed = zlib.compress(b"%!PS-AdobeFont-1.0: Okafor\n" * 50)
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.pages[0].Resources.Note = pikepdf.Stream(pdf, packed[:-4], Filter=Name.FlateDecode)
        assert not is_whole(pdf)
        mend_streams(pdf)
        assert is_whole(pdf)
        assert pdf.pages[0].Resources.Note.read_bytes().count(b"Okafor") == 50


def test_filters_that_do_not_exist_are_problems_and_what_they_hold_is_given_up() -> None:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.pages[0].Resources.Note = pikepdf.Stream(pdf, b"?", Filter=Name.Magic)
        assert len(unreadable_filters(pdf)) == 1
        assert not is_whole(pdf)
        mend_streams(pdf)
        assert unreadable_filters(pdf) == []
        assert pdf.pages[0].Resources.Note.read_bytes() == b""
