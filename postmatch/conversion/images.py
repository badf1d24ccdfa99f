"""Pictures: one upright page of US Letter each, without loss where the source allows it.

A JPEG in grey or RGB goes in byte for byte, without its camera data (which may say where it was taken), and is
turned by the page's instructions; everything else is decoded and stored without loss, or as a fine JPEG when it
came as one.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import img2pdf
import pikepdf
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from postmatch.conversion.refusals import damaged_picture, too_many_pixels
from postmatch.domain.documents import Normalised, Repair, RepairCode
from postmatch.domain.facts import Limits

PAGE = (612.0, 792.0)
MARGIN = 36.0
"""US Letter and half an inch, in points."""
MIN_DPI = 150
"""A picture is not drawn larger than its pixels allow at this resolution: small ones stay small and sharp."""
JPEG_QUALITY = 95

_ORIENTATION = 0x0112
_MATRICES = {  # EXIF orientation -> unit square to unit square (TIFF 6.0 page 36), columns a b c d e f
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
_PLAIN_MODES = {"1", "L", "RGB"}
_SIXTEEN_BIT = ("I;16", "I;16B", "I;16L", "I;16N", "I")


@dataclass(frozen=True)
class _Encoded:
    """What goes into the PDF, how it is turned there, and what was done to it."""

    data: bytes
    orientation: int
    repairs: tuple[Repair, ...]


def normalise_picture(data: bytes, *, limits: Limits) -> Normalised:
    """One page, portrait or landscape as the picture is. Raises ``UploadRefused``: too_large, damaged."""
    encoded = _encode(data, limits)
    pdf = _page(encoded)
    done = Repair(code=RepairCode.CONVERTED_FROM_IMAGE, message="The picture was put on a letter-size page.")
    return Normalised(pdf, "application/pdf", 1, (done, *encoded.repairs))


def _encode(data: bytes, limits: Limits) -> _Encoded:
    """Decodes every pixel first, so that a picture that breaks off is noticed before it is embedded as it is."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's bomb warning: our own limit below is the lower one
            with Image.open(io.BytesIO(data), formats=["JPEG", "PNG"]) as image:
                if image.width * image.height > limits.image_pixels:
                    raise too_many_pixels(image.width, image.height, limits.image_pixels)
                image.load()
                return _encoded(data, image)
    except Image.DecompressionBombError as error:
        raise too_many_pixels(*_announced_size(data), limits.image_pixels) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, TypeError) as error:
        raise damaged_picture() from error


def _encoded(data: bytes, image: Image.Image) -> _Encoded:
    orientation = _orientation(image)
    turned = (_turned(),) if orientation != 1 else ()
    from_jpeg = image.format in ("JPEG", "MPO")
    if from_jpeg and image.mode in ("L", "RGB"):
        return _Encoded(jpeg_without_extras(data, keep_profile=_profile(image) is not None), orientation, turned)
    upright = ImageOps.exif_transpose(image) if orientation != 1 else image
    plain, changed = _plain(upright)
    stream = io.BytesIO()
    if from_jpeg:
        plain.save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0, icc_profile=None)
    else:
        plain.save(stream, "PNG", icc_profile=_kept_profile(image, plain))
    return _Encoded(stream.getvalue(), 1, (*turned, *changed))


def _turned() -> Repair:
    return Repair(code=RepairCode.TURNED_UPRIGHT, message="The photo was turned upright, as the camera noted.")


def _orientation(image: Image.Image) -> int:
    try:
        value = int(image.getexif().get(_ORIENTATION, 1))
    except (TypeError, ValueError, SyntaxError, OSError):
        return 1
    return value if value in _MATRICES else 1


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The colour profile when it can be read and is for this kind of picture; a broken one counts as none."""
    raw = image.info.get("icc_profile")
    if not raw:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
        space = profile.profile.xcolor_space.strip()
    except (ImageCms.PyCMSError, OSError, AttributeError, ValueError):
        return None
    return profile if space == {"L": "GRAY", "CMYK": "CMYK"}.get(image.mode, "RGB") else None


def _kept_profile(source: Image.Image, plain: Image.Image) -> bytes | None:
    """RGB pixels that were not converted keep the profile that says what they mean."""
    if plain.mode != "RGB" or source.mode not in ("RGB", "RGBA", "P") or _profile(source) is None:
        return None
    return source.info["icc_profile"]


def _plain(image: Image.Image) -> tuple[Image.Image, tuple[Repair, ...]]:
    """The picture in black and white, grey or RGB, and what had to be done for it."""
    if image.mode in _SIXTEEN_BIT:
        return _eight_bit(image), (_colors("16-bit greys were stored as 8-bit greys."),)
    if image.mode == "CMYK":
        return _cmyk_to_rgb(image), (_colors("Print colours (CMYK) were turned into screen colours (RGB)."),)
    if image.has_transparency_data:
        see_through = image.convert("RGBA")
        white = Image.new("RGB", image.size, "white")
        white.paste(see_through, mask=see_through.getchannel("A"))
        return white, (_colors("Transparent parts were made white."),)
    if image.mode in _PLAIN_MODES:
        return image, ()
    return image.convert("RGB"), ()


def _colors(message: str) -> Repair:
    return Repair(code=RepairCode.COLORS_CONVERTED, message=message)


def _eight_bit(image: Image.Image) -> Image.Image:
    """Scaled by 1/256, never clipped: ``convert("L")`` alone would show almost everything white."""
    return image.convert("I").point(lambda grey: grey / 256).convert("L")


def _cmyk_to_rgb(image: Image.Image) -> Image.Image:
    profile = _profile(image)
    if profile is not None:
        try:
            converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")


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


def _announced_size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG (IHDR) that Pillow would not even open; zeros for anything else."""
    if data[12:16] != b"IHDR":
        return 0, 0
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def _page(encoded: _Encoded) -> bytes:
    """img2pdf stores the pixels; where they go on the page is said here, turns and mirrors included."""
    raw = img2pdf.convert(encoded.data, rotation=img2pdf.Rotation.none, nodate=True, first_frame_only=True)
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        page = pdf.pages[0]
        name, picture = next(iter(page.get_images().items()))
        width, height = int(picture.Width), int(picture.Height)
        sheet, content = _placed(name, width, height, encoded.orientation)
        page.obj["/MediaBox"] = pikepdf.Array([0, 0, *sheet])
        for key in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox", "/Rotate"):
            if key in page.obj:
                del page.obj[key]
        page.obj["/Contents"] = pdf.make_stream(content)
        stream = io.BytesIO()
        pdf.save(stream, min_version="1.5", deterministic_id=True)
        return stream.getvalue()


def _placed(name: str, width: int, height: int, orientation: int) -> tuple[tuple[float, float], bytes]:
    """Sheet size in points, and the instructions that draw the picture upright in its middle."""
    seen = (height, width) if orientation >= 5 else (width, height)
    sheet = PAGE if seen[0] <= seen[1] else (PAGE[1], PAGE[0])
    scale = min((sheet[0] - 2 * MARGIN) / seen[0], (sheet[1] - 2 * MARGIN) / seen[1], 72 / MIN_DPI)
    drawn = (seen[0] * scale, seen[1] * scale)
    corner = ((sheet[0] - drawn[0]) / 2, (sheet[1] - drawn[1]) / 2)
    turn = " ".join(map(str, _MATRICES[orientation]))
    place = f"{drawn[0]:.4f} 0 0 {drawn[1]:.4f} {corner[0]:.4f} {corner[1]:.4f}"
    return sheet, f"q {place} cm {turn} cm {name} Do Q".encode()
