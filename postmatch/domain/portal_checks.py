"""Would a portal take this file? The rules of the letter portal and of the photo, as a list of passes and failures.

What a rule counts stands in ``knowledge/figures.toml`` with its source, which each check repeats. Advice that no
portal enforces is marked as such, and is given only where there is text to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from postmatch.domain.checks import Check
from postmatch.domain.facts import Facts
from postmatch.domain.values import Value

PAGE_TOLERANCE = 2.0  # points: what scanners and printers make of 8.5 x 11 inches
RATIO_TOLERANCE = 0.01
_DPI_TOLERANCE = 1.0  # a PNG keeps dots per metre, and 150 dpi become 149.9
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = re.compile(
    rf"(?i)\b(?:(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS}|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,?\s+\d{{4}}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2})\b"
)
_TO_ONE_PERSON = re.compile(r"(?m)^\s*(?:Dear|Attn:?|Attention:?)\s+(?:Dr|Mr|Mrs|Ms|Prof|Professor)\b\.?\s+[A-Z]")
_E_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")
_PHONE = re.compile(r"\+?\(?\d[\d ().-]{7,}\d")


class PortalCheck(Check):
    """``source`` says whose rule it is; ``is_required``: the portal refuses what fails, else it is advice; ``hint`` is
    what to do about a failure."""

    source: str
    is_required: bool = True
    hint: str = ""


@dataclass(frozen=True)
class LetterFile:
    """A letter as it would be uploaded. ``page_sizes``: width and height in points as seen; ``texts``: of each page."""

    file_name: str
    media_type: str
    bytes: int
    is_encrypted: bool
    page_sizes: tuple[tuple[float, float], ...]
    texts: tuple[str, ...] = ()


class PictureFacts(Value):
    """A picture as it came: its format (``JPEG``, ``PNG``, ...), pixels as seen, dots per inch where the file tells."""

    format: str
    width: int
    height: int
    dpi: float | None
    bytes: int


def letter_file_checks(letter: LetterFile, facts: Facts, *, programs: Sequence[str] = ()) -> tuple[PortalCheck, ...]:
    """The rules of the ERAS letter portal, then advice. ``programs``: names that a letter to all must not hold."""
    return (
        *_file_rules(letter, facts),
        _pages_fit(letter.page_sizes, facts),
        *_letter_advice("\n".join(letter.texts), facts, programs),
    )


def _file_rules(letter: LetterFile, facts: Facts) -> Iterator[PortalCheck]:
    marks, size = facts.figure("letter_portal_forbidden_marks"), facts.figure("letter_portal_bytes")
    yield _rule(
        "letter_is_pdf", letter.media_type == "application/pdf", marks.source,
        ("The file is a PDF.", "The file is not a PDF."), "Save it as a PDF, and upload that.",
    )  # fmt: skip
    yield _rule(
        "letter_size", letter.bytes <= _number(facts, "letter_portal_bytes"), size.source,
        (f"The file has {_size(letter.bytes)}, and {_size(_number(facts, 'letter_portal_bytes'))} are allowed.",) * 2,
        "Scan it again in grey at 200 dpi, or let the packet's size target make it smaller.",
    )  # fmt: skip
    yield _rule(
        "letter_not_locked", not letter.is_encrypted, marks.source,
        ("The file opens without a password and is not encrypted.", "The file is encrypted or asks for a password."),
        "Take the file that Postmatch made of it: that one is not locked.",
    )  # fmt: skip
    found = [mark for mark in str(marks.value) if mark in letter.file_name]
    yield _rule(
        "letter_file_name", not found, marks.source,
        ("The file name holds no mark that the portal refuses.",
         f"The file name holds {' '.join(found)}, which the portal refuses."),
        "Rename it with letters, digits, hyphens and underscores only.",
    )  # fmt: skip


def _pages_fit(page_sizes: Sequence[tuple[float, float]], facts: Facts) -> PortalCheck:
    wanted = _number(facts, "letter_portal_page_width"), _number(facts, "letter_portal_page_height")
    wrong = [
        str(number)
        for number, size in enumerate(page_sizes, 1)
        if any(abs(side - asked) > PAGE_TOLERANCE for side, asked in zip(size, wanted, strict=True))
    ]
    return _rule(
        "letter_page_size", not wrong, facts.figure("letter_portal_page_width").source,
        ("Every page is 8.5 × 11 inches.", f"Not 8.5 × 11 inches: page {', '.join(wrong)}."),
        "Print it to PDF on US Letter, upright, with “fit to page”, and upload that.",
    )  # fmt: skip


def _letter_advice(text: str, facts: Facts, programs: Sequence[str]) -> Iterator[PortalCheck]:
    source = facts.figure("letter_form").source
    if not text.strip():
        yield _advice(
            "letter_was_read", False, source,
            ("", "The letter is a picture, so nobody looked at its date, letterhead and salutation."),
            "Look yourself: letterhead with address, phone and e-mail, a date, a signature, no program named.",
        )  # fmt: skip
        return
    yield _advice(
        "letter_date", bool(_DATE.search(text)), source,
        ("The letter is dated.", "No date was found in the letter."), "Ask the writer to date it.",
    )  # fmt: skip
    yield _advice(
        "letter_letterhead", bool(_E_MAIL.search(text) and _PHONE.search(text)), source,
        ("The letter gives a phone number and an e-mail address.",
         "No phone number or no e-mail address was found in the letter."),
        "Ask for the letter on letterhead that shows address, phone and e-mail; a personal one is accepted too.",
    )  # fmt: skip
    yield _advice(
        "letter_salutation", not _TO_ONE_PERSON.search(text), source,
        ("The letter is not addressed to one person.", "The letter is addressed to one person."),
        "Ask for “Dear Program Director”, so that every program can read it as written to them.",
    )  # fmt: skip
    named = [program for program in programs if program.strip() and _is_named(program, text)]
    yield _advice(
        "letter_names_no_program", not named, source,
        ("The letter names none of your programs.", f"The letter names a program: {', '.join(named)}."),
        "Send it to that program only, or ask the writer for one that names none.",
    )  # fmt: skip


def _is_named(program: str, text: str) -> bool:
    return " ".join(program.casefold().split()) in " ".join(text.casefold().split())


def photo_checks(photo: PictureFacts, facts: Facts) -> tuple[PortalCheck, ...]:
    """The rules of the ERAS photo. A picture of other pixels in the same shape can be scaled; another shape cannot."""
    width, height, dpi = (_number(facts, f"photo_{what}") for what in ("width", "height", "dpi"))
    most, source = _number(facts, "photo_bytes"), facts.figure("photo_width").source
    is_shaped = photo.height > 0 and abs(photo.width / photo.height - width / height) <= RATIO_TOLERANCE
    has_dpi = photo.dpi is not None and abs(photo.dpi - dpi) <= _DPI_TOLERANCE
    scaled = f"Scale the photo to {width} × {height} pixels."
    return (
        _rule(
            "photo_format", photo.format in ("JPEG", "PNG"), source,
            (f"The photo is a {photo.format}.", f"The photo is a {photo.format}, and only JPEG and PNG are taken."),
            "Save it as JPEG.",
        ),
        _rule(
            "photo_shape", is_shaped, source,
            ("The photo has the shape of 2.5 × 3.5 inches.", "The photo has not the shape of 2.5 × 3.5 inches."),
            "Cut it to 5 parts of width and 7 of height, with the face in the middle.",
        ),
        _rule(
            "photo_pixels", (photo.width, photo.height) == (width, height), source,
            (f"The photo has {photo.width} × {photo.height} pixels, and {width} × {height} are asked for.",) * 2,
            scaled if is_shaped else f"Cut it to shape first. {scaled}",
        ),
        _rule(
            "photo_dpi", has_dpi, source,
            (f"The photo says {dpi} dpi.", f"The photo says {_dpi_words(photo.dpi)}, and {dpi} dpi are asked for."),
            f"Save it with {dpi} dpi; the picture itself stays as it is.",
        ),
        _rule(
            "photo_size", photo.bytes <= most, facts.figure("photo_bytes").source,
            (f"The photo has {_size(photo.bytes)}, and {_size(most)} are allowed.",) * 2,
            "Save it as JPEG of a lower quality.",
        ),
    )  # fmt: skip


def _dpi_words(dpi: float | None) -> str:
    return "nothing of its resolution" if dpi is None else f"{dpi:.0f} dpi"


def _rule(id_: str, passed: bool, source: str, messages: tuple[str, ...], hint: str) -> PortalCheck:
    """``messages``: what to say of a pass, and of a failure."""
    return PortalCheck(id=id_, message=messages[not passed], passed=passed, source=source, hint="" if passed else hint)


def _advice(id_: str, passed: bool, source: str, messages: tuple[str, ...], hint: str) -> PortalCheck:
    return _rule(id_, passed, source, messages, hint).model_copy(update={"is_required": False})


def _number(facts: Facts, fact_id: str) -> int:
    value = facts.figure(fact_id).value
    if not isinstance(value, int):
        raise TypeError(f"the figure {fact_id!r} is not a whole number: {value!r}")
    return value


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(1, round(count / 1000))} KB"
