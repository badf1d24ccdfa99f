"""One upload through the gate: the document it becomes, what can be read from it, and the bytes to keep."""

from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import dataclass, replace

from postmatch.conversion import tesseract
from postmatch.domain.documents import LETTER_KIND, OTHER_KIND, Document, Normalised, ReasonCode, Refusal, Upload
from postmatch.domain.facts import Facts
from postmatch.domain.kind_guess import guess_kind, reads_like
from postmatch.domain.pages import TextSource
from postmatch.domain.readings import read_identity
from postmatch.domain.same_pages import page_keys
from postmatch.domain.workspace import Workspace
from postmatch.errors import ConversionFailed, EngineUnavailable, UploadRefused
from postmatch.usecases.page_facts import write_page_facts
from postmatch.usecases.tools import Tools

LONGEST_TITLE = 80
UNPRINTED = ("Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk")  # categories of Unicode
RECOGNISED_PAGES = 3
"""First pages of a scan that are read: a page takes seconds, and a paper says at its top what it is."""


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
    normalised = recognised(normalised, tools)
    kept = (upload.data, normalised.pdf, write_page_facts(normalised.pages))
    hashes = tuple(hashlib.sha256(data).hexdigest() for data in kept)
    names = ("upload_sha256", "pdf_sha256", "pages_sha256")
    document = _accepted(upload, normalised, told, tools.facts).model_copy(update=dict(zip(names, hashes, strict=True)))
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
    """With the words of its first pages when it is a scan and Tesseract is on this machine, else as it is."""
    if normalised.text.strip() or not tools.reads_scans or not tesseract.available():
        return normalised
    numbers = range(1, min(normalised.page_count, RECOGNISED_PAGES) + 1)
    try:
        pages = tools.workers.recognize(normalised.pdf, page_numbers=tuple(numbers))
    except (ConversionFailed, EngineUnavailable):
        return normalised  # what a scan says is a help; the document is as good without it
    texts = (*(page.text for page in pages), *("" for _ in range(normalised.page_count - len(pages))))
    if not any(text.strip() for text in texts):
        return normalised
    spots = (*normalised.spots, *(spot for page in pages for spot in page.spots))
    return replace(normalised, texts=texts, spots=spots, text_source=TextSource.OCR)


def what_it_says(kind: str, normalised: Normalised, facts: Facts) -> dict[str, object]:
    """The fields of a ``Document`` that come from reading its pages, by name."""
    other = reads_like(kind, normalised.text, facts.kinds)
    return {
        "text_source": normalised.text_source,
        "readings": read_identity(normalised.texts),
        "spots": normalised.spots,
        "looks": normalised.looks,
        "shows_paper": normalised.shows_paper,
        "reads_like": other.kind if other else "",
        "reads_like_words": other.words if other else (),
        "page_keys": page_keys(normalised.pages),
    }


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
        **what_it_says(kind, normalised, facts),
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
