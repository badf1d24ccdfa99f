"""An area of a page painted over for good: the page becomes a picture, painted before it is encoded.

A black rectangle drawn on top would leave what is under it in the file; a picture of the painted page never had it.
"""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import img2pdf
import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Stream
from PIL import Image, ImageChops, ImageDraw

from postmatch.conversion.geometry import read_box
from postmatch.conversion.pages import MAX_PIXELS
from postmatch.conversion.placing import seen_box
from postmatch.domain.pages import Box

DPI = 200
"""Fine enough for small print and for a later reduction of size; a letter page is 1700 by 2200 pixels."""
JPEG_QUALITY = 90
_OF_A_LINK = ("/Type", "/Subtype", "/Rect", "/Border", "/BS", "/C", "/H", "/F", "/QuadPoints", "/A", "/Dest")


def paint_over(pdf: pikepdf.Pdf, index: int, boxes: Sequence[Box], *, source: pypdfium2.PdfDocument) -> int:
    """Replaces the page with this index (from 0) by its picture with ``boxes`` in black; how many links went with them.

    ``source`` is the same document, opened to be drawn. Boxes are shares of the page as seen (``domain.edits``). The
    page keeps its size and the coordinates of its corner, so that links to it and on it stay where they are.
    """
    page = pdf.pages[index]
    seen = seen_box(page)
    picture = _embedded(pdf, _painted(source, index, boxes))
    areas = [_in_points(box, seen) for box in boxes]
    listed = page.obj.get("/Annots")
    links = [item for item in listed or () if isinstance(item, Dictionary) and item.get("/Subtype") == "/Link"]
    staying = [_bare(link) for link in links if not _touches(link, areas)]
    for key in [key for key in page.obj.keys() if key not in ("/Type", "/Parent")]:  # noqa: SIM118 - a pikepdf.Dictionary iterates over nothing else
        del page.obj[key]
    page.obj["/MediaBox"] = Array([round(side, 4) for side in seen])
    page.obj["/Resources"] = Dictionary(XObject=Dictionary(Im0=picture))
    left, bottom, right, top = seen
    place = f"q {right - left:.4f} 0 0 {top - bottom:.4f} {left:.4f} {bottom:.4f} cm /Im0 Do Q"
    page.obj["/Contents"] = pdf.make_stream(place.encode())
    if staying:
        page.obj["/Annots"] = Array(staying)
    return len(links) - len(staying)


def _painted(source: pypdfium2.PdfDocument, index: int, boxes: Sequence[Box]) -> Image.Image:
    page = source[index]
    width, height = page.get_size()
    bitmap = page.render(scale=min(DPI / 72, (MAX_PIXELS / (width * height)) ** 0.5))
    picture = bitmap.to_pil().convert("RGB")
    bitmap.close()
    page.close()
    brush = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        # outwards to whole pixels; ImageDraw counts the last pixel in
        first = math.floor(left * picture.width), math.floor(top * picture.height)
        last = math.ceil(right * picture.width) - 1, math.ceil(bottom * picture.height) - 1
        brush.rectangle((first, last), fill="black")
    red, green, blue = picture.split()
    is_grey = not ImageChops.difference(red, green).getbbox() and not ImageChops.difference(green, blue).getbbox()
    return green if is_grey else picture


def _embedded(pdf: pikepdf.Pdf, picture: Image.Image) -> Stream:
    """Without loss where that is smaller (pages of text), as a fine JPEG otherwise (photos)."""
    encoded = _bytes_of(picture, "JPEG", quality=JPEG_QUALITY)
    if len(_bytes_of(picture, "PNG", compress_level=3)) < len(encoded):  # a look first: packing a photo takes seconds
        encoded = _bytes_of(picture, "PNG", optimize=True)
    carrier = pikepdf.open(io.BytesIO(img2pdf.convert(encoded, rotation=img2pdf.Rotation.none, nodate=True)))
    return pdf.copy_foreign(next(iter(carrier.pages[0].get_images().values())))


def _bytes_of(picture: Image.Image, kind: str, **options: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **options)
    return stream.getvalue()


def _in_points(box: Box, seen: Box) -> Box:
    """From shares of the page as seen, counted from its upper left, to its own points, counted from below."""
    left, bottom, right, top = seen
    width, height = right - left, top - bottom
    return left + box[0] * width, top - box[3] * height, left + box[2] * width, top - box[1] * height


def _touches(link: Dictionary, areas: Sequence[Box]) -> bool:
    """True also when nobody can say where the link is."""
    place = read_box(link.get("/Rect"))
    return place is None or any(
        place[0] < area[2] and area[0] < place[2] and place[1] < area[3] and area[1] < place[3] for area in areas
    )


def _bare(link: Dictionary) -> Dictionary:
    """Where it is and where it leads; its description and its picture may quote the page."""
    return Dictionary({key: link[key] for key in _OF_A_LINK if key in link})
