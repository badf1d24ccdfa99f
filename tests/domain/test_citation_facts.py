"""What of a citation is the same in every style."""

from __future__ import annotations

import pytest

from postmatch.domain.citation_facts import author_texts, link_text, page_text


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Okafor AC, Bello T", ("Okafor", "Bello")),
        ("A. C. Okafor and T. Bello", ("Okafor", "Bello")),
        ("Okafor, A. C., Bello, T.", ("Okafor", "Bello")),
        ("Bello, Tunde; Okafor, Adaeze", ("Bello", "Okafor")),
        ("Li W, et al.", ()),
        ("", ()),
    ],
)
def test_authors_are_told_by_the_name_that_no_style_shortens(typed: str, names: tuple[str, ...]) -> None:
    assert author_texts(typed) == names


@pytest.mark.parametrize(
    ("typed", "text"), [("201-209", "201"), ("45 – 9", "45"), ("e17", "e17"), ("S12-S19", "S12-S19"), ("", "")]
)
def test_pages_are_told_by_the_first_of_a_range(typed: str, text: str) -> None:
    assert page_text(typed) == text


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("https://doi.org/10.1234/gj.7", "10.1234/gj.7"),
        ("doi: 10.1234/gj.7", "10.1234/gj.7"),
        ("https://pubmed.ncbi.nlm.nih.gov/123456/", "123456"),
        ("https://www.example.org/okafor/", "example.org/okafor"),
        ("", ""),
    ],
)
def test_an_address_is_told_by_what_identifies_it(typed: str, text: str) -> None:
    assert link_text(typed) == text
