"""What every value of the domain has in common: frozen, strict about unknown fields, with ids that never move."""

from __future__ import annotations

import secrets
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value. Change one with ``model_copy(update=...)`` or with a verb of its own, never in place."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class LabelledEnum(StrEnum):
    """A closed choice that people see: ``member`` is the stored word, ``member.label`` the words on screen."""

    label: str

    def __new__(cls, value: str, label: str) -> LabelledEnum:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


def new_id() -> str:
    """A short random id, made once for an item and kept for its life; never a position in a list."""
    return secrets.token_hex(4)
