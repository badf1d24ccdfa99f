"""A tab on the app for each test: one of a new applicant, and one with the sample applicant loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager

from postmatch.conversion import Workers
from postmatch.domain.facts import Facts
from postmatch.domain.workspace import Workspace
from postmatch.usecases.intake import Intake
from postmatch.usecases.sample import load_sample
from postmatch.usecases.tools import Tools
from tests.pages.tab import Tab


@pytest.fixture
def tab(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tab:
    """A new applicant's tab on the overview."""
    monkeypatch.setenv("POSTMATCH_DATA_DIR", str(tmp_path))
    managers: list[MediaFileManager] = []

    class Noted(MediaFileManager):
        """Streamlit's own; it is made anew for each run and would be out of reach afterwards."""

        def __init__(self, *args: object) -> None:
            super().__init__(*args)
            managers.append(self)

    monkeypatch.setattr("streamlit.testing.v1.app_test.MediaFileManager", Noted)
    return Tab(lambda: managers[-1])


@pytest.fixture(scope="session")
def sample_intake(workers: Workers, facts: Facts) -> Intake:
    """The sample applicant as its button makes it; its files take a second at the gate, so once for all tests."""
    return load_sample(Workspace(), Tools(workers=workers, facts=facts))


@pytest.fixture
def sample(tab: Tab, sample_intake: Intake) -> Tab:
    """A tab on the overview of the sample applicant."""
    tab.receive(sample_intake.workspace, sample_intake.blobs)
    return tab
