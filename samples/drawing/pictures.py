"""Two pictures: the application photo (a drawn figure, nobody's face) and the ACLS card."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

from postmatch.domain.profile import Profile
from samples.drawing.stationery import FONTS, MARK

_PHOTO = (750, 1050)  # 2.5 by 3.5 inches at 300 dpi
_CARD = (1012, 638)  # a wallet card at 300 dpi
_FINE = 3  # drawn larger and scaled down, for smooth edges


def _font(name: str, points: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / f"{name}.ttf"), int(points * _FINE))


def _blank(size: tuple[int, int], colour: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    picture = Image.new("RGB", (size[0] * _FINE, size[1] * _FINE), colour)
    return picture, ImageDraw.Draw(picture)


def _box(left: float, top: float, right: float, bottom: float) -> list[float]:
    return [value * _FINE for value in (left, top, right, bottom)]


def _points(*values: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * _FINE, y * _FINE) for x, y in values]


def photo() -> bytes:
    """A JPEG of a drawn doctor in flat colours; the face is only suggested."""
    picture, pen = _blank(_PHOTO, "#d9e6df")
    pen.ellipse(_box(-140, 90, 890, 1120), fill="#c7dad0")
    hair, skin, shade = "#2a1d1a", "#8a5a3c", "#7a4e34"
    pen.ellipse(_box(255, 95, 495, 300), fill=hair)  # bun
    pen.ellipse(_box(205, 190, 545, 590), fill=hair)
    pen.rounded_rectangle(_box(315, 560, 435, 760), 50 * _FINE, fill=shade)
    pen.polygon(_points((95, 1050), (120, 850), (290, 735), (460, 735), (630, 850), (655, 1050)), fill="#fbfbf9")
    pen.polygon(_points((290, 735), (460, 735), (375, 935)), fill="#2f7f6b")
    pen.polygon(_points((318, 722), (432, 722), (375, 820)), fill=skin)
    pen.polygon(_points((290, 735), (250, 790), (335, 960), (375, 1050), (375, 935)), fill="#eef0ee")
    pen.polygon(_points((460, 735), (500, 790), (415, 960), (375, 1050), (375, 935)), fill="#e4e8e5")
    pen.ellipse(_box(240, 322, 510, 640), fill=skin)
    for x in (322, 428):
        pen.arc(_box(x - 30, 425, x + 30, 470), 200, 340, fill=hair, width=6 * _FINE)
        pen.ellipse(_box(x - 10, 440, x + 10, 462), fill=hair)
    pen.arc(_box(358, 480, 392, 530), 30, 150, fill=shade, width=5 * _FINE)
    pen.arc(_box(322, 520, 428, 590), 25, 155, fill="#5b2f26", width=7 * _FINE)
    for x in (232, 518):
        pen.ellipse(_box(x - 9, 490, x + 9, 508), fill="#d9b45a")
    _stethoscope(pen)
    _ribbon(pen, _PHOTO, top=968)
    out = io.BytesIO()
    picture.resize(_PHOTO, Image.Resampling.LANCZOS).save(out, "JPEG", quality=84, dpi=(300, 300))
    return out.getvalue()


def _stethoscope(pen: ImageDraw.ImageDraw) -> None:
    pen.arc(_box(262, 660, 488, 940), 15, 165, fill="#39454d", width=9 * _FINE)
    pen.line(_points((270, 846), (284, 738)), fill="#39454d", width=9 * _FINE)
    pen.line(_points((480, 846), (466, 738)), fill="#39454d", width=9 * _FINE)
    pen.ellipse(_box(351, 915, 399, 963), fill="#8b979e", outline="#39454d", width=5 * _FINE)


def _ribbon(pen: ImageDraw.ImageDraw, size: tuple[int, int], *, top: int) -> None:
    pen.rectangle(_box(0, top, size[0], size[1]), fill="#a8472c")
    middle = (size[0] / 2 * _FINE, (top + size[1]) / 2 * _FINE)
    pen.text(middle, MARK, font=_font("Carlito-Bold", 40), fill="#ffffff", anchor="mm")


def acls_card(profile: Profile) -> bytes:
    """A PNG of a wallet card, drawn flat; issuer and dates as in the profile."""
    held = next(item for item in profile.certifications if "ACLS" in item.name)
    picture, pen = _blank(_CARD, "#f4f1ea")
    pen.rounded_rectangle(_box(16, 16, 996, 622), 36 * _FINE, fill="#ffffff", outline="#c9c2b4", width=3 * _FINE)
    pen.rounded_rectangle(_box(16, 16, 996, 178), 36 * _FINE, fill="#20566b")
    pen.rectangle(_box(16, 120, 996, 178), fill="#20566b")
    pen.line(
        _points((640, 98), (742, 98), (764, 56), (800, 148), (830, 74), (846, 98), (952, 98)),
        fill="#f0b44c",
        width=7 * _FINE,
        joint="curve",
    )
    words = (
        (60, 66, "Carlito-Bold", 50, "#ffffff", "ACLS Provider"),
        (60, 128, "Carlito-Regular", 29, "#d6e6ec", held.name.replace(" (ACLS)", "")),
        (60, 250, "Carlito-Regular", 27, "#66707a", "This card is held by"),
        (60, 300, "Caladea-Bold", 50, "#23282c", profile.identity.full_name),
        (60, 394, "Carlito-Regular", 27, "#66707a", "Issued"),
        (60, 432, "Carlito-Bold", 34, "#23282c", held.issued.label if held.issued else ""),
        (400, 394, "Carlito-Regular", 27, "#66707a", "Renew by"),
        (400, 432, "Carlito-Bold", 34, "#23282c", held.expires.label if held.expires else ""),
        (60, 514, "Carlito-Regular", 27, "#66707a", f"{held.issuer} (invented)"),
        (60, 562, "Carlito-Regular", 27, "#66707a", "Card number 0000 0000"),
    )
    for x, y, name, points, colour, text in words:
        pen.text((x * _FINE, y * _FINE), text, font=_font(name, points), fill=colour, anchor="lm")
    pen.rounded_rectangle(_box(716, 536, 956, 588), 26 * _FINE, outline="#a8472c", width=3 * _FINE, fill="#fbf1ec")
    pen.text((836 * _FINE, 562 * _FINE), MARK, font=_font("Carlito-Bold", 26), fill="#a8472c", anchor="mm")
    facts = PngInfo()
    facts.add_text("Title", f"ACLS card ({MARK})".encode("ascii", "replace").decode().replace("?", "-"))
    out = io.BytesIO()
    picture.resize(_CARD, Image.Resampling.LANCZOS).quantize(96).save(
        out, "PNG", dpi=(300, 300), pnginfo=facts, optimize=True
    )
    return out.getvalue()
