"""The built packet on screen: its size among the mail limits, what was checked, its files, its pages, its report."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from postmatch.domain import leaving
from postmatch.domain.packet import page_range
from postmatch.domain.workspace import PacketFile, PacketRecord, Workspace
from postmatch.errors import PostmatchError
from postmatch.ui import packet_build, packet_leaving, packet_written, session
from postmatch.ui.components import Limit, size_scale
from postmatch.ui.downloads import JSON, PDF, ZIP, download
from postmatch.ui.messages import pages_label, plain, say, size_label
from postmatch.ui.previews import leaf_through
from postmatch.usecases.packet_download import packet_bytes

PACKET_KIND = "packet"  # of what the report says about the packet as a whole
ZONES = ("green", "amber")  # where the colour of the scale changes
MAILBOXES = {"green": "nearly every mailbox", "amber": "many mailboxes", "outlook": "Outlook", "gmail": "Gmail"}
MAIL_GROWTH = 1.37  # a mail is so much larger than the files in it (base64 in lines of 76, RFC 2045 section 6.8)


def show_state(workspace: Workspace, record: PacketRecord) -> None:
    """Files, pages and size, and whether anything changed since it was built."""
    if record.made_from != workspace.fingerprint:
        say(
            "warning",
            "This packet is older than your latest change, so it does not show it.",
            "Build the packet again before you send it.",
        )
    files = f"{len(record.files)} files · " if len(record.files) > 1 else ""
    st.markdown(
        f"**{plain(record.file_name)}** · {files}{pages_label(record.page_count)} · {size_label(record.bytes)} · "
        f"built {record.made_on.label}"
    )


def show_size(record: PacketRecord) -> None:
    """The largest file among the limits of mail servers (domain.md 4.6), what was made smaller for it, and the way out
    when it is too large all the same."""
    count = max(file.bytes for file in record.files)
    what = "The largest file" if len(record.files) > 1 else "The packet"
    size_scale(count, _mail_limits(), key="packet.size", words=f"{what} is {size_label(count)}.")
    for sentence in _reductions(record):
        st.markdown(f":material/compress: :gray[{plain(sentence)}]")
    is_large = _say_size(record, count)
    can_split = is_large and len(record.files) == 1
    if can_split and st.button("Split it into parts", key="packet.split", icon=":material/call_split:"):
        packet_build.build(split=True)
        st.rerun()


def _mail_limits() -> list[Limit]:
    """What mailboxes take, smallest first; those that count the encoded mail are shown as the size of its files."""
    bytes_of = {name: int(session.facts().figure(f"email_{name}_bytes").value) for name in MAILBOXES}
    zones = [
        Limit(bytes_of[name], f"{words} ({size_label(bytes_of[name])})", is_zone=True)
        for name, words in MAILBOXES.items()
        if name in ZONES
    ]
    named = [
        Limit(round(bytes_of[name] / MAIL_GROWTH), f"{words} ({size_label(round(bytes_of[name] / MAIL_GROWTH))})")
        for name, words in MAILBOXES.items()
        if name not in ZONES
    ]
    return sorted(zones + named, key=lambda limit: limit.bytes)


def _say_size(record: PacketRecord, count: int) -> bool:
    """True, and said why, when the packet is larger than it was to be or than mail servers like."""
    facts = session.facts()
    green, amber = (int(facts.figure(f"email_{name}_bytes").value) for name in ZONES)
    over, large = _over_target(record), f"{size_label(count)} is large for an e-mail."
    if over:
        say("warning", over)
    elif count > green:
        passes = f"What is at most {size_label(green)} passes nearly every mail server."
        refused = f"Many mail servers refuse a message with more than {size_label(amber)} of files."
        say("warning", large, refused) if count > amber else say("info", large, passes)
    return bool(over) or count > green


def _over_target(record: PacketRecord) -> str:
    """That the size target could not be met, in words; empty when it was."""
    found = [entry["message"] for entry in _report(record)["checklist"] if entry["kind"] == PACKET_KIND]
    return " ".join(found)


def _reductions(record: PacketRecord) -> list[str]:
    """What was made smaller for the size target, from and to."""
    entries = _report(record)["documents"]
    return [_reduction(entry["name"], entry["reduced"]) for entry in entries if entry.get("reduced")]


def _reduction(name: str, made: Mapping[str, int]) -> str:
    pictures = "1 picture" if made["pictures"] == 1 else f"{made['pictures']} pictures"
    size = f"{size_label(made['from_bytes'])} to {size_label(made['to_bytes'])}"
    if made["to_dpi"] < made["from_dpi"]:
        return f"{name}: {pictures} from {made['from_dpi']} to {made['to_dpi']} dpi, {size}; its text is as it was."
    return f"{name}: {pictures} stored more tightly at {made['to_dpi']} dpi, {size}; its text is as it was."


def show_written(record: PacketRecord) -> None:
    """What is wrong with the CV or the letter of ours in it."""
    packet_written.show_inside(record, _report(record)["checklist"])


def take_away(workspace: Workspace, record: PacketRecord) -> None:
    """The download, once everything is settled; the report can always be had."""
    is_free = packet_leaving.settle(workspace, record)
    if leaving.why_closed(workspace):
        return
    packet_leaving.warn_of_empty(workspace, record)
    if not is_free:
        say("info", leaving.waiting_words(workspace), "Leaf through the pages below, then settle it above.")
    blob = session.blob_reader()
    several = len(record.files) > 1
    with st.container(horizontal=True):
        download(
            "Download the packet", _leaving(record, lambda: packet_bytes(record, blob)), record.file_name,
            ZIP if several else PDF,
            key="packet.download", type="primary", icon=":material/download:", disabled=not is_free,
        )  # fmt: skip
        if record.sheet_sha256:
            download(
                "Report to print", lambda: blob(record.sheet_sha256), "report.pdf", PDF,
                key="packet.sheet", icon=":material/print:",
            )  # fmt: skip
        download(
            "Report (JSON)", lambda: blob(record.report_sha256), "report.json", JSON,
            key="packet.report", icon=":material/fact_check:",
        )  # fmt: skip
    if several:
        for file in record.files:
            _file(file, record, is_free=is_free)


def _leaving(record: PacketRecord, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """``make``, when the packet may leave at the very moment of the click."""
    newest = session.workspace_reader()

    def checked() -> bytes:
        leaving.check_leaving(newest(), record)
        return make()

    return checked


def _file(file: PacketFile, record: PacketRecord, *, is_free: bool) -> None:
    blob = session.blob_reader()
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(
            f"{plain(file.file_name)} :gray[{pages_label(file.plan.page_count)} · {size_label(file.bytes)}]",
            width="content",
        )
        download(
            "Download", _leaving(record, lambda: blob(file.sha256)), file.file_name, PDF,
            key=f"packet.file.{file.sha256}", icon=":material/download:", type="tertiary", disabled=not is_free,
        )  # fmt: skip


def show_checks(record: PacketRecord) -> None:
    """Everything that was verified in the written file, in a list to unfold."""
    files = _report(record).get("files", ())
    messages = dict.fromkeys(check["message"] for file in files for check in file["checks"])
    if messages:
        with st.expander(f"{len(messages)} checks passed", key="packet.checks", icon=":material/verified:"):
            for message in messages:
                st.markdown(f":material/check: {plain(message)}")


def show_obstacles(record: PacketRecord) -> None:
    """What keeps each page from PDF/A, looked for on request only: it takes a while, and few programs ask."""
    with st.expander("Is it PDF/A?", key="packet.archival", icon=":material/inventory_2:"):
        st.markdown("This packet claims no PDF/A conformance. Some archives ask what stands in the way of it.")
        for file in record.files:
            if len(record.files) > 1:
                st.markdown(f"**{plain(file.file_name)}**")
            _obstacles(file)


def _obstacles(file: PacketFile) -> None:
    asked = session.remembered(f"archival.{file.sha256}", "", dict[str, bool])
    if not asked.get("is_asked"):
        if not st.button("Look page by page", key=f"packet.archival.{file.sha256}", icon=":material/search:"):
            return
        asked["is_asked"] = True
    try:
        found = session.remembered(
            f"obstacles.{file.sha256}",
            file.sha256,
            lambda: session.workers().archival_obstacles(session.blob(file.sha256)),
        )
    except PostmatchError as error:
        say("error", error.message, error.hint)
        return
    for page in found:
        where = f"Page {page.page_number}" if page.page_number else "The file"
        st.markdown(f"- {where}: :gray[{plain(' '.join(page.obstacles))}]")
    if not found:
        st.markdown(":material/check: Nothing was found that stands in the way.")


def leaf(record: PacketRecord) -> None:
    """One page of the packet at a time; of several files the chosen one."""
    names = {file.sha256: file.file_name for file in record.files}
    files = {file.sha256: file for file in record.files}
    sha256 = record.files[0].sha256
    if len(files) > 1:
        sha256 = st.selectbox("File", list(files), key="packet.leaf", format_func=names.__getitem__)
    leaf_through("packet", session.blob(sha256), files[sha256].plan.page_count, name="Packet")


def _report(record: PacketRecord) -> Mapping[str, Any]:
    return session.remembered(
        "packet.report", record.report_sha256, lambda: json.loads(session.blob(record.report_sha256))
    )


def show_report(record: PacketRecord) -> None:
    """Each upload once: on which pages, or why not."""
    several = len(record.files) > 1
    for entry in _report(record)["documents"]:
        if entry["status"] == "used":
            where = page_range(entry["first_page"], entry["pages"])
            where = f"{plain(entry['packet_file'])}, {where}" if several else where
            st.markdown(f":material/check_circle: {plain(entry['name'])} :gray[{where}]")
        else:
            st.markdown(f":material/block: {plain(entry['name'])} :gray[{plain(entry['reason']['message'])}]")
