"""Positions: one opening of one program, as far as a letter and a packet need to know it."""

from __future__ import annotations

from pydantic import Field

from postmatch.domain.dates import PartialDate
from postmatch.domain.values import LabelledEnum, Value, new_id


class Track(LabelledEnum):
    CATEGORICAL = "categorical", "Categorical"
    PRELIMINARY = "preliminary", "Preliminary"
    TRANSITIONAL = "transitional", "Transitional year"
    ADVANCED = "advanced", "Advanced"


class Position(Value):
    """One opening. ``pgy_level`` 1 means PGY-1. ``why_this_program`` is the applicant's own paragraph."""

    id: str = Field(default_factory=new_id)
    program: str = ""
    specialty: str = ""
    pgy_level: int | None = None
    track: Track | None = None
    city: str = ""
    state: str = ""
    director: str = ""
    start: PartialDate | None = None
    why_this_program: str = ""
