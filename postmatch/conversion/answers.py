"""How results travel between a worker and its parent: a header of JSON and bytes, written here and read here again.

A worker that a file has taken over may answer anything: what reads raises ValueError, LookupError or TypeError then.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from postmatch.conversion.engines.result import ConvertedWord
from postmatch.conversion.wire import Header
from postmatch.domain.documents import Normalised, Refusal, Repair
from postmatch.domain.edits import EditedPages
from postmatch.domain.pages import PageFacts, PictureLook, SensitiveSpot, TextSource
from postmatch.domain.size import ShrunkPdf, ShrunkPicture
from postmatch.domain.values import Value
from postmatch.errors import ConversionFailed

if TYPE_CHECKING:
    from postmatch.conversion.bundles import Bundle

Answer = tuple[Header, tuple[bytes, ...]]
_Sent = TypeVar("_Sent", bound=Value)


def normalised_answer(result: Normalised) -> Answer:
    """A result of the gate as it travels; ``normalised`` puts it together again."""
    header = {
        "media_type": result.media_type,
        "page_count": result.page_count,
        "repairs": dumped(result.repairs),
        "texts": result.texts,
        "unread_pages": result.unread_pages,
        "pages": dumped(result.pages),
        "text_source": result.text_source,
        "spots": dumped(result.spots),
        "looks": dumped(result.looks),
        "shows_paper": result.shows_paper,
    }
    return header, (result.pdf,)


def converted_header(result: ConvertedWord) -> Header:
    """What travels beside the PDF; ``converted`` puts it together again."""
    return {
        "page_count": result.page_count,
        "repairs": dumped(result.warnings),
        "free_share": result.free_share,
    }


def dumped(values: Iterable[Value]) -> list[dict[str, Any]]:
    return [value.model_dump(mode="json") for value in values]


def repairs(answer: Header) -> tuple[Repair, ...]:
    return read(Repair, answer["repairs"])


def normalised(answer: Header, blobs: tuple[bytes, ...]) -> Normalised:
    """A result of the gate, as ``normalised_answer`` sent it."""
    return Normalised(
        pdf=blobs[0],
        media_type=answer["media_type"],
        page_count=answer["page_count"],
        repairs=repairs(answer),
        texts=tuple(map(str, answer["texts"])),
        pages=read(PageFacts, answer["pages"]),
        unread_pages=tuple(map(int, answer["unread_pages"])),
        text_source=TextSource(answer["text_source"]),
        spots=read(SensitiveSpot, answer["spots"]),
        looks=read(PictureLook, answer["looks"]),
        shows_paper=answer["shows_paper"],
    )


def converted(answer: Header, blobs: tuple[bytes, ...]) -> ConvertedWord:
    return ConvertedWord(blobs[0], int(answer["page_count"]), repairs(answer), float(answer["free_share"]))


def all_converted(answer: Header, blobs: tuple[bytes, ...]) -> tuple[ConvertedWord | ConversionFailed, ...]:
    pdfs = list(reversed(blobs))
    return tuple(
        ConversionFailed(one["message"], one["hint"]) if "failed" in one else converted(one, (pdfs.pop(),))
        for one in answer["results"]
    )


def edited(answer: Header, blobs: tuple[bytes, ...]) -> EditedPages:
    notes = tuple(map(str, answer["notes"]))
    return EditedPages(blobs[0], int(answer["page_count"]), read(PageFacts, answer["pages"]), notes)


def shrunk(answer: Header, blobs: tuple[bytes, ...]) -> ShrunkPdf:
    return ShrunkPdf(blobs[0], read(ShrunkPicture, answer["pictures"]), read(PageFacts, answer["pages"]))


def unpacked(answer: Header, blobs: tuple[bytes, ...]) -> Bundle | None:
    if answer["members"] is None:
        return None
    contents = list(reversed(blobs))
    return tuple(
        (str(name), contents.pop() if refused is None else Refusal.model_validate(refused))
        for name, refused in answer["members"]
    )


def read(kind: type[_Sent], listed: Iterable[Any]) -> tuple[_Sent, ...]:
    return tuple(kind.model_validate(one) for one in listed)
