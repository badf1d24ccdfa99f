"""Templates that the applicant brings: what is kept of each, and what a check of one found."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

from pydantic import Field
from rapidfuzz.fuzz import WRatio
from rapidfuzz.process import extractOne

from postmatch.domain.values import Value, new_id

Purpose = Literal["cv", "cover_letter"]
OWN_PREFIX = "own-"
"""``Choices.cv_template`` names a shipped template by its file, an own one by ``own-<id>``."""


class ProblemKind(StrEnum):
    """``refused``: the template cannot be used. ``warning``: it can, and something will not be as in Word."""

    REFUSED = "refused"
    WARNING = "warning"


class TemplateProblem(Value):
    """One thing that is wrong with a template: what, where (the words of the paragraph, shortened), and the remedy.

    ``name`` is the unknown variable, ``nearest`` the known one that was probably meant; both may be empty.
    """

    kind: ProblemKind
    message: str
    hint: str
    paragraph: str = ""
    name: str = ""
    nearest: str = ""


class TemplateReport(Value):
    """What the check of an own template found. ``uses`` are the known variables that it prints whenever
    they hold something, as paths: not what it only asks for, nor one entry of several."""

    purpose: Purpose
    problems: tuple[TemplateProblem, ...] = ()
    uses: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        return all(problem.kind is not ProblemKind.REFUSED for problem in self.problems)


class OwnTemplate(Value):
    """A template of the applicant's own that passed the check; its bytes are a blob of the workspace."""

    id: str = Field(default_factory=new_id)
    purpose: Purpose
    title: str
    file_name: str
    sha256: str
    report: TemplateReport

    @property
    def name(self) -> str:
        """As it stands in ``Choices``."""
        return f"{OWN_PREFIX}{self.id}"


_ALIKE = 75.0  # of 100: "nmae" and "phone_number" still mean something, "items" does not


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, of the same list when the wrong one is a field; may be empty."""
    parent, _, wrong = name.rpartition(".")
    siblings = [one for one in known if one.rpartition(".")[0] == parent and not one.endswith("[]")]
    found = extractOne(wrong, {one: one.rpartition(".")[2] for one in siblings}, scorer=WRatio, score_cutoff=_ALIKE)
    return str(found[2]) if found else ""
