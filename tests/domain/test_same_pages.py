"""The same page in two files, whatever else they hold."""

from __future__ import annotations

from postmatch.domain.pages import PageFacts
from postmatch.domain.same_pages import SharedPages, page_keys, shared_pages


def page(text: str = "", body: str = "", foot: str = "") -> PageFacts:
    return PageFacts(width=612, height=792, text=text, body=body, foot=foot)


def test_a_blank_page_has_no_key_and_is_shared_with_nobody() -> None:
    assert page_keys([page(), page(body="b")]) == ("", "b")
    assert shared_pages({"one": ("", "a"), "two": ("", "b")}) == ()


def test_the_foot_does_not_matter_and_text_and_look_do() -> None:
    same = page_keys([page("t", "b", "f"), page("t", "b", "g")])

    assert same[0] == same[1]
    assert len(set(page_keys([page("t", "b"), page("u", "b"), page("t", "c")]))) == 3


def test_documents_that_share_pages_are_told_with_both_numbers() -> None:
    found = shared_pages({"all": ("a", "b", "c"), "diploma": ("b",), "other": ("x",), "tail": ("c", "a")})

    assert found == (
        SharedPages(first="all", second="diploma", page_numbers=((2, 1),)),
        SharedPages(first="all", second="tail", page_numbers=((1, 2), (3, 1))),
    )


def test_a_page_twice_in_one_document_is_no_sharing() -> None:
    assert shared_pages({"one": ("a", "a"), "two": ("b",)}) == ()
