"""What was read from somebody else's file before anything of it is taken over."""

from __future__ import annotations

from pydantic import Field

from postmatch.domain.profile import Profile
from postmatch.domain.values import Value, new_id


class Unplaced(Value):
    """Words of a file that found no place in the profile: kept and shown until the applicant throws them away."""

    id: str = Field(default_factory=new_id)
    source: str  # the file, as the applicant knows it
    heading: str  # under what it stood there; may be empty
    text: str


class Imported(Value):
    """A profile as far as the file tells one. ``is_guess``: read from running text, so every item wants a look."""

    source: str
    profile: Profile
    unplaced: tuple[Unplaced, ...] = ()
    is_guess: bool = False
