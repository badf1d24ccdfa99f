"""What the Workspace page says of the process that opens files, whatever the system lets it withhold."""

from __future__ import annotations

import pytest

from postmatch.conversion.confinement import FOLDERS, NETWORK, TCP
from postmatch.ui.workspace_view import confinement_words


@pytest.mark.parametrize(
    ("withheld", "words"),
    [
        (
            {FOLDERS, NETWORK, TCP},
            "Files are opened in a separate process without network and without access to your other files.",
        ),
        (
            {FOLDERS, TCP},
            "Files are opened in a separate process without access to your other files. "
            "This system does not let Postmatch keep it from every kind of network traffic.",
        ),
        (
            {FOLDERS},
            "Files are opened in a separate process without access to your other files. "
            "This system does not let Postmatch keep it from the network.",
        ),
        (
            {NETWORK},
            "Files are opened in a separate process without network. "
            "This system does not let Postmatch keep it from your other files.",
        ),
        (
            set(),
            "Files are opened in a separate process with limits of time and memory. "
            "This system does not let Postmatch keep it from the network or your other files.",
        ),
    ],
)
def test_what_is_withheld_is_said_and_what_is_not_as_well(withheld: set[str], words: str) -> None:
    assert confinement_words(frozenset(withheld)) == words
