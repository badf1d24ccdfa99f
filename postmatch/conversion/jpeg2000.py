"""JPEG 2000 pictures in PDFs: a bare codestream gets the file format around it that a PDF must hold.

ISO 32000-1 section 7.4.9 asks for a JPX file, and poppler shows nothing else; some writers store the codestream alone.
The boxes are those of ISO/IEC 15444-1 annex I, the codestream's own numbers those of annex A.5.1; no pixel is touched.
"""

from __future__ import annotations

import struct
import zlib

import pikepdf

from postmatch.conversion.names import word

_CODESTREAM = b"\xff\x4f\xff\x51"  # the markers SOC and SIZ, with which every codestream begins
_MAX_BYTES = 256 * 1024 * 1024
_COLORS = {1: 17, 3: 16}  # number of components: grey or sRGB, as annex I.5.3.3 numbers them
_SIGNATURE = struct.pack(">I4sI", 12, b"jP  ", 0x0D0A870A)
_FILE_TYPE = struct.pack(">I4s4sI4s", 20, b"ftyp", b"jp2 ", 0, b"jp2 ")


def box_codestreams(pdf: pikepdf.Pdf) -> None:
    """Every bare codestream in grey or three colours of one depth becomes a file; others are left as they are."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Stream) and "/JPXDecode" in _filters(thing):
            boxed = _boxed(_unpacked(thing))
            if boxed is not None:
                thing.write(boxed, filter=pikepdf.Name.JPXDecode)


def _filters(stream: pikepdf.Stream) -> tuple[str, ...]:
    listed = stream.get("/Filter")
    return tuple(map(word, listed)) if isinstance(listed, pikepdf.Array) else (word(listed),)


def _unpacked(stream: pikepdf.Stream) -> bytes:
    """The picture as its file; empty when it is packed in a way that is not usual for one."""
    raw, filters = stream.read_raw_bytes(), _filters(stream)
    if filters == ("/JPXDecode",):
        return raw
    if filters != ("/FlateDecode", "/JPXDecode"):
        return b""
    try:
        return zlib.decompressobj().decompress(raw, _MAX_BYTES)
    except zlib.error:
        return b""


def _boxed(codestream: bytes) -> bytes | None:
    if not codestream.startswith(_CODESTREAM) or len(codestream) < 42:
        return None
    right, bottom, left, top = struct.unpack(">4I", codestream[8:24])
    (count,) = struct.unpack(">H", codestream[40:42])
    depths = set(codestream[42 : 42 + 3 * count : 3])
    if count not in _COLORS or len(depths) != 1:
        return None
    header = struct.pack(">IIHBBBB", bottom - top, right - left, count, depths.pop(), 7, 0, 0)
    color = struct.pack(">BBBI", 1, 0, 0, _COLORS[count])
    return (
        _SIGNATURE
        + _FILE_TYPE
        + _box(b"jp2h", _box(b"ihdr", header) + _box(b"colr", color))
        + _box(b"jp2c", codestream)
    )


def _box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), kind) + content
