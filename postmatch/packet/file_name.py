"""The name of the packet's file: the applicant's name in plain letters, so that every system and portal takes it."""

from __future__ import annotations

import re
import unicodedata

from postmatch.domain.profile import Identity

ENDING = "Residency_Application.pdf"
PART_LENGTH = 40  # characters kept of the family name and of the given names

# Latin letters that Unicode does not take apart into a base letter and a mark, as passports write them.
_LETTERS = str.maketrans(
    {
        "Æ": "AE", "æ": "ae", "Œ": "OE", "œ": "oe", "Ø": "O", "ø": "o", "Ð": "D", "ð": "d", "Đ": "D", "đ": "d",
        "Þ": "TH", "þ": "th", "ß": "ss", "ẞ": "SS", "Ł": "L", "ł": "l", "ı": "i", "Ħ": "H", "ħ": "h", "Ŋ": "N",
        "ŋ": "n", "Ə": "A", "ə": "a",
    }
)  # fmt: skip
_APOSTROPHES = re.compile("['`´ʻʼ‘’]")


def packet_file_name(identity: Identity) -> str:
    """``Okafor_Adaeze_Residency_Application.pdf``: only A-Z, a-z, 0-9, hyphen, underscore and the dot of ``.pdf``.

    That is inside what ERAS takes (no pipe, asterisk, question mark or colon; AAMC, letters of recommendation) and
    what Windows takes. Accents are dropped; a part without Latin letters is left out, and without any name the
    result is ``Residency_Application.pdf``. At most 107 characters.
    """
    parts = [_plain(identity.family_name), _plain(identity.given_names), ENDING]
    return "_".join(part for part in parts if part)


def part_file_name(identity: Identity, number: int, count: int) -> str:
    """``Okafor_Adaeze_Residency_Application_part_1_of_2.pdf``: one part of a packet that was split."""
    return f"{packet_file_name(identity).removesuffix('.pdf')}_part_{number}_of_{count}.pdf"


def zip_file_name(identity: Identity) -> str:
    """``Okafor_Adaeze_Residency_Application.zip``: the .zip around a packet of several files."""
    return f"{packet_file_name(identity).removesuffix('.pdf')}.zip"


def document_file_name(identity: Identity, word: str) -> str:
    """``Okafor_Adaeze_USMLE.pdf``: one document of a packet of separate files, in the same plain letters.

    ``word`` may be any text, such as a title; one without Latin letters or digits becomes ``Document``.
    """
    words = [_plain(part) for part in word.split("_")]
    named = "_".join(part for part in words if part) or "Document"
    parts = [_plain(identity.family_name), _plain(identity.given_names), f"{named[:PART_LENGTH]}.pdf"]
    return "_".join(part for part in parts if part)


def _plain(name: str) -> str:
    latin = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name).translate(_LETTERS))
    bare = "".join(character for character in latin if not unicodedata.combining(character))
    return re.sub("[^A-Za-z0-9]+", "-", bare).strip("-")[:PART_LENGTH].strip("-")
