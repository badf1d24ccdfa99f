"""What an upload is, told by its bytes and never by its name: one table of what is taken, one of what is not.

To take one more type, move its row from ``NOT_TAKEN`` to ``TAKEN`` and teach the reader of its family to open it.
A Word file locked with a password is ``unsupported_type`` and not ``password_needed``: there is no field to type
its password into, and asking for one would lead nowhere.
"""

from __future__ import annotations

import io
import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.refusals import damaged_word, refusal
from postmatch.domain.documents import ReasonCode

Family = Literal["pdf", "picture", "word", "bundle"]

WORD_MAX_ENTRIES = 2_000
WORD_MAX_BYTES = 50 * 1024 * 1024
"""What a Word file may unpack to (measured: real ones stay far below, bombs far above)."""


@dataclass(frozen=True)
class MediaType:
    """One type that the gate takes. ``a_file`` is how a sentence names it; ``endings`` what its names end in."""

    name: str
    a_file: str
    family: Family
    endings: tuple[str, ...]


@dataclass(frozen=True)
class OtherType:
    """One type that is recognised and refused by its name, with the way out."""

    a_file: str
    hint: str
    endings: tuple[str, ...]


PDF = MediaType("application/pdf", "a PDF", "pdf", ("pdf",))
JPEG = MediaType("image/jpeg", "a JPEG picture", "picture", ("jpg", "jpeg", "jpe", "jfif"))
PNG = MediaType("image/png", "a PNG picture", "picture", ("png",))
TIFF = MediaType("image/tiff", "a TIFF picture", "picture", ("tif", "tiff"))
WEBP = MediaType("image/webp", "a WebP picture", "picture", ("webp",))
GIF = MediaType("image/gif", "a GIF picture", "picture", ("gif",))
BMP = MediaType("image/bmp", "a BMP picture", "picture", ("bmp", "dib"))
HEIC = MediaType("image/heic", "an iPhone photo (HEIC)", "picture", ("heic", "heif", "hif"))
AVIF = MediaType("image/avif", "an AVIF picture", "picture", ("avif",))
DOCX = MediaType(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "a Word file", "word", ("docx",)
)
ZIP = MediaType("application/zip", "a zip archive", "bundle", ("zip",))
TAKEN = (PDF, JPEG, PNG, TIFF, WEBP, GIF, BMP, HEIC, AVIF, DOCX, ZIP)

_AS_JPEG = "Open it, save or export it as JPEG or PNG, and upload that."
_AS_PDF = "Open it, save or print it as PDF, and upload that."
_UNLOCK_WORD = "Open it in Word, save a copy without the password (or as PDF), and upload that."

NOT_TAKEN: dict[str, OtherType] = {
    "jp2": OtherType("a JPEG 2000 picture", _AS_JPEG, ("jp2", "j2k")),
    "svg": OtherType("an SVG drawing", _AS_PDF, ("svg",)),
    "docm": OtherType(
        "a Word file with macros (small programs)",
        "Open it in Word, save it as an ordinary Word document (.docx) or as PDF, and upload that.",
        ("docm", "dotm"),
    ),
    "dotx": OtherType(
        "a Word template", "Open it in Word, save it as a Word document (.docx), and upload that.", ("dotx", "dot")
    ),
    "doc": OtherType("an old Word file (.doc)", "Open it in Word, save it as .docx or PDF, and upload that.", ("doc",)),
    "locked": OtherType("an Office file that is locked with a password", _UNLOCK_WORD, ()),
    "xlsx": OtherType("a spreadsheet", _AS_PDF, ("xlsx", "xls", "xlsm", "csv")),
    "pptx": OtherType("a presentation", _AS_PDF, ("pptx", "ppt")),
    "ole": OtherType("an old Office file", _AS_PDF, ()),
    "odt": OtherType(
        "an OpenDocument file", "Open it, save it as .docx or PDF, and upload that.", ("odt", "ods", "odp")
    ),
    "rtf": OtherType("an RTF text", "Open it, save it as .docx or PDF, and upload that.", ("rtf",)),
    "pages": OtherType(
        "an Apple Pages file", "Open it in Pages, export it as PDF or Word, and upload that.", ("pages",)
    ),
    "package": OtherType("a file of an Office program that is not Word", _AS_PDF, ("vsdx", "xps", "oxps")),
    "7z": OtherType(
        "a packed archive of another kind than .zip",
        "Unpack it and upload the documents in it, or pack them as .zip and upload that.",
        ("7z", "rar", "gz", "tgz", "tar"),
    ),
    "html": OtherType("a web page", "Open it in a browser, print it as PDF, and upload that.", ("html", "htm")),
    "ps": OtherType("a PostScript file", _AS_PDF, ("ps", "eps")),
    "text": OtherType(
        "a plain text file", "Put the text into Word or print it as PDF, and upload that.", ("txt", "md")
    ),
    "unknown": OtherType(
        "not a document that can be put into a packet",
        "Upload a PDF, a picture (JPEG, PNG, TIFF, WebP, HEIC), a Word file (.docx), or a .zip of these.",
        (),
    ),
}

_SIGNATURES: tuple[tuple[bytes, MediaType | str], ...] = (
    (b"\xff\xd8\xff", JPEG),
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"II*\x00", TIFF),
    (b"MM\x00*", TIFF),
    (b"II+\x00", TIFF),
    (b"MM\x00+", TIFF),
    (b"GIF8", GIF),
    (b"BM", BMP),
    (b"\x00\x00\x00\x0cjP  ", "jp2"),
    (b"\xff\x4f\xff\x51", "jp2"),
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "7z"),
    (b"\x1f\x8b", "7z"),
    (b"%!PS", "ps"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_AVIF_BRANDS = {b"avif", b"avis"}
_EITHER_BRANDS = {b"mif1", b"msf1"}  # the container without its codec
_OFFICE_PARTS = (("docx", "word/document"), ("xlsx", "xl/workbook"), ("pptx", "ppt/presentation"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def sniff(data: bytes) -> MediaType:
    """The type of these bytes; raises ``UploadRefused`` (empty, unsupported_type, damaged) for what is not taken."""
    if not data.strip(b"\x00 \t\r\n"):
        raise refusal(ReasonCode.EMPTY)
    found = _by_signature(data)
    if isinstance(found, MediaType):
        return found
    other = NOT_TAKEN[found]
    raise refusal(ReasonCode.UNSUPPORTED_TYPE, _not_taken_message(found, other), other.hint)


def recognised(data: bytes) -> MediaType | OtherType:
    """The same without refusing what the gate does not take. Raises ``UploadRefused`` (empty, damaged, too_large)."""
    if not data.strip(b"\x00 \t\r\n"):
        raise refusal(ReasonCode.EMPTY)
    found = _by_signature(data)
    return found if isinstance(found, MediaType) else NOT_TAKEN[found]


def name_lies(name: str, found: MediaType) -> bool:
    """True when the name ends like another known type. An ending nobody knows, or none, claims nothing."""
    match = re.search(r"\.([A-Za-z0-9]{1,5})$", name.strip())
    ending = match.group(1).lower() if match else ""
    known = {known for row in (*TAKEN, *NOT_TAKEN.values()) for known in row.endings}
    return ending in known and ending not in found.endings


def _not_taken_message(key: str, other: OtherType) -> str:
    if key == "locked":
        return "This Word file is locked with a password, so it can't be read."
    return f"This is {other.a_file}, so it cannot be added to the packet as it is."


def _by_signature(data: bytes) -> MediaType | str:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_type(data)
    if data.startswith(_OLE):
        return _ole_type(data)
    if data[4:8] == b"ftyp":
        return _isobmff_type(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    for signature, found in _SIGNATURES:
        if data.startswith(signature) and not (found is BMP and not _looks_like_bmp(data)):
            return found
    # ISO 32000-1 annex H.3.4.1: readers accept the header anywhere in the first 1,024 bytes
    return PDF if b"%PDF-" in data[:1024] else _text_type(data)


def _isobmff_type(data: bytes) -> MediaType | str:
    """HEIC, AVIF or neither (films, sound) by the brands of the file type box (ISO/IEC 14496-12 section 4.3)."""
    end = min(int.from_bytes(data[:4], "big"), 256)
    brands = {data[8:12], *(data[start : start + 4] for start in range(16, end, 4))}
    if data[8:12] in _HEIC_BRANDS:
        return HEIC
    if brands & _AVIF_BRANDS:
        return AVIF
    return HEIC if data[8:12] in _EITHER_BRANDS else "unknown"


def _looks_like_bmp(data: bytes) -> bool:
    """``BM`` alone also starts ordinary words: the reserved four bytes must be zero (BITMAPFILEHEADER)."""
    return len(data) > 26 and data[6:10] == b"\x00\x00\x00\x00"


def _ole_type(data: bytes) -> str:
    def names(stream: str) -> bool:
        return stream.encode("utf-16-le") in data

    if names("EncryptedPackage"):
        return "locked"
    if names("WordDocument"):
        return "doc"
    return "xlsx" if names("Workbook") else "pptx" if names("PowerPoint Document") else "ole"


def _text_type(data: bytes) -> str:
    head = data[:4096]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return "html"
    if b"<svg" in start[:1024]:
        return "svg"
    if b"\x00" in head:
        return "unknown"
    printable = sum(byte >= 32 or byte in b"\t\r\n" for byte in head)
    return "text" if printable >= len(head) * 0.97 else "unknown"


def _zip_type(data: bytes) -> MediaType | str:
    try:
        parts = open_archive(data, max_entries=WORD_MAX_ENTRIES, max_bytes=WORD_MAX_BYTES)
    except ArchiveRefused as error:
        return _refused_zip(data, error)
    types = parts.get("[Content_Types].xml", b"").decode("utf-8", "replace")
    if types:
        return _office_type(types, set(parts))
    if "mimetype" in parts:  # how OpenDocument and electronic books begin
        return "odt" if parts["mimetype"].startswith(b"application/vnd.oasis.opendocument") else "unknown"
    return "pages" if "Index/Document.iwa" in parts else ZIP


def _refused_zip(data: bytes, error: ArchiveRefused) -> MediaType | str:
    """A zip that does not open: an Office file of that kind is named as one, anything else is just a zip."""
    names = _names(data)
    kinds = [kind for kind, part in _OFFICE_PARTS if any(name.startswith(part) for name in names)]
    if "docx" not in kinds:
        return kinds[0] if kinds else ZIP
    if error.fault == "locked":
        return "locked"
    if error.fault in ("too_large", "too_many_entries"):
        raise refusal(
            ReasonCode.TOO_LARGE,
            f"This Word file unpacks to more than {WORD_MAX_BYTES // 1_048_576} MB, so it is not opened.",
            "Save it as PDF in Word, or make its pictures smaller, and upload it again.",
        ) from error
    raise damaged_word() from error


def _office_type(content_types: str, names: set[str]) -> MediaType | str:
    lowered = content_types.lower()
    if "macroenabled" in lowered or any(name.lower().endswith("vbaproject.bin") for name in names):
        return "docm" if "word" in lowered else "xlsx" if "sheet" in lowered else "pptx"
    if _WORD_MAIN in lowered:
        return DOCX
    if "wordprocessingml.template.main" in lowered:
        return "dotx"
    if "spreadsheetml" in lowered:
        return "xlsx"
    return "pptx" if "presentationml" in lowered else "package"


def _names(data: bytes) -> tuple[str, ...]:
    """What the zip's own directory lists; of one cut short, the names that stand before its first entries."""
    with suppress(zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return tuple(zipfile.ZipFile(io.BytesIO(data)).namelist())
    return tuple(name.decode("cp437") for name in re.findall(rb"PK\x03\x04.{26}([ -~]{1,80})", data, re.DOTALL))
