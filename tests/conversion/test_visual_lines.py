"""Letters in the lines in which they are seen."""

from __future__ import annotations

from postmatch.conversion.visual_lines import SeenLetters, in_visual_lines

WIDE, HIGH = 0.01, 0.02


def letters(*words: tuple[float, float, str]) -> tuple[str, list[tuple[float, float, float, float] | None]]:
    """The text of words drawn one after the other, each letter with its box, blanks with none."""
    text, boxes = "", []
    for left, top, word in words:
        for place, sign in enumerate(word):
            x = left + place * WIDE
            text += sign
            boxes.append(None if sign.isspace() else (x, top, x + WIDE, top + HIGH))
    return text, boxes


def test_what_is_drawn_last_stands_where_it_is_seen() -> None:
    text, boxes = in_visual_lines(
        *letters((0.1, 0.1, "SSN"), (0.1, 0.2, "Born"), (0.2, 0.1, "219"), (0.2, 0.2, "1994")), width_to_height=1.0
    )

    assert text == "SSN 219\nBorn 1994\n"
    assert [box for box in boxes if box] == sorted((box for box in boxes if box), key=lambda box: (box[1], box[0]))
    assert [sign for sign, box in zip(text, boxes, strict=True) if box is None] == [" ", "\n", " ", "\n"]


def test_letters_of_one_word_stay_together_and_those_in_boxes_apart() -> None:
    close, _ = in_visual_lines(*letters((0.1, 0.1, "A"), (0.11, 0.1, "1")), width_to_height=1.0)
    apart, _ = in_visual_lines(*letters((0.1, 0.1, "A"), (0.13, 0.1, "1")), width_to_height=1.0)

    assert (close, apart) == ("A1\n", "A 1\n")


def test_a_word_that_stands_a_little_lower_is_in_the_same_line() -> None:
    text, _ = in_visual_lines(*letters((0.3, 0.105, "2"), (0.1, 0.1, "1"), (0.1, 0.12, "3")), width_to_height=1.0)

    assert text == "1 2\n3\n"


def test_a_page_without_letters_has_no_lines() -> None:
    assert in_visual_lines(" \n", [None, None], width_to_height=1.0) == ("", [])


def test_lines_of_a_page_that_was_scanned_aslant_are_told_by_their_fall() -> None:
    words = letters((0.1, 0.1, "SSN"), (0.1, 0.13, "Born"), (0.8, 0.135, "219"), (0.8, 0.165, "1994"))
    level, _ = SeenLetters(*words, width_to_height=1.0, fall=0.05).in_both_orders()[1]
    untold, _ = SeenLetters(*words, width_to_height=1.0).in_both_orders()[1]

    assert level == "SSN 219\nBorn 1994\n"
    assert untold == "SSN\nBorn 219\n1994\n"
