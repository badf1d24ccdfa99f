"""What is said about how a document sits on its page, and keys that do not move when a part goes."""

from __future__ import annotations

import pytest

from postmatch.domain.cv_form import CvPart
from postmatch.domain.one_page import Fit, ProposedCut
from postmatch.ui.one_page_view import in_words, part_key


@pytest.mark.parametrize(
    ("fit", "body", "free_share", "words"),
    [
        (Fit.ONE_PAGE, 10.5, 0.083, "Set in 10.5 pt; 8 % of the page is free."),
        (Fit.NEARLY_EMPTY, 11.0, 0.62, "Set in 11 pt; 62 % of the page is free."),
        (Fit.TOO_LONG, 9.5, 0.4, ""),
        (Fit.SEVERAL_PAGES, None, 0.4, ""),
    ],
)
def test_what_was_done_to_fit_is_one_plain_line(fit: Fit, body: float | None, free_share: float, words: str) -> None:
    assert in_words(fit, body=body, free_share=free_share) == words


def test_parts_of_one_entry_have_keys_of_their_own() -> None:
    parts = (CvPart(entry_id="a"), CvPart(entry_id="a", line="One"), CvPart(entry_id="a", line="Two"))
    keys = {part_key(ProposedCut(part=part, label="", reason="")) for part in parts}
    assert len(keys) == 3
    assert part_key(ProposedCut(part=parts[1], label="x", reason="y")) in keys
