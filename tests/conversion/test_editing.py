from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, OutlineItem, String
from PIL import Image, ImageChops

from postmatch.conversion import Workers
from postmatch.conversion.editing import apply_edits
from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf import normalise_pdf
from postmatch.conversion.redaction import DPI
from postmatch.domain.edits import PageEdits, PageTurn, Redaction
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed
from tests.conversion.hidden_secrets import BOX, PLACES, found_in, hiding, with_an_old_revision
from tests.conversion.pdf_samples import made

PAINTED = PageEdits(redactions=(Redaction(page_number=1, box=BOX),))


def drawn(pdf: bytes, *, dpi: int = 100) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    document.close()
    return pictures


def greatest_difference(one: Image.Image, other: Image.Image) -> int:
    assert one.size == other.size
    return max(high for _, high in ImageChops.difference(one, other).getextrema())


def linked(page_count: int = 3) -> bytes:
    """Every page links to every other by an explicit destination, and to the last by a name; the outline has all."""

    def change(pdf: pikepdf.Pdf) -> None:
        pages = [page.obj for page in pdf.pages]
        pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([String("last"), Array([pages[-1], Name.Fit])])))
        for page in pages:
            links = [link(Dest=Array([target, Name.XYZ, 50, 700, 0])) for target in pages]
            links += [link(A=Dictionary(S=Name.GoTo, D=String("last")))]
            links += [link(A=Dictionary(S=Name.URI, URI=String("https://example.org/")))]
            page["/Annots"] = Array([pdf.make_indirect(one) for one in links])
        with pdf.open_outline() as outline:
            for index in range(page_count):
                item = OutlineItem(f"To page {index + 1}", index)
                (outline.root if index % 2 == 0 else outline.root[-1].children).append(item)

    return made(change, page_count=page_count)


def link(*, at: Sequence[float] = (50, 60, 90, 90), **entries: object) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array(at), **entries)  # type: ignore[arg-type]


def link_targets(pdf: bytes) -> list[list[int | str]]:
    """For every page, the page numbers and addresses that its links lead to."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}
        return [
            [
                numbers[item.Dest[0].objgen] if "/Dest" in item else str(item.A.URI)
                for item in page.obj.get("/Annots", [])
            ]
            for page in opened.pages
        ]


def outline_of(pdf: bytes) -> list[tuple[str, int]]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        numbers = {page.obj.objgen: number for number, page in enumerate(opened.pages, 1)}
        found: list[tuple[str, int]] = []

        def walk(items: Sequence[OutlineItem]) -> None:
            for item in items:
                found.append((item.title, numbers[item.destination[0].objgen]))
                walk(item.children)

        with opened.open_outline() as outline:
            walk(outline.root)
    return found


@pytest.mark.parametrize("hide", PLACES, ids=lambda hide: hide.__name__)
def test_nothing_of_what_was_painted_over_remains(hide: Callable[[pikepdf.Pdf], None]) -> None:
    pdf = hiding(hide)
    assert found_in(pdf), "the search must see it before"

    assert found_in(apply_edits(pdf, PAINTED).pdf) == []


@pytest.mark.parametrize("hide", PLACES, ids=lambda hide: hide.__name__)
def test_nothing_of_a_page_that_was_left_out_remains(hide: Callable[[pikepdf.Pdf], None]) -> None:
    assert found_in(apply_edits(hiding(hide), PageEdits(kept=(2,))).pdf) == []


def test_an_older_revision_of_the_page_is_gone() -> None:
    pdf = with_an_old_revision()
    assert found_in(pdf) == ["raw bytes"]

    assert found_in(apply_edits(pdf, PAINTED).pdf) == []


def test_everything_at_once_is_gone_and_the_file_is_sound() -> None:
    result = apply_edits(hiding(*PLACES), PAINTED)

    assert found_in(result.pdf) == []
    with pikepdf.open(io.BytesIO(result.pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert set(opened.pages[0].obj.keys()) <= {
            "/Type",
            "/Parent",
            "/MediaBox",
            "/Resources",
            "/Contents",
            "/Annots",
        }


def test_the_area_is_black_and_the_rest_of_the_page_looks_as_before() -> None:
    pdf = made(page_count=2)
    box = (0.1, 0.3, 0.5, 0.4)  # cuts through the words "Page 1"
    result = apply_edits(pdf, PageEdits(redactions=(Redaction(page_number=1, box=box),)))
    before, after = drawn(pdf, dpi=DPI), drawn(result.pdf, dpi=DPI)
    width, height = after[0].size
    area = (round(0.1 * width), round(0.3 * height), round(0.5 * width), round(0.4 * height))

    assert after[0].crop(area).getextrema() == ((0, 0),) * 3
    for picture in (before[0], after[0]):
        picture.paste("white", tuple(side + grow for side, grow in zip(area, (-2, -2, 2, 2), strict=True)))
    assert before[0].getextrema() != ((255, 255),) * 3, "something is left to compare"
    assert greatest_difference(before[0], after[0]) <= 8
    assert greatest_difference(before[1], after[1]) == 0
    assert read_texts(result.pdf) == ("", "Page 2")
    assert "Page 1 is now a picture" in result.notes[0]
    assert "no longer be selected" in result.notes[0]


def test_a_photo_stays_a_photo_of_reasonable_size(corpus: Path) -> None:
    pdf = (corpus / "pdf_good/pikepdf-congress.pdf").read_bytes()
    result = apply_edits(pdf, PAINTED)

    assert len(result.pdf) < 3 * len(pdf)
    before, after = (picture.crop((30, 210, 250, 400)) for picture in (drawn(pdf)[0], drawn(result.pdf)[0]))
    difference = ImageChops.difference(before.convert("L"), after.convert("L"))
    assert sum(value * count for value, count in enumerate(difference.histogram())) / (before.width * before.height) < 6


@pytest.mark.parametrize("size", [(14_400, 14_400), (3, 3), (10_000, 20)])
def test_a_page_of_odd_size_keeps_it(size: tuple[int, int]) -> None:
    pdf = made(lambda pdf: pdf.pages[0].obj.update({"/MediaBox": Array([0, 0, *size])}) or None)
    result = apply_edits(pdf, PAINTED)

    assert (result.pages[0].width, result.pages[0].height) == size
    with pikepdf.open(io.BytesIO(result.pdf)) as opened:
        picture = opened.pages[0].get_images()["/Im0"]
        assert int(picture.Width) * int(picture.Height) <= 41_000_000


def test_marks_are_those_of_the_page_as_it_is_seen_also_when_it_is_cropped() -> None:
    pdf = made(lambda pdf: pdf.pages[0].obj.update({"/CropBox": Array([50, 90, 350, 590])}) or None)
    result = apply_edits(pdf, PageEdits(redactions=(Redaction(page_number=1, box=(0, 0, 0.5, 0.5)),)))
    (before,), (after,) = drawn(pdf), drawn(result.pdf)
    half = before.width // 2, before.height // 2

    assert before.size == after.size
    assert after.crop((0, 0, *half)).getextrema() == ((0, 0),) * 3
    lower = (0, half[1] + 2, *before.size)
    assert before.crop(lower).getextrema() == ((0, 255),) * 3
    assert greatest_difference(before.crop(lower), after.crop(lower)) <= 160  # edges of the square, drawn twice
    assert greatest_difference(*(one.crop(lower).resize((30, 30)) for one in (before, after))) <= 12


def test_links_outside_the_area_stay_and_those_on_it_go() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        address = Dictionary(S=Name.URI, URI=String("https://example.org/"))
        inside, beside = link(at=(100, 580, 140, 600), A=address), link(at=(100, 60, 140, 90), A=address)
        onward = link(at=(300, 60, 340, 90), Dest=Array([pdf.pages[1].obj, Name.Fit]))
        nowhere = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=address)
        pdf.pages[0].obj["/Annots"] = Array([inside, beside, onward, nowhere])

    result = apply_edits(made(change, page_count=2), PAINTED)

    assert link_targets(result.pdf) == [["https://example.org/", 2], []]
    assert "2 links on a marked area went with it." in result.notes


def test_a_painted_page_can_be_turned_afterwards() -> None:
    edits = PAINTED.model_copy(update={"turns": (PageTurn(page_number=1, degrees=90),)})
    (seen,), (turned,) = drawn(apply_edits(made(), PAINTED).pdf), drawn(apply_edits(made(), edits).pdf)

    assert greatest_difference(*(one.resize((80, 80)) for one in (seen.rotate(-90, expand=True), turned))) <= 12


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_turn_is_part_of_the_page_and_text_stays_text(degrees: int) -> None:
    pdf = linked()
    result = apply_edits(pdf, PageEdits(turns=(PageTurn(page_number=2, degrees=degrees),)))
    before, after = drawn(pdf), drawn(result.pdf)

    assert (
        greatest_difference(*(one.resize((80, 80)) for one in (before[1].rotate(-degrees, expand=True), after[1])))
        <= 16
    )
    assert (greatest_difference(before[0], after[0]), greatest_difference(before[2], after[2])) == (0, 0)
    assert read_texts(result.pdf) == read_texts(pdf)
    with pikepdf.open(io.BytesIO(result.pdf)) as opened:
        assert all("/Rotate" not in page.obj for page in opened.pages)
    assert result.notes == ()


@settings(max_examples=25)
@given(
    kept=st.permutations(range(1, 6)).flatmap(lambda order: st.integers(1, 5).map(lambda count: tuple(order[:count])))
)
def test_pages_come_in_the_order_chosen_with_links_and_outline_that_still_lead_right(kept: tuple[int, ...]) -> None:
    result = apply_edits(linked(5), PageEdits(kept=kept))
    place = {number: index for index, number in enumerate(kept, 1)}
    expected: list[int | str] = [place[number] for number in range(1, 6) if number in place]
    expected += [place[5]] if 5 in place else []

    assert result.page_count == len(kept) == len(result.pages)
    assert read_texts(result.pdf) == tuple(f"Page {number}" for number in kept)
    assert result.pages == page_facts(result.pdf)
    assert link_targets(result.pdf) == [[*expected, "https://example.org/"]] * len(kept)
    assert sorted(outline_of(result.pdf)) == sorted((f"To page {number}", place[number]) for number in kept)
    assert any("led to pages left out" in note for note in result.notes) == (len(kept) < 5)


def test_a_page_keeps_what_it_uses_without_naming_it() -> None:
    """Colour spaces that stand in for those of the device (ISO 32000-1 section 8.6.5.6)."""

    def change(pdf: pikepdf.Pdf) -> None:
        stands_in = Array([Name.CalRGB, Dictionary(WhitePoint=[0.95, 1, 1.09])])
        spaces = Dictionary(DefaultRGB=stands_in, Unused=Name.DeviceGray)
        pdf.pages[0].obj.Resources["/ColorSpace"] = spaces

    with pikepdf.open(io.BytesIO(apply_edits(made(change, page_count=2), PageEdits(kept=(1,))).pdf)) as opened:
        resources = opened.pages[0].obj.Resources
        assert list(resources.ColorSpace.keys()) == ["/DefaultRGB"]
        assert list(resources.Font.keys()) == ["/F1"]


def test_headings_that_lead_nowhere_are_no_loss_to_speak_of() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj["/Annots"] = Array([link(Dest=String("no such name"))])
        with pdf.open_outline() as outline:
            outline.root.append(OutlineItem("Part one"))
            outline.root[0].children.append(OutlineItem("To page 2", 1))

    result = apply_edits(made(change, page_count=2), PageEdits(kept=(2, 1)))

    assert outline_of(result.pdf) == [("To page 2", 1)]
    assert link_targets(result.pdf) == [[], []]
    assert result.notes == ()


def test_tags_and_labels_of_a_document_that_is_only_turned_stay() -> None:
    pdf = made(lambda pdf: pdf.Root.update({"/Lang": String("en"), "/MarkInfo": Dictionary(Marked=True)}), page_count=2)
    turned = apply_edits(pdf, PageEdits(turns=(PageTurn(page_number=1, degrees=180),)))

    with pikepdf.open(io.BytesIO(turned.pdf)) as opened:
        assert opened.Root.MarkInfo.Marked is True


def test_no_edits_change_nothing_that_is_seen() -> None:
    pdf = linked()
    result = apply_edits(pdf, PageEdits())

    assert result.pages == page_facts(pdf)
    assert apply_edits(pdf, PageEdits(kept=(1, 2, 3))) == result


def test_pages_of_real_files_look_as_before_when_a_neighbour_goes_or_the_order_changes(corpus: Path) -> None:
    seen = 0
    for path in sorted((corpus / "pdf_good").glob("*.pdf")):
        pdf = normalise_pdf(path.read_bytes(), limits=Limits()).pdf
        before = page_facts(pdf)
        order = tuple(range(len(before), 0, -1))
        assert apply_edits(pdf, PageEdits(kept=order)).pages == before[::-1], path.name
        if len(before) > 1:
            seen += 1
            assert apply_edits(pdf, PAINTED).pages[1:] == before[1:], path.name
            assert apply_edits(pdf, PageEdits(kept=order[:-1])).pages == before[:0:-1], path.name
    assert seen > 4


@pytest.mark.parametrize(
    ("edits", "complaint"),
    [
        (PageEdits(kept=(1, 4)), "has 3 pages, so there is no page 4"),
        (PageEdits(kept=(0,)), "no page 0"),
        (PageEdits(kept=()), "No page of this document would be left"),
        (PageEdits(kept=(2, 2)), "chosen twice"),
        (PageEdits(turns=(PageTurn(page_number=9, degrees=90),)), "no page 9"),
        (PageEdits(redactions=(Redaction(page_number=5, box=BOX),)), "no page 5"),
    ],
)
def test_edits_that_cannot_be_are_refused_in_words(edits: PageEdits, complaint: str) -> None:
    with pytest.raises(ConversionFailed, match=complaint) as error:
        apply_edits(made(page_count=3), edits)
    assert error.value.hint


def test_a_neighbour_that_cannot_be_read_is_no_reason_to_be_careless() -> None:
    """Nobody knows which of the shared resources a broken page uses, so nothing is promised."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[1].obj["/Contents"] = pikepdf.Stream(pdf, b"no such data", Filter=Name.FlateDecode)

    with pytest.raises(ConversionFailed, match="cannot be read well enough"):
        apply_edits(made(change, page_count=2), PAINTED)


def test_the_same_edits_give_the_same_bytes() -> None:
    pdf = linked()

    assert apply_edits(pdf, PAINTED).pdf == apply_edits(pdf, PAINTED).pdf


def test_workers_edit(workers: Workers) -> None:
    edits = PAINTED.model_copy(update={"kept": (3, 1), "turns": (PageTurn(page_number=3, degrees=90),)})
    pdf = linked()

    assert workers.edit(pdf, edits) == apply_edits(pdf, edits)
    with pytest.raises(ConversionFailed, match="no page 9"):
        workers.edit(linked(), PageEdits(kept=(9,)))
