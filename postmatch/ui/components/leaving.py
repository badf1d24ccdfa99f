"""What is typed last is kept when a link is followed at once."""

from __future__ import annotations

from postmatch.ui.components.mounting import mount


def leave_fields_before_pages() -> None:
    """A click on a link waits until the field that it left has been sent.

    Streamlit 1.67 sends a text field that was just left after the click on the link: the later request, which names the
    old page, wins; the page does not change, the field is shown empty, and the next edit saves it so. A tap of a touch
    pad is that quick.
    """
    mount("leaving", key="leaving", data={})
