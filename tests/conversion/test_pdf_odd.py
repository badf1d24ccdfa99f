"""Odd and hostile PDFs, each wrong in one way: taken with the truth said, or refused, and inactive in any case."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf import normalise_pdf
from postmatch.domain.documents import Normalised
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion.pdf_samples import add_annotation, drawing, made, red_at

Change = Callable[[pikepdf.Pdf], None]


def gate(data: bytes) -> Normalised:
    """The result; once more through the gate it stays as it is."""
    result = normalise_pdf(data, limits=Limits())
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
    again = normalise_pdf(result.pdf, limits=Limits())
    assert again.repairs == ()
    assert page_facts(again.pdf) == page_facts(result.pdf)
    return result


def codes(result: Normalised) -> dict[str, bool]:
    return {repair.code.value: repair.needs_look for repair in result.repairs}


def bytes_of(result: Normalised) -> bytes:
    """Everything in the file, unpacked."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        pdf.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def page_numbers(result: Normalised) -> list[str]:
    return [text.split()[-1] for text in read_texts(result.pdf)]


@pytest.mark.parametrize("form", [Name.GoTo, Array([]), 7])
def test_a_form_that_is_none_is_no_reason_to_refuse_the_pages(form: object) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AcroForm = form

    assert codes(gate(made(change))) == {}


@pytest.mark.parametrize(
    ("junk", "tell"),
    [
        (lambda data: b"x" * 1_000 + data, {"rebuilt": True}),
        (lambda data: data + b"\0" * 5_000, {}),
        (lambda data: data + b"<html>" * 500, {"rebuilt": True}),
        (lambda data: data.replace(b"/Count 3", b"/Count 9"), {}),
        (lambda data: data.replace(b"/Count 3", b"/Count -1"), {}),
        (lambda data: data.replace(b"/Root 1 0 R", b"/Toor 1 0 R"), {"rebuilt": True}),
        (lambda data: re.sub(rb"\d{10} 00000 n", b"0000000001 00000 n", data), {"rebuilt": True}),
        (lambda data: data[: data.rindex(b"trailer")], {"rebuilt": True}),
        (lambda data: data.replace(b"/Type /Catalog", b"/Type /Katalog"), {}),
    ],
    ids=["head", "zeros", "tail", "count", "negative count", "no root", "xref", "no trailer", "no catalogue"],
)
def test_a_sound_document_in_a_broken_shell_keeps_its_pages(
    junk: Callable[[bytes], bytes], tell: dict[str, bool]
) -> None:
    result = gate(junk(made(page_count=3)))
    assert page_numbers(result) == ["1", "2", "3"]
    assert {**tell, **codes(result)} in (tell, {"rebuilt": True})


def test_pages_packed_in_object_streams_are_pages() -> None:
    packed = made(page_count=3, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert page_numbers(gate(packed)) == ["1", "2", "3"]


def test_an_empty_password_needs_none_whatever_the_cipher() -> None:
    for revision in (2, 3, 4, 6):
        lock = pikepdf.Encryption(owner="boss", user="", R=revision, aes=revision >= 4, metadata=revision >= 4)
        result = gate(made(encryption=lock))
        assert codes(result) == {"decrypted": False}
        assert page_numbers(result) == ["1"]


def test_a_picture_inside_the_instructions_stays() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        inline = b"q 100 0 0 100 300 300 cm BI /W 1 /H 1 /CS /RGB /BPC 8 /F /AHx ID FF0000> EI Q"
        pdf.pages[0].Contents = pdf.make_stream(inline)

    result = gate(made(change))
    assert result.repairs == ()
    assert red_at(result.pdf, 350, 350)


def launch_in_outline(pdf: pikepdf.Pdf) -> None:
    item = pdf.make_indirect(Dictionary(Title=String("x"), A=Dictionary(S=Name.Launch, F=String("calc.exe"))))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))


def files_of_a_page(pdf: pikepdf.Pdf) -> None:
    data = pdf.make_stream(b"hidden words", Type=Name.EmbeddedFile)
    file = Dictionary(Type=Name.Filespec, F=String("calc.exe"), EF=Dictionary(F=data))
    pdf.pages[0].obj.AF = Array([pdf.make_indirect(file)])


def rich_media(pdf: pikepdf.Pdf) -> None:
    content = Dictionary(Assets=Dictionary(Names=Array([String("calc.exe"), pdf.make_stream(b"hidden words")])))
    add_annotation(pdf, Subtype=Name.RichMedia, F=4, RichMediaContent=content)


def script_behind_a_link(pdf: pikepdf.Pdf) -> None:
    chained = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([
        Dictionary(S=Name.JavaScript, JS=pdf.make_stream(b"calc.exe"))
    ]))  # fmt: skip
    add_annotation(pdf, Subtype=Name.Link, A=pdf.make_indirect(chained))


def script_of_a_field(pdf: pikepdf.Pdf) -> None:
    script = Dictionary(K=Dictionary(S=Name.JavaScript, JS=String("calc.exe")))
    field = add_annotation(
        pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), AA=script, AP=Dictionary(N=drawing(pdf))
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]))


@pytest.mark.parametrize(
    "lively", [launch_in_outline, files_of_a_page, rich_media, script_behind_a_link, script_of_a_field]
)
def test_what_is_active_goes_wherever_it_sits(lively: Change) -> None:
    result = gate(made(lively))
    assert {"active_content_removed", "attachments_removed"} & set(codes(result))
    assert b"calc.exe" not in bytes_of(result)
    assert b"hidden words" not in bytes_of(result)


def test_an_annotation_without_a_rectangle_breaks_nothing() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = 90
        for kind in (Name.Link, Name.Stamp, Name.Widget):
            item = add_annotation(pdf, Subtype=kind, A=Dictionary(S=Name.URI, URI=String("https://example.org/")))
            del item["/Rect"]
        pdf.pages[0].Annots.append(String("no annotation"))

    result = gate(made(change))
    assert result.page_count == 1
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert "/Annots" not in pdf.pages[0].obj  # poppler complains of each


def filled_form(value: str) -> bytes:
    def change(pdf: pikepdf.Pdf) -> None:
        field = add_annotation(
            pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String(value), F=4, DA=String("/F1 12 Tf 0 g")
        )
        fonts = Dictionary(F1=pdf.pages[0].Resources.Font.F1)
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), DR=Dictionary(Font=fonts))

    return made(change)


def test_two_forms_with_the_same_field_keep_their_own_entries_side_by_side() -> None:
    """pypdf joins fields of one name, and the second entry then shows in both."""
    writer = pypdf.PdfWriter()
    for value in ("Okafor", "Nguyen"):
        writer.append(io.BytesIO(gate(filled_form(value)).pdf))
    out = io.BytesIO()
    writer.write(out)
    first, second = read_texts(out.getvalue())
    assert "Okafor" in first
    assert "Nguyen" not in first
    assert "Nguyen" in second


def test_a_form_of_adobe_with_pages_of_its_own_is_no_shell() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        field = add_annotation(pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("a"), F=4, AP=Dictionary(N=drawing(pdf)))
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=pdf.make_stream(b"<xdp/>"))

    result = gate(made(change))
    assert codes(result) == {"form_flattened": False}
    assert red_at(result.pdf, 150, 620)
    assert b"xdp" not in bytes_of(result)


@pytest.mark.parametrize("as_array", [False, True])
def test_camera_data_of_photos_inside_a_pdf_goes_and_their_pixels_stay(as_array: bool) -> None:
    camera = Image.Exif()
    camera[0x010E] = "taken at home"
    jpeg = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(jpeg, "JPEG", exif=camera)

    def change(pdf: pikepdf.Pdf) -> None:
        photo = pikepdf.Stream(
            pdf, jpeg.getvalue(), Subtype=Name.Image, Width=40, Height=40, BitsPerComponent=8,
            ColorSpace=Name.DeviceRGB, Filter=Array([Name.DCTDecode]) if as_array else Name.DCTDecode,
            DecodeParms=Dictionary(ColorTransform=1),
        )  # fmt: skip
        pdf.pages[0].Resources.XObject = Dictionary(P=photo)
        pdf.pages[0].Contents = pdf.make_stream(b"q 100 0 0 100 300 300 cm /P Do Q")

    data = made(change)
    assert b"taken at home" in data
    result = gate(data)
    assert result.repairs == ()
    assert b"taken at home" not in bytes_of(result)
    assert page_facts(result.pdf) == page_facts(data)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert pdf.pages[0].Resources.XObject.P.DecodeParms.ColorTransform == 1


def test_a_photo_that_breaks_off_is_kept_up_to_the_break() -> None:
    jpeg = io.BytesIO()
    Image.effect_noise((200, 200), 20).convert("L").point(lambda grey: grey // 4).save(jpeg, "JPEG", quality=90)

    def change(pdf: pikepdf.Pdf) -> None:
        photo = pikepdf.Stream(
            pdf, jpeg.getvalue()[: len(jpeg.getvalue()) // 2], Subtype=Name.Image, Width=200, Height=200,
            BitsPerComponent=8, ColorSpace=Name.DeviceGray, Filter=Name.DCTDecode,
        )  # fmt: skip
        pdf.pages[0].Resources.XObject = Dictionary(P=photo)
        pdf.pages[0].Contents = pdf.make_stream(b"q 400 0 0 400 100 200 cm /P Do Q")

    result = gate(made(change))
    assert codes(result) == {"content_errors": True}
    picture = pypdfium2.PdfDocument(result.pdf)[0].render(scale=1).to_pil().convert("L")
    assert picture.getpixel((300, 200)) < 80


def test_a_stream_packed_in_a_way_that_does_not_exist_is_emptied_and_said() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].Resources.XObject = Dictionary(X=pikepdf.Stream(
            pdf, b"1 0 0 rg 0 0 99 99 re f", Subtype=Name.Form, BBox=[0, 0, 99, 99], Filter=Name.Magic
        ))  # fmt: skip
        pdf.pages[0].contents_add(pdf.make_stream(b"\n/X Do"))

    result = gate(made(change))
    assert codes(result) == {"content_errors": True}
    assert page_numbers(result) == ["1"]


def test_names_in_an_encoding_of_old_are_names_all_the_same() -> None:
    """A state of a check box called ``/Geprüft``, written in Latin-1 as German programs did."""

    def change(pdf: pikepdf.Pdf) -> None:
        states = Dictionary(GeprXft=drawing(pdf), Off=drawing(pdf, b""))
        box = add_annotation(
            pdf, Subtype=Name.Widget, FT=Name.Btn, T=String("b"), V=Name.GeprXft, AS=Name.Off, F=4,
            AP=Dictionary(N=states),
        )  # fmt: skip
        pdf.Root.AcroForm = Dictionary(Fields=Array([box]), NeedAppearances=True)
        pdf.pages[0].obj["/ZXsatz"] = Dictionary(S=Name.ZXsatz)
        pdf.pages[0].contents_add(pdf.make_stream(b"\n/GeprXft gs"))

    result = gate(made(change, compress_streams=False).replace(b"GeprX", b"Gepr\xfc").replace(b"ZX", b"Z\xfc"))
    assert codes(result) == {"form_flattened": True}
    assert red_at(result.pdf, 150, 620)


@pytest.mark.parametrize(
    "missing", [b"/Type /Pages", b"/Type /Catalog", b"xref"], ids=["page tree", "catalogue", "cross reference"]
)
def test_pages_are_found_when_what_lists_them_is_lost(missing: bytes) -> None:
    data = made(page_count=3)
    number = re.search(rb"(\d+) 0 obj\n<<[^\n]*" + missing, data)
    without = data[: number.start()] + data[data.index(b"endobj", number.end()) :] if number else data
    result = gate(without[: without.rindex(b"\nxref\n")] if missing == b"xref" else without)
    assert page_numbers(result) == ["1", "2", "3"]
    assert codes(result)["rebuilt"]


def test_a_document_of_which_no_page_is_left_is_refused() -> None:
    data = re.sub(rb"\d+ 0 obj\n<<[^\n]*/Type /Page .*?endobj", b"", made(page_count=2), flags=re.DOTALL)
    with pytest.raises(UploadRefused) as refused:
        normalise_pdf(data, limits=Limits())
    assert refused.value.reason in ("damaged", "no_pages")


def test_what_the_library_that_joins_packets_cannot_carry_is_refused_at_the_gate() -> None:
    """pypdf reads no name of more than 4,096 bytes; without a trial the whole packet would fail later."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj["/" + "X" * 5_000] = 1
        pdf.pages[0].obj.Rotate = 90

    with pytest.raises(UploadRefused) as refused:
        normalise_pdf(made(change), limits=Limits())
    assert refused.value.reason == "damaged"
