"""A template of one's own that passes over whole sections is told which, and how much of the profile that is."""

from __future__ import annotations

from postmatch.domain.cv_form import CvForm, CvSection, SectionForm
from postmatch.domain.not_printed import sections_not_printed
from postmatch.domain.profile import Award, Identity, Language, Profile, Publication

PROFILE = Profile(
    identity=Identity(given_names="Chidi", family_name="Example"),
    summary="A physician from Enugu.\nLooking for a place.",
    publications=tuple(Publication(title=f"Paper {number}") for number in range(3)),
    awards=(Award(title="Prize"),),
    languages=(Language(name="Igbo"),),
)


def _missing(*uses: str, form: CvForm = CvForm()) -> tuple[tuple[CvSection, int], ...]:  # noqa: B008
    return sections_not_printed(PROFILE, form, uses, is_long=False)


def test_each_section_without_a_variable_is_named_with_its_number_of_entries() -> None:
    assert _missing("full_name", "languages[].title", "languages[].name", "summary[]") == (
        (CvSection.PUBLICATIONS, 3),
        (CvSection.AWARDS, 1),
    )
    assert (CvSection.SUMMARY, 1) in _missing("full_name")


def test_one_printed_part_of_a_section_is_enough_and_a_general_list_prints_it() -> None:
    found = _missing("publications[].citation", "sections[].lines[].title", "sections[].paragraphs[]")
    assert not {CvSection.PUBLICATIONS, CvSection.AWARDS, CvSection.SUMMARY} & {section for section, _ in found}


def test_what_the_applicant_keeps_off_the_cv_is_not_missed() -> None:
    form = CvForm().with_section(SectionForm(section=CvSection.AWARDS, shown=False))
    assert CvSection.AWARDS not in {section for section, _ in _missing("full_name", form=form)}
