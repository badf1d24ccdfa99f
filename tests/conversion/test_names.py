from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Name, String

from postmatch.conversion.names import entries, word


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Name.Link, "/Link"),
        (pikepdf.Operator("Tj"), "Tj"),
        (String("https://example.org/"), "https://example.org/"),
        ("plain", "plain"),
        (Array([1]), ""),
        (7, ""),
        (None, ""),
    ],
)
def test_what_has_letters_gives_them_and_everything_else_none(value: object, text: str) -> None:
    assert word(value) == text


def test_keys_and_names_in_an_old_encoding_are_read_alike() -> None:
    """``str`` of such a name, or asking for such a key, is an error in pikepdf 10.17."""
    holder = pikepdf.Object.parse(b"<< /Gr\xfc\xdfe /Gr\xfc\xdfe /Plain [ 1 ] >>")
    found = dict(entries(holder))
    assert set(found) == {"/Plain", "/Gr\udcfc\udcdfe"}
    assert word(found["/Gr\udcfc\udcdfe"]) == "/Gr\udcfc\udcdfe"
    assert entries(Array([1])) == []
