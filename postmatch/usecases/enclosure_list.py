"""What the cover letter lists as enclosed, and whether the packet that was built holds just that.

The letter is filled before there is a packet, so its list follows the decision that the packet follows as well
(``packet_order``): own CV, documents and pages of explanation, in the same order and under the same titles. Whether the
letter prints the list is read in the letter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from postmatch.domain.checklist import Finding
from postmatch.domain.checks import Check
from postmatch.domain.documents import CONTENTS_KIND, COVER_LETTER_KIND, DIVIDER_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.packet import Plan
from postmatch.domain.packet_choice import profile_in_force, usual_profile
from postmatch.domain.printed_facts import Fact
from postmatch.domain.rules.findings import listed as in_words
from postmatch.domain.rules.findings import warning
from postmatch.domain.workspace import Workspace
from postmatch.rendering.printed_text import PrintedText
from postmatch.usecases.packet_order import packet_order
from postmatch.usecases.packet_titles import title_of

_NOT_LISTED = (COVER_LETTER_KIND, CONTENTS_KIND, DIVIDER_KIND)


def enclosure_list(workspace: Workspace, facts: Facts) -> tuple[str, ...]:
    """Titles of everything that goes with the letter, in the order of the packet; of the usual packet where the chosen
    one takes no letter."""
    profile = profile_in_force(workspace, facts)
    if not profile.takes(COVER_LETTER_KIND):
        profile = usual_profile(workspace, facts)
    order = packet_order(workspace, profile, facts)
    return tuple(title_of(entry, facts) for entry in order if entry.kind != COVER_LETTER_KIND)


def unlisted(enclosures: tuple[str, ...], letter: Iterable[str]) -> tuple[str, ...]:
    """The titles that the pages of the letter's PDF do not show: a template of the applicant's may have no list."""
    text = PrintedText("\n".join(letter), is_pdf=True)
    return tuple(fact.text for fact in text.lacks(Fact(where="Enclosures", text=title) for title in enclosures))


def unlisted_findings(missing: tuple[str, ...], enclosures: tuple[str, ...]) -> tuple[Finding, ...]:
    """A letter that does not say what goes with it is no fault of the packet, and is told."""
    if not missing:
        return ()
    is_all = len(missing) == len(enclosures)
    return (
        warning(
            rule_id="letter_enclosures",
            kind=COVER_LETTER_KIND,
            subject="Enclosures",
            message=f"The letter in the packet does not list {'its enclosures' if is_all else _quoted(missing)}.",
            why="Readers use the list to see whether everything has arrived.",
            hint="Choose another template for the letter, or put {{ enclosures }} into your own, and build again.",
        ),
    )


def enclosure_check(enclosures: tuple[str, ...], plans: Iterable[Plan]) -> Check:
    """Whether the files of a packet hold what its letter lists, nothing less and nothing more."""
    sections = [section for plan in plans for section in plan.sections if section.kind not in _NOT_LISTED]
    there = tuple(section.title for section in sections)
    if there == enclosures:
        return Check(id="enclosures", message=_agreement(len(there)), passed=True)
    return Check(id="enclosures", message=_difference(Counter(enclosures), Counter(there)), passed=False)


def _agreement(count: int) -> str:
    if count < 2:
        return f"The letter lists {'the one enclosure' if count else 'no enclosure'}, as the packet does."
    return f"The letter lists the {count} enclosures that are in the packet, in their order."


def _difference(said: Counter[str], there: Counter[str]) -> str:
    missing, unsaid = tuple((said - there).elements()), tuple((there - said).elements())
    if missing:
        return f"The letter lists {_quoted(missing)}, which the packet does not hold."
    if unsaid:
        return f"The packet holds {_quoted(unsaid)}, which the letter does not list."
    return "The letter lists the enclosures in another order than the packet."


def _quoted(titles: tuple[str, ...]) -> str:
    return in_words([f"“{title}”" for title in titles])
