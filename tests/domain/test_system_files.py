from __future__ import annotations

import pytest

from postmatch.domain.system_files import is_system_file


@pytest.mark.parametrize(
    "path",
    [".DS_Store", "a/.ds_store", "Thumbs.db", "b/DESKTOP.INI", "~$cv.docx", "._cv.pdf", ".~lock.cv.docx#",
     "__MACOSX/cv.pdf", "a/__MACOSX/b/cv.pdf"],
)  # fmt: skip
def test_what_a_computer_keeps_for_itself(path: str) -> None:
    assert is_system_file(path)


@pytest.mark.parametrize("path", ["cv.pdf", "a/thumbs.db.pdf", "DS_Store.pdf", "__MACOSX", "my~$cv.docx", ""])
def test_what_may_be_a_document(path: str) -> None:
    assert not is_system_file(path)
