"""CVs as people write them, each a made-up doctor: in lines of text, as a Word file, and as a PDF."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from reportlab.lib.pagesizes import LETTER
from reportlab.pdfgen.canvas import Canvas

from postmatch.conversion.text_lines import TextLine, text_line

PLACE_FIRST = """
FATIMA EL-AMIN, MBBS
12 Example Road, Khartoum, Sudan | fatima.elamin@example.org | +249 91 555 0110

PROFESSIONAL SUMMARY
Physician with three years of ward work.

EDUCATION
Blue Bridge University, Faculty of Medicine\tKhartoum, Sudan
Bachelor of Medicine, Bachelor of Surgery (MBBS)\tSep 2012 – Aug 2018
• Ranked third in a class of 210

CLINICAL EXPERIENCE
Palm Court Teaching Hospital\tKhartoum, Sudan
Medical Officer, Internal Medicine\tJan 2020 – Dec 2022
• Looked after 18 beds
• Taught final-year students
Lakeside Clinic\tOmdurman, Sudan
House Officer\tOct 2018 – Nov 2019
• Rotated through four departments

LANGUAGES: Arabic (native), English (fluent)
SKILLS
Point-of-care ultrasound, lumbar puncture, SPSS
"""

DATES_FIRST = """
Curriculum Vitae
Name: Dr. Chidi Example
E-mail: chidi@example.com
Tel: (614) 555-0177

Work Experience
2019-2021\tMedical Officer, Green Gate Hospital, Lagos, Nigeria
2021 – present\tResearch Assistant, Harbor Mill Institute, Maryland, USA
Education
2009-2015\tMBBS, Example University, Lagos, Nigeria
Examinations
USMLE Step 1: Pass (1st attempt), June 2021
USMLE Step 2 CK: 245, 03/2022
ECFMG Certified: August 2022
Honors and Awards
2014\tBest Student Prize in Pharmacology
2013\tDean's List
Memberships
Example Medical Association, Member, 2016 – present
References
Available on request
"""

US_STYLE = """
Maria José Sample, MD
Houston, TX • (713) 555-0123 • maria.sample@example.com

U.S. Clinical Experience
Observer, Cardiology at Bayou Heart Center, Houston, TX (Feb 2024 – Apr 2024)
- Attended rounds and echo reading sessions
Extern, Family Medicine at Prairie Family Clinic, Katy, TX (May 2024)
Research Experience
Research Fellow | Example Heart Institute | Houston, TX | 2022 – 2023
- Collected data of 300 patients
Publications
1. Sample MJ, Bello T, Osei K. Statins after eighty: a cohort. J Sample Cardiol. 2023 Feb;12(3):45-9. doi: 10.1000/x.12
2. Sample M.J., Osei K. "Chest pain at night." Example Heart Journal, 2022.
Poster Presentations
Sample MJ. Silent ischemia. Sample Cardiology Meeting. 2024 Mar. Poster.
Volunteer Work
Volunteer, Houston Food Bank, 2019 - present
Certifications
ACLS, American Example Association, exp. 06/2027
BLS – 2025
Hobbies
Chess and long walks
"""

BULLETS_ONLY = """
Kofi Mensah-Test
kofi@example.net

Education
• MD, Example School of Medicine, Accra, Ghana, 2017
• Secondary School Certificate, Cape Example College, 2010
Experience
• House Officer, Ridge Example Hospital, Accra, Ghana, 2018 – 2019
• Medical Officer, Volta Example Clinic, Ho, Ghana, 2019 – 2022
Awards
• Scholarship of the Example Foundation, 2012
• Essay prize
Languages
• English – fluent
• Twi – native
"""

STYLES = {
    "place first": PLACE_FIRST,
    "dates first": DATES_FIRST,
    "US style": US_STYLE,
    "bullets only": BULLETS_ONLY,
}


def lines_of(text: str) -> list[TextLine]:
    return [line for one in text.splitlines() if (line := text_line(one)).text]


def as_word(text: str) -> bytes:
    """Headings by their style, bullets by Word's own lists, columns by tabs."""
    document = docx.Document()
    plain = [one for one in text.splitlines() if one.strip()]
    for line in plain:
        read = text_line(line)
        is_heading = line.isupper() or (len(line.split()) < 4 and read.text == line and line in _HEADINGS)
        style = "Heading 2" if is_heading else "List Bullet" if read.is_bullet else "Normal"
        document.add_paragraph(read.text, style=style)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    """Headings larger, the last column against the right margin."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=LETTER, invariant=True)
    height = LETTER[1] - 60
    for line in filter(str.strip, text.splitlines()):
        canvas.setFont("Helvetica", 14 if line in _HEADINGS or line.isupper() else 10)
        left, *right = line.split("\t")
        canvas.drawString(60, height, left)
        for column in right:
            canvas.drawRightString(LETTER[0] - 60, height, column)
        height -= 18
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def table_word(rows: Sequence[tuple[str, str]]) -> bytes:
    """A table of two columns, as many people lay out dates beside jobs."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for left, right in rows:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = left, right
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


_HEADINGS = {
    line
    for text in STYLES.values()
    for line in text.splitlines()
    if line in {
        "Work Experience", "Education", "Examinations", "Honors and Awards", "Memberships", "References", "Awards",
        "U.S. Clinical Experience", "Research Experience", "Publications", "Poster Presentations", "Volunteer Work",
        "Certifications", "Hobbies", "Experience", "Languages",
    }
}  # fmt: skip
