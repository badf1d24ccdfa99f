"""One upload through the gate: the document it becomes, what can be read from it, and the bytes to keep."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace

from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, Document, Normalised, ReasonCode, Refusal, Upload
from postmatch.domain.facts import Facts
from postmatch.domain.kind_guess import guess_kind, likeness
from postmatch.domain.pages import RECOGNISED_PAGES, TextSource
from postmatch.domain.readings import read_identity
from postmatch.domain.same_pages import page_keys
from postmatch.domain.waivers import page_marks
from postmatch.domain.workspace import Workspace
from postmatch.errors import ConversionFailed, EngineUnavailable, UploadRefused
from postmatch.usecases.page_facts import write_page_facts
from postmatch.usecases.tools import Tools

LONGEST_TITLE = 80
UNPRINTED = ("Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk")  # categories of Unicode


@dataclass(frozen=True)
class Told:
    """What the applicant said of an upload; None and empty mean "not said"."""

    kind: str | None = None
    title: str = ""
    waived: bool | None = None
    password: str | None = None


NOTHING_TOLD = Told()
Examined = tuple[Document, dict[str, bytes]]


def examine(workspace: Workspace, upload: Upload, tools: Tools, *, told: Told = NOTHING_TOLD) -> Examined:
    """The document and the bytes to keep for it by SHA-256; a refused document keeps its upload."""
    sha256 = hashlib.sha256(upload.data).hexdigest()
    twin = next((d for d in workspace.documents if d.upload_sha256 == sha256 and d.is_usable), None)
    if twin is not None:
        return refused(upload, _duplicate_of(twin), told=told)
    try:
        normalised = tools.workers.normalise(
            upload, limits=tools.facts.limits, password=told.password, engine=workspace.choices.engine
        )
    except UploadRefused as error:
        refusal = Refusal(code=ReasonCode(error.reason), message=error.message, hint=error.hint)
        return refused(upload, refusal, told=told)
    known_by = known_again_by(normalised)
    normalised = recognised(normalised, tools)
    kept = (upload.data, normalised.pdf, write_page_facts(normalised.pages))
    hashes = tuple(hashlib.sha256(data).hexdigest() for data in kept)
    names = ("upload_sha256", "pdf_sha256", "pages_sha256")
    document = _accepted(upload, normalised, told, tools.facts)
    document = document.model_copy(update=known_by | dict(zip(names, hashes, strict=True)))
    return document, dict(zip(hashes, kept, strict=True))


def refused(upload: Upload, refusal: Refusal, *, told: Told = NOTHING_TOLD) -> Examined:
    """A document that the gate did not take, with its reason."""
    sha256 = hashlib.sha256(upload.data).hexdigest()
    document = Document(
        kind=told.kind or OTHER_KIND,
        title=told.title,
        file_name=upload.name,
        upload_sha256=sha256,
        upload_bytes=len(upload.data),
        refusal=refusal,
        waived=told.waived,
    )
    return document, {sha256: upload.data}


def recognised(normalised: Normalised, tools: Tools) -> Normalised:
    """With the words of the first pages that are pictures where Tesseract is on this machine, else as it is. A page
    on which it finds no word stays unread."""
    numbers = normalised.unread_pages[:RECOGNISED_PAGES]
    if not numbers or not tools.reads_scans:
        return normalised
    try:
        found = tools.workers.recognize(normalised.pdf, page_numbers=numbers)
    except (ConversionFailed, EngineUnavailable):
        return normalised  # what a scan says is a help; the document is as good without it
    read = {number: text for number, text in zip(numbers, found.texts, strict=True) if text.strip()}
    if not read:
        return normalised
    texts = enumerate(normalised.texts, 1)
    return replace(
        normalised,
        texts=tuple(f"{text}\n{read[number]}" if number in read else text for number, text in texts),
        spots=found.spots,
        unread_pages=tuple(number for number in normalised.unread_pages if number not in read),
        text_source=TextSource.OCR,
    )


def what_it_says(normalised: Normalised, facts: Facts) -> dict[str, object]:
    """The fields of a ``Document`` that come from reading its pages, by name."""
    like = likeness(normalised.text, facts.kinds)
    return {
        "text_source": normalised.text_source,
        "unread_pages": normalised.unread_pages,
        "readings": read_identity(normalised.texts),
        "spots": normalised.spots,
        "looks": normalised.looks,
        "shows_paper": normalised.shows_paper,
        "reads_like": like.kind if like else "",
        "reads_like_words": like.words if like else (),
        "reads_like_too": like.fits if like else (),
    }


def known_again_by(normalised: Normalised) -> dict[str, tuple]:
    """The fields of a ``Document`` by which its pages are known again in other files, by name; of a file in which
    nothing was recognised yet."""
    marks = page_marks(normalised.pages, normalised.texts, unread=normalised.unread_pages)
    return {"page_keys": page_keys(normalised.pages), "page_marks": marks}


def _accepted(upload: Upload, normalised: Normalised, told: Told, facts: Facts) -> Document:
    kind, words = told.kind, ()
    if kind is None:
        guess = guess_kind(upload.name, normalised.text, facts.kinds)
        kind, words = guess.kind, guess.words
    return Document(
        kind=kind,
        title=told.title or title_for(kind, upload.name, facts),
        file_name=upload.name,
        media_type=normalised.media_type,
        upload_sha256="",
        upload_bytes=len(upload.data),
        pdf_bytes=len(normalised.pdf),
        page_count=normalised.page_count,
        repairs=normalised.repairs,
        kind_words=words,
        waived=told.waived,
        **what_it_says(normalised, facts),
    )


def _duplicate_of(twin: Document) -> Refusal:
    return Refusal(
        code=ReasonCode.DUPLICATE,
        message=f"This is the same file as “{twin.file_name}”, which is already here, so it is not used a second time.",
        hint="Remove one of the two. If you meant another file, upload that one.",
    )


def title_for(kind: str, file_name: str, facts: Facts) -> str:
    """What contents page and outline print: the kind's label, or the file's name for letters and other papers."""
    if kind in (LETTER_KIND, OTHER_KIND):
        stem = _printable(file_name.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("_", " "))
        return " ".join(stem.split())[:LONGEST_TITLE] or facts.label(kind)
    return facts.label(kind)


def _printable(text: str) -> str:
    """Without emoji and control characters: no font of a letter has them, and an empty box looks like a mistake."""
    plain = "".join(one for one in text if not "\ufe00" <= one <= "\ufe0f")  # they only choose a look for an emoji
    return "".join(" " if unicodedata.category(one) in UNPRINTED else one for one in plain)
