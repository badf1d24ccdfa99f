"""The cover letter page: what is answered is what the letter says, and nothing else."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest

from postmatch.domain.documents import LETTER_KIND
from postmatch.domain.positions import Track
from postmatch.ui.letter_program import ANOTHER
from tests.pages.tab import Tab

ANSWERS = {
    "situation": "I am a physician in Enugu & I did not match in March.",
    "why_unmatched": "I applied to eleven programs, <far> too few.",
    "improving": "I work as an extern {{ every }} week.",
}


@pytest.fixture
def letter(tab: Tab) -> Tab:
    tab.visit("cover_letter")
    return tab


def _of_program(tab: Tab, field: str) -> str:
    """The key of that field of the program in view."""
    boxes = (*tab.test.text_input, *tab.test.text_area, *tab.test.selectbox, *tab.test.number_input)
    (key,) = (one.key for one in boxes if re.fullmatch(rf"cover_letter\.position\.\w+\.{field}", one.key))
    return key


def _words(tab: Tab) -> str:
    """The text of the letter's PDF on one line, as it was downloaded."""
    pages = pypdf.PdfReader(io.BytesIO(tab.download("cover_letter.pdf"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_each_answer_stands_in_the_letter_as_typed(letter: Tab) -> None:
    for name, text in ANSWERS.items():
        letter.fill(f"cover_letter.answers.{name}", text)
    words = _words(letter)
    for text in ANSWERS.values():
        assert text in words
    assert {name: getattr(letter.workspace.profile.answers, name) for name in ANSWERS} == ANSWERS


def test_an_emptied_answer_leaves_the_letter(letter: Tab) -> None:
    letter.fill("cover_letter.answers.situation", ANSWERS["situation"])
    letter.fill("cover_letter.answers.situation", "")
    assert "Enugu" not in _words(letter)


def test_the_program_stands_in_the_letter_and_stays_one_position_however_often_it_is_edited(letter: Tab) -> None:
    letter.fill(_of_program(letter, "program"), "Lakeview Hospital")
    letter.fill(_of_program(letter, "director"), "Dr. Ines Almeida")
    letter.fill(_of_program(letter, "program"), "Riverside Hospital")
    letter.fill(_of_program(letter, "track"), Track.PRELIMINARY)
    (position,) = letter.workspace.positions
    assert letter.workspace.letter_position == position
    assert (position.program, position.track) == ("Riverside Hospital", Track.PRELIMINARY)
    words = _words(letter)
    assert "Riverside Hospital" in words
    assert "Almeida" in words
    assert "Lakeview" not in words


def test_looking_at_the_page_makes_no_position_and_changes_nothing(sample: Tab) -> None:
    before = sample.workspace
    sample.visit("cover_letter")
    sample.visit("overview")
    assert sample.workspace == before


def test_the_letter_encloses_what_is_in_the_packet_and_no_waived_letter(sample: Tab) -> None:
    sample.visit("cover_letter")
    words = _words(sample)
    waived = [d.title for d in sample.workspace.documents if d.kind == LETTER_KIND and d.waived]
    assert "ECFMG certificate" in words
    assert waived
    assert not any(title in words for title in waived)


def test_a_letter_longer_than_a_page_says_so(letter: Tab) -> None:
    letter.fill("cover_letter.answers.situation", " ".join(["I looked after patients with care."] * 500))
    assert "too long]" in letter.texts()
    assert "Shorten your answers above" in letter.notices("warning")


def test_an_own_letter_takes_over_and_the_generated_one_comes_back(letter: Tab, corpus: Path) -> None:
    letter.fill("cover_letter.answers.situation", ANSWERS["situation"])
    letter.upload("cover_letter.own", ("mine.pdf", (corpus / "pdf_good/pikepdf-outlines.pdf").read_bytes()))
    assert letter.workspace.own_cover_letter.page_count == 2
    letter.press("cover_letter.drop_own")
    assert ANSWERS["situation"] in _words(letter)


# --- several programs ------------------------------------------------------------------------------------------


def _written_to(tab: Tab, *programs: str) -> list[str]:
    """A letter to each program in turn; their ids in that order."""
    for program in programs:
        if "cover_letter.to" in {box.key for box in tab.test.selectbox}:
            tab.fill("cover_letter.to", ANOTHER)
        tab.fill(_of_program(tab, "program"), program)
        tab.fill(_of_program(tab, "why_this_program"), f"{program} trains for rural care.")
    return [position.id for position in tab.workspace.positions]


def test_another_program_gets_a_paragraph_of_its_own_and_the_first_one_keeps_its(letter: Tab) -> None:
    letter.fill("cover_letter.answers.situation", ANSWERS["situation"])
    first, second = _written_to(letter, "Lakeview Hospital", "Riverside Hospital")
    assert "Riverside Hospital trains" in _words(letter)
    letter.fill("cover_letter.to", first)
    assert letter.workspace.letter_position_id == first
    assert letter.value(_of_program(letter, "program")) == "Lakeview Hospital"
    words = _words(letter)
    assert "Lakeview Hospital trains" in words
    assert "Riverside" not in words
    assert "Enugu" in words
    letter.fill(_of_program(letter, "city"), "Toledo")
    assert [position.id for position in letter.workspace.positions] == [first, second]


def test_a_program_that_is_removed_comes_back_whole(letter: Tab) -> None:
    first, second = _written_to(letter, "Lakeview Hospital", "Riverside Hospital")
    before = letter.workspace.positions
    letter.press(f"cover_letter.remove.{second}")
    assert [position.id for position in letter.workspace.positions] == [first]
    assert letter.workspace.letter_position_id is None
    assert "Riverside" not in _words(letter)
    letter.press("cover_letter.bring_back")
    assert letter.workspace.positions == before
    assert letter.workspace.letter_position_id == second


def test_what_is_typed_for_one_program_never_lands_in_another_one_that_is_chosen_in_the_same_run(letter: Tab) -> None:
    first, second = _written_to(letter, "Lakeview Hospital", "Riverside Hospital")
    letter.test.get_by_key(_of_program(letter, "why_this_program")).set_value("Riverside alone has a river clinic.")
    letter.fill("cover_letter.to", first)
    lakeview, riverside = letter.workspace.positions
    assert lakeview.why_this_program == "Lakeview Hospital trains for rural care."
    assert riverside.why_this_program == "Riverside alone has a river clinic."
    assert letter.workspace.letter_position_id == first
    assert letter.value(_of_program(letter, "why_this_program")) == lakeview.why_this_program
    letter.fill("cover_letter.to", second)
    assert letter.value(_of_program(letter, "why_this_program")) == riverside.why_this_program


def test_what_is_typed_for_a_new_program_stays_with_it_when_another_one_is_chosen_in_the_same_run(letter: Tab) -> None:
    (first,) = _written_to(letter, "Lakeview Hospital")
    letter.fill("cover_letter.to", ANOTHER)
    letter.test.get_by_key(_of_program(letter, "program")).set_value("Riverside Hospital")
    letter.fill("cover_letter.to", first)
    assert [position.program for position in letter.workspace.positions] == ["Lakeview Hospital", "Riverside Hospital"]
    assert letter.workspace.letter_position_id == first


def test_what_is_typed_just_before_a_program_is_removed_comes_back_with_it(letter: Tab) -> None:
    (first,) = _written_to(letter, "Lakeview Hospital")
    letter.test.get_by_key(_of_program(letter, "why_this_program")).set_value("It has a lake clinic.")
    letter.press(f"cover_letter.remove.{first}")
    assert letter.workspace.positions == ()
    letter.press("cover_letter.bring_back")
    (back,) = letter.workspace.positions
    assert (back.id, back.program, back.why_this_program) == (first, "Lakeview Hospital", "It has a lake clinic.")


def test_after_a_program_was_removed_another_one_begins_empty_and_both_can_be_there(letter: Tab) -> None:
    (first,) = _written_to(letter, "Lakeview Hospital")
    letter.press(f"cover_letter.remove.{first}")
    assert letter.value(_of_program(letter, "why_this_program")) == ""
    letter.fill(_of_program(letter, "program"), "Riverside Hospital")
    letter.press("cover_letter.bring_back")
    assert {position.program for position in letter.workspace.positions} == {"Lakeview Hospital", "Riverside Hospital"}


def test_a_program_that_could_not_be_brought_back_because_of_another_tab_can_be_tried_again(letter: Tab) -> None:
    (first,) = _written_to(letter, "Lakeview Hospital")
    letter.press(f"cover_letter.remove.{first}")
    letter.change_elsewhere("Ngozi")
    letter.press("cover_letter.bring_back")
    assert letter.workspace.positions == ()
    letter.press("cover_letter.bring_back")
    assert [position.id for position in letter.workspace.positions] == [first]


def test_two_openings_of_one_program_can_both_be_chosen(letter: Tab) -> None:
    first, second = _written_to(letter, "Lakeview Hospital", "Lakeview Hospital")
    (box,) = (one for one in letter.test.selectbox if one.key == "cover_letter.to")
    assert box.options == ["Lakeview Hospital", "Lakeview Hospital · 2", "Another program"]
    letter.fill("cover_letter.to", first)
    assert letter.workspace.letter_position_id == first
    letter.fill("cover_letter.to", second)
    assert letter.workspace.letter_position_id == second


def test_without_any_program_there_is_nothing_to_choose_between(letter: Tab) -> None:
    assert "cover_letter.to" not in {box.key for box in letter.test.selectbox}


# --- before it goes out ----------------------------------------------------------------------------------------


def test_words_are_counted_and_what_is_not_answered_is_named_once(letter: Tab) -> None:
    letter.fill("cover_letter.answers.situation", ANSWERS["situation"])
    assert "12 words of yours, 250 to 400 are usual" in letter.texts()
    assert "Not answered yet: Why I did not match, What I am doing to improve" in letter.texts()
    letter.fill("cover_letter.answers.why_unmatched", "I applied to few programs.")
    assert "Not answered yet: What I am doing to improve" in letter.texts()


def test_the_name_of_another_program_in_the_letter_is_pointed_out_and_stays(letter: Tab) -> None:
    _written_to(letter, "Lakeview Hospital", "Riverside Hospital")
    letter.fill(_of_program(letter, "why_this_program"), "I saw how Lakeview Hospital cares for its town.")
    assert "to which this letter does not go" in letter.texts()
    assert "Lakeview Hospital cares" in _words(letter)
    letter.fill(_of_program(letter, "why_this_program"), "I saw how Riverside Hospital cares for its town.")
    assert "to which this letter does not go" not in letter.texts()


def test_what_was_verified_in_the_letter_is_listed(letter: Tab) -> None:
    letter.fill("cover_letter.answers.situation", ANSWERS["situation"])
    assert "can be read in the Word file" in letter.texts()
    assert letter.notices("error") == ""


# --- before it goes out ----------------------------------------------------------------------------------------


def test_the_name_of_another_program_is_marked_as_wrong_and_not_as_unanswered(letter: Tab) -> None:
    _written_to(letter, "Lakeview Hospital", "Riverside Hospital")
    letter.fill(_of_program(letter, "why_this_program"), "Lakeview Hospital is where I want to train.")
    (line,) = (one for one in letter.texts().splitlines() if "names Lakeview Hospital" in one)
    assert line.startswith(":red[:material/error:]")
    (open_questions,) = (one for one in letter.texts().splitlines() if "Not answered yet" in one)
    assert open_questions.startswith(":orange[:material/radio_button_unchecked:]")


def test_a_letter_that_is_squeezed_onto_its_page_is_told_to_be_long(letter: Tab) -> None:
    sentence = "I looked after patients with care."
    letter.fill("cover_letter.answers.situation", " ".join([sentence] * 20))
    assert "are usual. Keep" not in letter.texts()
    letter.fill("cover_letter.answers.situation", " ".join([sentence] * 80))
    assert "too long]" not in letter.texts()
    (line,) = (one for one in letter.texts().splitlines() if "Your answers make 480 words" in one)
    assert line.startswith(":orange[:material/warning:]")


def test_the_files_carry_the_name_of_the_applicant(sample: Tab) -> None:
    names = {}
    for kind in ("cover_letter", "cv"):
        sample.visit(kind)
        for ending in ("docx", "pdf"):
            names[kind, ending] = sample.offered_name(f"{kind}.{ending}")
    assert names["cv", "pdf"] == "Okafor_Adaeze_CV.pdf"
    assert names["cv", "docx"] == "Okafor_Adaeze_CV.docx"
    assert names["cover_letter", "pdf"].startswith("Okafor_Adaeze_Cover")
