"""The rules that read the CV as a program director would: gaps, work side by side, and wording.

They are apart from the checklist, which asks whether a packet can leave; here everything is advice beside the CV.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import NamedTuple

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.cv_entries import cv_entries
from postmatch.domain.documents import CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.gaps import Gap, Overlap, find_gaps, find_overlaps
from postmatch.domain.rules.findings import listed, number, ok, todo, warning
from postmatch.domain.wording import (
    CvText,
    Wording,
    all_capitals,
    cv_texts,
    dates_without_months,
    filler,
    first_person,
    numeric_date,
    year_outside,
)
from postmatch.domain.workspace import Workspace


def gaps_of(workspace: Workspace, facts: Facts, today: date) -> tuple[Gap, ...]:
    """The gaps on the CV as its form prints it, long enough to be asked about; oldest first."""
    profile = workspace.profile
    printed = {entry.id for entry in cv_entries(profile, workspace.cv_form)}
    kept_off = {one.id for one in (*profile.experience, *profile.education)} - printed
    return find_gaps(profile, today=today, longer_than=number(facts, "gap_days"), kept_off=frozenset(kept_off))


def overlaps_of(workspace: Workspace, facts: Facts, today: date) -> tuple[Overlap, ...]:
    """Work and study side by side that look full-time; oldest first."""
    longer_than, part_time = number(facts, "overlap_days"), facts.words("part_time")
    return find_overlaps(workspace.profile, today=today, longer_than=longer_than, part_time=part_time)


def gaps(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for gap in gaps_of(workspace, facts, today):
        say = todo if gap.certain else warning
        yield say(
            rule_id="cv_gaps",
            kind=CV_KIND,
            subject=gap.label,
            message=_gap_message(gap),
            why="Readers of a CV look for time that is not accounted for, and an honest line is better than a guess.",
            hint=_gap_hint(gap),
        )


def _gap_message(gap: Gap) -> str:
    if not gap.certain:
        return f"There may be a gap within {gap.label}{_between(gap)}: the dates around it leave that open."
    return f"Nothing is told of {gap.length} ({gap.label}){_between(gap)}."


def _between(gap: Gap) -> str:
    after = f"after “{gap.before}”" if gap.before else "after medical school"
    return f", {after} and before “{gap.after}”" if gap.after else f", {after}"


def _gap_hint(gap: Gap) -> str:
    if gap.kept_off:
        return f"{_named(gap.kept_off)} lies in this time but is kept off the CV. Print it, or write one honest line."
    if not gap.certain and gap.undated:
        return f"Add dates to {_named(gap.undated)}, and months where there are only years."
    if not gap.certain:
        return "Add the months. If there was a time between, write one honest line about it."
    if gap.beside:
        return f"{_named(gap.beside)} is volunteer work. Say in one honest line what else you did in this time."
    return "Write one honest line about this time: exams, family, health, a move. It need not be printed on the CV."


def _named(subjects: tuple[str, ...]) -> str:
    return listed([f"“{subject}”" for subject in subjects])


def overlaps(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for overlap in overlaps_of(workspace, facts, today):
        yield ok(
            rule_id="cv_overlaps",
            kind=CV_KIND,
            subject=overlap.label,
            message=f"“{overlap.first}” and “{overlap.second}” lie side by side ({overlap.label}).",
            why="Both look full-time. That is common and nothing is wrong with it; you may be asked about it.",
            hint="If one was part-time, you can say so in its title.",
        )


def _first_person(text: CvText, facts: Facts, today: date) -> Wording | None:
    words, before = facts.words("first_person"), facts.words("before_numeral_one")
    return first_person(text, words=words, before_numeral=before)


def _filler(text: CvText, facts: Facts, today: date) -> Wording | None:
    return filler(text, words=facts.words("filler"))


def _all_capitals(text: CvText, facts: Facts, today: date) -> Wording | None:
    return all_capitals(text)


def _numeric_date(text: CvText, facts: Facts, today: date) -> Wording | None:
    return numeric_date(text)


def _year_outside(text: CvText, facts: Facts, today: date) -> Wording | None:
    return year_outside(text, today=today)


class _WordingRule(NamedTuple):
    """A finding for each text in which ``read`` finds something; ``problem`` follows the quotation and its place."""

    id: str
    title: str
    read: Callable[[CvText, Facts, date], Wording | None]
    problem: str
    why: str
    hint: str

    def check(self, workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
        for text in cv_texts(workspace.profile, workspace.cv_form):
            if found := self.read(text, facts, today):
                place = text.place if text.entry is None else f"{text.place} of “{text.subject}”"
                yield warning(
                    rule_id=self.id,
                    kind=CV_KIND,
                    subject=text.subject,
                    message=f"“{found.quote}” in {place} {self.problem}.",
                    why=self.why,
                    hint=self.hint,
                )


def missing_months(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for entry, dates in dates_without_months(workspace.profile, workspace.cv_form):
        yield warning(
            rule_id="cv_missing_months",
            kind=CV_KIND,
            subject=entry.title,
            message=f"“{entry.title}” is dated {dates}, where a month is missing.",
            why="Years alone leave open how long it was, and can hide or suggest a gap.",
            hint="Add the months of its start and its end.",
        )


_WORDING_RULES = (
    _WordingRule(
        "cv_first_person",
        "No first person",
        _first_person,
        problem="is in the first person",
        why="A CV is written without “I” and “my”; lines begin with what was done.",
        hint="Leave the pronoun out: “Ran a clinic” for “I ran a clinic”.",
    ),
    _WordingRule(
        "cv_filler",
        "Lines say what was done",
        _filler,
        problem="says little of what you did",
        why="A reader has half a minute, and these words stand where a fact could stand.",
        hint="Begin with a verb and say what, for whom and how many.",
    ),
    _WordingRule(
        "cv_date_forms",
        "Dates in one form",
        _numeric_date,
        problem="has a date in numbers",
        why="The CV prints months in words, and 03/04 means March in one country and April in another.",
        hint="Write it like the dates beside it, such as “Mar 2021”.",
    ),
    _WordingRule(
        "cv_dates_disagree",
        "Lines agree with the dates of their entry",
        _year_outside,
        problem="names a year outside the dates of this entry",
        why="A reader who compares the two will doubt both.",
        hint="Correct the one that is wrong. If the line speaks of an earlier time on purpose, leave it.",
    ),
    _WordingRule(
        "cv_all_capitals",
        "No words in capitals",
        _all_capitals,
        problem="is all in capitals",
        why="Capitals are slower to read and look like shouting.",
        hint="Write it in normal case; abbreviations keep their capitals.",
    ),
)
CV_RULES = (
    Rule("cv_gaps", "Time since graduation is accounted for", CV_KIND, gaps),
    Rule("cv_overlaps", "Work side by side", CV_KIND, overlaps),
    *(Rule(one.id, one.title, CV_KIND, one.check) for one in _WORDING_RULES),
    Rule("cv_missing_months", "Dates name months", CV_KIND, missing_months),
)
