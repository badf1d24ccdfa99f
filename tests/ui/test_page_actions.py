"""Buttons that were pressed while the page below them was about to change."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from postmatch.domain.edits import PageEdits, Redaction

PAINTED = PageEdits(redactions=(Redaction(page_number=1, box=(0.1, 0.1, 0.5, 0.3)),))
PAPER = b"a paper"
DIGEST = sha256(PAPER).hexdigest()


def straightened_too_late() -> None:
    """The button of a page that was drawn before the photo was painted over."""
    import streamlit as st

    from postmatch.domain.documents import Document
    from postmatch.ui import page_actions, session
    from tests.ui.test_page_actions import DIGEST, PAINTED, PAPER

    document = Document(
        file_name="d.jpg", upload_sha256=DIGEST, upload_bytes=len(PAPER), pdf_sha256=DIGEST, pdf_bytes=len(PAPER),
        page_count=1, shows_paper=True, edits=PAINTED,
    )  # fmt: skip
    session.commit(session.workspace().with_document(document), {DIGEST: PAPER})
    page_actions.straighten(document.id, is_on=True)
    st.text(session.workspace().document(document.id).edits.model_dump_json(), width="stretch")
    for notice in session.take_notices():
        st.markdown(f"{notice.level}: {notice.message} {notice.hint}")


def test_a_painted_photo_stays_as_it_is_when_its_straightening_is_pressed_late(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTMATCH_DATA_DIR", str(tmp_path))
    app = AppTest.from_function(straightened_too_late, default_timeout=60).run()
    assert not app.exception, app.exception
    assert PageEdits.model_validate_json(app.text[0].value) == PAINTED
    (notice,) = app.markdown
    assert notice.value.startswith("warning: ")
    assert "undo the painting first" in notice.value
