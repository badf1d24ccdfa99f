"""Fifty folders of anything (fixed seed): nothing lost, every number true, every packet sound for other programs.

The gate is the real one; what it made of a file is remembered for the next folder that holds the same bytes.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from postmatch.errors import UploadRefused
from postmatch.usecases.build_folder import FolderJob, PacketAsked, build_folder
from postmatch.usecases.tools import Tools

FOLDERS = 50
SEED = 20261123
SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "adaeze_okafor"
LARGEST = 300_000  # bytes of a file that is drawn: fifty folders must not take ten minutes
SYSTEM_FILES = (".DS_Store", "Thumbs.db", "desktop.ini", "~$letter.docx", "._scan.pdf")
IN_BUNDLES = ("__MACOSX/._scan.pdf", ".DS_Store")
LOST = {"sample-files-unreadablemetadata.pdf": "Bad color space"}
"""What poppler still says when this file is in a packet: its damage took the colours of a shading with it."""
ODD_NAMES = (
    "{}", "  spaced  {}", "ÄÖÜ ñ {}", "письмо {}", "書類 {}", "a'b \"c\" {}", "UPPER{}", "100% & more #1 {}",
    "👩🏽‍⚕️ {}",
    "folder/{}", "a/b/c/{}", "no.ending.{}", "-dash {}", "ellipsis… {}", "x" * 90 + " {}",
)  # fmt: skip


class RememberingWorkers:
    """The workers, with the gate and the Word engine asked once for the same bytes."""

    def __init__(self, workers: Any) -> None:
        self._workers = workers
        self.known: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workers, name)

    def normalise(self, upload: Any, **asked: Any) -> Any:
        ending = upload.name.rpartition(".")[2].lower()
        key = (hashlib.sha256(upload.data).hexdigest(), ending, asked["password"])
        return self._once(key, lambda: self._workers.normalise(upload, **asked))

    def word_to_pdf(self, docx: bytes, **asked: Any) -> Any:
        return self._once(hashlib.sha256(docx).hexdigest(), lambda: self._workers.word_to_pdf(docx, **asked))

    def _once(self, key: Any, ask: Callable[[], Any]) -> Any:
        if key not in self.known:
            try:
                self.known[key] = ask()
            except UploadRefused as error:
                self.known[key] = error
        found = self.known[key]
        if isinstance(found, UploadRefused):
            raise found
        return found


@pytest.fixture(scope="module")
def remembering(tools: Tools) -> Tools:
    return replace(tools, workers=RememberingWorkers(tools.workers), reads_scans=False)


@pytest.fixture(scope="module")
def pile(corpus: Path) -> list[Path]:
    groups = [corpus / name for name in ("pdf_good", "pdf_bad", "images", "docx")] + [SAMPLE / "documents"]
    files = [path for group in groups for path in sorted(group.iterdir()) if path.is_file()]
    found = [path for path in files if path.stat().st_size <= LARGEST]
    assert len(found) > 80
    return found


class Folder:
    """A folder made by chance: ``names`` are all that must be in the report, ``waived`` those said to be waived."""

    def __init__(self, root: Path, pile: list[Path], chance: random.Random) -> None:
        self.root = root
        self.names: set[str] = set()
        self.waived: set[str] = set()
        self._pile, self._chance = pile, chance
        drawn = chance.sample(pile, chance.randint(4, 12))
        for path in drawn:
            self._add(self._name(path), path.read_bytes())
        if chance.random() < 0.5:
            again = chance.choice(drawn)
            self._add(f"copy of {again.name}", again.read_bytes())
        if chance.random() < 0.5:
            self._add(chance.choice(SYSTEM_FILES), b"the computer's own")
        if chance.random() < 0.5:
            self._add_bundle()
        if chance.random() < 0.6:
            self.waived.add(chance.choice(sorted(name for name in self.names if not _is_system(name))))

    def _name(self, path: Path) -> str:
        return self._chance.choice(ODD_NAMES).format(path.name)

    def _add(self, name: str, data: bytes) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.names.add(name)

    def _add_bundle(self) -> None:
        out = io.BytesIO()
        inside = [f"{number} {path.name}" for number, path in enumerate(self._chance.sample(self._pile, 3))]
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
            for name in inside:
                bundle.writestr(f"more/{name}", self._of(name.partition(" ")[2]))
            for name in IN_BUNDLES[: self._chance.randint(0, 2)]:
                bundle.writestr(name, b"the computer's own")
                self.names.add(f"scans.zip/{name}")
        (self.root / "scans.zip").write_bytes(out.getvalue())
        self.names |= {f"scans.zip/more/{name}" for name in inside}

    def _of(self, name: str) -> bytes:
        return next(path for path in self._pile if path.name == name).read_bytes()


def _is_system(name: str) -> bool:
    return name.rpartition("/")[2] in SYSTEM_FILES


def complaints(command: list[str]) -> str:
    """What a program says against a file; nothing when it is content."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    return done.stderr.strip() if done.returncode == 0 else f"exit status {done.returncode}: {done.stderr.strip()}"


def check_other_programs(packet: Path, report: dict[str, Any]) -> None:
    assert complaints(["qpdf", "--check", str(packet)]) == ""
    assert complaints(["pdfinfo", str(packet)]) == ""
    said = complaints(["pdftoppm", "-r", "12", "-gray", str(packet), str(packet.with_suffix(""))]).splitlines()
    used = [document["name"] for document in report["documents"] if document["status"] == "used"]
    lost = [words for name, words in LOST.items() if any(one.endswith(name) for one in used)]
    assert [line for line in said if not any(words in line for words in lost)] == []


def check_account(report: dict[str, Any], folder: Folder) -> None:
    names = [document["name"] for document in report["documents"]]
    assert sorted(names) == sorted(name.strip() for name in folder.names)
    for document in report["documents"]:
        assert (document["status"] == "used") == (document["first_page"] is not None) == (document["reason"] is None)
        if document["name"] in {name.strip() for name in folder.waived}:
            assert document["reason"]["code"] == "waived"
    entries = [*report["generated"], *report["documents"]]
    pages = [n for e in entries if e["first_page"] for n in range(e["first_page"], e["first_page"] + e["pages"])]
    assert sorted(pages) == list(range(1, report["packet"]["pages"] + 1))


def check_contents(report: dict[str, Any], texts: tuple[str, ...]) -> None:
    """Each number printed on the contents page, and the page of that number, which begins its document."""
    contents = next(entry for entry in report["generated"] if entry["kind"] == "contents")
    first, count = contents["first_page"], contents["pages"]
    lines = "\n".join(texts[first - 1 : first - 1 + count])
    lines = re.sub(r"(?m)^.*\bpage \d+ of \d+\s*$", "", lines, flags=re.IGNORECASE)  # the foot of the page
    printed = [int(one) for one in re.findall(r"(\d+)\s*$", lines, re.MULTILINE)]
    entries = [*report["generated"], *report["documents"]]
    listed = sorted(e["first_page"] for e in entries if e["first_page"] and e["kind"] not in ("contents", "divider"))
    assert printed[-len(listed) :] == listed


def check_pages(report: dict[str, Any], texts: tuple[str, ...], own: dict[str, str]) -> None:
    """The page on which a document is said to begin says what the document says on its first page."""
    for document in report["documents"]:
        words = _letters(own.get(document["name"], ""))
        if document["first_page"] and words:
            assert words in _letters(texts[document["first_page"] - 1]), document["name"]


def _letters(text: str) -> str:
    """The first of them; what stands at the end of a line is told differently by different readers."""
    return "".join(character for character in text if character.isalnum())[:60]


def check_stamps(packet: Path, pages: int) -> None:
    """The stamp is on every page, upright, inside the page and in its foot, as poppler reads it."""
    read = subprocess.run(
        ["pdftotext", "-bbox", "-cropbox", str(packet), "-"], capture_output=True, text=True, timeout=120, check=True
    ).stdout
    found = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', read, flags=re.DOTALL)
    assert len(found) == pages
    word = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
    for number, (width, height, body) in enumerate(found, start=1):
        words = [(*map(float, one[:4]), one[4]) for one in word.findall(body)]
        wanted = ["page", str(number), "of", str(pages)]
        places = [words[at : at + 4] for at in range(len(words)) if [one[4] for one in words[at : at + 4]] == wanted]
        assert places, f"page {number} has no stamp"
        stamp = places[-1]
        lefts = [one[0] for one in stamp]
        assert lefts == sorted(lefts)  # read from left to right
        for left, top, right, bottom, _ in stamp:
            assert 0 <= left < right <= float(width) + 0.5
            assert float(height) / 2 < top < bottom <= float(height) + 0.5
        left, top, right, bottom, _ = stamp[0]
        assert right - left > bottom - top  # "page" is wider than it is high when it stands upright


@pytest.mark.parametrize("number", range(FOLDERS))
def test_a_folder_of_anything_gives_a_packet_in_which_everything_is_true(
    number: int, tmp_path: Path, remembering: Tools, pile: list[Path], today: Any
) -> None:
    chance = random.Random(SEED + number)  # the same folders on every run
    folder = Folder(tmp_path / "in", pile, chance)
    asked = PacketAsked(stamp=number % 2 == 0, dividers=number % 3 == 0)
    profile = shutil.copy(SAMPLE / "profile.json", tmp_path / "profile.json")
    job = FolderJob(
        profile=Path(profile),
        documents=folder.root,
        out=tmp_path / "out",
        today=today,
        waived=frozenset(folder.waived),
        packet=asked,
    )
    result = build_folder(job, remembering)
    assert result.packet_path, result.problem
    report = json.loads((job.out / "report.json").read_text("utf-8"))
    texts = remembering.workers.page_texts(result.packet_path.read_bytes())
    check_account(report, folder)
    check_contents(report, texts)
    check_pages(report, texts, first_texts(folder, remembering))
    if asked.stamp:
        check_stamps(result.packet_path, report["packet"]["pages"])
    check_other_programs(result.packet_path, report)


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
