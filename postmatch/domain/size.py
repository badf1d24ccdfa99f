"""How large a packet may be, and what is given up for it: which documents' pictures are made smaller, and by how much.

A document is asked for at a *step*: 0 leaves it as it is, step n is ``SHRINK_STEPS[n - 1]``. Only pictures change,
never text. The work is in ``conversion/shrinking``; here it is only decided, from sizes alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from postmatch.domain.pages import PageFacts
from postmatch.domain.values import Value


class ShrinkStep(Value):
    """``dpi``: pixels per inch of the page that a picture keeps; ``quality``: its JPEG's, 1 to 95 as libjpeg has it."""

    dpi: int
    quality: int


SHRINK_STEPS = (
    ShrinkStep(dpi=300, quality=80),
    ShrinkStep(dpi=250, quality=75),
    ShrinkStep(dpi=200, quality=70),
    ShrinkStep(dpi=170, quality=65),
    ShrinkStep(dpi=150, quality=55),
)
"""From a loss that nobody sees to the floor of legibility (``docs/size/README.md`` has the measurements)."""

BytesAt = Callable[[str, int], int]
"""(document id, step) to the bytes of its PDF at that step. Shrinking takes seconds, so keep the answers."""


class ShrunkPicture(Value):
    """One picture that was made smaller. Page of its first use (from 1), bytes in the file, dots per inch as shown."""

    page_number: int
    from_bytes: int
    to_bytes: int
    from_dpi: int
    to_dpi: int


@dataclass(frozen=True)
class ShrunkPdf:
    """A document at one step. ``pictures`` lists what changed; when nothing did, ``pdf`` is what was given.
    ``pages`` are facts taken anew, because smaller pictures draw a little differently."""

    pdf: bytes
    pictures: tuple[ShrunkPicture, ...]
    pages: tuple[PageFacts, ...]


class StepChoice(Value):
    """A step for every document. ``total``: the bytes to expect, overhead included. When not even the last step of all
    documents is enough, ``fits`` is False and everything is at its floor."""

    steps: tuple[tuple[str, int], ...]
    total: int
    fits: bool

    def step_of(self, document_id: str) -> int:
        """Raises ``KeyError`` for a document that was not among those chosen for."""
        return dict(self.steps)[document_id]


def choose_steps(ids: Sequence[str], *, target: int, overhead: int, bytes_at: BytesAt) -> StepChoice:
    """The smallest loss with which the documents and ``overhead`` (bytes of the packet beyond them) are at most
    ``target`` bytes.

    All get the same, gentlest step that is enough, because a reader is stopped by the worst page, not by the average.
    What room is left lets documents go back one step, those first that need the least room. Sizes are asked for no more
    than once each, and only along a binary search of the steps.
    """
    sizes = _Sizes(bytes_at)
    common = _common_step(ids, target - overhead, sizes)
    fits = common <= len(SHRINK_STEPS)
    steps = dict.fromkeys(ids, min(common, len(SHRINK_STEPS)))
    room = target - overhead - sizes.total(steps)
    for document_id in sorted(ids, key=lambda one: sizes.price(one, steps[one])) if fits else ():
        price = sizes.price(document_id, steps[document_id])
        if steps[document_id] and price <= room:
            steps[document_id] -= 1
            room -= price
    chosen = tuple((document_id, sizes.without_effort(document_id, step)) for document_id, step in steps.items())
    return StepChoice(steps=chosen, total=overhead + sizes.total(dict(chosen)), fits=fits)


class _Sizes:
    """Sizes as they were told, each asked for once."""

    def __init__(self, bytes_at: BytesAt) -> None:
        self._bytes_at = bytes_at
        self._known: dict[tuple[str, int], int] = {}

    def at(self, document_id: str, step: int) -> int:
        if (document_id, step) not in self._known:
            self._known[document_id, step] = self._bytes_at(document_id, step)
        return self._known[document_id, step]

    def total(self, steps: dict[str, int]) -> int:
        return sum(self.at(document_id, step) for document_id, step in steps.items())

    def price(self, document_id: str, step: int) -> int:
        """What it costs to leave this step for the one before; nothing can go back from 0."""
        return self.at(document_id, step - 1) - self.at(document_id, step) if step else 0

    def without_effort(self, document_id: str, step: int) -> int:
        """0 instead of a step that makes a document no smaller."""
        return step if self.at(document_id, step) < self.at(document_id, 0) else 0


def _common_step(ids: Sequence[str], room: int, sizes: _Sizes) -> int:
    """The gentlest step that is enough for all alike, or one more than there are."""
    if sizes.total(dict.fromkeys(ids, 0)) <= room:
        return 0
    too_large, enough = 0, len(SHRINK_STEPS) + 1
    while enough - too_large > 1:
        middle = (too_large + enough) // 2
        if sizes.total(dict.fromkeys(ids, middle)) <= room:
            enough = middle
        else:
            too_large = middle
    return enough


def parts(sizes: Sequence[int], target: int, *, overhead: int = 0) -> tuple[tuple[int, ...], ...]:
    """Documents (by index) in as few parts of at most ``target`` bytes as their order allows.

    No document is split or moved. ``overhead`` is what every part has besides (contents page, fonts). A document that
    is too large by itself (``too_large_alone``) stands alone in its part.
    """
    made: list[list[int]] = []
    filled = 0
    for index, size in enumerate(sizes):
        if made and filled + size <= target:
            made[-1].append(index)
            filled += size
        else:
            made.append([index])
            filled = overhead + size
    return tuple(map(tuple, made))


def too_large_alone(sizes: Sequence[int], target: int, *, overhead: int = 0) -> tuple[int, ...]:
    """The documents (by index) that no part of at most ``target`` bytes can hold."""
    return tuple(index for index, size in enumerate(sizes) if overhead + size > target)


class ReducedDocument(Value):
    """What one document gave up: bytes of its PDF, and the resolution of its sharpest picture that was changed."""

    document_id: str
    title: str
    step: int
    picture_count: int
    from_bytes: int
    to_bytes: int
    from_dpi: int
    to_dpi: int


class SizeReport(Value):
    """How a packet met its size target, or did not. Bytes of the whole packet before and after. ``at_floor``: every
    picture is as small as pictures are made."""

    target: int
    before: int
    after: int
    reduced: tuple[ReducedDocument, ...] = ()
    at_floor: bool = False

    @property
    def fits(self) -> bool:
        return self.after <= self.target


def reduced_document(document_id: str, title: str, *, step: int, before: int, shrunk: ShrunkPdf) -> ReducedDocument:
    """``before``: bytes of the document's PDF as it was. Only for a document whose pictures changed."""
    sharpest = max(shrunk.pictures, key=lambda picture: picture.from_dpi)
    return ReducedDocument(
        document_id=document_id,
        title=title,
        step=step,
        picture_count=len(shrunk.pictures),
        from_bytes=before,
        to_bytes=len(shrunk.pdf),
        from_dpi=sharpest.from_dpi,
        to_dpi=sharpest.to_dpi,
    )


def size_sentences(report: SizeReport) -> tuple[str, ...]:
    """What was done for the size, in words for the applicant; nothing when nothing had to be done."""
    sentences = [reduction_sentence(document) for document in report.reduced]
    if report.reduced:
        sentences.insert(
            0,
            f"The packet was {_megabytes(report.before)}; with smaller pictures it is {_megabytes(report.after)}. "
            "Text and drawings are as they were. Look at these pages before you send it.",
        )
    if not report.fits:
        sentences.append(_still_too_large(report))
    return tuple(sentences)


def reduction_sentence(document: ReducedDocument) -> str:
    """What one document gave up, in words for the applicant."""
    pictures = "1 picture" if document.picture_count == 1 else f"{document.picture_count} pictures"
    size = f"{_megabytes(document.from_bytes)} to {_megabytes(document.to_bytes)}"
    if document.to_dpi < document.from_dpi:
        return f"{document.title}: {pictures} from {document.from_dpi} to {document.to_dpi} dpi, {size}."
    return f"{document.title}: {pictures} stored more tightly at {document.to_dpi} dpi, {size}."


def _still_too_large(report: SizeReport) -> str:
    too_large = f"The packet is {_megabytes(report.after)}, more than the {_megabytes(report.target)} aimed at."
    return " ".join([too_large, *_why_no_smaller(report), "Send it in parts, or leave out a large document."])


def _why_no_smaller(report: SizeReport) -> tuple[str, ...]:
    if not report.at_floor:
        return ()
    if not report.reduced:
        return ("It holds no picture that could be made smaller.",)
    floor = SHRINK_STEPS[-1].dpi
    return (f"Its pictures are not made smaller than {floor} dpi, because small print could no longer be read.",)


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 999_500 else f"{max(1, round(count / 1000))} KB"
