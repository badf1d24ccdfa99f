from __future__ import annotations

import subprocess
import sys
import time

import psutil
import pytest

from postmatch.conversion.processes import kill_tree, resident_bytes

PARENT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).wait()"


@pytest.mark.parametrize("own_group", [True, False])
def test_killing_a_process_ends_what_it_started(own_group: bool) -> None:
    process = subprocess.Popen([sys.executable, "-c", PARENT], start_new_session=own_group and sys.platform != "win32")
    until = time.monotonic() + 20
    while not (children := psutil.Process(process.pid).children()) and time.monotonic() < until:
        time.sleep(0.02)
    assert len(children) == 1
    alone, together = (resident_bytes(process.pid, with_children=flag) for flag in (False, True))
    assert 0 < alone < together
    kill_tree(process.pid)
    process.wait(10)
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    kill_tree(process.pid)
    assert resident_bytes(process.pid, with_children=True) == 0
