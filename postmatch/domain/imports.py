"""What was read from somebody else's file before anything of it is taken over."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pydantic import Field

from postmatch.domain.left_out_numbers import without_numbers
from postmatch.domain.profile import Profile
from postmatch.domain.values import Value, new_id


class Unplaced(Value):
    """Words of a file that found no place in the profile: kept and shown until the applicant throws them away."""

    id: str = Field(default_factory=new_id)
    source: str  # the file, as the applicant knows it
    digest: str = ""  # of the file's bytes; two files may have one name
    heading: str  # under what it stood there; may be empty
    text: str


class Imported(Value):
    """A profile as far as the file tells one. ``is_guess``: read from running text, so every item wants a look."""

    source: str
    profile: Profile
    unplaced: tuple[Unplaced, ...] = ()
    is_guess: bool = False
    digest: str = ""

    def of_file(self, data: bytes) -> Imported:
        """This reading with the digest of the bytes that were read, here and at every unplaced word, and without
        numbers such as that of a passport among these words, which are kept before anybody was asked."""
        digest = hashlib.sha256(data).hexdigest()
        unplaced = tuple(one.model_copy(update={"digest": digest, "text": _kept_text(one)}) for one in self.unplaced)
        return self.model_copy(update={"digest": digest, "unplaced": unplaced})


def kept_beside(unplaced: Iterable[Unplaced], digest: str) -> tuple[Unplaced, ...]:
    """What other files left: all but the words of an earlier reading of this very file. A file of the same name with
    other bytes is another file."""
    return tuple(one for one in unplaced if not digest or one.digest != digest)


def _kept_text(one: Unplaced) -> str:
    """The heading may be the label of the number."""
    cleaned = without_numbers(f"{one.heading}: {one.text}")
    return cleaned.removeprefix(f"{one.heading}: ")
