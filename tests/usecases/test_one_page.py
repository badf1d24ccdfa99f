"""Six pages of a profile brought to one, with the list of what was left out; the long form loses nothing."""

from __future__ import annotations

from functools import cache

import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from postmatch.domain.cv_form import CvForm, Relevance
from postmatch.domain.documents import CV_KIND, Upload
from postmatch.domain.one_page import Fit, ProposedCuts, least_loss, left_out_now, without_repeats
from postmatch.domain.printed_facts import cv_facts
from postmatch.domain.workspace import Choices, Workspace
from postmatch.rendering import templates
from postmatch.usecases.fill import Filled, fill
from postmatch.usecases.one_page import propose_cuts
from postmatch.usecases.own_templates import add_template
from postmatch.usecases.tools import Tools
from tests.long_profiles import six_page_profile
from tests.rendering.made_templates import of_paragraphs
from tests.rendering.word_files import opened, saved
from tests.usecases.conftest import TODAY

ONE_PAGE = [one.name for one in templates("cv") if not one.is_long]


def no_blob(sha256: str) -> bytes:
    raise AssertionError(f"no stored bytes were needed, yet {sha256} was asked for")


def workspace_of(template: str, form: CvForm | None = None, **choices: str) -> Workspace:
    return Workspace(
        profile=six_page_profile(), cv_form=form or CvForm(), choices=Choices(cv_template=template, **choices)
    )


def filled(workspace: Workspace, tools: Tools) -> Filled:
    return fill(CV_KIND, workspace, tools, blob=no_blob, today=TODAY)


@cache
def proposed(template: str, tools: Tools) -> ProposedCuts:
    return propose_cuts(workspace_of(template), tools, blob=no_blob, today=TODAY)


def after_cuts(template: str, cuts: ProposedCuts) -> Workspace:
    return workspace_of(template, CvForm().with_left_out(cut.part for cut in cuts.cuts))


@pytest.mark.parametrize("template", ONE_PAGE)
def test_what_is_proposed_makes_it_one_page_and_is_listed(template: str, tools: Tools) -> None:
    assert filled(workspace_of(template), tools).fit is Fit.TOO_LONG
    cuts = proposed(template, tools)
    workspace = after_cuts(template, cuts)
    done = filled(workspace, tools)
    assert (done.fit, done.page_count) == (Fit.ONE_PAGE, 1)
    assert [check.message for check in done.checks if not check.passed] == []
    assert [cut.label for cut in left_out_now(workspace.profile, workspace.cv_form)] == [c.label for c in cuts.cuts]


@pytest.mark.parametrize("template", ONE_PAGE)
def test_nothing_more_than_needed_is_proposed(template: str, tools: Tools) -> None:
    """One cut less, and it is too long again."""
    everything = least_loss(six_page_profile(), CvForm())
    cuts = proposed(template, tools)
    count = next(n for n in range(len(everything) + 1) if without_repeats(everything[:n]) == cuts.cuts)
    fewer = workspace_of(template, CvForm().with_left_out(cut.part for cut in everything[: count - 1]))
    assert filled(fewer, tools).fit is Fit.TOO_LONG


def test_the_long_form_of_the_same_profile_takes_six_pages_and_loses_nothing(tools: Tools) -> None:
    workspace = after_cuts("classic_long", proposed("classic", tools))
    done = filled(workspace, tools)
    assert done.page_count == 6
    assert [check.message for check in done.checks if not check.passed] == []
    told = sum(bool(fact.text) for fact in cv_facts(workspace.profile, CvForm(), is_long=False))
    assert f"All {told} facts" in done.checks[0].message


def test_one_thing_put_back_is_on_the_page_again(tools: Tools) -> None:
    workspace = after_cuts("classic", proposed("classic", tools))
    back = next(cut for cut in proposed("classic", tools).cuts if not cut.part.line)
    form = workspace.cv_form.with_put_back([back.part])
    assert back.label not in [cut.label for cut in left_out_now(workspace.profile, form) if not cut.part.line]
    assert len(least_loss(workspace.profile, form)) > len(least_loss(workspace.profile, workspace.cv_form))


def test_marks_of_the_applicant_are_kept(tools: Tools) -> None:
    marked = CvForm().with_mark("m0", Relevance.KEEP).with_mark("p22", Relevance.FIRST_TO_GO)
    cuts = propose_cuts(workspace_of("classic", marked), tools, blob=no_blob, today=TODAY).cuts
    assert cuts[0].part.entry_id == "p22"
    assert "m0" not in {cut.part.entry_id for cut in cuts}


def test_a_cv_that_fits_needs_no_cut_and_the_long_form_never_does(tools: Tools) -> None:
    short = Workspace(profile=six_page_profile().model_copy(update={"experience": (), "publications": ()}))
    for workspace in (short, workspace_of("classic_long")):
        assert propose_cuts(workspace, tools, blob=no_blob, today=TODAY) == ProposedCuts()


def test_when_everything_must_stay_it_says_that_it_cannot_fit(tools: Tools) -> None:
    profile = six_page_profile()
    form = CvForm()
    for cut in least_loss(profile, form):
        form = form.with_mark(cut.part.entry_id, Relevance.KEEP)
    assert propose_cuts(workspace_of("classic", form), tools, blob=no_blob, today=TODAY) == ProposedCuts(fits=False)


_BAR_AT_THE_FOOT = f"""<w:r {nsdecls("w", "wp", "a")}
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:drawing><wp:anchor distT="0" distB="0"
 distL="0" distR="0" simplePos="0" relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>8380000</wp:posOffset></wp:positionV><wp:extent cx="2000000"
 cy="1270000"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="3" name="bar"/>
<wp:cNvGraphicFramePr/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="2000000" cy="1270000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:solidFill><a:srgbClr val="1F3A5F"/></a:solidFill></wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></w:r>"""


def test_a_template_that_is_too_full_by_itself_is_no_reason_to_cut_anything(tools: Tools) -> None:
    """A bar that stands on the bottom margin: whatever leaves the CV, it stays there."""
    document = opened(of_paragraphs("{{ name }}{% for one in research %} {{ one.title }}{% endfor %}"))
    document.paragraphs[0]._p.append(parse_xml(_BAR_AT_THE_FOOT))
    added = add_template(workspace_of("classic"), Upload("full.docx", saved(document)), "cv", tools)
    assert added.workspace is not None
    own = added.workspace.own_templates[0]
    workspace = added.workspace.model_copy(update={"choices": Choices(cv_template=own.name)})
    done = fill(CV_KIND, workspace, tools, blob=added.blobs.__getitem__, today=TODAY)
    assert (done.fit, done.page_count) == (Fit.TOO_LONG, 1)
    cuts = propose_cuts(workspace, tools, blob=added.blobs.__getitem__, today=TODAY)
    assert cuts == ProposedCuts(fits=False)


@pytest.mark.office
def test_the_engine_that_was_chosen_has_the_last_word(tools: Tools) -> None:
    workspace = workspace_of("modern", engine="libreoffice")
    cuts = propose_cuts(workspace, tools, blob=no_blob, today=TODAY)
    form = workspace.cv_form.with_left_out(cut.part for cut in cuts.cuts)
    assert filled(workspace.model_copy(update={"cv_form": form}), tools).fit is Fit.ONE_PAGE
