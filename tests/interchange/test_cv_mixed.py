"""Sections of several areas are sorted out line by line, and no line is lost on the way."""

from __future__ import annotations

from postmatch.interchange.cv_headings import Block, CvArea, heading_of
from postmatch.interchange.cv_mixed import sorted_out
from tests.interchange.cv_samples import lines_of


def block(title: str, text: str) -> Block:
    heading = heading_of(title)
    assert heading is not None
    return Block(title, heading, lines_of(text))


def test_each_line_goes_where_its_words_belong() -> None:
    parts = sorted_out(
        block("Certifications, languages and awards", "ACLS, 2026\nIgbo\tNative\nEssay prize\nof the school")
    )
    assert {part.heading.area: [line.text for line in part.lines] for part in parts} == {
        CvArea.CERTIFICATIONS: ["ACLS, 2026"],
        CvArea.LANGUAGES: ["Igbo\tNative"],
        CvArea.AWARDS: ["Essay prize", "of the school"],
    }


def test_a_section_of_one_area_and_one_of_jobs_stay_as_they_are() -> None:
    for whole in (block("Languages", "Igbo"), block("Teaching and volunteer work", "Tutor\t2019")):
        assert sorted_out(whole) == [whole]
