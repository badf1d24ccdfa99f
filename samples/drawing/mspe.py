"""The MSPE (Dean's letter): three pages, scanned in grey."""

from __future__ import annotations

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Flowable, PageBreak, Paragraph, Spacer

from samples.drawing.ornaments import draw_seal, draw_signature, numbered_paper
from samples.drawing.scanner import scanned
from samples.drawing.stationery import (
    SANS,
    SANS_BOLD,
    SOFT_INK,
    TEXT_INK,
    UDARA_HILLS,
    Layout,
    flow_pdf,
    paragraphs,
    text_style,
)

_MSPE_FIRST = """
<b>Identifying information.</b> Adaeze Okafor entered the College of Medicine of Udara Hills University in October 2013
and graduated with the degree of MBBS on November 22, 2019, without interruption or repeated year.

<b>Noteworthy characteristics.</b> Ms. Okafor led the student clinic on the eastern market for two years and wrote the
visit sheet that is used there to this day. Her teachers describe her as calm, well prepared, and quick to ask for help
when she needs it. Her class elected her to speak for them before the curriculum committee.

<b>Academic history.</b> Date of expected and of actual graduation: November 2019. Leaves of absence: none. Remediation
required: none. Adverse action by the College: none.
"""
_MSPE_SECOND = """
<b>Academic progress, preclinical years.</b> All courses of the first three years were passed at the first sitting. She
earned credit in Physiology and in Pathology.

<b>Academic progress, clinical years.</b> The grades below are in the order in which the rotations were taken. Comments
are those of the rotation directors and have been shortened for length only.

<b>Internal Medicine, 16 weeks, Distinction.</b> "Her presentations were complete and in order by the second week. She
followed her patients down to the pharmacy counter to see whether they could pay for what we had prescribed."

<b>General Surgery, 16 weeks, Pass.</b> "Reliable in the ward and at the table. She should trust her own examination
sooner."

<b>Obstetrics and Gynecology, 12 weeks, Credit.</b> "Conducted deliveries under supervision with good judgment."

<b>Pediatrics, 12 weeks, Credit.</b> "Patient with children and clear with parents."

<b>Community Medicine, 8 weeks, Distinction.</b> "Her screening plan for the market was adopted by the local council."

<b>Psychiatry, 6 weeks, Pass.</b> "Took careful histories and wrote them well."
"""
_MSPE_THIRD = """
<b>Summary.</b> The chart shows the overall grades of the 84 members of the graduating class; her own group is drawn in
the darker color. In sum, Ms. Okafor was a very good student, in the upper third of her class, and the College
expects her to be a dependable resident who improves the place in which she works.
"""


class _ClassChart(Flowable):
    """Overall grades of the class as four columns; the applicant's own is darker."""

    COLUMNS = (("Distinction", 9), ("Credit, upper", 13), ("Credit, lower", 34), ("Pass", 28))
    OWN = 1

    def wrap(self, *_available: float) -> tuple[float, float]:
        return 460, 210

    def draw(self) -> None:
        canvas = self.canv
        for index, (label, count) in enumerate(self.COLUMNS):
            left = 30 + index * 105
            canvas.setFillColor(HexColor(UDARA_HILLS.ink if index == self.OWN else "#cdb7bc"))
            canvas.rect(left, 34, 76, count * 4.4, fill=1, stroke=0)
            canvas.setFillColor(TEXT_INK)
            canvas.setFont(SANS_BOLD, 12)
            canvas.drawCentredString(left + 38, 40 + count * 4.4, str(count))
            canvas.setFont(SANS, 10.5)
            canvas.drawCentredString(left + 38, 18, label)
        canvas.setStrokeColor(SOFT_INK)
        canvas.line(16, 34, 440, 34)


class _Seal(Flowable):
    def wrap(self, *_available: float) -> tuple[float, float]:
        return 460, 108

    def draw(self) -> None:
        draw_seal(self.canv, (400, 58), 50, UDARA_HILLS, ring="OFFICE OF THE DEAN · SAMPLE · ")
        draw_signature(self.canv, "Ifeoma Udara-Bright", (0, 62), 150)
        self.canv.setFont(SANS, 10.5)
        self.canv.setFillColor(TEXT_INK)
        self.canv.drawString(0, 30, "Ifeoma Udara-Bright, FWACP, Dean (invented)")
        self.canv.setFillColor(SOFT_INK)
        self.canv.drawString(0, 15, "August 18, 2023")


def mspe() -> bytes:
    """Three pages as a grey scan."""
    body = text_style(12.5, serif=True, align="justify", after=13)
    head = text_style(15.5, serif=True, align="center", after=16, ink=HexColor(UDARA_HILLS.ink))
    story: list[Flowable] = [Paragraph("<b>Medical Student Performance Evaluation</b>", head)]
    story += [
        Paragraph("MSPE (Dean's letter) for Adaeze Okafor", text_style(11.5, serif=True, align="center", after=18))
    ]
    story += [*paragraphs(_MSPE_FIRST, body), PageBreak()]
    story += [*paragraphs(_MSPE_SECOND, body), PageBreak()]
    story += [_ClassChart(), Spacer(1, 14), *paragraphs(_MSPE_THIRD, body), Spacer(1, 24), _Seal()]
    clean = flow_pdf(story, Layout(numbered_paper(UDARA_HILLS), size=A4), title="MSPE")
    return scanned(clean, seed="mspe", colour=False, quality=48)
