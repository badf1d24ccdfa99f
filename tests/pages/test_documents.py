"""The documents page as an applicant uses it: bring files, answer what is asked, put in order, take out, put back."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, ReasonCode
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


def _open(tab: Tab, file_name: str) -> str:
    """Opens the details of a card; returns what the keys of its fields begin with."""
    key = _card(tab, file_name)
    tab.fill(f"{key}.details", True)
    return key


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
    assert "Recognized by" not in desk.texts()


def test_a_kind_recognised_by_words_says_which(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("ECFMG certificate.pdf=pdf_good/pikepdf-fourpages.pdf"))
    document = desk.document("ECFMG certificate.pdf")
    assert document.kind == "ecfmg_certificate"
    assert f"Recognized by: {', '.join(document.kind_words)}" in desk.texts()


def test_documents_change_places_and_the_ends_of_the_list_hold(desk: Tab, files) -> None:
    desk.fill("documents.new_kind", OTHER_KIND)
    names = ["a.pdf", "b.pdf", "c.pdf"]
    paths = ("pikepdf-fourpages.pdf", "pikepdf-outlines.pdf", "pikepdf-formxobject.pdf")
    desk.upload("documents.upload", *files(*(f"{n}=pdf_good/{p}" for n, p in zip(names, paths, strict=True))))
    assert _order(desk) == names
    desk.press(f"{_card(desk, 'c.pdf')}.up")
    assert _order(desk) == ["a.pdf", "c.pdf", "b.pdf"]
    desk.press(f"{_card(desk, 'a.pdf')}.down")
    assert _order(desk) == ["c.pdf", "a.pdf", "b.pdf"]
    assert desk.test.button(key=f"{_card(desk, 'c.pdf')}.up").disabled
    assert desk.test.button(key=f"{_card(desk, 'b.pdf')}.down").disabled


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


def test_another_kind_moves_a_document_to_its_usual_place_and_its_title_follows(sample: Tab) -> None:
    sample.visit("documents")
    before = sample.document("Medical school transcript.pdf")
    key = _open(sample, before.file_name)
    sample.fill(f"{key}.kind", "ecfmg_certificate")
    after = sample.document(before.file_name)
    assert (after.kind, after.pdf_sha256) == ("ecfmg_certificate", before.pdf_sha256)
    assert _order(sample).index(before.file_name) == _order(sample).index("Scan_ECFMG_cert.pdf") + 1
    sample.fill(f"{key}.kind", before.kind)
    assert sample.document(before.file_name).title == before.title


def test_title_dates_and_leaving_out_are_kept_as_typed(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("one.pdf=pdf_good/pikepdf-fourpages.pdf"))
    key = _open(desk, "one.pdf")
    desk.fill(f"{key}.title", "My paper")
    desk.fill(f"{key}.expires", "Mar 2027")
    desk.fill(f"{key}.included", False)
    document = desk.document("one.pdf")
    assert (document.title, document.expires.label, document.included) == ("My paper", "Mar 2027", False)
    assert "You chose to leave this document out." in desk.texts()
    desk.visit("overview")
    desk.visit("documents")
    _open(desk, "one.pdf")
    assert [desk.value(f"{key}.{name}") for name in ("title", "expires", "included")] == ["My paper", "Mar 2027", False]


def test_details_show_the_pages_one_at_a_time(desk: Tab, files) -> None:
    desk.upload("documents.upload", *files("one.pdf=pdf_good/pikepdf-fourpages.pdf"))
    key = _open(desk, "one.pdf")
    first = desk.pictures()
    desk.test.pagination(key=f"{key}.page_number").set_value(4)
    desk.run()
    assert len(first) == len(desk.pictures()) == 2
    assert first[0] == desk.pictures()[0]
    assert first[1] != desk.pictures()[1]


def test_another_file_takes_the_place_of_a_document_and_the_old_one_waits(desk: Tab, files) -> None:
    desk.fill("documents.new_kind", "diploma")
    desk.upload("documents.upload", *files("old.pdf=pdf_good/pikepdf-fourpages.pdf"))
    key = _open(desk, "old.pdf")
    desk.upload(f"{key}.replace", *files("new.pdf=pdf_good/pikepdf-outlines.pdf"))
    assert (desk.document("new.pdf").kind, desk.document("new.pdf").page_count) == ("diploma", 2)
    assert [document.file_name for document in desk.workspace.removed] == ["old.pdf"]


def test_what_is_not_in_order_and_what_is_are_told_apart_by_the_filter(sample: Tab) -> None:
    sample.visit("documents")
    cards = {}
    for name in ("To do", "In order", "All"):
        sample.fill("documents.filter", name)
        cards[name] = sample.texts().count("In order]")
    assert cards["To do"] == 0
    assert cards["All"] == cards["In order"] > 0
