"""Forms whose fields were stored without a picture: what was typed is seen, or it is said that it is not."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf import normalise_pdf
from postmatch.domain.documents import Normalised, Repair
from postmatch.domain.facts import Limits
from tests.conversion.pdf_samples import made

MULTILINE, COMB, COMBO = 1 << 12, 1 << 24, 1 << 17
RECT = (50, 400, 250, 460)
KEPT = "The form fields became part of the page; what was filled in stays readable."
LETTER = "I worked in Lagos for three years.\rThen I moved to Boston, where I have been observing since March 2025."


def form(*fields: dict[str, object], da: str = "/Helv 10 Tf 0 g", **entries: object) -> Normalised:
    """A form as small programs write it: nothing but values, and a Helv that has no descriptor. It went the way of
    every upload."""

    def change(pdf: pikepdf.Pdf) -> None:
        helv = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        widgets = []
        for number, field in enumerate(fields):
            usual = {"Type": Name.Annot, "Subtype": Name.Widget, "FT": Name.Tx, "T": String(f"f{number}"), "F": 4}
            place = {"Rect": [RECT[0], RECT[1] - 100 * number, RECT[2], RECT[3] - 100 * number], "DA": String(da)}
            widgets.append(pdf.make_indirect(Dictionary(**{**usual, **place, **field})))
        pdf.pages[0].obj["/Annots"] = Array(widgets)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array(widgets), DA=String(da), DR=Dictionary(Font=Dictionary(Helv=helv)), **entries
        )

    return normalise_pdf(made(change), limits=Limits())


def repair(result: Normalised) -> Repair:
    (found,) = result.repairs
    return found


def ink(pdf: bytes, *, number: int = 0) -> tuple[float, float, float, float] | None:
    """What is darkened inside a field, in points from the field's lower left corner; None when it is white."""
    document = pypdfium2.PdfDocument(pdf)
    grey = np.asarray(document[0].render(scale=4).to_pil().convert("L"))
    document.close()
    left, bottom, right, top = RECT[0], RECT[1] - 100 * number, RECT[2], RECT[3] - 100 * number
    rows, columns = np.nonzero(grey[int((792 - top) * 4) : int((792 - bottom) * 4), left * 4 : right * 4] < 160)
    if not len(rows):
        return None
    height = top - bottom
    return columns.min() / 4, height - rows.max() / 4, columns.max() / 4, height - rows.min() / 4


def words(pdf: bytes) -> str:
    return " ".join(read_texts(pdf)[0].split())


@pytest.mark.parametrize("asked_for_all", [True, False])
def test_a_text_of_several_lines_is_wrapped_and_drawn(asked_for_all: bool) -> None:
    result = form({"Ff": MULTILINE, "V": String(LETTER)}, NeedAppearances=asked_for_all)
    assert LETTER.replace("\r", " ") in words(result.pdf)
    left, bottom, right, top = ink(result.pdf)
    assert top - bottom > 30, "more than one line"
    assert (left >= 1.5, right <= 198.5, bottom > 0, top < 60) == (True,) * 4
    assert (repair(result).message, repair(result).needs_look) == (KEPT, True)


def test_a_comb_has_a_letter_in_each_cell() -> None:
    result = form({"Ff": COMB, "MaxLen": 8, "V": String("12345678")})
    assert "12345678" in words(result.pdf).replace(" ", "")
    left, _, right, _ = ink(result.pdf)
    assert left < 25
    assert right > 175


@pytest.mark.parametrize(("quadding", "left", "right"), [(0, 2, 30), (1, 88, 112), (2, 173, 198)])
def test_text_stands_left_in_the_middle_or_right(quadding: int, left: float, right: float) -> None:
    found = ink(form({"V": String("Sauté"), "Q": quadding}).pdf)
    assert found[0] == pytest.approx(left, abs=3)
    assert found[2] == pytest.approx(right, abs=5)


def test_a_size_left_to_the_viewer_fits_the_field() -> None:
    result = form({"Ff": MULTILINE, "V": String(LETTER * 4)}, da="/Helv 0 Tf 0 0 1 rg")
    _, bottom, _, top = ink(result.pdf)
    assert (bottom > 0, top < 60) == (True, True)
    assert words(result.pdf).count("observing") == 4


def test_a_field_that_was_turned_is_drawn_turned() -> None:
    _, bottom, _, top = ink(form({"V": String("Okafor Adaeze"), "MK": Dictionary(R=90)}, da="/Helv 8 Tf 0 g").pdf)
    assert top - bottom > 40


def test_choices_are_drawn_in_the_words_that_were_offered() -> None:
    options = Array([Array([String("ng"), String("Nigeria")]), Array([String("us"), String("United States")])])
    one = {"FT": Name.Ch, "Ff": COMBO, "Opt": options, "V": String("ng")}
    several = {"FT": Name.Ch, "Opt": options, "V": Array([String("ng"), String("us")])}
    result = form(one, several)
    assert words(result.pdf).endswith("Nigeria Nigeria United States")
    assert ink(result.pdf, number=1)


@pytest.mark.parametrize(
    "empty",
    [
        pytest.param({"V": String("Иван Петров")}, id="letters that Helvetica lacks"),
        pytest.param({"V": String("Иван"), "Ff": MULTILINE}, id="the same in several lines"),
        pytest.param({"V": String(LETTER * 60), "Ff": MULTILINE}, id="more than can be read there"),
        pytest.param({"V": String("word " * 400_000), "Ff": MULTILINE}, id="a library"),
        pytest.param({"V": String("123456789"), "Ff": COMB, "MaxLen": 3}, id="more than there are cells"),
        pytest.param({"FT": Name.Btn, "V": Name.Yes, "AS": Name.Yes}, id="a check box that nobody drew"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_no_question_marks_stand_there(empty: dict[str, object]) -> None:
    result = form({"V": String("Okafor")}, empty, empty)
    assert words(result.pdf).endswith("Okafor")
    assert ink(result.pdf)
    assert ink(result.pdf, number=1) is None
    assert repair(result).needs_look
    assert repair(result).message == (
        "The form fields became part of the page. 2 fields could not be drawn and are empty here: print the form to "
        "PDF and add that."
    )


@pytest.mark.parametrize(
    "unseen",
    [
        pytest.param({"V": String("Иван"), "F": 2}, id="hidden"),
        pytest.param({"V": String("Иван"), "Rect": [0, 0, 0, 0]}, id="without a size"),
        pytest.param({"V": String(" ")}, id="without a word"),
        pytest.param({"FT": Name.Btn, "V": Name.Off}, id="an empty box"),
    ],
)
def test_what_nobody_sees_is_not_missed(unseen: dict[str, object]) -> None:
    result = form(unseen)
    assert (repair(result).message, repair(result).needs_look) == (KEPT, False)


def test_a_picture_of_letters_that_we_lack_stays() -> None:
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.acroForm.textfield(name="name", value="Okafor", x=50, y=400, width=200, height=60)
    canvas.showPage()
    canvas.save()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        pdf.pages[0].Annots[0].V = String("Иван")
        pdf.Root.AcroForm.NeedAppearances = True
        changed = io.BytesIO()
        pdf.save(changed)
    result = normalise_pdf(changed.getvalue(), limits=Limits())
    assert "Okafor" in words(result.pdf)
    assert repair(result).message == KEPT
