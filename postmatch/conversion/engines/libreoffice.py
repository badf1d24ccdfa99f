"""LibreOffice as a Word-to-PDF engine: one that stays warm takes the documents, a fresh one what that cannot.

It exits with 0 when it made nothing: hence belief only in a PDF that exists and opens.
"""

from __future__ import annotations

import contextlib
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from postmatch.conversion.engines import office_process
from postmatch.conversion.engines.result import LaidOut
from postmatch.conversion.engines.warm_office import WarmOffice
from postmatch.errors import ConversionFailed

if TYPE_CHECKING:
    from postmatch.conversion.word_file import WordFile

SECONDS, SECONDS_MORE = 90.0, 2.0
"""For one document, and for each one more in the same call."""
_RANGE = re.compile(r"([0-9a-f]+)(?:-([0-9a-f]+))?")
_warm = WarmOffice()


class LibreOfficeEngine:
    """Closest to Word of the free engines: about a second for the first document, 0.07 s for each after it."""

    label = "LibreOffice"
    limits = (
        "It has to be installed, and its first document takes a second or more.",
        "Pages may differ a little from one machine to the next, because it also uses the fonts that are installed.",
        "Its PDF is never the same twice to the byte, though its pages are.",
    )

    @property
    def note(self) -> str:
        good_for = "Closest to Word for documents with text boxes, equations or nested lists"
        if office_process.program():
            return f"{good_for}."
        return f"{good_for}; install LibreOffice (libreoffice.org) and start Postmatch again to use it."

    def version(self) -> str:
        program = office_process.program()
        if program is None:
            return ""
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(OSError, subprocess.SubprocessError):
            run = subprocess.run(
                [program, f"-env:UserInstallation={Path(folder).as_uri()}", "--version"],
                capture_output=True, text=True, timeout=20, env=office_process.environment(Path(folder)), check=False,
            )  # fmt: skip
            match = re.search(r"\d+(\.\d+)+", run.stdout)
            return match.group(0) if match else ""
        return ""

    def available(self) -> bool:
        return office_process.program() is not None

    def convert(self, file: WordFile) -> LaidOut:
        made = self.convert_many([file])[0]
        if isinstance(made, ConversionFailed):
            raise made
        return made

    def convert_many(self, files: Sequence[WordFile]) -> tuple[LaidOut | ConversionFailed, ...]:
        """All in one call; what that leaves without a PDF is tried once more by itself, as one document may have ended
        the program that the others waited for."""
        from postmatch.conversion.script_runs import with_script_fonts  # lxml: only where it is used

        with tempfile.TemporaryDirectory(prefix="postmatch-", ignore_cleanup_errors=True) as name:
            documents = [Path(name) / f"{number}.docx" for number in range(len(files))]
            for document, file in zip(documents, files, strict=True):
                document.write_bytes(with_script_fonts(file).docx)
            try:
                _write_pdfs(documents, seconds=SECONDS + SECONDS_MORE * len(files))
            except subprocess.TimeoutExpired:
                return tuple(_believed(document) or _took_too_long() for document in documents)
            made = tuple(_believed(document) or _alone(document) for document in documents)
        if any(isinstance(one, ConversionFailed) for one in made):
            _warm.close()  # nothing that such a document may have left behind meets the next
        return made

    def boxes(self, characters: frozenset[str], pdf: bytes) -> frozenset[str]:
        """What no font of this machine has, as fontconfig tells; macOS and Windows, which have none, come with fonts
        for nearly everything."""
        program = shutil.which("fc-list")
        if program is None:
            return frozenset()
        with tempfile.TemporaryDirectory() as folder:
            command, surroundings = [program, ":", "charset"], office_process.environment(Path(folder))
            listed = subprocess.run(command, capture_output=True, text=True, env=surroundings, check=False).stdout
        ranges = [(int(first, 16), int(last or first, 16)) for first, last in _RANGE.findall(_charsets(listed))]
        return frozenset(one for one in characters if not any(first <= ord(one) <= last for first, last in ranges))


def _charsets(listed: str) -> str:
    """The ranges alone, of lines like ``:charset=20-7e a0-17f``."""
    return "\n".join(line.partition("charset=")[2] for line in listed.splitlines())


def _write_pdfs(documents: Sequence[Path], *, seconds: float) -> None:
    if documents and not _warm.convert(documents, seconds=seconds):
        _write_pdfs_apart(documents, seconds=seconds)


def _write_pdfs_apart(documents: Sequence[Path], *, seconds: float) -> None:
    """In a process and with a profile that are there for these documents only."""
    with tempfile.TemporaryDirectory(prefix="postmatch-", ignore_cleanup_errors=True) as name:
        office_process.write_profile(Path(name) / "profile")
        office_process.convert(Path(name), documents, seconds=seconds)


def _alone(document: Path) -> LaidOut | ConversionFailed:
    try:
        _write_pdfs_apart([document], seconds=SECONDS)
    except subprocess.TimeoutExpired:
        return _took_too_long()
    return _believed(document) or ConversionFailed(
        "LibreOffice made no PDF of this Word file.",
        "Open it in Word, save it as PDF, and upload that; or choose the built-in converter.",
    )


def _took_too_long() -> ConversionFailed:
    return ConversionFailed(
        "LibreOffice took too long with this Word file, so it was stopped and there is no PDF.",
        "Choose the built-in converter, or save the file as PDF in Word and upload that.",
    )


def _believed(document: Path) -> LaidOut | None:
    """None for no file, an empty file, or one that PDFium does not open."""
    from pypdfium2 import PdfiumError

    from postmatch.conversion.pages import count_pages  # PDFium: only where it is used

    try:
        pdf = document.with_suffix(".pdf").read_bytes()
        return LaidOut(pdf, count_pages(pdf))
    except (OSError, PdfiumError):
        return None
