"""What a worker cannot reach, tried from inside one; and that everything else still works there."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from postmatch.conversion import Workers, confinement, engines, landlock, worker_process
from postmatch.conversion.confinement import FOLDERS, NETWORK, TCP
from postmatch.domain.documents import Upload
from postmatch.domain.facts import Limits
from tests.conversion import misbehaving
from tests.conversion.pdf_samples import made
from tests.conversion.word_samples import letter

ROOT = Path(__file__).resolve().parents[2]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is withheld")
REFUSED = {"PermissionError", "FileNotFoundError"}  # in the place of /tmp there is another folder

WITHOUT_NAMESPACES = "from postmatch.conversion import confinement; confinement._enter_namespaces = lambda: False; "
OLD_KERNELS = {
    "no namespaces": WITHOUT_NAMESPACES,
    "no namespaces, Linux 5.13": WITHOUT_NAMESPACES
    + "from postmatch.conversion import landlock; landlock.abi_version = lambda: 1; ",
    "no Landlock": "from postmatch.conversion import landlock; landlock.abi_version = lambda: 0; ",
    "neither": WITHOUT_NAMESPACES + "from postmatch.conversion import landlock; landlock.abi_version = lambda: 0; ",
}


def starting_with(change: str) -> str:
    head, tail = misbehaving.START.split("from tests", 1)
    return f"{head}{change}from tests{tail}"


@pytest.fixture(params=["this system", *OLD_KERNELS])
def confined(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """A worker on this system, and as it would be on lesser ones."""
    monkeypatch.setattr(worker_process, "_START", starting_with(OLD_KERNELS.get(request.param, "")))
    with Workers(size=1) as workers:
        yield workers


def attempts(workers: Workers, folder: Path) -> dict[str, str]:
    secret = folder / "secret.txt"
    secret.write_text("the applicant's own", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(f"\0postmatch-test-{os.getpid()}")
        abstract.listen()
        header: dict[str, Any] = {
            "operation": "attempts",
            "port": server.getsockname()[1],
            "secret": str(secret),
            "outside": str(folder / "left-behind"),
            "root": str(ROOT),
            "abstract": f"postmatch-test-{os.getpid()}",
        }
        found = workers._ask_for_pages(header, b"", read=lambda answer, _: answer)
    found.pop("blobs")
    assert not [*folder.glob("left-behind*")] or FOLDERS not in workers.confinement()
    return found


@LINUX
def test_what_is_said_to_be_withheld_is_withheld_and_the_rest_works(confined: Workers, tmp_path: Path) -> None:
    withheld, found = confined.confinement(), attempts(confined, tmp_path)
    assert found["write in its own folder"] == found["read its templates"] == "done"
    assert found["rename in its own folder"] in ("done", "OSError")  # Linux 5.13 knows no renaming between folders
    if FOLDERS in withheld:
        for attempt in ("read a secret", "list the folder of the secret", "write outside", "read the project"):
            assert found[attempt] in REFUSED, attempt
        for attempt in ("read passwords", "read its parent's memory map", "run a program of its own"):
            assert found[attempt] == "PermissionError", attempt
    if NETWORK in withheld:
        for attempt in ("connect by TCP", "send by UDP", "look up a name", "reach an abstract socket"):
            assert found[attempt] != "done", attempt
    if TCP in withheld:
        assert (found["connect by TCP"], found["listen"]) == ("PermissionError", "PermissionError")


@LINUX
def test_all_that_the_kernel_offers_is_in_force() -> None:
    abi = landlock.abi_version()
    with Workers(size=1) as workers:
        withheld = workers.confinement()
    assert (FOLDERS in withheld) == (abi >= 1)
    assert (TCP in withheld) == (abi >= 4)


@LINUX
def test_signals_and_abstract_sockets_end_at_the_worker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if landlock.abi_version() < 6:
        pytest.skip("Landlock knows scopes since Linux 6.12")
    monkeypatch.setattr(worker_process, "_START", starting_with(WITHOUT_NAMESPACES))
    with Workers(size=1) as workers:
        found = attempts(workers, tmp_path)
    assert found["signal its parent"] == found["reach an abstract socket"] == "PermissionError"


@LINUX
def test_the_attempts_succeed_where_nothing_is_withheld(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Otherwise the tests above would prove nothing."""
    nothing = "from postmatch.conversion import worker; worker.withhold = lambda folder: (); "
    monkeypatch.setattr(worker_process, "_START", starting_with(nothing))
    with Workers(size=1) as workers:
        assert workers.confinement() == frozenset()
        found = attempts(workers, tmp_path)
    may_fail_anywhere = {"look up a name", "read passwords"}
    assert {name for name, result in found.items() if result != "done"} <= may_fail_anywhere


@pytest.mark.parametrize("engine", engines.engine_names())
def test_the_engines_work_in_every_confinement(confined: Workers, engine: str) -> None:
    if not engines.engine_status(engine).available:
        pytest.skip(f"{engine} is not on this machine")
    assert confined.word_to_pdf(letter("Dear Dr. Osei,"), engine=engine).page_count == 1
    assert confined.word_to_pdf(letter("and again"), engine=engine).page_count == 1


def test_elsewhere_nothing_is_withheld_and_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for platform in ("darwin", "win32"):
        monkeypatch.setattr(sys, "platform", platform)
        assert confinement.withhold(tmp_path) == ()


def test_a_kernel_that_says_no_keeps_no_worker_from_starting(monkeypatch: pytest.MonkeyPatch) -> None:
    refusing = (
        "from postmatch.conversion import confinement\n"
        "def refuse(*_, **__): raise OSError(38, 'not implemented')\n"
        "confinement._drop_privileges = refuse; confinement._enter_namespaces = lambda: False\n"
    )
    monkeypatch.setattr(worker_process, "_START", starting_with(refusing))
    with Workers(size=1) as workers:
        assert workers.confinement() == frozenset()
        assert workers.word_to_pdf(letter("Dear Dr. Osei,")).page_count == 1


@LINUX
def test_a_system_that_keeps_libraries_elsewhere_gets_workers_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """And is told so: nothing is claimed to be withheld."""
    too_strict = "from postmatch.conversion import confinement; confinement._python_folders = lambda: iter(()); "
    monkeypatch.setattr(worker_process, "_START", starting_with(too_strict))
    with Workers(size=1) as workers:
        assert workers.normalise(Upload("a.pdf", made()), limits=Limits()).page_count == 1
        first_try_failed = not workers.confinement()
    assert first_try_failed == (landlock.abi_version() >= 1)


@LINUX
@pytest.mark.parametrize("end", ["os.kill(os.getpid(), signal.SIGSYS)", "os._exit(3)", "os.close(3); time.sleep(60)"])
def test_a_start_that_confinement_ends_in_whatever_way_is_tried_once_without_it_and_remembered(
    end: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Some systems end a process that asks for what they do not allow. The next worker does not ask again."""
    ending = (
        "import os, signal, time\nfrom postmatch.conversion import worker\n"
        f"def end(folder): {end}\nworker.withhold = end\n"
    )
    monkeypatch.setattr(worker_process, "_START", starting_with(ending))
    with Workers(size=1) as workers:
        assert workers.lent_to("ada").confinement() == frozenset()
        assert workers.lent_to("ben").word_to_pdf(letter("Dear Dr. Osei,")).page_count == 1
    assert caplog.text.count("without confinement") == 1


@LINUX
@pytest.mark.parametrize(
    ("release", "is_bounded"), [("5.10.0-33-amd64", False), ("5.14.0-rc1", True), ("6.18.44", True), ("unknown", False)]
)
def test_processes_are_bounded_only_where_the_workers_own_are_counted(
    release: str, is_bounded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import resource

    asked = []
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(release=release))
    monkeypatch.setattr(resource, "setrlimit", lambda kind, _: asked.append(kind))
    confinement._bound_processes()
    assert asked == [resource.RLIMIT_NPROC] * is_bounded
