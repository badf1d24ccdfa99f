"""How LibreOffice is run: a profile with locks, a short environment, no bound that only a worker needs.

It fetches what a document links to unless it is told not to, and says nothing when it makes no PDF.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from postmatch.conversion.fonts import write_fontconfig
from postmatch.conversion.processes import kill_tree

_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OFFICE = "/org.openoffice.Office"
_DEAD_PROXY = "127.0.0.1"
_EXPORT = (
    'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
"""PDF/A-2b with tags, since LibreOffice 7.4."""
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


def program() -> str | None:
    """Where LibreOffice is on this machine."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    return on_path or next((place for place in _PLACES if Path(place).is_file()), None)


def write_profile(profile: Path) -> None:
    """A new profile that runs no macro and asks nobody outside. Two programs on one profile get in each other's way."""
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


def environment(folder: Path) -> dict[str, str]:
    """Nothing of ours but the way to programs; everything it writes goes into ``folder``."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "PROGRAMFILES") if name in os.environ}
    own = {"HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder), "LANG": "C.UTF-8"}
    return {**kept, **own, "FONTCONFIG_FILE": str(write_fontconfig(folder, with_fonts=True))}


def start(folder: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """LibreOffice without windows, with ``folder/profile`` as its profile."""
    command = [
        program() or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
        "--norestore", "--nolockcheck", *arguments,
    ]  # fmt: skip
    return subprocess.Popen(
        command, cwd=folder, env=environment(folder), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, preexec_fn=None if sys.platform == "win32" else _on_its_own,
    )  # fmt: skip


def convert(folder: Path, documents: Sequence[Path], *, seconds: float) -> None:
    """A PDF beside each document, if LibreOffice makes one; ``folder`` holds its profile.

    Raises ``subprocess.TimeoutExpired`` when it took longer than ``seconds``, with all it started ended.
    """
    out = str(documents[0].parent)
    process = start(folder, "--nodefault", "--convert-to", _EXPORT, "--outdir", out, *map(str, documents))
    try:
        process.wait(timeout=seconds)
    except BaseException:
        end(process)
        raise


def end(process: subprocess.Popen[bytes]) -> None:
    """Ends it with everything it started."""
    kill_tree(process.pid)
    process.wait()


def _on_its_own() -> None:
    """In a group of processes of its own, because a confined worker cannot look up what LibreOffice started, only end
    a group; in the session of the worker, which its parent ends. Without the worker's kernel limits: LibreOffice maps
    far more than it uses, and may outlive the request that a limit of processor time is for. Its bounds are the clock
    and the resident memory that the parent watches."""
    import resource

    os.setpgid(0, 0)
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU):
        hard = resource.getrlimit(kind)[1]
        resource.setrlimit(kind, (hard, hard))
