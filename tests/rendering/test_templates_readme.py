"""What templates/README.md shows works: its example of all sections is a template that passes the check."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date

from docx import Document

from postmatch.conversion import Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.rendering import OwnFile, check_own_template, fill_cv
from templates.make_readme import README

ReadLines = Callable[[bytes], list[str]]


def example() -> bytes:
    """The indented block, a paragraph a line, without the remarks at the right."""
    shown = re.findall(r"^    (\S.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    document = Document()
    for line in shown:
        document.add_paragraph(re.split(r" {3,}", line)[0])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_example_is_a_template_that_prints_every_section(
    full_profile: Profile, read_lines: ReadLines, workers: Workers
) -> None:
    docx = example()
    assert check_own_template(docx, "cv", workers).problems == ()
    filled = fill_cv(
        full_profile,
        form=CvForm(),
        template=OwnFile("cv", "Example", docx),
        paper=Paper.LETTER,
        today=date(2026, 4, 6),
        workers=workers,
    )
    lines = read_lines(filled)
    assert {"Education", "US clinical experience", "Publications", "Awards", "Languages"} <= {
        line.split(" and ")[0] for line in lines
    }
    assert "MBBS (Sep 2012 – Jul 2018)" in lines
    assert any(line.startswith("Okafor AC, Bello T. A new paper.") for line in lines)
