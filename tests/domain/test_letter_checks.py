"""Each rule for letters fires on the mistake it is for and is silent on a letter that is right."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.checklist import Finding, FindingStatus, review
from postmatch.domain.facts import Facts
from postmatch.domain.letter import letter_word_count
from postmatch.domain.letter_checks import LETTER_RULES
from postmatch.domain.positions import Position, Track
from postmatch.domain.profile import Experience, LetterAnswers, Profile, SpecialtyInterest
from postmatch.domain.workspace import Workspace
from postmatch.knowledge import load_facts

TODAY = date(2026, 11, 25)
LONG = " ".join(f"I saw {number} patients." for number in range(70))  # 280 words
CEDAR = Position(
    id="cedar",
    program="Cedar Valley Medical Center",
    specialty="Internal Medicine",
    city="Waterloo",
    state="Iowa",
    director="Jane Smith, MD",
    why_this_program="The continuity clinic in Waterloo.",
)
MAPLE = Position(id="maple", program="Maple Hollow Hospital", specialty="Family Medicine", director="John Doe")
PROFILE = Profile(
    experience=(Experience(place="Oriole General"),),
    answers=LetterAnswers(
        situation=LONG,
        why_unmatched="I applied late.",
        improving="I work as a research fellow.",
        specialties=(SpecialtyInterest(specialty="Internal Medicine", draw="The ward in my home town."),),
    ),
)
IN_ORDER = Workspace(profile=PROFILE, positions=(MAPLE, CEDAR), letter_position_id="cedar")


def answered(**changes: object) -> Workspace:
    answers = PROFILE.answers.model_copy(update=changes)
    return IN_ORDER.with_profile(PROFILE.model_copy(update={"answers": answers}))


def to(**changes: object) -> Workspace:
    return IN_ORDER.with_position(CEDAR.model_copy(update=changes))


def word_count(workspace: Workspace) -> int:
    return letter_word_count(workspace.profile, workspace.letter_position)


def says(workspace: Workspace, facts: Facts) -> tuple[Finding, ...]:
    return review(workspace, facts, TODAY, LETTER_RULES)


def only(workspace: Workspace, facts: Facts) -> Finding:
    (finding,) = says(workspace, facts)
    assert finding.why
    assert finding.hint
    return finding


def test_a_letter_that_is_right_passes_all_rules(facts: Facts) -> None:
    assert says(IN_ORDER, facts) == ()


@pytest.mark.parametrize(
    ("workspace", "question"),
    [
        (answered(why_unmatched=""), "Why I did not match"),
        (answered(improving=""), "What I am doing to improve"),
        (answered(specialties=()), "What draws me to Internal Medicine"),
        (answered(specialties=(SpecialtyInterest(specialty="Psychiatry", draw="Minds."),)),
         "What draws me to Internal Medicine"),
        (to(why_this_program=""), "Why this program"),
    ],
)  # fmt: skip
def test_a_question_without_an_answer_is_named(workspace: Workspace, question: str, facts: Facts) -> None:
    finding = only(workspace, facts)
    assert (finding.rule_id, finding.subject, finding.status) == ("letter_unanswered", question, FindingStatus.TODO)


def test_an_empty_letter_asks_all_questions_and_counts_no_words(facts: Facts) -> None:
    assert [one.rule_id for one in says(Workspace(), facts)] == ["letter_unanswered"] * 5


@pytest.mark.parametrize(
    "text",
    ["I admire [program name].", "I admire {{ program }}.", "I admire <name>.", "I admire ____.", "I admire XXX.",
     "Reason: TBD", "I admire ???", "Your program name here in Waterloo"],
)  # fmt: skip
def test_a_blank_that_was_left_is_quoted(text: str, facts: Facts) -> None:
    found = says(to(why_this_program=f"{text} In Waterloo."), facts)
    assert [one.rule_id for one in found] == ["letter_placeholders"]
    assert found[0].message.startswith("“")
    assert "in “Why this program” looks like a blank" in found[0].message


def test_brackets_in_prose_are_no_blanks(facts: Facts) -> None:
    assert says(to(why_this_program="The clinic (a small one) in Waterloo... with age < 30."), facts) == ()


# --- about this program -----------------------------------------------------------------------------------------

GENERIC = "I admire your excellent program and its kind residents."


def test_what_could_go_to_any_program_is_told(facts: Facts) -> None:
    finding = only(to(why_this_program=GENERIC), facts)
    assert finding.rule_id == "letter_not_specific"
    assert "nothing of it is named" in finding.message


def test_what_stands_in_another_letter_too_is_told_and_one_sentence_of_its_own_is_enough(facts: Facts) -> None:
    both = to(why_this_program=GENERIC).model_copy(update={"letter_position_id": "cedar"})
    other = MAPLE.model_copy(update={"why_this_program": f"{GENERIC} I like maples."})
    copied = both.with_position(other).with_letter_to("cedar")
    assert "stands in another letter" in only(copied, facts).message
    more = copied.with_position(CEDAR.model_copy(update={"why_this_program": f"{GENERIC} Your night teams rotate."}))
    assert says(more, facts) == ()


@pytest.mark.parametrize(
    "text",
    ["I know Cedar Valley.", "I have family in Iowa.", "Dr. Smith teaches there.", "I like your Heart Failure Clinic."],
)
def test_one_thing_of_the_program_is_enough(text: str, facts: Facts) -> None:
    assert says(to(why_this_program=text), facts) == ()


def test_without_a_program_nothing_is_asked_of_its_names(facts: Facts) -> None:
    nobody = IN_ORDER.with_letter_to(None)
    assert {one.rule_id for one in says(nobody, facts)} == {"letter_unanswered"}


def test_another_programs_name_is_the_mistake_to_mend_first(facts: Facts) -> None:
    finding = only(to(why_this_program="In Waterloo or Maple Hollow."), facts)
    assert (finding.rule_id, finding.status) == ("letter_other_program", FindingStatus.TODO)
    assert "“In Waterloo or Maple Hollow.” in “Why this program” names Maple Hollow Hospital" in finding.message


def test_a_name_of_one_word_may_be_something_else_and_is_only_a_doubt(facts: Facts) -> None:
    hope = Position(id="hope", program="Hope Hospital")
    letter = to(why_this_program="In Waterloo I met Hope again.").with_position(hope).with_letter_to("cedar")
    finding = only(letter, facts)
    assert (finding.rule_id, finding.status) == ("letter_other_program", FindingStatus.WARNING)


def test_in_an_answer_that_stands_in_every_letter_no_program_is_named(facts: Facts) -> None:
    finding = only(answered(improving="I hope to work with Dr. Doe."), facts)
    assert finding.rule_id == "letter_other_program"
    assert "stands in every letter" in finding.hint


def test_a_place_where_the_applicant_worked_may_be_named_in_every_letter(facts: Facts) -> None:
    worked = PROFILE.model_copy(
        update={
            "experience": (Experience(place="Maple Hollow Hospital"),),
            "answers": PROFILE.answers.model_copy(update={"improving": "I worked at Maple Hollow."}),
        }
    )
    assert says(IN_ORDER.with_profile(worked), facts) == ()


# --- about this specialty ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("In Waterloo I would become a pediatrician.", True),
        ("The Waterloo clinic for family medicine.", True),
        ("The Waterloo clinic for internal medicine and its internists.", False),
        ("The Waterloo ward for medicine.", False),
        ("The Waterloo clinic for family\nmedicine.", True),
        ("The Waterloo clinic for medpeds.", True),
    ],
)
def test_another_specialty_in_the_part_about_the_program_is_told(text: str, fires: bool, facts: Facts) -> None:
    assert [one.rule_id for one in says(to(why_this_program=text), facts)] == ["letter_other_specialty"] * fires


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("I have a passion for psychiatry.", True),
        ("I want a career in surgery.", True),
        ("I sent few applications in family medicine.", False),
        ("I rotated in surgery. I want to become a better physician.", False),
    ],
)
def test_in_answers_for_every_letter_only_a_wish_is_told(text: str, fires: bool, facts: Facts) -> None:
    assert [one.rule_id for one in says(answered(improving=text), facts)] == ["letter_other_specialty"] * fires


def test_a_combined_specialty_is_both_of_its_parts(facts: Facts) -> None:
    draw = SpecialtyInterest(specialty="Internal Medicine-Pediatrics", draw="Pediatrics and internal medicine at once.")
    both = answered(specialties=(draw,)).with_position(
        CEDAR.model_copy(update={"specialty": "Internal Medicine-Pediatrics"})
    )
    assert says(both, facts) == ()


@pytest.mark.parametrize(
    ("specialty", "text"),
    [("IM", "internal medicine"), ("Peds", "pediatrics"), ("IM/Peds", "pediatrics and internal medicine"),
     ("Something rare", "internal medicine")],
)  # fmt: skip
def test_a_short_name_is_the_same_and_an_unknown_one_asks_nothing(specialty: str, text: str, facts: Facts) -> None:
    letter = to(specialty=specialty, why_this_program=f"In Waterloo I love {text}.")
    assert "letter_other_specialty" not in {one.rule_id for one in says(letter, facts)}


def test_a_specialty_in_short_is_told_from_others_and_is_no_word_of_a_sentence(facts: Facts) -> None:
    letter = to(specialty="IM", why_this_program="In Waterloo I love psychiatry.")
    assert "letter_other_specialty" in {one.rule_id for one in says(letter, facts)}
    assert says(to(why_this_program="In Waterloo I gave EM doses and IM injections."), facts) == ()


def test_a_year_before_another_specialty_may_name_it(facts: Facts) -> None:
    text = "A year in Waterloo on my way to neurology."
    assert says(to(why_this_program=text, track=Track.PRELIMINARY), facts) == ()
    assert only(to(why_this_program=text), facts).rule_id == "letter_other_specialty"


def test_a_specialty_in_the_name_of_the_program_is_no_other(facts: Facts) -> None:
    named = to(program="Waterloo Family Medicine Center", why_this_program="The Family Medicine Center in Waterloo.")
    assert says(named, facts) == ()


# --- tone and length --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rule_id"),
    [
        ("The process was unfair.", "letter_blame"),
        ("It was due to COVID-19 that I failed.", "letter_blame"),
        ("My dean let me down.", "letter_blame"),
        ("I am desperate for a chance.", "letter_distress"),
        ("I would do anything to train.", "letter_distress"),
        ("I was devastated.", "letter_distress"),
    ],
)
def test_blame_and_distress_are_quoted(text: str, rule_id: str, facts: Facts) -> None:
    finding = only(answered(why_unmatched=text), facts)
    assert finding.rule_id == rule_id
    assert finding.message.startswith(f"“{text}” in “Why I did not match”")


@pytest.mark.parametrize(
    "text",
    [
        "I treated patients with depression and panic disorder.",
        "During the COVID-19 pandemic I ran a ward.",
        "Patients who suffer from heart failure taught me patience.",
        "I wanted to learn how the system of care works.",
    ],
)
def test_words_of_the_ward_are_neither(text: str, facts: Facts) -> None:
    assert says(answered(improving=text), facts) == ()


@pytest.mark.parametrize(("count", "fires"), [(49, False), (20, True), (110, True)])
def test_few_and_many_words_are_told(count: int, fires: bool, facts: Facts) -> None:
    letter = answered(situation=" ".join(["I saw patients daily."] * (count + 10)))
    found = [one for one in says(letter, facts) if one.rule_id == "letter_length"]
    assert bool(found) is fires
    assert all("250 to 400 are usual" in one.message for one in found)


@pytest.mark.parametrize(
    ("sentences", "why", "hint"), [(20, "leaves questions open", "Say more"), (120, "is skimmed", "Keep the sentences")]
)
def test_what_is_said_of_a_short_and_of_a_long_letter(sentences: int, why: str, hint: str, facts: Facts) -> None:
    finding = only(answered(situation=" ".join(["I saw patients daily."] * sentences)), facts)
    assert why in finding.why
    assert finding.hint.startswith(hint)


@pytest.mark.parametrize(("words", "fires"), [(249, True), (250, False), (400, False), (401, True)])
def test_the_usual_length_includes_its_ends(words: int, fires: bool, facts: Facts) -> None:
    others = word_count(answered(situation=""))
    letter = answered(situation=" ".join(["word"] * (words - others)))
    assert ("letter_length" in {one.rule_id for one in says(letter, facts)}) is fires


# --- the director -----------------------------------------------------------------------------------------------


def test_what_is_no_name_of_a_director_is_quoted_with_the_greeting_that_remains(facts: Facts) -> None:
    finding = only(to(director="Jane Smith, MD, jane@h.org"), facts)
    assert (finding.rule_id, finding.subject) == ("letter_director", "Program director")
    assert "“jane@h.org”" in finding.message
    assert "begins “Dear Dr. Smith”" in finding.message


@pytest.mark.parametrize("field", ["director", "program"])
def test_a_blank_in_the_address_is_one_too(field: str, facts: Facts) -> None:
    found = says(to(**{field: "{{ name }}"}), facts)
    assert "letter_placeholders" in {one.rule_id for one in found}
    assert "letter_director" not in {one.rule_id for one in found}


def test_a_letter_to_no_program_names_none_either(facts: Facts) -> None:
    nobody = answered(improving="I hope to join Maple Hollow Hospital.").with_letter_to(None)
    assert "letter_other_program" in {one.rule_id for one in says(nobody, facts)}


# --- for all texts ----------------------------------------------------------------------------------------------

TEXTS = st.text(alphabet="abI A.[]{}<>_?!()*+^$\\|-'’\n王é0", max_size=40) | st.sampled_from(
    ["Hope", "MD", "med peds", "PM & R", "I love internal\nmedicine", "OB GYN"]
)
POSITIONS = st.builds(
    Position, program=TEXTS, specialty=TEXTS, city=TEXTS, state=TEXTS, director=TEXTS, why_this_program=TEXTS
)
ANSWERS = st.builds(LetterAnswers, situation=TEXTS, why_unmatched=TEXTS, improving=TEXTS)


@given(ANSWERS, st.lists(POSITIONS, min_size=1, max_size=3))
def test_no_text_of_any_field_breaks_a_rule(answers: LetterAnswers, positions: list[Position]) -> None:
    workspace = Workspace(
        profile=Profile(answers=answers), positions=tuple(positions), letter_position_id=positions[0].id
    )
    assert FindingStatus.UNKNOWN not in {one.status for one in says(workspace, load_facts())}


def test_every_rule_is_tried_above_and_has_a_title() -> None:
    assert {rule.id for rule in LETTER_RULES} == {
        "letter_unanswered", "letter_placeholders", "letter_other_program", "letter_other_specialty",
        "letter_not_specific", "letter_blame", "letter_distress", "letter_length",
        "letter_director",
    }  # fmt: skip
    assert all(rule.title for rule in LETTER_RULES)
