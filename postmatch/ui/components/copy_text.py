"""A text to take along: shown as it is, with a button that puts it on the clipboard, on a phone as well."""

from __future__ import annotations

from postmatch.ui.components.mounting import mount


def copy_text(text: str, *, key: str, label: str) -> None:
    """Draws the text and its button. ``label`` says what is copied to those who cannot see where the button stands."""
    mount("copy_text", key=key, data={"text": text, "label": label})
