"""The rules of the portals, one file that passes them all and one failure each."""

from __future__ import annotations

from dataclasses import replace

import pytest

from postmatch.domain.facts import Facts
from postmatch.domain.portal_checks import LetterFile, PictureFacts, letter_file_checks, photo_checks

LETTER = LetterFile(
    file_name="Okafor_LoR_Whitfield.pdf",
    media_type="application/pdf",
    bytes=400_000,
    is_encrypted=False,
    page_sizes=((612.0, 792.0), (611.3, 792.9)),
    texts=(
        "Maple Hollow Medical Center\n100 Hollow Road · 614 555 0110 · medicine@maplehollow.example\nOctober 9, 2025\n"
        "Dear Program Director,\nI recommend Dr. Okafor to your program.",
        "Sincerely, Honora Whitfield, MD",
    ),
)
PHOTO = PictureFacts(format="JPEG", width=375, height=525, dpi=150, bytes=90_000)


def failed(letter: LetterFile, facts: Facts, **options: object) -> list[str]:
    return [check.id for check in letter_file_checks(letter, facts, **options) if not check.passed]  # type: ignore[arg-type]


def test_a_good_letter_passes_every_rule_and_every_piece_of_advice(facts: Facts) -> None:
    checks = letter_file_checks(LETTER, facts, programs=("City Hospital Program",))

    assert [check.id for check in checks if not check.passed] == []
    assert [check.is_required for check in checks].count(True) == 5
    assert len(checks) == 9


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"media_type": "image/jpeg"}, "letter_is_pdf"),
        ({"bytes": 1_000_001}, "letter_size"),
        ({"is_encrypted": True}, "letter_not_locked"),
        ({"file_name": "LoR: Whitfield?.pdf"}, "letter_file_name"),
        ({"page_sizes": ((612.0, 792.0), (595.3, 841.9))}, "letter_page_size"),
        ({"page_sizes": ((792.0, 612.0),)}, "letter_page_size"),
        ({"texts": ("",)}, "letter_was_read"),
        ({"texts": ("614 555 0110 a@b.example Dear Program Director, I recommend her.",)}, "letter_date"),
        ({"texts": ("October 9, 2025\nDear Program Director, I recommend her.",)}, "letter_letterhead"),
        ({"texts": ("614 555 0110 a@b.example 9 Oct 2025\nDear Dr. Lee,\nI recommend her.",)}, "letter_salutation"),
    ],
)
def test_each_rule_fails_alone_and_says_what_to_do(change: dict[str, object], rule: str, facts: Facts) -> None:
    letter = replace(LETTER, **change)  # type: ignore[arg-type]

    assert failed(letter, facts) == [rule]
    (check,) = [check for check in letter_file_checks(letter, facts) if not check.passed]
    assert check.hint.endswith((".", "?"))
    assert check.message.endswith(".")
    assert check.source


def test_the_limit_itself_passes(facts: Facts) -> None:
    assert failed(replace(LETTER, bytes=1_000_000), facts) == []


def test_a_program_of_the_applicant_in_a_letter_to_all_is_noticed(facts: Facts) -> None:
    letter = replace(LETTER, texts=(*LETTER.texts, "She will be an asset to City\nHospital  Program."))

    assert failed(letter, facts, programs=("City Hospital Program",)) == ["letter_names_no_program"]
    assert failed(letter, facts, programs=("", "Other Program")) == []


def test_the_name_of_the_page_that_does_not_fit_is_given(facts: Facts) -> None:
    checks = letter_file_checks(replace(LETTER, page_sizes=((612, 792), (595, 842), (842, 595))), facts)

    assert next(check.message for check in checks if check.id == "letter_page_size").endswith("page 2, 3.")


def test_a_good_photo_passes(facts: Facts) -> None:
    assert [check.id for check in photo_checks(PHOTO, facts) if not check.passed] == []
    assert all(check.source and check.is_required for check in photo_checks(PHOTO, facts))


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({"format": "HEIF"}, ["photo_format"]),
        ({"width": 750, "height": 1050}, ["photo_pixels"]),
        ({"width": 525, "height": 375}, ["photo_shape", "photo_pixels"]),
        ({"width": 0, "height": 0}, ["photo_shape", "photo_pixels"]),
        ({"dpi": None}, ["photo_dpi"]),
        ({"dpi": 72}, ["photo_dpi"]),
        ({"dpi": 149.99}, []),
        ({"bytes": 150_001}, ["photo_size"]),
    ],
)
def test_each_rule_of_the_photo(change: dict[str, object], rules: list[str], facts: Facts) -> None:
    checks = photo_checks(PHOTO.model_copy(update=change), facts)

    assert [check.id for check in checks if not check.passed] == rules
    assert all(check.hint for check in checks if not check.passed)
