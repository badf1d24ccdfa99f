"""LibreOffice as a Word-to-PDF engine: an own throw-away profile per call, a short environment, a time limit.

It exits with 0 when it made nothing, fetches what a document links to, and two calls on one profile get in each
other's way: hence the profile below, and belief only in a PDF that exists and opens.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from postmatch.conversion.engines.result import ConvertedWord
from postmatch.conversion.fonts import write_fontconfig
from postmatch.conversion.processes import kill_tree
from postmatch.errors import ConversionFailed

SECONDS = 90.0
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OFFICE = "/org.openoffice.Office"
_DEAD_PROXY = "127.0.0.1"
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # BlockUntrustedRefererLinks alone is enough to stop fetching; the rest is a second and third lock
    (f"{_OFFICE}.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_OFFICE}.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_OFFICE}.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", _DEAD_PROXY),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", _DEAD_PROXY),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


class LibreOfficeEngine:
    """Closest to Word of the free engines, about 2 seconds a call, and only where it is installed."""

    label = "LibreOffice"

    @property
    def note(self) -> str:
        good_for = "Closest to Word for documents with text boxes, equations or nested lists"
        if _program():
            return f"{good_for}."
        return f"{good_for}; install LibreOffice (libreoffice.org) and start Postmatch again to use it."

    def version(self) -> str:
        program = _program()
        if program is None:
            return ""
        with tempfile.TemporaryDirectory() as folder, contextlib.suppress(OSError, subprocess.SubprocessError):
            run = subprocess.run(
                [program, f"-env:UserInstallation={Path(folder).as_uri()}", "--version"],
                capture_output=True, text=True, timeout=20, env=_environment(Path(folder)), check=False,
            )  # fmt: skip
            match = re.search(r"\d+(\.\d+)+", run.stdout)
            return match.group(0) if match else ""
        return ""

    def available(self) -> bool:
        return _program() is not None

    def convert(self, docx: bytes) -> ConvertedWord:
        with tempfile.TemporaryDirectory(prefix="postmatch-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            (folder / "document.docx").write_bytes(docx)
            _write_profile(folder / "profile")
            _run(folder)
            return _believed(folder / "document.pdf")


def _program() -> str | None:
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_path or next((place for place in _PLACES if Path(place).is_file()), None)


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema">{items}</oor:items>',
        encoding="utf-8",
    )


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PROGRAMFILES") if name in os.environ}
    own = {"HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder), "LANG": "C.UTF-8"}
    return {**kept, **own, "FONTCONFIG_FILE": str(write_fontconfig(folder, with_system_fonts=True))}


def _run(folder: Path) -> None:
    command = [
        _program() or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--nolockcheck", "--nodefault", "--convert-to", "pdf:writer_pdf_Export",
        "--outdir", str(folder), str(folder / "document.docx"),
    ]  # fmt: skip
    process = subprocess.Popen(
        command, cwd=folder, env=_environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, preexec_fn=None if sys.platform == "win32" else _free_address_space,
    )  # fmt: skip
    try:
        process.wait(timeout=SECONDS)
    except BaseException as error:
        kill_tree(process.pid)
        process.wait()
        if not isinstance(error, subprocess.TimeoutExpired):
            raise
        raise ConversionFailed(
            "LibreOffice took too long with this Word file, so it was stopped and there is no PDF.",
            "Choose the built-in converter, or save the file as PDF in Word and upload that.",
        ) from error


def _free_address_space() -> None:
    """LibreOffice maps far more than it uses: in a worker, its bound is the resident memory that the parent watches."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _believed(path: Path) -> ConvertedWord:
    from postmatch.conversion.pages import count_pages  # PDFium: only where it is used

    try:
        pdf = path.read_bytes()
        page_count = count_pages(pdf)
    except Exception as error:  # no file, an empty file, or one that PDFium does not open
        raise ConversionFailed(
            "LibreOffice made no PDF of this Word file.",
            "Open it in Word, save it as PDF, and upload that; or choose the built-in converter.",
        ) from error
    return ConvertedWord(pdf, page_count)
