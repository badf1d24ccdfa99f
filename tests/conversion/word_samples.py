"""Word files made for one test each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm


def written(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def letter(*paragraphs: str, font: str = "Calibri", a4: bool = False) -> bytes:
    document = docx.Document()
    document.styles["Normal"].font.name = font
    if a4:
        document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    for text in paragraphs:
        document.add_paragraph(text)
    return written(document)


def with_link(address: str) -> bytes:
    """A link as Word writes it, with its character style: LibreOffice 7.4 loses links whose run lacks it."""
    document = docx.Document()
    document.styles.add_style("Hyperlink", docx.enum.style.WD_STYLE_TYPE.CHARACTER)
    relation = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = document.add_paragraph("See ").add_run("my page", style="Hyperlink")
    run._r.addprevious(link)
    link.append(run._r)
    return written(document)


def with_parts(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, changed.get(name, source.read(name)))
        for name in changed.keys() - set(source.namelist()):
            target.writestr(name, changed[name])
    return stream.getvalue()


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return source.read(name)


def with_body(xml: str) -> bytes:
    """A file whose body is this XML, in the usual namespaces w, r, m, mc, wps and v."""
    head = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
        'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>'
    )
    return with_parts(letter(), {"word/document.xml": f"{head}{xml}</w:body></w:document>".encode()})
