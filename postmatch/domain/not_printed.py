"""What the profile has for the CV and a template of the applicant's own never prints, section by section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from postmatch.domain.cv_entries import cv_entries
from postmatch.domain.cv_form import CvForm, CvSection
from postmatch.domain.printed_facts import cv_facts
from postmatch.domain.profile import Profile


def sections_not_printed(
    profile: Profile, form: CvForm, uses: Iterable[str], *, is_long: bool
) -> tuple[tuple[CvSection, int], ...]:
    """Each section of which the variables ``uses`` print nothing, and how many entries it has (1 for a text)."""
    used, printed, told = set(uses), set(), set()
    for fact in cv_facts(profile, form, is_long=is_long):
        label = fact.where.partition(":")[0]
        told.add(label)
        if used.intersection(fact.variables):
            printed.add(label)
    counts = Counter(entry.section for entry in cv_entries(profile, form, is_long=is_long))
    return tuple((one, counts[one] or 1) for one in CvSection if one.label in told - printed)
