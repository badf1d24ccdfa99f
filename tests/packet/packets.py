"""Small PDFs with links and outlines, and packets made of them, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pikepdf
from hypothesis import settings
from reportlab.pdfgen.canvas import Canvas

from postmatch.domain.packet import Plan, Source
from postmatch.domain.workspace import Paper
from postmatch.packet import PacketMetadata, Stamp, assemble, draw_contents, draw_dividers, plan_packet

untimed = settings(deadline=None)  # what a single example takes says more about the machine than about the code

METADATA = PacketMetadata("Residency application of Adaeze Okafor", "Adaeze Okafor", date(2026, 11, 23))
STAMP = Stamp("Adaeze Okafor", "12345678")


@dataclass(frozen=True)
class Built:
    plan: Plan
    pdfs: Mapping[str, bytes]
    data: bytes


def text_pdf(words: str, *, pages: int = 1, size: tuple[float, float] = (612, 792)) -> bytes:
    """Pages that say ``words`` and their own number; every page looks different from every other."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, pageCompression=0)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 30)
        canvas.drawString(60, size[1] - 200, f"{words} {number}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def chaptered_pdf(words: str, *, pages: int) -> bytes:
    """Each page has the named destination ``chapter-N``; page 1 links to the last by its name, and the outline has
    one entry per page, all but the first below the first."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1)
    for number in range(1, pages + 1):
        canvas.bookmarkPage(f"chapter-{number}")
        canvas.addOutlineEntry(f"{words}, chapter {number}", f"chapter-{number}", level=0 if number == 1 else 1)
        canvas.drawString(72, 600, f"{words}, chapter {number}")
        if number == 1:
            canvas.linkRect("", f"chapter-{pages}", Rect=(72, 500, 200, 520))
            canvas.linkURL("https://example.org/", (72, 450, 200, 470))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return len(opened.pages)


def build(
    documents: Mapping[str, bytes],
    *,
    paper: Paper = Paper.LETTER,
    metadata: PacketMetadata = METADATA,
    stamp: Stamp | None = None,
    dividers: bool = False,
) -> Built:
    """A packet of the given documents; the one titled "Cover letter" is the cover letter."""
    sources = [_source(title, pdf) for title, pdf in documents.items()]
    plan = plan_packet(sources, dividers=dividers)
    pdfs = {source.id: documents[source.title] for source in sources}
    pdfs["contents"] = draw_contents(plan, paper=paper, applicant=metadata.author)
    pdfs |= draw_dividers(plan, paper=paper, applicant=metadata.author)
    return Built(plan, pdfs, assemble(plan, pdfs, metadata=metadata, stamp=stamp))


def _source(title: str, pdf: bytes) -> Source:
    kind = "cover_letter" if title == "Cover letter" else "other"
    return Source(id=f"id of {title}", kind=kind, title=title, page_count=page_count(pdf))


def usual_documents() -> dict[str, bytes]:
    """Two of the documents use the same names for their destinations."""
    return {
        "Cover letter": text_pdf("Cover letter"),
        "CV": text_pdf("CV", pages=2),
        "MyERAS application": chaptered_pdf("Application", pages=4),
        "MSPE": chaptered_pdf("MSPE", pages=3),
        "ECFMG certificate": text_pdf("Certificate", size=(595, 842)),
    }


def edited(pdf: bytes, change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    """The bytes after ``change`` was done to the opened PDF."""
    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        opened.save(out, **saving)
    return out.getvalue()


def outline_pages(pdf: pikepdf.Pdf) -> Sequence[tuple[int, str, int]]:
    """(depth, title, page number) of each outline item, followed with pikepdf's own reader to a real page."""
    numbers = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    found: list[tuple[int, str, int]] = []

    def walk(items: Sequence[pikepdf.OutlineItem], depth: int) -> None:
        for item in items:
            target = item.destination if item.destination is not None else item.action.D
            found.append((depth, item.title, numbers[target[0].objgen]))
            walk(item.children, depth + 1)

    with pdf.open_outline() as outline:
        walk(outline.root, 0)
    return found
