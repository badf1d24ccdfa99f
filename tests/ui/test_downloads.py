"""Two large downloads are never taken for one another, although Streamlit names them by samples of their bytes."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.testing.v1 import AppTest

from postmatch.domain.documents import Document
from postmatch.domain.packet import Source
from postmatch.domain.workspace import Paper, Workspace
from postmatch.packet import CONTENTS_ID, PacketMetadata, assemble, draw_contents, plan_packet
from postmatch.storage import write_archive
from postmatch.ui.downloads import PDF, ZIP

MEBIBYTE = 1024 * 1024
SAMPLE = 64 * 1024  # Streamlit looks at so many bytes at the beginning, in the middle and at the end
NAME = "Okafor_Adaeze_Residency_Application.pdf"


@pytest.fixture
def given_out() -> Callable[[bytes, str], bytes]:
    """``given_out(data, media_type)``: what a browser gets that asks for the address of these bytes."""
    storage = MemoryMediaFileStorage("/media")

    def ask(data: bytes, media_type: str) -> bytes:
        file_id = storage.load_and_get_id(data, media_type, MediaFileKind.DOWNLOADABLE, NAME)
        return storage.get_file(file_id).content

    return ask


def noise(count: int, seed: int = 0) -> bytes:
    return random.Random(seed).randbytes(count)


def unseen(first: bytes, second: bytes) -> bool:
    """True when two large files differ only where Streamlit does not look, but for their last kilobyte."""
    if len(first) != len(second) or len(first) <= MEBIBYTE:
        return False
    middle, tail = (len(first) - SAMPLE) // 2, len(first) - SAMPLE
    seen = (slice(0, SAMPLE), slice(middle, middle + SAMPLE), slice(tail, len(first) - 1024))
    return first != second and all(first[part] == second[part] for part in seen)


def altered(data: bytes, at: float = 0.3) -> bytes:
    """The same length, with one byte changed at that share of the file."""
    place = int(len(data) * at)
    return data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :]


def pdf_of(*drawn: bytes) -> bytes:
    """One page for each of the given bytes, which stand in its content as a comment, uncompressed."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(612, 792), invariant=1, pageCompression=0)
    for data in drawn:
        canvas.addLiteral("% " + data.hex())
        canvas.drawString(72, 700, "A page")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def packet(drawn: bytes) -> bytes:
    """A packet of one large document; its second page, the same in all, fills the end of the file."""
    plan = plan_packet([Source(id="d", kind="other", title="A document", page_count=2)])
    contents = draw_contents(plan, paper=Paper.LETTER, applicant="Adaeze Okafor")
    pdfs = {CONTENTS_ID: contents, "d": pdf_of(drawn, noise(100_000, seed=7))}
    return assemble(plan, pdfs, metadata=PacketMetadata("Application", "Adaeze Okafor", date(2026, 11, 23)))


def archive(upload: bytes) -> bytes:
    """A workspace with one file of these bytes and always the same id."""
    sha256 = hashlib.sha256(upload).hexdigest()
    document = Document(id="d", file_name="a.pdf", upload_sha256=sha256, upload_bytes=len(upload))
    return write_archive(Workspace(id="w", documents=(document,)), {sha256: upload}.__getitem__)


def test_streamlit_mixes_up_two_large_files_of_equal_length_and_equal_samples(given_out: Callable) -> None:
    """If this fails, Streamlit has learnt better and what the others hold is no longer needed."""
    first = noise(2 * MEBIBYTE)
    second = altered(first)
    assert given_out(first, PDF) == first
    assert given_out(second, PDF) == first


def test_two_packets_that_differ_where_streamlit_does_not_look_stay_apart(given_out: Callable) -> None:
    drawn = noise(800_000)
    first, second = packet(drawn), packet(altered(drawn))
    assert unseen(first, second)
    assert len(PdfReader(BytesIO(second)).pages) == len(PdfReader(BytesIO(first)).pages)
    assert given_out(first, PDF) == first
    assert given_out(second, PDF) == second


def test_two_archives_of_equal_length_stay_apart(given_out: Callable) -> None:
    upload = noise(2 * MEBIBYTE)
    first, second = archive(upload), archive(altered(upload))
    assert len(first) == len(second) > MEBIBYTE
    assert given_out(first, ZIP) == first
    assert given_out(second, ZIP) == second


def test_the_archive_is_told_apart_by_its_very_end(given_out: Callable) -> None:
    """Its beginning differs as well, by the hash in the index; the end alone must do, wherever the index lies."""
    upload = noise(2 * MEBIBYTE)
    first, second = archive(upload), archive(altered(upload))
    assert first[-64:] != second[-64:]
    assert given_out(first, ZIP) != given_out(first[:-64] + second[-64:], ZIP)


def offered() -> None:
    import streamlit as st

    from postmatch.ui.downloads import PDF, download

    made = st.session_state.setdefault("made", [])

    def make() -> bytes:
        made.append(1)
        return b"%PDF-"

    download("Get it", make, "a.pdf", PDF, key="get")


def test_the_bytes_of_a_download_are_not_made_before_the_click_and_a_click_does_not_run_the_page() -> None:
    app = AppTest.from_function(offered, default_timeout=60).run()
    assert not app.exception
    button = app.download_button(key="get").proto
    assert app.session_state["made"] == []
    assert button.deferred_file_id
    assert button.ignore_rerun
