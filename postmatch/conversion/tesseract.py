"""Reading scans with Tesseract: how it is asked and what it answers (``tesseract_places`` says where it lies).

The program gets the picture of a page on its standard input and answers on its standard output, so that no picture
is left behind. ``read_pages`` runs inside a worker process, where confinement may hide a program that is seen outside;
the rest may run anywhere.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from statistics import median

from postmatch.conversion.engines import EngineStatus
from postmatch.conversion.tesseract_places import DATA_VARIABLE, tesseract_program
from postmatch.conversion.visual_lines import SeenLetters
from postmatch.domain.pages import Box, RecognizedPages
from postmatch.errors import ConversionFailed, EngineUnavailable

DPI = 300
"""What Tesseract reads best (its documentation, "Improving the quality of the output")."""
PAGE_SECONDS = 60.0
MOST_PIXELS = 20_000_000
"""Twice a letter page at ``DPI``; a larger page is drawn coarser."""
MOST_LANGUAGES = 4
"""Each language that is tried makes reading slower by about its share."""
HOW_TO_GET = "Install Tesseract (tesseract-ocr.github.io) and start Postmatch again to have scans read."
_ENGLISH, _ORIENTATION = "eng", "osd"
_WORD_LEVEL = "5"
_MOST_FALL = 0.1  # seven degrees on an upright page; lines that fall more are no lines
_SUREST_NOTHING = 0.0  # Tesseract gives rules and ornaments, which it takes for words, a certainty of nought


def available() -> bool:
    """True when the program is there and can read English."""
    return tesseract_program() is not None and _ENGLISH in _languages()


def version() -> str:
    """As the program says it, without its name; empty when it is not there."""
    program = tesseract_program()
    found = re.search(r"\d+(?:\.\d+)+", _told(program, "--version")) if program else None
    return found.group(0) if found else ""


def tesseract_status() -> EngineStatus:
    """What a page says of it. Starts the program, so keep the answer."""
    is_there = available()
    note = "Reads scans and photos, so that their kind and their numbers can be checked." if is_there else HOW_TO_GET
    return EngineStatus("tesseract", "Tesseract", is_there, version() if is_there else "", note)


def read_pages(pdf: bytes, *, page_numbers: Sequence[int]) -> RecognizedPages:
    """What stands on each of the pages (from 1), read from its picture; two to six seconds a page.

    The spots are those of the pages that hold text as well: only here all numbers of a document are known together.
    Raises ``EngineUnavailable`` without Tesseract, ``ConversionFailed`` when it gives up or takes longer than
    ``PAGE_SECONDS`` for one page, ``IndexError`` for a page that is not there.
    """
    from postmatch.conversion.pages import draw_grey  # PDFium: only where it is used
    from postmatch.conversion.spots import find_spots

    if not available():
        raise EngineUnavailable("Tesseract is not on this machine, so scans cannot be read.", HOW_TO_GET)
    scans = {
        number: _read(draw_grey(pdf, page_number=number, dpi=DPI, most_pixels=MOST_PIXELS), number)
        for number in page_numbers
    }
    texts = tuple(scans[number].text for number in page_numbers)
    return RecognizedPages(texts=texts, spots=find_spots(pdf, scans=scans))


@cache
def _languages() -> tuple[str, ...]:
    """English, then the others that are installed, the ones for orientation left out."""
    program = tesseract_program()
    lines = _told(program, "--list-langs").splitlines()[1:] if program else []
    installed = sorted(line.strip() for line in lines if line.strip())
    return tuple(sorted(installed, key=lambda name: name != _ENGLISH))


def _told(program: str, question: str) -> str:
    with suppress(OSError, subprocess.SubprocessError):
        run = subprocess.run([program, question], capture_output=True, timeout=20, env=_environment(), check=False)
        return (run.stdout or run.stderr).decode("utf-8", "replace")
    return ""


def _environment() -> dict[str, str]:
    kept = ("PATH", "SYSTEMROOT", "HOME", "TMPDIR", "TEMP", "TMP", DATA_VARIABLE)
    # one thread a page: several are hardly faster, and two workers would fight for the same processors
    return {**{name: os.environ[name] for name in kept if name in os.environ}, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


def _read(picture: bytes, page_number: int) -> SeenLetters:
    languages = [name for name in _languages() if name != _ORIENTATION][:MOST_LANGUAGES]
    layout = "1" if _ORIENTATION in _languages() else "3"  # with a look for pages that lie on their side, or without
    command = [tesseract_program() or "tesseract", "stdin", "stdout", "--dpi", str(DPI), "--psm", layout]
    command += ["-l", "+".join(languages), "tsv"]
    try:
        run = subprocess.run(
            command, input=picture, capture_output=True, timeout=PAGE_SECONDS, env=_environment(), check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise _gave_up(page_number) from error
    if run.returncode != 0:
        raise _gave_up(page_number)
    return _letters_of(run.stdout.decode("utf-8", "replace"))


def _gave_up(page_number: int) -> ConversionFailed:
    return ConversionFailed(
        f"Tesseract gave up on page {page_number}, so its words are not known.",
        "Look at the page yourself: is it filed right, is it yours, and does it show a number you do not want to send?",
    )


@dataclass(frozen=True)
class _Word:
    text: str
    line: tuple[str, ...]
    box: Box


def _letters_of(table: str) -> SeenLetters:
    """The letters of Tesseract's table of words, each in the box of its word: line after line, a blank line between
    blocks."""
    text: list[str] = []
    boxes: list[Box | None] = []
    previous: _Word | None = None
    rows = list(csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    page = next((row for row in rows if row["level"] == "1"), None)
    if page is None:
        return SeenLetters("", (), 1.0)
    width, height = int(page["width"]), int(page["height"])
    words = list(_words(rows, width, height))
    for word in words:
        gap = _gap(previous, word)
        text.append(gap + word.text)
        boxes += [None] * len(gap) + [word.box] * len(word.text)
        previous = word
    return SeenLetters("".join(text), boxes, width / height, _fall(words))


def _fall(words: Sequence[_Word]) -> float:
    """How much the lines of a page that was scanned aslant fall, see ``SeenLetters``: what most of them do, as seen at
    the upper and lower edges of their first and last words. Nothing when it is not a little."""
    falls = []
    for _, line in groupby(words, key=lambda word: word.line):
        boxes = [word.box for word in line]
        first, last = boxes[0], boxes[-1]
        if last[0] > first[2]:
            width = (last[0] + last[2] - first[0] - first[2]) / 2
            falls += [(last[edge] - first[edge]) / width for edge in (1, 3)]
    fall = median(falls) if falls else 0.0
    return fall if abs(fall) < _MOST_FALL else 0.0


def _gap(previous: _Word | None, word: _Word) -> str:
    if previous is None:
        return ""
    if previous.line == word.line:
        return " "
    return "\n" if previous.line[0] == word.line[0] else "\n\n"


def _words(rows: Sequence[dict[str, str]], width: int, height: int) -> Iterator[_Word]:
    for row in rows:
        text = (row["text"] or "").strip()
        if row["level"] == _WORD_LEVEL and text and float(row["conf"]) > _SUREST_NOTHING:
            left, top = int(row["left"]), int(row["top"])
            right, bottom = left + int(row["width"]), top + int(row["height"])
            box = (left / width, top / height, right / width, bottom / height)
            yield _Word(text, (row["block_num"], row["par_num"], row["line_num"]), box)
