"""What stands in the documents: the right paper in the right place, of the right person, readable, and no more in it
than a program needs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, Document
from postmatch.domain.facts import Facts
from postmatch.domain.pages import RECOGNISED_PAGES, ReadingKind, SensitiveSpot, SpotKind
from postmatch.domain.rules.findings import about, listed, page_words, title_of, todo, unread_pages, warning
from postmatch.domain.same_pages import SharedPages, shared_pages
from postmatch.domain.same_person import Contradiction, contradictions
from postmatch.domain.sensitive import numbers_key, spots_in_packet
from postmatch.domain.workspace import Workspace

HOW_SCANS_ARE_READ = (
    f"Where the free program Tesseract is installed, Postmatch reads {RECOGNISED_PAGES} such pages of each file; "
    "further ones, and those on which it finds no words, are left to you."
)
REPLACE_BY_ITSELF = "Replace it by the same file on the documents page, and it is read."
_WHY_READ = (
    "So it cannot tell whether they are filed right, whose they are, or whether a passport number stands on them."
)


def wrong_slot(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for document in _taken(workspace):
        like = facts.kind(document.reads_like)
        if like is None or not document.is_misfiled:
            continue
        is_letter = like.id == LETTER_KIND
        words = listed([f"“{word}”" for word in document.reads_like_words])
        yield (todo if is_letter else warning)(
            rule_id="wrong_slot",
            kind=document.kind,
            **about(document),
            message=f"“{title_of(document)}” is filed as {facts.label(document.kind)}, but it reads like "
            f"{like.label} (words: {words}).",
            why="A letter in another place is not counted among your letters."
            if is_letter
            else "A program that looks for the one would find the other, and the checklist counts the wrong paper.",
            hint="Change what it is on the documents page, or replace the file. Leave it if you know that it is right.",
        )


def same_person(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for found in contradictions(workspace.profile.identity, _taken(workspace)):
        yield todo(
            rule_id="same_person",
            kind=found.document.kind,
            **about(found.document),
            message=_two_readings(found),
            why="A program that reads two different things asks whose paper it holds, or puts the packet aside.",
            hint=_how_to_agree(found),
        )


def _two_readings(found: Contradiction) -> str:
    what = found.reading.kind.label
    where = f"on page {found.reading.page_number}"
    here = f"“{title_of(found.document)}” says “{found.reading.value}” {where}"
    if found.other is None:
        return f"The {what} differs: your profile says “{found.known}”, {here}."
    there = f"“{title_of(found.other)}” says “{found.known}” on page {found.other_page}"
    return f"The {what} differs: {there}, {here}."


def _how_to_agree(found: Contradiction) -> str:
    if found.reading.kind is ReadingKind.NAME:
        return (
            "If this is you under another name, add it under “Other names on your documents” in your profile. If it is "
            "the paper of somebody else, remove it."
        )
    side = "your profile" if found.other is None else f"“{title_of(found.other)}”"
    return f"Compare the page with {side}. Correct the profile if it has the slip, or remove a paper that is not yours."


def sensitive_numbers(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    grouped: dict[tuple[str, SpotKind, str], list[tuple[Document, SensitiveSpot]]] = {}
    for document, spot in spots_in_packet(workspace):
        if numbers_key(document) not in workspace.numbers_meant:
            grouped.setdefault((document.id, spot.kind, spot.masked), []).append((document, spot))
    for found in grouped.values():
        document, spot = found[0]
        pages = sorted({one.page_number for _, one in found})
        yield warning(
            rule_id="sensitive_numbers",
            kind=document.kind,
            **about(document),
            message=f"A {spot.kind.label} (ending in {spot.masked.lstrip('•')}) stands on {page_words(pages)} of "
            f"“{title_of(document)}”.",
            why="A program asks for such a number when it hires you; in an e-mail it may reach anybody.",
            hint="Paint it over on the documents page, or leave the page out, before you send the packet.",
        )


def picture_looks(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for document in _taken(workspace):
        for look in document.looks:
            yield warning(
                rule_id="picture_looks",
                kind=document.kind,
                **about(document),
                message=f"“{title_of(document)}”: {look.message}",
                why="A program reads what it can read at a glance, and a poor copy looks careless.",
                hint=look.hint,
            )


def unread_scans(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    unread = [document for document in _taken(workspace) if unread_pages(document)]
    if unread:
        places = listed([_unread_place(document) for document in unread])
        one = len(unread) == 1 and len(unread_pages(unread[0])) in (1, unread[0].page_count)
        yield warning(
            rule_id="unread_scans",
            kind=unread[0].kind,
            subject="Pictures without text",
            message=f"{places[0].upper()}{places[1:]} {'is a picture' if one else 'are pictures'} whose words "
            "Postmatch has not read.",
            why=_WHY_READ,
            hint=f"Look at these pages yourself. {HOW_SCANS_ARE_READ}",
        )
    older = [document for document in _taken(workspace) if not document.was_read]
    if older:
        titles = listed([f"“{title_of(document)}”" for document in older])
        yield warning(
            rule_id="unread_scans",
            kind=older[0].kind,
            subject="Added with an older Postmatch",
            message=f"{titles} {'was' if len(older) == 1 else 'were'} added with an older Postmatch, which did not "
            "read what stands on the pages.",
            why=_WHY_READ,
            hint=REPLACE_BY_ITSELF,
        )


def _unread_place(document: Document) -> str:
    numbers = unread_pages(document)
    title = f"“{title_of(document)}”"
    return title if len(numbers) == document.page_count else f"{page_words(list(numbers))} of {title}"


def same_pages(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    documents = {document.id: document for document in _taken(workspace)}
    for shared in shared_pages({id_: document.kept_page_keys for id_, document in documents.items()}):
        first, second = documents[shared.first], documents[shared.second]
        if first.upload_sha256 != second.upload_sha256:  # the same file twice has a finding of its own
            yield warning(
                rule_id="same_pages",
                kind=second.kind,
                **about(second),
                message=_same_pages_message(first, second, shared),
                why="A program should not read the same pages twice.",
                hint="Leave these pages out of one of the two on the documents page, or remove one of the files.",
            )


def _same_pages_message(first: Document, second: Document, shared: SharedPages) -> str:
    here = page_words(sorted({number for _, number in shared.page_numbers}))
    there = page_words(sorted({number for number, _ in shared.page_numbers}))
    verb = "is" if len(shared.page_numbers) == 1 else "are"
    return f"{here.capitalize()} of “{title_of(second)}” {verb} also in “{title_of(first)}” ({there})."


def _taken(workspace: Workspace) -> tuple[Document, ...]:
    """Documents that go into packets as far as gate and applicant are concerned."""
    return tuple(document for document in workspace.documents if document.is_usable and document.included)


RULES = (
    Rule("wrong_slot", "Documents are what they are filed as", OTHER_KIND, wrong_slot),
    Rule("same_person", "All papers are of one person", OTHER_KIND, same_person),
    Rule("sensitive_numbers", "No number that a program does not need", OTHER_KIND, sensitive_numbers),
    Rule("picture_looks", "Photos of papers can be read", OTHER_KIND, picture_looks),
    Rule("unread_scans", "Scans whose words were read", OTHER_KIND, unread_scans),
    Rule("same_pages", "No page twice", OTHER_KIND, same_pages),
)
