"""PDF uploads: opened whatever it takes, mended, made inactive, and saved as a PDF that every tool reads.

pikepdf opens and mends; where it cannot, or sees no pages, pypdf has a try. The steps live in modules of their own
(``layers``, ``flattening``, ``active_content``, ``outlines``, ``page_boxes``, ``streams``); each changes the open
document and returns what it did. Normalising a result again changes nothing and reports nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pypdf

from postmatch.conversion import active_content, flattening, layers, outlines, page_boxes, streams
from postmatch.conversion.pages import count_pages, read_texts
from postmatch.conversion.refusals import refusal, too_many_pages
from postmatch.domain.documents import Normalised, ReasonCode, Repair, RepairCode
from postmatch.domain.facts import Limits

TEXT_CHARACTERS = 20_000
"""How much text of the first pages is kept for guessing the kind of a document."""

_VERSIONS = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"}
_STEPS: tuple[Callable[[pikepdf.Pdf], list[Repair]], ...] = (
    flattening.clean_annotation_lists,
    flattening.end_signatures,
    layers.settle_layers,
    active_content.remove_active_content,  # before flattening: afterwards nobody could say what was there
    flattening.flatten,
    outlines.mend_outline,
    page_boxes.mend_boxes,
)


@dataclass(frozen=True)
class _Opened:
    pdf: pikepdf.Pdf
    repairs: tuple[Repair, ...]


def normalise_pdf(data: bytes, *, limits: Limits, password: str | None = None) -> Normalised:
    """A well-formed, unencrypted, inactive PDF with the same pages, and what was done to get there.

    Raises ``UploadRefused``: password_needed, wrong_password, damaged, no_pages, xfa_shell, too_many_pages.
    """
    opened = _open(data, password)
    with opened.pdf as pdf:
        _refuse_unusable(pdf, limits)
        repairs = [*opened.repairs]
        syntax_problems = _syntax_problems(pdf)
        if syntax_problems:
            streams.mend_streams(pdf)
        for step in _STEPS:
            repairs += step(pdf)
        page_count = len(pdf.pages)
        result = _saved(pdf)
    result, swept = _second_look(result)
    if syntax_problems or swept.mended_streams:
        repairs.append(_content_errors(page_count, streams.pages_named(syntax_problems)))
    repairs += swept.repairs
    _check_pages(result, page_count)
    text = "\n".join(read_texts(result, max_characters=TEXT_CHARACTERS))[:TEXT_CHARACTERS]
    return Normalised(result, "application/pdf", page_count, tuple(merged_repairs(repairs)), text)


def _open(data: bytes, password: str | None) -> _Opened:
    try:
        pdf = pikepdf.open(io.BytesIO(data), password=password or "")
        page_count = len(pdf.pages)
    except pikepdf.PasswordError as error:
        code = ReasonCode.WRONG_PASSWORD if password else ReasonCode.PASSWORD_NEEDED
        raise refusal(code) from error
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever qpdf makes of hostile bytes: pypdf may still read them
        return _opened_otherwise(data, password, error)
    if page_count == 0:
        return _opened_otherwise(data, password, None)
    warnings = pdf.get_warnings()
    if not warnings:
        return _Opened(pdf, _decrypted(pdf))
    return _Opened(pdf, (*_decrypted(pdf), _rebuilt(page_count, _pages_seen_by_pypdf(data, password))))


def _decrypted(pdf: pikepdf.Pdf) -> tuple[Repair, ...]:
    if not pdf.is_encrypted:
        return ()
    message = "The PDF was protected; the copy in the packet is not. The pages are the same."
    return (Repair(code=RepairCode.DECRYPTED, message=message),)


def _opened_otherwise(data: bytes, password: str | None, first_error: Exception | None) -> _Opened:
    """Second and third opinion: pypdf reads some page trees that qpdf does not; else pages are found by their look."""
    for attempt in (_copied_by_pypdf, _pages_gathered):
        try:
            pdf = attempt(data, password)
            page_count = len(pdf.pages)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - pypdf raises ValueError, TypeError, AttributeError, StopIteration ... as well
            first_error = first_error or error
            continue
        if page_count:
            return _Opened(pdf, (*_decrypted(pdf), _rebuilt(page_count, _announced_pages(data))))
    raise refusal(ReasonCode.DAMAGED if first_error else ReasonCode.NO_PAGES) from first_error


def _announced_pages(data: bytes) -> int | None:
    """How many pages the first lines of a linearized file promise (ISO 32000-1 table F.1, /N)."""
    match = re.search(rb"/Linearized\b[^>]*?/N\s+(\d{1,6})\b", data[:1024])
    return int(match.group(1)) if match else None


def _copied_by_pypdf(data: bytes, password: str | None) -> pikepdf.Pdf:
    writer = pypdf.PdfWriter()
    for page in pypdf.PdfReader(io.BytesIO(data), strict=False, password=password).pages:
        writer.add_page(page)
    if not writer.pages:
        return pikepdf.new()
    stream = io.BytesIO()
    writer.write(stream)
    return pikepdf.open(io.BytesIO(stream.getvalue()))


def _pages_gathered(data: bytes, password: str | None) -> pikepdf.Pdf:
    """Every page object in the file, for files whose page tree is lost.

    The order is that of the object numbers, but for the first page of a linearized file, whose number is high
    (ISO 32000-1 annex F.3.3).
    """
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False, password=password)
    numbers = {number for section in reader.xref.values() for number in section} | set(reader.xref_objStm)
    things = {number: thing for number in sorted(numbers) if (thing := _dictionary(reader, number)) is not None}
    first = {int(thing["/O"]) for thing in things.values() if "/Linearized" in thing and "/O" in thing}
    found = [number for number, thing in things.items() if thing.get("/Type") == "/Page" and "/Contents" in thing]
    if not found:
        return pikepdf.new()
    found.sort(key=lambda number: (number not in first, number))
    kids = " ".join(f"{number} 0 R" for number in found)
    catalogue = reader.trailer["/Root"].get_object()
    lost = catalogue.raw_get("/Pages").idnum
    # an object at the end is the newest; startxref 0 makes qpdf read through the whole file and find it
    tree = f"\n{lost} 0 obj\n<< /Type /Pages /Kids [ {kids} ] /Count {len(found)} >>\nendobj\nstartxref\n0\n%%EOF\n"
    return pikepdf.open(io.BytesIO(data + tree.encode()), password=password or "")


def _dictionary(reader: pypdf.PdfReader, number: int) -> pypdf.generic.DictionaryObject | None:
    try:
        thing = pypdf.generic.IndirectObject(number, 0, reader).get_object()
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - one broken object of a broken file; the others may be whole
        return None
    return thing if isinstance(thing, pypdf.generic.DictionaryObject) else None


def _pages_seen_by_pypdf(data: bytes, password: str | None) -> int | None:
    try:
        return len(pypdf.PdfReader(io.BytesIO(data), strict=False, password=password).pages)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - an opinion only; the pages of qpdf are what is used
        return None


def _rebuilt(page_count: int, other_count: int | None) -> Repair:
    message = f"The file was damaged and has been rebuilt with {_pages(page_count)}. Check that nothing is missing."
    if other_count is not None and other_count != page_count:
        message = (
            f"The file was damaged. It has been rebuilt with {_pages(page_count)}, though it may once have had "
            f"{other_count}. Check that nothing is missing."
        )
    return Repair(code=RepairCode.REBUILT, message=message, needs_look=True)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _content_errors(page_count: int, named: tuple[int, ...]) -> Repair:
    where = f"page{'s' if len(named) > 1 else ''} {', '.join(map(str, named))} of {page_count}"
    if not named:
        where = "the page" if page_count == 1 else f"some of the {page_count} pages"
    message = f"Parts of {where} may be missing, because the file has errors there. Check that nothing is lost."
    return Repair(code=RepairCode.CONTENT_ERRORS, message=message, needs_look=True)


def _refuse_unusable(pdf: pikepdf.Pdf, limits: Limits) -> None:
    if len(pdf.pages) > limits.upload_pages:
        raise too_many_pages(len(pdf.pages), limits.upload_pages)
    if flattening.is_xfa_shell(pdf):
        raise refusal(ReasonCode.XFA_SHELL)


def _syntax_problems(pdf: pikepdf.Pdf) -> list[str]:
    """What ``qpdf --check`` would say, except of decoders that are not on this machine."""
    try:
        problems = pdf.check_pdf_syntax()
    except pikepdf.PdfError as error:  # a content stream so broken that the check itself gives up
        return [str(error)]
    return [problem for problem in problems if "decod" not in problem or "not support" not in problem]


def _saved(pdf: pikepdf.Pdf) -> bytes:
    if "/Root" not in pdf.trailer:  # qpdf found the catalogue of a damaged file by itself, but would not write it down
        pdf.trailer["/Root"] = pdf.Root
    if "/Size" not in pdf.trailer:  # qpdf 12.4 then writes an xref stream without one, and cannot open it again
        pdf.trailer["/Size"] = len(pdf.objects) + 1
    stream = io.BytesIO()
    version = {"force_version": "1.7"} if str(pdf.pdf_version) not in _VERSIONS else {"min_version": "1.5"}
    pdf.save(
        stream, **version, encryption=False, compress_streams=True, deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )  # fmt: skip
    return stream.getvalue()


@dataclass(frozen=True)
class _SecondLook:
    repairs: tuple[Repair, ...]
    mended_streams: bool


def _second_look(result: bytes) -> tuple[bytes, _SecondLook]:
    """Outlines that pypdf cannot carry are dropped, and streams that still complain are rewritten."""
    with pikepdf.open(io.BytesIO(result)) as pdf:
        repairs = outlines.drop_unreadable(pdf, result)
        broken = bool(_syntax_problems(pdf))
        if not repairs and not broken:
            return result, _SecondLook((), False)
        if broken:
            streams.mend_streams(pdf)
        return _saved(pdf), _SecondLook(tuple(repairs), broken)


def _check_pages(result: bytes, page_count: int) -> None:
    """A library that did not write the result must see as many pages, or the file is not sound."""
    try:
        seen = count_pages(result)
    except Exception as error:
        raise refusal(ReasonCode.DAMAGED) from error
    if seen != page_count:
        raise refusal(ReasonCode.DAMAGED)


def merged_repairs(repairs: list[Repair]) -> list[Repair]:
    """One repair per code: the sentences of one code follow each other, and a look is needed when any needs one."""
    merged: dict[RepairCode, Repair] = {}
    for repair in repairs:
        before = merged.get(repair.code)
        if before is None:
            merged[repair.code] = repair
        elif repair.message not in before.message:
            merged[repair.code] = Repair(
                code=repair.code,
                message=f"{before.message} {repair.message}",
                needs_look=before.needs_look or repair.needs_look,
            )
    return list(merged.values())
