"""Counts tests per folder, holds each folder to the floor in floors.toml, and lets no test be skipped under CI."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Generator
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent


def read_floors(path: Path = TESTS / "floors.toml") -> dict[str, int]:
    """Folder under tests/ ("." for tests/ itself) -> the least number of tests that must pass there."""
    return {str(folder): int(count) for folder, count in tomllib.loads(path.read_text("utf-8"))["floors"].items()}


def shortfalls(floors: dict[str, int], passed: Counter[str]) -> tuple[str, ...]:
    """One sentence for each folder where fewer tests passed than its floor says."""
    return tuple(
        f"tests/{folder}: {passed[folder]} passed, and its floor in tests/floors.toml is {floor}"
        for folder, floor in sorted(floors.items())
        if passed[folder] < floor
    )


def folder_of(path: Path) -> str:
    """The folder directly under tests/ that a test file belongs to."""
    if not path.is_relative_to(TESTS):
        return "elsewhere"
    parts = path.relative_to(TESTS).parts
    return parts[0] if len(parts) > 1 else "."


def is_ci() -> bool:
    """Under CI everything the tests need was installed, so a skip hides something."""
    return os.environ.get("CI", "").lower() in {"1", "true"}


class FolderCounts:
    """The plugin; registered by conftest.py."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._collected: Counter[str] = Counter()
        self._passed: Counter[str] = Counter()

    @pytest.hookimpl(trylast=True)
    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._collected.update(folder_of(item.path) for item in session.items)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        report = yield
        if is_ci() and report.skipped and not hasattr(report, "wasxfail"):
            report.outcome = "failed"
            report.longrepr = f"Skipped under CI, where nothing may be missing: {report.longrepr}"
        if report.when == "call" and report.passed:
            self._passed[folder_of(item.path)] += 1
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        report = yield
        if is_ci() and report.skipped:
            report.outcome = "failed"
            report.longrepr = f"Skipped under CI, where nothing may be missing: {report.longrepr}"
        return report

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._missing() and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self._config.option.collectonly:
            return
        terminalreporter.section("tests per folder")
        for folder, count in sorted(self._collected.items()):
            terminalreporter.line(f"{folder:<16} collected {count:>5}   passed {self._passed[folder]:>5}")
        for sentence in self._missing():
            terminalreporter.line(f"TOO FEW  {sentence}", red=True)

    def _missing(self) -> tuple[str, ...]:
        return shortfalls(read_floors(), self._passed) if self._is_whole_suite() else ()

    def _is_whole_suite(self) -> bool:
        option = self._config.option
        is_narrowed = any(
            getattr(option, name, False) for name in ("keyword", "markexpr", "collectonly", "lf", "maxfail")
        )
        folders = {Path(self._config.invocation_params.dir, name).resolve() for name in self._config.args}
        return not is_narrowed and folders == {TESTS}
