"""The facts of pages as they are kept: used while they can be trusted, drawn anew when not."""

from __future__ import annotations

import hashlib

import pytest

from postmatch.domain.edits import StoredPdf
from postmatch.usecases.page_facts import page_facts_of, write_page_facts


@pytest.fixture
def kept(tools, pdf):
    """``kept(facts)``: a stored PDF of two pages whose kept facts are these bytes, and where its bytes lie."""
    data = pdf("words", 2)

    def store(facts: bytes | None):
        blobs = {hashlib.sha256(one).hexdigest(): one for one in (data, facts or b"")}
        stored = StoredPdf(
            sha256=hashlib.sha256(data).hexdigest(),
            bytes=len(data),
            page_count=2,
            pages_sha256=hashlib.sha256(facts).hexdigest() if facts is not None else "",
        )
        return stored, blobs.__getitem__

    return store


@pytest.fixture
def drawn(tools, pdf):
    return tools.workers.page_facts(pdf("words", 2))


def _marked(pages):
    """Facts that no drawing gives, so that it is seen where they come from."""
    return tuple(page.model_copy(update={"text": "0" * 16}) for page in pages)


def test_facts_that_were_kept_are_not_drawn_again(tools, kept, drawn):
    stored, blob = kept(write_page_facts(_marked(drawn)))
    assert page_facts_of(stored, tools, blob=blob) == _marked(drawn)


def test_facts_are_drawn_when_none_were_kept(tools, kept, drawn):
    stored, blob = kept(None)
    assert page_facts_of(stored, tools, blob=blob) == drawn


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.replace(b"pypdfium2 ", b"pypdfium2 0."),  # as another version drew them
        lambda data: b"{}",
        lambda data: b"\xff not JSON",
        lambda data: write_page_facts(()),
    ],
)
def test_facts_that_cannot_be_trusted_are_drawn_anew(tools, kept, drawn, change):
    stored, blob = kept(change(write_page_facts(_marked(drawn))))
    assert page_facts_of(stored, tools, blob=blob) == drawn
