from __future__ import annotations

import io

import pikepdf
from pikepdf import Dictionary, Name

from postmatch.conversion.lost_fonts import name_lost_fonts, replace_what_is_no_font
from postmatch.conversion.normalise import normalise
from postmatch.domain.documents import RepairCode, Upload
from postmatch.domain.facts import Limits
from tests.conversion.pdf_samples import made


def lose(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Resources = Dictionary()


def test_a_name_that_leads_to_no_font_becomes_helvetica_and_must_be_looked_at() -> None:
    with pikepdf.open(io.BytesIO(made(lose))) as pdf:
        (repair,) = name_lost_fonts(pdf)
        assert (repair.code, repair.needs_look) == (RepairCode.FONT_REPLACED, True)
        assert pdf.pages[0].Resources.Font.F1.BaseFont == Name.Helvetica
        assert name_lost_fonts(pdf) == []


def test_in_a_form_as_well_which_names_things_for_itself() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"BT /F9 12 Tf (inside) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99],
            Resources=Dictionary(),
        )  # fmt: skip
        form.Resources["/XObject"] = Dictionary(Again=form)  # a form that draws itself ends nothing
        pdf.pages[0].Resources["/XObject"] = Dictionary(X0=form)
        pdf.pages[0].contents_add(pdf.make_stream(b"/X0 Do"))

    with pikepdf.open(io.BytesIO(made(change))) as pdf:
        assert len(name_lost_fonts(pdf)) == 1
        assert list(pdf.pages[0].Resources.XObject.X0.Resources.Font.keys()) == ["/F9"]
        assert list(pdf.pages[0].Resources.Font.keys()) == ["/F1"]


def test_fonts_that_are_there_stay_as_they_are() -> None:
    with pikepdf.open(io.BytesIO(made(page_count=3))) as pdf:
        assert name_lost_fonts(pdf) == []


def test_a_name_that_leads_to_something_else_becomes_helvetica_wherever_text_is_drawn() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form = pdf.make_stream(
            b"BT /F2 12 Tf (inside) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99]
        )
        form.Resources = pdf.make_indirect(Dictionary(Font=pdf.make_indirect(Dictionary(F2=pdf.Root, F3=7))))
        pdf.pages[0].Resources.XObject = Dictionary(X0=form)
        pdf.pages[0].Resources.Font["/F4"] = pdf.make_stream(b"")

    with pikepdf.open(io.BytesIO(made(change))) as pdf:
        (repair,) = replace_what_is_no_font(pdf)
        assert (repair.code, repair.needs_look) == (RepairCode.FONT_REPLACED, True)
        own, inner = pdf.pages[0].Resources.Font, pdf.pages[0].Resources.XObject.X0.Resources.Font
        assert {font.BaseFont for font in (own.F1, own.F4, inner.F2, inner.F3)} == {Name.Helvetica}
        assert replace_what_is_no_font(pdf) == []


def test_a_stream_in_the_place_of_all_fonts_names_none() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources["/Font"] = pdf.make_stream(b"BT ET")

    with pikepdf.open(io.BytesIO(made(change))) as pdf:
        assert replace_what_is_no_font(pdf) == []


def test_the_gate_asks_it_about_damaged_files() -> None:
    broken = made(lose)
    broken = broken[: broken.rindex(b"startxref")]
    result = normalise(Upload("a.pdf", broken), limits=Limits())
    assert {RepairCode.REBUILT, RepairCode.FONT_REPLACED} <= {repair.code for repair in result.repairs}
    assert "Page 1" in result.text
