"""The cover letter page: what is answered is what the letter says, and nothing else."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from postmatch.domain.documents import LETTER_KIND
from postmatch.domain.positions import Track
from tests.pages.tab import Tab

ANSWERS = {
    "situation": "I am a physician in Enugu & I did not match in March.",
    "why_unmatched": "I applied to eleven programs, <far> too few.",
    "improving": "I work as an extern {{ every }} week.",
}


@pytest.fixture
def letter(tab: Tab) -> Tab:
    tab.visit("cover_letter")
    return tab


def _words(tab: Tab) -> str:
    """The text of the letter's PDF on one line, as it was downloaded."""
    pages = pypdf.PdfReader(io.BytesIO(tab.download("cover_letter.pdf"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_answer_stands_in_the_letter_as_typed(letter: Tab) -> None:
    for name, text in ANSWERS.items():
        letter.fill(f"cover_letter.answers.{name}", text)
    words = _words(letter)
    for text in ANSWERS.values():
        assert text in words
    assert {name: getattr(letter.workspace.profile.answers, name) for name in ANSWERS} == ANSWERS


def test_an_emptied_answer_leaves_the_letter(letter: Tab) -> None:
    letter.fill("cover_letter.answers.situation", ANSWERS["situation"])
    letter.fill("cover_letter.answers.situation", "")
    assert "Enugu" not in _words(letter)


def test_the_program_stands_in_the_letter_and_stays_one_position_however_often_it_is_edited(letter: Tab) -> None:
    letter.fill("cover_letter.position.program", "Lakeview Hospital")
    letter.fill("cover_letter.position.director", "Dr. Ines Almeida")
    letter.fill("cover_letter.position.program", "Riverside Hospital")
    letter.fill("cover_letter.position.track", Track.PRELIMINARY)
    (position,) = letter.workspace.positions
    assert letter.workspace.letter_position == position
    assert (position.program, position.track) == ("Riverside Hospital", Track.PRELIMINARY)
    words = _words(letter)
    assert "Riverside Hospital" in words
    assert "Almeida" in words
    assert "Lakeview" not in words


def test_looking_at_the_page_makes_no_position_and_changes_nothing(sample: Tab) -> None:
    before = sample.workspace
    sample.visit("cover_letter")
    sample.visit("overview")
    assert sample.workspace == before


def test_the_letter_encloses_what_is_in_the_packet_and_no_waived_letter(sample: Tab) -> None:
    sample.visit("cover_letter")
    words = _words(sample)
    waived = [d.title for d in sample.workspace.documents if d.kind == LETTER_KIND and d.waived]
    assert "ECFMG certificate" in words
    assert waived
    assert not any(title in words for title in waived)


def test_a_letter_longer_than_a_page_says_so(letter: Tab) -> None:
    letter.fill("cover_letter.answers.situation", " ".join(["I looked after patients with care."] * 200))
    assert "one page is what gets read" in letter.notices("warning")
    assert "Shorten your answers above." in letter.notices("warning")


def test_an_own_letter_takes_over_and_the_generated_one_comes_back(letter: Tab, corpus: Path) -> None:
    letter.fill("cover_letter.answers.situation", ANSWERS["situation"])
    letter.upload("cover_letter.own", ("mine.pdf", (corpus / "pdf_good/pikepdf-outlines.pdf").read_bytes()))
    assert letter.workspace.own_cover_letter.page_count == 2
    letter.press("cover_letter.drop_own")
    assert ANSWERS["situation"] in _words(letter)
