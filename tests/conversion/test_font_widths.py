from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from postmatch.conversion.pdf import normalise_pdf
from postmatch.domain.facts import Limits
from tests.conversion.pdf_samples import made

THRICE = """
import sys
from postmatch.conversion.page_facts import page_facts
pdf = sys.stdin.buffer.read()
print(*(page_facts(pdf)[0].body for _ in range(3)))
"""


def in_font(name: str, **entries: object) -> bytes:
    with pikepdf.open(io.BytesIO(made())) as pdf:
        font = pdf.pages[0].Resources.Font.F1
        font.Subtype, font.BaseFont, font.Encoding = Name.TrueType, Name("/" + name), Name.WinAnsiEncoding
        font.FontDescriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name("/" + name), Flags=0x20, StemV=120)
        for key, value in entries.items():
            font["/" + key] = value
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def drawn_in_a_new_process(pdf: bytes) -> list[bytes]:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", THRICE], input=pdf, cwd=root, capture_output=True, check=True)
    return done.stdout.split()


def test_a_page_in_a_font_that_nobody_has_looks_the_same_each_time_it_is_drawn() -> None:
    """The digests of the gate once came from the first drawing of a process, and those of the packet from a later."""
    raw = in_font("Okafor")
    assert len(set(drawn_in_a_new_process(raw))) > 1, "PDFium no longer needs this repair"
    result = normalise_pdf(raw, limits=Limits())
    assert [(repair.code.value, repair.needs_look) for repair in result.repairs] == [("font_replaced", True)]
    assert len(set(drawn_in_a_new_process(result.pdf))) == 1
    assert normalise_pdf(result.pdf, limits=Limits()).repairs == ()


def test_a_font_whose_program_is_broken_counts_as_one_that_nobody_has() -> None:
    with pikepdf.open(io.BytesIO(in_font("Okafor"))) as pdf:
        pdf.pages[0].Resources.Font.F1.FontDescriptor.FontFile2 = pdf.make_stream(b"no font at all")
        out = io.BytesIO()
        pdf.save(out)
    result = normalise_pdf(out.getvalue(), limits=Limits())
    assert [repair.code.value for repair in result.repairs] == ["font_replaced"]
    assert len(set(drawn_in_a_new_process(result.pdf))) == 1


_NO_FONTS = {
    "the catalogue": lambda pdf: pdf.Root,
    "nothing": lambda pdf: Dictionary(),
    "a font without a name": lambda pdf: pdf.make_indirect(Dictionary(Subtype=Name.TrueType)),
    "a font inside the resources": lambda pdf: Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Okafor),
}


@pytest.mark.parametrize("font", _NO_FONTS.values(), ids=_NO_FONTS)
def test_nor_does_what_stands_in_the_place_of_a_font_change_how_a_page_looks(
    font: Callable[[pikepdf.Pdf], pikepdf.Object],
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.Font["/F1"] = font(pdf)

    raw = made(change)
    assert len(set(drawn_in_a_new_process(raw))) > 1, "PDFium no longer needs this repair"
    result = normalise_pdf(raw, limits=Limits())
    assert [(repair.code.value, repair.needs_look) for repair in result.repairs] == [("font_replaced", True)]
    assert len(set(drawn_in_a_new_process(result.pdf))) == 1
    assert normalise_pdf(result.pdf, limits=Limits()).repairs == ()


@pytest.mark.parametrize("name", ["Helvetica-Bold", "Arial,Bold", "ArialMT", "TimesNewRomanPSMT", "Courier New"])
def test_fonts_that_every_viewer_brings_need_no_widths(name: str) -> None:
    data = in_font(name)
    assert normalise_pdf(data, limits=Limits()).repairs == ()
    assert len(set(drawn_in_a_new_process(data))) == 1


def test_a_font_that_is_measured_is_left_as_it_is() -> None:
    measured = in_font("Okafor", FirstChar=32, LastChar=126, Widths=Array([500] * 95))
    assert normalise_pdf(measured, limits=Limits()).repairs == ()
