"""How the CV prints what the profile says: which sections, lines and fields, in which order. Form, never facts.

Whatever is left out here stays in the profile. ``hidden`` holds for every CV; ``left_out`` only for the CV of one page,
so that the long form of the same profile loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from postmatch.domain.values import LabelledEnum, Value


class CvSection(LabelledEnum):
    """The parts of a CV in the order that programs expect (domain.md 4.4); the value is the template's variable."""

    SUMMARY = "summary", "Summary"
    EDUCATION = "education", "Education"
    US_CLINICAL = "us_clinical", "US clinical experience"
    CLINICAL_ABROAD = "clinical_abroad", "Clinical work abroad"
    RESEARCH = "research", "Research"
    PUBLICATIONS = "publications", "Publications"
    PRESENTATIONS = "presentations", "Presentations"
    ABSTRACTS = "abstracts", "Abstracts"
    CERTIFICATIONS = "certifications", "Certifications"
    TEACHING = "teaching", "Teaching"
    VOLUNTEER = "volunteer", "Volunteer work"
    OTHER_WORK = "other_work", "Other work"
    GAPS = "gaps", "Other periods"
    AWARDS = "awards", "Awards"
    MEMBERSHIPS = "memberships", "Memberships"
    LANGUAGES = "languages", "Languages"
    SKILLS = "skills", "Skills"


class GlanceItem(LabelledEnum):
    """The facts at a glance, each of which can be kept off (domain.md 4.2)."""

    EXAMS = "exams", "Exams"
    ECFMG = "ecfmg", "ECFMG certification"
    WORK_STATUS = "work_status", "Work status"
    AVAILABLE = "available", "Available from"
    GRADUATION = "graduation", "Graduation"
    US_CLINICAL = "us_clinical", "US clinical experience"


class EntryField(LabelledEnum):
    """What an entry prints beside its first words; any of them can be kept off a section."""

    PLACE = "place", "Place"
    DATES = "dates", "Dates"
    NOTE = "note", "Setting, supervisor or honors"
    DETAILS = "details", "Bullet points"
    LINK = "link", "DOI or address"


class CitationStyle(LabelledEnum):
    PUBMED = "pubmed", "As in PubMed"
    AS_TYPED = "as_typed", "As typed"


class Relevance(LabelledEnum):
    """The applicant's own mark on an entry: what must stay on the one page, and what may go first."""

    KEEP = "keep", "Must stay"
    USUAL = "usual", "Usual"
    FIRST_TO_GO = "first_to_go", "Leave out first"


class CvPart(Value):
    """An entry of the profile by its id; with ``line``, one line of it: the very words of a bullet or detail.

    A line that is reworded is no longer the one that was kept off, and is printed again: better seen than lost.
    """

    entry_id: str
    line: str = ""


class Mark(Value):
    entry_id: str
    relevance: Relevance


class SectionForm(Value):
    """``heading`` is empty for the usual one; ``as_entered``: in the profile's order instead of newest first."""

    section: CvSection
    shown: bool = True
    heading: str = ""
    without: tuple[EntryField, ...] = ()
    as_entered: bool = False


class CvForm(Value):
    """``order`` is the applicant's order of sections; without one the template's holds. ``sections`` says how single
    sections are printed, in no order of meaning; those it does not name are printed as usual."""

    order: tuple[CvSection, ...] = ()
    sections: tuple[SectionForm, ...] = ()
    glance_without: tuple[GlanceItem, ...] = ()
    hidden: tuple[CvPart, ...] = ()
    left_out: tuple[CvPart, ...] = ()
    marks: tuple[Mark, ...] = ()
    citations: CitationStyle = CitationStyle.PUBMED
    own_name_bold: bool = True

    def section(self, section: CvSection) -> SectionForm:
        """What was chosen for that section, or the usual."""
        return next((one for one in self.sections if one.section is section), SectionForm(section=section))

    def relevance(self, entry_id: str) -> Relevance:
        return next((mark.relevance for mark in self.marks if mark.entry_id == entry_id), Relevance.USUAL)

    def ordered(self, usual: Iterable[CvSection]) -> tuple[SectionForm, ...]:
        """Every section once: the applicant's order, then ``usual``, then what neither names."""
        wanted = dict.fromkeys((*self.order, *usual, *CvSection))
        return tuple(self.section(section) for section in wanted)

    def with_order(self, wanted: Iterable[CvSection], usual: Iterable[CvSection]) -> CvForm:
        """Puts these sections in this order into the places that they take now; all others stay where they are."""
        moved = tuple(wanted)
        upcoming = iter(moved)
        now = (one.section for one in self.ordered(usual))
        order = tuple(next(upcoming) if section in moved else section for section in now)
        return self.model_copy(update={"order": order})

    def with_section(self, changed: SectionForm) -> CvForm:
        """Replaces what was chosen for that section; the order of the CV stays."""
        others = tuple(one for one in self.sections if one.section is not changed.section)
        usual = changed == SectionForm(section=changed.section)
        return self.model_copy(update={"sections": others if usual else (*others, changed)})

    def with_mark(self, entry_id: str, relevance: Relevance) -> CvForm:
        """``USUAL`` takes the mark away; what must stay comes back to the one page with all of its lines."""
        others = tuple(mark for mark in self.marks if mark.entry_id != entry_id)
        usual = relevance is Relevance.USUAL
        marks = others if usual else (*others, Mark(entry_id=entry_id, relevance=relevance))
        back = [part for part in self.left_out if part.entry_id == entry_id and relevance is Relevance.KEEP]
        return self.with_put_back(back).model_copy(update={"marks": marks})

    def with_hidden(self, part: CvPart, *, is_hidden: bool) -> CvForm:
        """Keeps that part off every CV, or prints it again."""
        others = tuple(one for one in self.hidden if one != part)
        return self.model_copy(update={"hidden": (*others, part) if is_hidden else others})

    def with_left_out(self, parts: Iterable[CvPart]) -> CvForm:
        """Leaves these parts out of the one page as well, each once."""
        return self.model_copy(update={"left_out": tuple(dict.fromkeys((*self.left_out, *parts)))})

    def with_put_back(self, parts: Iterable[CvPart]) -> CvForm:
        """Prints these parts on the one page again; what is not left out stays as it is."""
        back = set(parts)
        return self.model_copy(update={"left_out": tuple(one for one in self.left_out if one not in back)})
