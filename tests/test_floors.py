"""The plugin that counts tests: a folder below its floor is named, and under CI no skip stays unseen."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.floors import TESTS, folder_of, read_floors, shortfalls

ROOT = TESTS.parent
PLUGIN = """
from tests.floors import FolderCounts

def pytest_configure(config):
    config.pluginmanager.register(FolderCounts(config), "folder-counts")
"""
SKIPS_INSIDE = "import pytest\ndef test_x():\n    pytest.skip('no browser here')\n"
SKIPS_IN_FIXTURE = (
    "import pytest\n@pytest.fixture\ndef f():\n    pytest.skip('no browser here')\ndef test_x(f): assert f\n"
)
SKIPS_THE_MODULE = "import pytest\npytest.skip('no browser here', allow_module_level=True)\n"


def run_pytest(folder: Path, *, ci: bool) -> subprocess.CompletedProcess[str]:
    (folder / "conftest.py").write_text(PLUGIN, "utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", "utf-8")
    inherited = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(folder)],
        env={**inherited, "PYTHONPATH": str(ROOT), **({"CI": "true"} if ci else {})},
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    "source", [SKIPS_INSIDE, SKIPS_IN_FIXTURE, SKIPS_THE_MODULE], ids=["test", "fixture", "module"]
)
def test_under_ci_a_skip_is_a_failure_and_elsewhere_it_is_a_skip(tmp_path: Path, source: str) -> None:
    (tmp_path / "test_one.py").write_text(source, "utf-8")
    done = run_pytest(tmp_path, ci=True)
    assert done.returncode != 0
    assert "Skipped under CI" in done.stdout
    assert run_pytest(tmp_path, ci=False).stdout.rstrip().splitlines()[-1].count("1 skipped") == 1


def test_the_counts_are_shown_and_the_last_line_is_still_that_of_pytest(tmp_path: Path) -> None:
    (tmp_path / "test_one.py").write_text("def test_x(): assert 1\ndef test_y(): assert 0\n", "utf-8")
    lines = run_pytest(tmp_path, ci=True).stdout.rstrip().splitlines()
    assert any(line.split() == ["elsewhere", "collected", "2", "passed", "1"] for line in lines)
    assert "1 failed, 1 passed" in lines[-1]


def test_a_folder_below_its_floor_is_named() -> None:
    floors = {"ui": 3, "domain": 2, ".": 1}
    assert shortfalls(floors, Counter({"ui": 3, "domain": 5, ".": 1})) == ()
    (sentence,) = shortfalls(floors, Counter({"ui": 2, "domain": 2, ".": 1}))
    assert sentence.startswith("tests/ui: 2 passed")


def test_every_folder_of_tests_has_a_floor_above_zero() -> None:
    floors = read_floors()
    folders = {folder_of(path) for path in TESTS.rglob("test_*.py")}
    assert folders
    assert folders == set(floors)
    assert all(floor > 0 for floor in floors.values())
