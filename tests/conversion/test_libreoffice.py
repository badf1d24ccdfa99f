"""What is particular to LibreOffice: it asks nobody outside, and one bad document does not cost the others theirs."""

from __future__ import annotations

import io
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pikepdf
import pytest
from PIL import Image

from postmatch.conversion.engines import engine_status
from postmatch.conversion.engines.libreoffice import LibreOfficeEngine
from postmatch.conversion.engines.result import LaidOut
from postmatch.conversion.word_file import WordFile, open_word
from postmatch.errors import ConversionFailed
from tests.conversion.word_samples import letter, part, with_parts, written

pytestmark = pytest.mark.skipif(not engine_status("libreoffice").available, reason="LibreOffice is not on this machine")
RELATIONS = "word/_rels/document.xml.rels"


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 40), "red").save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What a web server on this machine was asked for; its address is the first entry."""
    found: list[str] = []

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(picture())

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answering)
    found.append(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield found
    server.shutdown()


def linking_to(address: str) -> bytes:
    """A Word file with a picture that is not inside it but at ``address``."""
    document = docx.Document()
    document.add_paragraph("Before the picture")
    document.add_picture(io.BytesIO(picture()))
    plain = written(document)
    body = part(plain, "word/document.xml").replace(b"r:embed=", b"r:link=")
    relations = part(plain, RELATIONS)
    start = relations.index(b'Target="media/')
    target = relations[start : relations.index(b'"', start + 8) + 1]
    changed = relations.replace(target, f'TargetMode="External" Target="{address}"'.encode())
    return with_parts(plain, {"word/document.xml": body, RELATIONS: changed})


def pictures_of(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return sum(len(page.get_images()) for page in opened.pages)


def by_hand(docx_bytes: bytes, folder: Path) -> bytes:
    """The same file in LibreOffice as it comes."""
    (folder / "x.docx").write_bytes(docx_bytes)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "x.docx")]
    subprocess.run(command, check=True, capture_output=True)
    return (folder / "x.pdf").read_bytes()


def test_a_picture_of_the_web_is_not_fetched(asked: list[str], tmp_path: Path) -> None:
    """Handed over uncut, so that only LibreOffice's own locks stand between it and the web."""
    uncut = linking_to(f"{asked[0]}/secret.png")
    made = LibreOfficeEngine().convert(WordFile(uncut, open_word(uncut).parts, 0))
    assert made.page_count == 1
    assert asked[1:] == []
    by_hand(uncut, tmp_path)
    assert "/secret.png" in asked[1:]


def test_a_picture_of_this_machine_is_not_read(tmp_path: Path) -> None:
    private = tmp_path / "private.png"
    private.write_bytes(picture())
    uncut = linking_to(private.as_uri())
    made = LibreOfficeEngine().convert(WordFile(uncut, open_word(uncut).parts, 0))
    assert pictures_of(made.pdf) == 0
    assert pictures_of(by_hand(uncut, tmp_path)) == 1


def test_of_many_each_gets_its_own_pdf_or_its_own_reason() -> None:
    sound = [open_word(letter("First")), open_word(letter(*["line"] * 60))]
    cut_short = WordFile(sound[1].docx[:3000], sound[1].parts, 0)
    made = LibreOfficeEngine().convert_many([sound[0], cut_short, sound[1]])
    first, bad, last = made
    assert isinstance(first, LaidOut)
    assert isinstance(bad, ConversionFailed)
    assert isinstance(last, LaidOut)
    assert (first.page_count, last.page_count) == (1, 3)


def test_no_documents_need_no_program() -> None:
    assert LibreOfficeEngine().convert_many([]) == ()


def test_where_none_can_be_kept_running_one_call_makes_them_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("postmatch.conversion.engines.warm_office.sys.platform", "elsewhere")
    made = LibreOfficeEngine().convert_many([open_word(letter(f"Letter {number}")) for number in range(3)])
    assert [one.page_count for one in made if isinstance(one, LaidOut)] == [1, 1, 1]
