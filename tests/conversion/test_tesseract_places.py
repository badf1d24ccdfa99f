"""Tesseract outside the folders of the system, as conda, Homebrew or one's own hand puts it there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from postmatch.conversion import Workers, tesseract, tesseract_places, worker_process
from tests.conversion.test_confinement import WITHOUT_NAMESPACES, starting_with
from tests.conversion.test_tesseract import LINES, scan

LANGUAGES = "/usr/share/tesseract-ocr"


@pytest.fixture(autouse=True)
def _looked_for_anew() -> Iterator[None]:
    tesseract_places.tesseract_program.cache_clear()
    yield
    tesseract_places.tesseract_program.cache_clear()


def test_its_own_folders_belong_to_it_and_none_of_other_things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keg, prefix = tmp_path / "Cellar" / "tesseract" / "5", tmp_path
    for folder in (keg / "bin", keg / "lib", prefix / "bin", prefix / "lib", prefix / "share" / "tessdata"):
        folder.mkdir(parents=True)
    (prefix / "share" / "applicant").mkdir()
    program = keg / "bin" / "tesseract"
    program.touch(mode=0o755)
    (prefix / "bin" / "tesseract").symlink_to(program)
    monkeypatch.setenv("PATH", str(prefix / "bin"))
    monkeypatch.delenv("TESSDATA_PREFIX", raising=False)

    assert set(tesseract_places.tesseract_parts()) == {
        program,
        prefix / "bin" / "tesseract",
        keg / "lib",
        prefix / "lib",
        prefix / "Cellar",
        prefix / "share" / "tessdata",
    }


def test_a_program_that_lies_among_other_files_opens_no_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "tesseract"
    program.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("TESSDATA_PREFIX", str(tmp_path))

    assert list(tesseract_places.tesseract_parts()) == [program]
    (tmp_path / "eng.traineddata").touch()
    assert list(tesseract_places.tesseract_parts()) == [program, tmp_path]


@pytest.mark.ocr
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere nothing is withheld")
def test_a_worker_reads_scans_with_one_that_lies_in_a_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = shutil.which("tesseract")
    languages = next(Path(LANGUAGES).glob("*/tessdata/eng.traineddata"), None)
    if program is None or languages is None:
        pytest.skip("the system has no Tesseract to copy")
    home = tmp_path / "conda"
    (home / "bin").mkdir(parents=True)
    shutil.copy(program, home / "bin")
    shutil.copytree(languages.parent, home / "languages")
    monkeypatch.setenv("PATH", f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TESSDATA_PREFIX", str(home / "languages"))
    # in the place of /tmp, where the tests live, a worker would see a folder of its own
    monkeypatch.setattr(worker_process, "_START", starting_with(WITHOUT_NAMESPACES))

    with Workers(size=1) as workers:
        (text,) = workers.recognize(scan(*LINES), page_numbers=[1]).texts
    assert "Adaeze Okafor" in text
    assert tesseract_places.tesseract_program() == str(home / "bin" / "tesseract")
    assert tesseract.available()
