"""The list of variables that Word templates may use; ``templates/README.md`` prints the same list.

A path such as ``education[].title`` reads: ``education`` is a list, each entry of it has a ``title``.
"""

from __future__ import annotations

from postmatch.domain.own_templates import Purpose

# Values with links or bold words in them. They work only as {{r name }}, and nothing else works with the r.
LINKED = frozenset({"contact_line", "link", "styled_citation"})

_PERSON = {
    "name": "given names and family name",
    "other_names": "other names on documents, with commas",
    "place": "city and country",
    "email": "e-mail address",
    "phone": "telephone number",
    "contact_line": "place, e-mail, telephone and links in one line; write {{r contact_line }}",
    "aamc_id": "AAMC ID",
    "usmle_id": "USMLE/ECFMG identification number",
    "nrmp_id": "NRMP ID",
}


def _entries(name: str, what: str, /, **fields: str) -> dict[str, str]:
    return {name: f"list: {what}", **{f"{name}[].{field}": text for field, text in fields.items()}}


_TITLE = {"title": "first words, printed bold", "place": "where"}


def _dated(name: str, what: str, /, **more: str) -> dict[str, str]:
    return _entries(name, what, **_TITLE, dates="Mar 2021 – present", **more)


def _experience(name: str, what: str) -> dict[str, str]:
    return _dated(
        name, what, note="setting and supervisor", **{"details": "list: bullet points", "details[]": "one point"}
    )


_GLANCE = {"label": "USMLE Step 1", "value": "Passed, first attempt", "detail": "date that belongs to it"}
_CITATION = {
    "citation": "Okafor A, Bello T. Title. Journal. 2024 Feb;12(3):45-9.",
    "styled_citation": "the same with your own name bold; write {{r … .styled_citation }}",
    "link": "DOI or address; write {{r … .link }}",
}


def _glance_rows(name: str, what: str, *columns: str) -> dict[str, str]:
    cells = {
        f"{name}[].{column}{field}": text
        for column in columns
        for field, text in (("", f"{column} cell, an entry of at_a_glance"), *((f".{f}", f"its {f}") for f in _GLANCE))
    }
    return {name: f"list: {what}", **cells}


_SECTIONS = {
    "sections": "list: all sections that hold something, in your order; a template that prints them needs nothing else",
    "sections[].key": "which it is, such as education",
    "sections[].heading": "its heading",
    "sections[].kind": "which of its five lists is filled: paragraphs, entries, citations, lines or words",
    "sections[].paragraphs": "list: of a summary",
    "sections[].paragraphs[]": "one paragraph",
    **_dated(
        "sections[].entries",
        "of education and experience",
        note="setting, supervisor or honors",
        **{"details": "list: bullet points", "details[]": "one point"},
    ),
    **_entries("sections[].citations", "of publications, presentations and abstracts", **_CITATION),
    **_dated("sections[].lines", "of certifications, awards, memberships and other periods", note="detail"),
    **_entries("sections[].words", "of languages and skills", name="first words, bold", detail="level or detail"),
}

CV_VARIABLES: dict[str, str] = {
    **_PERSON,
    **_entries("at_a_glance", "exams, ECFMG, work status, graduation, US clinical experience", **_GLANCE),
    **_glance_rows("at_a_glance_pairs", "the same, two to a row", "left", "right"),
    **_glance_rows("at_a_glance_rows", "the same, three to a row", "left", "middle", "right"),
    **_glance_rows("at_a_glance_fours", "the same, four to a row", "first", "second", "third", "fourth"),
    **_SECTIONS,
    **_entries("exams", "exams", title="USMLE Step 1", result="Passed, first attempt", dates="Mar 2021"),
    "summary": "list: paragraphs of the summary",
    "summary[]": "one paragraph",
    **_dated("education", "education", note="honors", **{"details": "list: further lines", "details[]": "one line"}),
    **_experience("us_clinical", "US clinical experience, hands-on and observerships"),
    **_experience("clinical_abroad", "clinical work abroad"),
    **_experience("research", "research"),
    **_entries("publications", "publications", **_CITATION),
    **_entries("presentations", "presentations", **_CITATION),
    **_entries("abstracts", "abstracts and posters", **_CITATION),
    **_dated("certifications", "certifications"),
    **_experience("teaching", "teaching"),
    **_experience("volunteer", "volunteer work"),
    **_experience("other_work", "other work"),
    **_entries("gaps", "periods that nothing else accounts for", text="your line", dates="Mar 2021 – Jun 2021"),
    **_dated("awards", "awards", note="detail"),
    **_dated("memberships", "memberships"),
    **_entries("languages", "languages", name="language", level="how well"),
    **_entries("skills", "skills", name="skill", detail="detail"),
}

_LETTER_TEXT = {
    "situation": "my situation",
    "why_unmatched": "why I did not match",
    "improving": "what I am doing to improve",
    "interest": "what draws me to the specialty of this letter",
    "why_this_program": "why this program",
    "addressee": "lines of the address",
    "enclosures": "titles of what goes with the letter",
}

LETTER_VARIABLES: dict[str, str] = {
    **_PERSON,
    "date": "the date in full",
    "subject": "Categorical PGY-1 position in Internal Medicine",
    "salutation": "Dear …, with its comma",
    "opening": "one neutral sentence that names the position; empty when nothing is known",
    **{
        path: text
        for name, what in _LETTER_TEXT.items()
        for path, text in ((name, f"list: {what}"), (f"{name}[]", "one of them"))
    },
    **_entries("facts", "ECFMG, work status, earliest start", **_GLANCE),
}

VARIABLES: dict[Purpose, dict[str, str]] = {"cv": CV_VARIABLES, "cover_letter": LETTER_VARIABLES}


def variables_table(purpose: Purpose) -> str:
    """The variables of that purpose as a table of Markdown, as ``templates/README.md`` prints it."""
    rows = (f"| `{path}` | {text} |\n" for path, text in VARIABLES[purpose].items())
    return f"| Variable | What it is |\n|---|---|\n{''.join(rows)}"
