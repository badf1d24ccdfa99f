"""Fifty folders of anything (fixed seed), each as a packet of some kind: nothing lost, every number true, every PDF
sound for other programs.

The gate is the real one; what it made of a file is remembered for the next folder that holds the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import random
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from postmatch.errors import UploadRefused
from postmatch.usecases.build_folder import FolderJob, PacketAsked, build_folder
from postmatch.usecases.tools import Tools
from tests.usecases.other_programs import check_soundness, check_stamps
from tests.usecases.random_folders import SAMPLE, Folder, RememberingWorkers, packet_asked, pile_of

FOLDERS = 50
SEED = 20261123
LETTERS = tuple(sorted((SAMPLE / "documents").glob("LOR*")))
LETTER_KIND = "letter_of_recommendation"


@dataclass(frozen=True)
class Sent:
    """One PDF of a packet: its row in the report, everything that the report says is in it, and its texts."""

    path: Path
    row: dict[str, Any]
    entries: tuple[dict[str, Any], ...]
    texts: tuple[str, ...]

    def of_kind(self, kind: str) -> list[dict[str, Any]]:
        return [entry for entry in self.entries if entry["kind"] == kind]

    @property
    def listed(self) -> list[dict[str, Any]]:
        """What a contents page lists."""
        return [entry for entry in self.entries if entry["kind"] not in ("contents", "divider")]


@pytest.fixture(scope="module")
def remembering(tools: Tools) -> Tools:
    return replace(tools, workers=RememberingWorkers(tools.workers), reads_scans=False)


@pytest.fixture(scope="module")
def pile(corpus: Path) -> list[Path]:
    found = pile_of(corpus)
    assert len(found) > 80
    return found


def asked_of(number: int) -> PacketAsked:
    return packet_asked(random.Random(f"{SEED} packet {number}"))


def test_the_folders_are_asked_for_as_packets_of_every_kind_and_form() -> None:
    asked = [asked_of(number) for number in range(FOLDERS)]
    kinds = Counter(one.profile for one in asked)
    assert kinds["email"] >= FOLDERS // 2
    assert min(kinds["separate"], kinds["letter_portal"]) >= 5
    emails = [one for one in asked if one.profile == "email"]
    for one in ({"stamp": True}, {"dividers": True}, {"split": True}, {"stamp": False, "dividers": False}):
        assert sum(one.items() <= vars(each).items() for each in emails) >= 5
    for kind in kinds:
        of_kind = [one for one in asked if one.profile == kind]
        assert {one.stamp for one in of_kind} == {True, False}
        assert len({one.target_bytes for one in of_kind}) >= 3


@pytest.mark.parametrize("number", range(FOLDERS))
def test_a_folder_of_anything_gives_a_packet_in_which_everything_is_true(
    number: int, tmp_path: Path, remembering: Tools, pile: list[Path], today: Any
) -> None:
    asked = asked_of(number)
    always = LETTERS if asked.profile == "letter_portal" else ()
    folder = Folder(tmp_path / "in", pile, random.Random(SEED + number), always)  # the same folders on every run
    job = FolderJob(
        profile=Path(shutil.copy(SAMPLE / "profile.json", tmp_path / "profile.json")),
        documents=folder.root,
        out=tmp_path / "out",
        today=today,
        waived=frozenset(folder.waived),
        packet=asked,
    )
    result = build_folder(job, remembering)
    assert result.packet_path, result.problem
    report = json.loads((job.out / "report.json").read_text("utf-8"))
    files = tuple(sent(result.packet_path, report, tmp_path / "sent", remembering))
    check_account(report, folder)
    check_form(report, files, asked)
    check_size(report, files, asked)
    own = first_texts(folder, remembering)
    for file in files:
        check_numbers(file)
        check_contents(file)
        check_pages(file, own)
        if asked.stamp and asked.profile != "letter_portal":
            check_stamps(file.path, file.row["pages"])
        check_soundness(file.path, (entry["name"] for entry in file.entries if "name" in entry))


def sent(packet: Path, report: dict[str, Any], folder: Path, tools: Tools) -> Iterator[Sent]:
    """The PDFs as they are sent, which are those that the report speaks of."""
    data, told = packet.read_bytes(), report["packet"]
    assert (packet.name, len(data)) == (told["file"], told["bytes"])
    assert hashlib.sha256(data).hexdigest() == told["sha256"]
    folder.mkdir()
    if packet.suffix == ".zip":
        with zipfile.ZipFile(packet) as archive:
            archive.extractall(folder)
    else:
        shutil.copy(packet, folder)
    assert sorted(path.name for path in folder.iterdir()) == sorted(row["file"] for row in report["files"])
    assert sum(row["pages"] for row in report["files"]) == told["pages"]
    for row in report["files"]:
        pdf = (folder / row["file"]).read_bytes()
        assert (hashlib.sha256(pdf).hexdigest(), len(pdf)) == (row["sha256"], row["bytes"])
        entries = [e for e in [*report["generated"], *report["documents"]] if e["packet_file"] == row["file"]]
        yield Sent(folder / row["file"], row, tuple(entries), tools.workers.page_texts(pdf))


def check_account(report: dict[str, Any], folder: Folder) -> None:
    """Each upload once, used or left out with a reason."""
    names = [document["name"] for document in report["documents"]]
    assert sorted(names) == sorted(name.strip() for name in folder.names)
    files = {row["file"] for row in report["files"]}
    for document in report["documents"]:
        is_used = document["status"] == "used"
        assert is_used == (document["first_page"] is not None) == (document["reason"] is None)
        assert is_used == (document["packet_file"] in files)
        if document["name"] in {name.strip() for name in folder.waived}:
            assert document["reason"]["code"] == "waived"


def check_form(report: dict[str, Any], files: tuple[Sent, ...], asked: PacketAsked) -> None:
    """What the kind of packet promises of its files."""
    if asked.profile == "email":
        assert len(files) == 1 or (asked.split and asked.target_bytes)
        assert [len(file.of_kind("contents")) for file in files] == [1] * len(files)
    else:
        assert [len(file.entries) for file in files] == [1] * len(files)
        assert not any(file.of_kind("contents") or file.of_kind("divider") for file in files)
    if asked.profile == "letter_portal":
        assert {entry["kind"] for file in files for entry in file.entries} == {LETTER_KIND}
        assert len(files) >= len(LETTERS) - 1  # one of them may be waived
    else:
        assert {"cover_letter", "cv"} <= {entry["kind"] for file in files for entry in file.entries}
    has_dividers = asked.dividers and asked.profile == "email"
    for file in files:
        before = {entry["first_page"] + 1 for entry in file.of_kind("divider")}
        divided = {entry["first_page"] for entry in file.listed if entry["kind"] != "cover_letter"}
        assert before == (divided if has_dividers else set())


def check_size(report: dict[str, Any], files: tuple[Sent, ...], asked: PacketAsked) -> None:
    """A file is no larger than was asked for, or the checklist says so; nothing is reduced without need."""
    target = asked.target_bytes
    if target is None:
        return
    said = " ".join(one["message"] for one in report["checklist"] if one["kind"] == "packet")
    too_large = [file for file in files if file.row["bytes"] > target]
    assert bool(said) or not too_large
    if len(files) > 1:
        assert all(file.path.name in said for file in too_large)
        assert all(len(file.listed) == 1 for file in too_large)  # or it would have been divided further
    for document in report["documents"]:
        if document["reduced"]:
            assert document["reduced"]["to_bytes"] < document["reduced"]["from_bytes"]
            assert document["reduced"]["to_dpi"] >= min(150, document["reduced"]["from_dpi"])


def check_numbers(file: Sent) -> None:
    """Each page belongs to one entry."""
    pages = [n for e in file.entries for n in range(e["first_page"], e["first_page"] + e["pages"])]
    assert sorted(pages) == list(range(1, file.row["pages"] + 1)) == list(range(1, len(file.texts) + 1))


def check_contents(file: Sent) -> None:
    """Each number printed on the contents page, and the page of that number, which begins its document."""
    for contents in file.of_kind("contents"):
        first, count = contents["first_page"], contents["pages"]
        lines = "\n".join(file.texts[first - 1 : first - 1 + count])
        lines = re.sub(r"(?m)^.*\bpage \d+ of \d+\s*$", "", lines, flags=re.IGNORECASE)  # the foot of the page
        printed = [int(one) for one in re.findall(r"(\d+)\s*$", lines, re.MULTILINE)]
        listed = sorted(entry["first_page"] for entry in file.listed)
        assert printed[-len(listed) :] == listed


def check_pages(file: Sent, own: dict[str, str]) -> None:
    """The page on which a document is said to begin says what the document says on its first page."""
    for entry in file.entries:
        words = _letters(own.get(entry.get("name", ""), ""))
        if words:
            assert words in _letters(file.texts[entry["first_page"] - 1]), entry["name"]


def _letters(text: str) -> str:
    """The first of them; what stands at the end of a line is told differently by different readers."""
    return "".join(character for character in text if character.isalnum())[:60]


def first_texts(folder: Folder, tools: Tools) -> dict[str, str]:
    """What the gate read on the first page of each file that it took, by the file's name in the report."""
    found = {}
    for name in folder.names:
        path = folder.root / name
        if path.is_file():
            key = (hashlib.sha256(path.read_bytes()).hexdigest(), name.rpartition(".")[2].lower(), None)
            normalised = tools.workers.known.get(key)
            if normalised is not None and not isinstance(normalised, UploadRefused):
                found[name.strip()] = normalised.texts[0]
    return found
