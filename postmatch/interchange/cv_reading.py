"""What has been read of a CV so far: facts with the lines they were read from, and the lines that found no place."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from postmatch.domain.imports import Imported, Unplaced
from postmatch.domain.profile import Ecfmg, Identity, Profile, Status
from postmatch.interchange.word_ledger import not_kept


class CvReading:
    """Grows while a file is read. A line goes in with what was made of it, and what is missing of it is kept."""

    def __init__(self, *, source: str) -> None:
        self._source = source
        self._groups: dict[str, dict[str, Any]] = {"identity": {}, "status": {}, "ecfmg": {}}
        self._summary: list[str] = []
        self._lists: dict[str, list[Any]] = {}
        self._unplaced: list[Unplaced] = []

    def add(
        self, field: str, values: Iterable[Any], lines: Iterable[str], *, title: str, understood: Iterable[str] = ()
    ) -> None:
        """Entries of one list of the profile that were read from these lines, below this heading."""
        told = list(values)
        self._lists.setdefault(field, []).extend(told)
        self.leave(title, not_kept(lines, told, understood=understood))

    def say(self, group: str, **fields: Any) -> None:
        """Fields of the identity, the status or the ECFMG certification; what was told first stays."""
        self._groups[group] |= {
            name: value for name, value in fields.items() if value and name not in self._groups[group]
        }

    def knows(self, group: str, field: str) -> bool:
        return field in self._groups[group]

    def told(self) -> list[Any]:
        """Every single fact so far, to hold lines against."""
        return [value for group in self._groups.values() for value in group.values()]

    def entries(self, field: str) -> list[Any]:
        return self._lists.setdefault(field, [])

    def summarise(self, lines: Iterable[str]) -> None:
        self._summary += lines

    def leave(self, title: str, lines: Iterable[str]) -> None:
        self._unplaced += (
            Unplaced(source=self._source, heading=" ".join(title.split()), text=" ".join(line.split()))
            for line in lines
            if line.strip()
        )

    def imported(self) -> Imported:
        identity = Identity(**self._groups["identity"])
        status = Status(**self._groups["status"], ecfmg=Ecfmg(**self._groups["ecfmg"]))
        lists = {field: tuple(entries) for field, entries in self._lists.items() if entries}
        profile = Profile(identity=identity, summary="\n\n".join(self._summary), status=status, **lists)
        return Imported(source=self._source, profile=profile, unplaced=tuple(self._unplaced), is_guess=True)
