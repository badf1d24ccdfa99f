"""The application form as the applicant saved it: several pages of text with an outline, from the profile."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, Paragraph, Spacer, Table, TableStyle

from postmatch.domain.dates import PartialDate, period_label
from postmatch.domain.profile import Experience, Profile
from samples.drawing.ornaments import draw_mark
from samples.drawing.stationery import SANS, SANS_BOLD, SOFT_INK, Layout, flow_pdf, text_style

_INK = "#2f4a3c"
CERTIFIED_ON = date(2025, 9, 24)  # what came later stands in the profile, not in this copy
_WIDE = LETTER[0] - 2 * 60


def myeras_application(profile: Profile) -> bytes:
    story: list[Flowable] = []
    for heading, flowables in _sections(profile):
        title = Paragraph(f"<b>{heading}</b>", text_style(14, ink=HexColor(_INK), after=6))
        title.outline = heading  # becomes the outline entry
        story += [CondPageBreak(150), title, *flowables, Spacer(1, 18)]
    return flow_pdf(story, Layout(_on_page, top=96, side=60), title="MyERAS Application")


def _known(when: PartialDate | None) -> bool:
    return when is not None and not when.is_after(CERTIFIED_ON)


def _on_page(canvas: Canvas, document: Any) -> None:
    width, height = LETTER
    canvas.setFillColor(HexColor(_INK))
    canvas.setFont(SANS_BOLD, 12)
    canvas.drawString(60, height - 50, "MyERAS Application")
    canvas.setFillColor(SOFT_INK)
    canvas.setFont(SANS, 9.5)
    canvas.drawString(60, height - 64, "Adaeze Okafor · AAMC ID 00000000 · season 2026 · saved by the applicant")
    canvas.setStrokeColor(HexColor("#c9d3cd"))
    canvas.line(60, height - 74, width - 60, height - 74)
    canvas.drawString(60, 34, "Made for the Postmatch sample applicant; not a form of the real service.")
    canvas.drawRightString(width - 60, 34, f"Page {document.page}")
    draw_mark(canvas, width - 30, height - 24)


def _sections(profile: Profile) -> list[tuple[str, list[Flowable]]]:
    return [
        ("Personal information", _personal(profile)),
        ("Medical education", _education(profile)),
        ("Examinations", _examinations(profile)),
        ("Experience", [_experience(item) for item in profile.experience if _known(item.start)]),
        ("Publications and presentations", _publications(profile)),
        ("Certifications, languages and awards", _rest(profile)),
        ("Statement of accuracy", [Paragraph(_ACCURACY, text_style(10.5))]),
    ]


_ACCURACY = (
    "I certify that the information in this application is complete and accurate to the best of my knowledge."
    " Certified by the applicant on September 24, 2025."
)


def _rows(rows: list[tuple[str, str]]) -> Flowable:
    label, value = text_style(9.5, ink=SOFT_INK, after=0), text_style(10.5, after=0)
    cells = [[Paragraph(escape(a), label), Paragraph(escape(b), value)] for a, b in rows if b]
    table = Table(cells, colWidths=[150, _WIDE - 150])
    table.setStyle(
        TableStyle(
            [
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#dfe5e1")),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ]
        )
    )
    return table


def _personal(profile: Profile) -> list[Flowable]:
    person, status = profile.identity, profile.status
    return [
        _rows(
            [
                ("Name", person.full_name),
                ("Preferred name", person.preferred_name),
                ("Other names on documents", ", ".join(person.other_names)),
                ("E-mail", person.email),
                ("Phone", person.phone),
                ("Address", f"{person.city}, {person.country}"),
                ("USMLE/ECFMG ID", person.usmle_id),
                ("NRMP ID", person.nrmp_id),
                ("Citizenship", status.citizenship_class.label if status.citizenship_class else ""),
                ("Work authorization", status.work_authorization.label if status.work_authorization else ""),
            ]
        )
    ]


def _education(profile: Profile) -> list[Flowable]:
    return [
        _rows(
            [
                ("School", f"{school.institution}, {school.city}, {school.country}"),
                ("Degree", f"{school.degree}, {school.area}"),
                ("Dates", period_label(school.start, school.end, False)),
                ("Honors", school.honors),
            ]
        )
        for school in profile.education
    ]


def _examinations(profile: Profile) -> list[Flowable]:
    rows = []
    for exam in profile.exams:
        score = f", {exam.score}" if exam.score is not None else ""
        attempts = f" (attempts: {exam.attempts})" if exam.attempts else ""
        result = exam.result.label if exam.result else ""
        rows.append((exam.kind.label, f"{result}{score}, {exam.date.label if exam.date else ''}{attempts}"))
    ecfmg = profile.status.ecfmg
    if ecfmg.certified_on:
        rows.append(("ECFMG certification", f"Certified {ecfmg.certified_on.label}"))
    return [_rows(rows)]


def _experience(item: Experience) -> Flowable:
    where = ", ".join(part for part in (item.place, item.city, item.country) if part)
    lines = [
        Paragraph(f"<b>{escape(item.role)}</b> · {escape(item.kind.label)}", text_style(11, after=0)),
        Paragraph(escape(where), text_style(10.5, after=0)),
        Paragraph(
            escape(" · ".join(p for p in (period_label(item.start, item.end, item.ongoing), item.supervisor) if p)),
            text_style(9.5, ink=SOFT_INK, after=2),
        ),
        *(Paragraph(f"– {escape(bullet)}", text_style(10.5, after=0)) for bullet in item.bullets),
        Spacer(1, 10),
    ]
    return KeepTogether(lines)


def _publications(profile: Profile) -> list[Flowable]:
    return [
        Paragraph(
            f"{escape(work.authors)}. {escape(work.title)}{'' if work.title.endswith('?') else '.'}"
            f" <i>{escape(work.venue)}</i>, {work.date.label if work.date else ''}. {escape(work.kind.label)}.",
            text_style(10.5),
        )
        for work in profile.publications
        if _known(work.date)
    ]


def _rest(profile: Profile) -> list[Flowable]:
    rows = [
        (item.name, f"{item.issuer}; {period_label(item.issued, item.expires, False)}")
        for item in profile.certifications
        if _known(item.issued)
    ]
    rows += [(item.name, item.level) for item in profile.languages]
    rows += [(item.title, item.issuer) for item in profile.awards]
    rows += [(item.organization, item.role) for item in profile.memberships]
    return [_rows(rows)]
