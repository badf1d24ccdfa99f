"""Tables that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io

import pytest

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.interchange import write_checklist
from postmatch.interchange.spreadsheet import inert


def _rows(**changes: str) -> list[list[str]]:
    finding = Finding(rule_id="r", kind="cv", status=FindingStatus.TODO, subject="s", message="m", days=21)
    data = write_checklist([finding.model_copy(update=changes)])
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))


def test_a_finding_is_a_row_with_its_lead_time():
    assert _rows(hint="Ask today") == [
        ["status", "about", "kind", "what", "why", "what to do", "days"],
        ["todo", "s", "cv", "m", "", "Ask today", "21"],
    ]


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx"])
def test_a_cell_that_begins_like_a_formula_stays_text(text):
    assert _rows(message=text)[1][3] == f"'{text}"
    assert inert("plain = text") == "plain = text"


def test_commas_quotes_and_breaks_come_back_as_written():
    assert _rows(message='a,b\n"c" é')[1][3] == 'a,b\n"c" é'
