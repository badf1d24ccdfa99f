"""What a filled document is compared with when it is read back: the facts of the workspace, never the context."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from postmatch.domain.documents import CV_KIND
from postmatch.domain.letter_facts import letter_facts
from postmatch.domain.printed_facts import Expected, cv_facts
from postmatch.domain.program_names import own_places
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
    expected = Expected(
        facts=facts,
        own_words=_like_mistakes((profile, workspace.cv_form, position, titles)),
        other_programs=_other_programs(kind, workspace),
    )
    own = own_template(kind, workspace)
    return expected.printed_by(own.report.uses) if own else expected


def _like_mistakes(value: object) -> tuple[str, ...]:
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


def _other_programs(kind: str, workspace: Workspace) -> tuple[str, ...]:
    """Names that this document may not hold: those of all programs but the one that the letter is written to, and but
    the places where the applicant has been, which a CV lists and a letter may mention."""
    profile, here = workspace.profile, workspace.letter_position if kind != CV_KIND else None
    mine = "\n".join(_texts(profile)) if kind == CV_KIND else own_places(profile)
    spoken = f"{mine}\n{here.program if here else ''}".casefold()
    names = (position.program.strip() for position in workspace.positions)
    return tuple(dict.fromkeys(name for name in names if name and name.casefold() not in spoken))
