"""Letters of recommendation: enough of them, and none in the packet whose view was waived.

An applicant who waived the right to see a letter may neither view nor obtain it (AAMC, Letters of
Recommendation), so it can only go from the writer to the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import LETTER_KIND, OTHER_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.rules.findings import (
    about,
    blocked,
    in_packet,
    lead_days,
    listed,
    may_be_scanned_letter,
    number,
    ok,
    title_of,
    todo,
    warning,
)
from postmatch.domain.workspace import Workspace

WHAT_TO_LOOK_FOR = (
    "Look at the pages before you send the packet. If the letter is among them, leave them out or remove the file."
)


def enough_letters(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    expected = number(facts, "letters_expected")
    letters = in_packet(workspace, LETTER_KIND)
    usable = [letter for letter in letters if letter.waived is False and not workspace.is_waived(letter)]
    if len(usable) >= expected:
        message = f"{len(usable)} letters of recommendation that you may send are in the packet."
        yield ok(rule_id="enough_letters", kind=LETTER_KIND, subject="Letters of recommendation", message=message)
        return
    found = "No letter" if not usable else f"Only {len(usable)} letter{'s' if len(usable) > 1 else ''}"
    kind = facts.kind(LETTER_KIND)
    yield todo(
        rule_id="enough_letters",
        kind=LETTER_KIND,
        subject="Letters of recommendation",
        message=f"{found} that you may send yourself; most programs ask for {expected}.",
        why=kind.why if kind else "Most programs read letters first.",
        hint=kind.how_to_get if kind else "Ask your letter writers for a signed PDF that you may send yourself.",
        days=lead_days(facts, LETTER_KIND),
    )


def waived_letters(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for letter in workspace.documents:  # whatever its kind: the waiver counts, not the drawer it was filed in
        if letter.waived or (letter.is_usable and workspace.is_waived(letter)):
            what = "is waived" if workspace.is_waived_file(letter) else "has pages of a waived letter"
            yield blocked(
                rule_id="waived_letters",
                kind=letter.kind,
                **about(letter),
                message=f"“{title_of(letter)}” {what}, so it stays out of every packet.",
                why="When you waive the right to see a letter, AAMC rules forbid you to view or obtain it.",
                hint="Remove the file on the Documents page, and ask the writer to send the letter directly to each "
                "program. You can also ask for a new letter that you may see.",
                days=lead_days(facts, LETTER_KIND),
            )


def waived_scans(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    """A waived letter that was scanned anew is another picture, and only somebody who looks can tell."""
    unclear = [one for one in workspace.documents if may_be_scanned_letter(one) and not workspace.is_waived(one)]
    if unclear and workspace.waived_letters:
        titles = listed([f"“{title_of(one)}”" for one in unclear])
        yield warning(
            rule_id="waived_scans",
            kind=unclear[0].kind,
            subject="Scans that may be a waived letter",
            message=f"Postmatch cannot tell whether a letter that you waived is scanned in {titles}.",
            why="A letter that you waived the right to see may never pass through your hands, and a new scan of it "
            "looks like any other picture.",
            hint=WHAT_TO_LOOK_FOR,
        )


def waived_writers(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for recommendation in workspace.recommendations:
        if recommendation.waived:
            writer = recommendation.writer or "A letter writer"
            yield todo(
                rule_id="waived_writers",
                kind=LETTER_KIND,
                subject=writer,
                message=f"{writer}: you waived this letter, so you cannot send it yourself.",
                why="A program only gets a waived letter from its writer.",
                hint="Ask the writer to send it directly to each program, or to write a new letter that you may see.",
                days=lead_days(facts, LETTER_KIND),
            )


def waiver_unknown(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for letter in workspace.documents:
        if letter.is_usable and letter.included and letter.is_waiver_unknown:
            yield blocked(
                rule_id="waiver_unknown",
                kind=LETTER_KIND,
                **about(letter),
                message=f"“{title_of(letter)}” stays out of the packet until you say whether you waived "
                "the right to see it.",
                why="A waived letter may never pass through your hands, so it must not be in what you send.",
                hint="Say on the documents page whether it is waived. If it is no letter of recommendation, say so "
                "there.",
            )


RULES = (
    Rule("enough_letters", "Enough letters of recommendation", LETTER_KIND, enough_letters),
    Rule("waived_letters", "Waived letters stay out", LETTER_KIND, waived_letters),
    Rule("waived_scans", "No scan that may be a waived letter", OTHER_KIND, waived_scans),
    Rule("waived_writers", "Waived letters come from their writers", LETTER_KIND, waived_writers),
    Rule("waiver_unknown", "Waiver known for each letter", LETTER_KIND, waiver_unknown),
)
