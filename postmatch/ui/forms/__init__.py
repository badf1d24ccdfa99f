"""Editors of the applicant's facts: value in, fields drawn, value out."""

from postmatch.ui.forms.doubts import doubts
from postmatch.ui.forms.editors import (
    SECTIONS,
    answers_form,
    awards_form,
    certifications_form,
    choose_section,
    education_form,
    exams_form,
    experience_form,
    identity_form,
    languages_form,
    match_history_form,
    memberships_form,
    position_form,
    publications_form,
    section_form,
    skills_form,
    status_form,
)

__all__ = [
    "SECTIONS",
    "answers_form",
    "awards_form",
    "certifications_form",
    "choose_section",
    "doubts",
    "education_form",
    "exams_form",
    "experience_form",
    "identity_form",
    "languages_form",
    "match_history_form",
    "memberships_form",
    "position_form",
    "publications_form",
    "section_form",
    "skills_form",
    "status_form",
]
