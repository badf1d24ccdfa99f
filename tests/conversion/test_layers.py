from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, String

from postmatch.conversion.layers import settle_layers
from tests.conversion.pdf_samples import add_annotation, made, red_at

RED = b"1 0 0 rg 0 0 50 50 re f"


def layer(pdf: pikepdf.Pdf, **entries: object) -> pikepdf.Dictionary:
    return pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft"), **entries))


def settled(pdf: pikepdf.Pdf, **default: object) -> tuple[bytes, list[str]]:
    """The file after the layers were settled by ``default``, and what was reported."""
    groups = Array([thing for thing in pdf.objects if isinstance(thing, Dictionary) and thing.get("/Type") == "/OCG"])
    pdf.Root.OCProperties = Dictionary(OCGs=groups, D=Dictionary(**default))
    reported = [repair.code.value for repair in settle_layers(pdf)]
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue(), reported


def opened() -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(made()))


def marked(pdf: pikepdf.Pdf, membership: pikepdf.Object) -> None:
    """The page draws a red square at 300, 300 that belongs to ``membership``."""
    page = pdf.pages[0]
    page.Resources.Properties = Dictionary(L=membership)
    page.Contents = pdf.make_stream(b"/OC /L BDC q 1 0 0 1 300 300 cm 1 0 0 rg 0 0 50 50 re f Q EMC")


@pytest.mark.parametrize("drawn", [RED, b"0 0 50 50 re n"])
def test_what_was_taken_out_is_reported_and_only_that(drawn: bytes) -> None:
    pdf = opened()
    group = layer(pdf)
    pdf.pages[0].Resources.Properties = Dictionary(L=group)
    pdf.pages[0].Contents = pdf.make_stream(b"/OC /L BDC " + drawn + b" EMC")
    assert settled(pdf, OFF=Array([group]))[1] == (["hidden_layers_removed"] if drawn == RED else [])


def test_a_file_with_layers_that_all_show_reports_nothing() -> None:
    pdf = opened()
    group = layer(pdf)
    marked(pdf, group)
    data, reported = settled(pdf, BaseState=Name.OFF, ON=Array([group]))
    assert reported == []
    assert red_at(data, 325, 325)


def test_layers_may_be_off_unless_named() -> None:
    pdf = opened()
    marked(pdf, layer(pdf))
    data, reported = settled(pdf, BaseState=Name.OFF)
    assert reported == ["hidden_layers_removed"]
    assert not red_at(data, 325, 325)


@pytest.mark.parametrize("state", ["/ON", "/OFF"])
def test_the_state_on_screen_decides_where_the_file_asks_for_it(state: str) -> None:
    pdf = opened()
    group = layer(pdf, Usage=Dictionary(View=Dictionary(ViewState=Name(state))))
    marked(pdf, group)
    use = Dictionary(Event=Name.View, Category=Array([Name.View]), OCGs=Array([group]))
    data, _ = settled(pdf, **{"ON" if state == "/OFF" else "OFF": Array([group])}, AS=Array([use]))
    assert red_at(data, 325, 325) is (state == "/ON")


@pytest.mark.parametrize(
    ("expression", "shows"),
    [
        (["/Not", "off"], True),
        (["/Not", "on"], False),
        (["/And", "on", "off"], False),
        (["/Or", "on", "off"], True),
        (["/And", "on", ["/Not", "off"]], True),
        (["/Xor", "off", "off"], True),
    ],
)
def test_a_visibility_expression_decides(expression: list[object], shows: bool) -> None:
    pdf = opened()
    groups = {"on": layer(pdf), "off": layer(pdf)}

    def written(part: object) -> object:
        if isinstance(part, list):
            return Array([Name(part[0]), *map(written, part[1:])])
        return groups[str(part)]

    marked(pdf, pdf.make_indirect(Dictionary(Type=Name.OCMD, VE=written(expression))))
    data, reported = settled(pdf, OFF=Array([groups["off"]]))
    assert red_at(data, 325, 325) is shows
    assert (reported == []) is shows


@pytest.mark.parametrize(("policy", "shows"), [("AnyOn", True), ("AllOn", False), ("AnyOff", True), ("AllOff", False)])
def test_a_policy_over_several_layers_decides(policy: str, shows: bool) -> None:
    pdf = opened()
    shown, hidden = layer(pdf), layer(pdf)
    members = Dictionary(Type=Name.OCMD, OCGs=Array([shown, hidden]), P=Name("/" + policy))
    marked(pdf, pdf.make_indirect(members))
    assert red_at(settled(pdf, OFF=Array([hidden]))[0], 325, 325) is shows


def test_what_hides_inside_the_picture_of_a_comment_and_in_a_drawing_without_resources_goes_too() -> None:
    pdf = opened()
    group = layer(pdf)
    hidden = b"/OC /L BDC " + RED + b" EMC"
    properties = Dictionary(Properties=Dictionary(L=group))
    form = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 200, 40]}
    add_annotation(pdf, Subtype=Name.Stamp, F=4, AP=Dictionary(N=pdf.make_stream(hidden, Resources=properties, **form)))
    page = pdf.pages[0]
    page.Resources.Properties = properties.Properties
    page.Resources.XObject = Dictionary(X=pdf.make_stream(hidden, **form))
    page.Contents = pdf.make_stream(b"q 1 0 0 1 300 300 cm /X Do Q")
    data, reported = settled(pdf, OFF=Array([group]))
    assert reported == ["hidden_layers_removed"]
    assert not red_at(data, 310, 310)
    assert not red_at(data, 60, 610)
    with pikepdf.open(io.BytesIO(data)) as saved:
        assert b"re\nf" not in saved.pages[0].Annots[0].AP.N.read_bytes()


def test_a_hidden_comment_goes_and_its_neighbour_stays() -> None:
    pdf = opened()
    group = layer(pdf)
    add_annotation(pdf, Subtype=Name.Text, OC=group, F=String("no number"))
    add_annotation(pdf, Subtype=Name.Link)
    data, reported = settled(pdf, OFF=Array([group]))
    assert reported == ["hidden_layers_removed"]
    with pikepdf.open(io.BytesIO(data)) as saved:
        assert [str(item.Subtype) for item in saved.pages[0].Annots] == ["/Link"]


def test_a_mark_without_a_name_is_no_mark_of_ours() -> None:
    pdf = opened()
    group = layer(pdf)
    pdf.pages[0].Resources.Properties = Dictionary(L=group)
    pdf.pages[0].Contents = pdf.make_stream(b"/OC BDC q 1 0 0 1 300 300 cm " + RED + b" Q EMC")
    data, reported = settled(pdf, OFF=Array([group]))
    assert reported == []
    assert len(pypdfium2.PdfDocument(data)) == 1
