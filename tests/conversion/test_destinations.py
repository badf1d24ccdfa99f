from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from postmatch.conversion.destinations import mend_names, move_destinations
from postmatch.conversion.geometry import IDENTITY
from postmatch.conversion.rotation import upright
from tests.conversion.pdf_samples import made

QUARTER = upright((0, 0, 612, 792), 90).matrix
SHIFTED = IDENTITY.shifted(10, 20)


@pytest.mark.parametrize(
    ("view", "quarter_turned", "shifted"),
    [
        (["/XYZ", 72, 700, 0], ["/XYZ", 700, 540, 0], ["/XYZ", 82, 720, 0]),
        (["/XYZ", None, 700, 2], ["/XYZ", 700, None, 2], ["/XYZ", None, 720, 2]),
        (["/FitH", 700], ["/FitV", 700], ["/FitH", 720]),
        (["/FitV", 72], ["/FitH", 540], ["/FitV", 82]),
        (["/FitBH", None], ["/FitBV", None], ["/FitBH", None]),
        (["/FitR", 72, 100, 300, 200], ["/FitR", 100, 312, 200, 540], ["/FitR", 82, 120, 310, 220]),
        (["/Fit"], ["/Fit"], ["/Fit"]),
        (["/XYZ", 72], ["/XYZ", 72], ["/XYZ", 72]),
    ],
)
def test_every_kind_of_destination_moves_with_its_page(
    view: list[object], quarter_turned: list[object], shifted: list[object]
) -> None:
    for matrix, expected in ((QUARTER, quarter_turned), (SHIFTED, shifted)):
        for target in ("page", "index"):
            pdf = pikepdf.open(io.BytesIO(made(page_count=2)))
            other = [pdf.pages[1].obj, Name(view[0]), *view[1:]]
            pdf.Root.Dests = Dictionary(
                A=Array([pdf.pages[0].obj if target == "page" else 0, Name(view[0]), *view[1:]]),
                B=Dictionary(D=Array(other)),
            )
            move_destinations(pdf, {0: matrix})
            assert plain(pdf.Root.Dests.A) == expected
            assert plain(pdf.Root.Dests.B.D) == view


def plain(destination: pikepdf.Array) -> list[object]:
    kind, *numbers = list(destination)[1:]
    return [str(kind), *(None if number is None else float(number) for number in numbers)]


def test_names_are_read_as_far_as_their_tree_is_whole_and_listed_in_order() -> None:
    pdf = pikepdf.open(io.BytesIO(made()))
    page = pdf.pages[0].obj
    target = Array([page, Name.Fit])

    def leaf(*names: str) -> pikepdf.Object:
        pairs = [part for name in names for part in (String(name), target)]
        return pdf.make_indirect(Dictionary(Names=Array([*pairs, String("cut short")])))

    tree = pdf.make_indirect(Dictionary())
    tree.Kids = Array([leaf("z", "b"), None, tree, Dictionary(Kids=Array([leaf("a"), 7])), leaf("b")])
    pdf.Root.Names = Dictionary(Dests=tree)
    assert mend_names(pdf) == []
    listed = list(pdf.Root.Names.Dests.Names)
    assert [str(name) for name in listed[0::2]] == ["a", "b", "z"]
    assert [part[0].objgen for part in listed[1::2]] == [page.objgen] * 3


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["/XYZ", 72, 700, 0], ["/XYZ", 72, 700, 0]),
        (["/XYZ", 72], ["/XYZ", 72, None, None]),
        (["/FitH", Name.Top], ["/FitH", None]),
        (["/Filter", 72, 700], ["/Fit"]),
        ([7], ["/Fit"]),
        ([], ["/Fit"]),
    ],
)
def test_a_name_whose_view_is_not_well_said_leads_to_its_page_all_the_same(
    written: list[object], read: list[object]
) -> None:
    pdf = pikepdf.open(io.BytesIO(made()))
    view = [Name(written[0]), *written[1:]] if written and isinstance(written[0], str) else written
    target = Dictionary(D=Array([pdf.pages[0].obj, *view]))
    lost = Array([pdf.make_indirect(Dictionary()), Name.Fit])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("n"), target, String("o"), lost])))
    pdf.Root.Dests = Dictionary(n=target, o=lost)
    mend_names(pdf)
    assert plain(pdf.Root.Dests.n) == read
    assert "/o" not in pdf.Root.Dests
    name, destination = pdf.Root.Names.Dests.Names
    assert str(name) == "n"
    assert plain(destination) == read
