from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.size import (
    SHRINK_STEPS,
    ShrunkPdf,
    ShrunkPicture,
    SizeReport,
    choose_steps,
    parts,
    reduced_document,
    size_sentences,
    too_large_alone,
)

LAST = len(SHRINK_STEPS)
shrinking_sizes = st.lists(st.integers(0, 9_000), min_size=LAST + 1, max_size=LAST + 1).map(
    lambda sizes: sorted(sizes, reverse=True)
)
piles = st.dictionaries(st.text("abcdef", min_size=1, max_size=3), shrinking_sizes, max_size=6)


class Told:
    """Sizes by document and step, and which were asked for."""

    def __init__(self, pile: dict[str, list[int]]) -> None:
        self.pile = pile
        self.asked: list[tuple[str, int]] = []

    def __call__(self, document_id: str, step: int) -> int:
        self.asked.append((document_id, step))
        return self.pile[document_id][step]


def halved(size: int) -> list[int]:
    return [size // 2**step for step in range(LAST + 1)]


def test_the_steps_go_from_gentle_to_the_floor() -> None:
    assert [step.dpi for step in SHRINK_STEPS] == sorted({step.dpi for step in SHRINK_STEPS}, reverse=True)
    assert [step.quality for step in SHRINK_STEPS] == sorted((step.quality for step in SHRINK_STEPS), reverse=True)
    assert SHRINK_STEPS[-1].dpi >= 150


def test_what_fits_is_left_as_it_is_and_nothing_is_shrunk_to_find_out() -> None:
    told = Told({"a": halved(3_000), "b": halved(2_000)})
    choice = choose_steps(["a", "b"], target=6_000, overhead=1_000, bytes_at=told)

    assert (choice.steps, choice.total, choice.fits) == ((("a", 0), ("b", 0)), 6_000, True)
    assert {step for _, step in told.asked} == {0}


def test_all_get_the_same_gentlest_step_and_what_room_is_left_lets_the_cheapest_go_back() -> None:
    pile = {"large": [8_000, 4_000, 2_000, 1_000, 500, 250], "small": [800, 400, 200, 100, 50, 25]}
    choice = choose_steps(list(pile), target=2_500, overhead=0, bytes_at=Told(pile))

    assert choice.steps == (("large", 2), ("small", 1))
    assert choice.total == 2_400
    assert choice.step_of("small") == 1


def test_a_document_that_gains_nothing_is_not_touched() -> None:
    pile = {"text": [700] * (LAST + 1), "scan": halved(8_000)}
    choice = choose_steps(list(pile), target=1_300, overhead=0, bytes_at=Told(pile))

    assert choice.step_of("text") == 0
    assert choice.step_of("scan") == LAST - 1
    assert choice.fits


def test_at_the_floor_it_says_that_it_is_not_enough() -> None:
    choice = choose_steps(["a"], target=10, overhead=5, bytes_at=Told({"a": halved(3_200)}))

    assert (choice.steps, choice.fits) == ((("a", LAST),), False)
    assert choice.total == 5 + halved(3_200)[LAST]


@given(pile=piles, target=st.integers(0, 40_000), overhead=st.integers(-500, 3_000))
def test_the_target_is_met_whenever_it_can_be(pile: dict[str, list[int]], target: int, overhead: int) -> None:
    told = Told(pile)
    choice = choose_steps(list(pile), target=target, overhead=overhead, bytes_at=told)
    steps = dict(choice.steps)

    assert [document_id for document_id, _ in choice.steps] == list(pile)
    assert choice.total == overhead + sum(pile[one][step] for one, step in steps.items())
    assert choice.fits == (overhead + sum(sizes[LAST] for sizes in pile.values()) <= target)
    assert choice.fits == (choice.total <= target)
    assert len(told.asked) == len(set(told.asked)), "shrinking takes seconds"


@given(pile=piles, target=st.integers(0, 40_000))
def test_no_document_is_more_than_one_step_worse_than_another_that_gained_something(
    pile: dict[str, list[int]], target: int
) -> None:
    strict = {one: [size + LAST - step for step, size in enumerate(sizes)] for one, sizes in pile.items()}
    choice = choose_steps(list(strict), target=target, overhead=0, bytes_at=Told(strict))
    steps = {step for _, step in choice.steps}

    assert not steps or max(steps) - min(steps) <= 1


@given(pile=piles, target=st.integers(0, 40_000))
def test_few_sizes_are_asked_for(pile: dict[str, list[int]], target: int) -> None:
    told = Told(pile)
    choose_steps(list(pile), target=target, overhead=0, bytes_at=told)

    assert len({step for _, step in told.asked}) <= 4  # as it is, and three probes of the five steps


@given(sizes=st.lists(st.integers(0, 5_000), max_size=30), target=st.integers(1, 6_000), overhead=st.integers(0, 900))
def test_parts_lose_nothing_and_keep_the_order(sizes: list[int], target: int, overhead: int) -> None:
    made = parts(sizes, target, overhead=overhead)

    assert [index for part in made for index in part] == list(range(len(sizes)))
    assert all(part for part in made)
    alone = too_large_alone(sizes, target, overhead=overhead)
    for part in made:
        assert overhead + sum(sizes[index] for index in part) <= target or (len(part) == 1 and part[0] in alone)


@given(sizes=st.lists(st.integers(1, 900), min_size=1, max_size=30))
def test_no_two_neighbouring_parts_would_fit_into_one(sizes: list[int]) -> None:
    made = parts(sizes, 1_000, overhead=50)

    for part, after in pairwise(made):
        assert 50 + sum(sizes[index] for index in part) + sizes[after[0]] > 1_000


def test_one_too_large_by_itself_stands_alone_and_is_named() -> None:
    assert parts([300, 2_000, 300, 400], 1_000) == ((0,), (1,), (2, 3))
    assert too_large_alone([300, 2_000, 300, 400], 1_000) == (1,)
    assert too_large_alone([950], 1_000, overhead=100) == (0,)
    assert parts([], 1_000) == ()


def test_the_report_says_what_was_reduced_from_and_to() -> None:
    pictures = (
        ShrunkPicture(page_number=1, from_bytes=2_000_000, to_bytes=300_000, from_dpi=403, to_dpi=200),
        ShrunkPicture(page_number=2, from_bytes=900_000, to_bytes=250_000, from_dpi=300, to_dpi=200),
    )
    shrunk = ShrunkPdf(b"x" * 560_000, pictures, ())
    reduced = reduced_document("id", "Diploma", step=3, before=2_910_000, shrunk=shrunk)
    report = SizeReport(target=7_000_000, before=9_100_000, after=6_700_000, reduced=(reduced,))

    first, second = size_sentences(report)
    assert "was 9.1 MB" in first
    assert "it is 6.7 MB" in first
    assert second == "Diploma: 2 pictures from 403 to 200 dpi, 2.9 MB to 560 KB."


def test_a_picture_that_kept_its_pixels_is_not_said_to_have_lost_any() -> None:
    same = ShrunkPicture(page_number=1, from_bytes=900_000, to_bytes=400_000, from_dpi=150, to_dpi=150)
    reduced = reduced_document("id", "Scan", step=1, before=900_500, shrunk=ShrunkPdf(b"x" * 400_500, (same,), ()))
    report = SizeReport(target=1_000_000, before=1_400_000, after=900_000, reduced=(reduced,))

    assert "1 picture stored more tightly at 150 dpi" in size_sentences(report)[1]


@pytest.mark.parametrize(("after", "count"), [(5_000, 0), (9_000_000, 1)])
def test_what_is_still_too_large_is_said_last_with_the_way_out(after: int, count: int) -> None:
    said = size_sentences(SizeReport(target=7_000_000, before=after, after=after))

    assert len(said) == count
    assert all("in parts" in sentence for sentence in said)


@pytest.mark.parametrize(
    ("step", "at_floor", "floor_is_named"), [(5, True, True), (4, False, False), (None, True, False)]
)
def test_the_floor_is_named_only_when_pictures_are_there(
    step: int | None, at_floor: bool, floor_is_named: bool
) -> None:
    same = ShrunkPicture(page_number=1, from_bytes=900_000, to_bytes=400_000, from_dpi=300, to_dpi=150)
    shrunk = ShrunkPdf(b"x" * 400_500, (same,), ())
    reduced = (reduced_document("id", "Scan", step=step, before=900_500, shrunk=shrunk),) if step else ()
    report = SizeReport(target=100_000, before=1_400_000, after=900_000, reduced=reduced, at_floor=at_floor)

    last = size_sentences(report)[-1]
    assert ("not made smaller than 150 dpi" in last) == floor_is_named
    assert ("holds no picture" in last) == (at_floor and not reduced)


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), shrinking_sizes, min_size=1, max_size=4),
    st.data(),
)
def test_a_document_that_stays_as_it_was_at_some_steps_is_counted_as_large_as_it_is(
    pile: dict[str, list[int]], data: st.DataObject
) -> None:
    """Shrinking that spoilt a page is not taken: the document then has its first size at that step."""
    for sizes in pile.values():
        for step in data.draw(st.sets(st.integers(1, LAST))):
            sizes[step] = sizes[0]
    target = data.draw(st.integers(0, 20_000))
    choice = choose_steps(list(pile), target=target, overhead=0, bytes_at=Told(pile))
    assert choice.total == sum(pile[one][step] for one, step in choice.steps)
    assert choice.fits == (choice.total <= target)
    assert all(step == 0 or pile[one][step] < pile[one][0] for one, step in choice.steps)
