"""The text for MyERAS on the page: counted, changed right there, offered shorter, and never cut by itself."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from postmatch.domain.profile import Experience, Profile

WORK = Experience(id="e1", role="House officer", place="Hill Hospital", bullets=("Ran the ward.",))


def the_view(profile_json: str) -> None:
    from postmatch.domain.profile import Profile
    from postmatch.ui import eras_view, session

    given = Profile.model_validate_json(profile_json)
    if session.workspace().profile == Profile():
        session.commit(session.workspace().with_profile(given))
    eras_view.show()


@pytest.fixture
def show():
    def start(*experience: Experience) -> AppTest:
        app = AppTest.from_function(the_view, args=(Profile(experience=experience).model_dump_json(),))
        return run(app)

    return start


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def words(app: AppTest) -> str:
    return "\n".join(one.value for one in app.markdown).replace("\\", "")


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click()
    return run(app)


def test_counts_stand_beside_each_experience_and_follow_what_is_changed(show) -> None:
    app = press(show(WORK), "cv.eras.e1.fold")
    assert "13/750" in words(app)
    assert "13 of 750 characters" in words(app)
    app.text_area(key="cv.eras.e1.bullets").set_value("Ran the ward.\nTaught.")
    run(app)
    assert "25/750" in words(run(app))
    app.text_area(key="cv.eras.e1.why_meaningful").set_value("It made me a physician.")
    run(app)
    assert "23/300" in words(run(app))
    assert ":gray-badge[1 of 3 most meaningful]" in words(app)


def test_a_text_that_is_too_long_is_said_and_whole_sentences_are_offered(show) -> None:
    long = " ".join(f"Sentence {number} about the ward." for number in range(40))
    app = press(show(WORK.model_copy(update={"bullets": (long,)})), "cv.eras.e1.fold")
    assert "characters too many for MyERAS" in words(app)
    assert "The whole sentences that fit" in words(app)
    assert app.text_area(key="cv.eras.e1.bullets").value == long


def test_more_experiences_than_myeras_takes_are_marked(show) -> None:
    app = show(*(Experience(id=f"e{number}", role="Officer") for number in range(11)))
    assert ":red-badge[:material/error: 11 of 10 experiences]" in words(app)


def test_without_any_experience_there_is_a_word_about_it(show) -> None:
    assert "No experience in your profile yet" in words(show())
