from __future__ import annotations

import io
import zlib
from pathlib import Path

import pikepdf
import pypdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from postmatch.conversion.pages import read_texts
from postmatch.conversion.pdf import normalise_pdf
from postmatch.domain.documents import Normalised
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion.pdf_samples import add_annotation, drawing, made, red_at

LIMITS = Limits()
LIVELY = (
    b"/JavaScript", b"/JS", b"/Launch", b"/GoToR", b"/GoToE", b"/SubmitForm", b"/ImportData", b"/EmbeddedFile",
    b"/EF", b"/AA", b"/OpenAction", b"/RichMedia", b"/Rendition", b"/AcroForm", b"/XFA", b"/Encrypt", b"/OCProperties",
)  # fmt: skip


def gate(data: bytes, **options: str | None) -> Normalised:
    """The result, after the promises that hold for every result have been checked."""
    result = normalise_pdf(data, limits=LIMITS, **options)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert not pdf.is_encrypted
        plain = io.BytesIO()
        pdf.save(plain, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    found = [key for key in LIVELY if key + b" " in plain.getvalue() or key + b"\n" in plain.getvalue()]
    assert found == []
    again = normalise_pdf(result.pdf, limits=LIMITS)
    assert again.repairs == ()
    assert again.page_count == result.page_count
    return result


def codes(result: Normalised) -> dict[str, bool]:
    return {repair.code.value: repair.needs_look for repair in result.repairs}


def reason(data: bytes, *, limits: Limits = LIMITS, password: str | None = None) -> str:
    with pytest.raises(UploadRefused) as refused:
        normalise_pdf(data, limits=limits, password=password)
    assert refused.value.message
    assert refused.value.hint
    return refused.value.reason


def test_a_sound_pdf_comes_out_with_nothing_to_report() -> None:
    result = gate(made(page_count=3))
    assert (result.page_count, result.repairs, result.media_type) == (3, (), "application/pdf")
    assert " ".join(read_texts(result.pdf)).split() == ["Page", "1", "Page", "2", "Page", "3"]


def test_the_result_of_a_result_is_the_same_bytes() -> None:
    once = normalise_pdf(made(page_count=2), limits=LIMITS).pdf
    assert normalise_pdf(once, limits=LIMITS).pdf == once


def test_links_to_pages_and_addresses_stay_and_all_other_actions_go() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        def link(**action: object) -> None:
            add_annotation(pdf, Subtype=Name.Link, A=Dictionary(**action))

        link(S=Name.URI, URI=String("https://example.org/"))
        link(S=Name.URI, URI=String("file:///etc/passwd"))
        link(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]))
        link(S=Name.Launch, F=String("calc.exe"))
        link(S=Name.URI, URI=String("mailto:a@example.org"), Next=Dictionary(S=Name.JavaScript, JS=String("evil()")))

    result = gate(made(change))
    assert codes(result) == {"active_content_removed": False}
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        kept = [str(item.A.get("/URI", item.A.S)) for item in pdf.pages[0].Annots]
    assert kept == ["https://example.org/", "/GoTo", "mailto:a@example.org"]


def test_scripts_attachments_and_opening_actions_are_gone_and_named() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.attachments["note.txt"] = b"hidden words"
        script = pdf.make_indirect(Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")))
        pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), script]))
        pdf.Root.OpenAction = script
        pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.GoToR, F=String("other.pdf")))

    result = gate(made(change))
    assert codes(result) == {"active_content_removed": False, "attachments_removed": False}
    assert b"hidden words" not in result.pdf


def test_the_poster_of_a_film_stays_as_a_picture() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        add_annotation(pdf, Subtype=Name.Screen, F=4, AP=Dictionary(N=drawing(pdf)))

    result = gate(made(change))
    assert "active_content_removed" in codes(result)
    assert red_at(result.pdf, 150, 620)


def test_comments_are_drawn_on_the_page_and_those_without_a_picture_are_counted() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        add_annotation(pdf, Subtype=Name.Stamp, F=4, AP=Dictionary(N=drawing(pdf)))
        add_annotation(pdf, Subtype=Name.FreeText, F=4, Contents=String("typed"))
        add_annotation(pdf, Subtype=Name.Stamp, F=2, AP=Dictionary(N=drawing(pdf)))

    result = gate(made(change))
    assert codes(result) == {"annotations_flattened": True}
    assert "1 of them had no picture" in result.repairs[0].message
    assert red_at(result.pdf, 150, 620)


def test_a_form_keeps_what_was_filled_in_though_no_picture_was_stored() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        field = add_annotation(
            pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Okafor"), F=4, DA=String("/F1 12 Tf 0 g")
        )
        fonts = Dictionary(F1=pdf.pages[0].Resources.Font.F1)
        pdf.Root.AcroForm = Dictionary(
            Fields=Array([field]), NeedAppearances=True, DR=Dictionary(Font=fonts), DA=String("/F1 12 Tf 0 g")
        )

    result = gate(made(change))
    assert codes(result) == {"form_flattened": True}
    assert "Okafor" in read_texts(result.pdf)[0]


def test_a_signature_ends_and_its_picture_stays() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        field = add_annotation(
            pdf, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), F=4, AP=Dictionary(N=drawing(pdf)),
            V=Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x")),
        )  # fmt: skip
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)

    result = gate(made(change))
    assert "signature_ended" in codes(result)
    assert red_at(result.pdf, 150, 620)


def xfa(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([]), XFA=pdf.make_stream(b"<xdp/>"))


def test_a_form_that_only_adobe_can_show_is_refused_and_a_printed_one_is_not() -> None:
    def shell(pdf: pikepdf.Pdf) -> None:
        xfa(pdf)
        pdf.pages[0].Contents = pdf.make_stream(b"BT /F1 12 Tf 50 500 Td (Please wait... your viewer) Tj ET")

    assert reason(made(shell)) == "xfa_shell"
    assert codes(gate(made(xfa))) == {"form_flattened": False}


@pytest.mark.parametrize("visible", [True, False])
def test_a_hidden_layer_stays_hidden_and_a_shown_one_stays_shown(visible: bool) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(**{"ON" if visible else "OFF": [group]}))
        page = pdf.pages[0]
        page.Resources.Properties = Dictionary(L=group)
        page.Resources.XObject = Dictionary(X=pdf.make_stream(
            b"1 0 0 rg 0 0 50 50 re f", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 50, 50], OC=group
        ))  # fmt: skip
        page.Contents = pdf.make_stream(
            b"q /OC /L BDC 1 0 0 rg 300 300 50 50 re f EMC Q q 1 0 0 1 400 400 cm /X Do Q 1 0 0 rg 500 500 50 50 re f"
        )

    result = gate(made(change))
    assert red_at(result.pdf, 325, 325) is visible
    assert red_at(result.pdf, 425, 425) is visible
    assert red_at(result.pdf, 525, 525)


@pytest.mark.parametrize("knot", ["First", "Next"])
def test_an_outline_that_loops_is_taken_out(knot: str) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        item = pdf.make_indirect(Dictionary(Title=String("x"), Dest=Array([pdf.pages[0].obj, Name.Fit])))
        item["/" + knot] = item
        pdf.Root.Outlines = pdf.make_indirect(Dictionary(Type=Name.Outlines, First=item, Last=item, Count=1))

    result = gate(made(change))
    assert codes(result) == {"outline_removed": False}
    assert pypdf.PdfReader(io.BytesIO(result.pdf)).outline == []


@pytest.mark.parametrize(
    ("entries", "size", "reported"),
    [
        ({"MediaBox": [612, 792, 0, 0]}, (612, 792), {"page_box_mended": True}),
        ({"MediaBox": [0, 0, 10**9, 10**9]}, (612, 792), {"page_box_mended": True}),
        ({"CropBox": [-50, -50, 700, 900]}, (612, 792), {"page_box_mended": True}),
        ({"CropBox": [1000, 1000, 1200, 1200]}, (612, 792), {"page_box_mended": True}),
        ({"CropBox": [300, 500, 100, 100]}, (200, 400), {"page_box_mended": True}),
        ({"Rotate": 17}, (612, 792), {"page_box_mended": True}),
        ({"UserUnit": -2}, (612, 792), {"page_box_mended": True}),
        ({"Rotate": -90}, (792, 612), {"rotation_applied": False}),
        ({"Rotate": 450}, (792, 612), {"rotation_applied": False}),
        ({"Rotate": 360}, (612, 792), {}),
        ({"UserUnit": 1.5}, (918, 1188), {"page_box_mended": False}),
    ],
)
def test_page_boxes_come_out_valid(
    entries: dict[str, object], size: tuple[float, float], reported: dict[str, bool]
) -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        for key, value in entries.items():
            pdf.pages[0].obj["/" + key] = Array(value) if isinstance(value, list) else value

    result = gate(made(change))
    assert codes(result) == reported
    assert pypdfium2.PdfDocument(result.pdf)[0].get_size() == pytest.approx(size, rel=0.01)


def test_a_lost_cross_reference_is_rebuilt_and_said() -> None:
    data = made(page_count=3)
    result = gate(data[: data.rindex(b"startxref")])
    assert (result.page_count, codes(result)) == (3, {"rebuilt": True})


def test_broken_packing_inside_a_page_is_mended_and_said() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        lines = "".join(f"0 g {number} {number * 7 % 91} 1 1 re f " for number in range(900))
        packed = bytearray(zlib.compress(b"1 0 0 rg 100 100 100 100 re f " + lines.encode()))
        packed[-30:] = b"\0" * 30
        pdf.pages[0].Contents = pikepdf.Stream(pdf, bytes(packed), Filter=Name.FlateDecode)

    result = gate(made(change, compress_streams=False))
    assert codes(result) == {"content_errors": True}
    assert red_at(result.pdf, 150, 150)


def test_too_many_pages_and_no_pages_are_refused() -> None:
    assert reason(made(page_count=4), limits=Limits(upload_pages=3)) == "too_many_pages"
    assert reason(made(page_count=0)) == "no_pages"


def test_passwords() -> None:
    locked = made(encryption=pikepdf.Encryption(owner="boss", user="säsam", R=6))
    assert reason(locked) == "password_needed"
    assert reason(locked, password="wrong") == "wrong_password"
    assert codes(gate(locked, password="säsam")) == {"decrypted": False}
    assert codes(gate(made(encryption=pikepdf.Encryption(owner="boss", user="", R=4)))) == {"decrypted": False}
    assert codes(gate(made(), password="not needed")) == {}


def test_an_impossible_version_becomes_a_real_one() -> None:
    result = gate(made().replace(b"%PDF-1.3", b"%PDF-9.9"))
    assert result.pdf[:8] in (b"%PDF-1.7", b"%PDF-1.5", b"%PDF-2.0")


def test_pages_are_gathered_when_the_page_tree_is_lost(corpus: Path) -> None:
    """The manifest counts four; the file holds three page objects, and the first line of the file promises four."""
    result = gate((corpus / "pdf_bad/sample-files-unreadablemetadata.pdf").read_bytes())
    assert result.page_count == 3
    assert codes(result)["rebuilt"]
    assert "may once have had 4" in result.repairs[0].message
    assert "Electrical and Mechanical" in read_texts(result.pdf)[0]


def test_what_programs_noted_in_a_file_for_themselves_does_not_reach_the_packet() -> None:
    def note(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        xmp = pdf.make_stream(b"<x>private words</x>", Type=Name.Metadata, Subtype=Name.XML)
        picture = drawing(pdf)
        picture["/Metadata"] = picture["/PieceInfo"] = xmp
        page["/Resources"]["/XObject"] = Dictionary(Fm0=picture)
        page["/Metadata"], page["/Thumb"] = xmp, pdf.make_stream(b"as it was")
        page["/PieceInfo"] = Dictionary(Program=Dictionary(Private=String("private words")))

    result = gate(made(note))
    assert result.repairs == ()
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        page = pdf.pages[0].obj
        assert page.keys().isdisjoint({"/Metadata", "/Thumb", "/PieceInfo"})
        assert page["/Resources"]["/XObject"]["/Fm0"].keys().isdisjoint({"/Metadata", "/PieceInfo"})
