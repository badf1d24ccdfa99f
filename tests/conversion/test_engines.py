"""The shared suite: whatever an engine is, the pages of our templates must survive it."""

from __future__ import annotations

import io
import os

import cv2
import numpy as np
import pikepdf
import pypdfium2
import pytest

from postmatch.conversion import ConvertedWord, Workers, engine_names, engine_status
from postmatch.conversion.engines import find_engine
from postmatch.conversion.engines.libreoffice import LibreOfficeEngine
from postmatch.errors import ConversionFailed, EngineUnavailable
from tests.conversion.script_words import WORDS, family
from tests.conversion.word_samples import letter, with_link


@pytest.fixture(scope="module", params=engine_names())
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    if not engine_status(name).available:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not on this machine", pytrace=False)
        pytest.skip(f"{name} is not on this machine")
    return name


def test_its_status_has_a_version_and_words_for_people(engine: str) -> None:
    status = engine_status(engine)
    assert status.version[0].isdigit()
    assert status.label
    assert status.note.endswith(".")
    assert status.limits
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in status.limits)


@pytest.mark.parametrize(("a4", "size"), [(True, (595.3, 841.9)), (False, (612, 792))])
def test_the_paper_stays_what_it_was(engine: str, workers: Workers, a4: bool, size: tuple[float, float]) -> None:
    converted = workers.word_to_pdf(letter("Dear Program Director,", a4=a4), engine=engine)
    assert converted.page_count == 1
    assert pypdfium2.PdfDocument(converted.pdf)[0].get_size() == pytest.approx(size, abs=1)


@pytest.mark.parametrize(
    ("font", "twin"),
    [
        ("Calibri", "Carlito"),
        ("Cambria", "Caladea"),
        ("Arial", "LiberationSans"),
        ("Times New Roman", "LiberationSerif"),
    ],
)
def test_the_metric_twin_is_embedded_without_a_finding(engine: str, workers: Workers, font: str, twin: str) -> None:
    converted = workers.word_to_pdf(letter("Adaeze Okafor, MD", font=font), engine=engine)
    with pikepdf.open(io.BytesIO(converted.pdf)) as pdf:
        fonts = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing]
        names = [str(thing.FontName) for thing in fonts]
        assert all("/FontFile2" in thing or "/FontFile3" in thing for thing in fonts)
    assert any(twin in name for name in names)
    assert converted.warnings == ()


def test_links_survive(engine: str, workers: Workers) -> None:
    converted = workers.word_to_pdf(with_link("https://example.org/cv"), engine=engine)
    with pikepdf.open(io.BytesIO(converted.pdf)) as pdf:
        addresses = [str(item.A.URI) for item in pdf.pages[0].Annots]
    assert addresses
    assert set(addresses) == {"https://example.org/cv"}


def test_accents_dashes_and_many_pages_survive(engine: str, workers: Workers) -> None:
    lines = [f"Line {number}: Nuñez – Šárka & Sons <Inc>" for number in range(120)]
    converted = workers.word_to_pdf(letter(*lines), engine=engine)
    text = " ".join(workers.page_texts(converted.pdf))
    assert converted.page_count >= 3
    assert all(f"Line {number}:" in text for number in range(120))
    assert "Šárka & Sons <Inc>" in text


def test_what_is_no_word_file_fails_by_name(engine: str, workers: Workers) -> None:
    with pytest.raises(ConversionFailed) as failed:
        workers.word_to_pdf(b"not a Word file", engine=engine)
    assert failed.value.hint


def test_an_engine_nobody_knows_is_unavailable(workers: Workers) -> None:
    with pytest.raises(EngineUnavailable, match="wordstar"):
        workers.word_to_pdf(letter("x"), engine="wordstar")
    with pytest.raises(EngineUnavailable):
        find_engine("wordstar")


def test_the_files_are_archival_and_tagged(engine: str, workers: Workers) -> None:
    """PDF/A-2b with its colour profile, tagged, with language (ISO 19005-2, 6.6.4 and 6.2.3)."""
    converted = workers.word_to_pdf(letter("Dear Program Director,"), engine=engine)
    with pikepdf.open(io.BytesIO(converted.pdf)) as pdf:
        with pdf.open_metadata() as xmp:
            assert xmp.pdfa_status == "2B"
        assert [str(intent.S) for intent in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en-US"


def test_letters_that_no_font_has_do_not_stop_the_built_in_engine(workers: Workers) -> None:
    """PDF/A forbids them; the pages are made all the same, and the applicant is told to look."""
    converted = workers.word_to_pdf(letter("Dear 微软,"))
    assert converted.page_count == 1
    assert any(warning.needs_look for warning in converted.warnings)


def test_what_is_free_on_the_last_page_is_measured_above_the_margin_of_the_word_file(
    engine: str, workers: Workers
) -> None:
    """A page of 792 points with 72 at the foot and two lines at the top."""
    short, long = (workers.word_to_pdf(letter(*["One line"] * count), engine=engine) for count in (2, 16))
    assert short.free_share > long.free_share > 0.2
    assert short.free_share == pytest.approx(1 - 2 * 72 / 792, abs=0.08)
    assert workers.word_to_pdf(letter(*["One line"] * 45), engine=engine).page_count == 2


def test_many_in_one_go_are_what_each_is_by_itself(engine: str, workers: Workers) -> None:
    docxs = [letter(*[f"Line of letter {number}"] * (1 + 30 * number)) for number in range(3)]
    together = workers.words_to_pdfs([*docxs[:1], docxs[1], docxs[2]], engine=engine)
    alone = [workers.word_to_pdf(docx, engine=engine) for docx in docxs]
    for one, other in zip(together, alone, strict=True):
        assert isinstance(one, ConvertedWord)
        assert (one.page_count, one.warnings) == (other.page_count, other.warnings)
        assert one.free_share == pytest.approx(other.free_share, abs=0.001)
        assert workers.page_texts(one.pdf) == workers.page_texts(other.pdf)
    assert workers.words_to_pdfs([], engine=engine) == ()


def test_of_many_what_is_no_word_file_fails_them_all_by_name(engine: str, workers: Workers) -> None:
    with pytest.raises(ConversionFailed) as failed:
        workers.words_to_pdfs([letter("x"), b"not a Word file"], engine=engine)
    assert failed.value.hint


def test_names_in_every_script_are_drawn_in_our_fonts_without_a_finding(engine: str, workers: Workers) -> None:
    texts = {script: f"Dr. {word} – {word}, MD" for script, word in WORDS.items()}
    made = workers.words_to_pdfs([letter(text, font="Cambria") for text in texts.values()], engine=engine)
    for script, one in zip(texts, made, strict=True):
        assert isinstance(one, ConvertedWord)
        assert one.warnings == (), script
        names = fonts_of(one.pdf)
        assert any(family(script) in name for name in names), (script, names)
        ours = ("Noto", "Caladea", "Liberation", "Carlito")
        assert all(any(name_of in name for name_of in ours) for name in names), (script, names)


def test_the_engines_draw_every_script_alike(workers: Workers) -> None:
    """The embedded engine says which letters have no shape; LibreOffice does not, and once set words upon each other
    and boxes between them. Both have the same fonts, so their pictures of a line must be nearly the same."""
    if not engine_status("libreoffice").available:
        pytest.skip("LibreOffice is not on this machine")
    docxs = [letter(f"{word} – {word}", font="Arial") for word in WORDS.values()]
    pairs = [workers.words_to_pdfs(docxs, engine=name) for name in ("embedded", "libreoffice")]
    for script, *both in zip(WORDS, *pairs, strict=True):
        ours, theirs = (line_picture(one.pdf) for one in both if isinstance(one, ConvertedWord))
        assert theirs.shape[1] == pytest.approx(ours.shape[1], rel=0.06), script
        assert likeness(ours, theirs) > 0.8, script
    boxes = likeness(*(line_picture(workers.word_to_pdf(letter(text)).pdf) for text in ("মানুষ", "\u0f40" * 4)))
    assert boxes < 0.5


@pytest.mark.parametrize(
    ("text", "called"), [("\u5f20\u4f1f", "Chinese"), ("\uae40", "Korean"), ("\u3084\u307e", "Japanese")]
)
def test_letters_that_no_font_has_are_named_by_their_script(
    engine: str, workers: Workers, text: str, called: str
) -> None:
    if engine == "libreoffice" and not LibreOfficeEngine().boxes(frozenset(text), b""):
        pytest.skip("this machine has a font for it")
    found = workers.word_to_pdf(letter(f"Name: {text} ✓ {WORDS['Thai']}"), engine=engine).warnings
    assert [warning.needs_look for warning in found] == [True]
    assert f"letters: {called}." in found[0].message
    assert "Latin letters" in found[0].message


def fonts_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            str(thing.FontName)
            for thing in opened.objects
            if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing
        ]


def line_picture(pdf: bytes) -> np.ndarray:
    """The ink of a page in grey, cut out close."""
    grey = 255 - pypdfium2.PdfDocument(pdf)[0].render(scale=3, grayscale=True).to_numpy().squeeze()
    rows, columns = (np.flatnonzero(grey.max(axis=axis) > 60) for axis in (1, 0))
    return grey[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def likeness(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation of two pictures brought to one size and blurred a little."""
    size = (400, 60)
    pictures = [cv2.GaussianBlur(cv2.resize(picture, size), (0, 0), 2).ravel() for picture in (one, other)]
    return float(np.corrcoef(*pictures)[0, 1])
