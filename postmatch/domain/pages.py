"""What is known of the pages of a normalised PDF: read once at the gate, and compared again in the finished packet."""

from __future__ import annotations

from postmatch.domain.values import LabelledEnum, Value

DIGEST_DPI = 40
"""At what resolution pages are drawn for their digests."""
FOOT_POINTS = 24.0
"""Height of the foot on a letter-size page: the strip that a running stamp may use."""
_LETTER_HEIGHT = 792.0
_LEAST_FOOT = 7.0  # points: a line of 4.5

RECOGNISED_PAGES = 3
"""How many pages of a scan are read when it is added: a page takes seconds, and a paper says at its top what it is."""

Box = tuple[float, float, float, float]


def foot_height(page_height: float) -> float:
    """The height of the foot in points: ``FOOT_POINTS`` on letter size and larger, in proportion on smaller pages, but
    enough for a line that can be read."""
    in_proportion = FOOT_POINTS * page_height / _LETTER_HEIGHT
    return min(FOOT_POINTS, max(_LEAST_FOOT, in_proportion), page_height / 2)


class PageFacts(Value):
    """One page. ``width`` and ``height`` in points as a viewer shows it; the rest are digests, 16 hexadecimal digits.

    ``text`` is of the text without white space, ``body`` and ``foot`` of the page drawn at ``DIGEST_DPI``, above the
    foot and in it: a stamp changes the foot and nothing else. Each is empty where there is nothing.
    """

    width: float
    height: float
    text: str
    body: str
    foot: str


class ReadingKind(LabelledEnum):
    """What of a person a document may say. The words are those of the papers."""

    NAME = "name", "name"
    AAMC_ID = "aamc_id", "AAMC ID"
    USMLE_ID = "usmle_id", "USMLE/ECFMG number"
    DATE_OF_BIRTH = "date_of_birth", "date of birth"


class Reading(Value):
    """One thing that a document says of its person, as it stands there. Pages count from 1."""

    kind: ReadingKind
    value: str
    page_number: int


class SpotKind(LabelledEnum):
    """Numbers that a program does not need before it hires (domain.md 4.5)."""

    SOCIAL_SECURITY = "social_security", "Social Security number"
    PASSPORT = "passport", "passport number"
    ALIEN_NUMBER = "alien_number", "alien (USCIS) number"


class SensitiveSpot(Value):
    """Where such a number stands. ``masked`` shows its last digits only, so that the workspace does not hold it;
    ``box`` is left, top, right, bottom as shares (0 to 1) of the page as seen. Pages count from 1."""

    kind: SpotKind
    masked: str
    page_number: int
    box: Box


class RecognizedPages(Value):
    """What was read from the pictures of pages: the text of each, and the sensitive numbers of the whole document."""

    texts: tuple[str, ...]
    spots: tuple[SensitiveSpot, ...] = ()


class PictureFault(LabelledEnum):
    """What may make the photo of a paper hard to read."""

    BLURRED = "blurred", "Blurred"
    TOO_DARK = "too_dark", "Too dark"
    TOO_SMALL = "too_small", "Too few pixels"
    CUT_EDGES = "cut_edges", "Edges cut off"


class PictureLook(Value):
    """One fault measured on a picture: what was seen and what it means, then what to do."""

    fault: PictureFault
    message: str
    hint: str


class TextSource(LabelledEnum):
    """Where the text of a document comes from. ``ocr``: of some pages at least; ``none``: there is no text."""

    PDF = "pdf", "Text of the file"
    OCR = "ocr", "Read from the picture"
    NONE = "none", "No text"
