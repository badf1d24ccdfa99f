"""Pages that are pictures, in whatever mixture with text, and pages that only hold some."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion import Workers
from postmatch.conversion.page_facts import read_pages
from postmatch.domain.documents import ReasonCode, Upload
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused

PROSE = "She examined four patients on every day of the rotation and wrote their notes. " * 5
Page = Callable[[Canvas], object]


def picture(canvas: Canvas, width: float = 612, height: float = 792) -> None:
    canvas.drawImage(ImageReader(Image.effect_noise((60, 80), 90)), 0, 0, width, height)


def words(canvas: Canvas, text: str = PROSE) -> None:
    for line in range(0, len(text), 80):
        canvas.drawString(40, 700 - line / 4, text[line : line + 80])


def in_strips(canvas: Canvas) -> None:
    for number in range(8):
        canvas.drawImage(ImageReader(Image.effect_noise((60, 10), 90)), 0, 99 * number, 612, 99)


def in_a_form(canvas: Canvas) -> None:
    canvas.beginForm("scan")
    picture(canvas, 306, 396)
    canvas.endForm()
    canvas.scale(2, 2)
    canvas.doForm("scan")


def passport(canvas: Canvas) -> None:
    picture(canvas, 354, 249)  # 125 mm by 88
    words(canvas, "Copy of my passport")


def marked(canvas: Canvas) -> None:
    picture(canvas)
    words(canvas, "Scanned with CamScanner")


def searchable(canvas: Canvas) -> None:
    picture(canvas)
    words(canvas)


def with_a_logo(canvas: Canvas) -> None:
    picture(canvas, 120, 60)
    words(canvas, "Curriculum vitae")


def letters_as_lines(canvas: Canvas) -> None:
    canvas.bezier(100, 100, 200, 300, 300, 100, 400, 300)


def pages(*drawn: Page) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=True)
    for page in drawn:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize("page", [picture, in_strips, in_a_form, passport, marked, letters_as_lines])
def test_a_page_that_says_more_in_pictures_than_in_text(page: Page) -> None:
    assert read_pages(pages(page), max_characters=10_000).unread == (1,)


@pytest.mark.parametrize("page", [words, searchable, with_a_logo, lambda canvas: None])
def test_a_page_whose_text_is_what_stands_on_it(page: Page) -> None:
    assert read_pages(pages(page), max_characters=10_000).unread == ()


def test_pages_whose_text_is_cut_off_were_not_read() -> None:
    assert read_pages(pages(words, words, words), max_characters=600).unread == (2, 3)


def test_the_gate_tells_the_numbers_of_the_pages(workers: Workers) -> None:
    result = workers.normalise(Upload("mixed.pdf", pages(words, picture, words, marked)), limits=Limits())
    assert result.unread_pages == (2, 4)


def nested(times: int) -> bytes:
    """A form that draws itself so many times, without end."""
    pdf = pikepdf.open(io.BytesIO(pages(in_a_form)))
    form = next(
        thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
    )
    form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Own=form))
    form.write(b"/Own Do " * times)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_a_form_that_draws_itself_is_read_to_its_end() -> None:
    assert read_pages(nested(1), max_characters=10_000).unread == ()


def test_a_form_that_draws_itself_ever_more_often_costs_its_refusal_and_no_more(workers: Workers) -> None:
    with pytest.raises(UploadRefused) as refused:
        workers.normalise(Upload("nested.pdf", nested(2)), limits=Limits())
    assert refused.value.reason in (ReasonCode.MEMORY, ReasonCode.TIMEOUT)
    assert workers.normalise(Upload("sound.pdf", pages(words)), limits=Limits()).page_count == 1
