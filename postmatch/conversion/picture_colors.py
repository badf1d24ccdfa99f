"""Colours that every viewer shows alike: black and white, grey or RGB of eight bits, nothing see-through."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from postmatch.domain.documents import Repair, RepairCode

Repairs = tuple[Repair, ...]

_PLAIN_MODES = {"1", "L", "RGB", "P"}
_DEEP_MODES = ("I", "F")
_PROFILE_ERRORS = (ImageCms.PyCMSError, OSError, AttributeError, ValueError)


def sound_profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The colour profile when it can be read and is for this kind of picture; a broken one counts as none."""
    raw = image.info.get("icc_profile")
    if not raw:
        return None
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(raw))
        space = profile.profile.xcolor_space.strip()
    except _PROFILE_ERRORS:
        return None
    return profile if space == {"L": "GRAY", "LA": "GRAY", "CMYK": "CMYK"}.get(image.mode, "RGB") else None


def plain(image: Image.Image) -> tuple[Image.Image, Repairs]:
    """The picture in 1, L, P or RGB without transparency, and what had to be done for it."""
    if image.mode.startswith("I;16") or image.mode in _DEEP_MODES:
        return _eight_bit(image), (_colors("16-bit greys were stored as 8-bit greys."),)
    if image.mode == "CMYK":
        return _cmyk_to_rgb(image), (_colors("Print colours (CMYK) were turned into screen colours (RGB)."),)
    if image.has_transparency_data:
        return _on_white(image), (_colors("Transparent parts were made white."),)
    if image.mode in _PLAIN_MODES:
        return image, ()
    return image.convert("RGB"), ()


def to_standard_rgb(image: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> tuple[Image.Image, Repairs]:
    """An RGB picture with a profile of its own (phones: Display P3) in the colours of sRGB; changes ``image``."""
    if image.mode != "RGB" or profile is None or "srgb" in (profile.profile.profile_description or "").lower():
        return image, ()
    try:
        ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), inPlace=True)
    except _PROFILE_ERRORS:
        return image, ()
    return image, (_colors("The colours of the camera were turned into ordinary screen colours (sRGB)."),)


def _colors(message: str) -> Repair:
    return Repair(code=RepairCode.COLORS_CONVERTED, message=message)


def _on_white(image: Image.Image) -> Image.Image:
    """No copy more than needed: a picture of the largest size taken has 400 MB in memory."""
    clear = image if image.mode in ("RGBA", "LA") else image.convert("RGBA")
    white = Image.new("RGB" if clear.mode == "RGBA" else "L", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _eight_bit(image: Image.Image) -> Image.Image:
    """Scaled, never clipped: ``convert("L")`` alone would show almost everything white. 16-bit values keep their
    scale; wider ones and fractions are stretched from the least to the greatest."""
    if image.mode.startswith("I;16"):
        return image.convert("I").point(lambda grey: grey / 256).convert("L")
    least, greatest = image.getextrema()
    if image.mode == "I" and least >= 0 and greatest < 65_536:
        return image.point(lambda grey: grey / 256).convert("L")
    scale = 255 / ((greatest - least) or 1)
    return image.point(lambda grey: grey * scale - least * scale).convert("L")


def _cmyk_to_rgb(image: Image.Image) -> Image.Image:
    profile = sound_profile(image)
    if profile is not None:
        try:
            converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except _PROFILE_ERRORS:
            converted = None
        if converted is not None:
            return converted
    return image.convert("RGB")
