from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.cv_form import CitationStyle, CvForm
from postmatch.domain.profile import Identity, Publication
from postmatch.rendering.citations import citation, link, plain
from postmatch.rendering.cleaning import clean_line
from postmatch.rendering.links import Piece

OWN = Identity(given_names="Adaeze", family_name="Okafor")
TYPED = CvForm(citations=CitationStyle.AS_TYPED)
FULL = Publication(
    title="A new paper",
    authors="Okafor, A. & Bello, T.",
    venue="Gulf Journal",
    date="2024-02-09",
    volume="12",
    issue="3",
    pages="445-449",
    note="In press",
)


def line(publication: Publication, form: CvForm = CvForm()) -> str:  # noqa: B008 - a frozen value
    return plain(citation(publication, OWN, form))


def test_a_full_citation_is_as_pubmed_writes_it() -> None:
    assert line(FULL) == "Okafor A, Bello T. A new paper. Gulf Journal. 2024 Feb;12(3):445-9. In press."


def test_as_typed_keeps_names_and_pages_and_the_year_alone() -> None:
    assert line(FULL, TYPED) == "Okafor, A. & Bello, T. A new paper. Gulf Journal. 2024;12(3):445-449. In press."


def test_the_own_name_is_bold_and_nothing_else() -> None:
    assert citation(FULL, OWN, CvForm()).pieces == (
        Piece("Okafor A", bold=True),
        Piece(", Bello T. A new paper. Gulf Journal. 2024 Feb;12(3):445-9. In press."),
    )
    assert [piece.bold for piece in citation(FULL, OWN, CvForm(own_name_bold=False)).pieces] == [False]


@pytest.mark.parametrize(
    ("known", "printed"),
    [
        ({}, ""),
        ({"title": "Alone"}, "Alone."),
        ({"title": "Does it work?", "venue": "J. Med."}, "Does it work? J. Med."),
        ({"date": "2024"}, "2024."),
        ({"volume": "12"}, "12."),
        ({"issue": "3"}, "(3)."),
        ({"pages": "e15"}, "e15."),
        ({"volume": "12", "pages": "7"}, "12:7."),
        ({"date": "2024", "pages": "7"}, "2024;7."),
        ({"authors": "Okafor A"}, "Okafor A."),
        ({"authors": "Okafor A, et al.", "title": "T"}, "Okafor A, et al. T."),
    ],
)
def test_what_is_unknown_leaves_no_punctuation_behind(known: dict[str, str], printed: str) -> None:
    assert line(Publication(**known)) == printed


@pytest.mark.parametrize(
    ("pages", "printed"),
    [
        ("201-209", "201-9"),
        ("201–209", "201-9"),
        ("99-101", "99-101"),
        ("1199 - 1204", "1199-204"),
        ("45-45", "45-45"),
        ("209-201", "209-201"),
        ("e201-e209", "e201-e209"),
        ("S12", "S12"),
    ],
)
def test_pubmed_repeats_no_leading_digits_of_two_page_numbers(pages: str, printed: str) -> None:
    assert line(Publication(pages=pages)) == f"{printed}."


@pytest.mark.parametrize(
    ("url", "shown", "address"),
    [
        ("10.1234/gj.7", "doi: 10.1234/gj.7", "https://doi.org/10.1234/gj.7"),
        ("doi:10.1234/gj.7", "doi: 10.1234/gj.7", "https://doi.org/10.1234/gj.7"),
        ("https://doi.org/10.1234/gj.7", "doi: 10.1234/gj.7", "https://doi.org/10.1234/gj.7"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", "PMID: 12345", "https://pubmed.ncbi.nlm.nih.gov/12345/"),
        ("https://www.example.org/paper/", "example.org/paper", "https://www.example.org/paper/"),
        ("in the library", "in the library", None),
    ],
)
def test_an_address_is_shown_by_its_identifier(url: str, shown: str, address: str | None) -> None:
    assert link(Publication(url=url), CvForm()).pieces == (Piece(shown, address),)


def test_an_address_as_typed_is_the_address() -> None:
    assert link(Publication(url="https://doi.org/10.1234/gj.7"), TYPED).pieces[0].text == "doi.org/10.1234/gj.7"
    assert not link(Publication(), TYPED)


WORDS = st.text(max_size=30)
PUBLICATIONS = st.builds(
    Publication,
    title=WORDS,
    authors=WORDS,
    venue=WORDS,
    date=st.sampled_from([None, "2024", "2024-02"]),
    volume=WORDS,
    issue=WORDS,
    pages=WORDS,
    note=WORDS,
)


def letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


@given(PUBLICATIONS)
def test_as_typed_prints_every_letter_and_adds_none(publication: Publication) -> None:
    year = str(publication.date.year) if publication.date else ""
    fields = (publication.authors, publication.title, publication.venue, year)
    behind = (publication.volume, publication.issue, publication.pages, publication.note)
    assert letters(line(publication, TYPED)) == letters("".join(map(clean_line, (*fields, *behind))))


@given(PUBLICATIONS)
def test_as_pubmed_keeps_title_journal_and_note_word_for_word(publication: Publication) -> None:
    printed = line(publication)
    assert all(clean_line(text) in printed for text in (publication.title, publication.venue, publication.note))
