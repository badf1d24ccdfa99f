"""Any profile at all: what the facts say must be there is what the templates print, whatever was left blank."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from postmatch.conversion.pages import read_texts
from postmatch.conversion.word_package import parsed_xml
from postmatch.domain.cv_form import CitationStyle, CvForm, CvSection, EntryField, GlanceItem, SectionForm
from postmatch.domain.dates import PartialDate
from postmatch.domain.letter_facts import letter_facts
from postmatch.domain.positions import Position, Track
from postmatch.domain.printed_facts import Fact, cv_facts
from postmatch.domain.profile import (
    Award,
    Certification,
    Ecfmg,
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
from postmatch.rendering import Template, fill_cover_letter, fill_cv, templates
from postmatch.rendering.printed_text import PrintedText
from postmatch.rendering.word_parts import BODY, W, paragraph_text, read_parts

if TYPE_CHECKING:
    from postmatch.conversion import Workers

TODAY = date(2026, 4, 6)
UNHURRIED = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
SOME = settings(max_examples=int(os.environ.get("POSTMATCH_EXAMPLES", "60")), suppress_health_check=UNHURRIED)
FEW = settings(max_examples=int(os.environ.get("POSTMATCH_EXAMPLES", "60")) // 5, suppress_health_check=UNHURRIED)

WORDS = st.one_of(
    st.just(""),
    st.sampled_from(
        ["Houston", "MD", "Smith & Sons <Inc>", "{{ 7*7 }}", "None", "St. Luke’s", "two\nlines", "  spaced  ", "é", "…",
         "\u0623\u062f\u0627", "A. C. Okafor, Bello T", "Houston, TX", "0", "\U0001f469 Ada", "10.1234/x y", "-"]
    ),
    st.text(max_size=20),
)  # fmt: skip
FAMILIES = st.sampled_from(
    ["Okafor", "Bello", "Li", "van der Berg", "O’Neil", "García Márquez", "SMITH", "St. John", "Souza", "Okafor-Bell"]
)
GIVENS = st.sampled_from(
    ["A", "AC", "A.", "A. C.", "A.C.", "J.-P.", "Adaeze", "Adaeze C.", "Jean-Paul", "Maria de", "Adaeze MD", "John Jr.",
     "John 3rd", "Adaeze*", "Adaeze (presenter)", "MD", "FACP", ""]
)  # fmt: skip
AUTHORS = st.one_of(
    st.builds("{}, {}".format, FAMILIES, GIVENS), st.builds("{} {}".format, FAMILIES, GIVENS),
    st.builds("{} {}".format, GIVENS, FAMILIES), st.builds("{1} {0} PhD".format, FAMILIES, GIVENS),
    st.sampled_from(["et al", "et al.", "the Harbor Mill Group", "WHO", "Centers for Disease Control, Atlanta",
                     "on behalf of the ABC Study Group, Lagos", "editors"]),
)  # fmt: skip
AUTHOR_LISTS = st.builds(
    lambda names, by, last: by.join(names) if len(names) < 2 else f"{by.join(names[:-1])}{last}{names[-1]}",
    st.lists(AUTHORS, max_size=4),
    st.sampled_from([", ", "; ", ",", " and ", " & "]),
    st.sampled_from([", ", "; ", ", and ", "; and ", " & "]),
)
ADDRESSES = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "https://", "http://www.", "doi: ", "PMID: "]),
    st.sampled_from(["doi.org/10.1001/abc", "10.1234/gj.7", "pubmed.ncbi.nlm.nih.gov/123456", "example.org/okafor/cv",
                     "onlinelibrary.wiley.com/doi/10.1002/xyz", "example.org/a10.1234/b", "123456"]),
    st.sampled_from(["", "/", "//", "."]),
)  # fmt: skip
DATES = st.none() | st.builds(
    lambda year, month: PartialDate(year=year, month=month), st.integers(1980, 2030), st.none() | st.integers(1, 12)
)
PLAIN_WORDS = st.sampled_from(
    ["", "Houston", "MD", "Smith & Sons <Inc>", "None", "St. Luke’s", "two\nlines", "  spaced  ", "é", "Houston, TX",
     "follow-up of well-being", "A line that is long enough to go on in the next line of the page, and once more after",
     "0",
     "Waterloo\ufffeville", "(2019)", "Ünal", "100 %", "-"]
) | st.text("abc ÄÖé 019 .,;:()/&-’", max_size=30)  # fmt: skip
"""What our fonts have letters for, in one direction of writing."""


@dataclass(frozen=True)
class Drawn:
    """Strategies for a profile of which every text is one of ``words``; choices, dates and numbers are any."""

    words: st.SearchStrategy[str]

    def one(self, kind: type, **others: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        fields = {
            str: self.words,
            PartialDate | None: DATES,
            tuple[str, ...]: st.lists(self.words, max_size=2).map(tuple),
        }
        drawn = {
            name: fields[field.annotation]
            for name, field in kind.model_fields.items()
            if field.annotation in fields and name != "id"
        }
        drawn |= {name: ... for name in ("kind", "result", "ongoing", "state") if name in kind.model_fields}
        return st.builds(kind, **{**drawn, **others})

    def some(self, kind: type, **others: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
        return st.lists(self.one(kind, **others), max_size=2).map(tuple)

    def profile(self) -> st.SearchStrategy[Profile]:
        link = self.one(Link, url=self.words | ADDRESSES)
        return st.builds(
            Profile,
            identity=self.one(Identity, links=st.lists(link, max_size=1).map(tuple)),
            summary=self.words,
            status=self.one(Status, ecfmg=self.one(Ecfmg)),
            exams=self.some(Exam, score=st.none() | st.integers(0, 300), attempts=st.none() | st.integers(0, 4)),
            education=self.some(Education),
            experience=self.some(Experience),
            publications=self.some(Publication, authors=self.words | AUTHOR_LISTS, url=self.words | ADDRESSES),
            certifications=self.some(Certification),
            languages=self.some(Language),
            awards=self.some(Award),
            memberships=self.some(Membership),
            skills=self.some(Skill),
            gap_notes=self.some(GapNote),
            answers=self.one(LetterAnswers, specialties=self.some(SpecialtyInterest)),
        )


PROFILES, PLAIN_PROFILES = Drawn(WORDS).profile(), Drawn(PLAIN_WORDS).profile()
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
    body = parsed_xml(read_parts(docx)[BODY])
    return PrintedText("\n".join(paragraph_text(paragraph) for paragraph in body.iter(f"{W}p")))


def in_the_pdf(docx: bytes, workers: Workers) -> PrintedText:
    return PrintedText("\n".join(read_texts(workers.word_to_pdf(docx).pdf)), is_pdf=True)


def lacking(text: PrintedText, facts: tuple[Fact, ...]) -> list[tuple[str, str]]:
    return [(fact.where, fact.text) for fact in text.lacks(facts)]


def cv(profile: Profile, form: CvForm, template: Template) -> bytes:
    return fill_cv(profile, form=form, template=template, paper=Paper.LETTER, today=TODAY)


@SOME
@given(profile=PROFILES, form=FORMS, template=st.sampled_from(templates("cv")))
def test_a_cv_holds_every_fact_of_any_profile(profile: Profile, form: CvForm, template: Template) -> None:
    facts = cv_facts(profile, form, is_long=template.is_long)
    assert lacking(read(cv(profile, form, template)), facts) == []


@SOME
@given(authors=AUTHOR_LISTS, url=ADDRESSES)
def test_a_cv_holds_the_authors_and_the_address_of_any_publication(authors: str, url: str) -> None:
    profile = Profile(publications=(Publication(title="A paper", authors=authors, url=url),))
    facts = cv_facts(profile, CvForm(), is_long=False)
    assert lacking(read(cv(profile, CvForm(), templates("cv")[0])), facts) == []


@FEW
@given(profile=PLAIN_PROFILES, form=FORMS, template=st.sampled_from(templates("cv")))
def test_the_pdf_of_a_cv_holds_every_fact_of_any_profile_in_letters_of_our_fonts(
    profile: Profile, form: CvForm, template: Template, workers: Workers
) -> None:
    facts = cv_facts(profile, form, is_long=template.is_long)
    assert lacking(in_the_pdf(cv(profile, form, template), workers), facts) == []


@SOME
@given(profile=PROFILES, position=POSITIONS, template=st.sampled_from(templates("cover_letter")))
def test_a_letter_holds_every_fact_of_any_position(
    profile: Profile, position: Position | None, template: Template
) -> None:
    docx = fill_cover_letter(
        profile, position=position, enclosures=("CV",), template=template, paper=Paper.LETTER, today=TODAY
    )
    assert lacking(read(docx), letter_facts(profile, position, enclosures=("CV",))) == []
