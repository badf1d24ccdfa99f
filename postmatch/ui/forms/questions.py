"""What the editors ask, as data: one row per field of the profile, in the order an applicant thinks of it."""

from __future__ import annotations

from postmatch.domain.profile import (
    CitizenshipClass,
    EcfmgState,
    EducationKind,
    ExamKind,
    ExamResult,
    ExperienceKind,
    PublicationKind,
    SoapOutcome,
    WorkAuthorization,
)
from postmatch.ui.forms.fields import Choice, Date, Lines, LongText, Number, Switch, Text, YesNo

_EXPIRING = (WorkAuthorization.EAD, WorkAuthorization.HOLDS_J1, WorkAuthorization.HOLDS_H1B)
_ON_CV = Switch(name="shown_on_cv", label="Show on CV")

NAME = (
    Text(
        name="given_names",
        label="Given names",
        autocomplete="given-name",
        help="As on your ECFMG certificate, middle names included.",
    ),
    Text(name="family_name", label="Family name", autocomplete="family-name", help="As on your ECFMG certificate."),
    Text(name="preferred_name", label="Preferred name", help="What colleagues call you, if it differs."),
    Lines(
        name="other_names",
        label="Other names on your documents",
        placeholder="One name per line",
        help="A maiden name, or another spelling on a diploma or transcript. It explains papers in another name.",
        wide=False,
    ),
)

CONTACT = (
    Text(name="email", label="E-mail", keyboard="email", autocomplete="email", placeholder="you@example.com"),
    Text(
        name="phone",
        label="Phone",
        keyboard="phone",
        autocomplete="tel",
        placeholder="+1 555 010 0100",
        help="With the country code, so that a program can call from anywhere.",
    ),
    Text(name="city", label="City", autocomplete="address-level2"),
    Text(name="country", label="Country", autocomplete="country-name"),
)

NUMBERS = (
    Text(name="aamc_id", label="AAMC ID", help="From MyERAS; programs find your application by it."),
    Text(name="usmle_id", label="USMLE/ECFMG ID", help="The number on your ECFMG certificate and score reports."),
    Text(name="nrmp_id", label="NRMP ID", help="From your registration for the Match in R3."),
    Date(
        name="date_of_birth",
        label="Date of birth",
        help="Only to check that your papers agree with each other. It is printed nowhere.",
    ),
)

LINK = (
    Text(name="label", label="What it is", placeholder="LinkedIn, ORCID, Google Scholar"),
    Text(name="url", label="Address", keyboard="url", placeholder="https://"),
)

SUMMARY = (
    LongText(
        name="summary",
        label="Two or three lines about you, in your own words",
        placeholder="Left empty, the CV goes without it.",
    ),
)

RIGHT_TO_WORK = (
    Choice(
        name="citizenship_class",
        label="Class in the Match (NRMP)",
        options=tuple(CitizenshipClass),
        help="How the NRMP counts you. It says nothing about your right to work: a green-card holder counts as not a "
        "US citizen and needs no visa. That is why the next question is asked apart.",
    ),
    Choice(
        name="work_authorization",
        label="What lets you work in the US",
        options=tuple(WorkAuthorization),
        help="What a program asks: whether it has to sponsor a visa. It does not follow from your NRMP class, so "
        "please answer both. It decides which papers go into your packet.",
    ),
    Date(
        name="authorization_expires",
        label="It expires on",
        help="The date on your card or approval notice.",
        applies=lambda status: status.work_authorization in _EXPIRING or status.authorization_expires is not None,
    ),
    Date(name="earliest_start", label="Earliest start", help="From when you could begin, a visa included."),
)

ECFMG = (
    Choice(name="state", label="ECFMG certification", options=tuple(EcfmgState)),
    Date(name="certified_on", label="Certified on"),
    Text(name="certificate_number", label="Certificate number"),
    Date(
        name="valid_until",
        label="Valid until",
        help="Only when a date is printed on your certificate. Most say “Valid indefinitely”: leave this empty then.",
    ),
)

EXAM = (
    Choice(name="kind", label="Exam", options=tuple(ExamKind), optional=False),
    Date(name="date", label="Date"),
    Choice(name="result", label="Result", options=tuple(ExamResult)),
    Number(name="score", label="Score", help="Leave empty where there is none, such as a Step 1 that is pass/fail."),
    Number(name="attempts", label="Attempts in all", help="The last one included: passed at first try is 1."),
    Switch(
        name="shown_on_cv",
        label="Show on CV",
        help="Your choice for the CV only: your USMLE transcript shows every attempt.",
        wide=True,
    ),
)

EDUCATION = (
    Choice(name="kind", label="Type", options=tuple(EducationKind), optional=False),
    Text(name="institution", label="School or university"),
    Text(name="degree", label="Degree", placeholder="MBBS, MD, MPH"),
    Text(name="area", label="Field", placeholder="Medicine"),
    Text(name="city", label="City"),
    Text(name="country", label="Country"),
    Date(name="start", label="From"),
    Date(name="end", label="Graduated", help="A year is enough. For medical school it gives your year of graduation."),
    Text(name="honors", label="Honors", placeholder="Distinction, prize, rank"),
    YesNo(
        name="diploma_in_english",
        label="Is the diploma in English?",
        help="A diploma in another language needs a certified translation in the packet.",
        applies=lambda education: education.kind is not EducationKind.OTHER,
    ),
    Lines(name="details", label="Details", placeholder="One point per line: thesis, electives, exchanges"),
    _ON_CV,
)

EXPERIENCE = (
    Choice(
        name="kind",
        label="Type",
        options=tuple(ExperienceKind),
        optional=False,
        help="US clinical experience stands in a part of its own on the CV, apart from work abroad.",
    ),
    Text(name="role", label="Role", placeholder="Observer, house officer, research assistant"),
    Text(name="place", label="Hospital, clinic or institution"),
    Text(name="department", label="Department"),
    Text(name="city", label="City"),
    Text(name="country", label="State or country"),
    Date(name="start", label="From"),
    Date(name="end", label="To", help="Leave empty while it goes on."),
    Switch(name="ongoing", label="I am doing this now"),
    _ON_CV,
    Text(name="supervisor", label="Supervisor", wide=True),
    Lines(
        name="bullets",
        label="What you did",
        placeholder="One point per line: what you did, for how many, with what result",
    ),
    LongText(
        name="why_meaningful",
        label="Why it was meaningful to you",
        placeholder="For MyERAS only, where up to three experiences are marked as the most meaningful",
    ),
)

GAP_NOTE = (
    Date(name="start", label="From"),
    Date(name="end", label="To", help="Leave empty while it goes on."),
    LongText(
        name="text", label="One honest line about it", placeholder="Prepared for USMLE Step 2 CK; cared for a parent"
    ),
    Switch(name="ongoing", label="I am doing this now"),
    _ON_CV,
)

PUBLICATION = (
    Choice(name="kind", label="Type", options=tuple(PublicationKind), optional=False),
    Date(name="date", label="Date"),
    LongText(name="title", label="Title"),
    LongText(name="authors", label="Authors", placeholder="All of them, in the printed order"),
    Text(name="venue", label="Journal, meeting or book"),
    Text(name="volume", label="Volume"),
    Text(name="issue", label="Issue"),
    Text(name="pages", label="Pages", placeholder="45-49, or the article number"),
    Text(name="note", label="Note", placeholder="In press, oral presentation"),
    Text(name="url", label="DOI, PubMed ID or address"),
    _ON_CV,
)

CERTIFICATION = (
    Text(name="name", label="Certificate", placeholder="ACLS, BLS, PALS"),
    Text(name="issuer", label="Issued by"),
    Date(name="issued", label="Issued"),
    Date(name="expires", label="Expires"),
    _ON_CV,
)

LANGUAGE = (
    Text(name="name", label="Language"),
    Text(name="level", label="How well", placeholder="Native, fluent, good, basic"),
)

AWARD = (
    Text(name="title", label="Award"),
    Text(name="issuer", label="Given by"),
    Date(name="date", label="Date"),
    Text(name="detail", label="What for"),
    _ON_CV,
)

MEMBERSHIP = (
    Text(name="organization", label="Organization"),
    Text(name="role", label="Role", placeholder="Member, secretary"),
    Date(name="start", label="From"),
    Date(name="end", label="To", help="Leave empty while you are a member."),
    _ON_CV,
)

SKILL = (
    Text(name="name", label="Skill", placeholder="Point-of-care ultrasound"),
    Text(name="detail", label="Detail", placeholder="Supervised scans, courses, software"),
    _ON_CV,
)

MATCH_YEAR = (
    Number(name="year", label="Match year", help="The year of Match Day."),
    Text(name="specialty", label="Specialty"),
    Number(name="programs_applied", label="Programs applied to"),
    Number(name="interviews_received", label="Interviews received"),
    Number(name="interviews_attended", label="Interviews attended"),
    Number(name="programs_ranked", label="Programs ranked"),
    Choice(name="soap", label="SOAP", options=tuple(SoapOutcome), help="What happened in Match Week."),
)
