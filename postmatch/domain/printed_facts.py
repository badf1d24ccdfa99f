"""What must be readable in a finished CV: from the profile and the form, never from what a template was given.

A context that lost a fact would otherwise be compared with itself. Each fact knows which variables print it, so that of
an applicant's own template only what it prints is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import BeforeValidator

from postmatch.domain.citation_facts import author_texts, link_text, page_text, typed_authors
from postmatch.domain.cv_entries import SHORT_AUTHORIZATIONS, CvEntry, cv_entries
from postmatch.domain.cv_form import CitationStyle, CvForm, CvSection, GlanceItem
from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import Exam, ExamResult, Identity, Profile, Publication, Status
from postmatch.domain.values import Value

_CITED = (CvSection.PUBLICATIONS, CvSection.PRESENTATIONS, CvSection.ABSTRACTS)
_KINDS = {
    **dict.fromkeys(_CITED, "citations"),
    **dict.fromkeys((CvSection.CERTIFICATIONS, CvSection.GAPS, CvSection.AWARDS, CvSection.MEMBERSHIPS), "lines"),
    **dict.fromkeys((CvSection.LANGUAGES, CvSection.SKILLS), "words"),
}
_FIELD_NAMES = {
    CvSection.GAPS: (("text", "note"), ("note", "note")),
    CvSection.LANGUAGES: (("name", "name"), ("level", "detail")),
    CvSection.SKILLS: (("name", "name"), ("detail", "detail")),
}
"""What first words and notes are called in the section's own list and in the list of all sections; else title, note."""
_GLANCE = ("at_a_glance[].value", "at_a_glance_pairs[].left.value", "at_a_glance_rows[].left.value",
           "at_a_glance_fours[].first.value")  # fmt: skip


def without_halves(text: str) -> str:
    """Without halves of characters, which no file can hold; two that belong together become one."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")


Whole = Annotated[str, BeforeValidator(without_halves)]


class Fact(Value):
    """``where`` says to people which fact it is without its words; ``variables`` are the paths that print it."""

    where: str
    text: Whole
    variables: tuple[str, ...] = ()


class Expected(Value):
    """What a finished document is compared with. ``own_words`` are texts of the applicant that look like a mistake of
    a template ("None", "{{"); the names ``other_programs`` may not stand in it in any case, ``other_names`` not as they
    are written; ``is_own_template`` may say "None" by itself."""

    facts: tuple[Fact, ...] = ()
    own_words: tuple[Whole, ...] = ()
    other_programs: tuple[Whole, ...] = ()
    other_names: tuple[Whole, ...] = ()
    is_own_template: bool = False

    def printed_by(self, uses: Iterable[str]) -> Expected:
        """Only what a template with these variables prints."""
        used = set(uses)
        facts = tuple(fact for fact in self.facts if used.intersection(fact.variables))
        return self.model_copy(update={"facts": facts, "is_own_template": True})


def cv_facts(profile: Profile, form: CvForm, *, is_long: bool) -> tuple[Fact, ...]:
    """Everything that this CV says, entry by entry."""
    return (
        *person_facts(profile.identity),
        *_glance_facts(profile, form, is_long=is_long),
        *_summary(profile, form),
        *(fact for entry in cv_entries(profile, form, is_long=is_long) for fact in _entry_facts(entry)),
        *_cited(profile, form, is_long=is_long),
    )


def person_facts(identity: Identity) -> Iterator[Fact]:
    """The name and how to reach its owner, as every document has them on top."""
    yield Fact(where="Your name", text=identity.full_name, variables=("name",))
    for where, text, variable in (
        ("Your e-mail address", identity.email, "email"),
        ("Your telephone number", identity.phone, "phone"),
        ("Your city", identity.city, "place"),
        ("Your country", identity.country, "place"),
    ):
        yield Fact(where=where, text=text, variables=(variable, "contact_line"))
    for link in identity.links:
        yield Fact(where="Your link", text=link_text(link.url), variables=("contact_line",))


def status_facts(status: Status, without: tuple[GlanceItem, ...] = (), *variables: str) -> Iterator[Fact]:
    """ECFMG, work status and earliest start, each that is known and not kept off; ``variables`` print their values."""
    details = _beside(variables, "detail")
    authorization, ecfmg = status.work_authorization, status.ecfmg
    if GlanceItem.ECFMG not in without and ecfmg.state:
        yield Fact(where="ECFMG certification", text=ecfmg.state.label, variables=variables)
        yield Fact(where="Date of the ECFMG certificate", text=_label(ecfmg.certified_on), variables=details)
    if GlanceItem.WORK_STATUS not in without and authorization:
        text = SHORT_AUTHORIZATIONS.get(authorization, authorization.label)
        yield Fact(where="Work status", text=text, variables=variables)
        yield Fact(where="End of the work status", text=_label(status.authorization_expires), variables=details)
    if GlanceItem.AVAILABLE not in without:
        yield Fact(where="Earliest start", text=_label(status.earliest_start), variables=variables)


def _beside(values: Iterable[str], field: str) -> tuple[str, ...]:
    """The paths of the label or the detail that stand beside those values."""
    return tuple(f"{path.removesuffix('.value')}.{field}" for path in values)


def _glance_facts(profile: Profile, form: CvForm, *, is_long: bool) -> Iterator[Fact]:
    if GlanceItem.EXAMS not in form.glance_without:
        off = {part.entry_id for part in (*form.hidden, *(() if is_long else form.left_out)) if not part.line}
        for exam in profile.exams:
            if exam.shown_on_cv and exam.id not in off:
                yield from _exam_facts(exam)
    yield from status_facts(profile.status, form.glance_without, *_GLANCE)
    graduation = _shown_graduation(profile, form)
    if GlanceItem.GRADUATION not in form.glance_without and graduation:
        yield Fact(where="Year of graduation", text=str(graduation.year), variables=_GLANCE)


def _shown_graduation(profile: Profile, form: CvForm) -> PartialDate | None:
    """From the schools that CVs show: one that is left out of the one page still says when the applicant graduated."""
    hidden = {part.entry_id for part in form.hidden if not part.line}
    shown = tuple(one for one in profile.education if one.shown_on_cv and one.id not in hidden)
    return profile.model_copy(update={"education": shown}).graduation


def _exam_facts(exam: Exam) -> Iterator[Fact]:
    """An exam without any outcome is not printed: a bare name would read as a pass. The outcome is one text, so that
    its figures are looked for beside each other."""
    outcome = _outcome(exam)
    if not outcome:
        return
    for text, field, in_list in (
        (exam.kind.label, "label", "title"),
        (outcome, "value", "result"),
        (_month(exam.date), "detail", "dates"),
    ):
        yield Fact(where=exam.kind.label, text=text, variables=(*_beside(_GLANCE, field), f"exams[].{in_list}"))


def _outcome(exam: Exam) -> str:
    """``Passed 245, 3 attempts``, from what is known."""
    score = "" if exam.score is None else str(exam.score)
    result = " ".join(part for part in (exam.result.label if exam.result else "", score) if part)
    attempts = f"{exam.attempts} attempts" if exam.attempts and exam.attempts > 1 else ""
    if exam.attempts == 1:
        attempts = "first attempt" if exam.result is ExamResult.PASSED else "1 attempt"
    return ", ".join(part for part in (result, attempts) if part)


def _summary(profile: Profile, form: CvForm) -> Iterator[Fact]:
    if form.section(CvSection.SUMMARY).shown:
        yield from paragraphs("Summary", profile.summary, "summary[]", "sections[].paragraphs[]")


def paragraphs(where: str, text: str, *variables: str) -> Iterator[Fact]:
    """One fact for each line that was typed."""
    for line in text.splitlines():
        yield Fact(where=where, text=line, variables=variables)


def _entry_facts(entry: CvEntry) -> Iterator[Fact]:
    if entry.section in _CITED:
        return
    first, note = _FIELD_NAMES.get(entry.section, (("title", "title"), ("note", "note")))
    end = "present" if entry.ongoing else _month(entry.end)
    dates = dict.fromkeys((_month(entry.start), end))  # a period within one month is printed as that month
    for what, texts, (own, in_sections) in (
        ("first words", (entry.title,), first),
        ("place", entry.places, ("place", "place")),
        ("note", entry.notes, note),
        ("bullet point", entry.lines, ("details[]", "details[]")),
        ("dates", dates, ("dates", "dates")),
    ):
        variables = (
            f"{entry.section.value}[].{own}",
            f"sections[].{_KINDS.get(entry.section, 'entries')}[].{in_sections}",
        )
        for text in texts:
            yield Fact(where=f"{entry.section.label}: {what}", text=text, variables=variables)


def _cited(profile: Profile, form: CvForm, *, is_long: bool) -> Iterator[Fact]:
    by_id = {one.id: one for one in profile.publications}
    for entry in cv_entries(profile, form, is_long=is_long):
        if entry.section in _CITED:
            yield from _citation_facts(entry, by_id[entry.id], form)


def _citation_facts(entry: CvEntry, publication: Publication, form: CvForm) -> Iterator[Fact]:
    as_typed = form.citations is CitationStyle.AS_TYPED
    authors = (typed_authors(publication.authors),) if as_typed else author_texts(publication.authors)
    pages = publication.pages if as_typed else page_text(publication.pages)
    year = str(entry.end.year) if entry.end else ""
    where = f"{entry.section.label}: citation"
    variables = tuple(
        f"{place}[].{name}"
        for place in (entry.section.value, "sections[].citations")
        for name in ("citation", "styled_citation")
    )
    for text in (
        *authors,
        entry.title,
        *entry.places,
        year,
        publication.volume,
        publication.issue,
        pages,
        *entry.notes,
    ):
        yield Fact(where=where, text=text, variables=variables)
    links = (f"{entry.section.value}[].link", "sections[].citations[].link")
    yield Fact(where=f"{entry.section.label}: link", text=link_text(entry.link), variables=links)


def _month(when: PartialDate | None) -> str:
    return PartialDate(year=when.year, month=when.month).label if when else ""


def _label(when: PartialDate | None) -> str:
    return when.label if when else ""
