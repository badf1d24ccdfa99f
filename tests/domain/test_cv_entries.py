"""The entries of a profile in one shape: what each is called, where it stands, and what is kept off it."""

from __future__ import annotations

import pytest

from postmatch.domain.cv_entries import all_entries, cv_entries, same_line
from postmatch.domain.cv_form import CvForm, CvPart, CvSection, EntryField, SectionForm
from postmatch.domain.profile import Certification, Education, Experience, ExperienceKind, Membership, Profile, Skill
from tests.long_profiles import six_page_profile


def test_every_entry_of_a_profile_is_there_once_and_in_a_section() -> None:
    profile = six_page_profile()
    lists = ("education", "experience", "publications", "certifications", "awards", "memberships", "skills",
             "languages", "gap_notes")  # fmt: skip
    ids = [item.id for name in lists for item in getattr(profile, name)]
    assert sorted(entry.id for entry in all_entries(profile)) == sorted(ids)


def test_an_entry_that_is_not_shown_on_cvs_is_none() -> None:
    profile = Profile(experience=(Experience(id="a", shown_on_cv=False), Experience(id="b")))
    assert [entry.id for entry in all_entries(profile)] == ["b"]


@pytest.mark.parametrize(
    ("profile", "title", "places"),
    [
        (Profile(education=(Education(degree="MD", area="Surgery", institution="X"),)), "MD, Surgery", ("X",)),
        (Profile(education=(Education(institution="X", city="Y"),)), "X", ("Y",)),
        (Profile(experience=(Experience(role="Clerk", place="X", department="D"),)), "Clerk", ("D", "X")),
        (Profile(experience=(Experience(place="X", department="D"),)), "X", ("D",)),
        (Profile(certifications=(Certification(name="BLS", issuer="X"),)), "BLS", ("X",)),
        (Profile(certifications=(Certification(issuer="X"),)), "X", ()),
        (Profile(memberships=(Membership(role="Fellow"),)), "Fellow", ()),
        (Profile(skills=(Skill(detail="Ultrasound"),)), "Ultrasound", ()),
    ],
)
def test_an_entry_is_called_by_what_is_known_and_says_nothing_twice(
    profile: Profile, title: str, places: tuple[str, ...]
) -> None:
    (entry,) = all_entries(profile)
    assert (entry.title, entry.places) == (title, places)


def test_what_the_form_keeps_off_is_gone_and_the_long_form_keeps_what_was_left_out() -> None:
    work = Experience(id="e", kind=ExperienceKind.RESEARCH, role="Fellow", place="X", bullets=("One  line", "Another"))
    profile = Profile(experience=(work, Experience(id="f", kind=ExperienceKind.RESEARCH, role="Aide")))
    form = CvForm(
        sections=(SectionForm(section=CvSection.RESEARCH, without=(EntryField.PLACE,)),),
        hidden=(CvPart(entry_id="e", line="One line"),),
        left_out=(CvPart(entry_id="f"),),
    )
    (entry,) = cv_entries(profile, form)
    assert (entry.lines, entry.places) == (("Another",), ())
    assert [one.id for one in cv_entries(profile, form, is_long=True)] == ["e", "f"]


def test_a_line_is_the_same_whatever_white_space_it_has() -> None:
    assert same_line(" Two\twords\n") == same_line("Two words")
