"""The rung that is found is the largest that fits, measured on the very PDF that comes back."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from postmatch.conversion import ConvertedWord, Workers
from postmatch.domain.cv_form import CvForm
from postmatch.domain.one_page import FREE_SHARE, Fit
from postmatch.domain.printed_facts import Expected
from postmatch.domain.profile import Profile
from postmatch.domain.workspace import Paper
from postmatch.errors import ConversionFailed, EngineUnavailable
from postmatch.rendering import fill_cover_letter, fill_cv, templates
from postmatch.rendering.ladder import Ladder
from postmatch.rendering.one_page import AtFloor, LaidOut, at_floor, lay_out
from postmatch.rendering.rungs import Rung, rungs_for
from tests.rendering.made_templates import of_paragraphs

TODAY = date(2026, 4, 6)
ONE_PAGE_CVS = [one for one in templates("cv") if not one.is_long]
EVERY_CV = pytest.mark.parametrize("template", ONE_PAGE_CVS, ids=lambda one: one.name)


def shortened(profile: Profile) -> Profile:
    """So much that it fits in every design, but not in the largest size."""
    return profile.model_copy(update={"experience": profile.experience[:3], "publications": profile.publications[:2]})


def cv(profile: Profile, template: object, paper: Paper = Paper.LETTER) -> bytes:
    return fill_cv(profile, form=CvForm(), template=template, paper=paper, today=TODAY)


def laid_out(docx: bytes, workers: Workers, *, may_grow: bool = True, engine: str = "embedded") -> LaidOut:
    return lay_out(docx, engine=engine, is_long=False, may_grow=may_grow, expected=Expected(), workers=workers)


def fits(converted: ConvertedWord) -> bool:
    return converted.page_count == 1 and converted.free_share >= FREE_SHARE


@EVERY_CV
@pytest.mark.parametrize("paper", list(Paper))
def test_the_next_larger_rung_would_not_fit(
    template: object, paper: Paper, full_profile: Profile, workers: Workers
) -> None:
    docx = cv(shortened(full_profile), template, paper)
    ladder, found = Ladder(docx), laid_out(docx, workers)
    assert found.fit is Fit.ONE_PAGE
    assert found.rung
    rungs = rungs_for(ladder.body, may_grow=True)
    at = rungs.index(found.rung)
    assert at == 0 or not fits(workers.word_to_pdf(ladder.at(rungs[at - 1])))


@EVERY_CV
def test_both_forms_carry_the_same_rung(template: object, full_profile: Profile, workers: Workers) -> None:
    docx = cv(shortened(full_profile), template)
    found = laid_out(docx, workers)
    assert found.docx == Ladder(docx).at(found.rung)
    again = workers.word_to_pdf(found.docx)
    assert (again.pdf, again.page_count, again.free_share) == (found.pdf, 1, found.free_share)


@EVERY_CV
def test_once_a_rung_fits_every_smaller_one_does(template: object, full_profile: Profile, workers: Workers) -> None:
    """The search by halves relies on it; each smaller rung leaves more of the page free."""
    ladder = Ladder(cv(shortened(full_profile), template))
    measured = [workers.word_to_pdf(ladder.at(rung)) for rung in rungs_for(ladder.body, may_grow=True)]
    assert [fits(one) for one in measured] == sorted(fits(one) for one in measured)
    free = [one.free_share for one in measured if one.page_count == 1]
    assert len(free) >= 5
    assert all(smaller >= larger for larger, smaller in pairwise(free)), free


def test_a_short_document_of_ours_grows_and_an_own_one_does_not(full_profile: Profile, workers: Workers) -> None:
    short = Profile(identity=full_profile.identity, education=full_profile.education, skills=full_profile.skills)
    docx = cv(short, ONE_PAGE_CVS[0])
    grown, own = laid_out(docx, workers), laid_out(docx, workers, may_grow=False)
    assert grown.rung == rungs_for(10.0, may_grow=True)[0]
    assert own.rung == Rung(10.0)
    assert own.docx == docx


def test_a_page_that_is_nearly_empty_is_noticed(workers: Workers) -> None:
    found = laid_out(cv(Profile(summary="Internist."), ONE_PAGE_CVS[0]), workers)
    assert found.fit is Fit.NEARLY_EMPTY
    assert found.free_share > 0.5


def test_what_may_take_several_pages_is_left_alone(full_profile: Profile, workers: Workers) -> None:
    docx = cv(full_profile, next(one for one in templates("cv") if one.is_long))
    found = lay_out(docx, engine="embedded", is_long=True, may_grow=True, expected=Expected(), workers=workers)
    assert (found.docx, found.rung, found.fit) == (docx, None, Fit.SEVERAL_PAGES)


@pytest.mark.parametrize("template", templates("cover_letter"), ids=lambda one: one.name)
def test_letters_are_set_on_one_page_too(template: object, full_profile: Profile, workers: Workers) -> None:
    answers = full_profile.answers.model_copy(update={"situation": "A line of some length about my work. " * 60})
    docx = fill_cover_letter(
        full_profile.model_copy(update={"answers": answers}), position=None, enclosures=("CV",), template=template,
        paper=Paper.LETTER, today=TODAY,
    )  # fmt: skip
    found = laid_out(docx, workers)
    assert (found.fit, found.page_count) == (Fit.ONE_PAGE, 1)
    assert found.rung
    assert found.rung.body < 11


@EVERY_CV
def test_the_floor_is_asked_for_by_itself(template: object, full_profile: Profile, workers: Workers) -> None:
    short, long = cv(shortened(full_profile), template), cv(full_profile.model_copy(update={
        "experience": full_profile.experience * 5,
    }), template)  # fmt: skip
    assert at_floor(short, engine="embedded", may_grow=True, workers=workers) == AtFloor(fits=True, page_count=1)
    assert not at_floor(long, engine="embedded", may_grow=True, workers=workers).fits
    assert laid_out(long, workers).fit is Fit.TOO_LONG


def test_what_is_no_word_file_fails_with_a_way_out(workers: Workers) -> None:
    with pytest.raises(ConversionFailed, match="Laying this document out"):
        laid_out(b"no zip at all", workers)


def test_an_engine_that_is_not_known_is_told(full_profile: Profile, workers: Workers) -> None:
    with pytest.raises(EngineUnavailable):
        laid_out(cv(full_profile, ONE_PAGE_CVS[0]), workers, engine="typewriter")


class _Watched(Workers):
    """Workers that keep the bounds they were given."""

    def __init__(self) -> None:
        super().__init__(size=1)
        self.bounds: list[tuple[float, int]] = []

    def call(self, *given: Any, seconds: float, memory_bytes: int) -> Any:
        self.bounds.append((seconds, memory_bytes))
        return super().call(*given, seconds=seconds, memory_bytes=memory_bytes)


def test_what_somebody_elses_template_gives_gets_less_time_and_memory() -> None:
    with _Watched() as workers:
        for may_grow in (True, False):
            lay_out(
                of_paragraphs("Ada"),
                engine="embedded",
                is_long=False,
                may_grow=may_grow,
                expected=Expected(),
                workers=workers,
            )
        (ours, own) = workers.bounds
    assert own == (30.0, 1024**3)
    assert ours[0] > own[0]
    assert ours[1] > own[1]
