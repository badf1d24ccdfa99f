"""The editors: each takes a value, draws its fields and returns the value as it stands now. None of them saves."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from postmatch.domain.packet_profiles import PacketProfile
from postmatch.domain.positions import Position
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Exam,
    Experience,
    GapNote,
    Identity,
    Language,
    LetterAnswers,
    MatchYear,
    Membership,
    Profile,
    Publication,
    Skill,
    Status,
)
from postmatch.ui.forms import letter_positions, letter_questions, packet_questions, profile_lists, questions
from postmatch.ui.forms.fields import edit
from postmatch.ui.forms.handlers import Place
from postmatch.ui.forms.lists import edit_list

_LETTER = "cover_letter"
_TWO_QUESTIONS = (
    "The Match counts citizenship; a program asks whether it must sponsor a visa. The answers can differ: somebody "
    "with a green card is not a US citizen in the Match and needs no visa."
)


def identity_form(identity: Identity) -> Identity:
    """Name, contact, numbers and links."""
    st.subheader("Name", anchor=False)
    identity = edit(identity, questions.NAME, "profile", Place(("identity",)))
    st.subheader("Contact", anchor=False)
    identity = edit(identity, questions.CONTACT, "profile", Place(("identity",)))
    st.subheader("Your numbers", anchor=False)
    identity = edit(identity, questions.NUMBERS, "profile", Place(("identity",)))
    st.subheader("Links", anchor=False)
    links = edit_list(identity.links, profile_lists.LINKS)
    return identity if links == identity.links else identity.model_copy(update={"links": links})


def status_form(status: Status) -> Status:
    """Citizenship class, right to work, earliest start, and the ECFMG certification."""
    st.subheader("Citizenship and right to work", anchor=False)
    st.markdown(f":gray[{_TWO_QUESTIONS}]")
    status = edit(status, questions.RIGHT_TO_WORK, "profile.status", Place(("status",)))
    st.subheader("ECFMG", anchor=False)
    ecfmg = edit(status.ecfmg, questions.ECFMG, "profile.ecfmg", Place(("status", "ecfmg")))
    return status if ecfmg == status.ecfmg else status.model_copy(update={"ecfmg": ecfmg})


def exams_form(exams: tuple[Exam, ...]) -> tuple[Exam, ...]:
    return edit_list(exams, profile_lists.EXAMS)


def education_form(education: tuple[Education, ...]) -> tuple[Education, ...]:
    return edit_list(education, profile_lists.EDUCATION)


def experience_form(experience: tuple[Experience, ...]) -> tuple[Experience, ...]:
    return edit_list(experience, profile_lists.EXPERIENCE)


def gap_notes_form(gap_notes: tuple[GapNote, ...]) -> tuple[GapNote, ...]:
    return edit_list(gap_notes, profile_lists.GAP_NOTES)


def publications_form(publications: tuple[Publication, ...]) -> tuple[Publication, ...]:
    return edit_list(publications, profile_lists.PUBLICATIONS)


def certifications_form(certifications: tuple[Certification, ...]) -> tuple[Certification, ...]:
    return edit_list(certifications, profile_lists.CERTIFICATIONS)


def languages_form(languages: tuple[Language, ...]) -> tuple[Language, ...]:
    return edit_list(languages, profile_lists.LANGUAGES)


def awards_form(awards: tuple[Award, ...]) -> tuple[Award, ...]:
    return edit_list(awards, profile_lists.AWARDS)


def memberships_form(memberships: tuple[Membership, ...]) -> tuple[Membership, ...]:
    return edit_list(memberships, profile_lists.MEMBERSHIPS)


def skills_form(skills: tuple[Skill, ...]) -> tuple[Skill, ...]:
    return edit_list(skills, profile_lists.SKILLS)


def match_history_form(match_history: tuple[MatchYear, ...]) -> tuple[MatchYear, ...]:
    return edit_list(match_history, profile_lists.MATCH_HISTORY)


def answers_form(answers: LetterAnswers) -> LetterAnswers:
    """The four answers of the cover letter, to be drawn below a heading of the second level."""
    answers = edit(answers, letter_questions.ANSWERS, f"{_LETTER}.answers", Place(("answers",)))
    st.subheader("Specialties and what draws me to each", anchor=False)
    specialties = edit_list(answers.specialties, profile_lists.SPECIALTIES)
    return answers if specialties == answers.specialties else answers.model_copy(update={"specialties": specialties})


def position_form(position: Position | None) -> Position | None:
    """The opening the letter is written to; None as long as there is none and nothing has been filled in.

    The keys hold the id, which one that does not exist yet has as well: it comes to be while its second field is
    already being typed.
    """
    before = position or letter_positions.not_yet()
    prefix = f"{_LETTER}.position.{before.id}"
    after = edit(before, letter_questions.POSITION, prefix, Place(position_id=before.id))
    return position if after == before else after


def packet_profile_form(profile: PacketProfile) -> PacketProfile:
    """What an own packet is called and asks for; the order of its kinds is dragged beside it."""
    prefix = f"packet.profile.{profile.id}"
    return edit(profile, packet_questions.PACKET_PROFILE, prefix, Place(packet_profile_id=profile.id))


def _about_you(profile: Profile) -> Profile:
    profile = profile.model_copy(update={"identity": identity_form(profile.identity)})
    st.subheader("Summary", anchor=False)
    return edit(profile, questions.SUMMARY, "profile", Place())


def _status(profile: Profile) -> Profile:
    return profile.model_copy(update={"status": status_form(profile.status)})


def _lists(*parts: tuple[str, str, Callable]) -> Callable[[Profile], Profile]:
    """An editor of lists of the profile: the attribute, its heading (empty when it stands alone), its form."""

    def draw(profile: Profile) -> Profile:
        edited = {}
        for name, heading, form in parts:
            if heading:
                st.subheader(heading, anchor=False)
            edited[name] = form(getattr(profile, name))
        return profile.model_copy(update=edited)

    return draw


SECTIONS: Mapping[str, Callable[[Profile], Profile]] = {
    "About you": _about_you,
    "Status": _status,
    "Exams": _lists(("exams", "", exams_form)),
    "Education": _lists(("education", "", education_form)),
    "Experience": _lists(("experience", "", experience_form), ("gap_notes", "Other periods", gap_notes_form)),
    "Publications": _lists(("publications", "", publications_form)),
    "More": _lists(
        ("certifications", "Certificates", certifications_form),
        ("languages", "Languages", languages_form),
        ("awards", "Awards", awards_form),
        ("memberships", "Memberships", memberships_form),
        ("skills", "Skills", skills_form),
    ),
    "Match history": _lists(("match_history", "", match_history_form)),
}


def choose_section() -> str:
    """The section of the profile in view; kept in the address, so that a refresh or a link comes back to it."""
    return st.pills(
        "Section of the profile",
        tuple(SECTIONS),
        default=next(iter(SECTIONS)),
        required=True,
        key="profile.section",
        bind="query-params",
        label_visibility="collapsed",
    )


def section_form(profile: Profile, section: str) -> Profile:
    """One section of the profile, under its heading."""
    st.header(section, anchor=False)
    return SECTIONS[section](profile)
