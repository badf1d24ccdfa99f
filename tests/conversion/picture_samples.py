"""Pictures made for one test each, and what came of them."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageStat

from postmatch.domain.documents import Normalised

STORED_AS = {  # EXIF orientation -> how an upright picture is stored under it (the inverse of what shows it)
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def drawn(pdf: bytes, *, scale: float = 1.0) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil().convert("RGB")


def stored(pdf: bytes) -> tuple[pikepdf.Dictionary, bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        picture = next(iter(document.pages[0].get_images().values()))
        return pikepdf.Dictionary(
            {key: picture[key] for key in ("/Width", "/Height", "/Filter")}
        ), picture.read_raw_bytes()


def codes(result: Normalised) -> list[str]:
    return [repair.code.value for repair in result.repairs]


def difference(one: Image.Image, other: Image.Image) -> float:
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def marked() -> Image.Image:
    """A picture that is another one in each of the eight positions."""
    image = Image.new("RGB", (160, 240), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 80, 60), fill=(200, 30, 30))
    draw.rectangle((80, 180, 160, 240), fill=(30, 30, 200))
    draw.polygon(((20, 200), (60, 120), (70, 220)), fill=(20, 150, 40))
    return image


def exif(orientation: int) -> Image.Exif:
    data = Image.Exif()
    data[0x0112] = orientation
    return data


def frames(*images: Image.Image, kind: str = "TIFF", **options: object) -> bytes:
    return saved(images[0], kind, save_all=True, append_images=list(images[1:]), **options)
