"""From the files of the corpus to files as bad luck and bad will make them: input number k is always the same bytes."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pikepdf

from tests.corpus import read_manifest

_MOST_BYTES = 600_000
"""Larger files of the corpus are left out: they cost seconds and teach no more."""
_INTEGER = re.compile(rb"(?<![\w.])-?\d{1,10}(?![\w.])")
_NUMBERS = (
    b"0", b"-1", b"1", b"2", b"90", b"-90", b"180", b"270", b"45", b"450", b"255", b"65536", b"3.7", b"-0.0001",
    b"1e9", b"2147483648", b"-2147483649", b"99999999999999999999", b"null", b"true", b"(x)", b"<<>>", b"[]",
    b"1 0 R", b"9999 0 R",
)  # fmt: skip
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_NAMES = (
    b"/Rotate", b"/UserUnit", b"/MediaBox", b"/CropBox", b"/Length", b"/Kids", b"/Count", b"/Parent", b"/Type",
    b"/Page", b"/Pages", b"/Catalog", b"/Contents", b"/Resources", b"/Annots", b"/Rect", b"/AP", b"/Subtype",
    b"/Link", b"/Widget", b"/Filter", b"/FlateDecode", b"/DCTDecode", b"/LZWDecode", b"/ASCII85Decode",
    b"/Crypt", b"/DecodeParms", b"/Predictor", b"/Outlines", b"/First", b"/Next", b"/Dest", b"/A", b"/GoTo",
    b"/Launch", b"/JavaScript", b"/Names", b"/AcroForm", b"/XFA", b"/Fields", b"/OCProperties", b"/Encrypt",
    b"/Root", b"/Prev", b"/XObject", b"/Form", b"/Image", b"/Font",
)  # fmt: skip
_PAGE = re.compile(rb"/Type\s*/Page\b")
_PAGE_ENTRIES = (
    b"/Rotate 90", b"/Rotate 270", b"/Rotate 180", b"/Rotate -90", b"/Rotate 45", b"/UserUnit 2.5",
    b"/UserUnit 0", b"/MediaBox [0 0 3000 4000]", b"/MediaBox [0 0 4 4]", b"/MediaBox [612 792 0 0]",
    b"/MediaBox [-100 -100 300 300]", b"/CropBox [100 100 300 500]", b"/CropBox [9000 9000 9001 9001]",
    b"/Annots [ << /Subtype /Link >> null 7 ]",
    b"/Annots [ << /Subtype /Link /Rect [0 0 100 100] /A << /S /URI /URI (https://example.org/) >> >> ]",
    b"/Annots [ << /Subtype /Widget /FT /Tx /T (a) /V (b) /Rect [9 9 99 29] >> ]",
    b"/AA << /O << /S /JavaScript /JS (x) >> >>", b"/Contents null", b"/Contents [ ]", b"/Resources null",
    b"/Metadata 1 0 R", b"/Tabs /S", b"/StructParents -1",
)  # fmt: skip


@dataclass(frozen=True)
class Seed:
    """A file that inputs are made of. ``family``: pdf, picture or word."""

    name: str
    family: str
    data: bytes


@dataclass(frozen=True)
class FuzzInput:
    """``recipe`` says what was done to which file, for people."""

    number: int
    name: str
    recipe: str
    data: bytes


@cache
def seeds(corpus: Path) -> tuple[Seed, ...]:
    """Every file of the corpus that is small enough; PDFs a second time with their objects laid open, so that
    mutations reach what is packed away in object streams."""
    families = {"pdf_good": "pdf", "pdf_bad": "pdf", "images": "picture", "docx": "word"}
    files = [Seed(row.name, families[row.folder], (corpus / row.path).read_bytes()) for row in read_manifest(*families)]
    small = [seed for seed in files if len(seed.data) <= _MOST_BYTES]
    return (*small, *(seed for file in small if file.family == "pdf" for seed in _laid_open(file)))


def _laid_open(seed: Seed) -> list[Seed]:
    out = io.BytesIO()
    try:
        with pikepdf.open(io.BytesIO(seed.data)) as pdf:
            pdf.save(
                out, qdf=True, static_id=True, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.disable
            )
    except (pikepdf.PdfError, pikepdf.PasswordError, ValueError):
        return []
    is_of_use = len(out.getvalue()) <= _MOST_BYTES
    return [Seed(f"{seed.name} (laid open)", "pdf", out.getvalue())] if is_of_use else []


def fuzz_input(number: int, corpus: Path) -> FuzzInput:
    """Input ``number`` (from 0). Inputs take turns through the seeds; each gets one to four mutations."""
    chance = random.Random(f"postmatch {number}")
    files = seeds(corpus)
    seed = files[number % len(files)]
    table = _BY_FAMILY[seed.family]
    data, steps = seed.data, []
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        mutate = chance.choice(table)
        data = mutate(data, chance)
        steps.append(mutate.__name__.strip("_"))
    return FuzzInput(number, seed.name.removesuffix(" (laid open)"), f"{seed.name}: {', '.join(steps)}", data)


def _flip_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 4, 32, 512, 4096, len(data) // 4)))


def _cut_chunk(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat_chunk(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 1, 3)) + data[end:]


def _swap_chunks(data: bytes, chance: random.Random) -> bytes:
    one, two = sorted((_span(data, chance), _span(data, chance)))
    if one[1] > two[0]:
        return data
    return data[: one[0]] + data[slice(*two)] + data[one[1] : two[0]] + data[slice(*one)] + data[two[1] :]


def _blank_chunk(data: bytes, chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + bytes([chance.choice((0, 32, 255))]) * (end - start) + data[end:]


def _truncate(data: bytes, chance: random.Random) -> bytes:
    return data[: int(len(data) * chance.uniform(0.3, 1.0))]


def _put_junk_around(data: bytes, chance: random.Random) -> bytes:
    junk = chance.randbytes(chance.randint(1, 1_000))
    return junk + data if chance.random() < 0.5 else data + junk


def _replace_one(data: bytes, pattern: re.Pattern[bytes], words: Sequence[bytes], chance: random.Random) -> bytes:
    places = [match.span() for match in pattern.finditer(data)]
    if not places:
        return data
    start, end = chance.choice(places)
    return data[:start] + chance.choice(words) + data[end:]


def _change_number(data: bytes, chance: random.Random) -> bytes:
    return _replace_one(data, _INTEGER, _NUMBERS, chance)


def _change_name(data: bytes, chance: random.Random) -> bytes:
    return _replace_one(data, _NAME, _NAMES, chance)


def _change_page(data: bytes, chance: random.Random) -> bytes:
    return _replace_one(data, _PAGE, [b"/Type /Page " + entry for entry in _PAGE_ENTRIES], chance)


def _lose_cross_reference(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"startxref", chance.choice((b"startxxxx", b"startxref\n1\n%%EOF ")))


def _change_part(data: bytes, chance: random.Random) -> bytes:
    """One part of a zip is mutated and packed again with a right checksum, so that the change comes through."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, NotImplementedError, ValueError):
        return data
    name = chance.choice(sorted(parts))
    parts[name] = chance.choice(_ANYWHERE)(parts[name], chance)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 11, 23, 0, 0, 0)), content)
    return out.getvalue()


Mutation = Callable[[bytes, random.Random], bytes]
_ANYWHERE: tuple[Mutation, ...] = (
    _flip_bytes, _cut_chunk, _repeat_chunk, _swap_chunks, _blank_chunk, _truncate, _put_junk_around, _change_number,
)  # fmt: skip
_BY_FAMILY: dict[str, tuple[Mutation, ...]] = {
    "pdf": (*_ANYWHERE, _change_number, _change_name, _change_name, _change_page, _change_page, _lose_cross_reference),
    "picture": _ANYWHERE,
    "word": (*_ANYWHERE, *(_change_part,) * 8),
}
