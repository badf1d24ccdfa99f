"""What of a picture goes into the PDF: its own bytes where that is possible, else the pixels without further loss."""

from __future__ import annotations

import io
import zlib

import pikepdf
from PIL import Image

from postmatch.conversion.picture_colors import Repairs, plain, sound_profile, to_standard_rgb
from postmatch.conversion.picture_frames import Frame
from postmatch.conversion.picture_pages import StoredPicture
from postmatch.domain.documents import Repair, RepairCode

JPEG_QUALITY = 95
"""For pixels that come from a lossy source: finer than what cameras and phones write."""

_DAMAGED = Repair(
    code=RepairCode.CONTENT_ERRORS,
    message="The picture has damaged places. Check that everything on it can be read, or take it again.",
    needs_look=True,
)
_LOSSY_FORMATS = {"JPEG", "MPO", "HEIF", "AVIF"}
_COARSE_COLOR_FORMATS = {"HEIF", "AVIF", "WEBP"}  # written with 4:2:0 colours by all but a few programs
_PNG_FIRST_CHUNK, _PNG_DEPTH, _PNG_INTERLACE = 8, 24, 28  # offsets into the file, fixed by IHDR being the first chunk
_PNG_END = 12  # bytes of the chunk IEND
_PNG_PART = 16 * 1024  # unpacks to 16 MB at most


def stored(data: bytes, frame: Frame) -> tuple[StoredPicture, Repairs]:
    """The frame for the page, not turned yet, and what had to be done to its colours. ``data`` is the whole file."""
    image, damage = frame.image, ()
    if frame.format in ("JPEG", "MPO") and image.mode in ("L", "RGB"):
        bare = jpeg_without_extras(data, keep_profile=sound_profile(image) is not None)
        if _is_sound_jpeg(bare):
            return StoredPicture(bare, frame.orientation), ()
        damage = (_DAMAGED,)
    if frame.format == "PNG" and _png_goes_in_as_it_is(data, image):
        return StoredPicture(data, frame.orientation), ()
    flat, changed = plain(image)
    if not _is_lossy(data, frame) or flat.mode in ("1", "P"):
        return StoredPicture(_without_loss(flat, _kept_profile(image, flat)), frame.orientation), changed
    standard, recolored = to_standard_rgb(flat, sound_profile(image))
    fine = fine_jpeg(standard, coarse_colors=frame.format in _COARSE_COLOR_FORMATS)
    return StoredPicture(fine, frame.orientation), (*damage, *changed, *recolored)


def _is_sound_jpeg(data: bytes) -> bool:
    """Whether qpdf reads it to its end without a complaint. Pillow passes over damaged places, which then show as grey
    or coloured blocks."""
    with pikepdf.new() as pdf:
        photo = pdf.make_stream(data, Filter=pikepdf.Name.DCTDecode)
        try:
            photo.read_bytes(pikepdf.StreamDecodeLevel.all)
        except (pikepdf.PdfError, RuntimeError):
            return False
        return not pdf.get_warnings()


def _png_goes_in_as_it_is(data: bytes, image: Image.Image) -> bool:
    """img2pdf copies the packed pixels of a plain PNG and nothing else of it, colour profile excepted."""
    is_simple = data[_PNG_DEPTH] <= 8 and data[_PNG_INTERLACE] == 0 and not image.has_transparency_data
    has_plain_colors = image.mode in ("L", "P", "RGB") and not image.info.get("icc_profile")
    has_kept_profile = image.mode == "RGB" and sound_profile(image) is not None
    return is_simple and (has_plain_colors or has_kept_profile) and _is_sound_png(data)


def _is_sound_png(data: bytes) -> bool:
    """Chunks one after the other up to the last, with nothing behind it, and pixels that unpack to their end (ISO/IEC
    15948 section 5.3 and 10.1). Pillow is content with less, but img2pdf and whoever opens the PDF are not."""
    unpacker = zlib.decompressobj()
    position = _PNG_FIRST_CHUNK
    try:
        while data[position + 4 : position + 8] != b"IEND":
            start, length = position + 8, int.from_bytes(data[position : position + 4], "big")
            if start + length + 4 > len(data):
                return False
            if data[position + 4 : position + 8] == b"IDAT":
                for part in range(start, start + length, _PNG_PART):
                    unpacker.decompress(data[part : min(part + _PNG_PART, start + length)])
            position = start + length + 4
    except zlib.error:
        return False
    return unpacker.eof and position + _PNG_END == len(data)


def _is_lossy(data: bytes, frame: Frame) -> bool:
    if frame.format == "TIFF":
        return frame.image.info.get("compression") in ("jpeg", "webp")
    return frame.format in _LOSSY_FORMATS or (frame.format == "WEBP" and not _is_lossless_webp(data))


def _is_lossless_webp(data: bytes) -> bool:
    """True when the pixels are in a ``VP8L`` chunk (RFC 9649 section 2.5 to 2.7); of animations that is not asked."""
    position = 12
    while position + 8 <= len(data):
        name = data[position : position + 4]
        if name in (b"VP8L", b"VP8 ", b"ANMF"):
            return name == b"VP8L"
        position += 8 + int.from_bytes(data[position + 4 : position + 8], "little")
        position += position % 2
    return False


def _kept_profile(source: Image.Image, flat: Image.Image) -> bytes | None:
    """RGB pixels that were not converted keep the profile that says what they mean."""
    if flat.mode != "RGB" or source.mode not in ("RGB", "RGBA", "P") or sound_profile(source) is None:
        return None
    return source.info["icc_profile"]


def _without_loss(image: Image.Image, profile: bytes | None) -> bytes:
    """img2pdf makes CCITT Group 4 of a 1-bit TIFF, and would leave a 1-bit PNG several times as large."""
    stream = io.BytesIO()
    if image.mode == "1":
        image.copy().save(stream, "TIFF", compression="raw")  # a copy: a TIFF's own tags would come along
    else:
        image.save(stream, "PNG", icc_profile=profile)
    return stream.getvalue()


def fine_jpeg(image: Image.Image, *, quality: int = JPEG_QUALITY, coarse_colors: bool = True) -> bytes:
    """``coarse_colors``: colour at half the resolution (4:2:0), as phones write it; brightness always in full."""
    stream = io.BytesIO()
    subsampling = "4:2:0" if coarse_colors else "4:4:4"
    image.save(stream, "JPEG", quality=quality, subsampling=subsampling, icc_profile=None, exif=b"")
    return stream.getvalue()


def jpeg_without_extras(data: bytes, *, keep_profile: bool) -> bytes:
    """The JPEG without camera data, previews and comments; pixels are not touched (ITU-T T.81 annex B.1).

    APP0 (JFIF), APP14 (Adobe, says how colours are coded) and, when asked, APP2 with a colour profile stay.
    Everything after the first scan begins is copied as it is.
    """
    kept = bytearray(data[:2])
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == 0xFF:  # fill byte
            position += 1
            continue
        if marker == 0xDA:
            break
        end = position + 2 + int.from_bytes(data[position + 2 : position + 4], "big")
        if _segment_stays(marker, data[position + 4 : end], keep_profile=keep_profile):
            kept += data[position:end]
        position = end
    return bytes(kept) + data[position:]


def _segment_stays(marker: int, body: bytes, *, keep_profile: bool) -> bool:
    if marker == 0xE2:
        return keep_profile and body.startswith(b"ICC_PROFILE\x00")
    is_application_data = 0xE0 <= marker <= 0xEF
    return marker in (0xE0, 0xEE) or not (is_application_data or marker == 0xFE)
