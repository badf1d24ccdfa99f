"""Reading a folder: every file by its name, nothing followed, nothing passed over, nothing too large in memory."""

from __future__ import annotations

import os
import shutil

import pytest

from postmatch.domain.documents import ReasonCode
from postmatch.domain.facts import Limits
from postmatch.domain.packet import LeftOut
from postmatch.usecases.folder_files import read_files


@pytest.fixture
def listed(tmp_path):
    """``listed()``: name to bytes, or to the code of the reason, of everything in ``tmp_path``, in its order."""

    def read() -> dict[str, bytes | ReasonCode]:
        found = read_files(tmp_path, Limits())
        return {name: one.code if isinstance(one, LeftOut) else one for name, one in found}

    return read


def test_files_come_by_relative_path_in_the_order_of_their_names(tmp_path, listed):
    (tmp_path / "b").mkdir()
    for name in ("c.pdf", "b/z.pdf", "a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    assert list(listed()) == ["a.pdf", "b.pdf", "b/z.pdf", "c.pdf"]
    assert listed()["b/z.pdf"] == b"b/z.pdf"


def test_an_empty_file_is_a_file(tmp_path, listed):
    (tmp_path / "empty.pdf").touch()
    assert listed() == {"empty.pdf": b""}


def test_links_pipes_and_files_of_the_system_are_listed_and_not_opened(tmp_path, listed):
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "dangling.pdf").symlink_to("nowhere")
    (tmp_path / "Thumbs.db").write_bytes(b"x")
    names = {"loop", "dangling.pdf", "Thumbs.db"}
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.pdf")  # opening it would wait for ever
        names.add("pipe.pdf")
    assert listed() == dict.fromkeys(names, ReasonCode.IGNORED)


def test_a_folder_that_cannot_be_opened_is_listed_and_not_passed_over(tmp_path, listed):
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(30):  # a path longer than systems open, made a step at a time
        os.mkdir("f" * 200, dir_fd=here)
        inner = os.open("f" * 200, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    assert list(listed().values()) == [ReasonCode.UNREADABLE]
    shutil.rmtree(tmp_path / ("f" * 200))


def test_a_giant_is_refused_without_being_read(tmp_path, listed):
    with open(tmp_path / "giant.pdf", "wb") as file:
        file.truncate(1 << 42)  # a hole of four terabytes, which takes no room on the disk and fits no memory
    assert listed() == {"giant.pdf": ReasonCode.TOO_LARGE}
