"""Rewriting what is drawn on a page when its instructions or its packed data are broken."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterable

import pikepdf
from PIL import Image, ImageFile, UnidentifiedImageError

from postmatch.conversion.names import word
from postmatch.conversion.picture_encoding import JPEG_QUALITY

_PICTURE_FILTERS = {"/DCTDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"}
_FILTERS = {
    "/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode", "/Crypt", *_PICTURE_FILTERS,
}  # fmt: skip
"""ISO 32000-1 table 6."""
_WITHOUT_PARAMETERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/RunLengthDecode"}
Instruction = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_PATH_BUILDING = {"m", "l", "c", "v", "y", "h", "re"}
PATH_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
"""ISO 32000-1 tables 59 and 60."""
_CHUNK = 64 * 1024
MAX_EXPANDED_BYTES = 256 * 1024 * 1024


def pages_named(problems: Iterable[str]) -> tuple[int, ...]:
    """The page numbers that messages of qpdf name ("page 3: ..."), sorted; often they name none."""
    found = {int(number) for problem in problems for number in re.findall(r"\bpage (\d+)[:;,]", problem)}
    return tuple(sorted(found))


def unreadable_filters(pdf: pikepdf.Pdf) -> list[str]:
    """One problem for each stream that says it is packed in a way that does not exist, or that gives its filter
    parameters which that cannot have (7.4.1); qpdf passes over both."""
    wrong = [stream for stream in _streams(pdf) if not set(_filters(stream)) <= _FILTERS or _misled(pdf, stream)]
    return ["a stream is packed in a way that does not exist"] * len(wrong)


def _misled(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> bool:
    return "/DecodeParms" in stream and not _is_picture(stream) and _unpacked(pdf, stream) is None


def pictures_without_size(pdf: pikepdf.Pdf) -> list[str]:
    """One problem for each page with a picture among its instructions (8.9.7) that does not say how large it is:
    PDFium then takes everything behind it for the picture, a stamp included. qpdf passes over it."""
    return [f"page {number}: a picture without a size" for number, page in enumerate(pdf.pages, 1) if _lacks_size(page)]


def _lacks_size(page: pikepdf.Page) -> bool:
    try:
        pictures = pikepdf.parse_content_stream(page, "BI ID EI")
    except pikepdf.PdfError:
        return True
    return not all(_is_sound(item) for item in pictures if isinstance(item, pikepdf.ContentStreamInlineImage))


def is_whole(pdf: pikepdf.Pdf) -> bool:
    """Whether everything in the file can be read but, perhaps, pictures in formats of their own."""
    if pdf.get_warnings() or unreadable_filters(pdf):
        return False
    return all(_unpacked(pdf, stream) is not None for stream in _streams(pdf) if not _is_picture(stream))


def mend_streams(pdf: pikepdf.Pdf) -> None:
    """Every stream that breaks off is kept up to the break, one that cannot be unpacked is emptied; every page's
    instructions are read and rewritten.

    Not promised: that the page looks as its author meant it. Callers tell the applicant to look.
    """
    for stream in _streams(pdf):
        if _is_picture(stream):
            _mend_photo(pdf, stream)
        else:
            _mend_packed(pdf, stream)
    for page in pdf.pages:
        _rewrite_instructions(pdf, page)
    for stream in _streams(pdf):
        if stream.get("/Subtype") == "/Form":
            stream.write(_instructions(stream))


def _streams(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    return [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]


def _is_picture(stream: pikepdf.Stream) -> bool:
    return not _PICTURE_FILTERS.isdisjoint(_filters(stream))


def _filters(stream: pikepdf.Stream) -> list[str]:
    listed = stream.get("/Filter")
    return [word(name) for name in (listed if isinstance(listed, pikepdf.Array) else [listed]) if name is not None]


def _mend_packed(pdf: pikepdf.Pdf, stream: pikepdf.Stream) -> None:
    if "/DecodeParms" in stream and not _takes_parameters(stream):
        del stream["/DecodeParms"]
    if _unpacked(pdf, stream) is not None:
        return
    if _filters(stream) == ["/FlateDecode"]:
        parameters = stream.get("/DecodeParms")
        part = _readable_part(stream.read_raw_bytes())
        stream.write(zlib.compress(part), filter=pikepdf.Name.FlateDecode, decode_parms=parameters)
        if _unpacked(pdf, stream) is not None:
            return
    stream.write(b"")


def _mend_photo(pdf: pikepdf.Pdf, photo: pikepdf.Stream) -> None:
    """A JPEG that breaks off is kept up to the break, grey below, and coded anew; others are left to the viewer."""
    if _filters(photo) != ["/DCTDecode"] or _unpacked(pdf, photo, pikepdf.StreamDecodeLevel.all) is not None:
        return
    whole = _whole_jpeg(photo.read_raw_bytes())
    if whole is not None:
        photo.write(whole, filter=pikepdf.Name.DCTDecode, decode_parms=photo.get("/DecodeParms"))


def _whole_jpeg(data: bytes) -> bytes | None:
    stream = io.BytesIO()
    ImageFile.LOAD_TRUNCATED_IMAGES = True
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG"]) as image:
            image.load()
            image.save(stream, "JPEG", quality=JPEG_QUALITY)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError, TypeError):
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = False
    return stream.getvalue()


def _unpacked(
    pdf: pikepdf.Pdf, stream: pikepdf.Stream, level: pikepdf.StreamDecodeLevel = pikepdf.StreamDecodeLevel.specialized
) -> bytes | None:
    """None when it does not unpack without a complaint."""
    pdf.get_warnings()  # those of before are somebody else's
    try:
        data = stream.read_bytes(level)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - qpdf's own error, or that of a decoder
        return None
    return None if pdf.get_warnings() else data


def _takes_parameters(stream: pikepdf.Stream) -> bool:
    """Whether a filter of the stream has a use for parameters, and they are such. Viewers pass over others."""
    listed = stream.get("/DecodeParms")
    parameters = listed if isinstance(listed, pikepdf.Array) else [listed]
    are_sound = all(one is None or isinstance(one, pikepdf.Dictionary) for one in parameters)
    return are_sound and not set(_filters(stream)) <= _WITHOUT_PARAMETERS


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
        return balanced(item for item in pikepdf.parse_content_stream(drawn) if _is_sound(item))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - beyond reading: an empty page with a repair is the truth about it
        return b""


def _is_sound(item: Instruction) -> bool:
    if isinstance(item, pikepdf.ContentStreamInlineImage):
        return _has_size(item)
    return re.fullmatch(r"[A-Za-z]{1,3}[0-9]?\*?|['\"]", word(item.operator)) is not None


def _has_size(item: pikepdf.ContentStreamInlineImage) -> bool:
    try:
        return item.iimage.width > 0 and item.iimage.height > 0
    except (AttributeError, KeyError, TypeError, ValueError, NotImplementedError, pikepdf.PdfError):
        return False


def balanced(items: Iterable[Instruction]) -> bytes:
    """The instructions with every saved graphics state (q) restored (Q) once, and no text or path left open, so that
    what is drawn after them starts afresh.

    A viewer passes over a Q too many (8.4.2); inside a q of ours it would end what that holds, so it is taken out.
    """
    kept: list[Instruction] = []
    depth, in_text, in_path = 0, False, False
    for item in items:
        operator = word(item.operator)
        if operator == "Q" and not depth:
            continue
        depth += (operator == "q") - (operator == "Q")
        in_text = operator == "BT" or (in_text and operator != "ET")
        in_path = operator in _PATH_BUILDING or (in_path and operator not in PATH_PAINTING)
        kept.append(item)
    return pikepdf.unparse_content_stream(kept) + b"\nET" * in_text + b"\nn" * in_path + b"\nQ" * depth
