"""The packet on screen: what goes in, building with progress, looking through it, and the download."""

from __future__ import annotations

import json

import streamlit as st

from postmatch.domain.documents import COVER_LETTER_KIND, CV_KIND, Document
from postmatch.domain.packet import page_range
from postmatch.domain.workspace import PacketRecord, Workspace
from postmatch.errors import PostmatchError
from postmatch.ui import frame, session
from postmatch.ui.downloads import JSON, PDF, download
from postmatch.ui.filled_view import has_no_words
from postmatch.ui.messages import pages_label, plain, say, show_repairs, size_label
from postmatch.ui.previews import leaf_through
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.enclosures import enclosed, left_out


def show_contents(workspace: Workspace) -> None:
    """The order of the packet, then what stays out with its reason."""
    documents = [d for d in enclosed(workspace) if d.kind not in (CV_KIND, COVER_LETTER_KIND)]
    letter = "Cover letter (your own file)" if workspace.own_cover_letter else "Cover letter"
    if has_no_words(workspace) and not workspace.own_cover_letter:
        letter += " :orange[(none of your own words in it yet)]"
    cv = "CV (your own file)" if workspace.own_cv else "CV"
    lines = [letter, "Contents", cv, *(plain(d.title or d.file_name) for d in documents)]
    st.markdown("\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1)))
    outside = [(d, out) for d in workspace.documents if (out := left_out(d, workspace))]
    if outside:
        st.markdown(f"**Stays out ({len(outside)})**")
    for document, out in outside:
        st.markdown(f"- {plain(document.title or document.file_name)}: :gray[{plain(out.message)}]")


def show_standing() -> None:
    """How many needed documents are not in order; an incomplete packet may be built all the same."""
    now = frame.standing()
    missing = now.needed_count - now.ready_count
    if missing:
        st.markdown(
            f":gray[{missing} of {now.needed_count} needed documents are not in order yet: see the checklist on the "
            "Documents page. You can build now and again later.]"
        )


def build_button() -> None:
    """Builds and verifies the packet with visible progress; the result is kept with the workspace."""
    if st.button("Build the packet", key="packet.build", type="primary", icon=":material/picture_as_pdf:"):
        _build()


def _build() -> None:
    workspace = session.workspace()
    with st.status("Building your packet", expanded=True) as status:
        bar = st.progress(0.0)
        try:
            built = build_packet(
                workspace,
                session.tools(),
                blob=session.blob,
                options=PacketOptions(today=session.today()),
                progress=lambda share, words: bar.progress(share, text=words),
            )
        except PostmatchError as error:
            status.update(label="The packet was not built", state="error")
            say("error", error.message, error.hint)
            return
        for check in built.checks:
            st.markdown(f":material/check: {plain(check.message)}")
        session.commit(workspace.model_copy(update={"packet": built.record}), built.blobs)
        status.update(label="The packet is built and every page was checked", state="complete", expanded=False)


def show_state(workspace: Workspace, record: PacketRecord) -> None:
    """Size, pages, and whether anything changed since it was built."""
    if record.made_from != workspace.fingerprint:
        say(
            "warning",
            "This packet is older than your latest change, so it does not show it.",
            "Build the packet again before you send it.",
        )
    st.markdown(
        f"**{plain(record.file_name)}** · {pages_label(record.plan.page_count)} · {size_label(record.bytes)} · "
        f"built {record.made_on.label}"
    )
    _judge_size(record.bytes)


def _judge_size(count: int) -> None:
    """Says when mail servers on the way may refuse a packet of this size (domain.md 4.6)."""
    facts = session.facts()
    comfortable, most = facts.figure("email_green_bytes"), facts.figure("email_amber_bytes")
    if count > int(most.value):
        say("warning", f"{size_label(count)} is more than many mailboxes accept.", most.note)
    elif count > int(comfortable.value):
        say("info", f"{size_label(count)} is on the large side for an e-mail.", comfortable.note)


def _inside(workspace: Workspace) -> list[Document]:
    """The documents that the built packet holds, whatever became of them since."""
    record = workspace.packet
    everything = (*workspace.documents, *workspace.removed)
    return [document for document in everything if record and record.plan.section(document.id)]


def _to_look_at(workspace: Workspace) -> list[Document]:
    return [document for document in _inside(workspace) if document.needs_look]


def acknowledge_repairs(workspace: Workspace) -> None:
    """A repaired file opened again, but may have lost something: the applicant looks before it is sent."""
    for document in _to_look_at(workspace):
        where = _pages_of(document, workspace.packet)
        with st.container(border=True):
            show_repairs(repair for repair in document.repairs if repair.needs_look)
            seen = st.checkbox(
                f"I have looked at {plain(document.title or document.file_name)} {where} and it is complete",
                key=session.seed(f"packet.{document.id}.seen", document.pdf_sha256 in workspace.looked_at),
            )
        if seen != (document.pdf_sha256 in workspace.looked_at):
            looked_at = set(workspace.looked_at) ^ {document.pdf_sha256 or ""}
            session.commit(workspace.model_copy(update={"looked_at": tuple(sorted(looked_at))}))
            st.rerun()


def take_away(workspace: Workspace, record: PacketRecord) -> None:
    """The download, once every repaired document has been looked at; never with a letter that is waived by now."""
    if any(workspace.is_waived(document) for document in _inside(workspace)):
        say(
            "error",
            "This packet holds a letter that you have marked as waived since, so it cannot be downloaded.",
            "Build the packet again: the letter stays out of it then.",
        )
        return
    waiting = [d for d in _to_look_at(workspace) if d.pdf_sha256 not in workspace.looked_at]
    if waiting:
        say(
            "info",
            f"{len(waiting)} repaired document{'s' if len(waiting) > 1 else ''} to look at before you download.",
            "Leaf through the pages below, then tick the box above.",
        )
    blob = session.blob_reader()
    with st.container(horizontal=True):
        download(
            "Download the packet", lambda: blob(record.sha256), record.file_name, PDF,
            key="packet.download", type="primary", icon=":material/download:", disabled=bool(waiting),
        )  # fmt: skip
        download(
            "Report (JSON)", lambda: blob(record.report_sha256), "report.json", JSON,
            key="packet.report", icon=":material/fact_check:",
        )  # fmt: skip


def leaf(record: PacketRecord) -> None:
    leaf_through("packet", session.blob(record.sha256), record.plan.page_count, name="Packet")


def _report(record: PacketRecord) -> dict:
    return session.remembered(
        "packet.report", record.report_sha256, lambda: json.loads(session.blob(record.report_sha256))
    )


def _pages_of(document: Document, record: PacketRecord | None) -> str:
    """``(pages 7-9)`` in the last packet, or nothing when it is not in there."""
    section = record.plan.section(document.id) if record else None
    return f"({section.pages_label})" if section else ""


def show_report(record: PacketRecord) -> None:
    """Each upload once: on which pages, or why not."""
    for entry in _report(record)["documents"]:
        if entry["status"] == "used":
            where = page_range(entry["first_page"], entry["pages"])
            st.markdown(f":material/check_circle: {plain(entry['name'])} :gray[{where}]")
        else:
            st.markdown(f":material/block: {plain(entry['name'])} :gray[{plain(entry['reason']['message'])}]")
