from __future__ import annotations

import subprocess
import sys
import time

import psutil
import pytest

from postmatch.conversion.processes import Tree, kill_left_behind, kill_tree, measure_tree

PARENT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).wait()"


@pytest.mark.parametrize("own_group", [True, False])
def test_killing_a_process_ends_what_it_started(own_group: bool) -> None:
    process = subprocess.Popen([sys.executable, "-c", PARENT], start_new_session=own_group and sys.platform != "win32")
    until = time.monotonic() + 20
    while not (children := psutil.Process(process.pid).children()) and time.monotonic() < until:
        time.sleep(0.02)
    assert len(children) == 1
    tree = measure_tree(process.pid)
    assert tree.process_count == 2
    assert tree.resident_bytes > psutil.Process(process.pid).memory_info().rss > 0
    kill_tree(process.pid)
    process.wait(10)
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    kill_tree(process.pid)
    assert measure_tree(process.pid) == Tree(0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are of POSIX")
def test_a_leader_that_died_first_takes_its_session_along() -> None:
    process = subprocess.Popen([sys.executable, "-c", PARENT], start_new_session=True)
    until = time.monotonic() + 20
    while not (children := psutil.Process(process.pid).children()) and time.monotonic() < until:
        time.sleep(0.02)
    process.kill()
    process.wait(10)
    assert children[0].is_running()
    kill_left_behind(process.pid)
    assert psutil.wait_procs(children, timeout=10)[1] == []


@pytest.mark.skipif(sys.platform == "win32", reason="sessions are of POSIX")
def test_a_process_that_lives_is_not_taken_for_what_another_left_behind() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True) as process:
        kill_left_behind(process.pid)
        time.sleep(0.2)
        assert process.poll() is None
        kill_tree(process.pid)
