from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from postmatch.conversion import Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.own_templates import ProblemKind
from postmatch.domain.positions import Position
from postmatch.domain.printed_facts import Expected, cv_facts
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Paper
from postmatch.errors import TemplateBroken
from postmatch.rendering import OwnFile, check_own_template, fill_cover_letter, fill_cv, templates
from postmatch.rendering.one_page import lay_out
from postmatch.rendering.own_template import MOST_PROBLEMS, _received, _sent
from tests.rendering.made_templates import changed, of_paragraphs, part, renamed, zip_bomb

ReadLines = Callable[[bytes], list[str]]


def filled_cv(docx: bytes, profile: Profile, workers: Workers) -> bytes:
    own = OwnFile("cv", "School's", docx)
    day = date(2026, 4, 6)
    return fill_cv(profile, form=CvForm(), template=own, paper=Paper.A4, today=day, workers=workers)


def test_an_own_letter_is_filled_in_a_worker(
    full_profile: Profile, position: Position, today: date, read_lines: ReadLines, workers: Workers
) -> None:
    docx = of_paragraphs("{{ name }}", "{%p for p in situation %}", "{{ p }}", "{%p endfor %}", "{{r contact_line }}")
    own = OwnFile("cover_letter", "Mine", docx)
    letter = fill_cover_letter(
        full_profile, position=position, enclosures=(), template=own, paper=Paper.LETTER, today=today, workers=workers
    )
    lines = read_lines(letter)
    assert lines[:3] == ["Adaeze Chiamaka Okafor", "I did not match in 2026.", "I am free to start in July."]
    assert "adaeze.okafor@example.org" in lines[3]


def test_the_same_values_give_the_same_bytes(full_profile: Profile, workers: Workers) -> None:
    docx = of_paragraphs("{{ name }}", "{{r contact_line }}")
    assert filled_cv(docx, full_profile, workers) == filled_cv(docx, full_profile, workers)


def test_links_have_the_style_that_the_template_lacks(full_profile: Profile, workers: Workers) -> None:
    docx = filled_cv(of_paragraphs("{{r contact_line }}"), full_profile, workers)
    assert b'w:styleId="Hyperlink"' in part(docx, "word/styles.xml")
    assert b'w:rStyle w:val="Hyperlink"' in part(docx, "word/document.xml")
    assert b"mailto:adaeze.okafor@example.org" in part(docx, "word/_rels/document.xml.rels")


def test_hostile_values_stay_text(read_lines: ReadLines, workers: Workers) -> None:
    name = "Smith & Sons <Inc> {{ 7*7 }} {% for i in x %}"
    profile = Profile(identity=Identity(family_name=name))
    assert read_lines(filled_cv(of_paragraphs("{{ name }}."), profile, workers))[0] == f"{name}."


def test_a_template_is_checked_again_when_it_is_filled(full_profile: Profile, workers: Workers) -> None:
    """The report in a workspace may come from an archive that somebody else has made."""
    with pytest.raises(TemplateBroken) as caught:
        filled_cv(of_paragraphs("{{ name }}", "{{ cycler.__init__.__globals__ }}"), full_profile, workers)
    assert "“School's”" in caught.value.message
    assert "another template" in caught.value.hint
    with pytest.raises(TemplateBroken, match="unpacks to far more"):
        filled_cv(zip_bomb(), full_profile, workers)


def test_without_workers_nothing_of_an_applicant_is_opened(full_profile: Profile, today: date) -> None:
    own = OwnFile("cv", "Mine", of_paragraphs("{{ name }}"))
    with pytest.raises(ValueError, match="in a worker"):
        fill_cv(full_profile, form=CvForm(), template=own, paper=Paper.LETTER, today=today)


def test_a_worker_that_is_gone_is_told_as_a_refusal() -> None:
    """Too little time for any template stands for one that takes too long."""
    with Workers(size=1) as workers:
        report = check_own_template(of_paragraphs("{{ name }}"), "cv", workers, seconds=0.001)
    assert [problem.kind for problem in report.problems] == [ProblemKind.REFUSED]
    assert "far longer than" in report.problems[0].message


def test_no_more_is_told_than_a_person_reads(workers: Workers) -> None:
    docx = of_paragraphs("{ email }", *(f"{{{{ wrong{number} }}}}" for number in range(100)))
    problems = check_own_template(docx, "cv", workers).problems
    assert len(problems) == MOST_PROBLEMS + 1
    assert problems[0].name == "wrong0"
    assert problems[-1].message == "There are 71 more."


@pytest.mark.parametrize("purpose", ["cv", "cover_letter"])
def test_every_shipped_template_passes_as_an_own_one(purpose: str, workers: Workers) -> None:
    """People start from ours."""
    found = templates(purpose)  # type: ignore[arg-type]
    assert found
    for template in found:
        report = check_own_template(template.path.read_bytes(), template.purpose, workers)
        assert report.problems == (), template.name
        assert "name" in report.uses


def test_the_context_arrives_as_it_was_sent(full_profile: Profile, today: date) -> None:
    from postmatch.rendering.context import cv_context

    context = cv_context(full_profile, today=today)
    assert _received(_sent(context)) == context


@pytest.mark.parametrize(("old", "new"), [("document", "document2"), ("styles", "styles2")])
def test_files_whose_parts_have_other_names_are_filled_and_laid_out(
    old: str, new: str, full_profile: Profile, workers: Workers
) -> None:
    """Word on the web calls the text document2.xml."""
    docx = renamed(of_paragraphs("{{ name }}"), f"word/{old}.xml", f"word/{new}.xml")
    assert check_own_template(docx, "cv", workers).problems == ()
    laid_out = lay_out(
        filled_cv(docx, full_profile, workers),
        engine="embedded",
        is_long=False,
        may_grow=False,
        expected=Expected(),
        workers=workers,
    )
    assert laid_out.page_count == 1


def test_what_stops_the_converter_is_found_by_the_check() -> None:
    """A converter that does not come back takes the time of the check and not that of every CV."""
    docx = changed(
        of_paragraphs("{{ name }}"),
        "word/document.xml",
        b"<w:r>",
        b'<w:r><w:rPr><w:sz w:val="' + b"9" * 5_000 + b'"/></w:rPr>',
    )
    with Workers(size=1) as workers:
        (problem,) = check_own_template(docx, "cv", workers).problems
    assert problem.kind is ProblemKind.REFUSED
    assert "no pages can be made" in problem.message


def test_of_a_template_only_what_it_prints_is_asked_for(full_profile: Profile, workers: Workers) -> None:
    """It asks for the e-mail address, leaves out the dates beside the facts, and prints one school of several."""
    docx = of_paragraphs(
        "{{ name }}",
        "{% if email %}Contact me.{% endif %}",
        "{%p for i in at_a_glance %}",
        "{{ i.label }}: {{ i.value }}",
        "{%p endfor %}",
        "{%p for e in education[:1] %}",
        "{{ e.title }}",
        "{%p endfor %}",
    )
    report = check_own_template(docx, "cv", workers)
    assert report.uses == ("at_a_glance[].label", "at_a_glance[].value", "name")
    facts = cv_facts(full_profile, CvForm(), is_long=False)
    laid_out = lay_out(
        filled_cv(docx, full_profile, workers),
        engine="embedded",
        is_long=False,
        may_grow=False,
        expected=Expected(facts=facts).printed_by(report.uses),
        workers=workers,
    )
    assert [check.message for check in laid_out.checks if "facts" in check.message and not check.passed] == []
    assert [check.message for check in laid_out.checks if "facts" in check.message and check.passed]
