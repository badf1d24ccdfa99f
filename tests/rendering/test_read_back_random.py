"""Any profile at all: what the facts say must be there is what the templates print, whatever was left blank."""

from __future__ import annotations

from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postmatch.domain.cv_form import CitationStyle, CvForm, CvSection, EntryField, GlanceItem, SectionForm
from postmatch.domain.dates import PartialDate
from postmatch.domain.letter_facts import letter_facts
from postmatch.domain.positions import Position, Track
from postmatch.domain.printed_facts import cv_facts
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Exam,
    Experience,
    GapNote,
    Identity,
    Language,
    LetterAnswers,
    Link,
    Membership,
    Profile,
    Publication,
    Skill,
    SpecialtyInterest,
    Status,
)
from postmatch.domain.workspace import Paper
from postmatch.rendering import fill_cover_letter, fill_cv, templates
from postmatch.rendering.cleaning import clean_line
from postmatch.rendering.printed_text import PrintedText
from postmatch.rendering.word_parts import BODY, W, paragraph_text, parsed, read_parts

TODAY = date(2026, 4, 6)
SOME = settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

WORDS = st.one_of(
    st.just(""),
    st.sampled_from(
        ["Houston", "MD", "Smith & Sons <Inc>", "{{ 7*7 }}", "None", "St. Luke’s", "two\nlines", "  spaced  ", "é", "…",
         "\u0623\u062f\u0627", "A. C. Okafor, Bello T", "Houston, TX", "0", "\U0001f469 Ada", "10.1234/x y", "-"]
    ),
    st.text(max_size=20),
)  # fmt: skip
DATES = st.none() | st.builds(
    lambda year, month: PartialDate(year=year, month=month), st.integers(1980, 2030), st.none() | st.integers(1, 12)
)
FIELDS = {str: WORDS, PartialDate | None: DATES, tuple[str, ...]: st.lists(WORDS, max_size=2).map(tuple)}


def some(kind: type, most: int = 2) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(one(kind), max_size=most).map(tuple)


def one(kind: type) -> st.SearchStrategy[object]:
    """A value with every text and date drawn from above; choices and numbers from all there are."""
    drawn = {
        name: FIELDS[field.annotation]
        for name, field in kind.model_fields.items()
        if field.annotation in FIELDS and name != "id"
    }
    return st.builds(
        kind, **drawn, **{name: ... for name in ("kind", "result", "ongoing") if name in kind.model_fields}
    )


def named(kind: type, *names: str) -> st.SearchStrategy[tuple[object, ...]]:
    """Entries that have at least one of the fields they can be called by: one without any is not printed, and reading
    back tells so."""
    found = one(kind).filter(lambda it: any(clean_line(getattr(it, name)) for name in names))
    return st.lists(found, max_size=2).map(tuple)


PROFILES = st.builds(
    Profile,
    identity=st.builds(
        Identity, given_names=WORDS, family_name=WORDS, email=WORDS, phone=WORDS, city=WORDS, country=WORDS,
        links=st.lists(st.builds(Link, label=WORDS, url=WORDS), max_size=1).map(tuple),
    ),
    summary=WORDS,
    status=one(Status),
    exams=some(Exam),
    education=named(Education, "degree", "area", "institution"),
    experience=named(Experience, "role", "place", "department"),
    publications=some(Publication),
    certifications=named(Certification, "name", "issuer"),
    languages=named(Language, "name"),
    awards=named(Award, "title", "issuer"),
    memberships=named(Membership, "organization", "role"),
    skills=some(Skill),
    gap_notes=named(GapNote, "text"),
    answers=st.builds(
        LetterAnswers, situation=WORDS, why_unmatched=WORDS, improving=WORDS,
        specialties=st.lists(st.builds(SpecialtyInterest, specialty=WORDS, draw=WORDS), max_size=2).map(tuple),
    ),
)  # fmt: skip
FORMS = st.builds(
    CvForm,
    sections=st.lists(
        st.builds(
            SectionForm, section=st.sampled_from(CvSection), shown=st.booleans(), as_entered=st.booleans(),
            without=st.lists(st.sampled_from(EntryField), max_size=2, unique=True).map(tuple),
        ),
        max_size=3, unique_by=lambda it: it.section,
    ).map(tuple),
    glance_without=st.lists(st.sampled_from(GlanceItem), max_size=3, unique=True).map(tuple),
    citations=st.sampled_from(CitationStyle),
)  # fmt: skip
POSITIONS = st.none() | st.builds(
    Position, program=WORDS, specialty=WORDS, pgy_level=st.none() | st.integers(1, 3), city=WORDS, state=WORDS,
    track=st.none() | st.sampled_from(Track), director=WORDS, start=DATES, why_this_program=WORDS,
)  # fmt: skip


def read(docx: bytes) -> PrintedText:
    body = parsed(read_parts(docx)[BODY])
    return PrintedText("\n".join(paragraph_text(paragraph) for paragraph in body.iter(f"{W}p")))


@SOME
@given(profile=PROFILES, form=FORMS, template=st.sampled_from(templates("cv")))
def test_a_cv_holds_every_fact_of_any_profile(profile: Profile, form: CvForm, template: object) -> None:
    docx = fill_cv(profile, form=form, template=template, paper=Paper.LETTER, today=TODAY)
    facts = cv_facts(profile, form, is_long=template.is_long)
    assert [(fact.where, fact.text) for fact in read(docx).lacks(facts)] == []


@SOME
@given(profile=PROFILES, position=POSITIONS, template=st.sampled_from(templates("cover_letter")))
def test_a_letter_holds_every_fact_of_any_position(
    profile: Profile, position: Position | None, template: object
) -> None:
    docx = fill_cover_letter(
        profile, position=position, enclosures=("CV",), template=template, paper=Paper.LETTER, today=TODAY
    )
    facts = letter_facts(profile, position, enclosures=("CV",))
    assert [(fact.where, fact.text) for fact in read(docx).lacks(facts)] == []
