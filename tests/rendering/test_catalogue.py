from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from postmatch.domain.cv_form import CvSection
from postmatch.errors import TemplateBroken
from postmatch.rendering import catalogue
from postmatch.rendering.catalogue import TEMPLATES_FOLDER, find_template, templates


def test_the_templates_we_ship_are_found_by_their_folder() -> None:
    assert [template.name for template in templates("cv")] == ["academic", "classic", "classic_long", "modern"]
    assert [template.name for template in templates("cover_letter")] == ["classic", "modern"]


def test_each_says_of_itself_what_the_app_shows() -> None:
    for template in (*templates("cv"), *templates("cover_letter")):
        assert template.label
        assert re.fullmatch(r"[A-Z][^.!?]+\.", template.description)
    assert [template.name for template in templates("cv") if template.is_long] == ["classic_long"]


def test_each_cv_names_every_section_once_and_the_academic_one_has_publications_before_work() -> None:
    for template in templates("cv"):
        assert sorted(template.order) == sorted(CvSection)
    academic = find_template("cv", "academic").order
    assert academic.index(CvSection.PUBLICATIONS) < academic.index(CvSection.US_CLINICAL)
    assert find_template("cv", "modern").order == tuple(CvSection)


def test_a_file_in_the_folder_is_registered_and_words_lock_file_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cv").mkdir()
    for name in ("two_columns.docx", "~$two_columns.docx"):
        shutil.copy(TEMPLATES_FOLDER / "cv" / "modern.docx", tmp_path / "cv" / name)
    monkeypatch.setattr(catalogue, "TEMPLATES_FOLDER", tmp_path)
    assert [(template.name, template.label) for template in templates("cv")] == [("two_columns", "Modern")]
    assert templates("cover_letter") == ()


@pytest.mark.parametrize("name", ["", "nothing", "../cv/modern", "modern.docx"])
def test_an_unknown_name_is_said_so(name: str) -> None:
    with pytest.raises(TemplateBroken, match="no CV template named"):
        find_template("cv", name)


def test_every_shipped_font_has_four_styles_and_a_licence_that_is_not_gpl() -> None:
    fonts = TEMPLATES_FOLDER / "fonts"
    families = {path.stem.rsplit("-", 1)[0] for path in fonts.glob("*.ttf")}
    assert families == {"Carlito", "Caladea", "LiberationSans", "LiberationSerif"}
    for family in families:
        assert {path.stem.rsplit("-", 1)[1] for path in fonts.glob(f"{family}-*.ttf")} == {
            "Regular",
            "Bold",
            "Italic",
            "BoldItalic",
        }
        licence = fonts / f"LICENSE-{family.replace('Sans', '').replace('Serif', '')}.txt"
        assert "SIL OPEN FONT LICENSE Version 1.1" in licence.read_text(encoding="utf-8")
