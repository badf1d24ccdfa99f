"""What each section of a packet is called: in its contents page and outline, and in the letter's list of enclosures."""

from __future__ import annotations

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND
from postmatch.domain.facts import Facts
from postmatch.packet import explanation_title
from postmatch.usecases.packet_order import Entry

_OURS = {COVER_LETTER_KIND: "Cover letter", CV_KIND: "Curriculum vitae"}


def title_of(entry: Entry, facts: Facts) -> str:
    """Letter and CV have one title, whoever wrote them; a document has the applicant's, or else its file's name."""
    if entry.explanation:
        return explanation_title(facts.label(entry.explanation.kind))
    document = entry.document
    return _OURS.get(entry.kind) or (document.title or document.file_name if document else "")
