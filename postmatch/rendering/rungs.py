"""The ladder of sizes that a filled Word document can be set in, from generous to the floor of legibility.

A rung changes what makes height: type size, spacing, line spacing, margins. ``ladder`` writes a document at a rung,
``fitting`` finds the one that fits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

FLOOR_BODY, FLOOR_MARGIN = 9.5, 0.6
"""Points and inches: nothing that was larger goes below them. (``scaling`` keeps small labels at 8 pt.)"""
LARGEST_GROWN = 11.0
"""Points: a short CV is set up to this size to fill its page; more would look like large print."""


@dataclass(frozen=True)
class Rung:
    """``body`` is the size of the text in points; ``line`` and ``spacing`` are factors on the template's own distance
    of lines and space between paragraphs; ``margin`` is the widest margin in inches, None for the template's own."""

    body: float
    line: float = 1.0
    spacing: float = 1.0
    margin: float | None = None


RUNGS: tuple[Rung, ...] = (
    Rung(12),
    Rung(11.5),
    Rung(11, 1.12, 1.6),
    Rung(11, 1.08, 1.4),
    Rung(11, 1.04, 1.2),
    Rung(11),
    Rung(10.5, 1.02),
    Rung(10.5),
    Rung(10, 1.02),
    Rung(10, 1.0, 1.0, 0.9),
    Rung(10, 0.99, 0.85, 0.8),
    Rung(9.5, 1.0, 0.85, 0.75),
    Rung(9.5, 0.99, 0.75, 0.7),
    Rung(9.5, 0.97, 0.65, 0.65),
    Rung(FLOOR_BODY, 0.95, 0.45, FLOOR_MARGIN),
)
"""Largest first; each takes less height than the one before it, which is what lets the largest fitting be searched."""


def rungs_for(body: float, *, may_grow: bool) -> tuple[Rung, ...]:
    """Those that suit a document of that size, largest first, its own (``Rung(body)``) among them.

    None is above its own unless it ``may_grow``. A document that is smaller than the floor by itself keeps its size and
    loses only space.
    """
    roomy = [rung for rung in RUNGS if rung.margin is None and rung.body <= LARGEST_GROWN]
    above = [rung for rung in roomy if (rung.body, rung.line) > (body, 1.0)]
    below = [rung for rung in RUNGS if rung.line <= 1.0 and rung.body <= max(body, FLOOR_BODY)]
    tighter = [rung for rung in below if rung != Rung(rung.body) or rung.body < body]
    own = (Rung(body), *(replace(rung, body=min(rung.body, body)) for rung in tighter))
    return (*above, *own) if may_grow else own
