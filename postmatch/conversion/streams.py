"""Rewriting what is drawn on a page when its instructions or its packed data are broken."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable

import pikepdf

_CHUNK = 64 * 1024
MAX_EXPANDED_BYTES = 256 * 1024 * 1024


def pages_named(problems: Iterable[str]) -> tuple[int, ...]:
    """The page numbers that messages of qpdf name ("page 3: ..."), sorted; often they name none."""
    found = {int(number) for problem in problems for number in re.findall(r"\bpage (\d+)[:;,]", problem)}
    return tuple(sorted(found))


def mend_streams(pdf: pikepdf.Pdf) -> None:
    """Every Flate stream that breaks off is kept up to the break; every page's instructions are read and rewritten.

    Not promised: that the page looks as its author meant it. Callers tell the applicant to look.
    """
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream):
            _mend_packed(thing)
    for page in pdf.pages:
        _rewrite_instructions(pdf, page)
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
            thing.write(_instructions(thing))


def _mend_packed(stream: pikepdf.Stream) -> None:
    try:
        stream.read_bytes()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - qpdf's own error, or that of a decoder
        if stream.get("/Filter") in ("/FlateDecode", pikepdf.Array([pikepdf.Name.FlateDecode])):
            parameters = stream.get("/DecodeParms")
            stream.write(zlib.compress(_readable_part(stream.read_raw_bytes())), filter=pikepdf.Name.FlateDecode)
            if parameters is not None:
                stream["/DecodeParms"] = parameters


def _readable_part(packed: bytes) -> bytes:
    unpacker = zlib.decompressobj()
    pieces = bytearray()
    for start in range(0, len(packed), _CHUNK):
        chunk, before = packed[start : start + _CHUNK], unpacker.copy()
        try:
            pieces += unpacker.decompress(chunk, MAX_EXPANDED_BYTES)
        except zlib.error:  # nothing of a chunk comes out when it breaks: once more, byte by byte, up to the break
            return bytes(pieces + _up_to_the_break(before, chunk))
        if len(pieces) > MAX_EXPANDED_BYTES:
            break
    return bytes(pieces)


def _up_to_the_break(unpacker: zlib._Decompress, chunk: bytes) -> bytearray:
    pieces = bytearray()
    for index in range(len(chunk)):
        try:
            pieces += unpacker.decompress(chunk[index : index + 1], MAX_EXPANDED_BYTES)
        except zlib.error:
            break
    return pieces


def _rewrite_instructions(pdf: pikepdf.Pdf, page: pikepdf.Page) -> None:
    page.obj["/Contents"] = pdf.make_stream(_instructions(page))


def _instructions(drawn: pikepdf.Page | pikepdf.Stream) -> bytes:
    """The instructions that can be read, with the saved graphics states closed again at the end."""
    try:
        parsed = [item for item in pikepdf.parse_content_stream(drawn) if _is_sound(item)]
        depth = _open_states(parsed)
        return pikepdf.unparse_content_stream(parsed) + b"\nQ" * depth
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - beyond reading: an empty page with a repair is the truth about it
        return b""


def _is_sound(item: pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage) -> bool:
    return (
        isinstance(item, pikepdf.ContentStreamInlineImage)
        or re.fullmatch(r"[A-Za-z]{1,3}[0-9]?\*?|['\"]", str(item.operator)) is not None
    )


def _open_states(parsed: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]) -> int:
    depth = 0
    for item in parsed:
        operator = str(item.operator)
        depth += operator == "q"
        depth -= operator == "Q" and depth > 0
    return depth
