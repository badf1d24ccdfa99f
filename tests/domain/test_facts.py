"""Facts: kinds and figures are found by id, and a figure that is not there is named."""

from __future__ import annotations

import pytest

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.facts import Facts


def test_a_kind_of_the_catalogue_has_its_label_and_ours_have_words(facts: Facts) -> None:
    known = facts.kinds[0]
    assert facts.kind(known.id) == known
    assert facts.label(known.id) == known.label
    assert facts.kind("no_such_kind") is None
    assert facts.label("no_such_kind") == "No such kind"
    assert (facts.label(CV_KIND), facts.label(COVER_LETTER_KIND)) == ("CV", "Cover letter")


def test_a_figure_is_found_by_id_and_a_missing_one_is_named(facts: Facts) -> None:
    known = facts.figures[-1]
    assert facts.figure(known.id) == known
    with pytest.raises(KeyError, match="no_such_figure"):
        facts.figure("no_such_figure")
