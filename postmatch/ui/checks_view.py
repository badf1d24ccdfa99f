"""What was verified in a finished document: failed ones in front, the rest in a list to unfold."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from postmatch.domain.checks import Check
from postmatch.ui.messages import plain


def show_checks(checks: Sequence[Check], *, key: str) -> None:
    """One line for each; nothing when nothing was verified."""
    failed = [check for check in checks if not check.passed]
    passed = [check for check in checks if check.passed]
    if failed:
        st.error("  \n".join(plain(check.message) for check in failed), icon=":material/error:")
    if passed:
        with st.expander(f"{len(passed)} checks passed", key=f"{key}.checks", icon=":material/verified:"):
            for check in passed:
                st.markdown(f":material/check: {plain(check.message)}")
