"""Who gets which process: owners apart, one owner's files together, and a new process in time."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import psutil
import pytest

from postmatch.conversion import Workers, worker_process
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from postmatch.errors import UploadRefused
from tests.conversion import misbehaving
from tests.conversion.pdf_samples import made

LIMITS = Limits()


@pytest.fixture
def telling(monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """Two workers that tell which process they are, and what the last request left in their folder."""
    monkeypatch.setattr(worker_process, "_START", misbehaving.START)
    with Workers(size=2) as workers:
        yield workers


def visit(workers: Workers) -> dict[str, Any]:
    return workers._ask_for_pages({"operation": "leave_a_file"}, b"private", read=lambda answer, _: answer)


def test_a_worker_of_one_owner_never_works_for_another(telling: Workers) -> None:
    """With more owners than workers, in every order, and from many threads."""
    served: dict[int, set[str]] = {}
    lock = threading.Lock()

    def one(number: int) -> None:
        owner = "abcd"[number * number % 4]
        answer = visit(telling.lent_to(owner))
        with lock:
            served.setdefault(answer["pid"], set()).add(owner)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(one, range(24)))
    assert len(served) >= 3
    assert all(len(owners) == 1 for owners in served.values())


def test_one_owner_keeps_a_worker_and_another_finds_nothing_of_it(telling: Workers) -> None:
    first, again = visit(telling.lent_to("ada")), visit(telling.lent_to("ada"))
    assert again["pid"] == first["pid"]
    assert (first["existed"], again["existed"]) == (False, True)  # the test sees what it looks for
    other = visit(telling.lent_to("ben"))
    assert other["pid"] != first["pid"]
    assert not other["existed"]
    assert visit(telling.lent_to("ada"))["pid"] == first["pid"]
    assert visit(telling)["pid"] not in (first["pid"], other["pid"])


def test_the_owner_who_waited_longest_gives_way_and_one_unused_worker_is_ready(telling: Workers) -> None:
    ada, ben = visit(telling.lent_to("ada")), visit(telling.lent_to("ben"))
    ready = set(telling.process_ids()) - {ada["pid"], ben["pid"]}
    assert len(ready) == 1  # since the second owner came
    assert visit(telling.lent_to("cyn"))["pid"] in ready
    assert visit(telling.lent_to("ben"))["pid"] == ben["pid"]
    visit(telling.lent_to("dan"))
    assert visit(telling.lent_to("ben"))["pid"] == ben["pid"]
    assert ada["pid"] not in telling.process_ids()
    assert len(telling.process_ids()) <= 3


def test_one_owner_alone_gets_no_more_processes_than_it_needs() -> None:
    with Workers(size=2) as workers:
        for _ in range(3):
            workers.page_texts(made())
        assert len(workers.process_ids()) == 1
        with ThreadPoolExecutor(8) as threads:
            list(threads.map(lambda _: workers.draw(made(), page_numbers=[1], width=400), range(16)))
        assert len(workers.process_ids()) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="its clock is one for all processes on POSIX only")
def test_two_requests_run_at_the_same_time_and_never_three(telling: Workers) -> None:
    def doze(_: int) -> tuple[float, float]:
        return telling._ask_for_pages({"operation": "doze"}, b"", read=lambda told, _: (told["began"], told["ended"]))

    with ThreadPoolExecutor(6) as threads:
        naps = list(threads.map(doze, range(6)))
    at_once = [sum(began <= moment < ended for began, ended in naps) for moment, _ in naps]
    assert max(at_once) == 2


def test_a_worker_is_retired_after_fifty_requests_and_after_a_refusal(telling: Workers) -> None:
    ada = telling.lent_to("ada")
    pids = [visit(ada)["pid"] for _ in range(51)]
    assert len(set(pids[:50])) == 1
    assert pids[50] != pids[0]
    with pytest.raises(UploadRefused):
        ada.normalise(Upload("x.txt", b"just text"), limits=LIMITS)
    assert visit(ada)["pid"] not in pids


def test_the_next_worker_starts_while_the_answer_is_read(telling: Workers) -> None:
    with pytest.raises(UploadRefused):
        telling.normalise(Upload("x.txt", b"just text"), limits=LIMITS)
    assert len(telling.process_ids()) == 1


def test_what_only_draws_does_not_load_the_gate(telling: Workers) -> None:
    telling.page_texts(made())
    (pid,) = telling.process_ids()
    small = psutil.Process(pid).memory_info().rss
    telling.normalise(Upload("a.pdf", made()), limits=LIMITS)
    assert telling.process_ids() == (pid,)
    assert psutil.Process(pid).memory_info().rss > small + 10_000_000


@pytest.mark.skipif(sys.platform == "win32", reason="timing there depends on how processes start")
def test_a_warm_request_costs_about_a_millisecond() -> None:
    """The way there and back alone; the least of many, since other programs take their turns."""
    with Workers(size=1) as workers:
        workers.unpack(b"x", limits=LIMITS)
        times = []
        for _ in range(45):
            started = time.perf_counter()
            workers.unpack(b"x", limits=LIMITS)
            times.append(time.perf_counter() - started)
    assert min(times) < 0.002


def test_handles_share_one_life(telling: Workers) -> None:
    handle = telling.lent_to("ada")
    visit(handle)
    telling.close()
    with pytest.raises(RuntimeError, match="closed"):
        visit(handle)
