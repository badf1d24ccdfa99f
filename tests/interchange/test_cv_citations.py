"""Citations: read where they are written so, kept whole where they are not, and never long to read."""

from __future__ import annotations

import time

import pytest

from postmatch.domain.profile import Publication, PublicationKind
from postmatch.interchange.cv_citations import number_of, read_citation


def read(text: str, kind: PublicationKind | None = None) -> dict[str, str]:
    found: Publication = read_citation(text, kind)
    return {name: str(value) for name, value in found if value and name not in ("id", "shown_on_cv", "kind")}


def test_pubmed_style() -> None:
    text = "1. Okafor A, Bello T, et al. Who returns? A cohort. J Sample Med. 2026 Apr 5;12(4):201-9. doi: 10.1000/x.1"
    assert read(text) == {
        "authors": "Okafor A, Bello T, et al", "title": "Who returns?", "venue": "A cohort. J Sample Med",
        "date": "2026-04-05", "volume": "12", "issue": "4", "pages": "201-9", "url": "doi: 10.1000/x.1",
    }  # fmt: skip
    assert number_of(text).strip() == "1."


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "Okafor, A., & Bello, T. (2023). A title of it. Example Journal, 12(3), 45-49.",
            {"authors": "Okafor, A., & Bello, T", "title": "A title of it", "date": "2023"},
        ),
        ("Sample M.J., Osei K. “Chest pain.” Example Journal, 2022.", {"venue": "Example Journal", "date": "2022"}),
        (
            "Smith J, Okafor A (2020). Malaria in Lagos. Lancet.",
            {"authors": "Smith J, Okafor A", "title": "Malaria in Lagos", "date": "2020", "venue": "Lancet"},
        ),
        ("A case (2019) of something rare", {"title": "A case (2019) of something rare"}),
        ("A case of something rare, 2021", {"title": "A case of something rare", "date": "2021"}),
        ("Something in press", {"title": "Something in press"}),
    ],
)
def test_other_styles(text: str, fields: dict[str, str]) -> None:
    assert fields.items() <= read(text).items()


def test_the_kind_is_that_of_the_heading_or_of_its_own_words() -> None:
    assert read_citation("A title. Poster.", None).kind is PublicationKind.ABSTRACT
    assert read_citation("Presented at the ward", PublicationKind.PUBLICATION).kind is PublicationKind.PRESENTATION
    assert read_citation("A title. Poster.", PublicationKind.PRESENTATION).kind is PublicationKind.PRESENTATION


@pytest.mark.parametrize(
    "text", ["A B, " * 400, "A-" * 1000, "A, MD " * 300, "doi: " + "(" * 1900, "a. " * 600, "2019 " * 400]
)
def test_no_text_takes_long(text: str) -> None:
    started = time.perf_counter()
    read_citation(text, None)
    assert time.perf_counter() - started < 2
