"""One title for each section, wherever it is named."""

from __future__ import annotations

import pytest

from postmatch.domain.packet_profiles import Explanation
from postmatch.usecases.packet_order import Entry
from postmatch.usecases.packet_titles import title_of
from tests.domain.applicants import paper


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        (Entry("cv"), "Curriculum vitae"),
        (Entry("cv", document=paper("cv", title="mine")), "Curriculum vitae"),
        (Entry("cover_letter"), "Cover letter"),
        (Entry("diploma", document=paper("diploma", title="My diploma")), "My diploma"),
        (Entry("diploma", document=paper("diploma", title="", file_name="scan.pdf")), "scan.pdf"),
        (Entry("diploma", explanation=Explanation(kind="diploma", text="Lost.")), "About the medical school diploma"),
    ],
)
def test_a_section_is_called(entry, title, facts):
    assert title_of(entry, facts) == title
