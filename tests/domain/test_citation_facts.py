"""What of a citation is the same in every style."""

from __future__ import annotations

import pytest

from postmatch.domain.citation_facts import author_texts, link_text, page_text, typed_authors


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Okafor AC, Bello T", ("Okafor", "Bello")),
        ("A. C. Okafor and T. Bello", ("Okafor", "Bello")),
        ("Okafor, A. C., Bello, T.", ("Okafor", "Bello")),
        ("Bello, Tunde; Okafor, Adaeze", ("Bello", "Okafor")),
        ("Li W, et al.", ()),
        ("Li X.Y., Okafor A.", ("Okafor",)),
        ("Okafor A, Bello T; Smith J", ("Okafor", "Bello", "Smith")),
        ("Okafor, Adaeze and Bello, Tunde; Smith, J", ("Okafor", "Adaeze", "Bello", "Tunde", "Smith")),
        ("Okafor, Adaeze (presenter); Bello, T", ("Okafor", "(presenter)", "Bello")),
        ("Okafor, Adaeze*; Bello, T", ("Okafor", "Adaeze*", "Bello")),
        ("Souza, Maria de; Doe, J.-P.", ("Souza", "Maria", "Doe")),
        ("Bello, Tunde A.; O’Neil, Jean-Paul", ("Bello", "O’Neil")),
        ("", ()),
    ],
)
def test_authors_are_told_by_the_name_that_no_style_shortens(typed: str, names: tuple[str, ...]) -> None:
    assert author_texts(typed) == names


@pytest.mark.parametrize(
    ("typed", "text"), [("Okafor A; Bello T;", "Okafor A; Bello T"), ("A,\u2028 ;\n", "A"), (";", ""), ("", "")]
)
def test_a_separator_behind_the_last_author_is_not_asked_for(typed: str, text: str) -> None:
    assert typed_authors(typed) == text


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
        ("https://doi.org/10.1001/abc/", "10.1001/abc"),
        ("https://example.org/a10.1234/b", "example.org/a10.1234/b"),
        ("https://pubmed.ncbi.nlm.nih.gov/12ab", "pubmed.ncbi.nlm.nih.gov/12ab"),
        ("https://pubmed.ncbi.nlm.nih.gov/123456/", "123456"),
        ("https://www.example.org/okafor/", "example.org/okafor"),
        ("", ""),
    ],
)
def test_an_address_is_told_by_what_identifies_it(typed: str, text: str) -> None:
    assert link_text(typed) == text
