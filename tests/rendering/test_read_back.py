"""Reading back finds what is missing, and says it without the words of the document."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from postmatch.conversion import ConvertedWord
from postmatch.domain.checks import Check
from postmatch.domain.cv_form import CvForm
from postmatch.domain.one_page import Fit
from postmatch.domain.printed_facts import Expected, Fact, cv_facts
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering import fill_cv, find_template
from postmatch.rendering.read_back import read_back
from tests.rendering.word_files import opened, saved

if TYPE_CHECKING:
    from postmatch.conversion import Workers

TODAY = date(2026, 4, 6)


@pytest.fixture
def docx(full_profile: Profile) -> bytes:
    template = find_template("cv", "classic_long")
    return fill_cv(full_profile, form=CvForm(), template=template, paper=Paper.LETTER, today=TODAY)


@pytest.fixture
def converted(docx: bytes, workers: Workers) -> ConvertedWord:
    return workers.word_to_pdf(docx)


@pytest.fixture
def expected(full_profile: Profile) -> Expected:
    return Expected(facts=cv_facts(full_profile, CvForm(), is_long=True), other_programs=("Cedar Valley",))


def read(docx: bytes, converted: ConvertedWord, expected: Expected, fit: Fit = Fit.SEVERAL_PAGES) -> dict[str, Check]:
    return {check.id: check for check in read_back(docx, converted, expected, fit=fit)}


def failed(checks: dict[str, Check]) -> list[str]:
    return [check.id for check in checks.values() if not check.passed]


def test_a_sound_document_passes_every_check(docx: bytes, converted: ConvertedWord, expected: Expected) -> None:
    checks = read(docx, converted, expected)
    assert failed(checks) == []
    assert list(checks) == ["facts_word", "facts_pdf", "order", "leftovers", "other_programs", "fonts", "pages"]
    assert f"All {sum(bool(fact.text) for fact in expected.facts)} facts" in checks["facts_word"].message


def test_a_fact_that_the_template_lost_is_noticed_and_named_by_its_kind(
    docx: bytes, converted: ConvertedWord, expected: Expected
) -> None:
    lost = Fact(where="Education: note", text="A prize that nothing prints")
    checks = read(docx, converted, expected.model_copy(update={"facts": (*expected.facts, lost)}))
    assert failed(checks) == ["facts_word", "facts_pdf"]
    assert "Education: note" in checks["facts_word"].message
    assert "prize" not in checks["facts_word"].message


def test_every_paragraph_counts(docx: bytes, converted: ConvertedWord, expected: Expected) -> None:
    """Without any one of its bullet points the Word file is no longer what the profile says."""
    bullets = [p.text for p in opened(docx).paragraphs if p.style.name == "List Bullet"]
    assert len(bullets) >= 5
    for bullet in bullets:
        document = opened(docx)
        gone = next(p for p in document.paragraphs if p.text == bullet)
        gone._p.getparent().remove(gone._p)
        assert "facts_word" in failed(read(saved(document), converted, expected))


def test_the_pdf_of_another_document_is_noticed(docx: bytes, expected: Expected, workers: Workers) -> None:
    other = fill_cv(
        Profile(summary="Somebody else"), form=CvForm(), template=find_template("cv", "classic_long"),
        paper=Paper.LETTER, today=TODAY,
    )  # fmt: skip
    assert "facts_pdf" in failed(read(docx, workers.word_to_pdf(other), expected))


def test_another_order_is_noticed(docx: bytes, converted: ConvertedWord, expected: Expected) -> None:
    document = opened(docx)
    body = document.element.body
    body.insert(0, document.paragraphs[-1]._p)
    assert "order" in failed(read(saved(document), converted, expected))


@pytest.mark.parametrize("words", ["None", "{{ name }}", "nan"])
def test_what_a_template_leaves_behind_is_noticed(
    words: str, docx: bytes, converted: ConvertedWord, expected: Expected
) -> None:
    document = opened(docx)
    document.add_paragraph(f"Honors: {words}")
    assert failed(read(saved(document), converted, expected)) == ["leftovers"]


def test_the_name_of_another_program_is_noticed(docx: bytes, converted: ConvertedWord, expected: Expected) -> None:
    document = opened(docx)
    document.add_paragraph("I look forward to Cedar Valley.")
    assert failed(read(saved(document), converted, expected)) == ["other_programs"]


def test_a_font_that_is_only_named_is_noticed(docx: bytes, converted: ConvertedWord, expected: Expected) -> None:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.drawString(72, 700, "Set in a font of the reader's machine")
    canvas.save()
    checks = read(docx, replace(converted, pdf=buffer.getvalue()), expected)
    assert not checks["fonts"].passed
    assert "Helvetica" in checks["fonts"].message


@pytest.mark.parametrize(
    ("fit", "page_count", "passes"),
    [
        (Fit.ONE_PAGE, 1, True),
        (Fit.NEARLY_EMPTY, 1, True),
        (Fit.SEVERAL_PAGES, 3, True),
        (Fit.TOO_LONG, 2, False),
        (Fit.TOO_LONG, 1, False),
    ],
)
def test_the_promised_pages(
    fit: Fit, page_count: int, passes: bool, docx: bytes, converted: ConvertedWord, expected: Expected
) -> None:
    counted = replace(converted, page_count=page_count)
    assert read(docx, counted, expected, fit)["pages"].passed is passes
