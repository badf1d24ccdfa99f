"""The files themselves: refused, doubled, repaired, unsorted, out of date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import OTHER_KIND, Document
from postmatch.domain.facts import Facts
from postmatch.domain.profile import EducationKind
from postmatch.domain.rules.findings import about, in_packet, lead_days, number, ok, title_of, todo, warning
from postmatch.domain.workspace import Workspace

_DIPLOMA = "diploma"
_TRANSLATION = "diploma_translation"


def refused_files(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for document in workspace.documents:
        if document.refusal:
            yield todo(
                rule_id="refused_files",
                kind=document.kind,
                **about(document),
                message=f"“{title_of(document)}”: {document.refusal.message}",
                why="A file that cannot be read cannot be in the packet.",
                hint=document.refusal.hint,
            )


def same_file_twice(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    first: dict[str, Document] = {}
    for document in workspace.documents:
        if not (document.is_usable and document.included):
            continue
        earlier = first.setdefault(document.upload_sha256, document)
        if earlier is not document:
            yield warning(
                rule_id="same_file_twice",
                kind=document.kind,
                **about(document),
                message=f"“{title_of(document)}” is the same file as “{title_of(earlier)}”.",
                why="A program should not read the same pages twice.",
                hint="Remove one of the two. If one was meant to be another document, replace it.",
            )


def one_of_a_kind(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for kind in facts.kinds:
        documents = in_packet(workspace, kind.id)
        if not kind.many and len({document.upload_sha256 for document in documents}) > 1:
            yield warning(
                rule_id="one_of_a_kind",
                kind=kind.id,
                subject=kind.label,
                message=f"{kind.label}: there are {len(documents)} files, and one is usual.",
                why="A reader cannot tell which of them counts.",
                hint="Keep the newest and leave the others out, or change the kind of those that are something else.",
            )


def repaired_pages(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for document in workspace.documents:
        unseen = document.look_sha256 not in workspace.looked_at
        if document.is_usable and document.included and document.needs_look and unseen:
            yield warning(
                rule_id="repaired_pages",
                kind=document.kind,
                **about(document),
                message=f"“{title_of(document)}” was repaired, and you have not looked at its pages yet.",
                why="A repair can lose something on a page without anybody noticing.",
                hint="Open its pages, compare them with your original, and tick on the Packet page that all is there.",
            )


def unsorted_files(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for document in in_packet(workspace, OTHER_KIND):
        yield warning(
            rule_id="unsorted_files",
            kind=OTHER_KIND,
            **about(document),
            message=f"“{title_of(document)}” is filed under “{facts.label(OTHER_KIND)}”.",
            why="It goes to the end of the packet, and a letter of recommendation would miss its waiver check.",
            hint="Choose what it is on the documents page. Leave it as it is if nothing on the list fits.",
        )


def file_dates(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    for document in workspace.documents:
        problem = ""
        if document.issued and document.issued.is_after(today):
            problem = f"is dated {document.issued.label}, which is still to come"
        elif document.issued and document.expires and document.expires.is_before(document.issued):
            problem = f"expires {document.expires.label}, before it was issued ({document.issued.label})"
        if problem:
            yield todo(
                rule_id="file_dates",
                kind=document.kind,
                **about(document),
                message=f"“{title_of(document)}” {problem}.",
                why="One of the dates must be a slip, and other checks rely on it.",
                hint="Correct the date on the documents page.",
            )


def expired_files(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    notice = timedelta(days=number(facts, "expiry_notice_days"))
    for document in workspace.documents:
        if not (document.is_usable and document.included and document.expires):
            continue
        expired = document.expires.is_before(today)
        if expired or document.expires.is_before(today + notice):
            yield (todo if expired else warning)(
                rule_id="expired_files",
                kind=document.kind,
                **about(document),
                message=f"“{title_of(document)}” {'expired' if expired else 'expires'} {document.expires.label}.",
                why="A program cannot use a document that is not valid on the day you start.",
                hint="Get a new one, then replace the file.",
                days=lead_days(facts, document.kind),
            )


def diploma_translation(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    schools = [e for e in workspace.profile.education if e.kind is EducationKind.MEDICAL_SCHOOL]
    kind = facts.kind(_TRANSLATION)
    if any(school.diploma_in_english is False for school in schools):
        if in_packet(workspace, _TRANSLATION):
            message = "The diploma is not in English, and its translation is here."
            yield ok(rule_id="diploma_translation", kind=_TRANSLATION, subject="Diploma translation", message=message)
            return
        yield todo(
            rule_id="diploma_translation",
            kind=_TRANSLATION,
            subject="Diploma translation",
            message="Your diploma is not in English, and there is no translation.",
            why=kind.why if kind else "A program office reads English only.",
            hint=kind.how_to_get if kind else "Order a certified English translation.",
            days=lead_days(facts, _TRANSLATION),
        )
    elif any(school.diploma_in_english is None for school in schools) and in_packet(workspace, _DIPLOMA):
        yield warning(
            rule_id="diploma_translation",
            kind=_DIPLOMA,
            subject="Language of the diploma",
            message="We do not know whether your diploma is in English.",
            why="If it is not, a program needs a certified translation with it.",
            hint="Answer the question at your medical school in the profile.",
        )


RULES = (
    Rule("refused_files", "Files that could not be read", OTHER_KIND, refused_files),
    Rule("same_file_twice", "No file twice", OTHER_KIND, same_file_twice),
    Rule("one_of_a_kind", "One file where one is usual", OTHER_KIND, one_of_a_kind),
    Rule("repaired_pages", "Repaired pages looked at", OTHER_KIND, repaired_pages),
    Rule("unsorted_files", "Every file has its kind", OTHER_KIND, unsorted_files),
    Rule("file_dates", "Dates of documents make sense", OTHER_KIND, file_dates),
    Rule("expired_files", "No document has expired", OTHER_KIND, expired_files),
    Rule("diploma_translation", "Translation of the diploma", _TRANSLATION, diploma_translation),
)
