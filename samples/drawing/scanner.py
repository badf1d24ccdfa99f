"""What an office scanner and a phone camera do to a clean page: tilt, grey, grain, shadow, JPEG."""

from __future__ import annotations

import io
import random

import img2pdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter

SCAN_DPI = 150
EXIF_MAKE, EXIF_MODEL, EXIF_ORIENTATION, EXIF_TIME = 0x010F, 0x0110, 0x0112, 0x0132
TURN_RIGHT = 6  # EXIF: show the picture turned a quarter to the right


def page_images(pdf: bytes, *, dpi: int) -> list[Image.Image]:
    """Every page of ``pdf`` as an RGB picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def scanned(pdf: bytes, *, seed: str, colour: bool = True, quality: int = 55) -> bytes:
    """The pages as they come off a flatbed scanner: a PDF of slightly crooked pictures without any text."""
    rng = random.Random(seed)  # noqa: S311 - no secret: the same grain every time
    pictures = [_scan_page(page, rng, colour=colour, quality=quality) for page in page_images(pdf, dpi=SCAN_DPI)]
    layout = img2pdf.get_fixed_dpi_layout_fun((SCAN_DPI, SCAN_DPI))
    return img2pdf.convert(
        pictures, layout_fun=layout, nodate=True, engine=img2pdf.Engine.internal, title="Scan (SAMPLE - fictional)"
    )


def _scan_page(page: Image.Image, rng: random.Random, *, colour: bool, quality: int) -> bytes:
    paper = ImageChops.multiply(page, Image.new("RGB", page.size, (243, 242, 236)))
    tilt = rng.choice((-1, 1)) * rng.uniform(0.45, 0.9)
    turned = paper.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=(196, 196, 194))
    turned = turned.filter(ImageFilter.GaussianBlur(0.55))
    shaded = ImageChops.multiply(turned, _lid_shadow(page.size).convert("RGB"))
    grainy = _with_grain(shaded, rng, strength=4)
    final = grainy if colour else grainy.convert("L")
    return _jpeg(final, quality)


def _lid_shadow(size: tuple[int, int]) -> Image.Image:
    """Darker towards the left edge and the bottom, where a scanner's lid does not quite close."""
    width, height = size
    across = Image.new("L", (width, 1))
    across.putdata([int(255 - 46 * max(0.0, 1 - x / (width * 0.07)) ** 2) for x in range(width)])
    down = Image.new("L", (1, height))
    down.putdata([int(255 - 34 * max(0.0, 1 - (height - y) / (height * 0.05)) ** 2) for y in range(height)])
    return ImageChops.multiply(across.resize(size), down.resize(size))


def _with_grain(picture: Image.Image, rng: random.Random, *, strength: int) -> Image.Image:
    width, height = picture.size
    noise = Image.frombytes("L", (width, height), rng.randbytes(width * height)).filter(ImageFilter.GaussianBlur(0.6))
    centred = noise.point(lambda value: 128 + (value - 128) * strength // 40)
    return ImageChops.add(picture, centred.convert("RGB"), scale=1, offset=-128)


def _jpeg(picture: Image.Image, quality: int, exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    extra = {"exif": exif.tobytes()} if exif else {}
    picture.save(out, "JPEG", quality=quality, dpi=(SCAN_DPI, SCAN_DPI), **extra)
    return out.getvalue()


def phone_photo(pdf: bytes, *, seed: str, size: tuple[int, int] = (1200, 1600)) -> bytes:
    """The first page lying on a table, taken with a phone held sideways: stored lying, EXIF says turn right."""
    rng = random.Random(seed)  # noqa: S311 - no secret: the same grain every time
    page = page_images(pdf, dpi=130)[0]
    table = _wooden_table(size, rng)
    sheet, shadow = _laid_down(page, size)
    table.paste(Image.new("RGB", size, (38, 24, 14)), mask=shadow)
    table.paste(sheet, mask=sheet.getchannel("A"))
    lit = ImageChops.multiply(table, _window_light(size).convert("RGB"))
    grainy = _with_grain(lit.filter(ImageFilter.GaussianBlur(0.5)), rng, strength=4)
    exif = Image.Exif()
    exif[EXIF_MAKE], exif[EXIF_MODEL] = "Sample", "Sample phone (fictional)"
    exif[EXIF_ORIENTATION], exif[EXIF_TIME] = TURN_RIGHT, "2026:03:21 10:41:00"
    return _jpeg(grainy.transpose(Image.Transpose.ROTATE_90), 66, exif)


def _wooden_table(size: tuple[int, int], rng: random.Random) -> Image.Image:
    width, height = size
    grain = Image.frombytes("L", (width // 3, 12), rng.randbytes(width // 3 * 12)).resize(
        size, Image.Resampling.BICUBIC
    )
    dark, light = Image.new("RGB", size, (104, 70, 44)), Image.new("RGB", size, (148, 104, 68))
    boards = Image.composite(light, dark, grain.filter(ImageFilter.GaussianBlur(1.5)))
    pen = ImageDraw.Draw(boards)
    for x in (int(width * 0.31), int(width * 0.72)):
        pen.line([(x, 0), (x + 6, height)], fill=(70, 45, 28), width=4)
    return boards


def _laid_down(page: Image.Image, size: tuple[int, int]) -> tuple[Image.Image, Image.Image]:
    """The sheet seen slightly from below and crooked, and its soft shadow (a mask)."""
    width, height = size
    flat = Image.new("RGBA", size, (0, 0, 0, 0))
    inner_width = int(width * 0.86)
    inner = page.resize((inner_width, inner_width * page.height // page.width), Image.Resampling.LANCZOS)
    warm = ImageChops.multiply(inner, Image.new("RGB", inner.size, (252, 247, 234)))
    flat.paste(warm, ((width - inner.width) // 2, (height - inner.height) // 2))
    corners = (
        -0.045,
        -0.02,
        -0.012,
        1.03,
        1.02,
        1.012,
        1.05,
        -0.035,
    )  # upper left, lower left, lower right, upper right
    quad = tuple(value * (width, height)[index % 2] for index, value in enumerate(corners))
    sheet = flat.transform(size, Image.Transform.QUAD, quad, Image.Resampling.BICUBIC)
    shadow = ImageChops.offset(sheet.getchannel("A"), 10, 16).filter(ImageFilter.GaussianBlur(14))
    return sheet, shadow.point(lambda value: value * 6 // 10)


def _window_light(size: tuple[int, int]) -> Image.Image:
    """Bright from the upper left, falling off to the lower right."""
    slope = Image.linear_gradient("L").rotate(35, expand=True).resize((size[0] * 2, size[1] * 2))
    left, top = size[0] // 2, size[1] // 2
    return slope.crop((left, top, left + size[0], top + size[1])).point(lambda value: 255 - value * 66 // 255)
