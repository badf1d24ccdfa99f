"""Papers of the invented medical school: diploma, its translation, transcript."""

from __future__ import annotations

import io

import pikepdf
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from postmatch.domain.profile import Profile
from samples.drawing.ornaments import (
    Signature,
    draw_letterhead,
    draw_mark,
    draw_seal,
    draw_signature,
    draw_watermark,
    numbered_paper,
)
from samples.drawing.scanner import phone_photo
from samples.drawing.stationery import (
    SANS,
    SANS_BOLD,
    SERIF,
    SERIF_BOLD,
    SERIF_ITALIC,
    SOFT_INK,
    TEXT_INK,
    TRANSLATORS,
    UDARA_HILLS,
    Layout,
    canvas_pdf,
    flow_pdf,
    paragraphs,
    text_style,
)

_DIPLOMA_LINES = (
    (SERIF_BOLD, 27, 0, "UNIVERSITAS COLLIUM UDARAE"),
    (SERIF_ITALIC, 13, 24, "Facultas Medicinae"),
    (SERIF, 13.5, 66, "Omnibus has litteras lecturis salutem"),
    (SERIF, 13.5, 108, "Praeses et Senatus huius Universitatis"),
    (SERIF, 13.5, 130, "testamur nos"),
    (SERIF_BOLD, 33, 178, "ADAEZE OKAFOR"),
    (SERIF, 13.5, 222, "cursu medicinae rite peracto et examinibus feliciter superatis"),
    (SERIF, 13.5, 244, "ad gradum"),
    (SERIF_BOLD, 19, 280, "MEDICINAE BACCALAUREAE"),
    (SERIF_BOLD, 19, 306, "ET CHIRURGIAE BACCALAUREAE"),
    (SERIF, 13.5, 344, "admisisse omnibusque iuribus ad hunc gradum pertinentibus ornasse."),
    (SERIF_ITALIC, 12.5, 384, "Datum Enuguae die vicesimo secundo mensis Novembris"),
    (SERIF_ITALIC, 12.5, 404, "anno Domini bismillesimo undevicesimo"),
)

_TRANSLATION = """
<b>University of the Udara Hills</b><br/>Faculty of Medicine

To all who shall read this document, greeting.

We, the President and the Senate of this University, testify that we have admitted

<b>ADAEZE OKAFOR</b>

having duly completed the course of medicine and passed the examinations with success, to the degree of

<b>Bachelor of Medicine and Bachelor of Surgery</b>

and have endowed her with all rights that belong to this degree.

Given at Enugu on the twenty-second day of November in the year of our Lord two thousand and nineteen.

[Round seal of the University. Two signatures: President; Dean of the Faculty of Medicine.]
"""

_COURSES = (
    ("Anatomy", "I", "A", "78"), ("Physiology", "I", "A", "81"), ("Biochemistry", "I", "B", "69"),
    ("Pathology", "II", "A", "80"), ("Pharmacology", "II", "B", "72"), ("Medical Microbiology", "II", "B", "70"),
    ("Community Medicine", "III", "A", "84"), ("Psychiatry", "III", "C", "64"), ("Pediatrics", "IV", "B", "74"),
    ("Obstetrics and Gynecology", "IV", "B", "73"), ("General Surgery", "V", "C", "66"),
    ("Orthopedics", "V", "C", "63"), ("Ophthalmology", "V", "B", "71"), ("Internal Medicine", "VI", "A", "86"),
)  # fmt: skip


def diploma(profile: Profile) -> bytes:
    """A phone photo (JPEG, stored lying, EXIF orientation 6) of the Latin diploma."""
    name = profile.identity.full_name.upper()

    def draw(canvas: Canvas) -> None:
        width, height = A4
        ink, gold = HexColor(UDARA_HILLS.ink), HexColor(UDARA_HILLS.accent)
        draw_watermark(canvas, A4, angle=52, points=140)
        for inset, thickness, colour in ((26, 7, ink), (37, 1.5, gold), (42, 0.7, gold)):
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(thickness)
            canvas.rect(inset, inset, width - 2 * inset, height - 2 * inset)
        draw_seal(canvas, (width / 2, height - 118), 46, UDARA_HILLS, ring="")
        for font, points, drop, words in _DIPLOMA_LINES:
            canvas.setFont(font, points)
            canvas.setFillColor(ink if font == SERIF_BOLD else TEXT_INK)
            canvas.drawCentredString(width / 2, height - 204 - drop, words.replace("ADAEZE OKAFOR", name))
        draw_seal(canvas, (width / 2, 128), 54, UDARA_HILLS, ring="SIGILLUM · SAMPLE · FICTIONAL · ")
        for centre, office in ((138, "Praeses"), (width - 138, "Decanus")):
            draw_signature(canvas, f"{office} Udara", (centre - 58, 134), 112)
            canvas.setStrokeColor(SOFT_INK)
            canvas.setLineWidth(0.7)
            canvas.line(centre - 66, 118, centre + 66, 118)
            canvas.setFillColor(SOFT_INK)
            canvas.setFont(SERIF_ITALIC, 11)
            canvas.drawCentredString(centre, 103, office)
        draw_mark(canvas, width / 2 + 70, 66, scale=1.25)

    return phone_photo(canvas_pdf(draw, size=A4, title="Diploma"), seed="diploma")


def diploma_translation(profile: Profile) -> bytes:
    """One page of text on the translator's paper."""
    body = text_style(12, serif=True, align="center", after=11)
    story: list[Flowable] = [
        Paragraph("<b>Certified translation of a medical school diploma</b>", text_style(15, align="center", after=4)),
        Paragraph("from Latin into English", text_style(11, ink=SOFT_INK, align="center", after=22)),
        *paragraphs(_TRANSLATION.replace("ADAEZE OKAFOR", profile.identity.full_name.upper()), body),
        Spacer(1, 18),
        *paragraphs(
            """I certify that I am competent to translate from Latin into English and that the above is a true and
            complete translation of the document that was shown to me. March 24, 2026.""",
            text_style(10.5),
        ),
        Spacer(1, 6),
        Signature("Ngozika Lantern-Obi", width=140),
        Paragraph("Ngozika Lantern-Obi, certified translator (invented)", text_style(10, ink=SOFT_INK)),
    ]
    return flow_pdf(story, Layout(numbered_paper(TRANSLATORS), size=A4), title="Diploma translation")


def transcript() -> bytes:
    """One landscape page, stored upright and shown turned (``/Rotate 90``), as many registrars' printers make it."""

    def draw(canvas: Canvas) -> None:
        canvas.translate(A4[0], 0)
        canvas.rotate(90)
        size = (A4[1], A4[0])
        draw_watermark(canvas, size, angle=24, points=130)
        draw_letterhead(canvas, size, UDARA_HILLS)
        _transcript_body(canvas, size)

    return _turned(canvas_pdf(draw, size=A4, title="Medical school transcript"), 90)


def _turned(pdf: bytes, degrees: int) -> bytes:
    """The same pages shown turned to the right; reportlab's own rotation also swaps the sides of the page."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            page.Rotate = degrees
        document.save(out, deterministic_id=True)
    return out.getvalue()


def _transcript_body(canvas: Canvas, size: tuple[float, float]) -> None:
    width, height = size
    canvas.setFillColor(HexColor(UDARA_HILLS.ink))
    canvas.setFont(SERIF_BOLD, 17)
    canvas.drawString(66, height - 138, "Official Academic Transcript")
    canvas.setFillColor(TEXT_INK)
    canvas.setFont(SANS, 10.5)
    canvas.drawString(
        66, height - 156, "Medical school transcript of Adaeze Okafor · MBBS · October 2013 to November 2019"
    )
    half = len(_COURSES) // 2
    for index, courses in enumerate((_COURSES[:half], _COURSES[half:])):
        table = Table(
            [("Course", "Year", "Grade", "Mark"), *courses], colWidths=[182, 46, 50, 50], rowHeights=22, spaceBefore=0
        )
        table.setStyle(
            TableStyle(
                [
                    ("FONT", (0, 0), (-1, 0), SANS_BOLD, 10),
                    ("FONT", (0, 1), (-1, -1), SANS, 10.5),
                    ("TEXTCOLOR", (0, 0), (-1, 0), HexColor("#ffffff")),
                    ("BACKGROUND", (0, 0), (-1, 0), HexColor(UDARA_HILLS.ink)),
                    ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor("#d5c9bd")),
                    ("ALIGN", (1, 0), (-1, -1), "CENTER"),
                    ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
                ]
            )
        )
        _, tall = table.wrapOn(canvas, width, height)
        table.drawOn(canvas, 66 + index * 378, height - 178 - tall)
    canvas.setFillColor(SOFT_INK)
    canvas.setFont(SANS, 9.5)
    canvas.drawString(
        66, 152, "Grades: A 75 and above, B 67-74, C 60-66. Pass mark 60. Degree awarded November 22, 2019."
    )
    draw_seal(canvas, (width - 128, 96), 52, UDARA_HILLS, ring="REGISTRAR · SAMPLE · FICTIONAL · ")
    draw_signature(canvas, "Registrar Udara Hills", (66, 96), 140)
    canvas.drawString(66, 66, "Registrar (invented) · issued August 21, 2023")
