"""The page of one's own templates: checked before it is used, used only when told, and back again after removal."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest

from tests.pages.tab import Tab


def _word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


GOOD = _word("The school of {{ name }}", "{% for e in education %}", "{{ e.title }}", "{% endfor %}")
MISSPELT = _word("Curriculum vitae of {{ nmae }}")


@pytest.fixture
def templates(sample: Tab) -> Tab:
    sample.visit("templates")
    return sample


def _added(tab: Tab) -> str:
    """Brings the good template; the beginning of its keys."""
    tab.upload("templates.cv.file", ("My school.docx", GOOD))
    (template,) = tab.workspace.own_templates
    return f"templates.{template.id}"


def _words(tab: Tab) -> str:
    tab.visit("cv")
    pages = pypdf.PdfReader(io.BytesIO(tab.download("cv.pdf"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_template_of_ones_own_is_kept_and_used_only_when_told(templates: Tab) -> None:
    key = _added(templates)
    assert "My school.docx can be used." in templates.notices("success")
    assert "The school of" not in _words(templates)
    templates.visit("templates")
    templates.press(f"{key}.use")
    assert "In use" in templates.texts()
    assert "The school of Adaeze" in _words(templates)
    assert templates.value("cv.template") == templates.workspace.own_templates[0].name


def test_it_can_be_looked_at_before_it_is_used(templates: Tab) -> None:
    key = _added(templates)
    assert templates.pictures() == []
    templates.press(f"{key}.fold")
    assert len(templates.pictures()) == 1
    assert "`education[].title`" in templates.texts()
    assert templates.workspace.choices.cv_template != templates.workspace.own_templates[0].name


def test_removed_the_cv_has_the_usual_template_again_and_it_can_be_brought_back(templates: Tab) -> None:
    usual = templates.workspace.choices
    key = _added(templates)
    own = templates.workspace.own_templates
    templates.press(f"{key}.use")
    templates.press(f"{key}.remove")
    assert templates.workspace.own_templates == ()
    assert templates.workspace.choices == usual
    templates.press("templates.bring_back")
    assert templates.workspace.own_templates == own
    templates.press(f"{key}.use")
    assert "The school of Adaeze" in _words(templates)


def test_one_that_could_not_be_brought_back_because_of_another_tab_can_be_tried_again(templates: Tab) -> None:
    key = _added(templates)
    own = templates.workspace.own_templates
    templates.press(f"{key}.remove")
    templates.change_elsewhere("Ngozi")
    templates.press("templates.bring_back")
    assert templates.workspace.own_templates == ()
    templates.press("templates.bring_back")
    assert templates.workspace.own_templates == own
    assert not templates.is_offered("templates.bring_back")


def test_one_that_cannot_be_filled_is_turned_down_with_place_and_remedy(templates: Tab) -> None:
    templates.upload("templates.cv.file", ("typo.docx", MISSPELT))
    assert "typo.docx cannot be used yet." in templates.notices("error")
    assert "Curriculum vitae of" in templates.texts()
    assert "name" in templates.texts()
    assert templates.workspace.own_templates == ()
    templates.visit("documents")
    templates.visit("templates")
    assert "Curriculum vitae of" in templates.texts()
    _added(templates)
    assert "Curriculum vitae of" not in templates.texts()


def test_what_is_no_word_file_is_turned_down_with_words(templates: Tab, corpus: Path) -> None:
    templates.upload("templates.cv.file", ("photo.docx", (corpus / "MANIFEST.tsv").read_bytes()))
    assert "photo.docx cannot be used yet." in templates.notices("error")
    assert templates.workspace.own_templates == ()


def test_templates_for_letters_are_apart_from_those_for_cvs(templates: Tab) -> None:
    _added(templates)
    templates.fill("templates.for", "Cover letter")
    assert "My school" not in templates.texts()
    assert "why_this_program" in templates.texts()
    templates.upload("templates.cover_letter.file", ("Letter.docx", _word("{{ salutation }}")))
    assert {one.purpose for one in templates.workspace.own_templates} == {"cv", "cover_letter"}


def test_every_variable_is_listed_with_what_it_is(templates: Tab) -> None:
    assert "given names and family name" in templates.texts()


def test_what_a_template_does_not_print_is_named_and_nothing_more_is_asked_for(templates: Tab) -> None:
    key = _added(templates)
    templates.press(f"{key}.use")
    templates.visit("cv")
    count = len(templates.workspace.profile.awards)
    assert "This template does not print: " in templates.notices("warning")
    assert f"Awards ({count})" in templates.notices("warning")
    assert "Education (" not in templates.notices("warning")
    assert "add it to your profile" not in templates.notices("info")
    templates.fill("cv.template", "classic")
    assert "does not print" not in templates.notices("warning")
