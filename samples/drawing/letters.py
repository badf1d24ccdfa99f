"""Letters of recommendation on three letterheads, and the personal statement as a Word file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Inches, Pt, RGBColor
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, Spacer

from samples.drawing.ornaments import Signature, draw_letterhead
from samples.drawing.stationery import (
    CEDAR_FORK,
    MAPLE_HOLLOW,
    MARK,
    ORIOLE_HILL,
    SANS,
    SOFT_INK,
    House,
    Layout,
    flow_pdf,
    paragraphs,
    text_style,
)

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip entry can carry


@dataclass(frozen=True)
class Letter:
    """One letter of recommendation. ``date`` is written as the letter prints it."""

    house: House
    writer: str
    office: str
    date: str
    text: str
    waived: bool


WHITFIELD = Letter(
    MAPLE_HOLLOW,
    "Honora Whitfield, MD",
    "Director of the Inpatient Teaching Service",
    "October 9, 2025",
    """
    I am writing to recommend Dr. Adaeze Okafor for residency training in Internal Medicine. She worked on my inpatient
    teaching team as an extern from July to September 2025. I saw her with patients almost every day for twelve weeks.

    Dr. Okafor took four to six patients a day, examined them herself, and presented them to the team. In the first week
    her presentations were long. By the third they were as good as those of our interns in the autumn, and her plans had
    reasons. One morning she noticed that a man admitted for pneumonia had stopped his anticoagulant because of its
    price. Nobody else had asked. She called the pharmacy, found a program that paid for it, and wrote this into the
    discharge summary so that his own doctor would know.

    She is careful with what she does not know. She looks things up, says so when she is not sure, and comes back with
    an answer. Nurses on the ward asked me whether she would return. What I advised her to work on is speed in the
    electronic record, and by September her notes were done before noon.

    I recommend Dr. Okafor without reservation, and I would be glad to have her as a resident here.
    """,
    waived=False,
)
EKWUEME_HART = Letter(
    ORIOLE_HILL,
    "Tobenna Ekwueme-Hart, FWACP",
    "Consultant Physician and Head of Medical Services",
    "February 20, 2026",
    """
    Dr. Adaeze Okafor worked in my department from February 2021 to December 2023 and came back to our outpatient clinic
    in October 2025. I have supervised her throughout and write this letter of recommendation in support of her
    application for residency.

    For almost three years she looked after a medical ward of 22 beds with one other medical officer. Most of our
    patients are admitted late and with more than one illness. She learned to decide what has to be done tonight and
    what can wait, and I stopped checking her night admissions line by line after her first half year.

    Since her return she has built up a weekly clinic for diabetes and high blood pressure. She keeps a list of those
    who miss a visit and telephones them herself. The share of patients who came for their second visit rose from about
    one half to three quarters in six months.

    She teaches well, and house officers like to be on call with her. She would do well in a program that sees many
    patients with chronic disease, and I recommend her warmly.
    """,
    waived=False,
)
LINDQVIST = Letter(
    CEDAR_FORK,
    "Soren Lindqvist, MD",
    "Attending Physician, Nephrology",
    "September 3, 2024",
    """
    <i>Confidential. The applicant has waived the right to see this letter.</i>

    Dr. Adaeze Okafor was an observer in our department from January to March 2024. She joined ward rounds, the dialysis
    clinic and our consult service. As an observer she had no duties with patients, so I can speak of her knowledge and
    her manner, not of her independent work.

    She was present every day, read about the patients she had seen, and gave two short talks, one on kidney disease in
    people with high blood pressure, which our residents asked her to repeat.

    I recommend her for an interview in Internal Medicine.
    """,
    waived=True,
)


def letter_of_recommendation(letter: Letter) -> bytes:
    """One Letter page of text, signed."""

    def on_page(canvas: Canvas, _document: Any) -> None:
        draw_letterhead(canvas, LETTER, letter.house)
        canvas.setFont(SANS, 8.5)
        canvas.setFillColor(SOFT_INK)
        canvas.drawCentredString(
            LETTER[0] / 2, 34, "Letter of recommendation · writer, hospital and applicant are invented"
        )

    body = text_style(12, serif=letter.house.serif, after=9)
    tight = text_style(12, serif=letter.house.serif, after=1)
    story: list[Flowable] = [
        Paragraph(letter.date, text_style(11, serif=letter.house.serif, after=16)),
        Paragraph("<b>Letter of recommendation for Adaeze Okafor</b> · AAMC ID 00000000", body),
        Paragraph("Dear Program Director,", body),
        *paragraphs(letter.text, body),
        Paragraph("Sincerely,", body),
        Signature(letter.writer, width=150),
        Spacer(1, 4),
        Paragraph(f"<b>{letter.writer}</b>", tight),
        Paragraph(letter.office, tight),
        Paragraph(letter.house.name, tight),
    ]
    return flow_pdf(story, Layout(on_page), title="Letter of recommendation for Adaeze Okafor")


_STATEMENT = """
On Saturdays I used to help my aunt sell cloth in the eastern market of Enugu. The woman at the next stall had
headaches, and everybody knew it, and nobody knew why. She was forty-six when she had a stroke. I was in my second year
of medical school, and I had learned to take a blood pressure three weeks before.

The next year some of us carried a folding table to the market and began to measure. We wrote the numbers on cards, and
people came back with their cards, and then with their mothers. I have gone back on most Saturdays since. It taught me
what I still believe about medicine: that the diagnosis is often the easy part, and that the visit after the first one
decides what happens to the patient.

After my house job I worked for almost three years on a medical ward of twenty-two beds. Our patients came late. A man
with heart failure would also have diabetes, and kidneys that could no longer bear the drugs for either. I liked these
patients. I liked sitting down with the chart and asking what would help him most this week, what could wait, and what
he could pay for. When he went home, I tried to write the plan on one page, in words that his daughter could read to
him. In Ohio I was allowed to test such a page in an audit.

I came to the United States twice. In Indiana I observed, mostly in nephrology, and learned how a team divides its work
and how openly a resident may say that she does not know. In Ohio I worked on a teaching ward for twelve weeks. I
presented my patients every morning, was corrected, and presented them better the next day. I should like to do this for
three years.

I am looking for a program that sees people with several chronic illnesses, follows them after they leave the ward, and
expects its residents to teach. I bring four years of practice, patience with long problem lists, and a folding table.
"""


def personal_statement() -> bytes:
    """A Word file of one page; the same text gives the same bytes."""
    word = WordDocument()
    _plain_page(word)
    title = word.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.LEFT
    _run(title, "Personal Statement", size=18, bold=True, ink="1F5F4F")
    _run(word.add_paragraph(), "Adaeze Okafor · Internal Medicine · AAMC ID 00000000", size=10, ink="66707A")
    for block in _STATEMENT.strip().split("\n\n"):
        paragraph = word.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(7)
        paragraph.paragraph_format.line_spacing = 1.12
        _run(paragraph, " ".join(block.split()), size=11)
    head = word.sections[0].header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(head, MARK, size=8.5, bold=True, ink="A8472C")
    return _word_bytes(word)


def _plain_page(word: Any) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Inches(8.5), Inches(11)
    section.left_margin = section.right_margin = Inches(1.05)
    section.top_margin = section.bottom_margin = Inches(0.9)
    word.styles["Normal"].font.name = "Cambria"
    facts = word.core_properties
    facts.title, facts.author = f"Personal Statement ({MARK})", "Sample, fictional"
    facts.comments, facts.last_modified_by = "", "Sample, fictional"
    facts.created = facts.modified = datetime(2025, 9, 20, 9, 0)


def _run(paragraph: Any, text: str, *, size: float, bold: bool = False, ink: str = "23282C") -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(size), bold
    run.font.color.rgb = RGBColor.from_string(ink)


def _word_bytes(word: Any) -> bytes:
    """Saved with the zip's own clock taken out, which python-docx would set to now."""
    raw, out = io.BytesIO(), io.BytesIO()
    word.save(raw)
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            clean = zipfile.ZipInfo(entry.filename, _LONG_AGO)
            clean.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(clean, old.read(entry.filename))
    return out.getvalue()
