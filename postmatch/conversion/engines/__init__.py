"""The Word-to-PDF engines: one Protocol, one table, one module per engine.

To add one: a module with a class that has what ``WordEngine`` asks for, and a row in ``_ENGINES``;
``tests/conversion/test_engines.py`` runs the shared suite over every row.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from postmatch.conversion.engines.embedded import EmbeddedEngine
from postmatch.conversion.engines.libreoffice import LibreOfficeEngine
from postmatch.conversion.engines.result import ConvertedWord, LaidOut
from postmatch.errors import ConversionFailed, EngineUnavailable

if TYPE_CHECKING:
    from postmatch.conversion.word_file import WordFile

__all__ = ["ConvertedWord", "EngineStatus", "LaidOut", "WordEngine", "engine_names", "engine_status", "find_engine"]


class WordEngine(Protocol):
    """What the gate and the templates need of a program that lays out Word files."""

    label: str
    note: str
    limits: tuple[str, ...]
    """What it cannot do as Word would: sentences for an applicant who chooses between engines."""

    def version(self) -> str:
        """As the program says it, without its name; empty when it is not there."""
        ...

    def available(self) -> bool:
        """True when ``convert`` can run on this machine."""
        ...

    def convert(self, file: WordFile) -> LaidOut:
        """The PDF of a Word file that is cut loose from outside.

        Raises ``ConversionFailed`` when the engine makes no PDF of it.
        """
        ...

    def convert_many(self, files: Sequence[WordFile]) -> tuple[LaidOut | ConversionFailed, ...]:
        """The PDFs of many, in their order, each as ``convert`` would give it or with why there is none."""
        ...

    def boxes(self, characters: frozenset[str], pdf: bytes) -> frozenset[str]:
        """Those of ``characters``, none of which a font of ours has, that its PDF shows as empty boxes."""
        ...


@dataclass(frozen=True)
class EngineStatus:
    """What a page says of one engine. ``note`` is a sentence: what it is good for, or how to get it; ``limits`` are
    more of them: what it cannot do."""

    name: str
    label: str
    available: bool
    version: str
    note: str
    limits: tuple[str, ...] = ()


EMBEDDED = "embedded"
_ENGINES: dict[str, Callable[[], WordEngine]] = {EMBEDDED: EmbeddedEngine, "libreoffice": LibreOfficeEngine}


def engine_names() -> tuple[str, ...]:
    """Every engine that Postmatch knows, the default first, whether or not it is on this machine."""
    return tuple(_ENGINES)


def find_engine(name: str) -> WordEngine:
    """The engine of that name, ready to convert; raises ``EngineUnavailable``."""
    if name not in _ENGINES:
        raise EngineUnavailable(
            f'There is no Word-to-PDF engine called "{name}".', f"Choose one of: {', '.join(_ENGINES)}."
        )
    engine = _ENGINES[name]()
    if not engine.available():
        raise EngineUnavailable(f"{engine.label} is not on this machine, so it cannot make the PDF.", engine.note)
    return engine


def engine_status(name: str) -> EngineStatus:
    """Whether the engine is there, and which version. Starts the program, so keep the answer. KeyError: unknown."""
    engine = _ENGINES[name]()
    available = engine.available()
    return EngineStatus(
        name, engine.label, available, engine.version() if available else "", engine.note, engine.limits
    )
