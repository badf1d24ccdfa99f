"""From anything an applicant uploads, or a filled template, to a well-formed PDF, inside bounded child processes."""

from __future__ import annotations

from postmatch.conversion import engines
from postmatch.conversion.archives import ArchiveRefused, open_archive
from postmatch.conversion.engines import ConvertedWord, EngineStatus, engine_names, engine_status
from postmatch.conversion.tesseract import tesseract_status
from postmatch.conversion.worker_process import WorkerLost
from postmatch.conversion.workers import Workers

__all__ = [
    "ArchiveRefused",
    "ConvertedWord",
    "EngineStatus",
    "WorkerLost",
    "Workers",
    "engine_names",
    "engine_status",
    "engines",
    "open_archive",
    "tesseract_status",
]
