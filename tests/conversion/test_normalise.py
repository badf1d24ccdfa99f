"""The gate as a whole, in worker processes; ``test_normalise_corpus`` holds it to the manifest of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from postmatch.conversion import Workers
from postmatch.domain.documents import Normalised, Upload
from postmatch.domain.facts import Limits
from postmatch.domain.pages import TextSource
from postmatch.errors import UploadRefused
from tests.corpus import read_manifest

LIMITS = Limits()


def test_a_result_goes_through_the_gate_unchanged(workers: Workers, corpus: Path) -> None:
    seen = 0
    for row in read_manifest("pdf_good", "pdf_bad", "images", "docx"):
        try:
            result = workers.normalise(Upload(row.name, (corpus / row.path).read_bytes()), limits=LIMITS)
        except UploadRefused:
            continue
        again = workers.normalise(Upload("again.pdf", result.pdf), limits=LIMITS)
        assert (again.repairs, again.pages, again.texts) == ((), result.pages, result.texts), row.path
        seen += 1
    assert seen > 80


def test_a_wrong_password_opens_nothing_and_is_not_repeated(workers: Workers, corpus: Path) -> None:
    locked = [row for row in read_manifest("pdf_bad") if row.passwords]
    assert len(locked) >= 7
    for row in locked:
        with pytest.raises(UploadRefused) as refused:
            workers.normalise(Upload(row.name, (corpus / row.path).read_bytes()), limits=LIMITS, password="not it")
        assert refused.value.reason == "wrong_password"
        assert "not it" not in str(refused.value)


def test_a_result_tells_text_looks_and_source_of_the_text_page_by_page(workers: Workers, corpus: Path) -> None:
    def through(path: str) -> Normalised:
        return workers.normalise(Upload(path, (corpus / path).read_bytes()), limits=LIMITS)

    text, scan = through("pdf_good/sample-files-pdflatex-4-pages.pdf"), through("pdf_good/pikepdf-congress.pdf")
    assert len(text.texts) == len(text.pages) == 4
    assert (text.text_source, scan.text_source) == (TextSource.PDF, TextSource.NONE)
    assert scan.texts == ("",)
    assert scan.pages[0].text == ""
    assert len({page.body for page in text.pages}) == 4
    assert (text.pages[0].width, text.pages[0].height) == pytest.approx((595.3, 841.9), abs=0.1)


def test_a_file_is_taken_for_what_it_is_whatever_its_name_says(workers: Workers, corpus: Path) -> None:
    for path, code in (
        ("pdf_bad/pikepdf-jpeg-named.pdf", "converted_from_image"),
        ("pdf_bad/python-docx-template-word-named.pdf", "converted_from_word"),
    ):
        data = (corpus / path).read_bytes()
        lying = workers.normalise(Upload("scan.pdf", data), limits=LIMITS)
        assert [repair.code.value for repair in lying.repairs[:2]] == ["type_differs_from_name", code]
        plain = workers.normalise(Upload("no ending, emoji 🩺 / and slash", data), limits=LIMITS)
        assert plain.repairs == lying.repairs[1:]


def test_empty_and_too_large_uploads_are_refused(workers: Workers) -> None:
    for data, reason in ((b"", "empty"), (b"%PDF-1.4" + b"x" * 200, "too_large")):
        with pytest.raises(UploadRefused) as refused:
            workers.normalise(Upload("x.pdf", data), limits=Limits(upload_bytes=100))
        assert refused.value.reason == reason
