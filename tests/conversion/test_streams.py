from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from postmatch.conversion.streams import (
    balanced,
    is_whole,
    mend_streams,
    pages_named,
    pictures_without_size,
    unreadable_filters,
)
from tests.conversion.pdf_samples import made


def test_the_pages_that_a_message_names_are_found() -> None:
    assert pages_named(["page 3: content", "object 7 0", "x page 12; y", "page 3: again"]) == (3, 12)


def test_text_and_path_that_are_left_open_are_ended() -> None:
    """The path of a broken page once became part of the stamp that was drawn after it."""
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"0 0 9 9 re f BT ET q 50 250 30 30 re Q BT /F1 9 Tf (a) Tj")
        kept = balanced(pikepdf.parse_content_stream(pdf.pages[0]))
    assert kept.endswith(b"Tj\nET\nn")


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


def test_restores_without_a_save_are_taken_out() -> None:
    """Inside a saved state of ours, around a stamp, the spare one would have ended it."""
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"Q 2 0 0 2 0 0 cm q Q Q 0 0 9 9 re f q")
        kept = balanced(pikepdf.parse_content_stream(pdf.pages[0]))
    assert kept.split() == b"2 0 0 2 0 0 cm q Q 0 0 9 9 re f q Q".split()


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


@pytest.mark.parametrize(
    ("packed", "filters", "parameters"),
    [
        (b"\x03abcd\x80", Name.RunLengthDecode, 48),
        (b"61626364>", [Name.ASCIIHexDecode], Dictionary(Predictor=12)),
        (zlib.compress(b"abcd"), Name.FlateDecode, Name.Page),
        (zlib.compress(b"abcd"), [Name.FlateDecode], [7]),
    ],
)
def test_parameters_that_a_filter_cannot_have_are_a_problem_and_are_dropped(
    packed: bytes, filters: object, parameters: object
) -> None:
    """The first two qpdf does not unpack, but calls the file sound; the check of the packet once refused it."""
    with pikepdf.open(io.BytesIO(made())) as pdf:
        pdf.pages[0].Resources.Note = pikepdf.Stream(pdf, packed, Filter=filters, DecodeParms=parameters)
        assert len(unreadable_filters(pdf)) == 1
        mend_streams(pdf)
        assert unreadable_filters(pdf) == []
        assert pdf.pages[0].Resources.Note.read_bytes(pikepdf.StreamDecodeLevel.specialized) == b"abcd"


def test_a_picture_among_the_instructions_needs_a_size() -> None:
    whole, broken = b"BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID FF0000> EI", b"BI /W 8 /HW 8 /CS /RGB ID abc\nEI"
    with pikepdf.open(io.BytesIO(made(page_count=2))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(b"q " + whole + b" Q")
        pdf.pages[1].Contents = pdf.make_stream(b"q " + whole + b" Q " + broken + b" 1 0 0 rg")
        assert pages_named(pictures_without_size(pdf)) == (2,)
        mend_streams(pdf)
        assert pictures_without_size(pdf) == []
        assert len(pikepdf.parse_content_stream(pdf.pages[1])) == 4
