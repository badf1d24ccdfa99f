"""Changes to the recipe of a document's edits: what one click makes of it, and that another takes it back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.page_changes import pages_kept, painted, turned, with_page, without

BOX = (0.1, 0.2, 0.3, 0.4)
OTHER = (0.5, 0.5, 0.6, 0.6)


def test_turns_add_up_and_a_full_turn_leaves_nothing_to_say() -> None:
    once = turned(PageEdits(), (2,), 90)
    assert once.turns == (PageTurn(page_number=2, degrees=90),)
    assert turned(once, (2,), 90).turn_of(2) == 180
    assert turned(once, (2,), 270) == PageEdits()


def test_turning_some_pages_leaves_the_others() -> None:
    edits = turned(turned(PageEdits(), (1, 2, 3), 90), (2,), 180)
    assert [edits.turn_of(number) for number in (1, 2, 3, 4)] == [90, 270, 90, 0]


def test_the_last_page_stays() -> None:
    edits = PageEdits(kept=(3,))
    assert without(edits, 3, 5) == edits


def test_a_page_that_is_taken_back_stands_where_it_stood() -> None:
    edits = without(without(PageEdits(), 2, 4), 3, 4)
    assert edits.kept == (1, 4)
    assert with_page(edits, 3, 4).kept == (1, 3, 4)


@given(count=st.integers(2, 40), data=st.data())
def test_left_out_and_taken_back_is_as_before(count: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, count))
    gone = without(PageEdits(), number, count)
    assert pages_kept(gone, count) == tuple(one for one in range(1, count + 1) if one != number)
    assert with_page(gone, number, count) == PageEdits()


def test_painting_a_page_takes_the_place_of_what_was_painted_there_and_nowhere_else() -> None:
    edits = painted(painted(PageEdits(), 1, [BOX]), 2, [BOX])
    edits = painted(edits, 2, [OTHER, BOX])
    assert edits.redactions == (
        Redaction(page_number=1, box=BOX),
        Redaction(page_number=2, box=OTHER),
        Redaction(page_number=2, box=BOX),
    )
    assert painted(painted(edits, 1, []), 2, []) == PageEdits()
