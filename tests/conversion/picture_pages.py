"""PDFs of one page with text, a drawing and a picture that is stored in one of the ways that PDFs know."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageDraw

from tests.conversion.pdf_samples import made

SIDE = 600  # pixels of the sample picture, shown at 1 inch: 600 dpi
Change = Callable[[pikepdf.Pdf], None]


def scene(mode: str = "RGB", *, side: int = SIDE) -> Image.Image:
    """A gradient with a little noise and a few thick strokes, the same every time."""
    across = np.linspace(60, 220, side)[None, :, None]
    tint = np.array([1.0, 0.9, 0.7])
    noise = np.random.Generator(np.random.PCG64(1)).normal(0, 6, (side, side, 1))
    picture = Image.fromarray(np.clip(across * tint + noise, 0, 255).astype(np.uint8))
    brush = ImageDraw.Draw(picture)
    for place in range(50, side, 150):
        brush.rectangle((place, 40, place + 40, side - 60), fill=(20, 30, 90))
    return picture.convert(mode)


def jpeg(image: Image.Image, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", **{"quality": 95, **options})
    return stream.getvalue()


def stored(pdf: pikepdf.Pdf, data: bytes, image: Image.Image, space: object, **entries: object) -> pikepdf.Stream:
    return pdf.make_stream(
        data, Type=Name.XObject, Subtype=Name.Image, Width=image.width, Height=image.height,
        BitsPerComponent=entries.pop("BitsPerComponent", 8), ColorSpace=space, **entries,
    )  # fmt: skip


def as_jpeg(pdf: pikepdf.Pdf, *, mode: str = "RGB", side: int = SIDE, **entries: object) -> pikepdf.Stream:
    space = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray, "CMYK": Name.DeviceCMYK}[mode]
    image = scene(mode, side=side)
    return stored(pdf, jpeg(image), image, space, Filter=Name.DCTDecode, **entries)


def as_pixels(pdf: pikepdf.Pdf, *, mode: str = "RGB", **entries: object) -> pikepdf.Stream:
    space = {"RGB": Name.DeviceRGB, "L": Name.DeviceGray}[mode]
    return stored(pdf, scene(mode).tobytes(), scene(mode), entries.pop("space", space), **entries)


def showing(
    make: Callable[[pikepdf.Pdf], pikepdf.Stream], *, place: str = "72 0 0 72 300 300", more: Change | None = None
) -> bytes:
    """A page with text, a drawing and the picture at ``place`` (a matrix); one inch a side unless told otherwise."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Resources["/XObject"] = Dictionary(Im0=make(pdf))
        pdf.pages[0].contents_add(pdf.make_stream(f"\nq {place} cm /Im0 Do Q".encode()))
        if more:
            more(pdf)

    return made(change)


def indexed(bits: int) -> Callable[[pikepdf.Pdf], pikepdf.Stream]:
    def make(pdf: pikepdf.Pdf) -> pikepdf.Stream:
        image = scene().quantize(2**bits)
        palette = bytes(image.getpalette() or b"")[: 3 * 2**bits]
        space = Array([Name.Indexed, Name.DeviceRGB, len(palette) // 3 - 1, pikepdf.String(palette)])
        pixels = np.asarray(image, np.uint8)
        packed = pixels if bits == 8 else (pixels[:, 0::2] << 4) | pixels[:, 1::2]
        return stored(pdf, packed.tobytes(), image, space, BitsPerComponent=bits)

    return make


def with_a_soft_mask(pdf: pikepdf.Pdf) -> pikepdf.Stream:
    mask = Image.linear_gradient("L")
    return as_jpeg(pdf, SMask=stored(pdf, mask.tobytes(), mask, Name.DeviceGray))
