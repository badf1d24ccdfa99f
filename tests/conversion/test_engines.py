"""The shared suite: whatever an engine is, the pages of our templates must survive it."""

from __future__ import annotations

import io
import os

import pikepdf
import pypdfium2
import pytest

from postmatch.conversion import Workers, engine_names, engine_status
from postmatch.conversion.engines import find_engine
from postmatch.errors import ConversionFailed, EngineUnavailable
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


def test_the_built_in_engine_makes_archival_tagged_files(workers: Workers) -> None:
    """PDF/A-2b with its colour profile, tagged, with language (ISO 19005-2, 6.6.4 and 6.2.3)."""
    converted = workers.word_to_pdf(letter("Dear Program Director,"))
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
