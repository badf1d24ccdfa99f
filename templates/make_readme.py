"""Writes the lists of variables and of templates in README.md anew: ``python -m templates.make_readme``."""

from __future__ import annotations

import re
from pathlib import Path

from postmatch.domain.own_templates import Purpose
from postmatch.rendering.catalogue import templates
from postmatch.rendering.variables import variables_table

README = Path(__file__).resolve().parent / "README.md"
HEADINGS: dict[Purpose, str] = {"cv": "## Variables of a CV", "cover_letter": "## Variables of a cover letter"}
_TABLE = r"\| [^\n]*\n\|---[^\n]*\n(?:\|[^\n]*\n)*"


def with_tables(text: str) -> str:
    """The README with every list as the code and the templates have it; the words around the lists stay.

    Raises ``ValueError`` when a heading with a table below it is missing.
    """
    for purpose, heading in HEADINGS.items():
        text = _with_table(text, heading, variables_table(purpose))
    return _with_table(text, "## What is here", templates_table())


def templates_table() -> str:
    """Every shipped template with what it says of itself."""
    rows = (
        f"| `{purpose}/{one.name}.docx` | {one.label} | {one.description} |\n"
        for purpose in HEADINGS
        for one in templates(purpose)
    )
    return f"| File | Name | What it is |\n|---|---|---|\n{''.join(rows)}"


def _with_table(text: str, heading: str, table: str) -> str:
    found = re.search(rf"^{re.escape(heading)}\n(?:(?!## )(?!\|)[^\n]*\n)*({_TABLE})", text, re.MULTILINE)
    if found is None:
        raise ValueError(f"{heading} has no table below it")
    return text[: found.start(1)] + table + text[found.end(1) :]


def main() -> None:
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
