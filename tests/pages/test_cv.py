"""The CV page: the page as it will be sent, in the form one chose, or one's own file in its place."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pypdf
import pytest

from postmatch.domain.cv_entries import SECTION_OF_EXPERIENCE
from postmatch.domain.cv_form import CitationStyle, CvPart, CvSection, EntryField, GlanceItem, Relevance
from postmatch.domain.documents import CV_KIND
from postmatch.domain.packet_choice import profile_in_force
from postmatch.domain.profile import PublicationKind
from postmatch.domain.workspace import Paper
from postmatch.knowledge import load_facts
from postmatch.ui.cv_form_actions import line_digest
from postmatch.ui.cv_review_view import TO_PROFILE
from postmatch.ui.cv_views import VIEWS
from postmatch.ui.packet_contents import rows
from tests.pages.tab import Tab


@pytest.fixture
def cv(sample: Tab) -> Tab:
    sample.visit("cv")
    return sample


def _size(pdf: bytes) -> tuple[int, int]:
    box = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    return round(box.width), round(box.height)


def test_the_sample_fits_one_page_and_both_forms_say_the_same(cv: Tab) -> None:
    assert ":green-badge[:material/check_circle: 1 page]" in cv.texts()
    assert "too long" not in cv.texts()
    pdf = pypdf.PdfReader(io.BytesIO(cv.download("cv.pdf")))
    word = docx.Document(io.BytesIO(cv.download("cv.docx")))
    assert len(pdf.pages) == 1
    assert "Okafor" in pdf.pages[0].extract_text()
    assert "Okafor" in "".join(text.text or "" for text in word.element.body.iter() if text.tag.endswith("}t"))


def test_another_paper_is_seen_in_the_preview_and_in_the_file(cv: Tab) -> None:
    before = cv.pictures()
    assert _size(cv.download("cv.pdf")) == (612, 792)
    cv.visit("workspace")
    cv.fill("workspace.paper", Paper.A4)
    cv.visit("cv")
    assert _size(cv.download("cv.pdf")) == (595, 842)
    assert cv.pictures() != before


def _filled(tab: Tab, kind: str) -> object:
    """The document that this tab keeps, to tell whether it was filled again."""
    return tab.test.session_state["postmatch"].remembered[f"filled.{kind}"][1]


def test_an_answer_of_the_letter_fills_the_letter_again_and_not_the_cv(cv: Tab) -> None:
    before = _filled(cv, "cv")
    cv.visit("cover_letter")
    letter = _filled(cv, "cover_letter")
    cv.fill("cover_letter.answers.situation", "I am a physician in Columbus.")
    assert _filled(cv, "cover_letter") is not letter
    cv.visit("cv")
    assert _filled(cv, "cv") is before


def test_the_form_of_the_cv_fills_the_cv_again_and_not_the_letter(cv: Tab) -> None:
    before = _filled(cv, "cv")
    cv.visit("cover_letter")
    letter = _filled(cv, "cover_letter")
    cv.visit("cv")
    cv.fill("cv.template", "classic")
    assert _filled(cv, "cv") is not before
    cv.visit("cover_letter")
    assert _filled(cv, "cover_letter") is letter


def test_a_change_of_the_profile_is_in_the_preview_and_in_the_file_at_once(cv: Tab) -> None:
    before = cv.pictures()
    cv.visit("profile")
    cv.fill("profile.city", "Zanesville")
    cv.visit("cv")
    assert "Zanesville" in pypdf.PdfReader(io.BytesIO(cv.download("cv.pdf"))).pages[0].extract_text()
    assert cv.pictures() != before


# --- one page --------------------------------------------------------------------------------------------------


def _too_long(tab: Tab) -> Tab:
    """The sample applicant with many more lines about the work abroad than a page takes."""
    workspace = tab.workspace
    work = [
        one.model_copy(update={"bullets": tuple(f"Line {n} about {one.role}: cared for patients." for n in range(14))})
        for one in workspace.profile.experience
    ]
    tab.receive(workspace.with_profile(workspace.profile.model_copy(update={"experience": tuple(work)})), {})
    return tab


def test_what_fits_says_in_one_line_how_it_was_set_and_what_was_verified(cv: Tab) -> None:
    assert "of the page is free." in cv.texts()
    assert "can be read in the Word file" in cv.texts()
    assert not cv.is_offered("cv.leave_out")


def test_what_does_not_fit_is_told_with_what_could_stay_out_and_nothing_leaves_by_itself(cv: Tab) -> None:
    _too_long(cv)
    assert "too long]" in cv.texts()
    assert "where one was promised" in cv.notices("warning")
    assert cv.notices("error") == ""
    assert "least loss first" in cv.texts()
    assert cv.is_offered("cv.leave_out")
    assert cv.workspace.cv_form.left_out == ()


def test_left_out_when_told_it_fits_and_each_part_or_all_comes_back(cv: Tab) -> None:
    _too_long(cv)
    profile = cv.workspace.profile
    cv.press("cv.leave_out")
    left_out = cv.workspace.cv_form.left_out
    assert len(left_out) > 2
    assert ":green-badge[:material/check_circle: 1 page]" in cv.texts()
    assert cv.workspace.profile == profile
    cv.press(f"cv.put_back.{left_out[0].entry_id}.{line_digest(left_out[0].line)}")
    assert len(cv.workspace.cv_form.left_out) == len(left_out) - 1
    cv.press("cv.put_back.all")
    assert cv.workspace.cv_form.left_out == ()
    assert "too long]" in cv.texts()


def test_the_long_form_takes_the_pages_it_needs_and_leaves_nothing_out(cv: Tab) -> None:
    _too_long(cv)
    cv.press("cv.leave_out")
    cv.fill("cv.template", "classic_long")
    assert cv.workspace.choices.cv_template == "classic_long"
    assert not cv.is_offered("cv.put_back.all")
    assert "too long" not in cv.texts()
    words = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(cv.download("cv.pdf"))).pages)
    assert all(f"Line {number} about House officer" in " ".join(words.split()) for number in range(14))


def test_a_page_that_stays_nearly_empty_is_told(tab: Tab) -> None:
    tab.visit("profile")
    tab.fill("profile.given_names", "Adaeze")
    tab.fill("profile.summary", "A physician from Enugu.")
    tab.visit("cv")
    assert "More than half of the page stays empty" in tab.notices("info")


def test_an_own_file_takes_over_and_the_generated_one_comes_back(cv: Tab, corpus: Path) -> None:
    generated = cv.pictures()
    cv.upload("cv.own", ("mine.docx", (corpus / "docx/docxjs-document.docx").read_bytes()))
    assert cv.workspace.own_cv.file_name == "mine.docx"
    assert "Your own file is used in the packet" in cv.notices("info")
    assert "cv.docx" not in [button.key for button in cv.test.download_button]
    cv.visit("packet")
    order = rows(cv.workspace, profile_in_force(cv.workspace, load_facts()), load_facts())
    assert [item.detail for kind, item in order if kind == CV_KIND] == ["Your own file"]
    cv.visit("cv")
    cv.press("cv.drop_own")
    assert cv.workspace.own_cv is None
    assert cv.pictures() == generated
    assert [document.kind for document in cv.workspace.removed] == [CV_KIND]


def test_a_file_that_cannot_be_used_leaves_the_generated_cv_in_place(cv: Tab, corpus: Path) -> None:
    cv.upload("cv.own", ("mine.pdf", (corpus / "MANIFEST.tsv").read_bytes()))
    assert "mine.pdf: " in cv.notices("error")
    assert cv.workspace.own_cv is None
    assert cv.download("cv.pdf").startswith(b"%PDF-")


def test_a_cv_of_an_empty_profile_invents_nothing(tab: Tab) -> None:
    tab.visit("cv")
    words = pypdf.PdfReader(io.BytesIO(tab.download("cv.pdf"))).pages[0].extract_text()
    assert "Okafor" not in words
    assert "None" not in words
    assert "{{" not in words


# --- contents --------------------------------------------------------------------------------------------------


def _words(tab: Tab) -> str:
    """The text of the CV's PDF on one line, as it is downloaded from the page view."""
    tab.fill("cv.view", "Page")
    pages = pypdf.PdfReader(io.BytesIO(tab.download("cv.pdf"))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def contents(cv: Tab) -> Tab:
    cv.fill("cv.view", "Contents")
    return cv


def test_looking_at_every_view_changes_nothing(cv: Tab) -> None:
    before = cv.workspace
    for view in VIEWS:
        cv.fill("cv.view", view)
    assert cv.workspace == before


def test_a_section_is_open_alone_and_what_is_switched_off_in_it_leaves_the_paper(contents: Tab) -> None:
    contents.press("cv.section.languages.fold")
    contents.press("cv.section.awards.fold")
    keys = {toggle.key for toggle in contents.test.toggle}
    assert "cv.section.awards.shown" in keys
    assert "cv.section.languages.shown" not in keys
    contents.fill("cv.section.awards.shown", False)
    assert not contents.workspace.cv_form.section(CvSection.AWARDS).shown
    assert "Prize for the best" not in _words(contents)


def test_a_heading_of_ones_own_is_printed_and_emptied_is_the_usual_one(contents: Tab) -> None:
    contents.press("cv.section.languages.fold")
    contents.fill("cv.section.languages.heading", " Tongues & dialects ")
    assert "TONGUES & DIALECTS" in _words(contents).upper()
    contents.fill("cv.view", "Contents")
    contents.fill("cv.section.languages.heading", "")
    assert contents.workspace.cv_form.sections == ()


def test_fields_entries_and_lines_are_kept_off_one_by_one(contents: Tab) -> None:
    profile = contents.workspace.profile
    work = next(one for one in profile.experience if "22-bed" in " ".join(one.bullets))
    (line,) = work.bullets
    contents.press("cv.section.clinical_abroad.fold")
    (box,) = [one for one in contents.test.checkbox if one.key.startswith(f"cv.entry.{work.id}.line.")]
    contents.fill(box.key, False)
    assert contents.workspace.cv_form.hidden == (CvPart(entry_id=work.id, line=line),)
    words = _words(contents)
    assert "22-bed" not in words
    assert "Oriole Hill" in words
    contents.fill("cv.view", "Contents")
    contents.fill(box.key, True)
    contents.fill(f"cv.entry.{work.id}.shown", False)
    assert contents.workspace.cv_form.hidden == (CvPart(entry_id=work.id),)
    contents.fill("cv.section.clinical_abroad.fields", [EntryField.DATES, EntryField.NOTE, EntryField.DETAILS])
    assert contents.workspace.cv_form.section(CvSection.CLINICAL_ABROAD).without == (EntryField.PLACE,)
    assert "Oriole Hill" not in _words(contents)
    assert contents.workspace.profile == profile


def test_a_mark_is_kept_with_its_entry_and_usual_takes_it_away(contents: Tab) -> None:
    papers = contents.workspace.profile.publications
    first, second = (one for one in papers if one.kind is PublicationKind.PUBLICATION)
    contents.press("cv.section.publications.fold")
    contents.fill(f"cv.entry.{second.id}.mark", Relevance.FIRST_TO_GO)
    contents.fill(f"cv.entry.{first.id}.mark", Relevance.KEEP)
    form = contents.workspace.cv_form
    assert (form.relevance(first.id), form.relevance(second.id)) == (Relevance.KEEP, Relevance.FIRST_TO_GO)
    contents.fill(f"cv.entry.{first.id}.mark", Relevance.USUAL)
    assert [mark.entry_id for mark in contents.workspace.cv_form.marks] == [second.id]


def test_a_fact_at_a_glance_that_is_not_selected_is_not_printed(contents: Tab) -> None:
    assert "J-1" in _words(contents)
    contents.fill("cv.view", "Contents")
    contents.fill("cv.glance", [one for one in GlanceItem if one is not GlanceItem.WORK_STATUS])
    assert contents.workspace.cv_form.glance_without == (GlanceItem.WORK_STATUS,)
    assert "J-1" not in _words(contents)


def test_how_papers_are_cited_is_a_choice(contents: Tab) -> None:
    contents.fill("cv.citations", CitationStyle.AS_TYPED)
    contents.fill("cv.own_name_bold", False)
    form = contents.workspace.cv_form
    assert (form.citations, form.own_name_bold) == (CitationStyle.AS_TYPED, False)


def test_an_empty_profile_has_nothing_to_choose_and_says_where_it_would_come_from(tab: Tab) -> None:
    tab.visit("cv")
    tab.fill("cv.view", "Contents")
    assert "Your profile has nothing for the CV yet" in tab.texts()
    assert not tab.test.toggle


# --- gaps and wording ------------------------------------------------------------------------------------------


def _with_a_gap(tab: Tab) -> Tab:
    """The sample applicant without the line about January 2021 and without the work after it."""
    workspace = tab.workspace
    kept = tuple(one for one in workspace.profile.experience if not one.start or one.start.year not in (2021, 2024))
    profile = workspace.profile.model_copy(update={"experience": kept, "gap_notes": ()})
    tab.receive(workspace.with_profile(profile), {})
    tab.fill("cv.view", "Gaps and wording")
    return tab


def test_one_line_accounts_for_a_gap_and_emptied_it_shows_again(cv: Tab) -> None:
    _with_a_gap(cv)
    gaps = [one.key for one in cv.test.text_input if one.key.startswith("cv.gap.")]
    assert gaps
    cv.fill(gaps[0], "  Cared for my father & studied ")
    (note,) = cv.workspace.profile.gap_notes
    assert note.text == "Cared for my father & studied"
    assert note.start
    assert gaps[0] not in [one.key for one in cv.test.text_input]
    assert "Cared for my father" not in _words(cv), "it may be private: printed only when the applicant says so"
    cv.fill("cv.view", "Gaps and wording")
    cv.fill(f"cv.gap_note.{note.id}.shown", True)
    assert "Cared for my father" in _words(cv)
    cv.fill("cv.view", "Gaps and wording")
    cv.fill(f"cv.gap_note.{note.id}.text", "")
    assert cv.workspace.profile.gap_notes == ()
    assert gaps[0] in [one.key for one in cv.test.text_input]


def test_wording_is_pointed_out_with_its_place_and_nothing_is_changed(cv: Tab) -> None:
    workspace = cv.workspace
    first, *others = workspace.profile.experience
    first = first.model_copy(update={"bullets": ("I was responsible for the ward.",)})
    profile = workspace.profile.model_copy(update={"experience": (first, *others)})
    cv.receive(workspace.with_profile(profile), {})
    cv.fill("cv.view", "Gaps and wording")
    assert "No first person" in cv.texts()
    assert first.role in cv.texts()
    assert cv.workspace.profile == profile


def test_without_a_graduation_gaps_are_not_counted_and_that_is_said(tab: Tab) -> None:
    tab.visit("cv")
    tab.fill("cv.view", "Gaps and wording")
    assert "Gaps are counted from your graduation" in tab.texts()


def test_with_a_cv_of_ones_own_contents_say_that_they_do_not_reach_it(contents: Tab, corpus: Path) -> None:
    assert "of your own is used" not in contents.notices("info")
    contents.fill("cv.view", "Page")
    contents.upload("cv.own", ("mine.docx", (corpus / "docx/docxjs-document.docx").read_bytes()))
    contents.fill("cv.view", "Contents")
    assert "The choices here do not change it" in contents.notices("info")


def test_wording_leads_to_the_profile_where_it_is_changed(cv: Tab) -> None:
    cv.fill("cv.view", "Gaps and wording")
    before = cv.links().count(TO_PROFILE)
    one, *others = cv.workspace.profile.experience
    changed = one.model_copy(update={"bullets": ("I was responsible for my patients.",)})
    profile = cv.workspace.profile.model_copy(update={"experience": (changed, *others)})
    cv.receive(cv.workspace.with_profile(profile), {})
    assert cv.links().count(TO_PROFILE) > before


def test_what_was_left_out_is_shown_as_such_in_contents_and_must_stay_puts_it_back(contents: Tab) -> None:
    one, other, *_ = contents.workspace.profile.experience
    line = CvPart(entry_id=one.id, line=one.bullets[0])
    form = contents.workspace.cv_form.with_left_out((CvPart(entry_id=one.id), line, CvPart(entry_id=other.id)))
    contents.receive(contents.workspace.model_copy(update={"cv_form": form}), {})
    assert "left out of the one page" in contents.texts()
    section = SECTION_OF_EXPERIENCE[one.kind]
    contents.press(f"cv.section.{section.value}.fold")
    assert contents.is_offered(f"cv.entry.{one.id}.put_back")
    contents.fill(f"cv.entry.{one.id}.mark", Relevance.KEEP)
    assert contents.workspace.cv_form.left_out == (CvPart(entry_id=other.id),)
    assert not contents.is_offered(f"cv.entry.{one.id}.put_back")


def test_a_line_that_was_left_out_comes_back_from_contents_and_the_long_form_never_lost_it(contents: Tab) -> None:
    one = contents.workspace.profile.experience[0]
    line = CvPart(entry_id=one.id, line=one.bullets[0])
    kept = contents.workspace.model_copy(update={"cv_form": contents.workspace.cv_form.with_left_out((line,))})
    contents.receive(kept, {})
    contents.press(f"cv.section.{SECTION_OF_EXPERIENCE[one.kind].value}.fold")
    button = f"cv.entry.{one.id}.line.{line_digest(line.line)}.put_back"
    assert contents.is_offered(button)
    contents.receive(
        kept.model_copy(update={"choices": kept.choices.model_copy(update={"cv_template": "classic_long"})}), {}
    )
    assert not contents.is_offered(button)
    contents.receive(kept, {})
    contents.press(button)
    assert contents.workspace.cv_form.left_out == ()
