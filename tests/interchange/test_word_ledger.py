"""That a missing word is noticed: the last safeguard of everything that is read of running text."""

from __future__ import annotations

from postmatch.domain.profile import Exam, ExamKind, Experience, ExperienceKind
from postmatch.interchange.word_ledger import not_kept, words_in

JOB = Experience(
    kind=ExperienceKind.US_OBSERVERSHIP, place="Example Clinic", role="Observer", start="2024-09-05", ongoing=True
)


def test_a_line_of_which_every_word_is_kept_is_not_left() -> None:
    assert not_kept(["OBSERVER, Example clinic", "Sept 5, 2024 – present"], [JOB]) == []
    assert not_kept(["09/05/2024"], [JOB]) == []


def test_a_line_of_which_one_word_is_missing_is_left_whole() -> None:
    assert not_kept(["Observer, Example Clinic, Room 7"], [JOB]) == ["Observer, Example Clinic, Room 7"]
    assert not_kept(["Oct 2024 – present"], [JOB]) == ["Oct 2024 – present"]


def test_a_word_that_stands_twice_must_be_kept_twice() -> None:
    assert not_kept(["Observer", "Observer"], [JOB]) == ["Observer"]


def test_words_of_a_choice_and_of_labels_count_as_understood() -> None:
    assert not_kept(["US clinical experience, observership"], [JOB]) == []
    assert not_kept(["Score 238"], [Exam(kind=ExamKind.STEP_1, score=238)]) == ["Score 238"]
    assert not_kept(["Score 238"], [Exam(kind=ExamKind.STEP_1, score=238)], understood=["score"]) == []


def test_words_around_dates_count_only_where_there_is_a_date() -> None:
    assert not_kept(["since present"], [Experience(place="A")]) == ["since present"]


def test_the_words_of_a_value_in_one_line() -> None:
    assert words_in(JOB) == "Example Clinic, Observer, 2024-09-05"
    assert words_in((Exam(kind=ExamKind.STEP_1, score=0), "x")) == "0, x"
