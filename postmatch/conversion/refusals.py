"""The words of every refusal of the gate, in one table: what happened, what it means, what to do now."""

from __future__ import annotations

from postmatch.domain.documents import ReasonCode
from postmatch.errors import UploadRefused

_WORDS: dict[ReasonCode, tuple[str, str]] = {
    ReasonCode.EMPTY: (
        "This file is empty, so there is nothing to put into the packet.",
        "Find the original on your computer, check that it opens, and upload it again.",
    ),
    ReasonCode.PASSWORD_NEEDED: (
        "This PDF is locked with a password, so its pages cannot be read yet.",
        "Type its password on its card on the Documents page, or upload a copy saved without one.",
    ),
    ReasonCode.WRONG_PASSWORD: (
        "This password does not open the PDF, so its pages cannot be read yet.",
        "Check capital letters and try again, or upload a copy saved without a password.",
    ),
    ReasonCode.DAMAGED: (
        "This PDF is damaged or incomplete, so its pages cannot be read.",
        "Download or scan the document again, check that it opens, and upload the new file.",
    ),
    ReasonCode.NO_PAGES: (
        "This PDF has no pages, so there is nothing to put into the packet.",
        "Save or scan the document again and upload the new file.",
    ),
    ReasonCode.XFA_SHELL: (
        "This PDF is a form that only Adobe Reader can show; other programs see just a page asking to wait.",
        'Open it in Adobe Reader, choose Print, then "Save as PDF" or "Microsoft Print to PDF", and upload the result.',
    ),
    ReasonCode.TIMEOUT: (
        "Reading this file took too long, so it was stopped and is not in the packet.",
        "Print the document to a new PDF, or scan it again, and upload the new file.",
    ),
    ReasonCode.MEMORY: (
        "Reading this file needs more memory than one document may use, so it is not in the packet.",
        "Save it smaller (for a scan: 300 dpi or less), or print it to a new PDF, and upload the new file.",
    ),
}


def refusal(code: ReasonCode, message: str = "", hint: str = "") -> UploadRefused:
    """The error to raise for ``code``; ``message`` and ``hint`` replace the usual words where they fit better."""
    usual = _WORDS.get(code, ("", ""))
    return UploadRefused(code.value, message or usual[0], hint or usual[1])


def too_large(size: int, limit: int) -> UploadRefused:
    """``size`` and ``limit`` in bytes."""
    return refusal(
        ReasonCode.TOO_LARGE,
        f"This file has {size / 1_048_576:.1f} MB, and one document may have at most {limit / 1_048_576:.0f} MB.",
        "Save it smaller (for a scan: 300 dpi, grey instead of colour), or split it, and upload it again.",
    )


def too_many_pages(page_count: int, limit: int) -> UploadRefused:
    return refusal(
        ReasonCode.TOO_MANY_PAGES,
        f"This document has {page_count} pages, and one document may have at most {limit}.",
        "Upload only the pages that a program needs to see, or split the document.",
    )


def too_many_pixels(width: int, height: int, limit: int) -> UploadRefused:
    """Sizes in pixels, zeros when the file was not opened far enough to know them; ``limit`` in pixels in all."""
    size = f"is {width} by {height} pixels, which is more" if width and height else "has more pixels"
    return refusal(
        ReasonCode.TOO_LARGE,
        f"This picture {size} than the {limit // 1_000_000} megapixels that can be processed.",
        "Save it smaller (a letter-size page needs no more than 2,550 by 3,300 pixels) and upload it again.",
    )


def too_many_pixels_in_all(pixels: int, limit: int) -> UploadRefused:
    """For a file of many pictures; both numbers in pixels."""
    return refusal(
        ReasonCode.TOO_LARGE,
        f"The pictures in this file have {pixels // 1_000_000} megapixels together, which is more than the "
        f"{limit // 1_000_000} that can be processed.",
        "Save it with fewer dots per inch (300 dpi are enough for a scan), or in several files, and upload it again.",
    )


def damaged_picture() -> UploadRefused:
    return refusal(
        ReasonCode.DAMAGED,
        "This picture is damaged or cut short and can't be read.",
        "Take or save it again, check that it opens, and upload the new file.",
    )


def damaged_word() -> UploadRefused:
    return refusal(
        ReasonCode.DAMAGED,
        "This Word file is damaged and can't be read.",
        "Open it in Word, save it again (or save it as PDF), and upload the new file.",
    )


def bundle_not_a_document() -> UploadRefused:
    """For a .zip inside a .zip, or in the place of one document."""
    return refusal(
        ReasonCode.UNSUPPORTED_TYPE,
        "This is a zip archive where a single document was expected, so it is not opened.",
        "Unpack it and upload the documents in it.",
    )


def no_paper_found() -> UploadRefused:
    return refusal(
        ReasonCode.UNREADABLE,
        "No sheet of paper with all four edges was found in this photo, so it was not straightened.",
        "Take it again with the whole sheet in view on a darker table, or keep the photo as it is.",
    )
