"""Documents: what the catalogue knows of each kind, and what became of each upload at the gate.

``Upload`` and ``Normalised`` carry bytes and live for one step only; a ``Document`` refers to bytes by their
SHA-256 and is what the workspace keeps.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pydantic import Field

from postmatch.domain.dates import PartialDate
from postmatch.domain.edits import PageEdits, StoredPdf
from postmatch.domain.pages import PageFacts, PictureLook, Reading, SensitiveSpot, TextSource
from postmatch.domain.values import LabelledEnum, Value, new_id

LETTER_KIND = "letter_of_recommendation"
PHOTO_KIND = "photo"
OTHER_KIND = "other"
CV_KIND = "cv"
COVER_LETTER_KIND = "cover_letter"
CONTENTS_KIND = "contents"
DIVIDER_KIND = "divider"
EXPLANATION_KIND = "explanation"
GENERATED_KINDS = (CV_KIND, COVER_LETTER_KIND, CONTENTS_KIND, DIVIDER_KIND, EXPLANATION_KIND)


class ReasonCode(StrEnum):
    """Why an upload is not in the packet. The words are frozen in ``docs/report.md``."""

    EMPTY = "empty"
    UNSUPPORTED_TYPE = "unsupported_type"
    PASSWORD_NEEDED = "password_needed"  # noqa: S105 - a word of the report
    WRONG_PASSWORD = "wrong_password"  # noqa: S105 - a word of the report
    DAMAGED = "damaged"
    NO_PAGES = "no_pages"
    XFA_SHELL = "xfa_shell"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    DUPLICATE = "duplicate"
    WAIVED = "waived"
    WAIVER_UNKNOWN = "waiver_unknown"
    NOT_SELECTED = "not_selected"
    REPLACED = "replaced"
    IGNORED = "ignored"
    UNREADABLE = "unreadable"
    NO_PACKET = "no_packet"
    NOT_IN_PROFILE = "not_in_profile"
    EDITS_DO_NOT_FIT = "edits_do_not_fit"


class RepairCode(StrEnum):
    """One recorded change made at the gate. The words are frozen in ``docs/report.md``."""

    REBUILT = "rebuilt"
    CONTENT_ERRORS = "content_errors"
    DECRYPTED = "decrypted"
    SIGNATURE_ENDED = "signature_ended"
    FORM_FLATTENED = "form_flattened"
    ANNOTATIONS_FLATTENED = "annotations_flattened"
    ACTIVE_CONTENT_REMOVED = "active_content_removed"
    ATTACHMENTS_REMOVED = "attachments_removed"
    OUTLINE_REMOVED = "outline_removed"
    PAGE_BOX_MENDED = "page_box_mended"
    CONVERTED_FROM_IMAGE = "converted_from_image"
    CONVERTED_FROM_WORD = "converted_from_word"
    TURNED_UPRIGHT = "turned_upright"
    COLORS_CONVERTED = "colors_converted"
    TYPE_DIFFERS_FROM_NAME = "type_differs_from_name"
    EXTERNAL_LINKS_CUT = "external_links_cut"
    FONT_REPLACED = "font_replaced"
    ENGINE_WARNING = "engine_warning"
    ROTATION_APPLIED = "rotation_applied"
    HIDDEN_LAYERS_REMOVED = "hidden_layers_removed"
    PAGE_RESIZED = "page_resized"
    FIRST_FRAME_ONLY = "first_frame_only"
    STRAIGHTENED = "straightened"


class Repair(Value):
    """One change made while normalising. ``needs_look``: the applicant should see the pages before sending."""

    code: RepairCode
    message: str
    needs_look: bool = False


class Refusal(Value):
    """Why the gate did not take an upload: what happened, and what to do now."""

    code: ReasonCode
    message: str
    hint: str


@dataclass(frozen=True)
class Upload:
    """The raw bytes as they came. ``name`` is a title for people, never a path to write to."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Normalised:
    """What the gate made of an upload: a well-formed, unencrypted, inactive PDF and the facts of what was done.

    ``media_type`` is what the bytes are (``application/pdf``), whatever the name said. ``texts`` holds the text of
    each page (empty for scans), ``pages`` the facts that verification compares; ``unread_pages`` are the numbers (from
    1) of pages on which more may stand than their text says; ``spots`` are sensitive numbers,
    ``looks`` what may make a photo hard to read; ``shows_paper``: a sheet of paper was found in the photo, so that
    straightening can be offered.
    """

    pdf: bytes
    media_type: str
    page_count: int
    repairs: tuple[Repair, ...] = ()
    texts: tuple[str, ...] = ()
    pages: tuple[PageFacts, ...] = ()
    unread_pages: tuple[int, ...] = ()
    text_source: TextSource = TextSource.PDF
    spots: tuple[SensitiveSpot, ...] = ()
    looks: tuple[PictureLook, ...] = ()
    shows_paper: bool = False

    @property
    def text(self) -> str:
        """All pages as one text, for guessing the kind."""
        return "\n".join(self.texts)


class Necessity(LabelledEnum):
    """When a packet needs this kind of document."""

    ALWAYS = "always", "Needed in every packet"
    IF_APPLIES = "if_applies", "Needed when it applies to you"
    HELPFUL = "helpful", "Helpful, not required"


class DocumentKind(Value):
    """One entry of the catalogue: who issues it, how to get it, how long that takes, where it goes.

    ``lead_days`` is the usual time until it is in hand, in days; ``place`` orders the packet, smallest first;
    ``file_word`` names it in a packet of separate files (``Lastname_Firstname_<file_word>.pdf``);
    ``name_words`` and ``text_words`` are what a file of this kind tends to say (lower case), for guessing;
    ``telling_words`` are what only a paper of this kind says of itself, for noticing one in the wrong place;
    ``source`` and ``checked_on`` belong to the facts of the entry.
    """

    id: str
    label: str
    issuer: str
    how_to_get: str
    lead_days: int
    place: int
    necessity: Necessity
    why: str
    many: bool = False
    file_word: str = ""
    name_words: tuple[str, ...] = ()
    text_words: tuple[str, ...] = ()
    telling_words: tuple[str, ...] = ()
    source: str
    checked_on: date


class Document(Value):
    """One upload of the applicant, and what the gate made of it.

    Exactly one of ``pdf_sha256`` and ``refusal`` is set. ``title`` is what contents page and outline print.
    ``issued`` is the date on the document, as far as the applicant told it. ``waived`` matters for letters only:
    True means the right to see the letter was waived, None that the applicant has not said.
    """

    id: str = Field(default_factory=new_id)
    kind: str = OTHER_KIND
    title: str = ""
    file_name: str
    media_type: str = ""
    upload_sha256: str
    upload_bytes: int
    pdf_sha256: str | None = None
    pdf_bytes: int | None = None
    page_count: int | None = None
    repairs: tuple[Repair, ...] = ()
    refusal: Refusal | None = None
    kind_words: tuple[str, ...] = ()  # the words that decided a guessed kind; empty when the applicant chose
    issued: PartialDate | None = None
    expires: PartialDate | None = None
    waived: bool | None = None
    included: bool = True
    pages_sha256: str | None = None  # the ``PageFacts`` of the normalised PDF, as JSON
    text_source: TextSource = TextSource.PDF
    unread_pages: tuple[int, ...] | None = None  # from 1; None: an older Postmatch took it in and read nothing
    readings: tuple[Reading, ...] = ()
    spots: tuple[SensitiveSpot, ...] = ()
    looks: tuple[PictureLook, ...] = ()
    shows_paper: bool = False
    reads_like: str = ""  # the kind its text speaks clearly for, whatever it is filed as
    reads_like_words: tuple[str, ...] = ()
    reads_like_too: tuple[str, ...] = ()  # kinds for which its text speaks as well
    page_keys: tuple[str, ...] = ()  # one per page of the normalised PDF (``same_pages``), to notice a page twice
    page_marks: tuple[tuple[str, ...], ...] = ()  # a row per page (``waivers``); empty in older workspaces
    edits: PageEdits = PageEdits()
    edited: StoredPdf | None = None  # what ``edits`` made of the normalised PDF; None when nothing was edited

    @property
    def final(self) -> StoredPdf | None:
        """The PDF that goes into packets: the edited one where there is one. None for a refused upload."""
        return self.edited or self.normalised

    @property
    def normalised(self) -> StoredPdf | None:
        """The PDF that the gate made of the upload, whatever was done to its pages since. None for a refused upload."""
        if self.pdf_sha256 is None:
            return None
        return StoredPdf(
            sha256=self.pdf_sha256,
            bytes=self.pdf_bytes or 0,
            page_count=self.page_count or 0,
            pages_sha256=self.pages_sha256 or "",
        )

    @property
    def is_usable(self) -> bool:
        return self.pdf_sha256 is not None

    @property
    def was_read(self) -> bool:
        """False when an older Postmatch took it in, which did not look for what stands on its pages."""
        return self.unread_pages is not None

    @property
    def is_letter(self) -> bool:
        return self.kind == LETTER_KIND

    @property
    def is_misfiled(self) -> bool:
        """True when its text speaks clearly for another kind and not for the one it is filed as."""
        return bool(self.reads_like) and self.kind not in (self.reads_like, *self.reads_like_too)

    @property
    def may_be_letter(self) -> bool:
        """True when the question of the waiver is to be asked: it is filed as a letter, reads like one, or was called a
        waived one."""
        return self.is_letter or bool(self.waived) or (self.is_misfiled and self.reads_like == LETTER_KIND)

    @property
    def is_waiver_unknown(self) -> bool:
        return self.may_be_letter and self.waived is None

    @property
    def kept_page_keys(self) -> tuple[str, ...]:
        """``page_keys`` with those of pages that are left out emptied, so that positions still count."""
        kept = self.edits.kept
        return tuple(key if kept is None or number in kept else "" for number, key in enumerate(self.page_keys, 1))

    @property
    def needs_look(self) -> bool:
        """True when a repair or straightening may have changed or lost something the applicant must see."""
        return self.edits.straightened or any(repair.needs_look for repair in self.repairs)

    @property
    def look_sha256(self) -> str:
        """The bytes that must be seen: the straightened pages, else the normalised PDF. Empty for a refused upload."""
        seen = self.edited.sha256 if self.edited and self.edits.straightened else self.pdf_sha256
        return seen or ""
