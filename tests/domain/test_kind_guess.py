"""Names as people give them, and first pages as they read; a wrong guess about a letter is the dangerous one."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.kind_guess import KindGuess, guess_kind
from postmatch.knowledge import load_facts

NAMES = {
    "cover_letter": ("Cover_Letter.pdf", "CoverLetter.docx", "coverletter.pdf", "motivation letter.pdf"),
    "cv": ("CV.pdf", "Okafor_CV_2026.docx", "Résumé.pdf", "curriculum-vitae.pdf", "myCV.docx"),
    "ecfmg_certificate": ("ECFMG_Certificate.pdf", "ECFMGCertificate.pdf", "ecfmg cert scan.jpg"),
    "ecfmg_status_report": ("ECFMG_Status_Report.pdf", "ECFMG-Certification-Status-Report.pdf", "status report.pdf"),
    "usmle_transcript": (
        "USMLE-Transcript.pdf",
        "usmleTranscript.pdf",
        "Usmle_Transcript_Step_1_2.pdf",
        "usmle step 3 transcript.pdf",
    ),
    "score_report": ("step1.pdf", "Step2CK_score_report.pdf", "scorereport.pdf", "USMLE Step 2 CK.pdf"),
    "step_3_report": ("Step_3_Score_Report.pdf", "USMLE_Step3.pdf"),
    "myeras_application": ("MyERAS_Application.pdf", "myeras.pdf", "CAF.pdf", "ERASApplication.pdf"),
    "personal_statement": ("PersonalStatement_IM.docx", "personalstatement.pdf", "PS.docx", "ps_family_medicine.pdf"),
    LETTER_KIND: (
        "LoR1.pdf",
        "LORSmith.pdf",
        "lors.pdf",
        "Letter_of_Recommendation_Dr_Jones.pdf",
        "Recommendation Letter.pdf",
        "My Letter Dr Smith.pdf",
        "reference-brown.pdf",
    ),
    "mspe": ("MSPE.pdf", "Deans_Letter.pdf", "Dean's Letter.pdf", "dean’s letter.pdf", "DeanLetter.pdf"),
    "medical_school_transcript": ("transcript.pdf", "medical_school_transcript.pdf", "Marksheet.pdf"),
    "diploma": ("diploma.jpg", "MD_degree.pdf", "MedicalDiploma.png"),
    "diploma_translation": ("Diploma_Translation.pdf", "translation-of-diploma.pdf", "DiplomaTranslation.pdf"),
    "work_authorization": ("green_card.jpg", "I-797.pdf", "EAD.png", "GreenCard_front.jpg"),
    "certificate": ("ACLS-2026.pdf", "BLS_card.png", "12-acls_certificate.pdf"),
    "photo": ("photo.JPG", "headshot.png"),
    OTHER_KIND: (
        "IMG_1234.jpg",
        "Scan001.pdf",
        "recv_123.pdf",
        "leadership.pdf",
        "psychiatry.pdf",
        "visage.pdf",
        "USMLE.pdf",
        "statement_of_need.pdf",
        "",
        ".pdf",
        "履歴.pdf",
    ),
}

TEXTS = {
    "cv": "CURRICULUM VITAE\nAdaeze Okafor\nEducation\nLanguages",
    "cover_letter": "Dear Dr. Lee,\nI am writing to apply for the open PGY-1 position in Internal Medicine.",
    "usmle_transcript": "United States Medical Licensing Examination\nUSMLE Certified Transcript of Scores",
    "score_report": "USMLE\nStep 2 CK Score Report\nTest date",
    "mspe": "MEDICAL STUDENT PERFORMANCE EVALUATION\nIdentifying information\nNot a letter of recommendation",
    LETTER_KIND: "To the Program Director: I have supervised Dr. Okafor and recommend her without reservation.",
    "diploma": "The University has conferred upon Adaeze Okafor the degree",
    "diploma_translation": "CERTIFIED TRANSLATION\nI certify that this translation is complete. Diploma",
    "ecfmg_status_report": "Educational Commission for Foreign Medical Graduates\nECFMG Status Report",
    "ecfmg_certificate": "The Educational Commission for Foreign Medical Graduates certifies that",
    "medical_school_transcript": "OFFICE OF THE REGISTRAR\nAcademic Transcript\nCredit hours",
    "myeras_application": "MyERAS Application\nBiographic information",
    "work_authorization": "UNITED STATES OF AMERICA EMPLOYMENT AUTHORIZATION CARD",
    "certificate": "American Heart Association\nAdvanced Cardiovascular Life Support",
    OTHER_KIND: "The quick brown fox jumps over the lazy dog.",
}


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, names in NAMES.items() for name in names])
def test_a_name_tells_the_kind(kind: str, name: str, facts: Facts) -> None:
    assert guess_kind(name, "", facts.kinds).kind == kind


@pytest.mark.parametrize(("kind", "text"), TEXTS.items())
def test_a_first_page_tells_the_kind_when_the_name_says_nothing(kind: str, text: str, facts: Facts) -> None:
    assert guess_kind("Scan001.pdf", text, facts.kinds).kind == kind


def test_a_certificate_whose_title_text_recognition_puts_late_is_no_status_report(facts: Facts) -> None:
    text = "Valid through\nECFMG Certificate\nEducational Commission for Foreign Medical Graduates\nThis certifies that"
    assert guess_kind("scan 3.pdf", text, facts.kinds).kind == "ecfmg_certificate"


def test_every_kind_in_the_catalogue_has_a_name_that_leads_to_it(facts: Facts) -> None:
    assert set(NAMES) == {kind.id for kind in facts.kinds}


def test_a_folder_counts_as_part_of_the_name(facts: Facts) -> None:
    assert guess_kind("letters of recommendation/smith.pdf", "", facts.kinds).kind == LETTER_KIND


def test_the_words_that_decided_are_given(facts: Facts) -> None:
    guess = guess_kind("LoR_Smith.pdf", "Letter of recommendation for Dr. Okafor", facts.kinds)

    assert guess == KindGuess(kind=LETTER_KIND, words=("lor", "letter of recommendation"))
    assert guess_kind("Scan001.pdf", "", facts.kinds).words == ()


def test_a_clear_text_outweighs_a_vague_name(facts: Facts) -> None:
    text = "USMLE Certified Transcript of Scores"

    assert guess_kind("transcript.pdf", "", facts.kinds).kind == "medical_school_transcript"
    assert guess_kind("transcript.pdf", text, facts.kinds).kind == "usmle_transcript"
    assert (
        guess_kind("certificate.pdf", "I recommend him; I strongly recommend him.", facts.kinds).kind != "certificate"
    )


def test_a_tie_is_left_to_the_applicant(facts: Facts) -> None:
    assert guess_kind("photo diploma.pdf", "", facts.kinds) == KindGuess(kind=OTHER_KIND)


def test_a_tie_with_a_letter_is_a_letter_because_its_waiver_must_be_asked_for(facts: Facts) -> None:
    assert guess_kind("letter diploma.pdf", "", facts.kinds).kind == LETTER_KIND


def test_repeating_a_word_does_not_make_it_weigh_more(facts: Facts) -> None:
    assert guess_kind("photo photo photo diploma.pdf", "", facts.kinds).kind == OTHER_KIND


def test_only_the_top_of_a_text_counts(facts: Facts) -> None:
    assert guess_kind("x.pdf", "Some words. " * 500 + "curriculum vitae", facts.kinds).kind == OTHER_KIND


@given(name=st.text(max_size=300), text=st.text(max_size=300), shuffled=st.randoms(use_true_random=False))
def test_a_guess_is_a_known_kind_and_does_not_depend_on_the_order_of_the_catalogue(
    name: str, text: str, shuffled: Random
) -> None:
    kinds = list(load_facts().kinds)
    guess = guess_kind(name, text, kinds)
    shuffled.shuffle(kinds)

    assert guess.kind in {kind.id for kind in kinds}
    assert guess_kind(name, text, kinds) == guess


@given(words=st.lists(st.sampled_from(sorted({w for k in load_facts().kinds for w in k.name_words})), max_size=4))
def test_a_name_of_known_words_reads_the_same_with_any_separator(words: list[str]) -> None:
    kinds = load_facts().kinds
    guesses = {guess_kind(separator.join(words) + ".pdf", "", kinds).kind for separator in (" ", "_", "-", " - ")}

    assert len(guesses) == 1
