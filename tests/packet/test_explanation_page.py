from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.conversion import Workers
from postmatch.domain.workspace import Paper
from postmatch.errors import PacketImpossible
from postmatch.packet import draw_explanation, explanation_title
from tests.packet.packets import untimed

WORDS = "My medical school closed in 2023.\n\nThe ministry will issue a certified copy; I will send it at once."


def _drawn(words: str = WORDS, *, title: str = "About the diploma", paper: Paper = Paper.LETTER) -> bytes:
    return draw_explanation(
        title=title, words=words, applicant="Adaeze Okafor", paper=paper, made_on=date(2026, 11, 25)
    )


@pytest.mark.parametrize("paper", list(Paper))
def test_it_says_what_the_applicant_says_with_name_and_date(paper: Paper, workers: Workers) -> None:
    (text,) = workers.page_texts(_drawn(paper=paper))
    assert text.split() == ["About", "the", "diploma", *WORDS.split(), *["Adaeze", "Okafor", "November", "25,", "2026"]]


def test_paragraphs_are_tagged_one_by_one() -> None:
    with pikepdf.open(BytesIO(_drawn())) as pdf:
        assert [str(element.S) for element in pdf.Root.StructTreeRoot.K[0].K] == ["/H1", "/P", "/P", "/P", "/P"]
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("en-US", "About the diploma")


def test_the_same_words_give_the_same_bytes() -> None:
    assert _drawn() == _drawn()


@pytest.mark.parametrize("words", ["", "  \n \n", "\u200b"])
def test_a_page_without_words_is_refused(words: str) -> None:
    with pytest.raises(PacketImpossible, match="“About the diploma” has no words yet"):
        _drawn(words)


@pytest.mark.parametrize("words", ["أغلقت كليتي", "The school is 医学部."])
def test_letters_that_cannot_be_printed_are_refused_not_left_out(words: str) -> None:
    with pytest.raises(PacketImpossible, match="letters that cannot be printed"):
        _drawn(words)


@pytest.mark.parametrize("sentence", ["It will be sent when the archive opens again. ", "Wait.\n"])
@pytest.mark.parametrize("paper", list(Paper))
def test_words_for_more_than_a_page_are_refused_with_how_much_to_shorten(sentence: str, paper: Paper) -> None:
    words = sentence * 200
    with pytest.raises(PacketImpossible, match=r"about (\d+) letters too long") as caught:
        _drawn(words, paper=paper)
    too_many = int(re.search(r"about (\d+) letters", caught.value.message)[1])
    assert _drawn(words[: round(0.9 * (len(words) - too_many))], paper=paper)


def test_a_page_just_full_is_drawn(workers: Workers) -> None:
    words = "a sentence of six short words. " * 80
    (text,) = workers.page_texts(_drawn(words))
    assert text.split().count("sentence") == 80
    assert text.rstrip().endswith("November 25, 2026")


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Medical school transcript", "About the medical school transcript"),
        ("MSPE (Dean's letter)", "About the MSPE (Dean's letter)"),
        ("MyERAS application", "About the MyERAS application"),
        ("USMLE transcript", "About the USMLE transcript"),
        ("Photo", "About the photo"),
    ],
)
def test_the_heading_names_the_missing_document(label: str, title: str) -> None:
    assert explanation_title(label) == title


@untimed
@given(st.text(st.characters(codec="latin-1"), min_size=1, max_size=500))
def test_any_western_words_are_drawn_on_one_page_or_refused(words: str) -> None:
    try:
        drawn = _drawn(words)
    except PacketImpossible:
        return
    with pikepdf.open(BytesIO(drawn)) as pdf:
        assert len(pdf.pages) == 1
