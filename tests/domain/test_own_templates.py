from __future__ import annotations

import pytest

from postmatch.domain.own_templates import OwnTemplate, ProblemKind, TemplateProblem, TemplateReport, nearest

KNOWN = ("name", "email", "phone", "education", "education[].title", "education[].dates", "education[].details[]")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("nmae", "name"),
        ("full_name", "name"),
        ("phone_number", "phone"),
        ("education[].titel", "education[].title"),
        ("education[].date", "education[].dates"),
        ("items", ""),
        ("awards[].title", ""),
        ("favourite_color", ""),
    ],
)
def test_the_nearest_name_is_of_the_same_list_or_none(wrong: str, right: str) -> None:
    assert nearest(wrong, KNOWN) == right


def test_a_warning_does_not_keep_a_template_from_being_used() -> None:
    def report(kind: ProblemKind) -> TemplateReport:
        return TemplateReport(purpose="cv", problems=(TemplateProblem(kind=kind, message="m", hint="h"),))

    assert report(ProblemKind.WARNING).is_usable
    assert not report(ProblemKind.REFUSED).is_usable


def test_an_own_template_has_a_name_that_no_file_has() -> None:
    template = OwnTemplate(
        id="ab12", purpose="cv", title="T", file_name="t.docx", sha256="0", report=TemplateReport(purpose="cv")
    )
    assert template.name == "own-ab12"
