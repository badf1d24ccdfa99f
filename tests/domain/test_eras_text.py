"""Text for MyERAS: plain marks, counted as it counts, never cut, and a shorter text that ends with a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.eras_text import ErasField, eras_text, plain
from postmatch.domain.facts import Facts
from postmatch.domain.profile import Experience, Profile
from tests.domain.applicants import when


def text_of(facts: Facts, **experience: object):
    return eras_text(Profile(experience=(Experience.model_validate(experience),)), facts).entries[0]


def test_the_limits_are_those_of_the_figures(facts: Facts) -> None:
    whole = eras_text(Profile(experience=(Experience(place="Clinic"),)), facts)
    entry = whole.entries[0]
    assert (entry.description.most, entry.meaningful.most) == (750, 300)
    assert (whole.most_entries, whole.most_meaningful) == (10, 3)


def test_bullets_get_plain_marks_and_one_alone_needs_none(facts: Facts) -> None:
    assert text_of(facts, bullets=("Ran a clinic.", "• Taught.")).description.text == "- Ran a clinic.\n- Taught."
    assert text_of(facts, bullets=("• Ran a clinic.",)).description.text == "Ran a clinic."
    assert text_of(facts, bullets=("", "Ran a clinic.")).description.text == "Ran a clinic."
    assert text_of(facts).description.text == ""


def test_an_entry_says_which_one_it_is(facts: Facts) -> None:
    entry = text_of(facts, id="x", role="Officer", place="Clinic", start=when("2021-03"), ongoing=True)
    assert (entry.experience_id, entry.title, entry.dates) == ("x", "Officer, Clinic", "Mar 2021 – present")
    assert text_of(facts, department="Surgery").title == "Surgery"
    assert text_of(facts).title == "An experience"


def test_marks_become_plain_and_letters_stay() -> None:
    assert plain("“A”—b’s … 3 × 4\u00a0≥\t5") == '"A"-b\'s ... 3 x 4 >= 5'
    assert plain("José\r\n\n  Müller ") == "José\nMüller"


def test_signs_that_remain_are_named_once() -> None:
    assert ErasField(text="José é µ", most=750).unusual == ("é", "µ")
    assert ErasField(text="plain", most=750).unusual == ()


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("a b", 3), ("a\nb", 3), ("é", 1), ("😀", 2)],
)
def test_characters_are_counted_with_spaces_and_line_breaks(text: str, count: int) -> None:
    assert ErasField(text=text, most=750).count == count


@pytest.mark.parametrize(("length", "over"), [(749, 0), (750, 0), (751, 1), (900, 150)])
def test_too_much_is_counted_and_the_text_stays_whole(length: int, over: int, facts: Facts) -> None:
    entry = text_of(facts, bullets=("x" * length,))
    assert entry.description.over == over
    assert entry.description.count == length


def test_the_shorter_text_ends_with_the_last_sentence_that_fits() -> None:
    text = "Saw Dr. Smith daily. Ran a clinic.\n- Taught students."
    assert ErasField(text=text, most=100).shortened == text
    assert ErasField(text=text, most=40).shortened == "Saw Dr. Smith daily. Ran a clinic."
    assert ErasField(text=text, most=25).shortened == "Saw Dr. Smith daily."
    assert ErasField(text=text, most=10).shortened == ""
    assert ErasField(text="", most=10).shortened == ""


@given(st.text(max_size=200), st.integers(0, 120))
def test_a_shorter_text_fits_and_is_the_beginning_of_the_whole(text: str, most: int) -> None:
    field = ErasField(text=text, most=most)
    assert field.text.startswith(field.shortened)
    assert ErasField(text=field.shortened, most=most).over == 0
    assert (field.over == 0) == (field.count <= most)


@given(st.text(max_size=200))
def test_plain_text_stays_as_it_is_when_made_plain_again(text: str) -> None:
    assert plain(plain(text)) == plain(text)


def test_those_with_a_reason_are_counted(facts: Facts) -> None:
    many = tuple(Experience(place="Clinic", why_meaningful="It was." if n < 5 else "") for n in range(12))
    assert eras_text(Profile(experience=many), facts).meaningful_count == 5
    assert eras_text(Profile(experience=many[4:6]), facts).meaningful_count == 1
