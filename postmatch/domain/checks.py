"""What was verified about something finished: a packet, a CV, a letter."""

from __future__ import annotations

from postmatch.domain.values import Value


class Check(Value):
    """One thing that was verified about a finished document, in words for the applicant."""

    id: str
    message: str
    passed: bool
