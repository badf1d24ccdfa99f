"""The list of variables that Word templates may use; ``templates/README.md`` prints the same list.

A path such as ``education[].title`` reads: ``education`` is a list, each entry of it has a ``title``.
"""

from __future__ import annotations

from postmatch.domain.own_templates import Purpose

# Values with links in them. They work only as {{r name }}, and nothing else works with the r.
LINKED = frozenset({"contact_line", "link"})

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


def _dated(name: str, what: str, /, **more: str) -> dict[str, str]:
    return _entries(name, what, title="first words, printed bold", place="where", dates="Mar 2021 – present", **more)


def _experience(name: str, what: str) -> dict[str, str]:
    return _dated(
        name, what, note="setting and supervisor", **{"details": "list: bullet points", "details[]": "one point"}
    )


_GLANCE = {"label": "USMLE Step 1", "value": "Passed, first attempt", "detail": "date that belongs to it"}
_STRIP = {
    column if not field else f"{column}.{field}": text
    for column in ("left", "middle", "right")
    for field, text in (("", f"{column} cell, an entry of at_a_glance"), *((f, f"its {f}") for f in _GLANCE))
}

CV_VARIABLES: dict[str, str] = {
    **_PERSON,
    "summary": "list: paragraphs of the summary",
    "summary[]": "one paragraph",
    **_entries("at_a_glance", "exams, ECFMG, work status, graduation, US clinical experience", **_GLANCE),
    **_entries("at_a_glance_rows", "the same, three to a row", **_STRIP),
    **_entries("exams", "exams", title="USMLE Step 1", result="Passed, first attempt", dates="Mar 2021"),
    **_dated("education", "education", note="honors", **{"details": "list: further lines", "details[]": "one line"}),
    **_experience("us_clinical", "US clinical experience, hands-on and observerships"),
    **_experience("clinical_abroad", "clinical work abroad"),
    **_experience("research", "research"),
    **_experience("teaching", "teaching"),
    **_experience("volunteer", "volunteer work"),
    **_experience("other_work", "other work"),
    **{
        path: text
        for name, what in (
            ("publications", "publications"),
            ("presentations", "presentations"),
            ("abstracts", "abstracts and posters"),
        )
        for path, text in _entries(
            name, what, citation="Authors. Title. Venue. Year.", link="DOI or address; write {{r … .link }}"
        ).items()
    },
    **_dated("certifications", "certifications"),
    **_entries("languages", "languages", name="language", level="how well"),
    **_dated("awards", "awards", note="detail"),
    **_dated("memberships", "memberships"),
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
