"""The look of rows on every page, where Streamlit has no setting for it."""

from __future__ import annotations

from postmatch.ui.components.mounting import mount


def rows_without_scrollbars() -> None:
    """Once per page: a row that does not wrap shows what sticks out of it instead of scrolling."""
    mount("rows", key="rows", data={}, in_dialog=True)
