"""Folders of anything, made by chance from real files, and the packets that are asked of them."""

from __future__ import annotations

import hashlib
import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from postmatch.errors import UploadRefused
from postmatch.usecases.build_folder import PacketAsked

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "adaeze_okafor"
LARGEST = 300_000  # bytes of a file that is drawn: fifty folders must not take ten minutes
SYSTEM_FILES = (".DS_Store", "Thumbs.db", "desktop.ini", "~$letter.docx", "._scan.pdf")
IN_BUNDLES = ("__MACOSX/._scan.pdf", ".DS_Store")
ODD_NAMES = (
    "{}", "  spaced  {}", "ÄÖÜ ñ {}", "письмо {}", "書類 {}", "a'b \"c\" {}", "UPPER{}", "100% & more #1 {}",
    "👩🏽‍⚕️ {}",
    "folder/{}", "a/b/c/{}", "no.ending.{}", "-dash {}", "ellipsis… {}", "x" * 90 + " {}",
)  # fmt: skip


KINDS_OF_PACKET = ("email",) * 6 + ("separate",) * 3 + ("letter_portal",) * 2
TARGETS = (None, 60_000, 250_000, 600_000, 2_000_000)  # bytes; a document in a packet has some 80,000


def packet_asked(chance: random.Random) -> PacketAsked:
    """A packet of any kind and form."""
    return PacketAsked(
        profile=chance.choice(KINDS_OF_PACKET),
        stamp=chance.random() < 0.5,
        dividers=chance.random() < 0.4,
        target_bytes=chance.choice(TARGETS),
        split=chance.random() < 0.5,
    )


def pile_of(corpus: Path) -> list[Path]:
    """The files that folders are made from."""
    groups = [corpus / name for name in ("pdf_good", "pdf_bad", "images", "docx")] + [SAMPLE / "documents"]
    files = [path for group in groups for path in sorted(group.iterdir()) if path.is_file()]
    return [path for path in files if path.stat().st_size <= LARGEST]


class RememberingWorkers:
    """The workers, with the gate, the Word engine and smaller pictures asked once for the same bytes."""

    def __init__(self, workers: Any) -> None:
        self._workers = workers
        self.known: dict[Any, Any] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._workers, name)

    def normalise(self, upload: Any, **asked: Any) -> Any:
        ending = upload.name.rpartition(".")[2].lower()
        key = (hashlib.sha256(upload.data).hexdigest(), ending, asked["password"])
        return self._once(key, lambda: self._workers.normalise(upload, **asked))

    def shrink(self, pdf: bytes, *, step: int) -> Any:
        return self._once((hashlib.sha256(pdf).hexdigest(), step), lambda: self._workers.shrink(pdf, step=step))

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


class Folder:
    """A folder made by chance: ``names`` are all that must be in the report, ``waived`` those said to be waived.

    ``always`` are files that it holds in any case.
    """

    def __init__(self, root: Path, pile: list[Path], chance: random.Random, always: tuple[Path, ...] = ()) -> None:
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
        for path in always:
            self._add(self._name(path), path.read_bytes())
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
