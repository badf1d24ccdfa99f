"""The pages of the app, in the order of the menu. One more page is one file in ``pages/`` and one line here."""

from __future__ import annotations

from pathlib import Path

PAGES_FOLDER = Path(__file__).resolve().parents[2] / "pages"

# name (the file, and the address in the browser), title, icon; the first is what opens without an address
PAGES = (
    ("overview", "Overview", ":material/space_dashboard:"),
    ("profile", "Profile", ":material/person:"),
    ("documents", "Documents", ":material/folder_open:"),
    ("cv", "CV", ":material/badge:"),
    ("cover_letter", "Cover letter", ":material/mail:"),
    ("packet", "Packet", ":material/picture_as_pdf:"),
    ("workspace", "Workspace", ":material/inventory_2:"),
)

# not in the menu: they open from the page that is named last, and show one thing of it
INNER_PAGES = (
    ("document", "Document", ":material/description:", "documents"),
    ("templates", "Your templates", ":material/draft:", "cv"),
    ("bring_in", "Bring in what you have", ":material/move_to_inbox:", "profile"),
)


def page_path(name: str) -> Path:
    """The file of the page called ``name``. Streamlit looks for relative pages beside the main script, and ours
    lie elsewhere, so links and switches need the whole path."""
    return PAGES_FOLDER / f"{name}.py"
