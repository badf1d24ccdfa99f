"""Letters of recommendation as a matter between people: who writes, and whether the view was waived."""

from __future__ import annotations

from pydantic import Field

from postmatch.domain.dates import PartialDate
from postmatch.domain.values import Value, new_id


class Recommendation(Value):
    """One letter writer. A waived letter may never reach the applicant (AAMC; domain.md 2.3)."""

    id: str = Field(default_factory=new_id)
    writer: str = ""
    title: str = ""
    institution: str = ""
    email: str = ""
    specialty: str = ""
    waived: bool | None = None
    asked_on: PartialDate | None = None
