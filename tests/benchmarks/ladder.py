"""What it costs to set a CV on its page: the whole ladder and the reading back, against one conversion."""

from __future__ import annotations

from datetime import date

from postmatch.conversion import Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.printed_facts import Expected, cv_facts
from postmatch.domain.workspace import Paper
from postmatch.interchange import read_json_resume
from postmatch.rendering import fill_cv, templates
from postmatch.rendering.one_page import lay_out
from postmatch.usecases.sample import SAMPLE
from tests.benchmarks.timing import Taken, in_turn, milliseconds, table

TODAY = date(2026, 11, 23)
BOUND = 8.0
"""One CV with its whole ladder takes at most so many times one conversion."""


def ladder_times() -> list[str]:
    rows = []
    for name, (one, whole) in times_by_template().items():
        ratio = whole.clock / one.clock
        rows.append(f"| {name} | {milliseconds(one.clock)} | {milliseconds(whole.clock)} | {ratio:.1f} | {BOUND:.0f} |")
    return [*table("CV on one page", "one conversion", "whole ladder", "ratio", "bound"), *rows, ""]


def times_by_template(*, runs: int = 9) -> dict[str, tuple[Taken, Taken]]:
    """Of each one-page CV of ours: one conversion of the filled file, and finding its rung with reading it back."""
    profile, _ = read_json_resume((SAMPLE / "profile.json").read_bytes())
    expected = Expected(facts=cv_facts(profile, CvForm(), is_long=False))
    found = {}
    with Workers() as workers:
        for template in (one for one in templates("cv") if not one.is_long):
            docx = fill_cv(profile, form=CvForm(), template=template, paper=Paper.LETTER, today=TODAY)
            taken = in_turn(
                {
                    "one": lambda docx=docx: workers.word_to_pdf(docx),
                    "whole": lambda docx=docx: lay_out(
                        docx, engine="embedded", is_long=False, may_grow=True, expected=expected, workers=workers
                    ),
                },
                runs=runs,
            )
            found[template.name] = (taken["one"], taken["whole"])
    return found
