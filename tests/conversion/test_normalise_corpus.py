"""Every file of the corpus through the gate, in a worker process, ends as its row of the manifest says.

The terminal summary shows a table by folder: how many were taken, and how, and what the hardest cost.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from postmatch.conversion import Workers
from postmatch.conversion.processes import measure_tree
from postmatch.domain.documents import Normalised, Upload
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion.pdf_samples import made
from tests.corpus import Row, read_manifest

LIMITS = Limits()
ROWS = read_manifest("pdf_good", "pdf_bad", "images", "docx")
LOCKED = [(row, password) for row in ROWS if row.folder == "pdf_bad" for password in row.passwords]
REASONS = {  # how the manifest words a refusal -> the reason it must be given
    "This PDF is locked": {"password_needed"},
    "This PDF has no pages": {"no_pages"},
    "This PDF is incomplete": {"damaged"},
    "Refused as damaged": {"damaged"},
    "This picture is damaged": {"damaged"},
    "This picture is too large": {"too_large"},
    "This Word file is locked": {"unsupported_type"},  # there is no field to type its password into
    "This Word file is damaged": {"damaged"},
    "Not one of the picture types": {"unsupported_type"},
    "Accepted without running its macros": {"unsupported_type"},
}
RECOVERABLE = {"sample-files-unreadablemetadata.pdf": 3}
"""The manifest counts the four pages that the file promises; it holds three page objects, and nothing of the fourth."""
ACTIVE_KEYS = {
    "/AA", "/AcroForm", "/Collection", "/EF", "/EmbeddedFiles", "/Encrypt", "/JavaScript", "/JS", "/OCProperties",
    "/OpenAction", "/Perms", "/RichMediaContent", "/RichMediaSettings", "/XFA",
}  # fmt: skip
QUIET_ACTIONS = {"/GoTo", "/URI"}


class Table:
    """What became of the files, by folder; printed at the end of the run."""

    def __init__(self) -> None:
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._seconds: defaultdict[str, float] = defaultdict(float)
        self._bytes: defaultdict[str, int] = defaultdict(int)

    def add(self, row: Row, ending: str, cost: Cost) -> None:
        self._counts[row.folder][ending] += 1
        self._counts[row.folder]["where either is right"] += row.expect == "either"
        self._seconds[row.folder] = max(self._seconds[row.folder], cost.seconds)
        self._bytes[row.folder] = max(self._bytes[row.folder], cost.peak_bytes)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        endings = ("accepted", "to be looked at", "stripped", "refused", "where either is right")
        terminalreporter.section("the corpus through the gate")
        terminalreporter.line(" | ".join([f"{'folder':<10}", "files", *endings, "slowest s", "largest MB"]))
        for folder, counts in self._counts.items():
            cells = [
                f"{folder:<10}",
                f"{counts.total() - counts['where either is right']:>5}",
                *(f"{counts[name]:>{len(name)}}" for name in endings),
            ]
            costs = [f"{self._seconds[folder]:>9.1f}", f"{self._bytes[folder] / 1e6:>10.0f}"]
            terminalreporter.line(" | ".join(cells + costs))


@dataclass(frozen=True)
class Cost:
    seconds: float
    peak_bytes: int


class Watched:
    """One worker, timed from outside, and its memory sampled with that of everything it starts."""

    def __init__(self, workers: Workers) -> None:
        self.workers = workers
        self._peak = 0
        self._ended = threading.Event()

    def normalise(
        self, row: Row, data: bytes, *, password: str | None = None
    ) -> tuple[Normalised | UploadRefused, Cost]:
        self._peak = 0
        self._ended.clear()
        sampler = threading.Thread(target=self._sample)
        sampler.start()
        started = time.perf_counter()
        try:
            outcome = self._outcome(Upload(row.name, data), password)
        finally:
            seconds = time.perf_counter() - started
            self._ended.set()
            sampler.join()
        return outcome, Cost(seconds, self._peak)

    def _outcome(self, upload: Upload, password: str | None) -> Normalised | UploadRefused:
        try:
            return self.workers.normalise(upload, limits=LIMITS, password=password)
        except UploadRefused as refused:
            return refused

    def _sample(self) -> None:
        while not self._ended.wait(0.01):
            sizes = [measure_tree(pid).resident_bytes for pid in self.workers.process_ids()]
            self._peak = max(self._peak, *sizes, 0)


@pytest.fixture(scope="module")
def watched() -> Iterator[Watched]:
    with Workers(size=1) as workers:
        yield Watched(workers)


@pytest.fixture(scope="module")
def table(request: pytest.FixtureRequest) -> Table:
    table = Table()
    request.config.pluginmanager.register(table, "corpus-table")
    return table


def test_the_manifest_lists_the_files_that_these_tests_are_about(corpus: Path) -> None:
    assert Counter(row.folder for row in ROWS) == {"pdf_good": 27, "pdf_bad": 27, "images": 31, "docx": 21}
    assert len(LOCKED) >= 8
    assert all((corpus / row.path).is_file() for row in ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.path)
def test_a_file_ends_as_its_row_says(row: Row, corpus: Path, watched: Watched, table: Table) -> None:
    outcome, cost = watched.normalise(row, (corpus / row.path).read_bytes())
    assert cost.seconds < LIMITS.seconds
    assert cost.peak_bytes < LIMITS.memory_bytes
    if isinstance(outcome, UploadRefused):
        assert row.expect in ("refuse", "either"), outcome.message
        assert outcome.reason in reasons(row)
        assert outcome.message
        assert outcome.hint
    else:
        assert row.expect != "refuse"
        assert_as_promised(row, outcome)
    table.add(row, ending(outcome), cost)
    assert watched.workers.normalise(Upload("next.pdf", made()), limits=LIMITS).page_count == 1


@pytest.mark.parametrize(("row", "password"), LOCKED, ids=lambda part: getattr(part, "name", str(part)))
def test_a_locked_file_opens_with_its_password(row: Row, password: str, corpus: Path, watched: Watched) -> None:
    outcome, _ = watched.normalise(row, (corpus / row.path).read_bytes(), password=password)
    assert isinstance(outcome, Normalised)
    assert outcome.page_count >= 1
    assert "decrypted" in {repair.code.value for repair in outcome.repairs}
    assert complaints(outcome) == []


def reasons(row: Row) -> set[str]:
    return next(found for words, found in REASONS.items() if row.tell_user.startswith(words))


def ending(outcome: Normalised | UploadRefused) -> str:
    if isinstance(outcome, UploadRefused):
        return "refused"
    codes = {repair.code.value for repair in outcome.repairs}
    if codes & {"active_content_removed", "attachments_removed"}:
        return "stripped"
    return "to be looked at" if any(repair.needs_look for repair in outcome.repairs) else "accepted"


def assert_as_promised(row: Row, outcome: Normalised) -> None:
    least, _, most = row.pages.partition("-")
    expected = RECOVERABLE.get(row.name)
    if expected or row.pages:
        assert (expected or int(least)) <= outcome.page_count <= (expected or int(most or least))
    assert outcome.page_count == len(outcome.pages) == len(outcome.texts) >= 1
    if row.expect == "accept_repaired":
        assert any(repair.needs_look for repair in outcome.repairs)
    if row.expect == "accept_strip":
        assert ending(outcome) == "stripped"
    if row.folder == "pdf_good":
        broken = {"rebuilt", "content_errors", "page_box_mended", "outline_removed"}
        assert not broken & {repair.code.value for repair in outcome.repairs}
    assert complaints(outcome) == []


def complaints(result: Normalised) -> list[str]:
    """What is wrong with a result that every result promises, seen by three libraries that did not write it all."""
    found = sorted(active_parts(result.pdf))
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        found += [*pdf.get_warnings(), *pdf.check_pdf_syntax()]
        found += ["encrypted"] if pdf.is_encrypted else []
        found += [] if len(pdf.pages) == result.page_count else ["page count"]
        kept = {str(item.Subtype) for page in pdf.pages for item in page.obj.get("/Annots", [])}
        found += sorted(kept - {"/Link"})
        found += [key for page in pdf.pages for key in ("/Rotate", "/UserUnit") if key in page.obj]
    if shutil.which("qpdf"):
        check = subprocess.run(["qpdf", "--check", "-"], input=result.pdf, capture_output=True, check=False)
        if b"can't open" not in check.stderr and b"No such file" not in check.stderr:
            found += [check.stderr.decode()] if check.returncode else []
    return found


def active_parts(pdf: bytes) -> set[str]:
    """Keys and actions that could do something, anywhere in the file; read with pypdf, which took no part."""
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    numbers = {number for section in reader.xref.values() for number in section} | set(reader.xref_objStm)
    waiting: list[object] = [reader.trailer]
    waiting += [IndirectObject(number, 0, reader).get_object() for number in sorted(numbers)]
    found: set[str] = set()
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, DictionaryObject):
            found |= ACTIVE_KEYS & set(thing)
            action = thing.get("/S")
            if isinstance(action, str) and thing.get("/Type") == "/Action":
                found |= {action} - QUIET_ACTIONS
        values = thing.values() if isinstance(thing, DictionaryObject) else thing if isinstance(thing, list) else ()
        waiting += [value for value in values if not isinstance(value, IndirectObject)]
    return found
