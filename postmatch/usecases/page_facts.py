"""The facts of a document's pages, kept as JSON beside its PDF, so that a build need not draw the pages again."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from postmatch.domain.edits import StoredPdf
from postmatch.domain.pages import PageFacts
from postmatch.domain.values import Value
from postmatch.usecases.tools import Blob, Tools

_FORM = 1  # what the digests are taken of; raise it when ``conversion.page_facts`` takes them of something else


class _KeptFacts(Value):
    """``drawn_by``: another version of PDFium may draw a page a little differently, so its digests do not compare."""

    drawn_by: str
    pages: tuple[PageFacts, ...]


def write_page_facts(pages: Sequence[PageFacts]) -> bytes:
    return _KeptFacts(drawn_by=_drawn_by(), pages=tuple(pages)).model_dump_json().encode()


def page_facts_of(stored: StoredPdf, tools: Tools, *, blob: Blob) -> tuple[PageFacts, ...]:
    """As they were kept; drawn anew when none were, or when another version drew them. Raises ``ConversionFailed``."""
    kept = _read(blob(stored.pages_sha256)) if stored.pages_sha256 else None
    if kept is None or kept.drawn_by != _drawn_by() or len(kept.pages) != stored.page_count:
        return tools.workers.page_facts(blob(stored.sha256))
    return kept.pages


def _read(data: bytes) -> _KeptFacts | None:
    """None for what is no such JSON: an archive may bring anything."""
    try:
        return _KeptFacts.model_validate_json(data)
    except ValueError:
        return None


def _drawn_by() -> str:
    return f"{_FORM} pypdfium2 {version('pypdfium2')}"
