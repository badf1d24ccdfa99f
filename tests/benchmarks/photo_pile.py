"""A 60 MB pile of phone photos of A4 pages, brought under 7 MB: does Tesseract still read the words?

``python -m tests.benchmarks.photo_pile [docs/size]`` makes the pile (``phone_photos``), takes it through the gate,
builds the packet, meets the size target as the app does, reads every page before and after, and prints the table of
``docs/size/README.md``. Given a folder, it also writes the pictures there. About ten minutes on two cores.
"""

from __future__ import annotations

import io
import os
import re
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from PIL import Image, ImageChops

from postmatch.conversion import Workers
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.domain.packet import Source
from postmatch.domain.size import SHRINK_STEPS, ShrunkPdf, choose_steps
from postmatch.domain.workspace import Paper
from postmatch.packet import PacketMetadata, assemble, draw_contents, plan_packet
from tests.benchmarks.phone_photos import photos

PILE_BYTES = 60_000_000
TARGET = 7_000_000
CORPUS = Path(os.environ.get("POSTMATCH_CORPUS", Path(__file__).resolve().parents[3] / "shared" / "corpus"))
_METADATA = PacketMetadata("Residency application of Adaeze Okafor", "Adaeze Okafor", date(2026, 11, 25))
_CROP = (620, 820, 1100, 1070)  # pixels of a page drawn at 300 dpi: text of about the middle
_CROPPED = ("03 letter", "13 transcript")


@dataclass(frozen=True)
class Photo:
    """One photo behind the gate; its PDF and its words at each step that was asked for. Step 0 is as it came."""

    name: str
    pdf: bytes
    shrunk: dict[int, ShrunkPdf] = field(default_factory=dict)
    words: dict[int, Counter[str]] = field(default_factory=dict)

    def at(self, step: int) -> bytes:
        return self.shrunk[step].pdf if step else self.pdf


@dataclass(frozen=True)
class Reading:
    """Words of one page before, and how many of them are still read at a step."""

    before: int
    still: int


def main(folder: Path | None) -> None:
    started = time.monotonic()
    with Workers() as workers, ThreadPoolExecutor(max_workers=2) as pool:
        pile, pile_bytes = gathered(workers)
        print(f"{len(pile)} photos, {pile_bytes / 1e6:.1f} MB, behind the gate {_megabytes(pile)} MB")
        packet_bytes, steps = brought_down(pile, workers, pool)
        print(f"packet: {packet_bytes:,} bytes of {TARGET:,}; {time.monotonic() - started:.0f} s so far")
        readings = list(pool.map(lambda photo: read(workers, photo, steps[photo.name]), pile.values()))
        _print_table(pile, steps, readings)
        ladder(workers, pool, list(pile.values()))
        if folder:
            write_crops(workers, pile, steps, folder)
    print(f"{time.monotonic() - started:.0f} s in all")


def gathered(workers: Workers) -> tuple[dict[str, Photo], int]:
    """As many photos as make ``PILE_BYTES``, behind the gate, and their bytes as they came."""
    pile: dict[str, Photo] = {}
    total = 0
    for name, data in photos(CORPUS, count=100):
        if total >= PILE_BYTES:
            break
        pile[name] = Photo(name, workers.normalise(Upload(name, data), limits=Limits()).pdf)
        total += len(data)
    return pile, total


def brought_down(pile: dict[str, Photo], workers: Workers, pool: ThreadPoolExecutor) -> tuple[int, dict[str, int]]:
    """The packet's bytes and the step of each photo, as ``usecases.build_packet`` finds them."""

    def bytes_at(name: str, step: int) -> int:
        missing = [photo for photo in pile.values() if step and step not in photo.shrunk]
        for photo, made in zip(missing, pool.map(lambda one: workers.shrink(one.pdf, step=step), missing), strict=True):
            photo.shrunk[step] = made
        return len(pile[name].at(step))

    steps = dict.fromkeys(pile, 0)
    for _ in range(3):
        packet = _packet(pile, steps)
        if len(packet) <= TARGET:
            break
        overhead = len(packet) - sum(bytes_at(name, step) for name, step in steps.items())
        steps = dict(choose_steps(list(pile), target=TARGET, overhead=overhead, bytes_at=bytes_at).steps)
    return len(packet), steps


def _packet(pile: dict[str, Photo], steps: dict[str, int]) -> bytes:
    plan = plan_packet([Source(id=name, kind="other", title=name, page_count=1) for name in pile])
    pdfs = {name: photo.at(steps[name]) for name, photo in pile.items()}
    contents = draw_contents(plan, paper=Paper.LETTER, applicant=_METADATA.author)
    return assemble(plan, {**pdfs, "contents": contents}, metadata=_METADATA)


def read(workers: Workers, photo: Photo, step: int) -> Reading:
    for wanted in {0, step} - set(photo.words):
        (text,) = workers.recognize(photo.at(wanted), page_numbers=[1]).texts
        photo.words[wanted] = Counter(re.findall(r"\w+", text.lower()))
    return Reading(photo.words[0].total(), (photo.words[0] & photo.words[step]).total())


def _print_table(pile: dict[str, Photo], steps: dict[str, int], readings: list[Reading]) -> None:
    print("\n| Page | KB before | KB after | dpi | words before | still read | share |\n|---|--:|--:|--:|--:|--:|--:|")
    for photo, reading in zip(pile.values(), readings, strict=True):
        step = steps[photo.name]
        pictures = photo.shrunk[step].pictures if step else ()
        sizes = f"{len(photo.pdf) // 1000} | {len(photo.at(step)) // 1000} | {pictures[0].to_dpi if pictures else '-'}"
        print(f"| {Path(photo.name).stem} | {sizes} | {reading.before} | {reading.still} | {_share(reading)} |")
    whole = _sum(readings)
    sizes = f"{_megabytes(pile)} MB | {sum(len(one.at(steps[name])) for name, one in pile.items()) / 1e6:.1f} MB"
    print(f"| **all {len(pile)}** | {sizes} | | {whole.before} | {whole.still} | **{_share(whole)}** |")


def ladder(workers: Workers, pool: ThreadPoolExecutor, pile: list[Photo]) -> None:
    """What is read at each step by itself, if every page were brought there."""
    print("\n| Step | KB a page | words still read | worst page of prose | worst table |\n|---|--:|--:|--:|--:|")
    for number, step in enumerate(SHRINK_STEPS, 1):
        for photo in pile:
            if number not in photo.shrunk:
                photo.shrunk[number] = workers.shrink(photo.pdf, step=number)
        readings = list(pool.map(read, [workers] * len(pile), pile, [number] * len(pile)))
        tables = [one for one, photo in zip(readings, pile, strict=True) if "transcript" in photo.name]
        prose = [one for one, photo in zip(readings, pile, strict=True) if "transcript" not in photo.name]
        size = sum(len(photo.at(number)) for photo in pile) // len(pile) // 1000
        worst = f"{_share(min(prose, key=_part))} | {_share(min(tables, key=_part))}"
        print(f"| {step.dpi} dpi, quality {step.quality} | {size} | {_share(_sum(readings))} | {worst} |", flush=True)


def write_crops(workers: Workers, pile: dict[str, Photo], steps: dict[str, int], folder: Path) -> None:
    """For one page of each sort: before, after, and at the floor, side by side at 100 %."""
    folder.mkdir(parents=True, exist_ok=True)
    for sort in _CROPPED:
        photo = next(photo for name, photo in pile.items() if name.startswith(sort))
        stages = [photo.pdf, photo.at(steps[photo.name]), photo.at(len(SHRINK_STEPS))]
        pictures = [_drawn(workers, pdf).crop(_CROP) for pdf in stages]
        strip = Image.new("RGB", (pictures[0].width * 3 + 20, pictures[0].height), "white")
        for index, picture in enumerate(pictures):
            strip.paste(picture, (index * (picture.width + 10), 0))
        assert ImageChops.difference(pictures[0], pictures[1]).getbbox(), "before and after are different pictures"
        strip.save(folder / f"{sort.split()[1]}.jpg", quality=90, optimize=True)


def _drawn(workers: Workers, pdf: bytes) -> Image.Image:
    (png,) = workers.draw(pdf, page_numbers=[1], width=2550)
    return Image.open(io.BytesIO(png)).convert("RGB")


def _megabytes(pile: dict[str, Photo]) -> str:
    return f"{sum(len(photo.pdf) for photo in pile.values()) / 1e6:.1f}"


def _sum(readings: list[Reading]) -> Reading:
    return Reading(sum(one.before for one in readings), sum(one.still for one in readings))


def _part(reading: Reading) -> float:
    return reading.still / reading.before


def _share(reading: Reading) -> str:
    return f"{_part(reading):.1%}"


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
