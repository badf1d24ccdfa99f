from __future__ import annotations

import random
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.colors import Color, black, red
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion.page_facts import page_facts
from postmatch.domain.pages import FOOT_POINTS, PageFacts, foot_height


def _drawn(*drawings: Callable[[Canvas], None], size: tuple[float, float] = (612, 792)) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1)
    for draw in drawings:
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _square(left: float, bottom: float, color: Color = black) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.setFillColor(color)
        canvas.rect(left, bottom, 9, 9, stroke=0, fill=1)

    return draw


def _words(words: str, height: float = 400) -> Callable[[Canvas], None]:
    return lambda canvas: canvas.drawString(72, height, words)


def _one(*drawings: Callable[[Canvas], None]) -> PageFacts:
    (page,) = page_facts(_drawn(lambda canvas: [draw(canvas) for draw in drawings]))
    return page


def test_an_empty_page_has_a_size_and_nothing_else() -> None:
    assert _one(lambda canvas: None) == PageFacts(width=612, height=792, text="", body="", foot="")


def test_digests_have_sixteen_digits() -> None:
    page = _one(_words("word"), _square(72, 8))
    assert {len(digest) for digest in (page.text, page.body, page.foot)} == {16}


def test_the_same_drawing_gives_the_same_facts() -> None:
    assert _one(_words("word"), _square(72, 8)) == _one(_words("word"), _square(72, 8))


def test_what_stands_in_the_foot_changes_the_foot_alone() -> None:
    plain, stamped = _one(_words("word")), _one(_words("word"), _square(72, 8))
    assert (plain.body, plain.foot) == (stamped.body, "")
    assert stamped.foot


def test_what_stands_above_the_foot_changes_the_body_alone() -> None:
    page = _one(_square(72, FOOT_POINTS + 2))
    assert page.body
    assert page.foot == ""


def test_a_change_of_colour_is_noticed() -> None:
    """Drawn in grey, a red of the same brightness would be the same page."""
    assert _one(_square(72, 400, red)).body != _one(_square(72, 400, Color(0.3, 0.3, 0.3))).body


def test_a_small_move_is_noticed() -> None:
    assert _one(_square(72, 400)).body != _one(_square(73, 400)).body


def test_white_space_and_line_breaks_do_not_count_as_text() -> None:
    assert _one(_words("one two")).text == _one(_words("one"), _words("two", 380)).text
    assert _one(_words("one two")).text != _one(_words("one too")).text


def test_only_the_pages_asked_for_are_read() -> None:
    pdf = _drawn(*(_words(f"page {number}") for number in range(1, 6)))
    pages = page_facts(pdf)
    assert len(pages) == 5
    assert page_facts(pdf, first=2, last=3) == pages[1:3]
    assert page_facts(pdf, first=4) == pages[3:]
    assert page_facts(pdf, first=6) == ()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_size_and_foot_are_those_of_the_page_as_seen(turn: int) -> None:
    """The lower left corner as seen, wherever the page itself has it."""
    corner = {0: (20, 8), 90: (595, 20), 180: (583, 775), 270: (8, 763)}[turn]
    with pikepdf.open(BytesIO(_drawn(_square(*corner)))) as pdf:
        pdf.pages[0].obj.Rotate = turn
        out = BytesIO()
        pdf.save(out)
    (page,) = page_facts(out.getvalue())
    assert (page.width, page.height) == ((612, 792) if turn % 180 == 0 else (792, 612))
    assert page.body == ""
    assert page.foot


@pytest.mark.parametrize("size", [(3, 3), (1, 200), (200, 1), (14_400, 14_400)])
def test_pages_of_odd_sizes_are_read(size: tuple[float, float]) -> None:
    (page,) = page_facts(_drawn(_words("word"), size=size))
    assert (page.width, page.height) == size


def test_a_page_has_the_same_facts_in_whatever_file_it_stands(corpus: Path) -> None:
    """Scans too: they are smoothed, and a row at the cut between body and foot is made of both sides."""
    noise = Image.frombytes("RGB", (850, 1100), random.Random(7).randbytes(850 * 1100 * 3))
    files = [_drawn(lambda canvas: canvas.drawImage(ImageReader(noise), 0, 0, 612, 792))]
    files += [path.read_bytes() for path in sorted((corpus / "pdf_good").glob("*.pdf"))]
    with pikepdf.new() as together:
        alone = []
        for data in files:
            with pikepdf.open(BytesIO(data)) as pdf:
                if "/OCProperties" in pdf.Root or "/AcroForm" in pdf.Root:
                    continue  # copying pages alone loses layers and fields
                together.add_pages_from(pdf)
            alone += page_facts(data)
        out = BytesIO()
        together.save(out)
    assert len(alone) > 20
    assert list(page_facts(out.getvalue())) == alone


def test_the_foot_is_smaller_on_smaller_pages() -> None:
    assert foot_height(792) == foot_height(1224) == FOOT_POINTS
    assert foot_height(396) == FOOT_POINTS / 2
    assert foot_height(144) == foot_height(72) == 7  # enough for a line that can be read
    assert foot_height(3) == 1.5
