"""Signs that no shipped font has are said, because they would print as empty boxes."""

from __future__ import annotations

import io

import docx
import pytest

from postmatch.conversion.fonts import without_shape
from postmatch.domain.documents import RepairCode


def _word(text: str) -> bytes:
    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def test_emoji_have_no_shape_and_printed_symbols_do():
    assert without_shape(["Thank you 👩🏽 ☃", "© 2026 ® 37° Łódź"]) >= {"👩", "☃"}
    assert not without_shape(["© 2026 ® 37°", "Ngozi Łukasz Đỗ محمد"])


@pytest.mark.parametrize(("text", "is_said"), [("Thank you 👩", True), ("Thank you", False)])
def test_a_filled_document_says_what_would_be_a_box(workers, text, is_said):
    warnings = workers.word_to_pdf(_word(text)).warnings
    boxes = [one for one in warnings if one.code is RepairCode.ENGINE_WARNING and "empty boxes" in one.message]
    assert bool(boxes) is is_said
