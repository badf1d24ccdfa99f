"""The workspace: everything of one applicant, as one frozen value with the verbs that change it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol, TypeVar

from pydantic import Field

from postmatch.domain.cv_form import CvForm
from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document
from postmatch.domain.imports import Unplaced
from postmatch.domain.own_templates import OwnTemplate
from postmatch.domain.packet import Plan, Section
from postmatch.domain.packet_profiles import Explanation, PacketProfile
from postmatch.domain.positions import Position
from postmatch.domain.profile import Profile
from postmatch.domain.recommendations import Recommendation
from postmatch.domain.values import LabelledEnum, Value, new_id
from postmatch.domain.waivers import WaivedLetter, kept_marks, remembered, waived_letter

REMOVED_KEPT = 10  # removals that can still be undone


class Paper(LabelledEnum):
    LETTER = "letter", "US Letter (8.5 × 11 in)"
    A4 = "a4", "A4 (210 × 297 mm)"


class Choices(Value):
    """What the applicant chose about form, not about facts. Template and engine are names of catalogue entries."""

    paper: Paper = Paper.LETTER
    cv_template: str = "modern"
    cover_letter_template: str = "modern"
    engine: str = "embedded"
    packet_profile: str = "email"
    stamp: bool = False  # on every page, whatever the packet profile says
    dividers: bool = False


class PacketFile(Value):
    """One PDF of a packet as it is kept: what it is called, and its pages."""

    sha256: str
    file_name: str
    bytes: int
    plan: Plan


class PacketRecord(Value):
    """The last packet that was built and verified: usually one file, several when it was split or made of separate
    files. ``file_name`` is that of the one file or of the .zip around them. ``made_from`` is the fingerprint it was
    made from; ``sheet_sha256`` is the report as a sheet to print, empty for packets of older versions; ``went_in`` are
    the documents by id, each with the SHA-256 of its PDF as it was then."""

    files: tuple[PacketFile, ...]
    file_name: str
    made_from: str
    made_on: PartialDate
    report_sha256: str
    sheet_sha256: str = ""
    went_in: tuple[tuple[str, str], ...] = ()

    @property
    def bytes(self) -> int:
        return sum(file.bytes for file in self.files)

    @property
    def page_count(self) -> int:
        return sum(file.plan.page_count for file in self.files)

    def holds_as_it_is(self, document: Document) -> bool:
        """Whether the document went in with the very pages that it has now; False for packets of older versions."""
        return document.final is not None and (document.id, document.final.sha256) in self.went_in

    def place_of(self, source_id: str) -> tuple[PacketFile, Section] | None:
        """The file a source stands in, and its pages there."""
        for file in self.files:
            section = file.plan.section(source_id)
            if section:
                return file, section
        return None


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


Item = TypeVar("Item", bound=_Identified)


class Workspace(Value):
    id: str = Field(default_factory=new_id)
    is_sample: bool = False
    profile: Profile = Profile()
    documents: tuple[Document, ...] = ()
    removed: tuple[Document, ...] = ()  # newest last, at most REMOVED_KEPT, so that a removal can be undone
    waived_before: tuple[WaivedLetter, ...] = ()  # those that cannot be put back any more: their waiver stays
    recommendations: tuple[Recommendation, ...] = ()
    positions: tuple[Position, ...] = ()
    letter_position_id: str | None = None  # the position the cover letter is written to
    choices: Choices = Choices()
    cv_form: CvForm = CvForm()
    own_templates: tuple[OwnTemplate, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()  # words of imported files that found no place in the profile
    packet_profiles: tuple[PacketProfile, ...] = ()  # the applicant's own, beside those of the facts
    explanations: tuple[Explanation, ...] = ()
    looked_at: tuple[str, ...] = ()  # ``Document.look_sha256`` of those whose repaired pages the applicant has seen
    numbers_meant: tuple[str, ...] = ()  # ``sensitive.numbers_key`` of documents that go out with what they show
    packet: PacketRecord | None = None

    def document(self, document_id: str) -> Document | None:
        return next((document for document in self.documents if document.id == document_id), None)

    def documents_of(self, kind: str) -> tuple[Document, ...]:
        """All documents of that kind in the applicant's order, refused ones included."""
        return tuple(document for document in self.documents if document.kind == kind)

    def is_waived(self, document: Document) -> bool:
        """Whether the view of this letter was waived. Said of one copy, it holds for every copy of the file and for
        whatever keeps one of its pages; also after the one it was said of has been removed, until ``with_waiver`` takes
        it back.
        """
        return self.is_waived_file(document) or bool(self.waived_pages(document))

    def is_waived_file(self, document: Document) -> bool:
        """Whether the very file is a waived letter, whatever pages of it are kept."""
        waived = {letter.upload_sha256 for letter in self.waived_letters}
        return bool(document.waived) or document.upload_sha256 in waived

    def waived_pages(self, document: Document) -> tuple[int, ...]:
        """Numbers of the pages that this document keeps and that stand in a waived letter too."""
        waived = {mark for letter in self.waived_letters for mark in letter.marks}
        return tuple(number for number, marks in enumerate(kept_marks(document), 1) if waived.intersection(marks))

    @property
    def waived_letters(self) -> tuple[WaivedLetter, ...]:
        """Every letter of which it was ever said that its view was waived, those that are gone included."""
        here = (document for document in (*self.documents, *self.removed) if document.waived)
        return (*self.waived_before, *map(waived_letter, here))

    def with_profile(self, profile: Profile) -> Workspace:
        return self.model_copy(update={"profile": profile})

    def with_document(self, document: Document) -> Workspace:
        """Replaces the document of the same id in its place, or adds it at the end."""
        gone = [one for one in self.documents if one.id == document.id and one.upload_sha256 != document.upload_sha256]
        waived = remembered(self.waived_before, gone)
        return self.model_copy(update={"documents": _with(self.documents, document), "waived_before": waived})

    def with_waiver(self, document_id: str, waived: bool | None) -> Workspace:
        """What the applicant says of this letter. "No" takes back what was said of the same file before."""
        document = self.document(document_id)
        if document is None:
            return self
        answered = self.with_document(document.model_copy(update={"waived": waived}))
        if waived is not False:
            return answered
        file, no = document.upload_sha256, {"waived": False}
        removed = tuple(one.model_copy(update=no) if one.upload_sha256 == file else one for one in self.removed)
        before = tuple(letter for letter in self.waived_before if letter.upload_sha256 != file)
        return answered.model_copy(update={"removed": removed, "waived_before": before})

    def without_document(self, document_id: str) -> Workspace:
        """Moves the document to ``removed``, from where ``with_restored`` brings it back."""
        gone = self.document(document_id)
        if gone is None:
            return self
        left = tuple(document for document in self.documents if document.id != document_id)
        removed = (*self.removed, gone)
        waived = remembered(self.waived_before, removed[:-REMOVED_KEPT])
        changed = {"documents": left, "removed": removed[-REMOVED_KEPT:], "waived_before": waived}
        return self.model_copy(update=changed)

    def without_removed(self) -> Workspace:
        """With nothing that could still be put back."""
        return self.model_copy(update={"removed": (), "waived_before": remembered(self.waived_before, self.removed)})

    def with_restored(self, document_id: str) -> Workspace:
        back = next((document for document in self.removed if document.id == document_id), None)
        if back is None:
            return self
        left = tuple(document for document in self.removed if document.id != document_id)
        return self.model_copy(update={"documents": (*self.documents, back), "removed": left})

    def with_order(self, document_ids: Iterable[str]) -> Workspace:
        """Documents in the given order; any id left out keeps its relative place at the end, none is lost."""
        rank = {document_id: index for index, document_id in enumerate(document_ids)}
        ordered = sorted(self.documents, key=lambda document: rank.get(document.id, len(rank)))
        return self.model_copy(update={"documents": tuple(ordered)})

    def with_packet_profile(self, profile: PacketProfile) -> Workspace:
        """Replaces the applicant's own packet profile of the same id in its place, or adds it at the end."""
        return self.model_copy(update={"packet_profiles": _with(self.packet_profiles, profile)})

    def without_packet_profile(self, profile_id: str) -> Workspace:
        """A choice of the profile stays and falls back to the usual one (``packet_choice.profile_in_force``)."""
        left = tuple(profile for profile in self.packet_profiles if profile.id != profile_id)
        return self.model_copy(update={"packet_profiles": left})

    def with_explanation(self, explanation: Explanation) -> Workspace:
        """Replaces the explanation page of the same id in its place, or adds it at the end."""
        return self.model_copy(update={"explanations": _with(self.explanations, explanation)})

    def without_explanation(self, explanation_id: str) -> Workspace:
        left = tuple(explanation for explanation in self.explanations if explanation.id != explanation_id)
        return self.model_copy(update={"explanations": left})

    def with_own_template(self, template: OwnTemplate) -> Workspace:
        """Replaces the own template of the same id in its place, or adds it at the end."""
        return self.model_copy(update={"own_templates": _with(self.own_templates, template)})

    def without_own_template(self, template_id: str) -> Workspace:
        """A choice of the template goes back to the usual one of its purpose."""
        gone = {one.name for one in self.own_templates if one.id == template_id}
        left = tuple(one for one in self.own_templates if one.id != template_id)
        usual = {
            field: Choices.model_fields[field].default
            for field in ("cv_template", "cover_letter_template")
            if getattr(self.choices, field) in gone
        }
        return self.model_copy(update={"own_templates": left, "choices": self.choices.model_copy(update=usual)})

    def own_template(self, name: str) -> OwnTemplate | None:
        """By the name that ``Choices`` has."""
        return next((one for one in self.own_templates if one.name == name), None)

    def with_position(self, position: Position) -> Workspace:
        """Replaces the position of the same id in its place, or adds it; the cover letter is then written to it."""
        changed = {"positions": _with(self.positions, position), "letter_position_id": position.id}
        return self.model_copy(update=changed)

    def without_position(self, position_id: str) -> Workspace:
        """A letter that was written to it goes to no program in particular."""
        left = tuple(position for position in self.positions if position.id != position_id)
        to = None if self.letter_position_id == position_id else self.letter_position_id
        return self.model_copy(update={"positions": left, "letter_position_id": to})

    def with_letter_to(self, position_id: str | None) -> Workspace:
        """The position that the cover letter is written to; None for no program in particular."""
        return self.model_copy(update={"letter_position_id": position_id})

    @property
    def letter_position(self) -> Position | None:
        return next((p for p in self.positions if p.id == self.letter_position_id), None)

    @property
    def own_cv(self) -> Document | None:
        """A usable CV that the applicant brought; it takes the place of the generated one."""
        return self._own(CV_KIND)

    @property
    def own_cover_letter(self) -> Document | None:
        return self._own(COVER_LETTER_KIND)

    def _own(self, kind: str) -> Document | None:
        usable = [d for d in self.documents_of(kind) if d.is_usable and d.included]
        usable = [d for d in usable if not (d.is_waiver_unknown or self.is_waived(d))]
        return usable[-1] if usable else None

    @property
    def blob_hashes(self) -> frozenset[str]:
        """SHA-256 of every stored byte string this workspace refers to; anything else may be deleted."""
        found: set[str | None] = {template.sha256 for template in self.own_templates}
        for document in (*self.documents, *self.removed):
            found |= {document.upload_sha256, document.pdf_sha256, document.pages_sha256}
            if document.edited:
                found |= {document.edited.sha256, document.edited.pages_sha256}
        if self.packet:
            record = self.packet
            found |= {record.report_sha256, record.sheet_sha256, *(file.sha256 for file in record.files)}
        return frozenset(sha256 for sha256 in found if sha256)

    @property
    def fingerprint(self) -> str:
        """Changes whenever anything changes that a packet is made from; 16 hexadecimal digits."""
        parts = self.model_dump_json(exclude=_NOT_IN_PACKETS)
        return hashlib.sha256(parts.encode()).hexdigest()[:16]


_NOT_IN_PACKETS = {
    **dict.fromkeys(
        ("packet", "removed", "waived_before", "looked_at", "numbers_meant", "recommendations", "unplaced"), True
    ),
    "documents": {"__all__": {"page_marks"}},
}


def _with(items: tuple[Item, ...], item: Item) -> tuple[Item, ...]:
    """The item in the place of the one of the same id, or at the end."""
    if all(old.id != item.id for old in items):
        return (*items, item)
    return tuple(item if old.id == item.id else old for old in items)
