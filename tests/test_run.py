"""run.py: what is done once is not done again, and every trouble is one sentence instead of a traceback."""

from __future__ import annotations

import ast
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import pytest

import run
from tests.browser.server import free_port

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Copy:
    """A folder with run.py in it, and what the first start there printed."""

    folder: Path
    first_words: str


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """run.py with a requirement file that asks no package index for anything, started once."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copy(ROOT / "run.py", folder)
    (folder / "postmatch").mkdir()
    (folder / "postmatch" / "__main__.py").write_text("import sys; print(sys.argv[1:]); sys.exit(7)", "utf-8")
    (folder / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    return Copy(folder, start(folder, "build").stdout)


@pytest.fixture
def copy(made: Copy) -> Path:
    """The folder of ``made`` with its environment complete."""
    (made.folder / "requirements.txt").write_text("# nothing\n", encoding="utf-8")
    stamp = made.folder / ".venv" / "requirements.stamp"
    stamp.write_text(run.stamp_of(made.folder / "requirements.txt"), encoding="utf-8")
    return made.folder


def start(folder: Path, *arguments: str, python: tuple[str, ...] = (sys.executable,), **environment: str):
    """Run ``run.py`` of ``folder`` to its end."""
    inherited = {
        name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHONPATH", "STREAMLIT_"))
    }
    return subprocess.run(
        [*python, str(folder / "run.py"), *arguments],
        env={**inherited, **environment},
        capture_output=True,
        text=True,
        timeout=120,
    )


def said(done: subprocess.CompletedProcess[str]) -> str:
    """The one line on stderr; the run must have failed and not by a traceback."""
    assert done.returncode != 0
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_an_old_python_can_read_the_file_far_enough_to_say_that_it_is_too_old() -> None:
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"), feature_version=(3, 6))
    futures = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"]
    assert not futures, "Python 3.6 stops at an unknown __future__ import"
    subscripted = [
        node.value.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id in {"list", "dict"}
    ]
    assert not subscripted, "list[str] is an error before Python 3.9"
    unknown = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} & {"match", "ExceptionGroup"}
    assert not unknown


@pytest.mark.parametrize("version", [(3, 6, 9), (3, 10, 14), (2, 7, 18)])
def test_a_python_too_old_is_named_with_what_is_needed(version: tuple[int, ...]) -> None:
    with pytest.raises(run.CannotStart, match=rf"^This is Python {version[0]}\.{version[1]}, and .* 3\.11 or newer"):
        run.check_python(version)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_python_is_welcome(version: tuple[int, ...]) -> None:
    assert run.check_python(version) is None


def test_only_the_standard_library_is_imported() -> None:
    tree = ast.parse((ROOT / "run.py").read_text("utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert names
    assert {name.split(".")[0] for name in names} <= sys.stdlib_module_names


def test_a_python_without_venv_says_which_package_brings_it(tmp_path: Path) -> None:
    shutil.copy(ROOT / "run.py", tmp_path)
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    blocker = "import sys, runpy; sys.modules['ensurepip'] = None; sys.argv = sys.argv[1:];"
    blocker += "runpy.run_path(sys.argv[0], run_name='__main__')"
    done = start(tmp_path, python=(sys.executable, "-c", blocker))
    assert "sudo apt install python3-venv" in said(done)


def test_the_first_start_makes_the_environment_and_the_second_has_nothing_to_do(made: Copy) -> None:
    assert "Making the environment" in made.first_words
    assert "Installing requirements.txt" in made.first_words
    assert start(made.folder, "build").stdout == "['build']\n"


def test_changed_requirements_are_installed_into_the_same_environment(copy: Path) -> None:
    (copy / "requirements.txt").write_text("# something else\n", encoding="utf-8")
    changed = start(copy, "build").stdout
    assert "Making the environment" not in changed
    assert "Installing requirements.txt" in changed


def test_an_interrupted_installation_is_taken_up_again(copy: Path) -> None:
    (copy / ".venv" / "requirements.stamp").unlink()
    assert "Installing requirements.txt" in start(copy, "build").stdout


def test_an_environment_of_another_python_is_made_again(copy: Path) -> None:
    made_by = copy / ".venv" / "pyvenv.cfg"
    made_by.write_text(re.sub(r"(?m)^version = \S+", "version = 3.4.1", made_by.read_text("utf-8")), "utf-8")
    (copy / ".venv" / "requirements.stamp").write_text("of another time", "utf-8")
    assert "Making the environment" in start(copy, "build").stdout


@pytest.mark.parametrize("retries", ["0", "1"])
def test_no_network_is_one_sentence(copy: Path, retries: str) -> None:
    (copy / "requirements.txt").write_text("a-package-that-is-not-here==1.0\n", encoding="utf-8")
    nowhere = {"PIP_INDEX_URL": f"http://127.0.0.1:{free_port()}/simple", "PIP_RETRIES": retries}
    done = start(copy, **nowhere, PIP_CONFIG_FILE=os.devnull, PIP_NO_CACHE_DIR="1")
    assert "the network did not answer" in said(done)
    stamp = (copy / ".venv" / "requirements.stamp").read_text("utf-8")
    assert stamp != run.stamp_of(copy / "requirements.txt"), "the next start must try again"


def test_a_failure_of_pip_is_one_sentence_that_names_the_log(copy: Path) -> None:
    (copy / "requirements.txt").write_text("this is no requirement\n", encoding="utf-8")
    sentence = said(start(copy))
    assert sentence.endswith("install.log.")
    assert "this is no requirement" in (copy / ".venv" / "install.log").read_text("utf-8")


def test_the_exit_status_of_a_build_is_passed_on(copy: Path) -> None:
    done = start(copy, "build", "--out", "a b")
    assert done.returncode == 7
    assert done.stdout.endswith("['build', '--out', 'a b']\n")


def test_a_port_that_is_taken_is_one_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(run.CannotStart, match=r"^Port \d+ cannot be used"):
            run.choose_port("127.0.0.1", str(other.getsockname()[1]))


def test_without_a_wish_the_first_free_port_from_8501_is_taken() -> None:
    chosen = run.choose_port("127.0.0.1", None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", chosen))
        other.listen()
        assert 8501 <= chosen < run.choose_port("127.0.0.1", None)


@pytest.mark.parametrize("wish", ["", "abc", "0", "65536", "-1", "80.5"])
def test_a_port_that_is_no_port_is_wrong_use(wish: str) -> None:
    with pytest.raises(run.CannotStart, match="must be a number") as caught:
        run.choose_port("127.0.0.1", wish)
    assert caught.value.code == 2


def test_our_options_are_taken_out_and_the_others_go_through() -> None:
    arguments = ["--port", "8600", "--theme.base=dark", "--server.port=8700", "--", "x"]
    assert run.take_option(arguments, "--port", "--server.port") == ("8700", ["--theme.base=dark", "--", "x"])
    assert run.take_option(["a"], "--port") == (None, ["a"])
    with pytest.raises(run.CannotStart, match="needs a value"):
        run.take_option(["--port"], "--port")


def test_the_address_is_printed_when_the_app_answers_and_one_interrupt_stops_everything(tmp_path: Path) -> None:
    """The start as a person sees it, with the environment that these tests run in instead of a new one."""
    port = free_port()
    script = f"import run, sys; run.prepare = lambda *_: sys.executable; sys.exit(run.main(['--port', '{port}']))"
    starter = subprocess.Popen(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "POSTMATCH_DATA_DIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert starter.stdout is not None
    try:
        assert f"http://127.0.0.1:{port} " in starter.stdout.readline()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5) as answer:
            assert answer.read() == b"ok"
    finally:
        starter.send_signal(signal.SIGINT)
        status = starter.wait(20)
        starter.stdout.close()
    assert status == 0
    until = time.monotonic() + 5
    while not run.is_free("127.0.0.1", port) and time.monotonic() < until:
        time.sleep(0.05)
    assert run.is_free("127.0.0.1", port)
