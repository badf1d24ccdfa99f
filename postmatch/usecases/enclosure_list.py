"""What the cover letter lists as enclosed, and whether the packet that was built holds just that.

The letter is filled before there is a packet, so its list follows the decision that the packet follows as well
(``packet_order``): own CV, documents and pages of explanation, in the same order and under the same titles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from postmatch.domain.checks import Check
from postmatch.domain.documents import CONTENTS_KIND, COVER_LETTER_KIND, DIVIDER_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.packet import Plan
from postmatch.domain.packet_choice import profile_in_force
from postmatch.domain.rules.findings import listed as in_words
from postmatch.domain.workspace import Workspace
from postmatch.usecases.packet_order import packet_order
from postmatch.usecases.packet_titles import title_of

_NOT_LISTED = (COVER_LETTER_KIND, CONTENTS_KIND, DIVIDER_KIND)


def enclosure_list(workspace: Workspace, facts: Facts) -> tuple[str, ...]:
    """Titles of everything that goes with the letter, in the order of the packet."""
    order = packet_order(workspace, profile_in_force(workspace, facts), facts)
    return tuple(title_of(entry, facts) for entry in order if entry.kind != COVER_LETTER_KIND)


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
