"""Makes the Word templates that come with Postmatch: ``python -m templates.make_templates``.

The .docx files are what Postmatch reads, and they may be edited in Word like any other. Running this again overwrites
those named below and with them whatever was edited there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from docx.document import Document as WordDocument

from templates import cv_designs, letter_designs
from templates.word_building import Properties, finish

HERE = Path(__file__).resolve().parent
DESIGNS: dict[str, tuple[Callable[[], WordDocument], Properties]] = {
    "cv/classic": (cv_designs.make_classic, cv_designs.CLASSIC_CV),
    "cv/classic_long": (cv_designs.make_classic_long, cv_designs.LONG_CV),
    "cv/modern": (cv_designs.make_modern, cv_designs.MODERN_CV),
    "cv/academic": (cv_designs.make_academic, cv_designs.ACADEMIC_CV),
    "cover_letter/classic": (letter_designs.make_classic_letter, letter_designs.CLASSIC_COVER),
    "cover_letter/modern": (letter_designs.make_modern_letter, letter_designs.MODERN_COVER),
}


def main() -> None:
    for name, (make, properties) in DESIGNS.items():
        path = HERE / f"{name}.docx"
        path.parent.mkdir(exist_ok=True)
        finish(make(), path, properties)


if __name__ == "__main__":
    main()
