"""Each way in which a packet could be untrue is done to a true one, and must be caught and named."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from postmatch.conversion import Workers
from postmatch.domain.packet import Plan
from postmatch.domain.pages import PageFacts
from postmatch.domain.workspace import Paper
from postmatch.errors import PacketUntrue
from postmatch.packet import assemble, draw_contents, verify
from tests.packet.packets import METADATA, STAMP, Built, build, edited, text_pdf, usual_documents

# Pages of the usual packet: letter 1, contents 2, CV 3-4, application 5-8, MSPE 9-11, certificate 12.


@pytest.fixture(scope="module")
def usual() -> Built:
    return build(usual_documents())


def test_a_true_packet_passes_every_check(usual: Built, workers: Workers) -> None:
    checks = verify(usual.data, usual.plan, usual.pdfs, workers=workers)
    assert [check.id for check in checks] == [
        "pages",
        "labels",
        "contents_links",
        "source_links",
        "outline",
        "nothing_active",
        "well_formed",
        "printed_numbers",
        "pictures",
        "texts",
    ]
    assert all(check.passed for check in checks)
    assert checks[0].message == "Every page of every document is there: 12 pages."


def _drop_page(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[5]


def _add_page(pdf: pikepdf.Pdf) -> None:
    pdf.add_blank_page(page_size=(612, 792))


def _swap_page_contents(pdf: pikepdf.Pdf) -> None:
    one, other = pdf.pages[2].obj, pdf.pages[3].obj
    one.Contents, other.Contents = other.Contents, one.Contents


def _swap_pages(pdf: pikepdf.Pdf) -> None:
    kids = pdf.Root.Pages.Kids
    third, fourth = kids[2], kids[3]
    kids[2], kids[3] = fourth, third


def _turn_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[11].obj.Rotate = 180


def _shift_labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, St=2)]))


def _roman_labels(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.r), 2, Dictionary(S=Name.D, St=3)]))


def _shift_contents_link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Annots[2].A.D[0] = pdf.pages[5].obj


def _drop_contents_link(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1].obj.Annots[4]


def _add_contents_link(pdf: pikepdf.Pdf) -> None:
    links = pdf.pages[1].obj.Annots
    links.append(links[0])


def _shift_source_link(pdf: pikepdf.Pdf) -> None:
    annotation = pdf.pages[4].obj.Annots[0]
    target = annotation.Dest if "/Dest" in annotation else annotation.A.D
    target[0] = pdf.pages[8].obj


def _change_address(pdf: pikepdf.Pdf) -> None:
    next(a for a in pdf.pages[4].obj.Annots if "/URI" in a.get("/A", {})).A.URI = String("https://example.com/other")


def _shift_outline(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.A.D[0] = pdf.pages[7].obj


def _shift_nested_outline(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Next.Next.Next.First.A.D[0] = pdf.pages[7].obj


def _rename_outline(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Somebody else's letter")


def _cut_outline(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Outlines.First.Next.Next["/Next"]


def _open_with_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _named_script(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))


def _page_action(pdf: pikepdf.Pdf) -> None:
    pdf.pages[6].obj.AA = Dictionary(O=Dictionary(S=Name.URI, URI=String("https://example.com/")))


def _launch_link(pdf: pikepdf.Pdf) -> None:
    rectangle = Array([0, 0, 10, 10])
    action = Dictionary(S=Name.Launch, F=String("calc.exe"))
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rectangle, A=action)
    pdf.pages[2].obj.Annots = Array([pdf.make_indirect(link)])


def _chained_script(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Annots[0].A.Next = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _outline_script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.Outlines.First.A.Next = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))


def _attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["secret.txt"] = b"hidden"


def _break_stream(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[2].obj
    page.Extra = pikepdf.Stream(pdf, b"this is not compressed", Filter=Name.FlateDecode)


TAMPERINGS: list[tuple[Callable[[pikepdf.Pdf], None], str]] = [
    (_drop_page, "It has 11 pages where 12 were planned"),
    (_add_page, "It has 13 pages where 12 were planned"),
    (_swap_page_contents, "Page 3 does not look like page 1 of “CV”"),
    (_swap_pages, "“CV”"),
    (_turn_page, "Page 12 does not look like page 1 of “ECFMG certificate”"),
    (_shift_labels, "A viewer would call page 1 “2”"),
    (_roman_labels, "A viewer would call page 1 “i”"),
    (_shift_contents_link, "“MyERAS application” leads to page 6 instead of page 5"),
    (_drop_contents_link, "“ECFMG certificate” leads nowhere instead of page 12"),
    (_add_contents_link, "The contents page has a link too many"),
    (_shift_source_link, r"A link on page 5 \(“MyERAS application”\)"),
    (_change_address, r"A link on page 5 \(“MyERAS application”\)"),
    (_shift_outline, "The entry for “Cover letter”"),
    (_shift_nested_outline, "The entry for “MyERAS application”"),
    (_rename_outline, "The entry for “Cover letter”"),
    (_cut_outline, "The entry for “MyERAS application”"),
    (_open_with_script, "could act by itself .*JavaScript|could act by itself .*OpenAction"),
    (_named_script, "could act by itself"),
    (_page_action, "could act by itself .*page 7 /AA"),
    (_launch_link, "could act by itself .*Launch"),
    (_chained_script, "could act by itself"),
    (_outline_script, "could act by itself .*JavaScript"),
    (_attach, "could act by itself .*EmbeddedFile"),
    (_break_stream, "Its structure is faulty"),
]


@pytest.mark.parametrize(("change", "told"), TAMPERINGS, ids=lambda value: getattr(value, "__name__", None))
def test_a_tampered_packet_is_caught_and_the_fault_named(
    usual: Built, workers: Workers, change: Callable[[pikepdf.Pdf], None], told: str
) -> None:
    packet = edited(usual.data, change)
    with pytest.raises(PacketUntrue, match=told) as caught:
        verify(packet, usual.plan, usual.pdfs, workers=workers)
    assert caught.value.hint


# Pages of the stamped packet are those of the usual one; every page ends in a stream with its stamp.


@pytest.fixture(scope="module")
def stamped() -> Built:
    return build(usual_documents(), stamp=STAMP)


@pytest.fixture(scope="module")
def facts(stamped: Built, workers: Workers) -> dict[str, tuple[PageFacts, ...]]:
    """As the gate takes them: of the applicant's documents, not of what we draw ourselves."""
    return {source_id: workers.page_facts(pdf) for source_id, pdf in stamped.pdfs.items() if source_id != "contents"}


def _moved_stamp(matrix: bytes) -> Callable[[pikepdf.Pdf], None]:
    """The stamp of page 4, its place in the page (8.3.3) replaced."""

    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.pages[3].obj.Contents[-1]
        before, after = stream.read_bytes().split(b"1 0 0 1 0.0000 0.0000 cm")
        stream.write(before + matrix + b" cm" + after)

    return change


def _other_stamp(pdf: pikepdf.Pdf) -> None:
    """Page 7 gets the stamp of page 8."""
    pdf.pages[6].obj.Contents[-1] = pdf.pages[7].obj.Contents[-1]


def _drop_stamp(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[8].obj.Contents[-1]
    del pdf.pages[8].obj.Contents[0]


def _draw_in_the_foot(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[4].obj
    page.Contents.insert(1, pdf.make_stream(b"q 0 0 1 rg 20 4 12 12 re f Q"))


def _draw_before_the_stamp(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[4].obj
    page.Contents.insert(1, pdf.make_stream(b"q 0 0 1 rg 20 200 12 12 re f Q"))


def _hide_words(pdf: pikepdf.Pdf) -> None:
    """Drawn in white on white: the page looks the same."""
    page = pdf.pages[2].obj
    page.Contents.insert(1, pdf.make_stream(b"q BT /F1 12 Tf 1 g 100 300 Td (more) Tj ET Q"))


STAMPED_TAMPERINGS: list[tuple[Callable[[pikepdf.Pdf], None], str]] = [
    (_other_stamp, "The stamp on page 7 does not say “Adaeze Okafor, AAMC ID 12345678, page 7 of 12”"),
    (_drop_stamp, "The stamp on page 9 does not say"),
    (_moved_stamp(b"1 0.05 -0.05 1 0 0"), "The stamp on page 4 does not stand upright"),
    (_moved_stamp(b"-1 0 0 1 612 0"), "The stamp on page 4 does not stand upright"),
    (_moved_stamp(b"1 0 0 1 400 0"), "The stamp on page 4 does not stand in the foot"),
    (_moved_stamp(b"1 0 0 1 0 9"), "The stamp on page 4 does not stand in the foot"),
    (_draw_in_the_foot, "Page 5 does not look like page 1 of “MyERAS application”"),
    (_draw_before_the_stamp, "Page 5 does not look like page 1 of “MyERAS application”"),
    (_hide_words, "The text on page 3 is not that of page 1 of “CV”"),
    (_drop_page, "It has 11 pages where 12 were planned"),
    (_swap_pages, "“CV”"),
    (_turn_page, "The stamp on page 12 does not stand upright"),
]


@pytest.mark.parametrize(
    ("change", "told"), STAMPED_TAMPERINGS, ids=[str(number) for number in range(len(STAMPED_TAMPERINGS))]
)
def test_a_tampered_stamped_packet_is_caught_and_the_fault_named(
    stamped: Built,
    facts: dict[str, tuple[PageFacts, ...]],
    workers: Workers,
    change: Callable[[pikepdf.Pdf], None],
    told: str,
) -> None:
    packet = edited(stamped.data, change)
    with pytest.raises(PacketUntrue, match=told):
        verify(packet, stamped.plan, stamped.pdfs, workers=workers, facts=facts, stamp=STAMP)


def test_a_true_stamped_packet_passes(
    stamped: Built, facts: dict[str, tuple[PageFacts, ...]], workers: Workers
) -> None:
    for given in (facts, {}):
        checks = verify(stamped.data, stamped.plan, stamped.pdfs, workers=workers, facts=given, stamp=STAMP)
        assert "stamp" in {check.id for check in checks}
        assert all(check.passed for check in checks)


def test_a_stamp_that_was_not_asked_for_is_caught(stamped: Built, workers: Workers) -> None:
    with pytest.raises(PacketUntrue, match="Page 1 does not look like page 1 of “Cover letter”"):
        verify(stamped.data, stamped.plan, stamped.pdfs, workers=workers)


def test_a_stamp_that_is_missing_everywhere_is_caught(usual: Built, workers: Workers) -> None:
    with pytest.raises(PacketUntrue, match=r"The stamp on page 1 does not say .* \(9 more like this\.\)"):
        verify(usual.data, usual.plan, usual.pdfs, workers=workers, stamp=STAMP)


@pytest.fixture(params=["body", "foot", "text", "count"])
def facts_of_another_machine(request: pytest.FixtureRequest, usual: Built, workers: Workers) -> dict:
    """As they are kept when a machine with other fonts drew the CV, or when a page of it was not drawn at all."""
    facts = {source_id: workers.page_facts(pdf) for source_id, pdf in usual.pdfs.items()}
    first, *others = facts["id of CV"]
    if request.param == "count":
        return {**facts, "id of CV": (first,)}
    return {**facts, "id of CV": (first.model_copy(update={request.param: "0" * 16}), *others)}


def test_facts_that_another_machine_drew_do_not_accuse_a_true_packet(
    usual: Built, facts_of_another_machine: dict, workers: Workers
) -> None:
    checks = verify(usual.data, usual.plan, usual.pdfs, workers=workers, facts=facts_of_another_machine)
    assert {"pictures", "texts"} <= {check.id for check in checks}


def test_nor_do_they_hide_that_a_packet_is_untrue(
    usual: Built, facts_of_another_machine: dict, workers: Workers
) -> None:
    packet = edited(usual.data, _swap_page_contents)
    told = "Page 3 does not look like page 1 of “CV”.* Page 4 does not look like page 2 of “CV”"
    with pytest.raises(PacketUntrue, match=told):
        verify(packet, usual.plan, usual.pdfs, workers=workers, facts=facts_of_another_machine)


def test_saving_again_without_a_change_stays_true(usual: Built, workers: Workers) -> None:
    """The edits above are caught for what they change, not for having been saved by another library."""
    packet = edited(usual.data, lambda pdf: None)
    assert all(check.passed for check in verify(packet, usual.plan, usual.pdfs, workers=workers))


def test_an_encrypted_packet_is_caught_even_when_it_opens(usual: Built, workers: Workers) -> None:
    locked = edited(usual.data, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user=""))
    with pytest.raises(PacketUntrue, match="It is encrypted"):
        verify(locked, usual.plan, usual.pdfs, workers=workers)


def test_a_packet_that_asks_for_a_password_is_caught(usual: Built, workers: Workers) -> None:
    locked = edited(usual.data, lambda pdf: None, encryption=pikepdf.Encryption(owner="o", user="u"))
    with pytest.raises(PacketUntrue, match="asks for a password"):
        verify(locked, usual.plan, usual.pdfs, workers=workers)


@pytest.mark.parametrize("end", [0, 200, -1000])
def test_a_packet_that_was_cut_off_is_caught(usual: Built, workers: Workers, end: int) -> None:
    with pytest.raises(PacketUntrue, match="could not be opened again"):
        verify(usual.data[:end], usual.plan, usual.pdfs, workers=workers)


def test_pages_that_cannot_be_drawn_are_not_taken_for_right(usual: Built, workers: Workers) -> None:
    """qpdf mends a file that lost its end, PDFium does not open it."""
    cut = {**usual.pdfs, "id of CV": usual.pdfs["id of CV"].split(b"xref")[0]}
    with pytest.raises(PacketUntrue, match="The pages of “CV” could not be drawn"):
        verify(usual.data, usual.plan, cut, workers=workers)


def test_wrong_numbers_printed_on_the_contents_page_are_caught(workers: Workers) -> None:
    """The page looks like its source and its links are right; only what is printed on it is not."""
    built = build({"CV": text_pdf("CV", pages=2), "Diploma": text_pdf("Diploma")})
    moved = [s.model_copy(update={"first_page": s.first_page + (s.title == "Diploma")}) for s in built.plan.sections]
    wrong = draw_contents(Plan(sections=tuple(moved)), paper=Paper.LETTER, applicant="Adaeze Okafor")
    pdfs = {**built.pdfs, "contents": wrong}
    packet = assemble(built.plan, pdfs, metadata=METADATA)
    with pytest.raises(PacketUntrue, match="does not print page 4 for “Diploma”"):
        verify(packet, built.plan, pdfs, workers=workers)


def test_titles_that_end_in_numbers_are_not_taken_for_page_numbers(workers: Workers) -> None:
    built = build({f"Certificate {n}": text_pdf(f"Certificate {n}") for n in (2, 3, 1, 4)})
    assert verify(built.data, built.plan, built.pdfs, workers=workers)


@pytest.mark.parametrize(
    "title",
    [
        "Letter of recommendation - Dr. Whitfield - internal medicine - a title that goes on over two lines -",
        "شهادة كلية الطب",
        "Diploma 医学部 🎓 2019",
        "عنوان mixed 12",
        "(brackets) \\ and “quotes” 50 %",
        "x" * 300,
        "tab\tand\nnewline",
        "",
    ],
)
def test_any_title_can_be_verified(workers: Workers, title: str) -> None:
    built = build({"Cover letter": text_pdf("Cover letter"), title: text_pdf("other")})
    assert verify(built.data, built.plan, built.pdfs, workers=workers)


def test_a_hidden_layer_that_would_come_to_light_is_caught(workers: Workers) -> None:
    """An append forgets which layers are off; the gate takes such layers out, and what did not pass it is caught."""
    built = build({"CV": text_pdf("CV"), "Draft": edited(text_pdf("Draft"), add_hidden_layer)})
    with pytest.raises(PacketUntrue, match="Page 3 does not look like page 1 of “Draft”"):
        verify(built.data, built.plan, built.pdfs, workers=workers)


def add_hidden_layer(pdf: pikepdf.Pdf) -> None:
    """A black square in a layer that is off."""
    page = pdf.pages[0]
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Stamp")))
    page.obj.Resources.Properties = Dictionary(Layer=layer)
    page.contents_add(pikepdf.Stream(pdf, b"/OC /Layer BDC 0 0 0 rg 100 100 300 300 re f EMC"))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
