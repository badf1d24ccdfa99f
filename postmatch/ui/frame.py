"""What stands around every page: logo, sidebar, the banner of a host, notices; then the page itself."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from postmatch.domain.standing import Standing, stand
from postmatch.errors import StorageFailed
from postmatch.ui import session
from postmatch.ui.components import leave_fields_before_pages, rows_without_scrollbars
from postmatch.ui.messages import plain, say, show_notices
from postmatch.usecases.review_workspace import review_workspace

STATIC = Path(__file__).with_name("static")
COLUMN = 920  # pixels: the widest a line of text or a form reads well
HOSTED = (
    "This site keeps nothing: your work lives in this browser tab's session and is gone when you close or reload it."
)
HOSTED_HINT = "Save your workspace as a .zip on the Workspace page before you leave, and restore it there next time."


def draw(page: st.Page) -> None:
    """The whole frame; runs the page in the middle of it."""
    st.logo(str(STATIC / "logo.svg"), icon_image=str(STATIC / "favicon.png"), size="large")
    with st.sidebar:
        _sidebar()
        leave_fields_before_pages()
        rows_without_scrollbars()
    with st.container(horizontal_alignment="center"), st.container(width=COLUMN):
        if not session.is_kept_on_this_computer() and not session.unsaved_reason():
            say("warning", HOSTED, HOSTED_HINT)
        notices = st.container()
        _run(page)
        # First: it may start the run anew, and what has to be said must be said by the run that stays on screen.
        session.follow_other_tabs()
        with notices:
            show_notices()


def _run(page: st.Page) -> None:
    try:
        page.run()
    except StorageFailed as error:
        session.follow_other_tabs()  # another tab may have put something newer in its place: then all is drawn anew
        say("error", error.message, error.hint)


def standing() -> Standing:
    """Where the applicant stands now; drawn in the sidebar and on the overview."""
    workspace, facts = session.workspace(), session.facts()
    return stand(workspace, review_workspace(workspace, facts, today=session.today()), facts)


def _sidebar() -> None:
    if session.workspace().is_sample:
        st.badge("Fictional sample applicant", icon=":material/science:", color="violet")
    now = standing()
    st.progress(now.share, text=f"{now.ready_count} of {now.needed_count} needed documents in order")
    if reason := session.unsaved_reason():
        st.markdown(f":small[:material/error: :red[Not saved: {plain(reason)}]]")
    elif session.is_kept_on_this_computer():
        st.markdown(":small[:material/lock: :gray[Kept on this computer only]]")
    else:
        st.markdown(":small[:material/cloud_off: :gray[Not kept: save your workspace before you leave]]")
