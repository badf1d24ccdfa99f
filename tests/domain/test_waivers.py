"""How a page is known again: by enough text or by its look, each alone, and never by what many papers have."""

from __future__ import annotations

from postmatch.domain.edits import PageEdits
from postmatch.domain.pages import PageFacts
from postmatch.domain.waivers import LEAST_LETTERS, joined_marks, kept_marks, page_marks, waived_letter
from postmatch.domain.workspace import Workspace
from tests.domain.applicants import paper

LETTER = "letter_of_recommendation"
LONG = "a" * LEAST_LETTERS
TEXT, LOOK, OTHER = "1" * 16, "2" * 16, "3" * 16


def page(text: str = TEXT, body: str = LOOK) -> PageFacts:
    return PageFacts(width=612, height=792, text=text, body=body, foot="")


def marks(text: str, facts: PageFacts, *, unread: bool = False) -> set[str]:
    (found,) = page_marks([facts], [text], unread=(1,) if unread else ())
    return set(found)


def test_enough_text_and_the_look_tell_a_page_each_alone() -> None:
    here = marks(LONG, page())
    assert here & marks(LONG, page(body=OTHER))
    assert here & marks("", page(text=OTHER))
    assert not here & marks(LONG + "b", page(text=OTHER, body=OTHER))


def test_lines_that_are_read_in_another_order_are_the_same_text() -> None:
    lines = [f"Line {number} of what was written about her." for number in range(5)]
    turned = marks(" ".join(reversed(lines)), page(text=OTHER, body=OTHER))
    assert marks("\n".join(lines), page()) & turned


def test_what_stands_in_papers_of_all_kinds_tells_no_page() -> None:
    assert marks(LONG[1:], page()) == {LOOK}
    assert marks("  .-\n " + LONG[1:], page()) == {LOOK}
    assert marks("Page 2 of 2", page(body="")) == set()
    assert marks("", page(text="", body="")) == set()


def test_the_text_beside_a_picture_does_not_tell_the_page() -> None:
    assert marks(LONG, page(), unread=True) == {LOOK}


def test_a_page_whose_text_was_not_kept_is_told_by_its_look() -> None:
    assert page_marks([page(), page()], [LONG], unread=())[1] == (LOOK,)


def test_marks_are_joined_page_by_page() -> None:
    assert joined_marks([("a",), ("b", "c")], [("a", "d")]) == (("a", "d"), ("b", "c"))


def waived_pages(letter: dict[str, object], copy: dict[str, object]) -> tuple[int, ...]:
    document = paper("other", **copy)
    return Workspace(documents=(paper(LETTER, waived=True, **letter), document)).waived_pages(document)


def test_a_letter_of_an_older_version_is_found_by_either_half_of_its_keys() -> None:
    old = {"page_keys": (TEXT + LOOK,)}
    for found in (TEXT, LOOK):
        assert waived_pages(old, {"page_keys": (OTHER + OTHER,), "page_marks": ((found,),)}) == (1,)
    assert waived_pages(old, old) == (1,)
    assert waived_pages(old, {"page_keys": (TEXT + OTHER,)}) == ()


def test_a_document_of_an_older_version_is_found_by_text_and_look() -> None:
    new = {"page_keys": (TEXT + LOOK,), "page_marks": ((LOOK,),)}
    assert waived_pages(new, {"page_keys": ("", TEXT + LOOK)}) == (2,)
    assert waived_pages(new, {"page_keys": (TEXT, TEXT + OTHER)}) == ()


def test_pages_left_out_of_a_letter_stay_known_and_those_left_out_of_a_copy_do_not_count() -> None:
    edits = PageEdits(kept=(2,))
    letter = paper(LETTER, page_marks=(("a",), ("b",)), edits=edits)
    assert waived_letter(letter).marks == ("a", "b")
    assert kept_marks(letter) == ((), ("b",))
