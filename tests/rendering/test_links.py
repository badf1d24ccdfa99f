from __future__ import annotations

import pytest

from postmatch.rendering.links import Piece, StyledText, linked_line, mail_address, shown_address, web_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("www.example.org/in/ada", "https://www.example.org/in/ada"),
        ("10.1234/abc.5", "https://doi.org/10.1234/abc.5"),
        ("doi: 10.1234/abc.5", "https://doi.org/10.1234/abc.5"),
        ("https://example.org/ü", "https://example.org/%C3%BC"),
    ],
)
def test_what_people_type_as_an_address_becomes_a_full_one(typed: str, address: str) -> None:
    assert web_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "PMID 12345",
        "https://[",
        "two words.org",
        "https://a:b@example.org",
    ],
)
def test_anything_else_is_no_link(typed: str) -> None:
    assert web_address(typed) is None


def test_an_e_mail_address_is_linked_only_when_it_is_one() -> None:
    assert mail_address("ada@example.org") == "mailto:ada@example.org"
    assert mail_address("ada at example.org") is None
    assert mail_address("a@example.org?bcc=b@example.org") is None
    assert mail_address("a@example.org?subject=x") == "mailto:a@example.org%3Fsubject%3Dx"


def test_an_address_is_shown_as_people_read_it() -> None:
    assert shown_address("https://www.example.org/okafor/") == "example.org/okafor"


def test_separators_stand_only_between_pieces() -> None:
    line = linked_line([("", None), ("a", None), ("", "https://x.org"), ("b", "https://b.org")], separator="|")
    assert line == StyledText((Piece("a"), Piece("|"), Piece("b", "https://b.org")))
    assert not linked_line([("", None)])
