"""What may leave a CV that does not fit on one page, in the order of least loss. Proposals only: the applicant decides.

First what the applicant marked as "may go first"; then lines, of the oldest entries first; then whole entries, of
the sections that programs look at last (domain.md 4.4); education, US clinical experience, ECFMG and the lines about
gaps at the very end. What must stay, the medical school and the facts at a glance are never proposed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from postmatch.domain.cv_entries import CvEntry, cv_entries, same_line
from postmatch.domain.cv_form import CvForm, CvPart, CvSection, Relevance
from postmatch.domain.profile import Profile
from postmatch.domain.values import LabelledEnum, Value

FREE_SHARE = 0.03
"""How much of the page's height stays free below the text, because Word breaks some lines elsewhere."""
NEARLY_EMPTY_SHARE = 0.5
"""A page with more than half of its height free, set as large as is in good taste, looks unfinished."""

_LEAST_NEEDED = (
    CvSection.MEMBERSHIPS,
    CvSection.SKILLS,
    CvSection.OTHER_WORK,
    CvSection.VOLUNTEER,
    CvSection.TEACHING,
    CvSection.AWARDS,
    CvSection.ABSTRACTS,
    CvSection.PRESENTATIONS,
    CvSection.CERTIFICATIONS,
    CvSection.PUBLICATIONS,
    CvSection.RESEARCH,
    CvSection.CLINICAL_ABROAD,
    CvSection.GAPS,
    CvSection.US_CLINICAL,
    CvSection.EDUCATION,
)
_STAND_FOR = {CvSection.PUBLICATIONS: 3, CvSection.RESEARCH: 2, CvSection.CLINICAL_ABROAD: 2}
"""How many of the newest entries of a section leave after everything else, so that it does not disappear early."""
_AT_THE_END = (CvSection.GAPS, CvSection.US_CLINICAL, CvSection.EDUCATION)
_LONGEST_LABEL = 90
_LEFT_OUT = "You left it out of the one page; it stays in your profile and in the long form."
_UNDATED, _ONGOING = 10**6, 10**7  # days after any date that a profile can hold


class Fit(LabelledEnum):
    """How a filled document sits on its page; ``SEVERAL_PAGES`` for a template that may take as many as it needs."""

    ONE_PAGE = "one_page", "One page"
    NEARLY_EMPTY = "nearly_empty", "One page, nearly empty"
    TOO_LONG = "too_long", "More than one page"
    SEVERAL_PAGES = "several_pages", "As long as it needs to be"


class ProposedCut(Value):
    """One thing that may leave the page: what it is in the applicant's words, and why this one."""

    part: CvPart
    label: str
    reason: str


class ProposedCuts(Value):
    """The least that has to leave, least loss first; ``fits`` is False when even all of it is not enough."""

    cuts: tuple[ProposedCut, ...] = ()
    fits: bool = True


def least_loss(profile: Profile, form: CvForm) -> tuple[ProposedCut, ...]:
    """Everything that may leave the one-page CV and is still on it, least loss first."""
    printed = cv_entries(profile, form)
    may_go = [entry for entry in _with_headings(printed, printed, form) if entry.section in _LEAST_NEEDED]
    entries = [entry for entry in may_go if form.relevance(entry.id) is not Relevance.KEEP]
    first = sorted((one for one in entries if form.relevance(one.id) is Relevance.FIRST_TO_GO), key=_oldest_first)
    usual = [one for one in entries if one not in first]
    late = [one for one in usual if _is_late(one)]
    early = [one for one in usual if one not in late]
    return (
        *(_cut(entry, "You marked it as what may go first.") for entry in first),
        *_in_steps(early, profile),
        *_in_steps(late, profile),
    )


def without_repeats(cuts: Sequence[ProposedCut]) -> tuple[ProposedCut, ...]:
    """The same without lines of entries that leave as a whole."""
    whole = {cut.part.entry_id for cut in cuts if not cut.part.line}
    return tuple(cut for cut in cuts if not (cut.part.line and cut.part.entry_id in whole))


def left_out_now(profile: Profile, form: CvForm) -> tuple[ProposedCut, ...]:
    """What is off the one-page CV and would be on it otherwise; ``CvForm.with_put_back`` is the way back."""
    otherwise = cv_entries(profile, form.model_copy(update={"left_out": ()}))
    entries = {entry.id: entry for entry in _with_headings(otherwise, cv_entries(profile, form), form)}
    return without_repeats(
        [
            ProposedCut(part=part, label=part_label(entries[part.entry_id], part.line), reason=_LEFT_OUT)
            for part in form.left_out
            if part.entry_id in entries and _is_of(part, entries[part.entry_id])
        ]
    )


def _with_headings(entries: Iterable[CvEntry], printed: Iterable[CvEntry], form: CvForm) -> list[CvEntry]:
    """The entries with the headings of the CV that prints ``printed``: the applicant's own, or the usual ones."""
    sections = {entry.section for entry in printed}
    return [
        replace(one, heading=form.section(one.section).heading or _usual_heading(one.section, sections))
        for one in entries
    ]


def _usual_heading(section: CvSection, printed: set[CvSection]) -> str:
    """ "Other work" only beside clinical work."""
    is_alone = not printed & {CvSection.US_CLINICAL, CvSection.CLINICAL_ABROAD}
    return "Work" if section is CvSection.OTHER_WORK and is_alone else section.label


def _is_of(part: CvPart, entry: CvEntry) -> bool:
    return not part.line or same_line(part.line) in map(same_line, entry.lines)


def part_label(entry: CvEntry, line: str) -> str:
    """What a part is called in lists: the line itself, or title, place, dates and section of the entry."""
    if line:
        shown = same_line(line)
        return shown if len(shown) <= _LONGEST_LABEL else f"{shown[: _LONGEST_LABEL - 1].rstrip()}…"
    about = ", ".join(part for part in (entry.heading or entry.section.label, entry.dates) if part)
    named = ", ".join(same_line(part) for part in (entry.title, *_where(entry)) if same_line(part))
    return f"{named or 'An entry without a title'} ({about})"


def _where(entry: CvEntry) -> tuple[str, ...]:
    """What tells an entry from its like: several posts may have one name. Of work and study department and place."""
    return entry.places[: 2 if entry.fills_time else 1]


def _in_steps(entries: list[CvEntry], profile: Profile) -> Iterator[ProposedCut]:
    by_age = sorted(entries, key=_oldest_first)
    for entry in by_age:
        yield from _lines(entry, entry.lines[1:], "One line of several about {title}{age}.")
    for entry in by_age:
        yield from _lines(entry, entry.lines[:1], "The last line about {title}{age}; its title and dates stay.")
    longest = _standing_for_their_section(by_age)
    whole = [one for one in by_age if not one.is_medical_school]
    for entry in sorted(whole, key=lambda one: (one in longest, _would_open_a_gap(one, profile), _need(one))):
        yield _cut(entry, _why_whole(entry, profile))


def _standing_for_their_section(by_age: Iterable[CvEntry]) -> list[CvEntry]:
    """The entries that stand for their sections when the others are gone."""
    sections: dict[CvSection, list[CvEntry]] = {}
    for entry in by_age:
        sections.setdefault(entry.section, []).append(entry)
    return [one for section, count in _STAND_FOR.items() for one in sections.get(section, [])[-count:]]


def _lines(entry: CvEntry, lines: Sequence[str], why: str) -> Iterator[ProposedCut]:
    """The last line first."""
    title = f"“{same_line(entry.title)}”" if entry.title else "an entry"
    title += f" ({', '.join(map(same_line, _where(entry)))})" if entry.fills_time and entry.places else ""
    age = f", which ended in {entry.end.year}" if entry.end and not entry.ongoing else ""
    for line in reversed(lines):
        part = CvPart(entry_id=entry.id, line=line)
        yield ProposedCut(part=part, label=part_label(entry, line), reason=why.format(title=title, age=age))


def _cut(entry: CvEntry, reason: str) -> ProposedCut:
    return ProposedCut(part=CvPart(entry_id=entry.id), label=part_label(entry, ""), reason=reason)


def _why_whole(entry: CvEntry, profile: Profile) -> str:
    if _is_late(entry):
        return "Nothing that programs need less is left to leave out."
    if _would_open_a_gap(entry, profile):
        return "Only after shorter things are gone: without it this time may show as a gap."
    return f"Programs look at this section late ({entry.section.label.lower()}); its older entries leave first."


def _need(entry: CvEntry) -> int:
    return _LEAST_NEEDED.index(entry.section)


def _is_late(entry: CvEntry) -> bool:
    return entry.section in _AT_THE_END or "ecfmg" in entry.title.casefold()


def _would_open_a_gap(entry: CvEntry, profile: Profile) -> bool:
    """Whether the entry accounts for time after medical school."""
    if not entry.fills_time or profile.graduation is None:
        return False
    return entry.ongoing or (entry.end is not None and not entry.end.is_before(profile.graduation))


def _oldest_first(entry: CvEntry) -> tuple[int, int]:
    """Dated entries by their end, then those without a date, then what goes on now; the least needed of equal age."""
    decisive = entry.end or entry.start
    age = _ONGOING if entry.ongoing else decisive.latest.toordinal() if decisive else _UNDATED
    return age, _need(entry)
