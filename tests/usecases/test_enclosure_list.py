"""The letter lists what the packet holds: for each kind of packet, with documents left out and pages of explanation."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from docx import Document

from postmatch.domain.documents import COVER_LETTER_KIND, LETTER_KIND, Upload
from postmatch.domain.packet import Plan, Source
from postmatch.domain.packet_profiles import Explanation, PacketForm, PacketProfile
from postmatch.errors import PacketUntrue
from postmatch.packet.plan import plan_packet
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.enclosure_list import enclosure_check, enclosure_list
from postmatch.usecases.intake import Intake, Told, take_in
from postmatch.usecases.own_templates import add_template
from postmatch.usecases.packet_account import with_enclosures_checked
from postmatch.usecases.packet_build import BuiltFile
from tests.domain.applicants import paper

PAPERS = (
    paper("diploma", title="Diploma"),
    paper(LETTER_KIND, title="Letter Ames", waived=False),
    paper(LETTER_KIND, title="Letter Bose", waived=True),
    paper("photo", title="Photo", included=False),
    paper("other", title="", file_name="list.pdf"),
)
MSPE = Explanation(id="x", kind="mspe", text="My school writes none.")
ALL = ("Curriculum vitae", "Diploma", "Letter Ames", "About the MSPE (Dean's letter)", "list.pdf")


@pytest.fixture
def workspace(named):
    return named.model_copy(update={"documents": PAPERS, "explanations": (MSPE,)})


def choosing(workspace, profile):
    choices = workspace.choices.model_copy(update={"packet_profile": profile.id})
    return workspace.with_packet_profile(profile).model_copy(update={"choices": choices})


def test_the_list_names_what_goes_in_with_the_pages_that_explain(workspace, facts):
    assert enclosure_list(workspace, facts) == ALL


def test_the_list_follows_the_order_of_the_documents_and_of_the_packet_profile(workspace, facts):
    turned = workspace.with_order([one.id for one in reversed(PAPERS)])
    assert enclosure_list(turned, facts)[1:3] == ("list.pdf", "Letter Ames")
    own = PacketProfile(id="own", name="Own", kinds=(COVER_LETTER_KIND, LETTER_KIND, "cv"))
    assert enclosure_list(choosing(workspace, own), facts) == ("Letter Ames", "Curriculum vitae")


def test_own_cv_and_letter_are_listed_under_the_same_titles_as_ours(workspace, facts):
    own = workspace.model_copy(update={"documents": (*PAPERS, paper("cv", title="mine"))})
    assert enclosure_list(own, facts) == ALL
    letter = workspace.model_copy(update={"documents": (*PAPERS, paper(COVER_LETTER_KIND, title="mine"))})
    assert enclosure_list(letter, facts) == ALL


# --- the check --------------------------------------------------------------------------------------------------


def planned(*titles: str, dividers: bool = False) -> Plan:
    letter = Source(id=COVER_LETTER_KIND, kind=COVER_LETTER_KIND, title="Cover letter", page_count=1)
    others = [Source(id=f"{n}", kind="other", title=title, page_count=2) for n, title in enumerate(titles)]
    return plan_packet([letter, *others], dividers=dividers)


def test_a_packet_that_holds_the_list_passes_divided_or_in_parts():
    for plans in ([planned("A", "B", "C")], [planned("A", "B", "C", dividers=True)], [planned("A"), planned("B", "C")]):
        check = enclosure_check(("A", "B", "C"), plans)
        assert (check.id, check.passed) == ("enclosures", True)
        assert "3 enclosures" in check.message


def test_one_and_none_are_put_into_words():
    assert "the one enclosure" in enclosure_check(("A",), [planned("A")]).message
    assert "no enclosure" in enclosure_check((), [planned()]).message


@pytest.mark.parametrize(
    ("listed", "there", "says"),
    [
        (("A", "B"), ("A",), "lists “B”, which the packet does not hold"),
        (("A",), ("A", "B"), "holds “B”, which the letter does not list"),
        (("A", "A"), ("A",), "lists “A”, which the packet does not hold"),
        (("A", "B"), ("B", "A"), "in another order"),
    ],
)
def test_a_difference_is_named(listed, there, says):
    check = enclosure_check(listed, [planned(*there)])
    assert not check.passed
    assert says in check.message


def built_file(plan: Plan) -> BuiltFile:
    return BuiltFile(file_name="packet.pdf", data=b"", plan=plan, checks=())


LETTER = ("Dear Dr. Smith,", *ALL)


def test_a_packet_that_is_not_what_its_letter_says_is_not_offered(workspace, facts):
    good, bad = built_file(planned(*ALL)), built_file(planned(*ALL[:-1]))
    (checked,), findings = with_enclosures_checked([good], workspace, facts, LETTER)
    assert [check.id for check in checked.checks] == ["enclosures"]
    assert findings == ()
    with pytest.raises(PacketUntrue, match=r"list\.pdf"):
        with_enclosures_checked([bad], workspace, facts, LETTER)


@pytest.mark.parametrize(
    ("letter", "says"),
    [(("Dear Dr. Smith,",), "does not list its enclosures"), (LETTER[:-1], "does not list “list.pdf”")],
)
def test_of_a_letter_that_prints_no_list_nothing_is_claimed_and_it_is_told(workspace, facts, letter, says):
    files, (finding,) = with_enclosures_checked([built_file(planned(*ALL))], workspace, facts, letter)
    assert files[0].checks == ()
    assert says in finding.message


def test_where_our_letter_is_not_in_the_packet_nothing_is_checked(workspace, facts):
    alone = built_file(plan_packet([Source(id="d", kind="other", title="D", page_count=1)], contents=False))
    assert with_enclosures_checked([alone], workspace, facts, ()) == ((alone,), ())


def test_a_packet_without_a_letter_changes_nothing_in_the_letter(workspace, facts):
    portal = next(one for one in facts.packet_profiles if not one.takes(COVER_LETTER_KIND))
    assert enclosure_list(choosing(workspace, portal), facts) == ALL


# --- the packet that is built -----------------------------------------------------------------------------------


@pytest.fixture
def taken(named, tools, pdf) -> Intake:
    fast = replace(tools, reads_scans=False)
    taken = Intake(named.with_explanation(MSPE))
    for words, kind, waived in (
        ("diploma", "diploma", None),
        ("open", LETTER_KIND, False),
        ("sealed", LETTER_KIND, True),
    ):
        more = take_in(taken.workspace, [Upload(f"{words}.pdf", pdf(words))], fast, told=Told(kind=kind, waived=waived))
        taken = replace(more, blobs=taken.blobs | more.blobs)
    return taken


@pytest.mark.parametrize(
    ("form", "most_bytes"), [(PacketForm.ONE_PDF, None), (PacketForm.ONE_PDF, 1000), (PacketForm.SEPARATE_FILES, None)]
)
def test_the_letter_in_a_built_packet_prints_what_the_packet_holds(taken, tools, today, form, most_bytes):
    profile = PacketProfile(id="own", name="Own", form=form, most_bytes=most_bytes, dividers=True)
    workspace = choosing(taken.workspace, profile)
    built = build_packet(workspace, tools, blob=taken.blobs.__getitem__, options=PacketOptions(today=today, split=True))
    listed = enclosure_list(workspace, tools.facts)
    assert len(listed) == 4
    assert "enclosures" in {check.id for check in built.checks}
    letter = next(one for one in built.filled if one.kind == COVER_LETTER_KIND)
    text = " ".join(" ".join(tools.workers.page_texts(letter.pdf)).split())
    assert all(title in text for title in listed)
    assert "sealed" not in text


BARE = "{{ name }}\n{{ date }}\n{{ salutation }}"


def test_a_template_without_enclosures_is_told_of_in_the_packet(taken, tools, today):
    document = Document()
    for line in BARE.splitlines():
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    added = add_template(taken.workspace, Upload("letter.docx", stream.getvalue()), "cover_letter", tools)
    own = added.workspace.own_templates[-1]
    choices = added.workspace.choices.model_copy(update={"cover_letter_template": own.name})
    workspace = added.workspace.model_copy(update={"choices": choices})
    built = build_packet(
        workspace, tools, blob=(taken.blobs | added.blobs).__getitem__, options=PacketOptions(today=today)
    )
    assert "enclosures" not in {check.id for check in built.checks}
    assert "letter_enclosures" in {finding.rule_id for finding in built.findings}
