"""What there is to know about one document: each note says it in words, with the one action that settles it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.documents import Document
from postmatch.domain.facts import Facts
from postmatch.domain.rules.contents import HOW_SCANS_ARE_READ, REPLACE_BY_ITSELF
from postmatch.domain.rules.findings import may_be_scanned_letter, page_words, unread_pages
from postmatch.domain.rules.letters import WHAT_TO_LOOK_FOR
from postmatch.domain.sensitive import visible_spots

# Rules whose findings are said here already from the document itself, or stand on its card as its state.
SAID_OTHERWISE = frozenset(
    {
        "refused_files",
        "wrong_slot",
        "sensitive_numbers",
        "picture_looks",
        "unread_scans",
        "waived_scans",
        "waived_letters",
        "waiver_unknown",
        "unsorted_files",
    }
)


class Settle(StrEnum):
    """What a note offers to do."""

    FILE_AS = "file_as"  # ``target``: the kind
    PAINT_OVER = "paint_over"  # ``target``: the page number
    STRAIGHTEN = "straighten"


@dataclass(frozen=True)
class Note:
    """One thing about a document. ``is_offer``: something that may be done, nothing that has to be settled."""

    message: str
    hint: str = ""
    settle: Settle | None = None
    target: str = ""
    label: str = ""
    is_offer: bool = False


def notes_of(document: Document, findings: Sequence[Finding], facts: Facts) -> tuple[Note, ...]:
    """What to settle first, then what may be done; nothing for a refused file, whose reason stands on its card."""
    if not document.is_usable:
        return ()
    return (
        *_wrong_slot(document, facts),
        *_sensitive(document),
        *_looks(document),
        *_unread(document),
        *_scanned_letter(document, findings),
        *_from_rules(document, findings),
        *_straighten(document),
    )


def _wrong_slot(document: Document, facts: Facts) -> Iterator[Note]:
    if document.is_misfiled:
        label, words = facts.label(document.reads_like), ", ".join(f"“{one}”" for one in document.reads_like_words)
        yield Note(
            message=f"This reads like another kind of document: {label}. It says {words}.",
            settle=Settle.FILE_AS,
            target=document.reads_like,
            label=f"File it as {label}",
        )


def _sensitive(document: Document) -> Iterator[Note]:
    spots = visible_spots(document)
    page_numbers = sorted({spot.page_number for spot in spots})
    for page_number in page_numbers:
        here = dict.fromkeys(f"{spot.kind.label} {spot.masked}" for spot in spots if spot.page_number == page_number)
        yield Note(
            message=f"Page {page_number} shows a {' and a '.join(here)}.",
            hint="No program needs it before it hires you.",
            settle=Settle.PAINT_OVER,
            target=str(page_number),
            label="Paint it over" if len(page_numbers) == 1 else f"Paint it over on page {page_number}",
        )


def _looks(document: Document) -> Iterator[Note]:
    for look in () if document.edits.straightened else document.looks:
        yield Note(message=look.message, hint=look.hint)


def _unread(document: Document) -> Iterator[Note]:
    numbers = list(unread_pages(document))
    if not document.was_read:
        yield Note(message="An older Postmatch took this file in and did not read its pages.", hint=REPLACE_BY_ITSELF)
    elif numbers:
        what = "is a picture" if len(numbers) == 1 else "are pictures"
        yield Note(
            message=f"{page_words(numbers).capitalize()} {what} whose words Postmatch has not read.",
            hint=f"Look for a passport or Social Security number yourself. {HOW_SCANS_ARE_READ}",
        )


def _scanned_letter(document: Document, findings: Sequence[Finding]) -> Iterator[Note]:
    """While a waived letter is known; nothing about a copy of it that was found and stays out."""
    rules = {finding.rule_id for finding in findings if finding.document_id in ("", document.id)}
    if "waived_scans" in rules and "waived_letters" not in rules and may_be_scanned_letter(document):
        yield Note(
            message="Postmatch cannot tell whether this is a scan of a letter that you waived.", hint=WHAT_TO_LOOK_FOR
        )


def _from_rules(document: Document, findings: Sequence[Finding]) -> Iterator[Note]:
    for finding in findings:
        is_open = finding.status not in (FindingStatus.OK, FindingStatus.UNKNOWN)
        if is_open and finding.rule_id not in SAID_OTHERWISE and finding.document_id == document.id:
            yield Note(message=finding.message, hint=finding.hint)


def _straighten(document: Document) -> Iterator[Note]:
    if document.shows_paper and not (document.edits.straightened or document.edits.redactions):
        yield Note(
            message="This is the photo of a paper. It can be cut out, straightened and evened in light.",
            settle=Settle.STRAIGHTEN,
            label="See it straightened",
            is_offer=True,
        )
