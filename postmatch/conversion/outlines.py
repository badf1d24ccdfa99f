"""The outline of an upload (ISO 32000-1 section 12.3.3): a linked list that hostile files tie into a knot."""

from __future__ import annotations

import io

import pikepdf
import pypdf

from postmatch.conversion.refusals import refusal
from postmatch.domain.documents import ReasonCode, Repair, RepairCode

MAX_ITEMS = 5_000
MAX_DEPTH = 30


def mend_outline(pdf: pikepdf.Pdf) -> list[Repair]:
    """Takes the outline away when it loops, is deeper or longer than any reader shows, or is no outline at all."""
    root = pdf.Root.get("/Outlines")
    if root is None or (isinstance(root, pikepdf.Dictionary) and _is_sound(root)):
        return []
    return [_remove(pdf)]


def drop_unreadable(pdf: pikepdf.Pdf, result: bytes) -> list[Repair]:
    """Takes the outline away when pypdf, which carries it into the packet, cannot read it. ``result``: pdf, saved.

    Raises ``UploadRefused`` (damaged) when pypdf cannot carry the pages either.
    """
    has_outline = "/Outlines" in pdf.Root
    if _is_carried(result, with_outline=has_outline):
        return []
    if has_outline and _is_carried(result, with_outline=False):
        return [_remove(pdf)]
    raise refusal(ReasonCode.DAMAGED)


def _is_carried(result: bytes, *, with_outline: bool) -> bool:
    try:
        writer = pypdf.PdfWriter()
        writer.append(pypdf.PdfReader(io.BytesIO(result)), import_outline=with_outline)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - pypdf raises almost anything on odd items
        return False
    return True


def _remove(pdf: pikepdf.Pdf) -> Repair:
    del pdf.Root["/Outlines"]
    message = "The bookmarks stored in the file were broken and were taken out. The pages are all there."
    return Repair(code=RepairCode.OUTLINE_REMOVED, message=message)


def _is_sound(root: pikepdf.Dictionary) -> bool:
    seen: set[tuple[int, int]] = set()
    waiting = [(root.get("/First"), 1)]
    while waiting:
        item, depth = waiting.pop()
        if item is None:
            continue
        if not isinstance(item, pikepdf.Dictionary) or depth > MAX_DEPTH or len(seen) >= MAX_ITEMS:
            return False
        # a direct item has no number and cannot be met twice
        if item.objgen != (0, 0) and item.objgen in seen:
            return False
        seen.add(item.objgen if item.objgen != (0, 0) else (0, -len(seen) - 1))
        waiting += [(item.get("/Next"), depth), (item.get("/First"), depth + 1)]
    return True
