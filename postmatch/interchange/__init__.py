"""Other people's formats: each is read and written by a module of its own, whose words stay inside it."""

from __future__ import annotations

from postmatch.interchange.json_resume import (
    import_json_resume,
    import_with_findings,
    read_json_resume,
    write_json_resume,
)
from postmatch.interchange.spreadsheet import write_checklist

__all__ = ["import_json_resume", "import_with_findings", "read_json_resume", "write_checklist", "write_json_resume"]
