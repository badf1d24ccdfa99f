"""PDFs that hide a number in one place each, and a search that looks into every corner of a file."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Stream, String
from PIL import Image, ImageDraw

from postmatch.conversion.pages import read_texts
from tests.conversion.pdf_samples import made

SECRET = "378-22-9041"
BOX = (0.1, 0.2, 0.6, 0.35)
"""Where it stands on the first page: shares of the page as seen, from its upper left."""
_SPOT = "BT /F1 14 Tf 90 580 Td"


def _draws(pdf: pikepdf.Pdf, content: str | bytes) -> None:
    added = content.encode("latin-1") if isinstance(content, str) else content
    pdf.pages[0].contents_add(pdf.make_stream(b"\n" + added))


def _lists(pdf: pikepdf.Pdf, category: str, name: str, thing: pikepdf.Object) -> None:
    """In one list of resources that both pages have, as many writers do it."""
    shared = pdf.pages[0].obj.Resources
    shared[category] = Dictionary({**dict(shared.get(category, {}).items()), name: thing})
    shared = pdf.make_indirect(Dictionary(shared))
    for page in pdf.pages:
        page.obj["/Resources"] = shared


def plain_text(pdf: pikepdf.Pdf) -> None:
    _draws(pdf, f"{_SPOT} ({SECRET}) Tj ET")


def hexadecimal(pdf: pikepdf.Pdf) -> None:
    _draws(pdf, f"{_SPOT} <{SECRET.encode().hex()}> Tj ET")


def octal_escapes(pdf: pikepdf.Pdf) -> None:
    _draws(pdf, f"{_SPOT} ({''.join(f'{chr(92)}{ord(letter):03o}' for letter in SECRET)}) Tj ET")


def split_letters(pdf: pikepdf.Pdf) -> None:
    _draws(pdf, f"{_SPOT} [{' -12 '.join(f'({letter})' for letter in SECRET)}] TJ ET")


def two_byte_letters(pdf: pikepdf.Pdf) -> None:
    """A font of two-byte codes, with the map that says which letters they are."""
    codes = "".join(f"<{ord(letter):04x}> <{ord(letter):04x}>\n" for letter in sorted(set(SECRET)))
    unicode_map = f"/CIDInit /ProcSet findresource begin begincmap {len(set(SECRET))} beginbfchar\n{codes}endbfchar"
    inner = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=Name.Helvetica,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=Name.Helvetica, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([inner]), ToUnicode=pdf.make_stream(unicode_map.encode()),
    )  # fmt: skip
    _lists(pdf, "/Font", "/F2", pdf.make_indirect(font))
    _draws(pdf, f"BT /F2 14 Tf 90 580 Td <{SECRET.encode('utf-16-be').hex()}> Tj ET")


def form_in_a_form(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Font=Dictionary(F1=pdf.pages[0].obj.Resources.Font.F1))
    inner = pdf.make_stream(
        f"{_SPOT} ({SECRET}) Tj ET".encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=[0, 0, 612, 792],
        Resources=font,
    )
    outer = pdf.make_stream(
        b"/In Do", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792],
        Resources=Dictionary(XObject=Dictionary(In=inner)),
    )  # fmt: skip
    _lists(pdf, "/XObject", "/Out", outer)
    _draws(pdf, "/Out Do")


def tiling_pattern(pdf: pikepdf.Pdf) -> None:
    pattern = pdf.make_stream(
        f"BT /F1 12 Tf 5 5 Td ({SECRET}) Tj ET".encode(), PatternType=1, PaintType=1, TilingType=1,
        BBox=[0, 0, 90, 20], XStep=90, YStep=20, Resources=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
    )  # fmt: skip
    _lists(pdf, "/Pattern", "/P1", pattern)
    _draws(pdf, "q /Pattern cs /P1 scn 90 570 200 40 re f Q")


def letters_of_a_type_3_font(pdf: pikepdf.Pdf) -> None:
    inside = pdf.make_stream(
        f"{_SPOT} ({SECRET}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792],
        Resources=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
    )  # fmt: skip
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 612, 792], FontMatrix=[1, 0, 0, 1, 0, 0], FirstChar=65,
        LastChar=65, Widths=[100], Encoding=Dictionary(Differences=[65, Name("/all")]),
        CharProcs=Dictionary(all=pdf.make_stream(b"100 0 d0 /In Do")),
        Resources=Dictionary(XObject=Dictionary(In=inside)),
    )  # fmt: skip
    _lists(pdf, "/Font", "/T3", pdf.make_indirect(font))
    _draws(pdf, "BT /T3 1 Tf (A) Tj ET")


def inline_image(pdf: pikepdf.Pdf) -> None:
    _draws(pdf, f"q 100 0 0 20 90 580 cm BI /W {len(SECRET)} /H 1 /BPC 8 /CS /G ID {SECRET} EI Q")


def picture(pdf: pikepdf.Pdf) -> None:
    """Rows of pixels whose bytes are the number, besides its look."""
    drawn = Image.new("L", (len(SECRET) * 20, 100), 255)
    ImageDraw.Draw(drawn).text((5, 5), SECRET, fill=0, font_size=60)
    rows = bytearray(drawn.tobytes())
    rows[-drawn.width :] = (SECRET * 20).encode()
    stream = pdf.make_stream(
        bytes(rows), Type=Name.XObject, Subtype=Name.Image, Width=drawn.width, Height=100, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    _lists(pdf, "/XObject", "/Im1", stream)
    _draws(pdf, "q 200 0 0 60 90 560 cm /Im1 Do Q")


def soft_mask(pdf: pikepdf.Pdf) -> None:
    inside = pdf.make_stream(
        f"{_SPOT} ({SECRET}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792],
        Resources=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )  # fmt: skip
    _lists(pdf, "/ExtGState", "/GS1", Dictionary(SMask=Dictionary(S=Name.Luminosity, G=inside)))
    _draws(pdf, "q /GS1 gs 90 570 200 40 re f Q")


def link_description(pdf: pikepdf.Pdf) -> None:
    """The link itself lies outside the area and stays."""
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[50, 60, 250, 90], Contents=String(f"Number {SECRET}"),
        A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
    ))])  # fmt: skip


def link_inside_the_area(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[90, 580, 250, 600],
        A=Dictionary(S=Name.URI, URI=String(f"https://example.org/{SECRET}")),
    ))])  # fmt: skip


def shared_with_the_look_of_a_link(pdf: pikepdf.Pdf) -> None:
    """The picture of the first page stands in the list of a link of the second, which does not use it."""
    picture(pdf)
    look = pdf.make_stream(
        b"0 0 1 RG 0 0 50 20 re S", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 20],
        Resources=pdf.pages[0].obj.Resources,
    )  # fmt: skip
    pdf.pages[1].obj["/Annots"] = Array([Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[50, 60, 250, 90], AP=Dictionary(N=look),
        A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
    )])  # fmt: skip


def other_words_of_marked_content(pdf: pikepdf.Pdf) -> None:
    _draws(pdf, f"/Span <</ActualText ({SECRET})>> BDC {_SPOT} (a number) Tj ET EMC")


def other_words_in_a_property_list(pdf: pikepdf.Pdf) -> None:
    _lists(pdf, "/Properties", "/MC0", pdf.make_indirect(Dictionary(ActualText=String(SECRET))))
    _draws(pdf, f"/Span /MC0 BDC {_SPOT} (a number) Tj ET EMC")


def structure_tree(pdf: pikepdf.Pdf) -> None:
    element = pdf.make_indirect(Dictionary(
        Type=Name.StructElem, S=Name.Span, Pg=pdf.pages[0].obj, K=0, ActualText=String(SECRET), Alt=String(SECRET)
    ))  # fmt: skip
    pdf.Root["/StructTreeRoot"] = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([element])))
    pdf.Root["/MarkInfo"] = Dictionary(Marked=True)
    for page in pdf.pages:
        page.obj["/StructParents"] = 0


def document_information(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = String(f"Card {SECRET}")


def metadata_of_the_file(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:title"] = f"Card {SECRET}"


def metadata_of_the_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Metadata"] = pdf.make_stream(f"<x>{SECRET}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML)


def private_data_of_a_program(pdf: pikepdf.Pdf) -> None:
    for owner in (pdf.Root, pdf.pages[0].obj):
        owner["/PieceInfo"] = Dictionary(Editor=Dictionary(LastModified=String("D:2026"), Private=String(SECRET)))


def thumbnail(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Thumb"] = pdf.make_stream(
        SECRET.encode(), Width=len(SECRET), Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray
    )


def title_of_an_outline_item(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        item = OutlineItem(f"Number {SECRET}", 0)
        item.children.append(OutlineItem("Second page", 1))
        outline.root.append(item)


def name_of_a_destination(pdf: pikepdf.Pdf) -> None:
    target = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root["/Names"] = Dictionary(Dests=Dictionary(Names=Array([String(f"n{SECRET}"), target])))
    pdf.pages[1].obj["/Annots"] = Array([pdf.make_indirect(Dictionary(
        Type=Name.Annot, Subtype=Name.Link, Rect=[50, 60, 250, 90], Dest=String(f"n{SECRET}")
    ))])  # fmt: skip


def inherited_resources(pdf: pikepdf.Pdf) -> None:
    plain_form = pdf.make_stream(
        f"{_SPOT} ({SECRET}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 612, 792],
        Resources=Dictionary(Font=pdf.pages[0].obj.Resources.Font),
    )  # fmt: skip
    _draws(pdf, "/Old Do")
    _lists(pdf, "/XObject", "/Old", plain_form)
    pdf.Root.Pages["/Resources"] = pdf.pages[0].obj.Resources
    for page in pdf.pages:
        del page.obj["/Resources"]


def page_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/PageLabels"] = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))


PLACES: tuple[Callable[[pikepdf.Pdf], None], ...] = (
    plain_text, hexadecimal, octal_escapes, split_letters, two_byte_letters, form_in_a_form, tiling_pattern,
    letters_of_a_type_3_font, inline_image, picture, soft_mask, link_description, link_inside_the_area,
    shared_with_the_look_of_a_link, other_words_of_marked_content, other_words_in_a_property_list,
    structure_tree, document_information,
    metadata_of_the_file, metadata_of_the_page, private_data_of_a_program, thumbnail, title_of_an_outline_item,
    name_of_a_destination, inherited_resources, page_label,
)  # fmt: skip


def hiding(*places: Callable[[pikepdf.Pdf], None]) -> bytes:
    """Two pages; the first holds the number in every one of these places. Stored in object streams."""

    def change(pdf: pikepdf.Pdf) -> None:
        for place in places:
            place(pdf)

    return made(change, page_count=2, object_stream_mode=pikepdf.ObjectStreamMode.generate, min_version="1.5")


def with_an_old_revision() -> bytes:
    """The number stands in the first revision only; the second, appended, draws nothing in its place."""
    first = made(plain_text, page_count=2, compress_streams=False)
    with pikepdf.open(io.BytesIO(first)) as pdf:
        number = next(
            thing.objgen[0]
            for thing in pdf.objects
            if isinstance(thing, Stream) and SECRET.encode() in thing.read_bytes()
        )
        size, root = int(pdf.trailer.Size), pdf.Root.objgen[0]
    before = int(re.findall(rb"startxref\s+(\d+)", first)[-1])
    new = f"{number} 0 obj\n<< /Length 1 >>\nstream\n \nendstream\nendobj\n".encode()
    table = (
        f"xref\n{number} 1\n{len(first):010} 00000 n \ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {before} >>\n"
    )
    return first + new + table.encode() + f"startxref\n{len(first) + len(new)}\n%%EOF\n".encode()


def found_in(pdf: bytes) -> list[str]:
    """Every place in which the number can be read: raw bytes, decoded streams, strings, names, letters put together,
    and the text that PDFium and poppler extract."""
    found = ["raw bytes"] if _says(pdf) else []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        things = [*opened.objects, opened.trailer]
        for number, thing in enumerate(things, 1):
            if any(_says(piece) for piece in _pieces(thing)):
                found.append(f"object {number}")
    if any(_says(text.encode()) for text in (*read_texts(pdf), _text_by_poppler(pdf))):
        found.append("extracted text")
    return found


def _says(data: bytes) -> bool:
    spellings = (
        SECRET.encode(),
        SECRET.encode("utf-16-be"),
        SECRET.encode("utf-16-le"),
        SECRET.encode().hex().encode(),
    )
    return any(spelling in data for spelling in spellings)


def _pieces(thing: object, depth: int = 0) -> Iterator[bytes]:
    """Bytes of an object and of what is written directly inside it."""
    if isinstance(thing, Stream):
        yield _decoded(thing)
        if thing.get("/Subtype") != "/Image":
            yield _letters_together(thing)
    if isinstance(thing, String):
        yield bytes(thing)
    if isinstance(thing, Name):
        yield str(thing).encode()
    for value in _inside(thing) if depth < 50 else ():
        if not (isinstance(value, pikepdf.Object) and value.is_indirect):
            yield from _pieces(value, depth + 1)


def _inside(thing: object) -> Iterator[object]:
    if isinstance(thing, Stream | Dictionary):
        for key in thing.keys():  # noqa: SIM118 - a pikepdf.Dictionary iterates over nothing else
            yield Name(key)
            yield thing[key]
    elif isinstance(thing, Array):
        yield from thing


def _decoded(stream: Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:  # a JPEG: its pixels
        return pikepdf.PdfImage(stream).as_pil_image().tobytes()


def _letters_together(stream: Stream) -> bytes:
    """What the strings of instructions spell, one after the other, as bytes of one letter each and without zeros."""
    spelled = b""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # many streams hold no instructions
        instructions = list(pikepdf.parse_content_stream(stream))
    for item in instructions:
        for operand in () if isinstance(item, pikepdf.ContentStreamInlineImage) else item.operands:
            parts = operand if isinstance(operand, Array) else [operand]
            spelled += b"".join(bytes(part) for part in parts if isinstance(part, String))
    return spelled.replace(b"\0", b"")


def _text_by_poppler(pdf: bytes) -> str:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        done = subprocess.run(["pdftotext", "-layout", file.name, "-"], capture_output=True, check=True, text=True)
    return done.stdout
