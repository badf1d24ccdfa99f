"""How a waived letter is known again, in whatever file its pages stand.

A page of it may come in other clothes: cropped or on larger paper its text stays, under a stamp its look does. Each of
the two tells the page by itself. What was scanned, saved as another picture or written on has neither left.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from itertools import zip_longest

from postmatch.domain.documents import Document
from postmatch.domain.pages import PageFacts
from postmatch.domain.values import Value

LEAST_LETTERS = 80
"""Letters and digits of a text that tells a page by itself. A page number, a bare letterhead, a scanner's mark or "This
page is left blank" has fewer, and stands in papers of all kinds; a paragraph of a letter has more."""
_DIGEST_LENGTH = 16  # hexadecimal digits, as in ``PageFacts``

Marks = tuple[str, ...]
"""Digests of one page; a page that has one of them in common with another is that page."""


class WaivedLetter(Value):
    """What is kept of a waived letter that is gone for good, to know its copies by. Its pages cannot be had of it."""

    upload_sha256: str
    marks: Marks


def waived_letter(document: Document) -> WaivedLetter:
    """With the marks of all its pages, left out or not."""
    keys = [key for key in document.page_keys if key]
    if not document.page_marks:
        keys += [half for key in keys for half in _halves(key)]
    marks = {*keys, *(mark for marks in document.page_marks for mark in marks)}
    return WaivedLetter(upload_sha256=document.upload_sha256, marks=tuple(sorted(marks)))


def remembered(before: Sequence[WaivedLetter], gone: Iterable[Document]) -> tuple[WaivedLetter, ...]:
    """Those of before, and the waived letters among documents that are given up for good; each once."""
    return tuple(dict.fromkeys((*before, *(waived_letter(document) for document in gone if document.waived))))


def page_marks(pages: Sequence[PageFacts], texts: Sequence[str], *, unread: Collection[int]) -> tuple[Marks, ...]:
    """The marks of each page: of its text, if that is long enough, and of its look, if anything is drawn.

    ``texts`` are those of the file, with nothing in them that was recognised in pictures. Of the ``unread`` pages (from
    1) the text is not what stands on them.
    """
    numbered = enumerate(zip_longest(pages, texts[: len(pages)], fillvalue=""), 1)
    return tuple(
        tuple(mark for mark in (*_text_marks(page, "" if number in unread else text), page.body) if mark)
        for number, (page, text) in numbered
    )


def joined_marks(one: Sequence[Marks], other: Sequence[Marks]) -> tuple[Marks, ...]:
    """For each page the marks of both."""
    return tuple(tuple(dict.fromkeys((*here, *there))) for here, there in zip_longest(one, other, fillvalue=()))


def marks_of(document: Document) -> tuple[Marks, ...]:
    """The marks of each page. A document of an older version has its ``page_keys`` alone: nobody knows how long its
    texts were."""
    return document.page_marks or tuple((key,) if key else () for key in document.page_keys)


def kept_marks(document: Document) -> tuple[Marks, ...]:
    """``marks_of`` with those of pages that are left out emptied, so that positions still count."""
    kept = document.edits.kept
    return tuple(marks if kept is None or number in kept else () for number, marks in enumerate(marks_of(document), 1))


def _text_marks(page: PageFacts, text: str) -> Marks:
    """Of the text as it stands there, which is half of a ``page_keys``, and of its letters in alphabetical order: the
    lines of a page that was turned are read in another order."""
    letters = sorted(filter(str.isalnum, text))
    if len(letters) < LEAST_LETTERS:
        return ()
    return page.text, hashlib.sha256("".join(letters).encode("utf-8", "replace")).hexdigest()[:_DIGEST_LENGTH]


def _halves(key: str) -> Iterable[str]:
    """Text and look, when a key of ``page_keys`` has both."""
    halves = (key[:_DIGEST_LENGTH], key[_DIGEST_LENGTH:])
    return halves if all(halves) else ()
