"""Fixtures that every folder of tests shares: the corpus of files, the worker processes, the season's facts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.corpus import corpus_folder
from tests.floors import FolderCounts

if TYPE_CHECKING:
    from postmatch.conversion import Workers
    from postmatch.domain.facts import Facts

# A busy machine makes an example slow without making it wrong.
settings.register_profile("postmatch", deadline=None)
settings.load_profile("postmatch")


def pytest_configure(config: pytest.Config) -> None:
    """Count tests per folder (``tests/floors.py``)."""
    config.pluginmanager.register(FolderCounts(config), "folder-counts")


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of real files with its MANIFEST.tsv. Without it a test cannot say anything, so it fails."""
    folder = corpus_folder()
    if not (folder / "MANIFEST.tsv").is_file():
        pytest.fail(
            "The corpus of test files is not where it was looked for; set POSTMATCH_CORPUS to the folder that holds"
            " its MANIFEST.tsv.",
            pytrace=False,
        )
    return folder


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """One pool of conversion processes for the whole run; starting one costs more than most tests."""
    from postmatch.conversion import Workers

    with Workers() as pool:
        yield pool


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The season's facts as they are shipped."""
    from postmatch.knowledge import load_facts

    return load_facts()
