"""What a reader of the letter would stumble over, and how many words it has."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from postmatch.domain.checklist import Finding, FindingStatus
from postmatch.domain.rules.findings import number
from postmatch.ui import session
from postmatch.ui.messages import plain, show_finding
from postmatch.usecases.review_letter import review_letter, word_count

_LENGTH = "letter_length"  # of a short letter the count says it
_UNANSWERED = "letter_unanswered"
_OPEN, _WRONG, _WARNING = (
    ":orange[:material/radio_button_unchecked:]",
    ":red[:material/error:]",
    ":orange[:material/warning:]",
)


def show_word_count() -> None:
    """``312 words; 250 to 400 are usual.``, with a mark outside of that."""
    facts = session.facts()
    count = word_count(session.workspace())
    least, most = number(facts, "letter_words_least"), number(facts, "letter_words_most")
    fits = least <= count <= most
    words = "1 word" if count == 1 else f"{count} words"
    st.badge(
        f"{words} of yours" if fits else f"{words} of yours, {least} to {most} are usual",
        icon=":material/notes:",
        color="green" if fits else "orange" if count else "gray",
    )


def show_review() -> None:
    """Each warning with the words it means; nothing is changed, and none keeps the letter back."""
    findings = review_letter(session.workspace(), session.facts(), session.today())
    said = [one for one in findings if one.status is not FindingStatus.OK]
    if not _is_too_long():
        said = [one for one in said if one.rule_id != _LENGTH]
    broken = [one for one in said if one.status is FindingStatus.UNKNOWN]
    for one in broken:
        show_finding(one)
    if found := [one for one in said if one not in broken]:
        with st.container(border=True, key="letter-review", gap="small"):
            st.markdown("**Before it goes out**")
            _unanswered([one for one in found if one.rule_id == _UNANSWERED])
            for one in found:
                if one.rule_id != _UNANSWERED:
                    st.markdown(_in_words(one))


def _is_too_long() -> bool:
    return word_count(session.workspace()) > number(session.facts(), "letter_words_most")


def _unanswered(findings: Sequence[Finding]) -> None:
    """In one line: what they say and ask for is the same."""
    if findings:
        questions = ", ".join(one.subject for one in findings)
        words = f"Not answered yet: {questions}. The letter says nothing about it."
        st.markdown(f"{_OPEN} {plain(words)} :gray[{plain(findings[0].hint)}]")


def _in_words(finding: Finding) -> str:
    icon = _WRONG if finding.status is FindingStatus.TODO else _WARNING
    return f"{icon} {plain(finding.message)} :gray[{plain(finding.hint)}]"
