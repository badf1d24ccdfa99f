"""Words of a file without the numbers that nobody needs before a contract: each is named as left out, not kept.

Such words are stored before the applicant has said yes to anything, so a number in them would be stored unasked.
"""

from __future__ import annotations

from collections.abc import Sequence

from postmatch.domain.sensitive_numbers import sensitive_spans


def without_numbers(text: str) -> str:
    """``SSN: [Social Security number left out]``; the lines stay as many as they were."""
    out, at = [], 0
    for span in sensitive_spans(text):
        breaks = "\n" * text.count("\n", span.start, span.end)
        kind = span.kind.label[:1].upper() + span.kind.label[1:]
        out += [text[at : span.start], f"[{kind} left out]{breaks}"]
        at = span.end
    return "".join([*out, text[at:]])


def lines_without_numbers(lines: Sequence[str]) -> list[str]:
    """The same line by line; a label may stand in the line above its number."""
    whole = "\n".join(line.replace("\n", " ") for line in lines)
    return without_numbers(whole).split("\n") if lines else []
