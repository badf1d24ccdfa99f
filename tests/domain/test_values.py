"""Values: frozen, strict about what they do not know, and choices that carry their words."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from postmatch.domain.profile import Language
from postmatch.domain.values import LabelledEnum, new_id
from postmatch.domain.workspace import Choices, Paper


def test_a_value_cannot_be_changed_in_place() -> None:
    language = Language(name="Igbo")
    with pytest.raises(ValidationError, match="frozen"):
        language.name = "Yoruba"


def test_an_unknown_field_is_refused_and_blanks_around_text_go() -> None:
    with pytest.raises(ValidationError, match="dialect"):
        Language.model_validate({"name": "Igbo", "dialect": "Onitsha"})
    assert Language(name="  Igbo \n").name == "Igbo"


def test_a_choice_is_stored_as_its_word_and_shown_by_its_label() -> None:
    assert Choices(paper=Paper.A4).model_dump(mode="json")["paper"] == "a4"
    assert Choices.model_validate({"paper": "a4"}).paper is Paper.A4
    assert Paper.A4.label == "A4 (210 × 297 mm)"


def all_choices(base: type[LabelledEnum] = LabelledEnum) -> list[type[LabelledEnum]]:
    return [one for child in base.__subclasses__() for one in (child, *all_choices(child))]


def test_every_choice_that_people_see_has_words_of_its_own() -> None:
    found = all_choices()
    assert Paper in found
    for choice in found:
        labels = [member.label for member in choice]
        assert all(labels)
        assert len(set(labels)) == len(labels)


def test_ids_are_short_and_do_not_repeat() -> None:
    ids = {new_id() for _ in range(2000)}
    assert len(ids) >= 1999
    assert all(len(one) == 8 and int(one, 16) >= 0 for one in ids)
