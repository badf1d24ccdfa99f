"""What programs of others say of a packet's PDF: qpdf and poppler, which most viewers on Linux draw with."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

LOST = {"sample-files-unreadablemetadata.pdf": "Bad color space"}
"""What poppler still says when this file is in a packet: its damage took the colours of a shading with it."""


def check_soundness(pdf: Path, names: Iterable[str]) -> None:
    """No program has anything to say against it. ``names`` are those of the documents in it."""
    assert complaints(["qpdf", "--check", str(pdf)]) == ""
    assert complaints(["pdfinfo", str(pdf)]) == ""
    said = complaints(["pdftoppm", "-r", "12", "-gray", str(pdf), str(pdf.with_suffix(""))]).splitlines()
    inside = tuple(names)
    lost = [words for name, words in LOST.items() if any(one.endswith(name) for one in inside)]
    assert [line for line in said if not any(words in line for words in lost)] == []


def complaints(command: list[str]) -> str:
    """What a program says against a file; nothing when it is content."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.stderr.strip() if done.returncode == 0 else f"exit status {done.returncode}: {done.stderr.strip()}"


def check_stamps(packet: Path, pages: int) -> None:
    """The stamp is on every page, upright, inside the page and in its foot, as poppler reads it."""
    read = subprocess.run(
        ["pdftotext", "-bbox", "-cropbox", str(packet), "-"], capture_output=True, text=True, timeout=120, check=True
    ).stdout
    found = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', read, flags=re.DOTALL)
    assert len(found) == pages
    word = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
    for number, (width, height, body) in enumerate(found, start=1):
        words = [(*map(float, one[:4]), one[4]) for one in word.findall(body)]
        wanted = ["page", str(number), "of", str(pages)]
        places = [words[at : at + 4] for at in range(len(words)) if [one[4] for one in words[at : at + 4]] == wanted]
        assert places, f"page {number} has no stamp"
        stamp = places[-1]
        lefts = [one[0] for one in stamp]
        assert lefts == sorted(lefts)  # read from left to right
        for left, top, right, bottom, _ in stamp:
            assert 0 <= left < right <= float(width) + 0.5
            assert float(height) / 2 < top < bottom <= float(height) + 0.5
        left, top, right, bottom, _ = stamp[0]
        assert right - left > bottom - top  # "page" is wider than it is high when it stands upright
