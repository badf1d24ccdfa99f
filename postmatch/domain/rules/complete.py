"""What the CV and the cover letter cannot do without: names, contact, experience, the four answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.rules.findings import listed, todo, warning
from postmatch.domain.workspace import Workspace

_EMAIL = re.compile(r"[^\s@<>(),;:\"\[\]]+@[^\s@<>(),;:\"\[\]]+\.[^\s@<>(),;:\"\[\].]{2,}")


def name(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    identity = workspace.profile.identity
    missing = [
        words
        for words, value in (("given names", identity.given_names), ("family name", identity.family_name))
        if not value
    ]
    if missing:
        yield todo(
            rule_id="name",
            kind=CV_KIND,
            subject="Name",
            message=f"Your profile does not give your {listed(missing)}.",
            why="CV, letter and the name of the packet begin with it, and it has to match your documents.",
            hint="Enter it in your profile as it stands on the ECFMG certificate.",
        )


def contact(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    identity = workspace.profile.identity
    missing = [
        words
        for words, value in (
            ("e-mail", identity.email),
            ("phone", identity.phone),
            ("city", identity.city),
            ("country", identity.country),
        )
        if not value
    ]
    if missing:
        yield todo(
            rule_id="contact",
            kind=CV_KIND,
            subject="Contact details",
            message=f"These contact details are missing: {listed(missing)}.",
            why="A program with an open position calls or writes the same day.",
            hint="Add them under identity in your profile.",
        )


def email_form(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    email = workspace.profile.identity.email
    if email and not _EMAIL.fullmatch(email):
        yield todo(
            rule_id="email_form",
            kind=CV_KIND,
            subject="E-mail",
            message=f"“{email}” is not a complete e-mail address.",
            why="No answer would ever reach you.",
            hint="Write it in the form name@example.org, without spaces.",
        )


def identifiers(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    identity = workspace.profile.identity
    missing = [
        words for words, value in (("AAMC ID", identity.aamc_id), ("USMLE/ECFMG ID", identity.usmle_id)) if not value
    ]
    if missing:
        yield warning(
            rule_id="identifiers",
            kind=CV_KIND,
            subject=listed(missing),
            message=f"Your profile does not give your {listed(missing)}.",
            why="A coordinator finds your application by its number faster than by your name.",
            hint="Copy the number from your MyERAS or MyIntealth account, if you are willing to send it.",
        )


def experience(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    entries = workspace.profile.experience
    if not entries:
        yield todo(
            rule_id="experience",
            kind=CV_KIND,
            subject="Experience",
            message="Your profile lists no work, rotation, research or volunteering.",
            why="The CV would end after education and exams, and recent clinical work is what programs look for.",
            hint="Add what you have done since medical school.",
        )
    for entry in entries:
        if entry.start is None and entry.end is None:
            subject = entry.place or entry.role or "An experience"
            yield warning(
                rule_id="experience",
                kind=CV_KIND,
                subject=subject,
                message=f"“{subject}” has no dates.",
                why="Without dates a reader cannot tell how long or how recent it was.",
                hint="Add at least the years.",
            )


def letter_answers(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    answers = workspace.profile.answers
    questions = (
        ("My situation", answers.situation),
        ("Why I did not match", answers.why_unmatched),
        ("What I am doing to improve", answers.improving),
        ("Specialties and what draws me to each", any(s.specialty for s in answers.specialties)),
    )
    for question, answered in questions:
        if not answered:
            yield todo(
                rule_id="letter_answers",
                kind=COVER_LETTER_KIND,
                subject=question,
                message=f"The question “{question}” is not answered.",
                why="The cover letter is made of your own answers and invents nothing.",
                hint="Answer in two or three plain sentences on the cover letter page.",
            )
    for specialty in answers.specialties:
        if specialty.specialty and not specialty.draw:
            yield todo(
                rule_id="letter_answers",
                kind=COVER_LETTER_KIND,
                subject=specialty.specialty,
                message=f"You have not said what draws you to {specialty.specialty}.",
                why="Interest without a reason reads like a form letter.",
                hint="Name one patient, rotation or piece of work that made you want it.",
            )


def letter_position(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    position = workspace.letter_position
    if position is None or not position.program:
        yield warning(
            rule_id="letter_position",
            kind=COVER_LETTER_KIND,
            subject="Program",
            message="The cover letter is not addressed to a program yet.",
            why="A letter that names the opening and says why you want that program is read more kindly.",
            hint="Enter the program, the specialty and the level on the cover letter page.",
        )


def match_history(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    if not workspace.profile.match_history:
        yield todo(
            rule_id="match_history",
            kind=COVER_LETTER_KIND,
            subject="Match history",
            message="Your profile says nothing about your past seasons.",
            why="Programs ask how often you applied and how many interviews you had.",
            hint="Add each season with its specialty; leave out numbers that you do not remember.",
        )


RULES = (
    Rule("name", "Name as on the ECFMG certificate", CV_KIND, name),
    Rule("contact", "Contact details", CV_KIND, contact),
    Rule("email_form", "E-mail address is complete", CV_KIND, email_form),
    Rule("identifiers", "AAMC and USMLE/ECFMG numbers", CV_KIND, identifiers),
    Rule("experience", "Experience with dates", CV_KIND, experience),
    Rule("letter_answers", "The four answers of the cover letter", COVER_LETTER_KIND, letter_answers),
    Rule("letter_position", "The letter has an addressee", COVER_LETTER_KIND, letter_position),
    Rule("match_history", "Match history", COVER_LETTER_KIND, match_history),
)
