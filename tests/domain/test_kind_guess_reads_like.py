"""A paper in the wrong place is noticed, and a paper that only mentions another one is left alone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, DocumentKind
from postmatch.domain.facts import Facts
from postmatch.domain.kind_guess import KindGuess, likeness
from postmatch.knowledge import load_facts

CLEAR = {
    "ecfmg_status_report": "Educational Commission for Foreign Medical Graduates\nECFMG Status Report\nApplicant\n"
    "Name Adaeze Okafor\nUSMLE/ECFMG ID 0-123-456-7\nMedical education credentials\nFinal medical diploma Verified\n"
    "Final medical school transcript Verified\nExaminations\nUSMLE Step 1 May 2022 Passed",
    "usmle_transcript": "USMLE Certified Transcript of Scores\nUnited States Medical Licensing Examination\n"
    "Name: Okafor, Adaeze\nStep 1 2022-05-10 Pass\nStep 2 CK 2023-03-11 238\nA transcript is not a score report.",
    "score_report": "USMLE\nStep 2 CK Score Report\nName: Adaeze Okafor\nTest date 03/11/2023\nYour score 238 Pass",
    "step_3_report": "USMLE Step 3 Score Report\nName: Adaeze Okafor\nResult Pass\nThree-digit score 221",
    "mspe": "Udara Hills University\nCollege of Medicine, Office of the Dean\nMedical Student Performance Evaluation\n"
    "for Adaeze Okafor\nIdentifying information\nAcademic history\nThe MSPE is not a letter of recommendation, but an "
    "evaluation.\nHer academic record and transcript are attached. USMLE Step 1: passed.",
    "medical_school_transcript": "Udara Hills University\nOffice of the Registrar\nOfficial Academic Transcript\n"
    "Student: Adaeze Okafor\nAnatomy I A 78\nPhysiology I A 81\nDegree conferred upon completion November 2019",
    "personal_statement": "Personal Statement\nAdaeze Okafor\nOn Saturdays I used to sell cloth. I had the "
    "pleasure of working with Dr. Whitfield, and her letter of recommendation says what I learned.",
    "cv": "CURRICULUM VITAE\nAdaeze Okafor, MBBS\nEducation\nUSMLE Step 3 passed 2025\nECFMG certificate 0-123-456-7\n"
    "Basic Life Support\nLetters of recommendation on request",
    LETTER_KIND: "Maple Hollow Medical Center\nDepartment of Internal Medicine\nOctober 9, 2025\n"
    "Dear Program Director,\nI am writing to recommend Dr. Adaeze Okafor. I had the pleasure of working with her "
    "for twelve weeks. She received her diploma in 2019 and passed USMLE Step 3.\nI recommend her without reservation.",
    "diploma": "UNIVERSITY OF THE UDARA HILLS\nTo all who read these presents, greeting\nThe Senate has conferred"
    " upon\nADAEZE OKAFOR\nthe degree of Bachelor of Medicine with all the rights and privileges thereof\n"
    "In testimony whereof we have set our hands and the seal of the University",
    "diploma_translation": "Lantern Street Translations\nCertified translation of a medical school diploma\nfrom"
    " Latin\nUniversity of the Udara Hills\nThe Senate has conferred upon ADAEZE OKAFOR the degree"
    " in testimony whereof",
    "myeras_application": "MyERAS Application\nAdaeze Okafor AAMC ID 12345678\nPersonal information\nMedical"
    " education\nPersonal statement: Internal Medicine\nLetters of recommendation: 3\nMSPE received\n"
    "USMLE transcript: authorized",
    "cover_letter": "Adaeze Okafor\n614 555 0142\nDear Dr. Lee,\nI am writing to apply for the open PGY-1 position. My "
    "letters of recommendation and my USMLE transcript are enclosed. Thank you for considering my application.",
    "work_authorization": "Department of Homeland Security\nForm I-797\nNotice of Action\nReceipt number EAC0000000000",
    "certificate": "American Heart Association\nCertificate of Completion\nAdvanced Cardiovascular Life Support",
}
ONLY_MENTIONS = {
    "a letter that praises a diploma": "Dear Program Director,\nDr. Okafor holds a diploma in tropical medicine. Her "
    "academic record is outstanding, and I support her application with enthusiasm. Her MSPE says the same.",
    "a list of enclosures": "Enclosures\nECFMG Status Report\nUSMLE Transcript of Scores\nMedical school transcript\n"
    "Personal Statement\nCurriculum Vitae",
    "a CV without its title": "Adaeze Okafor\nHouston, USA\nECFMG certified 2023 · Step 1 pass · Step 2 CK 238\n"
    "Education\nMBBS, Udara Hills University\nWork\nMedical officer\nCertificates\nBasic Life Support, 2026\n"
    "Permanent Resident Card holder\nReferences\nDr. Whitfield wrote a letter of recommendation.",
    "a statement without its title": "I am applying to Internal Medicine because of a market in Enugu. My dean's "
    "letter says that I ask. I had the pleasure of working with nurses who taught me.",
    "an observership certificate": "Cedar Fork Community Hospital\nThis is to certify that Dr. Adaeze Okafor was an "
    "observer in Nephrology from January to March 2024, and I recommend her for further training.",
    "a residence permit letter": "To whom it may concern: your permanent resident card is ready for collection.",
    "nothing": "",
    "another script": "履歴書 氏名",
}


def reads_like(kind: str, text: str, kinds: Sequence[DocumentKind]) -> KindGuess | None:
    """Another kind than the one it is filed as, as a document tells it."""
    found = likeness(text, kinds)
    if found is None or kind in (found.kind, *found.fits):
        return None
    return KindGuess(kind=found.kind, words=found.words)


@pytest.mark.parametrize("kind", CLEAR)
def test_a_paper_in_its_place_is_left_alone(kind: str, facts: Facts) -> None:
    assert reads_like(kind, CLEAR[kind], facts.kinds) is None


@pytest.mark.parametrize("kind", CLEAR)
def test_a_paper_among_the_others_is_noticed(kind: str, facts: Facts) -> None:
    found = reads_like(OTHER_KIND, CLEAR[kind], facts.kinds)

    assert found is not None
    assert found.kind == kind
    assert found.words


@pytest.mark.parametrize("kind", CLEAR)
def test_a_clear_paper_is_never_taken_for_a_third_one(kind: str, facts: Facts) -> None:
    for other in facts.kinds:
        found = reads_like(other.id, CLEAR[kind], facts.kinds)
        assert found is None or found.kind == kind, other.id


@pytest.mark.parametrize(
    ("filed_as", "is_really"),
    [
        ("usmle_transcript", "ecfmg_status_report"),
        ("ecfmg_certificate", "ecfmg_status_report"),
        ("usmle_transcript", "score_report"),
        ("score_report", "usmle_transcript"),
        ("medical_school_transcript", "usmle_transcript"),
        ("diploma", "medical_school_transcript"),
        ("diploma", LETTER_KIND),
        ("personal_statement", LETTER_KIND),
        ("certificate", LETTER_KIND),
        (LETTER_KIND, "mspe"),
        (LETTER_KIND, "diploma"),
        ("cv", "personal_statement"),
        ("personal_statement", "cv"),
        ("mspe", "diploma"),
    ],
)
def test_the_usual_mistakes(filed_as: str, is_really: str, facts: Facts) -> None:
    found = reads_like(filed_as, CLEAR[is_really], facts.kinds)

    assert found is not None
    assert found.kind == is_really


@pytest.mark.parametrize("story", ONLY_MENTIONS)
def test_a_paper_that_mentions_others_is_left_alone_wherever_it_is_filed(story: str, facts: Facts) -> None:
    assert [kind.id for kind in facts.kinds if reads_like(kind.id, ONLY_MENTIONS[story], facts.kinds)] == []


def test_the_telling_words_are_given(facts: Facts) -> None:
    assert reads_like("usmle_transcript", CLEAR["ecfmg_status_report"], facts.kinds) == KindGuess(
        kind="ecfmg_status_report", words=("ecfmg status report",)
    )


def test_telling_words_belong_to_one_kind_only(facts: Facts) -> None:
    words = [word for kind in facts.kinds for word in kind.telling_words]

    assert len(words) == len(set(words)) > 60
    assert all(word == word.lower() for word in words)


@given(text=st.text(max_size=300), kind=st.sampled_from([kind.id for kind in load_facts().kinds]))
def test_any_text_is_read_and_no_kind_is_told_of_itself(text: str, kind: str) -> None:
    found = reads_like(kind, text, load_facts().kinds)
    assert found is None or found.kind != kind
