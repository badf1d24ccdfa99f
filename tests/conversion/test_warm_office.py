"""The LibreOffice that stays: one process for many documents, gone when it should be."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from postmatch.conversion.engines import engine_status, warm_office
from postmatch.conversion.engines.warm_office import WarmOffice
from postmatch.conversion.pages import count_pages
from tests.conversion.word_samples import letter

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not engine_status("libreoffice").available, reason="LibreOffice is not on this machine")


@pytest.fixture
def office() -> Iterator[WarmOffice]:
    one = WarmOffice()
    yield one
    one.close()


@pytest.fixture
def documents(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"{number}.docx" for number in range(3)]
    for path in paths:
        path.write_bytes(letter(f"Letter {path.stem}"))
    return paths


def offices_below_this_process() -> set[int]:
    return {one.pid for one in psutil.Process().children(recursive=True) if "soffice.bin" in one.name()}


def pages_of(path: Path) -> int:
    return count_pages(path.with_suffix(".pdf").read_bytes())


def test_one_process_makes_one_document_after_another(office: WarmOffice, documents: list[Path]) -> None:
    others = offices_below_this_process()
    assert office.convert(documents[:1], seconds=60)
    kept = offices_below_this_process() - others
    assert office.convert(documents[1:], seconds=60)
    assert [pages_of(path) for path in documents] == [1, 1, 1]
    assert offices_below_this_process() - others == kept
    assert len(kept) == 1
    office.close()
    assert not kept & offices_below_this_process()


def test_one_that_died_is_replaced(office: WarmOffice, documents: list[Path]) -> None:
    others = offices_below_this_process()
    office.convert(documents[:1], seconds=60)
    first = offices_below_this_process() - others
    for pid in first:
        psutil.Process(pid).kill()
    for path in documents[1:]:  # the first may find it half gone, and is made all the same
        assert office.convert([path], seconds=60)
        assert pages_of(path) == 1
    now = offices_below_this_process() - others
    assert len(now) == 1
    assert not first & now


def test_one_that_takes_too_long_is_ended_with_all_it_started(office: WarmOffice, documents: list[Path]) -> None:
    others = offices_below_this_process()
    office.convert(documents[:1], seconds=60)
    with pytest.raises(subprocess.TimeoutExpired):
        office.convert(documents[1:], seconds=0.001)
    assert offices_below_this_process() == others


def test_after_many_documents_it_starts_afresh(
    office: WarmOffice, documents: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(warm_office, "_MOST_DOCUMENTS", 2)
    others = offices_below_this_process()
    office.convert(documents[:2], seconds=60)
    first = offices_below_this_process() - others
    office.convert(documents[2:], seconds=60)
    assert not first & offices_below_this_process()
    assert pages_of(documents[2]) == 1


PARENT = """
import sys, time
from pathlib import Path
from postmatch.conversion import Workers
if __name__ == "__main__":
    workers = Workers(size=1)
    workers.word_to_pdf(Path(sys.argv[1]).read_bytes(), engine="libreoffice")
    print("converted", flush=True)
    time.sleep(60)
"""


def is_running(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def test_it_ends_with_its_worker_even_when_the_whole_app_is_killed(documents: list[Path]) -> None:
    command = [sys.executable, "-c", PARENT, str(documents[0])]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT)
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"converted\n"
    started = [one.pid for one in psutil.Process(parent.pid).children(recursive=True)]
    assert any("soffice.bin" in psutil.Process(pid).name() for pid in started)
    parent.kill()
    parent.communicate()
    until = time.monotonic() + 20
    while any(map(is_running, started)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not [pid for pid in started if is_running(pid)]
