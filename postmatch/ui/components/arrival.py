"""Where a page stands when one arrives at it; Streamlit leaves it wherever the page before had been scrolled to."""

from __future__ import annotations

from postmatch.ui.components.mounting import mount


def arrive_at_document(card: str) -> None:
    """The page of a document begins at its top. ``card``: the key of the container that stands for it in the list."""
    mount("arrival", key="arrival", data={"card": card})


def arrive_at_list() -> None:
    """The list stands at the card of the document that one comes from. Last on its page: the cards must be there."""
    mount("arrival", key="arrival", data={"card": ""})
