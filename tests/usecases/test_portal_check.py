"""What a portal would say to a letter or a photo."""

from __future__ import annotations

from postmatch.domain.documents import Upload
from postmatch.domain.workspace import Workspace
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.portal_check import has_portal_rules, portal_checks


def checks_of(tools, name, data, **told):
    taken = take_in(Workspace(), [Upload(name, data)], tools, told=Told(**told))
    document = taken.documents[0]
    found = portal_checks(taken.workspace, document.id, tools, blob=taken.blobs.__getitem__)
    return {check.id: check for check in found}


def test_a_letter_is_checked_as_the_pdf_that_would_be_sent(tools, pdf):
    found = checks_of(tools, "letter.pdf", pdf("To whom it may concern"), kind="letter_of_recommendation", waived=False)
    assert found["letter_is_pdf"].passed
    assert found["letter_size"].passed
    assert all(check.message and check.source for check in found.values())


def test_a_name_that_the_portal_refuses_is_a_failure_with_a_remedy(tools, pdf):
    found = checks_of(tools, "my*letter?.pdf", pdf("words"), kind="letter_of_recommendation", waived=False)
    failed = [check for check in found.values() if check.is_required and not check.passed]
    assert failed
    assert all(check.hint for check in failed)


def test_a_photo_is_checked_as_the_picture_that_was_uploaded(tools, photo):
    found = checks_of(tools, "me.jpg", photo, kind="photo")
    assert found
    assert any("600" in check.message for check in found.values())


def test_other_kinds_and_refused_files_have_no_rules(tools, pdf):
    assert checks_of(tools, "d.pdf", pdf("diploma"), kind="diploma") == {}
    assert checks_of(tools, "x.pdf", b"", kind="photo") == {}
    assert portal_checks(Workspace(), "nobody", tools, blob={}.__getitem__) == ()
    taken = take_in(Workspace(), [Upload("d.pdf", pdf("d"))], tools, told=Told(kind="diploma"))
    assert not has_portal_rules(taken.documents[0])
