"""Would a portal take this file? Asked for letters and the photo, on request, as a list of passes and failures."""

from __future__ import annotations

import streamlit as st

from postmatch.domain.documents import Document
from postmatch.domain.portal_checks import PortalCheck
from postmatch.errors import PostmatchError
from postmatch.ui import session
from postmatch.ui.messages import plain, say
from postmatch.usecases.portal_check import has_portal_rules, portal_checks


def offer(document: Document) -> None:
    """The button, and below it what was found for the pages as they are now; nothing where no portal has rules."""
    if not has_portal_rules(document):
        return
    key = f"document.{document.id}.portal"
    st.header("Portal rules", anchor=False)
    st.markdown("Portals are stricter than e-mail. See whether this file would be taken.")
    asked = session.remembered(key, _state(document), dict[str, bool])
    if not asked.get("is_asked") and not st.button("Check it", key=key, icon=":material/rule:"):
        return
    asked["is_asked"] = True
    try:
        found = session.remembered(
            f"{key}.found",
            _state(document),
            lambda: portal_checks(session.workspace(), document.id, session.tools(), blob=session.blob),
        )
    except PostmatchError as error:
        say("error", error.message, error.hint)
        return
    for check in sorted(found, key=lambda one: (one.passed, not one.is_required)):
        hint = f" {plain(check.hint)}" if check.hint and not check.passed else ""
        st.markdown(f"{_icon(check)} {plain(check.message)}{hint}  \n:small[:gray[{plain(check.source)}]]")


def _icon(check: PortalCheck) -> str:
    if check.passed:
        return ":green[:material/check_circle:]"
    return ":red[:material/cancel:]" if check.is_required else ":orange[:material/info:] Advice:"


def _state(document: Document) -> tuple[str, str]:
    """What the answer depends on."""
    return document.kind, document.final.sha256 if document.final else ""
