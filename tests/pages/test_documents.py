"""The documents page as an applicant uses it: bring files, answer what is asked, put in order, take out, put back."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, ReasonCode
from postmatch.domain.workspace import Workspace
from postmatch.usecases.intake import Intake, take_in
from tests.browser.pile import SAMPLE, of_a_stranger
from tests.pages.tab import Tab

LOCKED = "pdf_bad/sample-files-libreoffice-writer-password.pdf"
PASSWORD = "openpassword"


@pytest.fixture
def files(corpus: Path):
    """``files("a.pdf=pdf_good/x.pdf", ...)``: real files as (name, bytes), under another name where one is given."""

    def read(*wanted: str) -> list[tuple[str, bytes]]:
        pairs = [one.split("=") if "=" in one else (one.rsplit("/", 1)[-1], one) for one in wanted]
        return [(name, (corpus / path).read_bytes()) for name, path in pairs]

    return read


@pytest.fixture
def desk(tab: Tab) -> Tab:
    tab.visit("documents")
    return tab


def _order(tab: Tab) -> list[str]:
    return [document.file_name for document in tab.workspace.documents]


def _card(tab: Tab, file_name: str) -> str:
    return f"documents.{tab.document(file_name).id}"


def test_good_bad_and_locked_files_together_are_each_accounted_for_by_name(desk: Tab, files) -> None:
    desk.upload(
        "documents.upload",
        *files("good.pdf=pdf_good/pikepdf-fourpages.pdf", "list.tsv=MANIFEST.tsv", f"lock.pdf={LOCKED}"),
    )
    assert set(_order(desk)) == {"good.pdf", "list.tsv", "lock.pdf"}
    assert desk.document("good.pdf").page_count == 4
    assert desk.document("list.tsv").refusal.code is ReasonCode.UNSUPPORTED_TYPE
    assert desk.document("lock.pdf").refusal.code is ReasonCode.PASSWORD_NEEDED
    assert "Added good.pdf" in desk.notices("success")
    for name in ("list.tsv", "lock.pdf"):
        refusal = desk.document(name).refusal
        assert f"{name}: {refusal.message}" in desk.notices("error")
        assert refusal.hint in desk.notices("error")
    words = desk.texts()
    assert (words.count("Not usable"), words.count("In the packet]")) == (2, 1)
    desk.run()
    assert len(desk.workspace.documents) == 3
    assert not desk.test.error


def test_what_in_a_zip_is_no_document_is_told_once_with_what_to_do(desk: Tab, files) -> None:
    link = zipfile.ZipInfo("letter.pdf")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(link, "/home/me/letter.pdf")
        archive.writestr(".DS_Store", b"x")
        archive.writestr("empty/", b"")
        archive.writestr(*files("pdf_good/pikepdf-fourpages.pdf")[0])
    desk.upload("documents.upload", ("scans.zip", out.getvalue()))
    assert _order(desk) == ["scans.zip/pikepdf-fourpages.pdf"]
    told = desk.notices("info")
    assert "3 entries were left aside." in told
    assert "scans.zip/letter.pdf: This is a link" in told
    assert "scans.zip/.DS_Store: This is a file that the computer keeps for itself" in told
    assert "scans.zip/empty/: This folder in the .zip is empty." in told
    assert "put the file itself into the .zip" in told


def test_of_many_files_of_the_computer_the_first_are_named_and_none_becomes_a_card(desk: Tab) -> None:
    desk.upload("documents.upload", *((f"._{number}.pdf", b"x") for number in range(10)))
    assert not desk.workspace.documents
    assert "10 entries were left aside. ._0.pdf, " in desk.notices("info")
    assert "._7.pdf and 2 more: This is a file that the computer keeps" in desk.notices("info")
    assert "Nothing needs to be done." in desk.notices("info")


def test_many_refusals_are_told_in_one_notice_that_names_each_and_their_cards_say_the_rest(desk: Tab) -> None:
    names = [f"empty {number}.pdf" for number in range(5)]
    desk.upload("documents.upload", *((name, b"" if name < names[3] else b"no PDF") for name in names))
    assert len(desk.test.error) == 1
    assert f"5 files could not be taken as they are: {', '.join(names)}." in desk.notices("error")
    for name in names:
        assert desk.document(name).refusal.hint in desk.texts()


def test_a_locked_file_opens_with_its_password_and_the_password_is_kept_nowhere(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files(f"lock.pdf={LOCKED}"))
    field = f"{_card(desk, 'lock.pdf')}.password"
    desk.fill(field, "not-the-one")
    assert desk.document("lock.pdf").refusal.code is ReasonCode.WRONG_PASSWORD
    assert desk.value(field) == ""
    desk.fill(field, PASSWORD)
    assert desk.document("lock.pdf").is_usable
    assert "Added lock.pdf" in desk.notices("success")
    assert field not in [one.key for one in desk.test.text_input]
    desk.run()
    assert PASSWORD not in repr(desk.test.session_state.to_dict())
    assert PASSWORD not in desk.workspace.model_dump_json()


def test_the_same_file_twice_is_refused_and_names_the_first(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("one.pdf=pdf_good/pikepdf-fourpages.pdf"))
    desk.upload("documents.upload", *files("two.pdf=pdf_good/pikepdf-fourpages.pdf"))
    assert desk.document("two.pdf").refusal.code is ReasonCode.DUPLICATE
    assert "“one.pdf”" in desk.notices("error")


def test_a_kind_told_before_the_upload_holds_for_the_files(desk: Tab, files) -> None:
    desk.fill("documents.new_kind", "diploma")
    desk.upload("documents.upload", *files("paper.pdf=pdf_good/pikepdf-fourpages.pdf"))
    assert desk.document("paper.pdf").kind == "diploma"
    desk.open_document("paper.pdf")
    assert "Recognized by" not in desk.texts()


def test_a_kind_recognised_by_words_says_which(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("ECFMG certificate.pdf=pdf_good/pikepdf-fourpages.pdf"))
    document = desk.document("ECFMG certificate.pdf")
    assert document.kind == "ecfmg_certificate"
    desk.open_document("ECFMG certificate.pdf")
    assert f"Recognized by: {', '.join(document.kind_words)}" in desk.texts()


def test_a_removed_document_waits_below_the_list_and_comes_back_whole(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("one.pdf=pdf_good/pikepdf-fourpages.pdf"))
    before = desk.document("one.pdf")
    desk.press(f"documents.{before.id}.remove")
    assert "No files yet" in desk.texts()
    assert "Removed one.pdf." in desk.notices("info")
    desk.press(f"documents.{before.id}.restore")
    assert desk.document("one.pdf") == before
    assert not desk.is_offered(f"documents.{before.id}.restore")


def test_a_letter_stays_out_until_the_waiver_is_answered_and_a_waived_one_for_good(desk: Tab, files) -> None:
    desk.fill("documents.new_kind", LETTER_KIND)
    desk.upload("documents.upload", *files("letter.pdf=pdf_good/pikepdf-fourpages.pdf"))
    question = f"{_card(desk, 'letter.pdf')}.waived"
    assert desk.value(question) is None
    assert "You have not said yet whether you waived" in desk.texts()
    for answer, words in ((True, "Stays out"), (False, "In the packet"), (True, "You waived your right")):
        desk.fill(question, answer)
        assert desk.document("letter.pdf").waived is answer
        assert words in desk.texts()


def test_what_reads_like_a_letter_is_asked_about_wherever_it_is_filed(desk: Tab, files) -> None:
    letter = SAMPLE / "LOR - Dr Whitfield (IM).pdf"
    desk.fill("documents.new_kind", "certificate")
    desk.upload("documents.upload", ("scan0007.pdf", letter.read_bytes()))
    assert "You have not said yet whether you waived" in desk.texts()
    desk.fill(f"{_card(desk, 'scan0007.pdf')}.waived", False)
    assert "In the packet" in desk.texts()
    assert desk.document("scan0007.pdf").waived is False
    answer = f"{desk.open_document('scan0007.pdf')}.waived"
    assert desk.test.get_by_key(answer).options == ["Yes, waived", "No, or it is no such letter"]


def test_a_file_that_is_there_again_is_left_out_when_it_is_put_back_and_it_is_said(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("one.pdf=pdf_good/pikepdf-fourpages.pdf"))
    old = desk.document("one.pdf").id
    desk.press(f"documents.{old}.remove")
    desk.upload("documents.upload", *files("again.pdf=pdf_good/pikepdf-fourpages.pdf"))
    desk.press(f"documents.{old}.restore")
    assert "one.pdf is back, but it is left out of the packet: it is the same file as again.pdf" in desk.notices(
        "warning"
    )
    assert [document.included for document in desk.workspace.documents].count(True) == 1


def test_a_zip_is_unpacked_and_each_file_in_it_is_a_document_of_its_own(desk: Tab, files) -> None:
    bundle = io.BytesIO()
    with zipfile.ZipFile(bundle, "w") as archive:
        for name, data in files("papers/good.pdf=pdf_good/pikepdf-fourpages.pdf", "papers/list.tsv=MANIFEST.tsv"):
            archive.writestr(name, data)
    desk.upload("documents.upload", ("pile.zip", bundle.getvalue()))
    assert desk.document("pile.zip/papers/good.pdf").page_count == 4
    assert desk.document("pile.zip/papers/list.tsv").refusal.code is ReasonCode.UNSUPPORTED_TYPE
    assert "good.pdf · 4 pages" in desk.texts()


def test_a_whole_folder_is_asked_for_by_another_uploader(desk: Tab, files) -> None:
    desk.fill("documents.way", "A whole folder")
    desk.upload("documents.folder", *files("papers/good.pdf=pdf_good/pikepdf-fourpages.pdf"))
    assert desk.document("papers/good.pdf").is_usable


def test_a_file_of_no_known_kind_is_asked_about_on_its_card(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("IMG_1.pdf=pdf_good/pikepdf-fourpages.pdf"))
    question = f"{_card(desk, 'IMG_1.pdf')}.kind"
    assert desk.value(question) == OTHER_KIND
    desk.fill(question, "diploma")
    assert desk.document("IMG_1.pdf").kind == "diploma"
    assert question not in {one.key for one in desk.test.selectbox}


def test_a_paper_in_the_wrong_place_is_filed_rightly_by_one_click(desk: Tab) -> None:
    report = ("Diploma final.pdf", (SAMPLE / "ECFMG Status Report.pdf").read_bytes())
    desk.fill("documents.new_kind", "diploma")
    desk.upload("documents.upload", report)
    assert "This reads like another kind of document: ECFMG Status Report" in desk.texts()
    desk.press(f"{_card(desk, 'Diploma final.pdf')}.file_as.0")
    assert desk.document("Diploma final.pdf").kind == "ecfmg_status_report"
    assert "This reads like" not in desk.texts()


def test_the_paper_of_somebody_else_shows_both_names(tab: Tab) -> None:
    tab.visit("profile")
    tab.fill("profile.given_names", "Adaeze")
    tab.fill("profile.family_name", "Okafor")
    tab.visit("documents")
    tab.upload("documents.upload", ("BLS card.pdf", of_a_stranger()))
    assert "your profile says “Adaeze Okafor”" in tab.texts()
    assert "says “Miguel Ferreira Santos” on page 1" in tab.texts()


def test_a_pile_can_be_narrowed_to_what_is_left_to_settle(desk: Tab, files) -> None:
    paths = ("pikepdf-fourpages.pdf", "pikepdf-outlines.pdf", "pikepdf-formxobject.pdf", "pikepdf-sandwich.pdf")
    desk.fill("documents.new_kind", "certificate")
    desk.upload("documents.upload", *files(*(f"c{n}.pdf=pdf_good/{path}" for n, path in enumerate(paths))))
    assert "documents.shown" not in {one.key for one in desk.test.button_group}
    desk.upload("documents.upload", *files("list.tsv=MANIFEST.tsv"))
    desk.fill("documents.shown", "To settle")
    assert "list.tsv" in desk.texts()
    assert not any(f"c{n}.pdf" in desk.texts() for n in range(4))


def test_a_document_that_cannot_be_had_is_explained_in_the_applicants_words(desk: Tab) -> None:
    desk.press("explanation.for.medical_school_transcript")
    assert "Its page stands below your documents." in desk.notices("info")
    (explanation,) = desk.workspace.explanations
    assert explanation.kind == "medical_school_transcript"
    assert "No words yet" in desk.texts()
    field = f"explanation.{explanation.id}.text"
    desk.fill(field, "  The archive is closed until September.  ")
    assert desk.workspace.explanations[0].text == "The archive is closed until September."
    assert not desk.is_offered("explanation.for.medical_school_transcript")
    desk.visit("packet")
    desk.visit("documents")
    assert desk.value(field) == "The archive is closed until September."
    desk.press(f"explanation.{explanation.id}.remove")
    assert desk.workspace.explanations == ()
    assert desk.is_offered("explanation.for.medical_school_transcript")


def test_files_that_another_tab_overtakes_are_not_said_to_be_added(
    desk: Tab, files, monkeypatch: pytest.MonkeyPatch
) -> None:
    def overtaken(workspace: Workspace, *given: Any, **options: Any) -> Intake:
        _save_elsewhere(desk)
        return take_in(workspace, *given, **options)

    monkeypatch.setattr("postmatch.ui.adding_files.take_in", overtaken)
    desk.upload("documents.upload", *files("good.pdf=pdf_good/pikepdf-fourpages.pdf"))
    assert "documents: “good.pdf”. Make" in desk.notices("warning")
    assert not desk.notices("success")
    assert _order(desk) == []


def test_files_come_beside_what_another_tab_has_changed_before(desk: Tab, files) -> None:
    _save_elsewhere(desk)
    desk.upload("documents.upload", *files("good.pdf=pdf_good/pikepdf-fourpages.pdf"))
    assert _order(desk) == ["good.pdf"]
    assert desk.workspace.choices.stamp
    assert "another tab" not in desk.notices("warning")


def _save_elsewhere(tab: Tab) -> None:
    """Another tab switches the stamp on, and this one does not know it yet."""
    repository = tab.test.session_state["postmatch"].repository
    stamped = Workspace(choices=tab.workspace.choices.model_copy(update={"stamp": True}))
    repository.save(stamped, expected_revision=repository.revision(), blobs={})


def test_nobody_explains_a_letter_of_recommendation(desk: Tab) -> None:
    assert not desk.is_offered(f"explanation.for.{LETTER_KIND}")


def test_what_is_not_in_order_and_what_is_are_told_apart_by_the_filter(sample: Tab) -> None:
    sample.visit("documents")
    cards = {}
    for name in ("To do", "In order", "All"):
        sample.fill("documents.filter", name)
        cards[name] = sample.texts().count("In order]")
    assert cards["To do"] == 0
    assert cards["All"] == cards["In order"] > 0
