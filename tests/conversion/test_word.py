from __future__ import annotations

import pytest

from postmatch.conversion.pages import read_texts
from postmatch.conversion.word import convert_word, missing_words, normalise_word
from postmatch.conversion.word_file import open_word
from postmatch.domain.documents import Normalised
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed, UploadRefused
from tests.conversion.word_samples import letter, part, with_body, with_link, with_parts

LIMITS = Limits()


def gate(docx: bytes, **limits: int) -> Normalised:
    return normalise_word(docx, limits=Limits(**limits), engine="embedded")  # type: ignore[arg-type]


def text_of(result: Normalised) -> str:
    return "\n".join(read_texts(result.pdf))


def codes(result: Normalised) -> dict[str, bool]:
    return {repair.code.value: repair.needs_look for repair in result.repairs}


def with_relation(docx: bytes, kind: str, target: str) -> bytes:
    name = "word/_rels/document.xml.rels"
    relation = (
        f'<Relationship Id="rIdX" TargetMode="External" Target="{target}" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/></Relationships>'
    )
    return with_parts(docx, {name: part(docx, name).replace(b"</Relationships>", relation.encode())})


def test_every_word_arrives_and_nothing_but_the_conversion_is_reported() -> None:
    result = gate(letter("Dear Dr. Nuñez,", "Smith & Sons <Inc> offers co-operation in Zürich."))
    assert codes(result) == {"converted_from_word": False}
    assert "Smith & Sons <Inc>" in text_of(result)


@pytest.mark.parametrize("kind", ["image", "attachedTemplate", "frame", "subDocument", "oleObject"])
def test_what_would_be_fetched_from_outside_is_cut_and_said(kind: str) -> None:
    result = gate(with_relation(letter("Body"), kind, "http://127.0.0.1:9/x.png"))
    assert codes(result)["external_links_cut"] is True


def test_hyperlinks_are_no_finding_unless_they_lead_to_a_file() -> None:
    assert codes(gate(with_link("https://example.org/"))) == {"converted_from_word": False}
    assert "active_content_removed" in codes(gate(with_link("file:///etc/passwd")))


@pytest.mark.parametrize("code", ["DDEAUTO c:\\x", "INCLUDEPICTURE http://x/y.png", "includetext /etc/passwd"])
def test_fields_that_read_other_files_lose_their_instruction(code: str) -> None:
    begin, end = ('<w:r><w:fldChar w:fldCharType="%s"/></w:r>' % kind for kind in ("begin", "end"))  # noqa: UP031
    body = f"<w:p>{begin}<w:r><w:instrText> {code} </w:instrText></w:r>{end}<w:r><w:t>Text</w:t></w:r></w:p>"
    assert "external_links_cut" in codes(gate(with_body(body)))


def test_an_equation_that_the_engine_cannot_lay_out_comes_as_text() -> None:
    run = "<m:r><m:t>{}</m:t></m:r>"
    lower = f"<m:sSub><m:e>{run.format('y1')}</m:e><m:sub>{run.format('z2')}</m:sub></m:sSub>"
    body = f"<w:p><m:oMath>{run.format('x0')}{lower}</m:oMath></w:p>"
    result = gate(with_body(body))
    assert "x0" in text_of(result).replace(" ", "")
    assert codes(result) == {"converted_from_word": False, "engine_warning": True}


def test_text_boxes_arrive_once_and_ask_for_a_look() -> None:
    body = "<w:p><w:r><w:t>Visible words</w:t></w:r></w:p><w:p><w:r><w:pict><v:rect style='width:1pt'><v:textbox>"
    body += "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    body += "</v:textbox></v:rect></w:pict></w:r></w:p>"
    result = gate(with_body(body))
    assert text_of(result).count("Boxed") == 1
    assert codes(result) == {"converted_from_word": False, "engine_warning": True}


def test_words_that_are_lost_on_the_way_are_noticed() -> None:
    docx = letter("Chief Resident at Lagos General", "Lagos, co-operation \ufb01le")
    texts = list(open_word(docx).texts())
    assert missing_words(texts, "CHIEF RESI-\nDENT at Lagos\nGeneral Lagos, co-ope-\nration file") == []
    assert missing_words(texts, "Chief Resident at Lagos General co-operation file") == ["lagos"]
    assert missing_words(texts, "Chief at Lagos General, Lagos, co-operation file") == ["resident"]


def test_deleted_and_hidden_words_are_not_missed() -> None:
    body = (
        "<w:p><w:r><w:t>Kept</w:t></w:r><w:del w:id='1' w:author='a'><w:r><w:delText>Gone</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Hidden</w:t></w:r></w:p>"
    )
    result = gate(with_body(body))
    assert codes(result) == {"converted_from_word": False}
    assert "Gone" not in text_of(result)


def test_letters_that_no_font_has_ask_for_a_look_without_being_quoted() -> None:
    result = gate(letter("Name: \u5f20\u4f1f"))
    assert codes(result)["engine_warning"] is True
    assert all("\u5f20" not in repair.message for repair in result.repairs)


@pytest.mark.parametrize(
    "docx",
    [
        with_parts(letter(), {"word/document.xml": b"<w:document>"}),
        with_parts(letter(), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        with_body("<w:tbl><w:tr><w:tc>" * 3000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 3000),
        b"PK\x03\x04 cut short",
    ],
    ids=["half", "entities", "nested tables", "no zip"],
)
def test_damaged_and_hostile_files_are_refused(docx: bytes) -> None:
    with pytest.raises(UploadRefused) as refused:
        gate(docx)
    assert refused.value.reason == "damaged"
    with pytest.raises(ConversionFailed):
        convert_word(docx, engine="embedded")


def test_too_many_pages_are_refused() -> None:
    with pytest.raises(UploadRefused) as refused:
        gate(letter(*["line"] * 200), upload_pages=2)
    assert refused.value.reason == "too_many_pages"


def test_a_template_of_ours_converts_with_its_words() -> None:
    converted = convert_word(letter("Adaeze Okafor"), engine="embedded")
    assert read_texts(converted.pdf) == ("Adaeze Okafor",)
    assert converted.warnings == ()
