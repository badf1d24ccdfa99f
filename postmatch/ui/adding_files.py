"""Adding files: several at once, a .zip of them, or a whole folder; each passes the gate and is answered by name."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import session, uploads
from postmatch.usecases.intake import Told, take_in

RECOGNIZE = "recognize"
FILES, FOLDER = "Files or a .zip", "A whole folder"


def kind_options() -> list[str]:
    return [kind.id for kind in session.facts().kinds]


def add_files() -> None:
    """The uploader. Every file goes through the gate, which looks at the bytes, whatever the name says."""
    way = st.segmented_control(
        "What to bring",
        (FILES, FOLDER),
        key="documents.way",
        default=FILES,
        required=True,
        label_visibility="collapsed",
    )
    limits = session.facts().limits
    each, bundle = limits.upload_bytes // uploads.MEGABYTE, limits.bundle_bytes // uploads.MEGABYTE
    chosen = uploads.receive(
        f"PDF, Word (.docx), photos and scans, up to {each} MB each; or a .zip of them, up to {bundle} MB"
        if way == FILES
        else "Every file in the folder is checked; what is not a document is listed with its reason",
        key="documents.upload" if way == FILES else "documents.folder",
        many=True,
        folder=way == FOLDER,
        most_megabytes=bundle if way == FILES else each,
    )
    told = Told(kind=_kind_of_all())
    if not chosen:
        return
    result = uploads.work(
        "Checking your files",
        lambda progress: take_in(session.workspace(), chosen, session.tools(), told=told, progress=progress),
    )
    if result:
        uploads.tell_intake(result)
    st.rerun()


def _kind_of_all() -> str | None:
    """The kind that the applicant gives to everything that is uploaded next; None to have each recognized."""
    label = session.facts().label
    kind = st.selectbox(
        "Kind of document",
        [RECOGNIZE, *kind_options()],
        key="documents.new_kind",
        format_func=lambda one: "Recognize each file by its name and text" if one == RECOGNIZE else label(one),
    )
    return None if kind == RECOGNIZE else kind
