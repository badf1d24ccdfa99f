"""Filling a Word template: sandboxed, escaped, strict about unknown variables, finished to stable bytes."""

from __future__ import annotations

import zipfile
from functools import lru_cache
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate, RichText
from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from lxml.etree import LxmlError

from postmatch.errors import TemplateBroken
from postmatch.rendering.catalogue import PURPOSE_LABELS, Template
from postmatch.rendering.finishing import Finish, finished
from postmatch.rendering.inspection import misprinted_variables, unknown_variables
from postmatch.rendering.links import StyledText

_UNREADABLE = (OSError, OpcError, zipfile.BadZipFile, LxmlError, KeyError, ValueError)
_WRONG_EXPRESSION = (TemplateError, LxmlError, TypeError, ArithmeticError, LookupError, ValueError, OverflowError)
_HINT = "Choose another template, or correct this one in Word; templates/README.md lists what it may use."


def fill(template: Template, context: dict[str, Any], finish: Finish) -> bytes:
    """The template filled with the context, as .docx bytes.

    Raises ``TemplateBroken`` when the file is no Word document, does not parse, uses a variable that does not
    exist or reaches for something it must not. Braces inside a value are text and stay text.
    """
    if fault := _fault(template, _version(template)):
        raise _broken(template, fault)
    opened = _open(template)
    try:
        opened.render(_with_rich_text(context, opened), jinja_env=_environment(), autoescape=True)
        return finished(opened.docx, finish)
    except _WRONG_EXPRESSION as error:
        raise _broken(template, f"cannot be filled ({_reason(error)})") from error


def undeclared_variables(template: Template) -> tuple[str, ...]:
    """Variables the template uses although they do not exist, as paths such as ``education[].titel``, sorted.

    Raises ``TemplateBroken`` when the template cannot be read or parsed.
    """
    opened = _open(template)
    try:
        return unknown_variables(opened, template.purpose, _environment())
    except TemplateError as error:
        raise _broken(template, f"cannot be read ({_reason(error)})") from error


def _open(template: Template) -> DocxTemplate:
    try:
        opened = DocxTemplate(template.path)
        opened.init_docx()
    except _UNREADABLE as error:
        raise _broken(template, "is not a Word document that can be opened") from error
    return opened


def _version(template: Template) -> tuple[int, int]:
    try:
        state = template.path.stat()
    except OSError as error:
        raise _broken(template, "is not there any more") from error
    return state.st_mtime_ns, state.st_size


@lru_cache(maxsize=32)
def _fault(template: Template, _version: tuple[int, int]) -> str:
    """What is wrong with this version of the template whatever it is filled with, or an empty text.

    Looking costs as much as filling, so the answer is kept until the file changes.
    """
    opened = _open(template)
    try:
        unknown = unknown_variables(opened, template.purpose, _environment())
    except TemplateError as error:
        return f"cannot be read ({_reason(error)})"
    if unknown:
        return f"asks for something that does not exist: {', '.join(unknown)}"
    wrong = misprinted_variables(opened)
    return f"has tags that would print nothing: {', '.join(wrong)}" if wrong else ""


def _environment() -> SandboxedEnvironment:
    """A new one for each use: docxtpl writes into the environment it is given."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _with_rich_text(value: Any, opened: DocxTemplate) -> Any:
    """The context with every ``StyledText`` turned into runs of this document."""
    if isinstance(value, StyledText):
        return _rich_text(value, opened)
    if isinstance(value, dict):
        return {name: _with_rich_text(part, opened) for name, part in value.items()}
    if isinstance(value, list):
        return [_with_rich_text(part, opened) for part in value]
    return value


def _rich_text(linked: StyledText, opened: DocxTemplate) -> RichText | str:
    if not linked:
        return ""
    rich = RichText()
    for piece in linked.pieces:
        if piece.address:
            # LibreOffice 7.4 drops the link of a run that has not the character style "Hyperlink".
            link = opened.build_url_id(piece.address)
            rich.add(piece.text, style="Hyperlink", bold=piece.bold, url_id=link)
        else:
            rich.add(piece.text, bold=piece.bold)
    return rich


def _reason(error: Exception) -> str:
    line = str(error).splitlines()[0] if str(error) else type(error).__name__
    return line[:200]


def _broken(template: Template, what: str) -> TemplateBroken:
    kind = PURPOSE_LABELS[template.purpose]
    return TemplateBroken(f"The {kind} template “{template.name}” {what}, so no {kind} was made.", _HINT)
