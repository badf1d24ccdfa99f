"""The Word files of the corpus, brought as templates: none of them is one of ours, and each is told why."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmatch.conversion import Workers
from postmatch.rendering import check_own_template
from tests.rendering.template_tables import corpus_files

UNFIT = {
    "docassemble-letter_template.docx": "calls “today”",
    "poi-SimpleMacro.docm": "macros",
    "poi-TestPoiXMLDocumentCorePropertiesGetKeywords.docx": "a Word template on another computer",
    "poi-bug53475-password-is-pass.docx": "locked with a password",
    "poi-clusterfuzz-testcase-minimized-POIFuzzer-6709287337197568.docx": "damaged",
    "poi-clusterfuzz-testcase-minimized-POIXWPFFuzzer-5313273089884160.docx": "damaged",
    "python-docx-template-footnotes_tpl.docx": "a footnote",
    "python-docx-template-header_footer_image_tpl.docx": "in the header asks for “mycompany”",
    "python-docx-template-nested_for_tpl.docx": "asks for “dishes”",
    "python-docx-template-richtext_eastAsia_tpl.docx": "asks for “example”",
    "python-docx-template-vertical_merge_tpl.docx": "asks for “items”",
}
NO_TAGS = "no tag in the text"


@pytest.mark.usefixtures("corpus")
def test_every_file_is_refused_with_its_reason(workers: Workers) -> None:
    files = corpus_files()
    assert {path.name for path in files} >= UNFIT.keys()
    assert len(files) > 20
    for path in files:
        report = check_own_template(path.read_bytes(), "cover_letter", workers)
        told = " ".join(problem.message for problem in report.problems)
        assert not report.is_usable, path.name
        assert UNFIT.get(path.name, NO_TAGS) in told, (path.name, told)


@pytest.mark.usefixtures("corpus")
def test_a_mistake_is_told_with_its_paragraph_and_the_nearest_name(workers: Workers) -> None:
    letter = next(path for path in corpus_files() if path.name == "docassemble-letter_template.docx")
    report = check_own_template(Path(letter).read_bytes(), "cover_letter", workers)
    phone = next(problem for problem in report.problems if problem.name == "phone_number")
    assert phone.nearest == "phone"
    assert phone.paragraph == "If you have any questions, you can reach me at {{ phone_number }}."
    assert "Did you mean “phone”?" in phone.hint
