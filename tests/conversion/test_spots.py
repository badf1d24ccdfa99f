"""Sensitive numbers on real pages: found where they are drawn, however the page is turned, and told masked."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy
import pikepdf
import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion import Workers
from postmatch.conversion.spots import MOST_SPOTS, find_spots, locate_spots
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.domain.pages import SpotKind
from postmatch.domain.sensitive_numbers import sensitive_spans


def drawn(*lines: str, at: tuple[float, float] = (100, 600), pages: int = 1) -> bytes:
    """Letter pages with the lines in Helvetica 12, 14 points apart, downwards from ``at``."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792))
    for _ in range(pages):
        for index, line in enumerate(lines):
            canvas.drawString(at[0], at[1] - 14 * index, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def placed(*words: tuple[float, float, str, str, float]) -> bytes:
    """A letter page with each word at its place: x, y, words, font and size."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792))
    for x, y, text, font, size in words:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
    canvas.save()
    return stream.getvalue()


def changed(pdf: bytes, **entries: object) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for key, value in entries.items():
            document.pages[0].obj[f"/{key}"] = value  # type: ignore[assignment]
        stream = io.BytesIO()
        document.save(stream)
    return stream.getvalue()


def ink_outside(pdf: bytes, *boxes: tuple[float, float, float, float], page_number: int = 1) -> int:
    """Dark pixels of a page that are left when the boxes are painted white."""
    picture = pypdfium2.PdfDocument(pdf)[page_number - 1].render(scale=2, grayscale=True).to_numpy().squeeze().copy()
    height, width = picture.shape
    for left, top, right, bottom in boxes:
        picture[round(top * height) : round(bottom * height) + 1, round(left * width) : round(right * width) + 1] = 255
    return int(numpy.count_nonzero(picture < 128))


def test_a_number_is_told_masked_with_its_page() -> None:
    (spot,) = find_spots(drawn("Passport number: A12345642"))

    assert (spot.kind, spot.masked, spot.page_number) == (SpotKind.PASSPORT, "••••42", 1)
    assert "12345" not in spot.model_dump_json()


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("box", [[0, 0, 612, 792], [50, 40, 500, 700]])
def test_the_box_holds_all_ink_of_the_number_on_the_page_as_seen(rotation: int, box: list[float]) -> None:
    label = changed(drawn("SSN"), Rotate=rotation, CropBox=box)
    pdf = changed(drawn("SSN 123-45-6789"), Rotate=rotation, CropBox=box)
    (spot,) = find_spots(pdf)

    assert ink_outside(pdf, spot.box) == pytest.approx(ink_outside(label), abs=8)
    assert (spot.box[2] - spot.box[0]) * (spot.box[3] - spot.box[1]) < 0.01


def test_a_number_over_two_lines_is_two_spots() -> None:
    pdf = drawn("USCIS# 123-456", "-789 is hers")
    spots = find_spots(pdf)
    upper, lower = (0.8, 0.1, 0.9, 0.2), (0.1, 0.3, 0.2, 0.4)
    found = locate_spots("SSN 123-45-6789", [upper] * 10 + [lower] * 5, page_number=7)

    assert ink_outside(pdf, *(spot.box for spot in spots)) == pytest.approx(
        ink_outside(placed((100, 600, "USCIS#", *SET), (123.35, 586, "is hers", *SET))), abs=12
    )
    assert [spot.masked for spot in spots] == ["••••89", "••••89"]
    assert [(spot.box, spot.page_number) for spot in found] == [(upper, 7), (lower, 7)]


def test_a_label_and_its_number_may_stand_on_two_lines() -> None:
    pdf = drawn("Passport Number", "A12345642")
    (spot,) = find_spots(pdf)

    assert ink_outside(pdf, spot.box) == pytest.approx(ink_outside(drawn("Passport Number")), abs=8)


LABELS = ("Helvetica", 7)
SET = ("Helvetica", 12)
ZONE = ("Courier", 12)
DATA_PAGE = (
    (72, 700, "Type / Type", *LABELS),
    (150, 700, "Code of issuing State", *LABELS),
    (300, 700, "Passport No. / No. du passeport", *LABELS),
    (72, 686, "P", *SET),
    (150, 686, "UTO", *SET),
    (72, 660, "Surname / Nom", *LABELS),
    (72, 646, "ERIKSSON", *SET),
)
CARD = (
    (72, 700, "Given Name", *LABELS),
    (200, 700, "USCIS#", *LABELS),
    (300, 700, "Category", *LABELS),
    (72, 686, "ADA", *SET),
    (300, 686, "IR1", *SET),
)
BOXES = [(220 + 22 * place, digit) for place, digit in enumerate("219099999")]


@pytest.mark.parametrize(
    ("around", "number", "kind", "ending"),
    [
        (DATA_PAGE, [(300, 686, "L898902C3", *SET)], SpotKind.PASSPORT, "C3"),
        (CARD, [(200, 686, "012-345-678", *SET)], SpotKind.ALIEN_NUMBER, "78"),
        (
            [(72, 700, "Social Security Number", *SET)],
            [(x, 700, digit, *SET) for x, digit in BOXES],
            SpotKind.SOCIAL_SECURITY,
            "99",
        ),
        (
            [(220, 714, "Social Security Number (no dashes)", *LABELS)],
            [(x, 700, digit, *SET) for x, digit in BOXES],
            SpotKind.SOCIAL_SECURITY,
            "99",
        ),
        (
            [
                (72, 100, "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", *ZONE),
                (72, 84, " " * 9 + "6UTO7408122F1204159ZE184226B<<<<<10", *ZONE),
            ],
            [(72, 84, "L898902C3", *ZONE)],
            SpotKind.PASSPORT,
            "C3",
        ),
    ],
    ids=[
        "passport's data page",
        "resident card",
        "digits in boxes",
        "boxes below their label",
        "machine-readable zone",
    ],
)
def test_the_box_holds_every_digit(
    around: Sequence[tuple[float, float, str, str, float]],
    number: Sequence[tuple[float, float, str, str, float]],
    kind: SpotKind,
    ending: str,
) -> None:
    pdf = placed(*around, *number)
    (spot,) = find_spots(pdf)

    assert (spot.kind, spot.masked) == (kind, f"••••{ending}")
    assert ink_outside(pdf, spot.box) == pytest.approx(ink_outside(placed(*around)), abs=8)


def paper(*, number: str, zone: str, again: str) -> bytes:
    """A letter with a labelled number, the number again and its machine-readable zone; again on the next page."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792))
    for page in (((72, 700, "Passport No.:"), (160, 700, number)), ((72, 600, "Seen again:"), (160, 600, again))):
        for x, y, text in page:
            canvas.drawString(x, y, text)
        canvas.drawString(72, 400, "Seen again:")
        canvas.drawString(160, 400, again)
        canvas.setFont("Courier", 12)
        canvas.drawString(72, 100, zone)
        canvas.drawString(72 + 7.2 * 9, 100, "9NGA7408121F1204151<<<<<<<<<<<<<<00")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_all_places_of_a_number_are_found_through_the_gate(workers: Workers) -> None:
    pdf = paper(number="A12345678", zone="A12345678", again="A 1234 5678")
    spots = workers.normalise(Upload("letter.pdf", pdf), limits=Limits()).spots
    without = paper(number="", zone="", again="")

    assert [spot.page_number for spot in spots] == [1, 1, 1, 2, 2, 2]
    assert {(spot.kind, spot.masked) for spot in spots} == {(SpotKind.PASSPORT, "••••78")}
    for page_number in (1, 2):
        boxes = [spot.box for spot in spots if spot.page_number == page_number]
        left = ink_outside(pdf, *boxes, page_number=page_number)
        assert left == pytest.approx(ink_outside(without, page_number=page_number), abs=12)


def test_a_known_number_is_found_as_it_is_seen() -> None:
    around = [(72, 700, "Passport No.:", *SET), (72, 500, "She was here.", *SET)]
    number = [(160, 700, "A12345678", *SET)]
    start, rest = [(72, 740, "A1234", *SET)], [(106.7, 740, "5678", *SET)]  # drawn before and after everything else
    pdf = placed(*start, *around, *number, *rest)
    spots = find_spots(pdf)

    assert [spot.masked for spot in spots] == ["••••78", "••••78"]
    assert ink_outside(pdf, *(spot.box for spot in spots)) == pytest.approx(ink_outside(placed(*around)), abs=12)


def test_every_page_is_looked_at_and_the_list_has_an_end() -> None:
    pdf = drawn("SSN 123-45-6789", "A-Number: A012345678", pages=120)

    spots = find_spots(pdf)
    assert len(spots) == MOST_SPOTS
    assert [spot.page_number for spot in spots[:4]] == [1, 1, 2, 2]


def test_a_page_of_harmless_numbers_has_none() -> None:
    assert find_spots(drawn("AAMC ID 12345678", "USMLE ID 0-123-456-7", "614-555-0142")) == ()


def test_the_gate_tells_them(workers: Workers) -> None:
    result = workers.normalise(Upload("scan.pdf", drawn("Social Security Number 123-45-6789")), limits=Limits())

    assert [(spot.kind, spot.masked) for spot in result.spots] == [(SpotKind.SOCIAL_SECURITY, "••••89")]


def test_a_filled_form_has_its_values_beside_their_labels(workers: Workers) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(612, 792))
    for y, label, value in ((700, "Name", "Ada Okafor"), (660, "Social Security Number", "219099999")):
        canvas.drawString(72, y, label)
        canvas.acroForm.textfield(name=label, value=value, x=220, y=y - 6, width=200, height=22, fontSize=12)
    canvas.drawString(72, 620, "I was told that all of this is voluntary, and that it is kept for six years. " * 3)
    canvas.save()
    result = workers.normalise(Upload("form.pdf", stream.getvalue()), limits=Limits())

    assert sensitive_spans(result.texts[0]) == ()  # in the order of drawing the value is far from its label
    assert [(spot.kind, spot.masked) for spot in result.spots] == [(SpotKind.SOCIAL_SECURITY, "••••99")]


def test_no_real_file_of_the_corpus_has_one_and_none_breaks_the_search(corpus: Path) -> None:
    looked_at = 0
    for path in sorted((corpus / "pdf_good").glob("*.pdf")):
        assert find_spots(path.read_bytes()) == (), path.name
        looked_at += 1
    assert looked_at > 20
