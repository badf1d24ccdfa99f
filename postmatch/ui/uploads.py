"""Files the applicant brings: from Streamlit's uploader into our hands, and out of Streamlit's memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from postmatch.domain.documents import Upload
from postmatch.domain.packet import AccountedDocument
from postmatch.domain.system_files import SYSTEM_FILE
from postmatch.errors import PostmatchError
from postmatch.ui import session
from postmatch.ui.messages import plain
from postmatch.usecases.intake import Intake
from postmatch.usecases.tools import Progress

log = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
NAMES_TOLD = 8
"""Names of one reason that are told one by one: a .zip of a Mac may hold a file of the system beside each document."""
TOLD_APART = 3
"""Refusals that are told one by one; more would push the cards, which say the same, off the screen."""


def receive(
    label: str, *, key: str, many: bool = False, folder: bool = False, most_megabytes: int | None = None
) -> list[Upload]:
    """An uploader; what was chosen, as our own values, once: the next run shows it empty.

    ``folder`` asks for a folder and takes every file in it, whose names then hold their path below it.

    No type is named, so that every file reaches the gate, which judges by the bytes and says why it refuses.
    ``most_megabytes`` defaults to what the gate takes; the browser says so before it sends anything.
    """
    limit = most_megabytes or session.facts().limits.upload_bytes // MEGABYTE
    how_many = "directory" if folder else many
    chosen = st.file_uploader(label, accept_multiple_files=how_many, key=session.fresh_key(key), max_upload_size=limit)
    files: Sequence[UploadedFile] = chosen if isinstance(chosen, list) else [chosen] if chosen else []
    uploads = [Upload(file.name, file.getvalue()) for file in files]
    if files:
        _forget(files)
        session.use_up(key)
    return uploads


def _forget(files: Sequence[UploadedFile]) -> None:
    """Streamlit would hold each file in memory until the session ends, a new uploader key notwithstanding."""
    try:
        from streamlit.runtime.scriptrunner import get_script_run_ctx

        context = get_script_run_ctx()
        for file in files:
            context.uploaded_file_mgr.remove_file(session_id=context.session_id, file_id=file.file_id)
    except Exception:  # noqa: BLE001 - an internal interface of Streamlit; without it memory is freed later
        log.warning("Streamlit keeps a copy of an upload until its session ends.")


def work(label: str, job: Callable[[Progress], Intake]) -> Intake | None:
    """Runs an intake with visible progress and keeps the result; None when it failed, or was overtaken by another tab,
    and was said so. ``job`` must ask for the workspace itself: it may be a newer one than the page shows."""
    session.catch_up()
    with st.status(label, expanded=True) as status:
        bar = st.progress(0.0)
        try:
            result = job(lambda share, words: bar.progress(min(share, 1.0), text=plain(words)))
        except PostmatchError as error:
            status.update(label=plain(error.message), state="error")
            session.tell_error(error)
            return None
        session.commit(result.workspace, result.blobs)
        if session.workspace() != result.workspace:
            status.update(label="Nothing was added", state="error")
            return None
        status.update(state="complete")
    return result


def tell_intake(result: Intake) -> None:
    """Says once what came in, what was left aside and what was refused, by name."""
    taken = [document for document in result.documents if document.is_usable]
    if taken:
        names = ", ".join(document.file_name for document in taken[:4])
        more = f" and {len(taken) - 4} more" if len(taken) > 4 else ""
        session.tell("success", f"Added {names}{more}.")
    _tell_ignored(result.ignored)
    refused = [document for document in result.documents if document.refusal]
    if len(refused) > TOLD_APART:
        names = ", ".join(document.file_name for document in refused)
        session.tell(
            "error",
            f"{len(refused)} files could not be taken as they are: {names}.",
            "The card of each says why, and what to do.",
        )
        return
    for document in refused:
        session.tell("error", f"{document.file_name}: {document.refusal.message}", document.refusal.hint)


def _tell_ignored(ignored: Sequence[AccountedDocument]) -> None:
    """One notice about what became no document: no card and no report of this workspace will speak of it again."""
    names: dict[tuple[str, str], list[str]] = {}
    for one in ignored:
        if one.left_out:
            names.setdefault((one.left_out.message, one.left_out.hint), []).append(one.name)
    if names:
        count = "1 entry was" if len(ignored) == 1 else f"{len(ignored)} entries were"
        parts = (f"{_listed(some)}: {message}" for (message, _), some in names.items())
        to_do = dict.fromkeys(hint for _, hint in names if hint != SYSTEM_FILE.hint)
        session.tell("info", f"{count} left aside. {' '.join(parts)}", " ".join(to_do) or SYSTEM_FILE.hint)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMES_TOLD
    return ", ".join(names[:NAMES_TOLD]) + (f" and {more} more" if more > 0 else "")
