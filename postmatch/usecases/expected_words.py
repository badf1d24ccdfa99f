"""What a filled document is compared with when it is read back: the facts of the workspace, never the context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postmatch.domain.cv_entries import cv_entries
from postmatch.domain.documents import CV_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.letter import letter_parts
from postmatch.domain.letter_facts import letter_facts
from postmatch.domain.printed_facts import Expected, cv_facts
from postmatch.domain.program_names import Names, other_names, own_places
from postmatch.domain.values import Value
from postmatch.domain.workspace import Workspace
from postmatch.rendering.stray_words import looks_stray
from postmatch.usecases.chosen_template import own_template
from postmatch.usecases.enclosure_list import enclosure_list
from postmatch.usecases.tools import Tools


def expected_words(kind: str, workspace: Workspace, tools: Tools, *, is_long: bool) -> Expected:
    """Of an own template only what it prints."""
    profile, position = workspace.profile, workspace.letter_position
    titles = enclosure_list(workspace, tools.facts)
    if kind == CV_KIND:
        facts = cv_facts(profile, workspace.cv_form, is_long=is_long)
    else:
        facts = letter_facts(profile, position, enclosures=titles)
    others = _other_programs(kind, workspace, tools.facts)
    expected = Expected(facts=facts, other_programs=others.in_any_case, other_names=others.as_written)
    own = own_template(kind, workspace)
    expected = expected.printed_by(own.report.uses) if own else expected
    texts = (tuple(fact.text for fact in expected.facts), *_beside_facts(kind, workspace, is_long=is_long))
    return expected.model_copy(update={"own_words": _like_mistakes(texts)})


def _beside_facts(kind: str, workspace: Workspace, *, is_long: bool) -> Iterator[object]:
    """What is printed besides, or in another form than it is looked for."""
    profile, form = workspace.profile, workspace.cv_form
    yield profile.identity
    if kind != CV_KIND:
        yield workspace.letter_position
        yield profile.answers.specialties
        return
    entries = {entry.id for entry in cv_entries(profile, form, is_long=is_long)}
    yield tuple(section.heading for section in form.sections if section.shown)
    yield tuple(text for one in profile.publications if one.id in entries for text in (one.authors, one.url))


def _like_mistakes(value: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in _texts(value) if looks_stray(text)))


def _texts(value: Any) -> Iterator[str]:
    """Every text that is somewhere in the value."""
    if isinstance(value, Value):
        for field in type(value).model_fields:
            yield from _texts(getattr(value, field))
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value


def _other_programs(kind: str, workspace: Workspace, facts: Facts) -> Names:
    """Names that this document may not hold: those of all programs but the one that the letter is written to. A CV may
    list the places where the applicant has been, and so may the answers that stand in every letter."""
    profile, here = workspace.profile, workspace.letter_position if kind != CV_KIND else None
    others = [position for position in workspace.positions if here is None or position.id != here.id]
    rivals = [names for _, names in other_names(here, others, facts)]
    mine = "\n".join(_texts(profile)) if kind == CV_KIND else own_places(profile)
    names = Names(*(tuple(dict.fromkeys(name for one in rivals for name in one[case])) for case in (0, 1)))
    to_one = () if kind == CV_KIND else letter_parts(profile, here)
    return names.without(mine, but_in="\n".join(part.text for part in to_one if not part.is_shared))
