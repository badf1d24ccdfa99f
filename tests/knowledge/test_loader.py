"""The data files as they are shipped, and what the loader refuses."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, LETTER_KIND, OTHER_KIND, Necessity
from postmatch.domain.facts import Facts
from postmatch.domain.packet_profiles import PacketForm
from postmatch.knowledge import load_facts, overdue
from postmatch.knowledge.loader import CHECKED_EVERY, DATA, MARKS, read_facts

DOCUMENTS = (DATA / "documents.toml").read_text("utf-8")
FIGURES = (DATA / "figures.toml").read_text("utf-8")
PROFILES = (DATA / "packet_profiles.toml").read_text("utf-8")
WORDS = (DATA / "words.toml").read_text("utf-8")
_COUNTED = ("bytes", "days", "score", "letters", "year", "experiences")


def test_the_catalogue_has_every_kind_that_reports_and_archives_name(facts: Facts) -> None:
    """Ids stand in saved work and in reports, so one that was released never changes."""
    assert {kind.id for kind in facts.kinds} == {
        CV_KIND,
        COVER_LETTER_KIND,
        LETTER_KIND,
        OTHER_KIND,
        "certificate",
        "diploma",
        "diploma_translation",
        "ecfmg_certificate",
        "ecfmg_status_report",
        "medical_school_transcript",
        "mspe",
        "myeras_application",
        "personal_statement",
        "photo",
        "score_report",
        "step_3_report",
        "usmle_transcript",
        "work_authorization",
    }


def test_every_kind_says_who_issues_it_how_to_get_it_why_and_how_long_it_takes(facts: Facts) -> None:
    for kind in facts.kinds:
        assert kind.label, kind.id
        assert kind.issuer, kind.id
        assert kind.how_to_get.endswith("."), kind.id
        assert kind.why.endswith("."), kind.id
        assert kind.lead_days >= 0, kind.id
        assert kind.name_words, kind.id


def test_a_lead_time_that_nobody_states_is_marked_as_such(facts: Facts) -> None:
    """No official lead time was found for anything that takes days; one that looks official would be invented."""
    slow = [kind for kind in facts.kinds if kind.lead_days > 3]

    assert len(slow) > 5
    for kind in slow:
        assert re.search(r"not stated officially|does not state|not a rule", kind.how_to_get), kind.id


def test_kinds_come_in_the_order_of_the_packet(facts: Facts) -> None:
    ids = [kind.id for kind in facts.kinds]

    assert [kind.place for kind in facts.kinds] == sorted({kind.place for kind in facts.kinds})
    assert ids[:2] == [COVER_LETTER_KIND, CV_KIND]
    assert ids[-1] == OTHER_KIND
    assert ids.index("ecfmg_certificate") < ids.index("usmle_transcript") < ids.index("myeras_application")
    assert ids.index("diploma") + 1 == ids.index("diploma_translation")


def test_what_we_make_ourselves_is_never_a_document_to_collect(facts: Facts) -> None:
    for kind_id in (CV_KIND, COVER_LETTER_KIND):
        kind = facts.kind(kind_id)
        assert kind is not None
        assert kind.necessity is Necessity.HELPFUL


def test_guess_words_are_lower_case_and_lead_to_one_kind_only(facts: Facts) -> None:
    for field in ("name_words", "text_words"):
        owners: dict[str, list[str]] = {}
        for kind in facts.kinds:
            for word in getattr(kind, field):
                assert word == word.lower()
                owners.setdefault(word, []).append(kind.id)
        shared = {word for word, ids in owners.items() if len(ids) > 1}
        # the name of the issuer stands on both of its papers
        assert shared <= {"educational commission for foreign medical graduates"}


def test_every_row_has_a_source_and_a_date_not_ahead(facts: Facts) -> None:
    rows = [*facts.kinds, *facts.figures, *facts.packet_profiles, *facts.word_lists]

    assert len(rows) > 30
    for row in rows:
        assert row.source, row.id
        assert date(2026, 1, 1) <= row.checked_on <= date.today(), row.id  # noqa: DTZ011
    assert {row.mark for row in (*facts.figures, *facts.word_lists)} <= MARKS
    assert all(fact.unit and fact.note for fact in facts.figures)


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("step_score_lowest", "step_score_highest"),
        ("oet_score_lowest", "oet_score_highest"),
        ("email_green_bytes", "email_amber_bytes"),
        ("email_amber_bytes", "email_outlook_bytes"),
        ("email_outlook_file_bytes", "email_outlook_bytes"),
        ("email_icloud_file_bytes", "email_icloud_bytes"),
        ("email_gmail_file_bytes", "email_gmail_bytes"),
        ("email_yahoo_file_bytes", "email_yahoo_bytes"),
        ("email_proton_file_bytes", "email_proton_bytes"),
        ("email_green_bytes", "email_microsoft_365_bytes"),
        ("letters_expected", "letters_eras_most"),
        ("eras_meaningful_characters", "eras_experience_characters"),
        ("eras_meaningful_most", "eras_experiences_most"),
        ("letter_words_least", "letter_words_most"),
    ],
)
def test_figures_that_belong_together_are_in_order(low: str, high: str, facts: Facts) -> None:
    assert facts.figure(low).value < facts.figure(high).value  # type: ignore[operator]


def test_dates_are_dates_and_counts_are_numbers(facts: Facts) -> None:
    for fact in facts.figures:
        if fact.unit == "date":
            assert type(fact.value) is date
        elif fact.unit in _COUNTED or fact.id.startswith("letter_words_"):
            assert type(fact.value) is int
    assert type(facts.figure("eras_experience_characters").value) is int


def test_the_facts_are_read_once() -> None:
    assert load_facts() is load_facts()


def test_nothing_is_overdue_on_the_day_it_was_checked_and_everything_is_years_later(facts: Facts) -> None:
    rows = (*facts.kinds, *facts.figures, *facts.packet_profiles, *facts.word_lists)
    newest = max(row.checked_on for row in rows)
    oldest = min(row.checked_on for row in rows)

    assert overdue(facts, oldest + CHECKED_EVERY) == ()
    assert set(overdue(facts, newest + CHECKED_EVERY + timedelta(days=1))) == set(rows)


def test_the_longest_unread_row_comes_first(facts: Facts) -> None:
    old = facts.figures[3].model_copy(update={"checked_on": date(2020, 1, 1)})
    older = facts.model_copy(update={"figures": (*facts.figures[:3], old, *facts.figures[4:])})

    assert overdue(older, date(2040, 1, 1))[0] == old


@pytest.mark.parametrize(
    ("documents", "figures", "complaint"),
    [
        ("kind = [", FIGURES, "documents.toml is not TOML"),
        (DOCUMENTS, "figure = [", "figures.toml is not TOML"),
        (DOCUMENTS + "\n[[sort]]\nid = 'x'\n", FIGURES, "unknown tables: sort"),
        (DOCUMENTS.replace("lead_days = 28", "lead_days = 'four weeks'", 1), FIGURES, "the row 'mspe' is wrong"),
        (DOCUMENTS.replace("lead_days = 28", "lead_day = 28", 1), FIGURES, "the row 'mspe' is wrong"),
        (DOCUMENTS.replace('id = "mspe"', 'id = "diploma"'), FIGURES, "id used twice: diploma"),
        (DOCUMENTS.replace("place = 110", "place = 120"), FIGURES, "place used twice: 120"),
        (DOCUMENTS, FIGURES.replace('mark = "official"', 'mark = "rumour"', 1), "unknown mark 'rumour'"),
        (DOCUMENTS, FIGURES.replace("step_2_ck_pass_from", "step_2_ck_pass"), "id used twice: step_2_ck_pass"),
    ],
)
def test_a_wrong_row_is_refused_by_name(documents: str, figures: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_facts(documents, figures, PROFILES)


# --- packet profiles --------------------------------------------------------------------------------------------


def test_the_shipped_profiles_are_those_that_saved_work_and_the_command_line_name(facts: Facts) -> None:
    forms = {profile.id: profile.form for profile in facts.packet_profiles}
    assert forms == {
        "email": PacketForm.ONE_PDF,
        "separate": PacketForm.SEPARATE_FILES,
        "letter_portal": PacketForm.LETTER_PORTAL,
    }


def test_size_targets_are_the_figures_that_they_name(facts: Facts) -> None:
    most = {profile.id: profile.most_bytes for profile in facts.packet_profiles}
    assert most["email"] == facts.figure("email_green_bytes").value
    assert most["letter_portal"] == facts.figure("letter_portal_bytes").value
    assert most["separate"] is None


def test_a_size_target_may_be_a_number_and_no_profile_is_needed() -> None:
    changed = PROFILES.replace('most_bytes = "email_green_bytes"', "most_bytes = 123")
    assert read_facts(DOCUMENTS, FIGURES, changed).packet_profiles[0].most_bytes == 123
    assert read_facts(DOCUMENTS, FIGURES, "").packet_profiles == ()


@pytest.mark.parametrize(
    ("profiles", "complaint"),
    [
        ("profile = [", "packet_profiles.toml is not TOML"),
        (PROFILES.replace('id = "separate"', 'id = "email"'), "id used twice: email"),
        (PROFILES.replace('"letter_of_recommendation"]', '"love_letter"]'), "not in documents.toml: love_letter"),
        (PROFILES.replace('"email_green_bytes"', '"no_such_figure"'), "a figure that is not there: 'no_such_figure'"),
        (PROFILES.replace('form = "one_pdf"', 'form = "scroll"'), "the row 'email' is wrong"),
        (PROFILES.replace("checked_on = 2026-11-01", "", 1), "'email' has no source or no date"),
    ],
)
def test_a_wrong_profile_is_refused_by_name(profiles: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_facts(DOCUMENTS, FIGURES, profiles)


def test_every_kind_has_a_word_of_its_own_for_file_names(facts: Facts) -> None:
    words = [kind.file_word for kind in facts.kinds]
    assert all(re.fullmatch(r"[A-Za-z0-9]+(_[A-Za-z0-9]+)*", word) for word in words)
    assert len(set(words)) == len(words)


# --- words ------------------------------------------------------------------------------------------------------


def test_the_lists_are_those_that_rules_ask_for_and_none_is_empty_or_says_a_word_twice(facts: Facts) -> None:
    assert {one.id for one in facts.word_lists} == {
        "before_numeral_one",
        "blame",
        "common_names",
        "distress",
        "filler",
        "first_person",
        "part_time",
        "placeholders",
        "program_words",
        "wishes",
    }
    for one in facts.word_lists:
        assert one.words, one.id
        assert len(set(one.words)) == len(one.words), one.id
        assert all(word == word.strip() for word in one.words), one.id


def test_specialties_have_names_of_their_own(facts: Facts) -> None:
    names = [name.casefold() for one in facts.specialties for name in one.names]
    assert len(names) == len(set(names)) > 30


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ("list = [", "words.toml is not TOML"),
        (WORDS + "[[verse]]\nid = 'x'\n", "unknown tables: verse"),
        (WORDS.replace('id = "distress"', 'id = "blame"'), "id used twice: blame"),
        (WORDS.replace('name = "Urology"', 'name = "Neurology"'), "name used twice: neurology"),
        (WORDS.replace('mark = "design"', 'mark = "rumour"', 1), "unknown mark 'rumour'"),
        (WORDS.replace('id = "blame"\nwords', 'id = "blame"\nverses'), "the row 'blame' is wrong"),
    ],
)
def test_a_wrong_list_is_refused_by_name(words: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        read_facts(DOCUMENTS, FIGURES, PROFILES, words)


def test_a_list_that_is_not_there_is_named(facts: Facts) -> None:
    with pytest.raises(KeyError, match="no_such_list"):
        facts.words("no_such_list")
