"""PDF uploads: opened whatever it takes, mended, made inactive, and saved as a PDF that every tool reads.

pikepdf opens and mends; where it cannot, or sees no pages, pypdf has a try. The steps live in modules of their own
(``layers``, ``flattening``, ``active_content``, ``outlines``, ``page_boxes``, ``streams``); each changes the open
document and returns what it did. Normalising a result again changes nothing and reports nothing.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf

from postmatch.conversion import (
    active_content,
    destinations,
    flattening,
    font_widths,
    jpeg2000,
    layers,
    lost_fonts,
    outlines,
    page_boxes,
    page_sizes,
    rescue,
    rotation,
    streams,
)
from postmatch.conversion.page_words import named_pages
from postmatch.conversion.pages import count_pages
from postmatch.conversion.refusals import refusal, too_many_pages
from postmatch.conversion.saving import saved
from postmatch.domain.documents import Normalised, ReasonCode, Repair, RepairCode
from postmatch.domain.facts import Limits

_STEPS: tuple[Callable[[pikepdf.Pdf], list[Repair]], ...] = (
    flattening.clean_annotation_lists,
    flattening.end_signatures,
    layers.settle_layers,
    active_content.remove_active_content,  # before flattening: afterwards nobody could say what was there
    lost_fonts.replace_what_is_no_font,
    font_widths.give_widths,
    flattening.flatten,
    outlines.mend_outline,
    destinations.mend_names,
    page_boxes.mend_boxes,
    rotation.apply_turns,
    page_sizes.fit_sheets,
)


@dataclass(frozen=True)
class _Opened:
    pdf: pikepdf.Pdf
    repairs: tuple[Repair, ...]


def normalise_pdf(data: bytes, *, limits: Limits, password: str | None = None) -> Normalised:
    """A well-formed, unencrypted, inactive PDF with the same pages, and what was done to get there.

    Raises ``UploadRefused``: password_needed, wrong_password, damaged, no_pages, xfa_shell, too_many_pages.
    """
    opened = _open(_ended(data), password)
    with opened.pdf as pdf:
        _refuse_unusable(pdf, limits)
        repairs = [*opened.repairs]
        syntax_problems = _syntax_problems(pdf)
        is_rebuilt = any(repair.code == RepairCode.REBUILT for repair in repairs)
        if is_rebuilt:
            syntax_problems += streams.pictures_without_size(pdf)
        if syntax_problems:
            streams.mend_streams(pdf)
        if is_rebuilt:
            repairs += lost_fonts.name_lost_fonts(pdf)
        jpeg2000.box_codestreams(pdf)
        for step in _STEPS:
            repairs += step(pdf)
        page_count = len(pdf.pages)
        has_outline = "/Outlines" in pdf.Root
        result = saved(pdf)
    # streams that were sound and that no step touched need no second look, nor does an outline that is not there
    swept = _second_look(result) if repairs or syntax_problems or has_outline else _SecondLook(result)
    if syntax_problems or swept.mended_streams:
        repairs.append(_content_errors(page_count, streams.pages_named(syntax_problems)))
    repairs += swept.repairs
    _check_pages(swept.result, page_count)
    return Normalised(swept.result, "application/pdf", page_count, tuple(merged_repairs(repairs)))


def _ended(data: bytes) -> bytes:
    """A file that breaks off has no end; qpdf 12.4 does not see an object behind which nothing stands."""
    return data if b"%%EOF" in data[-1024:] else data + b"\n%%EOF\n"


def _open(data: bytes, password: str | None) -> _Opened:
    error_met: Exception | None = None
    try:
        pdf = pikepdf.open(io.BytesIO(data), password=password or "")
        if len(pdf.pages) and not pdf.get_warnings():
            return _Opened(pdf, _decrypted(pdf))
        if len(pdf.pages):
            return _recovered(pdf, data, password)
    except pikepdf.PasswordError as error:
        code = ReasonCode.WRONG_PASSWORD if password else ReasonCode.PASSWORD_NEEDED
        raise refusal(code) from error
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever qpdf makes of hostile bytes: others may still read them
        error_met = error
    return _opened_otherwise(data, password, error_met)


def _opened_otherwise(data: bytes, password: str | None, first_error: Exception | None) -> _Opened:
    """Pages that others see, or that are found by their look (``rescue``)."""
    for attempt in (rescue.copied_by_pypdf, rescue.gathered, rescue.scanned):
        try:
            pdf = attempt(data, password)
            if len(pdf.pages):
                return _recovered(pdf, data, password)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 - pypdf raises ValueError, TypeError, AttributeError, StopIteration ... as well
            first_error = first_error or error
    raise refusal(ReasonCode.DAMAGED if first_error else ReasonCode.NO_PAGES) from first_error


def _recovered(pdf: pikepdf.Pdf, data: bytes, password: str | None) -> _Opened:
    rebuilt = _rebuilt(len(pdf.pages), rescue.page_count_before(data, password))
    repairs = (*_decrypted(pdf), rebuilt)
    return _Opened(_written_down(pdf), repairs)


def _written_down(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    """The same file with a whole cross-reference table: packed into object streams at once, what qpdf 12.4 has
    reconstructed may lose its page tree."""
    if "/Root" not in pdf.trailer:  # qpdf found the catalogue by itself, but would not write it down
        pdf.trailer["/Root"] = pdf.Root
    # missing or too small, it makes qpdf leave out what lies beyond
    pdf.trailer["/Size"] = pdf.make_indirect(pikepdf.Dictionary()).objgen[0] + 1
    stream = io.BytesIO()
    pdf.save(stream, encryption=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    pdf.close()
    return pikepdf.open(stream)


def _decrypted(pdf: pikepdf.Pdf) -> tuple[Repair, ...]:
    if not pdf.is_encrypted:
        return ()
    message = "The PDF was protected; the copy in the packet is not. The pages are the same."
    return (Repair(code=RepairCode.DECRYPTED, message=message),)


def _rebuilt(page_count: int, count_before: int | None) -> Repair:
    result = f"It has been rebuilt with {_pages(page_count)}"
    if count_before == page_count:
        result += ", as many as it says it had"
    elif count_before is not None:
        result += f", though it may once have had {count_before}"
    message = f"The file was damaged. {result}. Check that nothing is missing."
    return Repair(code=RepairCode.REBUILT, message=message, needs_look=True)


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def _content_errors(page_count: int, named: tuple[int, ...]) -> Repair:
    where = "the page" if page_count == 1 else f"some of the {page_count} pages"
    if named and page_count > 1:
        where = f"{named_pages(named)} of {page_count}"
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
    found = [problem for problem in problems if "decod" not in problem or "not support" not in problem]
    return found + streams.unreadable_filters(pdf)


@dataclass(frozen=True)
class _SecondLook:
    result: bytes
    repairs: tuple[Repair, ...] = ()
    mended_streams: bool = False


def _second_look(result: bytes) -> _SecondLook:
    """Outlines that pypdf cannot carry are dropped, and streams that still complain are rewritten.

    Raises ``UploadRefused`` (damaged) for what neither helps.
    """
    with pikepdf.open(io.BytesIO(result)) as pdf:
        repairs = outlines.drop_unreadable(pdf, result)
        broken = bool(_syntax_problems(pdf))
        if not repairs and not broken:
            return _SecondLook(result)
        if broken:
            streams.mend_streams(pdf)
        mended = saved(pdf)
    with pikepdf.open(io.BytesIO(mended)) as pdf:
        if not streams.is_whole(pdf):
            raise refusal(ReasonCode.DAMAGED)
    return _SecondLook(mended, tuple(repairs), broken)


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
