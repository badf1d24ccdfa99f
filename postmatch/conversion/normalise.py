"""The upload gate: from the bytes of an upload to a well-formed PDF and the facts of what was done.

Runs inside a worker process; ``Workers.normalise`` is the way in. What can go wrong is ``UploadRefused`` with a
reason; foreign errors do not leave the modules that meet them.
"""

from __future__ import annotations

from dataclasses import replace

from pypdfium2 import PdfiumError

from postmatch.conversion.images import normalise_picture
from postmatch.conversion.media_types import MediaType, name_lies, sniff
from postmatch.conversion.page_facts import read_pages
from postmatch.conversion.pdf import normalise_pdf
from postmatch.conversion.refusals import bundle_not_a_document, refusal, too_large
from postmatch.conversion.spots import find_spots
from postmatch.conversion.word import normalise_word
from postmatch.domain.documents import Normalised, ReasonCode, Repair, RepairCode, Upload
from postmatch.domain.facts import Limits
from postmatch.domain.pages import TextSource

TEXT_CHARACTERS = 1_000_000
"""How much text of a document is kept: 300 full pages of prose. Pages after that count as pages without text."""


def normalise(upload: Upload, *, limits: Limits, password: str | None = None, engine: str = "embedded") -> Normalised:
    """See ``Workers.normalise``; raises ``UploadRefused`` and, for Word files only, ``EngineUnavailable``."""
    if not upload.data:
        raise refusal(ReasonCode.EMPTY)
    if len(upload.data) > limits.upload_bytes:
        raise too_large(len(upload.data), limits.upload_bytes)
    found = sniff(upload.data)
    if found.family == "pdf":
        result = normalise_pdf(upload.data, limits=limits, password=password)
    elif found.family == "picture":
        result = normalise_picture(upload.data, limits=limits)
    elif found.family == "bundle":
        raise bundle_not_a_document()
    else:
        result = normalise_word(upload.data, limits=limits, engine=engine)
    if name_lies(upload.name, found):
        result = replace(result, repairs=(_told_apart(found), *result.repairs))
    return finished(result)


def finished(result: Normalised) -> Normalised:
    """The result with what its pages say and look like, read from the PDF that goes into packets.

    Raises ``UploadRefused`` (damaged) when a page cannot be drawn.
    """
    try:
        read = read_pages(result.pdf, max_characters=TEXT_CHARACTERS)
        spots = find_spots(result.pdf, texts=read.texts)
    except PdfiumError as error:
        raise refusal(ReasonCode.DAMAGED) from error
    has_text = any(text.strip() for text in read.texts)
    return replace(
        result,
        pages=read.facts,
        texts=read.texts,
        unread_pages=read.unread,
        text_source=TextSource.PDF if has_text else TextSource.NONE,
        spots=spots,
    )


def _told_apart(found: MediaType) -> Repair:
    message = f"The name says otherwise, but this is {found.a_file}; it was taken for what it is."
    return Repair(code=RepairCode.TYPE_DIFFERS_FROM_NAME, message=message)
