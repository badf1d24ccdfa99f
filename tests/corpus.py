"""The corpus of real files that tests, benchmarks and the fuzzer share, and what its MANIFEST.tsv says of each."""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Row:
    """One file. ``expect``: accept, accept_repaired, accept_strip, refuse or either; ``pages`` is empty when the
    manifest does not say; ``passwords`` open it; ``tell_user`` is what the applicant is to learn."""

    path: str
    expect: str
    pages: str
    passwords: tuple[str, ...]
    tell_user: str

    @property
    def folder(self) -> str:
        return self.path.split("/")[0]

    @property
    def name(self) -> str:
        return self.path.split("/")[1]


def corpus_folder() -> Path:
    """Where the corpus lies, or should: ``POSTMATCH_CORPUS``, or beside the checkout."""
    named = os.environ.get("POSTMATCH_CORPUS")
    return (Path(named).expanduser() if named else ROOT.parent / "shared" / "corpus").resolve()


def read_manifest(*folders: str) -> tuple[Row, ...]:
    """The rows of these folders in the order of the manifest; none when there is no corpus (the fixture ``corpus``
    then fails the test that asks for it)."""
    manifest = corpus_folder() / "MANIFEST.tsv"
    if not manifest.is_file():
        return ()
    with manifest.open(encoding="utf-8") as file:
        rows = [_row(line) for line in csv.DictReader(file, delimiter="\t")]
    return tuple(row for row in rows if row.folder in folders)


def _row(line: dict[str, str]) -> Row:
    """Passwords are written as ``foo (user), bar (owner)``."""
    passwords = tuple(word.split(" ")[0] for word in line["password"].split(", ") if word)
    return Row(line["path"], line["expect"], line["pages"], passwords, line["tell_user"])
