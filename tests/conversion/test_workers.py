from __future__ import annotations

import io
import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pikepdf
import psutil
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from postmatch.conversion import Workers
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed, UploadRefused
from tests.conversion.pdf_samples import made
from tests.conversion.word_samples import letter

LIMITS = Limits()
ROOT = Path(__file__).resolve().parents[2]


def children() -> set[int]:
    return {process.pid for process in psutil.Process().children(recursive=True)}


def refused(workers: Workers, upload: Upload, limits: Limits = LIMITS) -> str:
    with pytest.raises(UploadRefused) as error:
        workers.normalise(upload, limits=limits)
    assert error.value.hint
    return error.value.reason


def bomb() -> bytes:
    """A page whose instructions unpack to 500 MB, twice packed so that the file itself is small."""

    def change(pdf: pikepdf.Pdf) -> None:
        once = zlib.compressobj(9)
        packed = b"".join(once.compress(b" " * 50_000_000) for _ in range(10)) + once.flush()
        pdf.pages[0].Contents = pikepdf.Stream(
            pdf, zlib.compress(packed), Filter=Array([Name.FlateDecode, Name.FlateDecode])
        )
        pdf.pages[0].obj["/Annots"] = Array([Dictionary(Subtype=Name.Stamp, Rect=[0, 0, 9, 9])])

    return made(change, compress_streams=False)


def test_nothing_starts_before_it_is_needed_and_nothing_stays_after() -> None:
    before = children()
    with Workers() as workers:
        assert children() == before
        assert workers.page_texts(made()) == ("Page 1",)
        assert len(children() - before) == 1
    assert children() == before


def test_ten_threads_get_their_own_answers(workers: Workers) -> None:
    def one(number: int) -> tuple[int, str]:
        result = workers.normalise(Upload(f"{number}.pdf", made(page_count=number)), limits=LIMITS)
        return result.page_count, workers.page_texts(result.pdf)[-1]

    with ThreadPoolExecutor(10) as threads:
        assert list(threads.map(one, range(1, 31))) == [(number, f"Page {number}") for number in range(1, 31)]


def test_a_file_that_takes_too_long_is_named_and_the_next_one_is_served(workers: Workers) -> None:
    slow = Upload("slow.docx", letter(*["a line of a long document"] * 4000))
    started = time.monotonic()
    assert refused(workers, slow, Limits(seconds=0.2)) == "timeout"
    assert time.monotonic() - started < 20
    assert workers.normalise(Upload("a.pdf", made()), limits=LIMITS).page_count == 1


def test_a_file_that_needs_too_much_memory_is_named(workers: Workers) -> None:
    assert refused(workers, Upload("bomb.pdf", bomb()), Limits(memory_bytes=300_000_000)) == "memory"
    huge = io.BytesIO()
    Image.new("RGB", (9000, 9000)).save(huge, "PNG")
    assert refused(workers, Upload("huge.png", huge.getvalue()), Limits(memory_bytes=120_000_000)) == "memory"
    assert workers.normalise(Upload("a.pdf", made()), limits=LIMITS).page_count == 1


def test_a_worker_that_dies_over_a_file_makes_it_damaged_and_is_replaced() -> None:
    with Workers(size=1) as workers:
        workers.normalise(Upload("a.pdf", made()), limits=LIMITS)  # its libraries are loaded now
        (pid,) = children_of(workers)
        slow = Upload("slow.docx", letter(*["a line of a long document"] * 4000))
        killer = threading.Thread(target=kill_when_busy, args=(pid,))
        killer.start()
        assert refused(workers, slow) == "damaged"
        killer.join()
        assert workers.page_texts(made()) == ("Page 1",)
        assert pid not in children_of(workers)


def children_of(workers: Workers) -> tuple[int, ...]:
    return workers.process_ids()


def kill_when_busy(pid: int) -> None:
    process = psutil.Process(pid)
    idle = process.cpu_times().user
    while process.cpu_times().user < idle + 0.05:
        time.sleep(0.005)
    process.kill()


def test_a_worker_killed_while_idle_costs_no_file_anything() -> None:
    with Workers(size=1) as workers:
        workers.page_texts(made())
        (pid,) = children_of(workers)
        process = psutil.Process(pid)
        process.kill()
        process.wait(5)
        assert workers.normalise(Upload("a.pdf", made()), limits=LIMITS).page_count == 1


def test_a_worker_is_replaced_after_a_refusal_and_after_fifty_requests() -> None:
    with Workers(size=1) as workers:
        workers.page_texts(made())
        first = children_of(workers)
        assert refused(workers, Upload("x.txt", b"just text")) == "unsupported_type"
        second = children_of(workers)
        assert second != first
        for _ in range(49):
            workers.page_texts(made())
        assert children_of(workers) == second
        workers.page_texts(made())
        assert children_of(workers) != second


def test_a_worker_sees_no_secret_of_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTMATCH_TEST_SECRET", "hush")
    with Workers(size=1) as workers:
        workers.page_texts(made())
        (pid,) = children_of(workers)
        environment = psutil.Process(pid).environ()
    assert "POSTMATCH_TEST_SECRET" not in environment
    assert set(environment) <= {
        "PATH", "HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "LANG", "MALLOC_ARENA_MAX", "FONTCONFIG_FILE",
        "SYSTEMROOT", "PROGRAMFILES", "LC_CTYPE",
    }  # fmt: skip


def test_a_password_reaches_neither_arguments_nor_logs(workers: Workers, caplog: pytest.LogCaptureFixture) -> None:
    locked = made(encryption=pikepdf.Encryption(owner="o", user="s3cret-w0rd", R=6))
    with caplog.at_level(logging.DEBUG):
        workers.normalise(Upload("a.pdf", locked), limits=LIMITS, password="s3cret-w0rd")
    assert "s3cret-w0rd" not in caplog.text
    assert all("s3cret-w0rd" not in " ".join(psutil.Process(pid).cmdline()) for pid in children_of(workers))


def test_drawing_what_is_no_pdf_fails_by_name(workers: Workers) -> None:
    for work in (workers.page_texts, workers.page_facts, workers.stamped_page_facts):
        with pytest.raises(ConversionFailed):
            work(b"not a PDF")
    with pytest.raises(ConversionFailed):
        workers.draw(made(), page_numbers=[7], width=100)


def test_draw_gives_one_picture_a_page(workers: Workers) -> None:
    pictures = workers.draw(made(page_count=3), page_numbers=range(1, 4), width=120)
    assert [Image.open(io.BytesIO(png)).width for png in pictures] == [120] * 3
    assert len({page.body for page in workers.page_facts(made(page_count=3))}) == 3


def test_a_process_that_forgets_to_close_leaves_no_worker_and_no_folder(tmp_path: Path) -> None:
    script = (
        "from postmatch.conversion import Workers\nfrom tests.conversion.pdf_samples import made\n"
        "pool = Workers()\npool.page_texts(made())\nprint(*pool.process_ids())"
    )
    environment = {**os.environ, "TMPDIR": str(tmp_path), "TEMP": str(tmp_path), "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert not psutil.pid_exists(int(run.stdout))
    assert list(tmp_path.iterdir()) == []


def test_a_worker_that_is_stopped_leaves_no_document_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with Workers(size=1) as workers:
        slow = Upload("slow.docx", letter(*["a line of a long document"] * 4000))
        assert refused(workers, slow, Limits(seconds=0.2)) == "timeout"
        assert list(tmp_path.rglob("*.docx")) == []
        assert len(list(tmp_path.glob("*/*/"))) <= 2
    assert list(tmp_path.iterdir()) == []


def test_closed_workers_say_so() -> None:
    workers = Workers()
    workers.close()
    workers.close()
    with pytest.raises(RuntimeError, match="closed"):
        workers.page_texts(made())
