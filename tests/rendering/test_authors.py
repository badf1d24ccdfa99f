from __future__ import annotations

import pytest

from postmatch.domain.profile import Identity
from postmatch.rendering.authors import author_pieces, is_own_name

OWN = Identity(given_names="Adaeze Chiamaka", family_name="Okafor", other_names=("Ada Okafor-Bell",))


def text_of(authors: str, identity: Identity = OWN, *, as_pubmed: bool = True) -> str:
    return "".join(piece.text for piece in author_pieces(authors, identity, as_pubmed=as_pubmed, own_bold=True))


def bold_of(authors: str, identity: Identity = OWN, *, as_pubmed: bool = True) -> list[str]:
    pieces = author_pieces(authors, identity, as_pubmed=as_pubmed, own_bold=True)
    return [piece.text for piece in pieces if piece.bold]


@pytest.mark.parametrize(
    ("typed", "pubmed"),
    [
        ("Okafor AC, Bello T", "Okafor AC, Bello T"),
        ("Okafor A.C., Bello T.", "Okafor AC, Bello T"),
        ("Okafor, A. C., & Bello, T.", "Okafor AC, Bello T"),
        ("Okafor, A., Bello, T. and van der Berg, J.-P.", "Okafor A, Bello T, van der Berg JP"),
        ("A. C. Okafor, T. Bello and J. van der Berg", "Okafor AC, Bello T, van der Berg J"),
        ("Okafor, Adaeze Chiamaka; Bello, Tunde", "Okafor AC, Bello T"),
        ("Okafor, Adaeze; and Bello, Tunde", "Okafor A, Bello T"),
        ("Okafor, Adaeze C.; de la Cruz, A; O'Neil-McGrath, Jean-Paul", "Okafor AC, de la Cruz A, O'Neil-McGrath JP"),
        ("García Márquez, Ana; Bello, T.-K.; et al.", "García Márquez A, Bello TK, et al"),
        ("Okafor A, Bello T, et al.", "Okafor A, Bello T, et al"),
        ("Özdemir Ş, O'Neil É", "Özdemir Ş, O'Neil É"),
        ("Okafor AC", "Okafor AC"),
        ("", ""),
    ],
)
def test_names_that_can_be_read_in_one_way_are_written_as_pubmed_does(typed: str, pubmed: str) -> None:
    assert text_of(typed) == pubmed


@pytest.mark.parametrize(
    "typed",
    [
        "Adaeze Okafor, Tunde Bello",
        "Li Wei, Okafor AC",
        "Adaeze C. Okafor, T. Bello",
        "Okafor A, the Harbor Mill Group",
        "A. Okafor, MD, T. Bello, MD",
        "Smith, MD, Okafor, A.",
        "Adaeze Okafor",
        "Okafor, Adaeze MD; Bello, Tunde",
        "Okafor, Adaeze, MD; Bello, Tunde",
        "Okafor, Adaeze (presenter); Bello, T",
        "Okafor, Adaeze*; Bello, Tunde",
        "Okafor A, Bello T; Smith J",
        "Okafor, Adaeze and Bello, Tunde; Smith, J",
        "Okafor A, et al; Bello T",
        "Okafor AC, Bello T.; Suppl",
        "Smith, John Jr.; Doe, Jane",
        "Smith, John 3rd; Doe, J",
        "Smith, John III; Doe, J",
        "Souza, Maria de; Doe, J",
        "Okafor, FRCP; Bello, MRCP",
        "Okafor, Ph.D.; Bello, T.",
        "Centers for Disease Control, Atlanta; Okafor, A",
        "World Health Organization, Geneva; Okafor, A",
        "Harbor Hospital, Fairhaven; Okafor, A",
        "Okafor, A.; Bello, T.; on behalf of the ABC Study Group, Lagos",
        "A. Okafor, T. Bello PhD",
        "A. Okafor, T. Bello DNP",
        "Ada Okafor, FACP, Tunde Bello, DNP",
        "Okafor, A., Bello, DNP",
        "Li, Xiao-ming; Okafor, A",
        "Sant’Ana, Maria Jose Ana Rosa Ines; Okafor, A",
        "李, 伟; Okafor, A",
    ],
)
def test_a_list_with_a_name_that_can_be_read_in_two_ways_stays_as_typed(typed: str) -> None:
    assert text_of(typed) == typed


def test_as_typed_changes_nothing() -> None:
    typed = "Okafor, A. C., & Bello, T."
    assert text_of(typed, as_pubmed=False) == typed
    assert bold_of(typed, as_pubmed=False) == ["Okafor, A. C."]


@pytest.mark.parametrize(
    ("typed", "bold"),
    [
        ("Bello T, Okafor AC, Smith J", ["Okafor AC"]),
        ("Bello T, Okafor A", ["Okafor A"]),
        ("Adaeze Okafor, Tunde Bello", ["Adaeze Okafor"]),
        ("Tunde Bello and Adaeze C. Okafor", ["Adaeze C. Okafor"]),
        ("Okafor C, Bello T", []),
        ("Okafor ACB, Bello T", []),
        ("Okafor A, Okafor AC", []),
        ("Okafor A, Okafor A", []),
        ("Okaforson A, Bello T", []),
        ("Okafor", []),
        ("Bello T", []),
    ],
)
def test_the_applicants_own_name_is_bold_where_it_is_one_author_only(typed: str, bold: list[str]) -> None:
    assert bold_of(typed) == bold


def test_own_names_are_not_marked_when_it_is_not_wanted_or_there_is_no_family_name() -> None:
    assert not any(piece.bold for piece in author_pieces("Okafor A, Bello T", OWN, as_pubmed=True, own_bold=False))
    assert bold_of("Okafor A", Identity(given_names="Adaeze")) == []


@pytest.mark.parametrize(
    ("author", "own"),
    [("Ada Okafor", False), ("Adaeze N. Okafor", False), ("Okafor Adaeze", True), ("okafor adaeze chiamaka", True)],
)
def test_a_name_is_ones_own_when_every_given_name_fits(author: str, own: bool) -> None:
    assert is_own_name(author, OWN) is own


def test_another_name_on_documents_counts_with_its_own_initials() -> None:
    identity = Identity(given_names="Adaeze", family_name="Okafor", other_names=("Adaeze N. Okafor",))
    assert is_own_name("Okafor AN", identity)
    assert not is_own_name("Okafor AB", identity)


def test_a_family_name_of_two_words_is_found() -> None:
    identity = Identity(given_names="Ana", family_name="de la Cruz")
    assert bold_of("Bello T, de la Cruz A", identity) == ["de la Cruz A"]
