"""What stands in the way of PDF/A, found where it is, and nothing found in files that are PDF/A."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from postmatch.conversion import Workers
from postmatch.conversion.archival import MOST_ON_A_PAGE, WHOLE_FILE, obstacles
from postmatch.errors import ConversionFailed
from tests.conversion.pdf_samples import add_annotation, drawing, made

FONT = "The font Helvetica is not in the file."
GREY = "Shades of grey are used without a profile that says how they look."
RGB = "RGB colours are used without a profile that says how they look."
CMYK = "CMYK colours are used without a profile that says how they look."
BLENDING = "Transparency is used without saying in which colours it is mixed."


def on_page(change: Callable[[pikepdf.Pdf], object] | None = None) -> set[str]:
    """Obstacles of the one page, those left out that the plain page of the samples has."""
    pdf = made(lambda document: change(document) if change else None)  # type: ignore[arg-type,return-value]
    found = {one.page_number: one.obstacles for one in obstacles(pdf)}
    return set(found.get(1, ())) - {FONT, GREY}


def of_file(change: Callable[[pikepdf.Pdf], object]) -> set[str]:
    pdf = made(lambda document: change(document))  # type: ignore[arg-type,return-value]
    return {words for one in obstacles(pdf) if one.page_number == WHOLE_FILE for words in one.obstacles}


def draw(content: bytes, **resources: object) -> Callable[[pikepdf.Pdf], None]:
    """The page draws ``content``, with these resources in the place of its own but for the font."""

    def change(document: pikepdf.Pdf) -> None:
        page = document.pages[0].obj
        page.Contents = document.make_stream(content)
        for name, value in resources.items():
            page.Resources[f"/{name}"] = value(document) if callable(value) else value

    return change


def with_intent(space: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(document: pikepdf.Pdf) -> None:
        profile = document.make_stream(b"\0" * 16 + space + b"\0" * 108)
        intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile)
        document.Root.OutputIntents = Array([intent])

    return change


def picture(**entries: object) -> Callable[[pikepdf.Pdf], Dictionary]:
    def build(document: pikepdf.Pdf) -> Dictionary:
        values = {"Width": 1, "Height": 1, "BitsPerComponent": 8, "ColorSpace": Name.DeviceGray, **entries}
        return Dictionary(X=document.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, **values))

    return build


def test_a_pdf_a_file_has_none(corpus: Path) -> None:
    assert obstacles((corpus / "pdf_good" / "sample-files-crazyones-pdfa.pdf").read_bytes()) == ()


def test_each_page_has_its_own_and_each_is_said_once() -> None:
    found = obstacles(made(page_count=3))

    assert [(one.page_number, one.obstacles) for one in found] == [(number, (FONT, GREY)) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("name", "page_number", "words"),
    [
        ("pdf_bad/verapdf-corpus-veraPDF_test_suite_6-3-1-t01-fail-a.pdf", 1, "There is media on the page."),
        ("pdf_bad/verapdf-corpus-veraPDF_test_suite_6-5-1-t01-fail-a.pdf", 0, "starts a program."),
        ("pdf_bad/verapdf-corpus-veraPDF_test_suite_6-5-1-t01-fail-e.pdf", 1, "imports data."),
        ("pdf_good/verapdf-corpus-veraPDF_test_suite_6-6-1-t01-fail-a.pdf", 0, "hides something."),
        ("pdf_good/verapdf-corpus-7.11-t01-pass-a.pdf", 0, "Other files are embedded in the file."),
        ("pdf_good/sample-files-imagemagick-images.pdf", 2, "A picture is compressed with LZW."),
    ],
)
def test_real_files_that_are_known_to_have_one(name: str, page_number: int, words: str, corpus: Path) -> None:
    found = {one.page_number: one.obstacles for one in obstacles((corpus / name).read_bytes())}

    assert any(said.endswith(words) for said in found[page_number]), found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"1 0 0 rg 0 0 9 9 re f", {RGB}),
        (b"1 0 0 RG 0 0 9 9 re S", {RGB}),
        (b"0 0 0 1 k 0 0 9 9 re f", {CMYK}),
        (b"/DeviceRGB cs 1 0 0 sc 0 0 9 9 re f", {RGB}),
        (b"BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x00\x00\x00 EI", {RGB}),
        (b"/Own cs 1 0 0 sc 0 0 9 9 re f", set()),
    ],
)
def test_device_colours(content: bytes, expected: set[str]) -> None:
    own = Dictionary(Own=Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]))]))

    assert on_page(draw(content, ColorSpace=own)) == expected


def test_an_output_intent_serves_its_own_colours_and_grey() -> None:
    def change(document: pikepdf.Pdf) -> None:
        with_intent(b"RGB ")(document)
        draw(b"1 0 0 rg 0 0 9 9 re f 0 g 0 0 9 9 re f 0 0 0 1 k 0 0 9 9 re f")(document)

    assert on_page(change) == {CMYK}
    assert GREY not in {words for one in obstacles(made(change)) for words in one.obstacles}


def test_a_default_space_takes_the_place_of_a_device_space() -> None:
    own = Dictionary(DefaultRGB=Array([Name.CalRGB, Dictionary(WhitePoint=Array([0.9505, 1, 1.089]))]))

    assert on_page(draw(b"1 0 0 rg 0 0 9 9 re f", ColorSpace=own)) == set()


def test_text_that_sets_no_colour_is_black_of_the_device() -> None:
    (page,) = obstacles(made(draw(b"BT /F1 24 Tf (A) Tj ET")))

    assert page.obstacles == (FONT, GREY)


def test_the_invisible_words_behind_a_scan_need_no_font() -> None:
    assert obstacles(made(draw(b"BT 3 Tr /F1 24 Tf (A) Tj ET"))) == ()


def test_a_font_that_nothing_uses_is_no_obstacle() -> None:
    assert obstacles(made(draw(b"BT /F1 24 Tf ET"))) == ()


def test_an_embedded_font_is_none() -> None:
    fonts = Path(__file__).resolve().parents[2] / "templates" / "fonts"

    def embed(document: pikepdf.Pdf) -> None:
        file = document.make_stream((fonts / "LiberationSans-Regular.ttf").read_bytes())
        descriptor = Dictionary(Type=Name.FontDescriptor, FontName=Name.Helvetica, FontFile2=file)
        document.pages[0].obj.Resources.Font.F1.FontDescriptor = descriptor

    assert {words for one in obstacles(made(embed)) for words in one.obstacles} == {GREY}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"Interpolate": True}, {"A picture is to be smoothed by the program that shows it."}),
        ({"Alternates": Array([])}, {"A picture or form stands for another one."}),
        ({"ColorSpace": Name.DeviceRGB}, {RGB}),
        ({"ColorSpace": Array([Name.Indexed, Name.DeviceRGB, 0, b"\0\0\0"])}, {RGB}),
        ({}, set()),
    ],
)
def test_pictures(entries: dict[str, object], expected: set[str]) -> None:
    assert on_page(draw(b"/X Do", XObject=picture(**entries))) == expected


def test_transparency_needs_a_space_to_mix_in() -> None:
    faint = Dictionary(G=Dictionary(ca=0.5))

    def with_group(document: pikepdf.Pdf) -> None:
        draw(b"/G gs 0 0 9 9 re f", ExtGState=faint)(document)
        document.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)

    assert on_page(draw(b"/G gs 0 0 9 9 re f", ExtGState=faint)) == {BLENDING}
    assert on_page(with_group) == set()


def test_forms_within_forms_are_read_and_one_that_draws_itself_ends() -> None:
    def change(document: pikepdf.Pdf) -> None:
        inner = drawing(document, b"0 0 0 1 k 0 0 9 9 re f /Self Do")
        inner.Resources = Dictionary(XObject=Dictionary(Self=inner))
        outer = drawing(document, b"/In Do")
        outer.Resources = Dictionary(XObject=Dictionary(In=inner))
        draw(b"/Out Do", XObject=Dictionary(Out=outer))(document)

    assert on_page(change) == {CMYK}


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"Subtype": Name.Link, "F": 4}, set()),
        ({"Subtype": Name.Link, "F": 0}, {"An annotation or a link is marked as not to be printed."}),
        ({"Subtype": Name.Popup, "F": 0}, set()),
        ({"Subtype": Name.Square, "F": 4}, {"An annotation does not say how it looks."}),
        ({"Subtype": Name.Link, "F": 6}, {"An annotation is hidden."}),
        (
            {"Subtype": Name.FileAttachment, "F": 4, "AP": Dictionary(N=Dictionary())},
            {"There is an attached file on the page."},
        ),
        (
            {"Subtype": Name.Link, "F": 4, "A": Dictionary(S=Name.Launch)},
            {"Something on the page or in the file starts a program."},
        ),
        ({"Subtype": Name.Link, "F": 4, "A": Dictionary(S=Name.URI, URI="https://example.org")}, set()),
        (
            {"Subtype": Name.Link, "F": 4, "A": Dictionary(S=Name.URI, Next=Array([Dictionary(S=Name.JavaScript)]))},
            {"Something on the page or in the file runs a script."},
        ),
        (
            {"Subtype": Name.Link, "F": 4, "A": Dictionary(S=Name.Named, N=Name.Print)},
            {"Something on the page gives a command to the program that shows it."},
        ),
    ],
)
def test_annotations_and_their_actions(entries: dict[str, object], expected: set[str]) -> None:
    assert on_page(lambda document: add_annotation(document, **entries)) == expected


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda document: None, set()),
        (lambda document: document.Root.update({"/AA": Dictionary()}), {"The file starts actions by itself."}),
        (
            lambda document: document.Root.update({"/OpenAction": Dictionary(S=Name.JavaScript)}),
            {"Something on the page or in the file runs a script."},
        ),
        (
            lambda document: document.Root.update({"/AcroForm": Dictionary(XFA=Array([]), NeedAppearances=True)}),
            {
                "The file holds a form (XFA) that only some programs show.",
                "The looks of form fields are left to the program that shows them.",
            },
        ),
        (
            lambda document: document.Root.update({"/OCProperties": Dictionary(D=Dictionary(AS=Array([])))}),
            {"Layers are shown or hidden by circumstances."},
        ),
    ],
)
def test_the_file_as_a_whole(change: Callable[[pikepdf.Pdf], object], expected: set[str]) -> None:
    assert of_file(change) == expected


def test_an_outline_that_runs_in_circles_ends_and_its_actions_are_seen() -> None:
    def change(document: pikepdf.Pdf) -> None:
        item = document.make_indirect(Dictionary(Title="A", A=Dictionary(S=Name.Launch)))
        item.Next = item
        document.Root.Outlines = Dictionary(First=item)

    assert of_file(change) == {"Something on the page or in the file starts a program."}


def test_a_page_of_many_obstacles_tells_the_first() -> None:
    def change(document: pikepdf.Pdf) -> None:
        fonts = {f"F{number}": Dictionary(BaseFont=Name(f"/Font{number}")) for number in range(50)}
        document.pages[0].obj.Resources.Font = Dictionary(**fonts)
        content = " ".join(f"BT /F{number} 9 Tf (A) Tj ET" for number in range(50))
        document.pages[0].obj.Contents = document.make_stream(content.encode())

    (page,) = obstacles(made(change))
    assert len(page.obstacles) == MOST_ON_A_PAGE


@pytest.mark.parametrize("entries", [{"Annots": 5}, {"Resources": Array([])}, {"Group": 7}])
def test_a_page_that_is_not_built_by_the_rules_is_an_obstacle_or_none_but_no_crash(entries: dict[str, object]) -> None:
    def change(document: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            document.pages[0].obj[f"/{key}"] = value  # type: ignore[assignment]

    for found in obstacles(made(change)):
        assert found.obstacles


def test_every_file_of_the_corpus_that_opens_is_listed_or_free(corpus: Path, workers: Workers) -> None:
    listed = free = 0
    for path in sorted((corpus / "pdf_good").glob("*.pdf")):
        found = workers.archival_obstacles(path.read_bytes())
        listed, free = listed + bool(found), free + (not found)
        for page in found:
            assert all(words.endswith(".") for words in page.obstacles), path.name
    assert listed > 15
    assert free > 0


def test_what_is_no_pdf_fails_with_words(workers: Workers) -> None:
    with pytest.raises(ConversionFailed):
        workers.archival_obstacles(b"not a PDF")


def test_forms_that_nest_deeper_than_can_be_followed_are_an_obstacle() -> None:
    def change(document: pikepdf.Pdf) -> None:
        form = drawing(document)
        for _ in range(450):
            outer = drawing(document, b"/In Do")
            outer.Resources = Dictionary(XObject=Dictionary(In=form))
            form = outer
        draw(b"/In Do", XObject=Dictionary(In=form))(document)

    (page,) = obstacles(made(change))
    assert page.obstacles
