"""What a filled document is made from: as long as this stays equal, the document does, and is not filled again.

Not the whole workspace: a word changed in the letter leaves the CV as it is, and the other way round.
"""

from __future__ import annotations

from typing import NamedTuple

from postmatch.domain.cv_form import CvForm
from postmatch.domain.documents import CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.positions import Position
from postmatch.domain.profile import LetterAnswers, Profile
from postmatch.domain.program_names import own_places
from postmatch.domain.workspace import Paper, Workspace
from postmatch.usecases.chosen_template import chosen_name, own_template
from postmatch.usecases.enclosure_list import enclosure_list


class MadeFrom(NamedTuple):
    """The parts of the workspace that reach the document or its read-back, for which ``programs`` are the names that it
    may not hold and ``places`` those that it may. ``template`` is its name and, of the applicant's own, the title and
    the SHA-256 of its file."""

    profile: Profile
    form: CvForm | None
    position: Position | None
    enclosures: tuple[str, ...]
    template: tuple[str, str, str]
    paper: Paper
    engine: str
    programs: tuple[tuple[str, ...], ...]
    places: str


def made_from(kind: str, workspace: Workspace, facts: Facts) -> MadeFrom:
    """Of the CV (``cv``) or the cover letter (``cover_letter``)."""
    profile, choices, own = workspace.profile, workspace.choices, own_template(kind, workspace)
    is_cv = kind == CV_KIND
    return MadeFrom(
        profile=profile.model_copy(update={"answers": LetterAnswers()}) if is_cv else _for_a_letter(profile),
        form=workspace.cv_form if is_cv else None,
        position=None if is_cv else workspace.letter_position,
        enclosures=() if is_cv else enclosure_list(workspace, facts),
        template=(chosen_name(kind, workspace), own.title if own else "", own.sha256 if own else ""),
        paper=choices.paper,
        engine=choices.engine,
        programs=tuple((one.program, one.director, one.city, one.state) for one in workspace.positions),
        places="" if is_cv else own_places(profile),
    )


def _for_a_letter(profile: Profile) -> Profile:
    """Whose it is, the status and the answers."""
    return Profile(identity=profile.identity, status=profile.status, answers=profile.answers)
