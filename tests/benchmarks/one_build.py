"""One packet in a process of its own, for its peak memory: ``one_build.py plain|build|verified FOLDER``.

All read the same normalised files; they differ in what they make of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from postmatch.conversion import Workers
from tests.benchmarks.normalised_pile import saved_pile
from tests.benchmarks.packet import plain_append


def main(mode: str, folder: Path) -> None:
    pile = saved_pile(folder)
    if mode == "plain":
        plain_append(pile.pdfs.values())
    elif mode == "build":
        pile.build()
    else:
        with Workers() as workers:
            pile.build_and_verify(workers)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
