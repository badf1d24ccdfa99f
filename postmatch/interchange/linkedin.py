"""The data archive of LinkedIn ("Get a copy of your data"): a .zip of CSV files, one a section of the profile.

Files and columns are those of archives from 2018 to 2026. What has no place in the profile is kept as unplaced words;
files that are not about the profile (messages, connections and so on) are named and not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from postmatch.conversion.archives import ArchiveRefused, open_members
from postmatch.conversion.refusals import refusal
from postmatch.domain.documents import ReasonCode
from postmatch.domain.imports import Imported
from postmatch.errors import UploadRefused
from postmatch.interchange.csv_rows import read_rows
from postmatch.interchange.linkedin_sections import SECTIONS, Found

_MOST_ENTRIES = 5_000
_MOST_BYTES = 200 * 1024 * 1024
_MOST_CSV_BYTES = 8 * 1024 * 1024
_AGAIN = (
    "On LinkedIn choose Settings, Data privacy, Get a copy of your data; pick Profile, and choose the .zip that"
    " LinkedIn sends."
)


def read_linkedin(data: bytes, *, source: str) -> Imported:
    """The profile of the archive. Raises ``UploadRefused`` (damaged, too_large, unsupported_type)."""
    tables, others = _files(data)
    if not tables:
        raise refusal(
            ReasonCode.UNSUPPORTED_TYPE,
            "This .zip is not a data archive of LinkedIn: there is no Profile.csv or Positions.csv in it.",
            _AGAIN,
        )
    found = Found(source=source)
    for name in SECTIONS:
        for contents in tables.get(name, ()):
            _read_section(name, contents, found)
    found.leave("Files of the archive that were not read", [", ".join(sorted(others))] if others else [])
    return found.imported()


def _read_section(name: str, data: bytes, found: Found) -> None:
    section = SECTIONS[name]
    try:
        rows, outside = read_rows(data, known=section.columns)
    except ValueError as error:
        raise _damaged(f"The file {name} in this archive cannot be read as a table.") from error
    found.leave(section.heading, outside)
    for row in rows:
        section.place(row, found)
        found.leave(section.heading, row.left_over())


def _files(data: bytes) -> tuple[Mapping[str, list[bytes]], list[str]]:
    """Contents of the tables that are read, by plain name, for folders differ from one archive to the next and two may
    hold a table of one name each; and the names of all other files."""
    try:
        members = open_members(data, max_entries=_MOST_ENTRIES, max_bytes=_MOST_BYTES, max_member_bytes=_MOST_CSV_BYTES)
    except ArchiveRefused as error:
        if error.fault in ("too_large", "too_many_entries"):
            raise refusal(
                ReasonCode.TOO_LARGE, "This archive unpacks to more than is opened at once.", _AGAIN
            ) from error
        raise _damaged("This .zip is damaged or incomplete, so it cannot be read.") from error
    tables: dict[str, list[bytes]] = {}
    others = []
    for member in (member for member in members if not member.is_folder):
        name = PurePosixPath(member.name).name
        if name not in SECTIONS:
            others.append(member.name)
        elif member.fault:
            raise _damaged(f"The file {name} in this archive cannot be opened.")
        else:
            tables.setdefault(name, []).append(member.contents)
    return tables, others


def _damaged(message: str) -> UploadRefused:
    return refusal(ReasonCode.DAMAGED, message, _AGAIN)
