"""How a rule speaks: one short name per status, a figure as a number, and lists in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import PHOTO_KIND, Document
from postmatch.domain.facts import Facts
from postmatch.domain.pages import TextSource
from postmatch.domain.workspace import Workspace

ok = partial(Finding, status=FindingStatus.OK)
todo = partial(Finding, status=FindingStatus.TODO)
warning = partial(Finding, status=FindingStatus.WARNING)
blocked = partial(Finding, status=FindingStatus.BLOCKED)


def number(facts: Facts, fact_id: str) -> int:
    """A figure that counts something. Raises ``KeyError`` for an unknown figure, ``TypeError`` for one in words."""
    value = facts.figure(fact_id).value
    if not isinstance(value, int):
        raise TypeError(f"the figure {fact_id!r} is not a whole number: {value!r}")
    return value


def day(facts: Facts, fact_id: str) -> date:
    """A figure that is a date. Raises ``KeyError`` for an unknown figure, ``TypeError`` for anything else."""
    value = facts.figure(fact_id).value
    if not isinstance(value, date):
        raise TypeError(f"the figure {fact_id!r} is not a date: {value!r}")
    return value


def lead_days(facts: Facts, kind_id: str) -> int:
    """Usual days until a document of that kind is in hand; 0 for kinds outside the catalogue."""
    kind = facts.kind(kind_id)
    return kind.lead_days if kind else 0


def in_packet(workspace: Workspace, kind_id: str) -> tuple[Document, ...]:
    """Documents of that kind that the gate took and the applicant did not deselect."""
    return tuple(document for document in workspace.documents_of(kind_id) if document.is_usable and document.included)


def listed(words: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def about(document: Document) -> dict[str, str]:
    """The fields of a finding that is about this one document."""
    return {"subject": title_of(document), "document_id": document.id}


def title_of(document: Document) -> str:
    """What the applicant knows the document by."""
    return document.title or document.file_name


def page_words(numbers: list[int]) -> str:
    """``page 2``, or ``pages 2, 3 and 5``."""
    return f"page {numbers[0]}" if len(numbers) == 1 else f"pages {listed([str(number) for number in numbers])}"


def unread_pages(document: Document) -> tuple[int, ...]:
    """The pages that stay in and that nobody has read; none of a portrait, which has no words."""
    kept = document.edits.kept
    numbers = () if document.kind == PHOTO_KIND else document.unread_pages or ()
    return tuple(number for number in numbers if kept is None or number in kept)


def may_be_scanned_letter(document: Document) -> bool:
    """Whether it goes into packets with pages of which nothing tells what they are. What is filed as a letter or reads
    like one is asked about already."""
    if not (document.is_usable and document.included) or document.kind == PHOTO_KIND or document.may_be_letter:
        return False
    is_unclear = document.text_source is TextSource.OCR and not document.reads_like
    return is_unclear or bool(unread_pages(document)) or not document.was_read
