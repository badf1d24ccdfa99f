"""The views of the CV page; the one in view stands in the address, so that a refresh or a link comes back to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from postmatch.ui import cv_contents, cv_review_view, eras_view, filled_view

PAGE, CONTENTS, REVIEW, ERAS = "Page", "Contents", "Gaps and wording", "For MyERAS"


def _page() -> None:
    filled_view.show("cv")


VIEWS: Mapping[str, Callable[[], None]] = {
    PAGE: _page,
    CONTENTS: cv_contents.show,
    REVIEW: cv_review_view.show,
    ERAS: eras_view.show,
}


def choose() -> str:
    """The name of the view to show; pills, because four words take two rows on a phone."""
    return st.pills(
        "What to look at",
        tuple(VIEWS),
        default=PAGE,
        required=True,
        key="cv.view",
        bind="query-params",
        label_visibility="collapsed",
    )


def show(view: str) -> None:
    VIEWS[view]()
