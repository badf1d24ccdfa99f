"""Cover letter: your four answers and the program it goes to, and the letter they make."""

from __future__ import annotations

import streamlit as st

from postmatch.ui import filled_view, letter_program, session
from postmatch.ui.forms import answers_form, position_form

st.title("Cover letter", anchor=False)
st.markdown("The letter puts your own answers together and adds nothing of its own. Short and plain reads best.")

workspace = session.workspace()
st.header("Your answers", anchor=False)
answers = answers_form(workspace.profile.answers)
st.header("The program it goes to", anchor=False)
letter_program.choose_program(workspace)
position = position_form(workspace.letter_position)

changed = workspace.with_profile(workspace.profile.model_copy(update={"answers": answers}))
session.commit(changed.with_position(position) if position else changed)

st.header("The letter", anchor=False)
filled_view.show("cover_letter")
