"""Where Tesseract lies on this machine: its program, and the folders that it reads from. Only looks, starts nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

DATA_VARIABLE = "TESSDATA_PREFIX"
"""Names the folder of the languages (manual page tesseract(1)); conda sets it."""
_PLACES = (
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
    r"C:\Program Files (x86)\Tesseract-OCR\tesseract.exe",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
)
_LIBRARIES = ("lib", "lib64", "Cellar", "share/tessdata")
"""Below the folder that ``bin`` stands in: conda, Homebrew, and what was built by hand."""


@cache
def tesseract_program() -> str | None:
    return shutil.which("tesseract") or next((place for place in _PLACES if Path(place).is_file()), None)


def tesseract_parts() -> Iterator[Path]:
    """The program itself and what it needs beside it, as far as that is there; never a folder of other things."""
    program = tesseract_program()
    if program is None:
        return
    for path in {Path(program).absolute(), Path(program).resolve()}:
        yield path
        if path.parent.name == "bin":
            yield from filter(Path.exists, (path.parents[1] / name for name in _LIBRARIES))
    yield from _data_folders()


def _data_folders() -> Iterator[Path]:
    """What the variable names, or ``tessdata`` in it (as before version 4), where languages lie there."""
    if named := os.environ.get(DATA_VARIABLE):
        yield from (folder for folder in (Path(named), Path(named, "tessdata")) if any(folder.glob("*.traineddata")))
