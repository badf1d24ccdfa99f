"""Filling the shipped Word templates: sandboxed, escaped, strict about unknown variables, finished to stable bytes."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml.etree import LxmlError

from postmatch.domain.own_templates import Purpose
from postmatch.errors import TemplateBroken
from postmatch.rendering.catalogue import PURPOSE_LABELS, Template
from postmatch.rendering.finishing import Finish
from postmatch.rendering.prepared import Prepared, prepared
from postmatch.rendering.template_check import Examined, examine

UNREADABLE = (OSError, OpcError, zipfile.BadZipFile, LxmlError, KeyError, ValueError)
WRONG_EXPRESSION = (TemplateError, LxmlError, TypeError, ArithmeticError, LookupError, ValueError, OverflowError)
HINT = "Choose another template, or correct this one in Word; templates/README.md lists what it may use."


def fill(template: Template, context: dict[str, Any], finish: Finish) -> bytes:
    """The template filled with the context, as .docx bytes.

    Raises ``TemplateBroken`` when the file is no Word document, does not parse, uses a variable that does not
    exist or reaches for something it must not. Braces inside a value are text and stay text.
    """
    ready = _ready(template, _version(template))
    if isinstance(ready, str):
        raise _broken(template, ready)
    try:
        return ready.fill(context, finish)
    except WRONG_EXPRESSION as error:
        raise _broken(template, f"cannot be filled ({reason(error)})") from error


def undeclared_variables(template: Template) -> tuple[str, ...]:
    """Variables the template uses although they do not exist, as paths such as ``education[].titel``, sorted.

    Raises ``TemplateBroken`` when the template cannot be read or parsed.
    """
    examined = examine(_open(template), template.purpose)
    if not examined.is_usable and not examined.unknown:
        raise _broken(template, _first_fault(examined))
    return examined.unknown


def broken(purpose: Purpose, name: str, what: str, hint: str = HINT) -> TemplateBroken:
    """``what`` follows "The CV template X"."""
    kind = PURPOSE_LABELS[purpose]
    return TemplateBroken(f"The {kind} template “{name}” {what}, so no {kind} was made.", hint)


def reason(error: Exception) -> str:
    line = str(error).splitlines()[0] if str(error) else type(error).__name__
    return line[:200]


def _open(template: Template) -> DocxTemplate:
    try:
        opened = DocxTemplate(template.path)
        opened.init_docx()
    except UNREADABLE as error:
        raise _broken(template, "is not a Word document that can be opened") from error
    return opened


def _version(template: Template) -> tuple[int, int]:
    try:
        state = template.path.stat()
    except OSError as error:
        raise _broken(template, "is not there any more") from error
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=32)
def _ready(template: Template, _version: tuple[int, int]) -> Prepared | str:
    """This version of the template ready to be filled, or what is wrong with it whatever it is filled with.

    Making it ready costs more than filling it, so it is kept until the file changes.
    """
    opened = _open(template)
    examined = examine(opened, template.purpose)
    return prepared(opened) if examined.is_usable else _first_fault(examined)


def _first_fault(examined: Examined) -> str:
    first = next(problem for problem in examined.problems if problem.kind == "refused")
    return f"has a mistake ({first.message.rstrip('.')})"


def _broken(template: Template, what: str) -> TemplateBroken:
    return broken(template.purpose, template.name, what)
