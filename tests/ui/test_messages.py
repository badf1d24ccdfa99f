"""Words on the screen: text of the applicant stays text, and figures read as people say them."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from postmatch.ui.messages import lead_time, plain, size_label

HAZARDS = (
    "[click](https://example.com)",
    "![x](https://example.com/x.png)",
    "<https://example.com>",
    "https://example.com",
    "www.example.com",
    "eve@example.com",
    "[a]: https://example.com",
    ":smile:",
    ":material/delete:",
    ":streamlit:",
    "$x^2$",
    "$$\\int$$",
    "\\(x\\)",
    ":red[alarm]",
    ":blue-background[x]",
    ":green-badge[In the packet]",
    ":small[x]",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "<!-- gone -->",
    "&lt;b&gt;",
    "&nbsp;&#58;smile&#58;",
    "**bold** __bold__ *i* _i_",
    "~~gone~~",
    "`code`",
    "```\ncode\n```",
    "# Heading",
    "- item",
    "+ item",
    "1. item",
    "1) item",
    "> quote",
    "---",
    "===",
    "| a | b |\n|---|---|",
    "line one\nline two",
    "two\n\nparagraphs",
    "tab\there",
    "\\",
    "\\*",
    "<- -> -- >= <=",
    "[^1]",
    "- [x] done",
)
# What Markdown may be made of; an ASCII mark does nothing once a backslash stands before it (CommonMark 2.4).
MARKS = r"\`*_{}[]()<>#+-.!|~$:^=&"


def read_back(escaped: str) -> str:
    """What a reader sees: a backslash before ASCII punctuation is gone, the mark stays, a word joiner has no width."""
    return re.sub(rf"\\([{re.escape(string.punctuation)}])", r"\1", escaped).replace("\u2060", "")


def unescaped(text: str) -> set[str]:
    """The marks in it that no backslash stands before."""
    return set(re.sub(r"\\.", "", text)) & set(MARKS)


@pytest.mark.parametrize("text", HAZARDS)
def test_no_mark_of_markdown_is_left_to_act(text: str) -> None:
    assert unescaped(plain(text)) == set()


@given(st.text(st.sampled_from(MARKS + string.ascii_letters + "0189 \n\t;\"'/@,?%éß–“😀")))
@example("\\")
@example("a\\")
@example("\\\\*")
def test_any_text_reads_as_it_was_typed_on_one_line_and_nothing_acts(text: str) -> None:
    escaped = plain(text)
    assert unescaped(escaped) == set()
    assert read_back(escaped) == " ".join(text.split())
    assert "\n" not in escaped


@given(st.text())
def test_any_unicode_text_survives_escaping(text: str) -> None:
    assert read_back(plain(text)) == " ".join(text.split())


def every_box(text: str) -> None:
    import streamlit as st

    from postmatch.ui import messages, session

    st.markdown(f"**{messages.plain(text)}**")
    for level in ("info", "success", "warning", "error"):
        messages.say(level, text, text)
        session.tell(level, text, text)
    messages.show_notices()
    messages.show_notices()


def test_every_box_shows_message_and_hint_escaped_and_a_notice_once() -> None:
    app = AppTest.from_function(every_box, kwargs={"text": ":red[Eve] ![x](y)"}, default_timeout=60).run()
    assert not app.exception
    escaped = r"\:red\[Eve\] \!\[x\]\(y\)"
    for level in ("info", "success", "warning", "error"):
        assert [element.value for element in getattr(app, level)] == [f"{escaped}  \n{escaped}"] * 2
    assert app.markdown[0].value == f"**{escaped}**"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "can be done now"),
        (0, "can be done now"),
        (1, "about 1 day"),
        (13, "about 13 days"),
        (14, "about 2 weeks"),
        (30, "about 4 weeks"),
        (365, "about 52 weeks"),
    ],
)
def test_a_lead_time_is_said_in_days_and_from_two_weeks_on_in_weeks(days: int, words: str) -> None:
    assert lead_time(days) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "empty"),
        (499, "1 KB"),
        (1_000, "1 KB"),
        (640_400, "640 KB"),
        (999_499, "999 KB"),
        (999_500, "1.0 MB"),
        (1_000_000, "1.0 MB"),
        (1_449_999, "1.4 MB"),
        (25 * 1024 * 1024, "26.2 MB"),
    ],
)
def test_a_size_is_said_as_mail_programs_count(count: int, words: str) -> None:
    assert size_label(count) == words


@given(st.integers(1, 10**9))
@example(999_500)
@example(999_999)
def test_a_size_never_reads_as_a_thousand_of_the_smaller_unit(count: int) -> None:
    number, unit = size_label(count).split()
    assert unit == "MB" or float(number) < 1000
