"""What is read of other people's files inside a bounded worker process: functions for ``Workers.call``.

Each takes the name of the file under ``source`` and its bytes, and answers with an ``Imported`` under ``imported``.
Raises ``UploadRefused``.
"""

from __future__ import annotations

from collections.abc import Sequence

from postmatch.conversion.media_types import DOCX, ZIP, MediaType, sniff
from postmatch.conversion.pdf_lines import pdf_lines
from postmatch.conversion.refusals import refusal
from postmatch.conversion.text_lines import MOST_LINES, TextLine
from postmatch.conversion.wire import Header
from postmatch.conversion.word_text import word_lines
from postmatch.domain.documents import ReasonCode
from postmatch.domain.imports import Imported
from postmatch.domain.left_out_numbers import lines_without_numbers
from postmatch.errors import UploadRefused
from postmatch.interchange.cv_text import read_cv
from postmatch.interchange.linkedin import read_linkedin
from postmatch.interchange.myeras import is_myeras, read_myeras

Answer = tuple[Header, tuple[bytes, ...]]


def read_packed(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """Of a file that begins like a .zip: a Word file or a LinkedIn archive."""
    found = _sniffed(blobs[0])
    if found is DOCX:
        return _answer(_read_lines(word_lines(blobs[0]), str(header["source"])))
    if found is ZIP:
        return _answer(read_linkedin(blobs[0], source=str(header["source"])))
    raise refusal(ReasonCode.UNSUPPORTED_TYPE, f"Nothing can be taken from {found.a_file}.", IMPORT_HINT)


def _sniffed(data: bytes) -> MediaType:
    """The gate's words for a file of another kind speak of packets; its way out holds here too."""
    try:
        return sniff(data)
    except UploadRefused as error:
        if error.reason != ReasonCode.UNSUPPORTED_TYPE:
            raise
        message = "This file is neither a Word document nor an archive of LinkedIn, so nothing can be taken from it."
        raise refusal(ReasonCode.UNSUPPORTED_TYPE, message, error.hint) from error


def read_pdf(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    """Of the normalised PDF of a CV or of a MyERAS application."""
    return _answer(_read_lines(pdf_lines(blobs[0]), str(header["source"])))


IMPORT_HINT = (
    "Choose your CV as a Word file (.docx) or PDF, your MyERAS application as PDF, the .zip from LinkedIn, or a JSON"
    " Resume."
)
_NO_WORDS = "There are no words in this file that a program can read; its pages are most likely pictures."
_TOO_LONG = "This file is longer than any CV, so nothing was taken from it: a part of it would be left behind."
_NO_WORDS_HINT = "Choose the Word file it was made from, or a PDF saved from Word, not a scan."


def _read_lines(lines: Sequence[TextLine], source: str) -> Imported:
    if not any(sign.isalnum() for line in lines for sign in line.text):
        raise refusal(ReasonCode.UNREADABLE, _NO_WORDS, _NO_WORDS_HINT)
    if len(lines) >= MOST_LINES:
        raise refusal(ReasonCode.TOO_LARGE, _TOO_LONG, IMPORT_HINT)
    texts = lines_without_numbers([line.text for line in lines])
    kept = [line.model_copy(update={"text": text}) for line, text in zip(lines, texts, strict=True)]
    return read_myeras(kept, source=source) if is_myeras(kept) else read_cv(kept, source=source)


def _answer(imported: Imported) -> Answer:
    return {"imported": imported.model_dump(mode="json")}, ()
