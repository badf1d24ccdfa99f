"""Certification and exam papers: ECFMG certificate, ECFMG status report, USMLE transcript.

The designs are ours and look like nobody's; the names of the real bodies stand there as words only, because the
applicant's real papers carry them too.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from postmatch.domain.profile import Ecfmg, Exam, ExamKind, Profile
from samples.drawing.ornaments import draw_mark, draw_seal, draw_signature, draw_watermark
from samples.drawing.scanner import scanned
from samples.drawing.stationery import (
    SANS,
    SANS_BOLD,
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    SOFT_INK,
    TEXT_INK,
    House,
    Layout,
    canvas_pdf,
    flow_pdf,
    paragraphs,
    text_style,
)

_CERTIFIER = House("Sample registry", "", "", "#22405f", "#a98a4a", "star")
_NOTE = (
    "This page was drawn for Postmatch's sample applicant. It was not issued by the organization it names, and the"
    " person, the numbers and the results are invented."
)


def ecfmg_certificate(profile: Profile) -> bytes:
    """The certificate as a colour scan: one landscape page, a picture without text."""
    size = landscape(LETTER)
    certified = profile.status.ecfmg

    def draw(canvas: Canvas) -> None:
        width, height = size
        ink, gold = HexColor(_CERTIFIER.ink), HexColor(_CERTIFIER.accent)
        draw_watermark(canvas, size, angle=24, points=150)
        _frame(canvas, size)
        lines = (
            (SERIF_BOLD, 27, ink, height - 138, "ECFMG Certificate"),
            (SERIF_ITALIC, 13, TEXT_INK, height - 166, "Educational Commission for Foreign Medical Graduates"),
            (SERIF, 12.5, SOFT_INK, height - 208, "This certifies that"),
            (SERIF_BOLD, 31, TEXT_INK, height - 250, profile.identity.full_name),
            (SERIF, 12.5, TEXT_INK, height - 290, "has met the examination and medical education requirements"),
            (
                SERIF,
                12.5,
                TEXT_INK,
                height - 309,
                "for certification and may be presented to training programs as such.",
            ),
        )
        for font, points, colour, y, words in lines:
            canvas.setFillColor(colour)
            canvas.setFont(font, points)
            canvas.drawCentredString(width / 2, y, words)
        canvas.setStrokeColor(gold)
        canvas.line(width / 2 - 150, height - 262, width / 2 + 150, height - 262)
        _certificate_facts(canvas, certified)
        draw_seal(canvas, (width / 2, 128), 58, _CERTIFIER, ring="SAMPLE SEAL · FICTIONAL · ")
        draw_signature(canvas, "Registrar of samples", (width - 258, 132), 130)
        canvas.setStrokeColor(SOFT_INK)
        canvas.line(width - 262, 116, width - 104, 116)
        canvas.setFillColor(SOFT_INK)
        canvas.setFont(SANS, 9.5)
        canvas.drawCentredString(width - 183, 103, "Registrar (invented)")
        draw_mark(canvas, width / 2 + 76, height - 76, scale=1.4)

    return scanned(canvas_pdf(draw, size=size, title="ECFMG Certificate"), seed="ecfmg-certificate", quality=50)


def _frame(canvas: Canvas, size: tuple[float, float]) -> None:
    width, height = size
    for inset, thickness, colour in ((34, 5, _CERTIFIER.ink), (43, 1, _CERTIFIER.accent), (47, 1, _CERTIFIER.accent)):
        canvas.setStrokeColor(HexColor(colour))
        canvas.setLineWidth(thickness)
        canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
    canvas.setFillColor(HexColor(_CERTIFIER.accent))
    for x in (52, width - 52):
        for y in (52, height - 52):
            canvas.circle(x, y, 3.2, fill=1, stroke=0)


def _certificate_facts(canvas: Canvas, certified: Ecfmg) -> None:
    rows = (
        ("Certificate number", certified.certificate_number),
        ("Date of certification", certified.certified_on.label if certified.certified_on else ""),
        ("Valid through", certified.valid_until.label if certified.valid_until else ""),
    )
    for index, (label, value) in enumerate(rows):
        y = 158 - index * 24
        canvas.setFillColor(SOFT_INK)
        canvas.setFont(SANS, 9.5)
        canvas.drawString(96, y, label)
        canvas.setFillColor(TEXT_INK)
        canvas.setFont(SANS_BOLD, 11)
        canvas.drawString(196, y, value)


def _report_page(title: str, line: str, ink: str) -> Any:
    def on_page(canvas: Canvas, _document: Any) -> None:
        width, height = LETTER
        draw_watermark(canvas, LETTER)
        canvas.setFillColor(HexColor(ink))
        canvas.rect(0, height - 12, width, 12, fill=1, stroke=0)
        canvas.setFont(SANS_BOLD, 21)
        canvas.drawString(60, height - 66, title)
        canvas.setFillColor(SOFT_INK)
        canvas.setFont(SANS, 10.5)
        canvas.drawString(60, height - 84, line)
        canvas.setFont(SANS, 8.2)
        canvas.drawString(60, 40, _NOTE[: _NOTE.index(". ") + 1])
        canvas.drawString(60, 29, _NOTE[_NOTE.index(". ") + 2 :])
        draw_mark(canvas, width - 30, height - 24)

    return on_page


def _facts_table(rows: list[tuple[str, str]]) -> Flowable:
    label, value = text_style(9.5, ink=SOFT_INK, after=0), text_style(10.5, after=0)
    table = Table([[Paragraph(a, label), Paragraph(b, value)] for a, b in rows], colWidths=[150, 342])
    table.setStyle(
        TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#d8dcdf")), ("LEFTPADDING", (0, 0), (0, -1), 0)])
    )
    return table


def _grid(rows: list[tuple[str, ...]], widths: list[float], ink: str) -> Flowable:
    head, cell = text_style(9.5, ink=HexColor("#ffffff"), after=0), text_style(10, after=0)
    cells = [[Paragraph(f"<b>{text}</b>", head) for text in rows[0]]]
    cells += [[Paragraph(text, cell) for text in row] for row in rows[1:]]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), HexColor(ink)),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor("#d8dcdf")),
                ("TOPPADDING", (0, 0), (-1, -1), 4),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 5),
            ]
        )
    )
    return table


def _heading(words: str, ink: str) -> Flowable:
    return Paragraph(f"<b>{words}</b>", text_style(12.5, ink=HexColor(ink), after=4))


def _exam_rows(exams: tuple[Exam, ...]) -> list[tuple[str, ...]]:
    usmle = [exam for exam in exams if exam.kind is not ExamKind.OET]
    return [
        (exam.kind.label, exam.date.label if exam.date else "", exam.result.label if exam.result else "", _score(exam))
        for exam in usmle
    ]


def _score(exam: Exam) -> str:
    return str(exam.score) if exam.score is not None else "Pass/fail only"


def ecfmg_status_report(profile: Profile) -> bytes:
    """One page of text: where the certification stands."""
    ink = "#22405f"
    certified = profile.status.ecfmg
    school = profile.education[0]
    story: list[Flowable] = [
        _heading("Applicant", ink),
        _facts_table(
            [
                ("Name", profile.identity.full_name),
                ("USMLE/ECFMG ID", profile.identity.usmle_id),
                ("Report date", "March 17, 2026"),
            ]
        ),
        Spacer(1, 16),
        _heading("ECFMG certification", ink),
        _facts_table(
            [
                ("Status", "<b>Certified</b>"),
                ("Date certified", certified.certified_on.label if certified.certified_on else ""),
                ("Certificate number", certified.certificate_number),
                ("Valid through", certified.valid_until.label if certified.valid_until else ""),
                ("Clinical and communication skills", "Requirement met by pathway; OET Medicine passed June 2023"),
            ]
        ),
        Spacer(1, 16),
        _heading("Medical education credentials", ink),
        _facts_table(
            [
                ("Medical school", f"{school.institution}, {school.city}, {school.country}"),
                ("Degree", f"{school.degree}, conferred {school.end.label if school.end else ''}"),
                ("Final medical diploma", "Verified with the issuing school, September 2023"),
                ("Final transcript", "Verified with the issuing school, September 2023"),
            ]
        ),
        Spacer(1, 16),
        _heading("Examinations", ink),
        _grid([("Examination", "Date", "Result", "Score"), *_exam_rows(profile.exams)], [170, 120, 100, 102], ink),
    ]
    layout = Layout(_report_page("ECFMG Status Report", "For the applicant's own records", ink), top=112, side=60)
    return flow_pdf(story, layout, title="ECFMG Status Report")


def usmle_transcript(profile: Profile) -> bytes:
    """One page of text: every sitting with its result."""
    ink = "#4b2e63"
    story: list[Flowable] = [
        _facts_table(
            [
                ("Examinee", profile.identity.full_name),
                ("USMLE identification number", profile.identity.usmle_id),
                ("Transcript issued", "March 23, 2026"),
                ("Recipient", "Examinee (copy for own use)"),
            ]
        ),
        Spacer(1, 22),
        _heading("Complete examination history", ink),
        _grid(
            [("Examination", "Test date", "Outcome", "Three-digit score"), *_exam_rows(profile.exams)],
            [170, 120, 100, 102],
            ink,
        ),
        Spacer(1, 8),
        *paragraphs(
            """Step 1 has been reported as pass or fail since January 2022. No Step 3 examination is on record at the
            date of issue.

            Incomplete or indeterminate attempts: none. Irregular behavior: none on record. Action by a medical
            licensing authority: none on record.""",
            text_style(10.5),
        ),
        Spacer(1, 14),
        _heading("How to read this transcript", ink),
        *paragraphs(
            """All sittings are listed in the order in which they were taken, failed and incomplete ones included. A
            transcript is not the same paper as a score report: it shows the whole history, and it is the one that
            programs ask for.""",
            text_style(10.5, ink=SOFT_INK),
        ),
    ]
    layout = Layout(
        _report_page("USMLE Transcript of Scores", "United States Medical Licensing Examination", ink), top=112, side=60
    )
    return flow_pdf(story, layout, title="USMLE Transcript of Scores")
