"""Smaller PDFs by smaller pictures, stored with no more pixels than the page needs. Text and drawings stay as they are.

A picture changes only when that saves at least a tenth of it. Left alone are pictures in black and white (CCITT and
JBIG2 are tight already, and grey edges would blur them), stencils and soft masks (they cut the edges of what they
cover), colour keys (a key is an exact colour), print colours, JPEG 2000, other than 8 bits, and what does not decode.
Colours stay: a grey page in a colour picture costs about 3 % more than in grey, which is not worth guessing.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from postmatch.conversion.likeness import facts_if_alike
from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.picture_uses import PictureUse, largest_uses
from postmatch.conversion.saving import saved
from postmatch.domain.size import SHRINK_STEPS, ShrinkStep, ShrunkPdf, ShrunkPicture

SMALL_BYTES = 20_000
"""Emblems and signatures: nothing to gain."""
WORTH_IT = 0.9
"""A picture that keeps more than this share of its bytes is not worth a second loss."""
NEARLY = 0.9
"""Fewer pixels by less than a tenth would soften a picture and save nothing."""
MAX_PIXELS = 120_000_000
_MODES = {1: "L", 3: "RGB"}
_COMPONENTS = {"/DeviceGray": 1, "/CalGray": 1, "/DeviceRGB": 3, "/CalRGB": 3}
_INDEX_MODES = {2: "P;2", 4: "P;4", 8: "P"}
_EXACT = ("/Alternates", "/OPI", "/SMaskInData")


@dataclass(frozen=True)
class _Colors:
    """What the numbers of a picture mean: ``space`` as the PDF writes it, ``palette`` for indexed ones only."""

    space: pikepdf.Object
    mode: str
    palette: bytes | None = None


def shrink(pdf: bytes, *, step: int) -> ShrunkPdf:
    """The PDF with the pictures of ``SHRINK_STEPS[step - 1]``; the very same bytes when that makes it no smaller, or a
    page would not look as it did (``likeness``)."""
    wanted = SHRINK_STEPS[step - 1]
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pictures = tuple(done for use in largest_uses(opened) if (done := _shrunk(use, wanted)))
        result = saved(opened) if pictures else pdf
    pages = facts_if_alike(pdf, result) if len(result) < len(pdf) else None
    if pages is None:
        return ShrunkPdf(pdf, (), page_facts(pdf))
    return ShrunkPdf(result, pictures, pages)


def _shrunk(use: PictureUse, step: ShrinkStep) -> ShrunkPicture | None:
    """Replaces the data of one picture; None when it is left alone."""
    picture = use.picture
    colors = _plain_colors(picture)
    if colors is None or int(picture.Width) * int(picture.Height) > MAX_PIXELS:
        return None
    before, (across, down) = len(picture.read_raw_bytes()), use.dpi
    if before < SMALL_BYTES:
        return None
    size = _fewer(int(picture.Width), step.dpi / across), _fewer(int(picture.Height), step.dpi / down)
    data = _jpeg(picture, colors, size, step.quality)
    if data is None or len(data) > WORTH_IT * before:
        return None
    _replace(picture, data, colors, size)
    return ShrunkPicture(
        page_number=use.page_number, from_bytes=before, to_bytes=len(data),
        from_dpi=round(min(across, down)), to_dpi=round(min(use.dpi)),
    )  # fmt: skip


def _fewer(pixels: int, share: float) -> int:
    return max(1, round(pixels * share)) if share < NEARLY else pixels


def _plain_colors(picture: Stream) -> _Colors | None:
    """None when fewer pixels could change more than the sharpness, or the colours are of a kind we do not know."""
    if picture.get("/ImageMask") is True or any(key in picture for key in _EXACT):
        return None
    if isinstance(picture.get("/Mask"), Array) or "/Matte" in picture.get("/SMask", {}):
        return None
    space, bits = picture.get("/ColorSpace"), picture.get("/BitsPerComponent")
    if isinstance(space, Array) and len(space) == 4 and space[0] == "/Indexed":
        return _indexed(space) if bits in _INDEX_MODES and "/Decode" not in picture else None
    mode = _MODES.get(_component_count(space))
    return _Colors(space, mode) if mode and bits == 8 else None


def _indexed(space: Array) -> _Colors | None:
    """The colours of a palette (ISO 32000-1 section 8.6.6.3), looked up so that neighbours can be mixed."""
    base, _, table = space[1:]
    mode = _MODES.get(_component_count(base))
    entries = table.read_bytes() if isinstance(table, Stream) else bytes(table)
    return _Colors(base, mode, entries) if mode else None


def _component_count(space: pikepdf.Object | None) -> int:
    """How many numbers a colour has: 1 for greys, 3 for screen colours, 0 for all that is left alone."""
    if isinstance(space, Name):
        return _COMPONENTS.get(str(space), 0)
    if not isinstance(space, Array) or len(space) < 2:
        return 0
    if space[0] == "/ICCBased":
        return int(space[1].get("/N", 0))
    return _COMPONENTS.get(str(space[0]), 0)


def _jpeg(picture: Stream, colors: _Colors, size: tuple[int, int], quality: int) -> bytes | None:
    """The picture in ``size`` pixels; None when it does not decode to what its dictionary says."""
    stream = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's bomb warning: MAX_PIXELS is ours
            image = _decoded(picture, colors, size)
        if image is None:
            return None
        fewer = image if image.size == size else image.resize(size, Image.Resampling.LANCZOS)
        fewer.save(stream, "JPEG", quality=quality, optimize=True, progressive=True, subsampling="4:2:0")
    except (OSError, ValueError, SyntaxError, TypeError, pikepdf.PdfError, Image.DecompressionBombError):
        return None
    return stream.getvalue()


def _decoded(picture: Stream, colors: _Colors, size: tuple[int, int]) -> Image.Image | None:
    full = int(picture.Width), int(picture.Height)
    filters = _listed(picture.get("/Filter"))
    if "/DCTDecode" in map(str, filters):
        return _from_jpeg(picture, colors, full, size)
    data = picture.read_bytes()
    if colors.palette is None:
        return Image.frombytes(colors.mode, full, data)
    image = Image.frombytes("P", full, data, "raw", _INDEX_MODES[int(picture.BitsPerComponent)])
    return _looked_up(image, colors)


def _looked_up(image: Image.Image, colors: _Colors) -> Image.Image:
    palette = (colors.palette or b"").ljust(256 * len(colors.mode), b"\0")
    if colors.mode == "L":
        palette = bytes(value for value in palette[:256] for _ in "RGB")
    image.putpalette(palette[:768])
    return image.convert("RGB").convert(colors.mode)


def _from_jpeg(picture: Stream, colors: _Colors, full: tuple[int, int], size: tuple[int, int]) -> Image.Image | None:
    """Decoded at twice the size wanted or more: what the JPEG's own halving leaves out is left out anyway."""
    parameters = [one for one in _listed(picture.get("/DecodeParms")) if isinstance(one, Dictionary)]
    if colors.palette is not None or any("/ColorTransform" in one for one in parameters):
        return None
    image = Image.open(io.BytesIO(_jpeg_data(picture)), formats=["JPEG"])
    if image.size != full or image.mode != colors.mode:
        return None
    image.draft(image.mode, (2 * size[0], 2 * size[1]))
    image.load()
    return image


def _jpeg_data(picture: Stream) -> bytes:
    """The JPEG, freed from what is wrapped around it (ASCII85 and Flate by some writers)."""
    filters = _listed(picture.get("/Filter"))
    if len(filters) == 1:
        return picture.read_raw_bytes()
    outer = Array([Name(str(name)) for name in filters[:-1]])
    with pikepdf.new() as aside:
        return Stream(aside, picture.read_raw_bytes(), Filter=outer).read_bytes()


def _listed(value: pikepdf.Object | None) -> list[pikepdf.Object]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _replace(picture: Stream, data: bytes, colors: _Colors, size: tuple[int, int]) -> None:
    picture.write(data, filter=Name.DCTDecode)
    picture["/Width"], picture["/Height"] = size
    picture["/ColorSpace"] = colors.space
    picture["/BitsPerComponent"] = 8
    for name in ("/Metadata", "/PieceInfo"):
        if name in picture:
            del picture[name]
