"""Other people's formats: each is read and written by a module of its own, whose words stay inside it."""

from __future__ import annotations

from postmatch.interchange.json_resume import read_json_resume, write_json_resume

__all__ = ["read_json_resume", "write_json_resume"]
