from __future__ import annotations

import hashlib

import pytest

from postmatch.conversion import Workers
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Facts
from postmatch.domain.workspace import Workspace
from postmatch.usecases.own_templates import MAX_BYTES, MOST_TEMPLATES, add_template, remove_template
from postmatch.usecases.tools import Tools
from tests.rendering.made_templates import mistaken_names, of_paragraphs

DOCX = of_paragraphs("{{ name }}")


@pytest.fixture
def own_tools(workers: Workers, facts: Facts) -> Tools:
    return Tools(workers=workers, facts=facts)


def test_a_sound_template_is_kept_with_its_bytes(own_tools: Tools) -> None:
    added = add_template(Workspace(), Upload("C:\\cv\\My_school CV.docx", DOCX), "cv", own_tools)
    assert added.workspace is not None
    (template,) = added.workspace.own_templates
    assert template.title == "My school CV"
    assert template.report == added.report
    assert added.blobs == {hashlib.sha256(DOCX).hexdigest(): DOCX}
    assert template.sha256 in added.workspace.blob_hashes


def test_a_refused_one_changes_nothing(own_tools: Tools) -> None:
    added = add_template(Workspace(), Upload("x.docx", mistaken_names()), "cv", own_tools)
    assert added.workspace is None
    assert added.blobs == {}
    assert len(added.report.problems) == 3


def test_the_same_file_again_takes_its_own_place(own_tools: Tools) -> None:
    once = add_template(Workspace(), Upload("a.docx", DOCX), "cv", own_tools).workspace
    assert once is not None
    twice = add_template(once, Upload("b.docx", DOCX), "cv", own_tools).workspace
    assert twice is not None
    assert [(one.id, one.title) for one in twice.own_templates] == [(once.own_templates[0].id, "a")]
    letter = add_template(twice, Upload("b.docx", DOCX), "cover_letter", own_tools).workspace
    assert letter is not None
    assert [one.purpose for one in letter.own_templates] == ["cv", "cover_letter"]


def test_a_template_that_goes_takes_its_choice_along(own_tools: Tools) -> None:
    added = add_template(Workspace(), Upload("a.docx", DOCX), "cv", own_tools).workspace
    assert added is not None
    (template,) = added.own_templates
    chosen = added.model_copy(update={"choices": added.choices.model_copy(update={"cv_template": template.name})})
    left = remove_template(chosen, template.id)
    assert left.own_templates == ()
    assert left.choices.cv_template == Workspace().choices.cv_template


def test_too_large_and_too_many_are_told_without_opening_the_file(own_tools: Tools) -> None:
    large = add_template(Workspace(), Upload("a.docx", bytes(MAX_BYTES + 1)), "cv", own_tools)
    assert "more than 10 MB" in large.report.problems[0].message
    one = add_template(Workspace(), Upload("a.docx", DOCX), "cv", own_tools).workspace
    assert one is not None
    template = one.own_templates[0]
    many = tuple(
        template.model_copy(update={"id": str(number), "sha256": str(number)}) for number in range(MOST_TEMPLATES)
    )
    full = add_template(Workspace(own_templates=many), Upload("a.docx", DOCX), "cv", own_tools)
    assert full.workspace is None
    assert "already" in full.report.problems[0].message
