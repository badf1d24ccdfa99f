"""The workspace on screen: where it is kept, the .zip and the profile file, paper and engine, erasing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from postmatch.conversion.confinement import FOLDERS, NETWORK, TCP
from postmatch.conversion.engines import EngineStatus, engine_names, engine_status
from postmatch.domain.checklist import Finding
from postmatch.domain.documents import Upload
from postmatch.domain.workspace import Choices, Paper
from postmatch.errors import ConversionFailed, PostmatchError, StorageFailed
from postmatch.storage import ARCHIVE_BYTES, data_directory
from postmatch.ui import session, uploads
from postmatch.ui.downloads import JSON, ZIP, download
from postmatch.ui.messages import plain, say
from postmatch.usecases.keep import Brought, bring_in, save_profile, save_workspace

_WITHHELD = {NETWORK: "without network", FOLDERS: "without access to your other files"}


def where_it_is() -> None:
    """Says where everything lies and that nothing leaves the machine."""
    if session.is_kept_on_this_computer():
        st.markdown(
            f"Everything you enter is saved at once on this computer, in `{_short(data_directory())}`. "
            "Nothing is sent anywhere: no account, no statistics, no outside service."
        )
    else:
        st.markdown("Your work is held in the memory of this site for this browser tab only, and written nowhere.")


def how_files_are_opened() -> None:
    """Says what the process that opens the applicant's files cannot reach on this machine."""
    withheld = session.remembered("confinement", "", _withheld)  # may start a process, so once for each tab
    if withheld is not None:
        st.markdown(confinement_words(withheld))


def _withheld() -> frozenset[str] | None:
    """None when no process starts: adding a file then says what is wrong."""
    try:
        return session.workers().confinement()
    except ConversionFailed:
        return None


def confinement_words(withheld: frozenset[str]) -> str:
    """What is withheld (in the words of ``confinement.withhold``), and what this system does not let us withhold."""
    network = "every kind of network traffic" if TCP in withheld else "the network"
    missing = {NETWORK: network, FOLDERS: "your other files"}
    shut = " and ".join(words for part, words in _WITHHELD.items() if part in withheld)
    left = " or ".join(words for part, words in missing.items() if part not in withheld)
    opened = f"Files are opened in a separate process {shut or 'with limits of time and memory'}."
    return f"{opened} This system does not let Postmatch keep it from {left}." if left else opened


def _short(path: Path) -> str:
    """The path with ``~`` for the home folder: easier to read, and no name on a shared screen."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def save_as_file() -> None:
    """The whole workspace as one .zip, and the profile alone as JSON Resume."""
    workspace, blob = session.workspace(), session.blob_reader()
    st.markdown(
        "One .zip holds your profile and all documents. It is not encrypted: keep it as you keep your passport."
    )
    with st.container(horizontal=True):
        download(
            "Save workspace (.zip)",
            lambda: save_workspace(workspace, blob),
            "Postmatch_Workspace.zip",
            ZIP,
            key="workspace.save",
            icon=":material/archive:",
        )
        download(
            "Profile (JSON Resume)",
            lambda: save_profile(workspace),
            "profile.json",
            JSON,
            key="workspace.profile",
            icon=":material/data_object:",
        )
    st.markdown(
        ":gray[The profile file holds your whole profile, also your match history and what you keep off the CV.]"
    )


def restore_from_file() -> None:
    """A saved .zip takes the place of everything here; a JSON Resume of the profile. Asked before, once."""
    chosen = uploads.receive(
        "A saved workspace (.zip) or a JSON Resume (.json)",
        key="workspace.restore",
        most_megabytes=ARCHIVE_BYTES // uploads.MEGABYTE,
    )
    if chosen:
        _ask_to_replace(chosen[0])


@st.dialog("Replace what is here?", on_dismiss="rerun")  # else the uploader stays, and swallows the next file
def _ask_to_replace(upload: Upload) -> None:
    try:
        brought = bring_in(session.workspace(), upload)
    except PostmatchError as error:
        say("error", error.message, error.hint)
        return
    st.markdown(plain(brought.summary))
    with st.container(horizontal=True):
        if st.button("Replace", key="workspace.replace", type="primary"):
            _replace(brought)
            st.rerun()
        if st.button("Keep what I have", key="workspace.keep"):
            st.rerun()
    _show_not_taken(brought.findings)


def _show_not_taken(findings: Sequence[Finding]) -> None:
    """Below the buttons, a line each: a foreign file has a dozen of them, and the question must stay in sight."""
    if findings:
        st.markdown(f"**To look at afterwards ({len(findings)})**")
    for finding in findings:
        st.markdown(f"- **{plain(finding.subject)}:** {plain(finding.message)} :gray[{plain(finding.hint)}]")


def _replace(brought: Brought) -> None:
    if session.commit(brought.workspace, brought.blobs):
        session.tell("success", "It is here now.", "Look it over on the Overview page.")


def choices_form(choices: Choices) -> Choices:
    """Paper and Word-to-PDF engine: ``value -> value``."""
    papers = list(Paper)
    # asking starts the programs, so once for each tab
    engines = session.remembered("engines", "", lambda: {name: engine_status(name) for name in engine_names()})
    names = [name for name, status in engines.items() if status.available or name == choices.engine]
    grid = st.grid(2, min_column_width=260)
    with grid.cell():
        paper = st.selectbox(
            "Paper", papers, key=session.seed("workspace.paper", choices.paper), format_func=lambda one: one.label
        )
    with grid.cell():
        engine = st.selectbox(
            "Word to PDF", names, key=session.seed("workspace.engine", choices.engine),
            format_func=lambda name: engines[name].label,
        )  # fmt: skip
    for status in engines.values():
        words = f"{status.label} {status.version}" if status.available else f"{status.label}: not on this machine"
        st.markdown(f":gray[{plain(words)}. {plain(status.note)}]")
    _show_limits([status for status in engines.values() if status.limits])
    return choices.model_copy(update={"paper": paper, "engine": engine})


def _show_limits(engines: Sequence[EngineStatus]) -> None:
    """What each engine cannot do, to unfold: it matters to those who bring templates of their own."""
    if engines:
        with st.expander("What they cannot do", key="workspace.engine_limits"):
            for status in engines:
                st.markdown(f"**{plain(status.label)}**")
                st.markdown("\n".join(f"- {plain(limit)}" for limit in status.limits))


def erase() -> None:
    """One button, one question, and then it is gone."""
    st.markdown("Deletes your profile, every document, every packet and every saved copy that Postmatch made here.")
    if st.button("Erase everything", key="workspace.erase", icon=":material/delete_forever:"):
        _ask_to_erase()


@st.dialog("Erase everything?")
def _ask_to_erase() -> None:
    st.markdown("This cannot be undone. Files that you saved or sent elsewhere stay where they are.")
    with st.container(horizontal=True):
        if st.button("Erase everything", key="workspace.erase_now", type="primary"):
            try:
                session.erase_everything()
            except StorageFailed as error:
                say("error", error.message, error.hint)
                return
            st.rerun()
        if st.button("Keep it", key="workspace.erase_not"):
            st.rerun()
