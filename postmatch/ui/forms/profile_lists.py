"""The lists of the profile: how each item is titled, what starts a new one, and which questions it gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from postmatch.domain.dates import period_label
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Exam,
    ExamKind,
    Experience,
    GapNote,
    Language,
    Link,
    MatchYear,
    Membership,
    Publication,
    Skill,
    SpecialtyInterest,
)
from postmatch.domain.values import Value
from postmatch.ui.forms import letter_questions, questions
from postmatch.ui.forms.lists import Asked

Makers = Callable[[Sequence[Any]], Mapping[str, Callable[[], Value]]]


def _one(words: str, make: Callable[[], Value]) -> Makers:
    return lambda _: {words: make}


def _missing_exams(exams: Sequence[Exam]) -> dict[str, Callable[[], Value]]:
    """One button per exam that is not there: a second sitting is another attempt, not another exam."""
    there = {exam.kind for exam in exams}
    return {f"Add {kind.label}": lambda kind=kind: Exam(kind=kind) for kind in ExamKind if kind not in there}


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _exam_detail(exam: Exam) -> str:
    outcome = exam.result.label if exam.result else ""
    score = str(exam.score) if exam.score is not None else ""
    return _joined(outcome, score, exam.date.label if exam.date else "")


def _match_title(season: MatchYear) -> str:
    return " ".join(part for part in (str(season.year) if season.year is not None else "", season.specialty) if part)


def _match_detail(season: MatchYear) -> str:
    applied, attended = season.programs_applied, season.interviews_attended
    return _joined(
        f"{applied} programs" if applied is not None else "",
        f"{attended} interviews attended" if attended is not None else "",
    )


LINKS = Asked(
    path=("identity", "links"),
    noun="link",
    empty="No links yet. A profile or a list of publications, if you want programs to see it.",
    fields=questions.LINK,
    makers=_one("Add link", Link),
    title=lambda link: link.label or link.url,
    folds=False,
)
EXAMS = Asked(
    path=("exams",),
    noun="exam",
    empty="No exams yet. Start with the last one you passed.",
    fields=questions.EXAM,
    makers=_missing_exams,
    title=lambda exam: exam.kind.label,
    detail=_exam_detail,
)
EDUCATION = Asked(
    path=("education",),
    noun="education",
    empty="Nothing here yet. Your medical school comes first.",
    fields=questions.EDUCATION,
    makers=_one("Add education", Education),
    title=lambda education: _joined(education.degree, education.institution),
    detail=lambda education: period_label(education.start, education.end, False),
)
EXPERIENCE = Asked(
    path=("experience",),
    noun="experience",
    empty="Nothing here yet. Clinical work in the US and abroad, research, teaching and volunteering belong here.",
    fields=questions.EXPERIENCE,
    makers=_one("Add experience", Experience),
    title=lambda work: _joined(work.role, work.place),
    detail=lambda work: period_label(work.start, work.end, work.ongoing),
)
GAP_NOTES = Asked(
    path=("gap_notes",),
    noun="period",
    empty="Time that nothing else accounts for: a line about it reads better than a gap.",
    fields=questions.GAP_NOTE,
    makers=_one("Add period", GapNote),
    title=lambda note: note.text,
    detail=lambda note: period_label(note.start, note.end, note.ongoing),
)
PUBLICATIONS = Asked(
    path=("publications",),
    noun="publication",
    empty="Nothing here yet. Papers, talks, posters and abstracts.",
    fields=questions.PUBLICATION,
    makers=_one("Add publication", Publication),
    title=lambda publication: publication.title,
    detail=lambda publication: _joined(publication.venue, publication.date.label if publication.date else ""),
)
CERTIFICATIONS = Asked(
    path=("certifications",),
    noun="certificate",
    empty="ACLS, BLS and the like, with the date they expire.",
    fields=questions.CERTIFICATION,
    makers=_one("Add certificate", Certification),
    title=lambda certification: certification.name,
    detail=lambda certification: f"expires {certification.expires.label}" if certification.expires else "",
)
LANGUAGES = Asked(
    path=("languages",),
    noun="language",
    empty="The languages you can speak with patients.",
    fields=questions.LANGUAGE,
    makers=_one("Add language", Language),
    title=lambda language: language.name,
    folds=False,
)
AWARDS = Asked(
    path=("awards",),
    noun="award",
    empty="Prizes, scholarships, honors.",
    fields=questions.AWARD,
    makers=_one("Add award", Award),
    title=lambda award: award.title,
    detail=lambda award: award.date.label if award.date else "",
)
MEMBERSHIPS = Asked(
    path=("memberships",),
    noun="membership",
    empty="Medical societies and associations.",
    fields=questions.MEMBERSHIP,
    makers=_one("Add membership", Membership),
    title=lambda membership: _joined(membership.role, membership.organization),
    detail=lambda membership: period_label(membership.start, membership.end, False),
)
SKILLS = Asked(
    path=("skills",),
    noun="skill",
    empty="Procedures, methods and software worth a line.",
    fields=questions.SKILL,
    makers=_one("Add skill", Skill),
    title=lambda skill: skill.name,
    folds=False,
)
MATCH_HISTORY = Asked(
    path=("match_history",),
    noun="season",
    empty="No season yet. One entry for each year and specialty you applied in.",
    fields=questions.MATCH_YEAR,
    makers=_one("Add season", MatchYear),
    title=_match_title,
    detail=_match_detail,
)
SPECIALTIES = Asked(
    path=("answers", "specialties"),
    noun="specialty",
    empty="No specialty yet. The letter uses the one of the position, or all of them.",
    fields=letter_questions.SPECIALTY,
    makers=_one("Add specialty", SpecialtyInterest),
    title=lambda interest: interest.specialty,
    folds=False,
    page="cover_letter",
)
