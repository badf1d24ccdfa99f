"""Numbers that nobody needs before a contract, in words that are kept."""

from __future__ import annotations

from postmatch.domain.imports import Imported, Unplaced, kept_beside
from postmatch.domain.left_out_numbers import lines_without_numbers, without_numbers
from postmatch.domain.profile import Profile


def test_each_number_is_named_as_left_out() -> None:
    assert without_numbers("SSN: 123-45-6789") == "SSN: [Social Security number left out]"
    assert without_numbers("Passport No. A01234567, Lagos") == "Passport No. [Passport number left out], Lagos"
    assert without_numbers("AAMC ID 12345678, phone 614 555 0142") == "AAMC ID 12345678, phone 614 555 0142"


def test_a_label_in_the_line_above_counts_and_no_line_is_lost() -> None:
    lines = ["Social Security Number", "123 45 6789", "Ada Example"]
    assert lines_without_numbers(lines) == [lines[0], "[Social Security number left out]", lines[2]]
    assert lines_without_numbers([]) == []
    assert lines_without_numbers(["a\nb", ""]) == ["a b", ""]


def test_the_heading_of_words_may_be_the_label_of_the_number() -> None:
    one = Unplaced(source="a", heading="basics: ssn", text="123456789")
    (kept,) = Imported(source="a", profile=Profile(), unplaced=(one,)).of_file(b"x").unplaced
    assert kept.text == "[Social Security number left out]"
    assert (kept.heading, kept.id, len(kept.digest)) == (one.heading, one.id, 64)


def test_words_of_the_very_same_file_make_room_and_all_others_stay() -> None:
    words = tuple(Unplaced(source="cv", heading="", text=digest, digest=digest) for digest in ("a", "b", ""))
    assert [one.text for one in kept_beside(words, "a")] == ["b", ""]
    assert kept_beside(words, "") == words
