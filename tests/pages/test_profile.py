"""The profile page as an applicant uses it: type, leave, come back, add, remove, put in order."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from postmatch.ui.forms import SECTIONS

ROOT = Path(__file__).resolve().parents[2]


class ProfilePage:
    """The page in a session of its own; every step asserts that nothing broke."""

    def __init__(self) -> None:
        self.app = AppTest.from_file(str(ROOT / "postmatch/ui/main.py"), default_timeout=60)
        self._run()
        self.visit("profile")

    def _run(self) -> None:
        self.app.run()
        assert not self.app.exception, self.app.exception

    def visit(self, page: str) -> None:
        self.app.switch_page(str(ROOT / f"pages/{page}.py"))
        self._run()

    def section(self, name: str) -> None:
        self.app.get_by_key("profile.section").set_value(name)
        self._run()

    def fill(self, key: str, value: object) -> None:
        self.app.get_by_key(key).set_value(value)
        self._run()

    def press(self, key: str) -> None:
        self.app.button(key=key).click()
        self._run()

    def value(self, key: str) -> object:
        return self.app.get_by_key(key).value

    def change_elsewhere(self) -> None:
        """Another tab saves something, which this one has not seen yet when its next run begins."""
        repository = self.app.session_state["postmatch"].repository
        workspace = repository.load().workspace
        summary = workspace.profile.model_copy(update={"summary": "Typed elsewhere"})
        repository.save(workspace.with_profile(summary), expected_revision=repository.revision(), blobs={})

    def add(self, name: str, button: str, /, **fields: object) -> str:
        """Adds an item, fills its fields and returns its id."""
        before = set(self.ids(name))
        self.press(f"profile.{name}.{button}")
        (new,) = set(self.ids(name)) - before
        for field, value in fields.items():
            self.fill(f"profile.{name}.{new}.{field}", value)
        return new

    def ids(self, name: str) -> list[str]:
        """The ids of the items of a list, in the order on the page."""
        keys = [button.key for button in self.app.button if button.key.endswith((".fold", ".remove"))]
        found = [key.split(".")[2] for key in keys if key.startswith(f"profile.{name}.")]
        return list(dict.fromkeys(found))

    def texts(self) -> str:
        return "\n".join(element.value for element in self.app.markdown)


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ProfilePage:
    monkeypatch.setenv("POSTMATCH_DATA_DIR", str(tmp_path))
    return ProfilePage()


def test_a_new_applicant_can_open_every_section_and_is_not_reproached(page: ProfilePage) -> None:
    for name in SECTIONS:
        page.section(name)
        assert [header.value for header in page.app.header] == [name]


def test_what_was_typed_is_there_after_leaving_the_section_and_the_page(page: ProfilePage) -> None:
    page.fill("profile.given_names", "Adaeze")
    page.section("Exams")
    page.section("About you")
    assert page.value("profile.given_names") == "Adaeze"
    page.visit("overview")
    page.visit("profile")
    assert page.value("profile.given_names") == "Adaeze"


def test_every_second_edit_of_a_field_is_kept(page: ProfilePage) -> None:
    for name in ("Ada", "Adaeze", "Adaeze C.", "Adaeze Chidinma"):
        page.fill("profile.given_names", name)
        assert page.value("profile.given_names") == name
    page.section("Exams")
    page.section("About you")
    assert page.value("profile.given_names") == "Adaeze Chidinma"


def test_every_second_edit_of_a_date_is_kept_and_comes_back_in_one_form(page: ProfilePage) -> None:
    page.section("Status")
    key, shown = "profile.status.earliest_start", []
    for typed in ("3/2021", "2022-04-05", "March 2023", "2024"):
        page.fill(key, "2020")
        page.fill(key, typed)
        page.section("Exams")
        page.section("Status")
        shown.append(page.value(key))
    assert shown == ["Mar 2021", "Apr 5, 2022", "Mar 2023", "2024"]


def test_an_item_is_added_with_one_click_and_open_for_editing(page: ProfilePage) -> None:
    page.section("Experience")
    item = page.add("experience", "add_experience")
    assert page.value(f"profile.experience.{item}.role") == ""


def test_an_item_is_removed_with_one_click_and_can_be_brought_back_to_its_place(page: ProfilePage) -> None:
    page.section("More")
    first = page.add("languages", "add_language", name="Igbo")
    second = page.add("languages", "add_language", name="English")
    page.press(f"profile.languages.{first}.remove")
    assert page.ids("languages") == [second]
    page.press("profile.languages.bring_back")
    assert page.ids("languages") == [first, second]
    assert page.value(f"profile.languages.{first}.name") == "Igbo"


def test_an_item_that_could_not_be_brought_back_because_of_another_tab_can_be_tried_again(page: ProfilePage) -> None:
    page.section("More")
    item = page.add("languages", "add_language", name="Igbo")
    page.press(f"profile.languages.{item}.remove")
    page.change_elsewhere()
    page.press("profile.languages.bring_back")
    assert page.ids("languages") == []
    page.press("profile.languages.bring_back")
    assert page.ids("languages") == [item]
    assert page.value(f"profile.languages.{item}.name") == "Igbo"


def test_after_deleting_the_first_of_three_the_texts_stay_with_their_items(page: ProfilePage) -> None:
    page.section("More")
    ids = [page.add("languages", "add_language", name=name, level=f"level of {name}") for name in ("A", "B", "C")]
    page.press(f"profile.languages.{ids[0]}.remove")
    rows = [[page.value(f"profile.languages.{item}.{field}") for field in ("name", "level")] for item in ids[1:]]
    assert rows == [["B", "level of B"], ["C", "level of C"]]


def test_items_change_places_and_keep_their_texts(page: ProfilePage) -> None:
    page.section("More")
    first, second = (page.add("languages", "add_language", name=name) for name in ("Igbo", "English"))
    page.press(f"profile.languages.{first}.move_down")
    assert page.ids("languages") == [second, first]
    page.press(f"profile.languages.{first}.move_up")
    assert page.ids("languages") == [first, second]
    assert page.value(f"profile.languages.{first}.name") == "Igbo"


def test_a_field_changed_in_the_same_moment_as_a_button_is_not_lost(page: ProfilePage) -> None:
    page.section("More")
    first = page.add("languages", "add_language")
    page.app.text_input(key=f"profile.languages.{first}.name").set_value("Yoruba")
    page.press("profile.languages.add_language")
    page.section("Exams")
    page.section("More")
    assert page.value(f"profile.languages.{first}.name") == "Yoruba"


def test_what_was_typed_just_before_closing_an_item_is_not_lost(page: ProfilePage) -> None:
    """Both arrive in one run when the click follows fast, and in that run the field is not drawn any more."""
    page.section("Experience")
    item = page.add("experience", "add_experience")
    page.app.text_input(key=f"profile.experience.{item}.role").set_value("Extern")
    page.press(f"profile.experience.{item}.fold")
    assert "**Extern**" in page.texts()


def test_what_was_typed_just_before_choosing_another_section_is_not_lost(page: ProfilePage) -> None:
    page.app.text_input(key="profile.city").set_value("Houston")
    page.section("Exams")
    page.section("About you")
    assert page.value("profile.city") == "Houston"


def test_the_title_of_an_item_follows_what_is_typed_at_once(page: ProfilePage) -> None:
    page.section("Experience")
    page.add("experience", "add_experience", role="Observer", place="Lakeview Clinic", start="2025", ongoing=True)
    assert "**Observer, Lakeview Clinic**" in page.texts()
    assert "2025 – present" in page.texts()


def test_text_in_a_title_is_not_taken_for_markdown(page: ProfilePage) -> None:
    page.section("Experience")
    page.add("experience", "add_experience", place="![x](http://example.com/x.png) *Ward* :smile: $5$")
    assert "![x](" not in page.texts()
    assert r"\*Ward\* \:smile\: \$5\$" in page.texts()


def test_opening_one_item_folds_the_others_and_loses_nothing(page: ProfilePage) -> None:
    page.section("Experience")
    first = page.add("experience", "add_experience", role="Extern", bullets="Saw patients\n\nWrote notes")
    page.add("experience", "add_experience", role="Observer")
    assert f"profile.experience.{first}.role" not in [field.key for field in page.app.text_input]
    page.press(f"profile.experience.{first}.fold")
    assert page.value(f"profile.experience.{first}.role") == "Extern"
    assert page.value(f"profile.experience.{first}.bullets") == "Saw patients\nWrote notes"


def test_an_unreadable_date_stays_in_its_field_with_a_message_and_the_former_date_is_kept(page: ProfilePage) -> None:
    page.section("Status")
    key = "profile.status.earliest_start"
    page.fill(key, "Jul 2027")
    page.fill(key, "next sumer")
    assert page.value(key) == "next sumer"
    assert len(page.app.error) == 1
    for words in ("next sumer", "Mar 2021", "Jul 2027"):
        assert words in page.app.error[0].value.replace("\\", "")
    page.section("Exams")
    page.section("Status")
    assert page.value(key) == "Jul 2027"
    assert not page.app.error


@pytest.mark.parametrize("typed", ["03/04/2021", "31 Feb 2021", "2021-13", "1850", "Mar Mar", "²", "0"])
def test_a_date_that_is_not_on_the_calendar_is_a_message_and_not_a_fault(page: ProfilePage, typed: str) -> None:
    page.section("Status")
    page.fill("profile.status.earliest_start", typed)
    assert len(page.app.error) == 1
    assert page.value("profile.status.earliest_start") == typed


def test_an_emptied_date_and_an_emptied_answer_are_empty_again(page: ProfilePage) -> None:
    page.section("Status")
    page.fill("profile.status.earliest_start", "2027")
    page.fill("profile.status.earliest_start", "")
    choice = "profile.ecfmg.state"
    page.fill(choice, page.app.selectbox(key=choice).options[1])
    page.fill(choice, page.app.selectbox(key=choice).options[0])
    page.section("Exams")
    page.section("Status")
    assert page.value("profile.status.earliest_start") == ""
    assert page.value(choice) is None


def test_each_exam_is_offered_once(page: ProfilePage) -> None:
    page.section("Exams")
    page.add("exams", "add_usmle_step_1", score=230, attempts=1)
    offered = [button.label for button in page.app.button if button.label.startswith("Add ")]
    assert offered == ["Add USMLE Step 2 CK", "Add USMLE Step 3", "Add OET Medicine"]


def test_facts_that_cannot_be_true_are_shown_where_they_can_be_mended(page: ProfilePage) -> None:
    page.section("Experience")
    item = page.add("experience", "add_experience", place="Lakeview", start="2025", end="2024")
    assert "Please check" in [header.value for header in page.app.header]
    assert "ends (2024) before it starts (2025)" in page.texts().replace("\\", "")
    page.fill(f"profile.experience.{item}.end", "2026")
    assert "Please check" not in [header.value for header in page.app.header]
