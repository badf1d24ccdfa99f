"""One build in a process of its own, for its peak memory: ``one_build.py ours|plain WORKSPACE.zip``.

Both read the same saved workspace, whose documents have passed the gate; they differ in what they make of it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from postmatch.storage import read_archive
from tests.benchmarks.__main__ import TODAY, plain_append


def main(mode: str, archive: Path) -> None:
    workspace, blobs = read_archive(archive.read_bytes())
    if mode == "plain":
        plain_append([blobs[document.pdf_sha256 or ""] for document in workspace.documents])
        return
    from postmatch.conversion import Workers
    from postmatch.knowledge import load_facts
    from postmatch.usecases.build_packet import PacketOptions, build_packet
    from postmatch.usecases.tools import Tools

    with Workers() as workers:
        tools = Tools(workers=workers, facts=load_facts())
        build_packet(workspace, tools, blob=blobs.__getitem__, options=PacketOptions(today=TODAY))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
