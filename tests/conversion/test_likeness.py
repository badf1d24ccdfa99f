"""Pages with smaller pictures are the pages that they were, and pages that a fault of shrinking spoilt are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageOps

from postmatch.conversion import shrinking
from postmatch.conversion.images import normalise_picture
from postmatch.conversion.likeness import facts_if_alike
from postmatch.conversion.page_facts import page_facts
from postmatch.conversion.shrinking import shrink
from postmatch.domain.facts import Limits
from postmatch.domain.size import SHRINK_STEPS
from tests.benchmarks.phone_photos import photos
from tests.conversion.pdf_samples import made
from tests.conversion.picture_pages import as_jpeg, indexed, showing, with_a_soft_mask

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "adaeze_okafor" / "documents"
FLOOR = len(SHRINK_STEPS)
Change = Callable[[Image.Image], Image.Image]


FROM_CORPUS = (
    "images/exif-orientation-examples-Portrait_1.jpg",
    "images/pikepdf-pike-cartoon.png",
    "images/pillow-hopper.bmp",
    "images/sample-files-image.jpg",
    "images/sample-files-page-0-X0.png",
    "pdf_good/pikepdf-congress.pdf",
)
Unchecked = Callable[..., bytes]


@pytest.fixture(scope="module")
def pages(corpus: Path) -> dict[str, bytes]:
    """PDFs with pictures as the gate leaves them: photos, scans, drawings, and one of each way of storing them."""
    (photo,) = (data for _, data in photos(corpus, count=1))
    return {
        "phone photo": normalise_picture(photo, limits=Limits()).pdf,
        "JPEG": showing(as_jpeg),
        "palette": showing(indexed(8)),
        "faded": showing(with_a_soft_mask),
        **{path.name: as_pdf(path) for path in (SAMPLE / "IMG_2041.jpg", SAMPLE / "Scan_ECFMG_cert.pdf")},
        **{path: as_pdf(corpus / path) for path in FROM_CORPUS},
    }


def as_pdf(path: Path) -> bytes:
    data = path.read_bytes()
    return data if path.suffix == ".pdf" else normalise_picture(data, limits=Limits()).pdf


@pytest.fixture
def unchecked(monkeypatch: pytest.MonkeyPatch) -> Unchecked:
    """``unchecked(pdf, change, step=5)``: the PDF as shrinking would leave it if nobody looked, with every picture
    changed on its way."""
    decoded = shrinking._decoded

    def run(pdf: bytes, change: Change, *, step: int = FLOOR) -> bytes:
        def changed(*asked: object) -> Image.Image | None:
            image = decoded(*asked)
            return image and change(image)

        with monkeypatch.context() as patch:
            patch.setattr(shrinking, "_decoded", changed)
            patch.setattr(shrinking, "facts_if_alike", lambda _, after: page_facts(after))
            return shrink(pdf, step=step).pdf

    return run


def test_what_is_rightly_shrunk_looks_alike_at_every_step(pages: dict[str, bytes], unchecked: Unchecked) -> None:
    compared = 0
    for name, pdf in pages.items():
        for step in range(1, FLOOR + 1):
            result = unchecked(pdf, lambda image: image, step=step)
            compared += result != pdf
            assert facts_if_alike(pdf, result) == page_facts(result), (name, step)
    assert compared > 40


def shifted(image: Image.Image) -> Image.Image:
    """By a fiftieth of its width."""
    return ImageChops.offset(image, max(1, image.width // 50), 0)


def squeezed(image: Image.Image) -> Image.Image:
    """To nine tenths of its width."""
    result = Image.new(image.mode, image.size, "white")
    result.paste(image.resize((image.width * 9 // 10, image.height)))
    return result


def missing(image: Image.Image) -> Image.Image:
    return Image.new(image.mode, image.size, "white")


def without_a_strip(image: Image.Image) -> Image.Image:
    """Grey, as a decoder leaves what it did not get to, for a twelfth of the height."""
    result, top = image.copy(), image.height // 2
    grey = "gray" if image.mode == "RGB" else 128
    ImageDraw.Draw(result).rectangle((0, top, image.width, top + image.height // 12), fill=grey)
    return result


@pytest.mark.parametrize("spoil", [ImageOps.invert, shifted, squeezed, missing, without_a_strip, ImageOps.flip])
def test_a_picture_that_was_spoilt_is_found(spoil: Change, pages: dict[str, bytes], unchecked: Unchecked) -> None:
    spoilt = {name: unchecked(pdf, spoil) for name, pdf in pages.items()}
    changed = [name for name, pdf in pages.items() if spoilt[name] != pdf]  # some no longer get smaller
    assert len(changed) >= len(pages) - 2
    assert [name for name in changed if facts_if_alike(pages[name], spoilt[name]) is not None] == []


@pytest.mark.parametrize("name", ["phone photo", "JPEG", "palette", "faded"])
def test_red_and_blue_in_each_others_place_are_found(name: str, pages: dict[str, bytes], unchecked: Unchecked) -> None:
    def exchanged(image: Image.Image) -> Image.Image:
        red, green, blue = image.split()
        return Image.merge("RGB", (blue, green, red))

    assert facts_if_alike(pages[name], unchecked(pages[name], exchanged)) is None


def test_a_document_that_shrinking_spoils_stays_as_it_is(
    pages: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    encode = Image.Image.save
    monkeypatch.setattr(Image.Image, "save", lambda image, *to, **how: encode(ImageOps.invert(image), *to, **how))
    result = shrink(pages["JPEG"], step=3)
    assert (result.pdf, result.pictures) == (pages["JPEG"], ())
    assert result.pages == page_facts(pages["JPEG"])


def with_unseen_words(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(b"\nBT /F1 12 Tf 3 Tr 100 100 Td (unseen) Tj ET"))


def with_a_lower_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.MediaBox = [0, 0, 612, 780]


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(made(with_unseen_words, page_count=2), id="other text"),
        pytest.param(made(page_count=3), id="a page more"),
        pytest.param(made(page_count=1), id="a page less"),
        pytest.param(made(with_a_lower_page, page_count=2), id="another size"),
        pytest.param(b"%PDF-1.7 and no more", id="no PDF"),
    ],
)
def test_pages_that_look_alike_are_not_enough(after: bytes) -> None:
    before = made(page_count=2)
    assert facts_if_alike(before, before) == page_facts(before)
    assert facts_if_alike(before, after) is None
