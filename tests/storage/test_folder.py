"""Where the work of this user lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmatch.storage import data_directory


def test_the_environment_names_the_folder_at_each_call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POSTMATCH_DATA_DIR", str(tmp_path / "one"))
    assert data_directory() == tmp_path / "one"
    monkeypatch.setenv("POSTMATCH_DATA_DIR", str(tmp_path / "two"))
    assert data_directory() == tmp_path / "two"


def test_a_tilde_means_the_home_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTMATCH_DATA_DIR", "~/work")
    assert data_directory() == Path.home() / "work"


@pytest.mark.parametrize("empty", ["", "  "])
def test_without_a_name_the_system_says_where_and_nothing_is_made(monkeypatch: pytest.MonkeyPatch, empty: str) -> None:
    monkeypatch.setenv("POSTMATCH_DATA_DIR", empty)
    folder = data_directory()
    assert folder.is_absolute()
    assert "postmatch" in folder.name.lower()
