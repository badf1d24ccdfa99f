"""axe-core on a page, without the findings that are Streamlit's own and that no page of ours can cure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = Path(__file__).with_name("axe") / "axe.min.js"


@dataclass(frozen=True)
class Allowed:
    """A finding we live with: this rule, on elements inside this selector only, for this reason."""

    rule: str
    selector: str
    reason: str


@dataclass(frozen=True)
class Violation:
    """One element that breaks one rule."""

    rule: str
    impact: str
    target: str
    message: str


ALLOWED = (
    Allowed(
        "empty-table-header",
        '[data-testid="stDataFrame"], [data-testid="stDataFrameResizable"]',
        "The table is a canvas; Streamlit's hidden copy of it for screen readers leaves the row-mark header empty.",
    ),
    Allowed(
        "presentation-role-conflict",
        '[data-testid="stFileUploaderDropzone"]',
        "Streamlit gives the drop zone role=presentation and makes it focusable; its button inside is labelled.",
    ),
    Allowed(
        "color-contrast",
        '[data-variant="segmented_control"], [data-variant="pills"]',
        "The chosen segment is written in the primary colour, which must be dark enough for white button text.",
    ),
)

# Runs axe, then says for each element which entries of the allow-list it lies inside of.
RUN = """async (allowed) => {
  const found = await axe.run(document);
  return found.violations.flatMap(v => v.nodes.map(n => {
    const element = document.querySelector(n.target[n.target.length - 1]);
    const excused = allowed.some(a => a.rule === v.id && element && element.closest(a.selector));
    const words = [...n.any, ...n.all, ...n.none].map(c => c.message).join('; ');
    return {rule: v.id, impact: v.impact || '', target: n.target.join(' '), message: words, excused};
  }));
}"""


def violations(page: Page) -> list[Violation]:
    """Every violation on the page that is not on the allow-list."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(RUN, [{"rule": entry.rule, "selector": entry.selector} for entry in ALLOWED])
    return [Violation(one["rule"], one["impact"], one["target"], one["message"]) for one in found if not one["excused"]]
