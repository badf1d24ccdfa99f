"""What a photo is as it came: turned as the camera noted, its resolution only when the file tells one."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from postmatch.conversion import Workers
from postmatch.domain.facts import Limits
from postmatch.domain.portal_checks import PictureFacts
from postmatch.errors import UploadRefused


def picture(format_: str, **save: object) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (375, 525), "white").save(stream, format=format_, **save)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_format_pixels_resolution_and_bytes(format_: str, workers: Workers) -> None:
    data = picture(format_, dpi=(150, 150))
    facts = workers.picture_facts(data, limits=Limits())

    assert (facts.format, facts.width, facts.height, facts.bytes) == (format_, 375, 525, len(data))
    assert facts.dpi == pytest.approx(150, abs=0.1)


def test_a_file_that_says_nothing_of_its_resolution(workers: Workers) -> None:
    assert workers.picture_facts(picture("PNG"), limits=Limits()).dpi is None


def test_the_lower_of_two_resolutions_counts(workers: Workers) -> None:
    assert workers.picture_facts(picture("JPEG", dpi=(150, 72)), limits=Limits()).dpi == 72


def test_pixels_count_as_the_picture_is_seen(corpus: Path, workers: Workers) -> None:
    seen = [
        workers.picture_facts(path.read_bytes(), limits=Limits())
        for path in sorted((corpus / "images").glob("exif-orientation-examples-Portrait_*.jpg"))
    ]

    assert len(seen) == 9
    assert {(facts.width, facts.height) for facts in seen} == {(1200, 1800)}


def test_a_photo_of_a_phone_is_told_by_its_content(corpus: Path, workers: Workers) -> None:
    (path,) = (corpus / "images").glob("*RGB_8__128x128.heif")
    facts = workers.picture_facts(path.read_bytes(), limits=Limits())

    assert facts == PictureFacts(format="HEIF", width=128, height=128, dpi=None, bytes=path.stat().st_size)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("images/pillow-truncated_image.png", "damaged"),
        ("images/pillow-decompression_bomb.gif", "too_large"),
        ("pdf_good/sample-files-minimal-document.pdf", "unsupported_type"),
    ],
)
def test_what_is_no_photo_is_refused(name: str, reason: str, corpus: Path, workers: Workers) -> None:
    with pytest.raises(UploadRefused) as caught:
        workers.picture_facts((corpus / name).read_bytes(), limits=Limits())
    assert caught.value.reason == reason
    assert caught.value.hint
