"""Tables for spreadsheet programs, written so that no cell can run."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from postmatch.domain.checklist import Finding

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = ("status", "about", "kind", "what", "why", "what to do", "days")


def write_checklist(findings: Iterable[Finding]) -> bytes:
    """``checklist.csv``: a row per finding, UTF-8 with a byte order mark, which Excel needs to read it as such."""
    rows = [(*map(inert, (f.status, f.subject, f.kind, f.message, f.why, f.hint)), f.days) for f in findings]
    return pd.DataFrame(rows, columns=COLUMNS).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def inert(cell: str) -> str:
    """The text of a cell; one that begins like a formula gets an apostrophe, or the spreadsheet would run it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else str(cell)
