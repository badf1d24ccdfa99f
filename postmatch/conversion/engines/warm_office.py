"""A LibreOffice that stays: started once, it takes over the documents of every later call.

Measured with 7.4: a letter takes 1.1 s in a process of its own, 1.0 s with a profile that is there already, and 0.07 s
handed over to one that runs; of fifty, each takes 0.03 s. A second call on the same profile gives its documents to the
first (LibreOffice's own way), waits, and ends. The first stays only while it has a document open, so it is given one.
"""

from __future__ import annotations

import atexit
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from postmatch.conversion.engines import office_process

_START_SECONDS = 30.0
_POLL_SECONDS = 0.01
_MOST_DOCUMENTS = 200
"""Then a new one is started: it keeps a little of each document."""
_OPEN_DOCUMENT = "open.txt"


class WarmOffice:
    """At most one LibreOffice, with a profile of its own. It ends with this process.

    Not thread-safe, and never for two applicants: a worker process has one, and one owner.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._document_count = 0

    def convert(self, documents: Sequence[Path], *, seconds: float) -> bool:
        """A PDF beside each document, if LibreOffice makes one; False when none could be kept running here.

        Raises ``subprocess.TimeoutExpired``; the LibreOffice that hung is ended.
        """
        folder = self._running()
        if folder is None:
            return False
        self._document_count += len(documents)
        try:
            office_process.convert(folder, documents, seconds=seconds)
        except BaseException:
            self.close()
            raise
        return True

    def close(self) -> None:
        """Ends it and removes its profile; the next document starts another."""
        if self._process is not None:
            office_process.end(self._process)
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._process, self._folder, self._document_count = None, None, 0

    def _running(self) -> Path | None:
        """The folder of one that takes documents, started when there is none. On Linux only: measured there."""
        if not sys.platform.startswith("linux"):
            return None
        is_alive = self._process is not None and self._process.poll() is None
        if is_alive and self._document_count < _MOST_DOCUMENTS:
            return self._folder
        self.close()
        self._start()
        if not self._is_ready():
            self.close()
        return self._folder

    def _start(self) -> None:
        atexit.unregister(self.close)
        atexit.register(self.close)
        self._folder = Path(tempfile.mkdtemp(prefix="postmatch-"))
        office_process.write_profile(self._folder / "profile")
        (self._folder / _OPEN_DOCUMENT).write_text("Open, so that LibreOffice stays.", "ascii")
        self._process = office_process.start(self._folder, str(self._folder / _OPEN_DOCUMENT))

    def _is_ready(self) -> bool:
        """It has opened its document, and marks that as every office program does. Before this, a second call would
        not find it and fight for the profile."""
        if self._folder is None or self._process is None:
            return False
        mark, until = self._folder / f".~lock.{_OPEN_DOCUMENT}#", time.monotonic() + _START_SECONDS
        while time.monotonic() < until and self._process.poll() is None:
            if mark.exists():
                return True
            time.sleep(_POLL_SECONDS)
        return False
