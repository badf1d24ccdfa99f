"""Facts that cannot be true: they stay as the applicant typed them, and become findings with a remedy."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.profile import EducationKind, MatchYear, Profile, SoapOutcome
from postmatch.domain.rules.findings import number, todo, warning
from postmatch.domain.workspace import Workspace

_CERTIFICATE = "certificate"


class _Period(NamedTuple):
    subject: str
    start: PartialDate | None
    end: PartialDate | None
    ongoing: bool = False


def periods(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for period in _periods(workspace.profile):
        if problem := _period_problem(period, today):
            yield todo(
                rule_id="periods",
                kind=CV_KIND,
                subject=period.subject,
                message=f"“{period.subject}” {problem}.",
                why="A date that cannot be true makes a reader doubt the others.",
                hint="Correct the dates of this entry in your profile.",
            )


def _periods(profile: Profile) -> Iterator[_Period]:
    for school in profile.education:
        # an end ahead is a running course; for medical schools the rule "graduation" asks about it
        yield _Period(school.institution or school.degree or "Education", school.start, school.end)
    for work in profile.experience:
        yield _Period(work.place or work.role or "Experience", work.start, work.end, work.ongoing)
    for membership in profile.memberships:
        yield _Period(membership.organization or "Membership", membership.start, membership.end)


def _period_problem(period: _Period, today: date) -> str:
    if period.start and period.end and period.end.is_before(period.start):
        return f"ends ({period.end.label}) before it starts ({period.start.label})"
    if period.start and period.start.is_after(today):
        return f"starts {period.start.label}, which is still to come"
    if period.ongoing and period.end and period.end.is_before(today):
        return f"is marked as ongoing, but ended {period.end.label}"
    return ""


def graduation(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    schools = [e for e in workspace.profile.education if e.kind is EducationKind.MEDICAL_SCHOOL]
    ends = workspace.profile.graduation
    if not schools or ends is None:
        yield todo(
            rule_id="graduation",
            kind=CV_KIND,
            subject="Graduation",
            message="Your profile does not say when you finished medical school.",
            why="The year of graduation is one of the first things a program looks for.",
            hint="Enter your medical school with the date of graduation; the year is enough.",
        )
    elif ends.is_after(today):
        yield todo(
            rule_id="graduation",
            kind=CV_KIND,
            subject="Graduation",
            message=f"Your graduation ({ends.label}) is still to come.",
            why="A position after the Match needs a finished degree, so this is probably a slip.",
            hint="Correct the date of graduation at your medical school.",
        )


def dates_ahead(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    profile = workspace.profile
    dated = [(p.title or "A publication", p.date) for p in profile.publications if not p.note]
    dated += [(award.title or "An award", award.date) for award in profile.awards]
    dated += [(c.name or "A certificate", c.issued) for c in profile.certifications]
    for subject, when in dated:
        if when and when.is_after(today):
            yield todo(
                rule_id="dates_ahead",
                kind=CV_KIND,
                subject=subject,
                message=f"“{subject}” is dated {when.label}, which is still to come.",
                why="The CV lists what is done; a date ahead looks like a mistake or a promise.",
                hint="Correct the date. For a paper that is accepted but not yet out, add a note such as “in press”.",
            )


def certifications(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    notice = timedelta(days=number(facts, "expiry_notice_days"))
    for certification in workspace.profile.certifications:
        issued, expires = certification.issued, certification.expires
        name = certification.name or "A certificate"
        if expires is None:
            continue
        if issued and expires.is_before(issued):
            yield todo(
                rule_id="certifications",
                kind=_CERTIFICATE,
                subject=name,
                message=f"“{name}” expires ({expires.label}) before it was issued ({issued.label}).",
                why="One of the two dates must be a slip.",
                hint="Copy both dates from the certificate.",
            )
        elif expires.is_before(today + notice):
            yield warning(
                rule_id="certifications",
                kind=_CERTIFICATE,
                subject=name,
                message=f"“{name}” {'expired' if expires.is_before(today) else 'expires'} {expires.label}.",
                why="An expired course on the CV is worse than none, and hospitals want it valid on the first day.",
                hint="Book the renewal course, then enter the new date and replace the file. "
                "Until then you can leave it off the CV.",
                days=number(facts, "course_days"),
            )


def match_counts(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for season in workspace.profile.match_history:
        if problem := _count_problem(season):
            yield todo(
                rule_id="match_counts",
                kind=COVER_LETTER_KIND,
                subject=_season_label(season),
                message=f"{_season_label(season)}: {problem}.",
                why="You may be asked about these numbers, so they should be right.",
                hint="Correct the numbers of this season in your match history.",
            )


def _count_problem(season: MatchYear) -> str:
    chain = (
        ("programs applied to", season.programs_applied),
        ("interviews received", season.interviews_received),
        ("interviews attended", season.interviews_attended),
    )
    known = [(words, count) for words, count in chain if count is not None]
    for words, count in (*known, ("programs ranked", season.programs_ranked or 0)):
        if count < 0:
            return f"{count} {words} cannot be"
    for i, (fewer_words, fewer) in enumerate(known):
        for more_words, more in known[:i]:
            if fewer > more:
                return f"there are more {fewer_words} ({fewer}) than {more_words} ({more})"
    return ""


def ranked_without_interview(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for season in workspace.profile.match_history:
        ranked, attended = season.programs_ranked, season.interviews_attended
        if ranked is not None and attended is not None and ranked > attended:
            yield warning(
                rule_id="ranked_without_interview",
                kind=COVER_LETTER_KIND,
                subject=_season_label(season),
                message=f"{_season_label(season)}: you ranked {ranked} programs but attended {attended} interviews.",
                why="It can be true when one interview counted for several tracks; otherwise it is a slip.",
                hint="Check both numbers in your match history, and leave them if they are right.",
            )


def match_years(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    first = number(facts, "first_match_year")
    for season in workspace.profile.match_history:
        if season.year is not None and not first <= season.year <= today.year:
            yield todo(
                rule_id="match_years",
                kind=COVER_LETTER_KIND,
                subject=_season_label(season),
                message=f"Your match history has a season {season.year}, which cannot be.",
                why="A season counts by the year of its Match Week, so it is never ahead of this year.",
                hint="Enter the year in which the results came out.",
            )


def soap_accepted(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for season in workspace.profile.match_history:
        if season.soap is SoapOutcome.ACCEPTED:
            yield warning(
                rule_id="soap_accepted",
                kind=COVER_LETTER_KIND,
                subject=_season_label(season),
                message=f"{_season_label(season)}: you accepted an offer in SOAP.",
                why="An accepted offer is binding, and only NRMP can release you from it.",
                hint="If you still hold that position, ask NRMP for a waiver before you write to programs. "
                "If you have left it, say so in the letter.",
            )


def _season_label(season: MatchYear) -> str:
    return " ".join(part for part in ("Match", str(season.year or ""), season.specialty) if part)


RULES = (
    Rule("periods", "Periods can be true", CV_KIND, periods),
    Rule("graduation", "Graduation from medical school", CV_KIND, graduation),
    Rule("dates_ahead", "Nothing on the CV is dated ahead", CV_KIND, dates_ahead),
    Rule("certifications", "Certificates are valid", _CERTIFICATE, certifications),
    Rule("match_counts", "Numbers of the match history agree", COVER_LETTER_KIND, match_counts),
    Rule("ranked_without_interview", "Ranked programs were interviewed", COVER_LETTER_KIND, ranked_without_interview),
    Rule("match_years", "Years of the match history can be true", COVER_LETTER_KIND, match_years),
    Rule("soap_accepted", "No binding commitment from SOAP", COVER_LETTER_KIND, soap_accepted),
)
