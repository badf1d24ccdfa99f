"""``docs/report.md`` freezes the words of the report; here page and code are compared in both directions."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from postmatch.domain.checklist import FindingStatus
from postmatch.domain.documents import GENERATED_KINDS, ReasonCode, RepairCode
from postmatch.domain.facts import Facts
from postmatch.packet import packet_report

PAGE = Path(__file__).resolve().parents[2] / "docs" / "report.md"


def _table(heading: str) -> dict[str, str]:
    """The rows of the table under a heading: word to meaning."""
    section = PAGE.read_text("utf-8").split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", section, flags=re.MULTILINE)
    assert len(rows) == len(dict(rows)), f"a word stands twice under {heading}"
    return dict(rows)


@pytest.mark.parametrize(
    ("heading", "words"),
    [("Repairs", RepairCode), ("Reasons", ReasonCode), ("Checklist", FindingStatus)],
)
def test_the_page_has_exactly_the_words_of_the_code(heading: str, words: type) -> None:
    table = _table(heading)
    assert set(table) == {word.value for word in words}
    assert all(len(meaning) > 5 for meaning in table.values())


def test_the_kinds_are_those_of_the_catalogue_and_our_own(facts: Facts) -> None:
    assert set(_table("Kinds")) == {kind.id for kind in facts.kinds} | set(GENERATED_KINDS)


def test_the_kinds_carry_the_labels_of_the_catalogue(facts: Facts) -> None:
    table = _table("Kinds")
    told = {kind.id: kind.label for kind in facts.kinds if kind.id not in GENERATED_KINDS}
    assert told
    assert {kind: table[kind] for kind in told} == told


def test_the_example_has_the_keys_that_the_code_writes() -> None:
    example = json.loads(re.search(r"```json\n(.+?)```", PAGE.read_text("utf-8"), flags=re.DOTALL)[1])
    empty = packet_report(files=(), delivered=None, generated=(), documents=(), findings=())
    assert set(example) == set(empty)
    assert example["format"] == empty["format"]
