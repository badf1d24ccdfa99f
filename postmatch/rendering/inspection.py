"""Which variables a Word template uses, read without filling it, so that mistakes are found before a letter goes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import Environment, nodes

from postmatch.rendering.variables import LINKED, VARIABLES, Purpose

_PRINTED = re.compile(r"\{\{(r?)\s*([^{}|\s]+)")
Scope = dict[str, str | None]  # name in the template -> path; None for names that the template itself makes


def unknown_variables(opened: DocxTemplate, purpose: Purpose, environment: Environment) -> tuple[str, ...]:
    """Paths the template uses that are not among the variables of its purpose, sorted.

    Looks at body, headers and footers, also in branches that a particular profile would not reach. Raises
    ``jinja2.TemplateSyntaxError`` when the template does not parse.
    """
    used: set[str] = set()
    for source in _sources(opened):
        _visit(environment.parse(source), {"loop": None}, used)
    return tuple(sorted(used - VARIABLES[purpose].keys()))


def misprinted_variables(opened: DocxTemplate) -> tuple[str, ...]:
    """Tags that would lose text without an error: a linked value without the ``r``, or an ``r`` before plain text."""
    wrong = set()
    for part in _elements(opened):
        for paragraph in part.iter(qn("w:p")):
            text = "".join(run.text or "" for run in paragraph.iter(qn("w:t")))
            for mark, name in _PRINTED.findall(text):
                if bool(mark) != (name.split(".")[-1] in LINKED):
                    wrong.add(f"{{{{{mark} {name} }}}}")
    return tuple(sorted(wrong))


def _elements(opened: DocxTemplate) -> Iterator[object]:
    yield opened.docx.element.body
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        for _, part in opened.get_headers_footers(uri):
            yield part.element


def _sources(opened: DocxTemplate) -> Iterator[str]:
    for element in _elements(opened):
        yield opened.patch_xml(opened.xml_to_string(element))


def _visit(node: nodes.Node, scope: Scope, used: set[str]) -> None:
    """Collects the paths of all variables below ``node``; ``scope`` knows what loop names stand for."""
    if isinstance(node, nodes.For):
        _visit_loop(node, scope, used)
    elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
        scope[node.target.name] = _path(node.node, scope)
        _visit(node.node, scope, used)
    elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem) and (path := _path(node, scope)) is not None:
        used.add(path)
    elif not (isinstance(node, nodes.Name) and node.name in scope):
        _visit_all(node.iter_child_nodes(), scope, used)


def _visit_loop(loop: nodes.For, scope: Scope, used: set[str]) -> None:
    _visit(loop.iter, scope, used)
    looped = _path(loop.iter, scope)
    names = [name.name for name in loop.target.find_all(nodes.Name)]
    if isinstance(loop.target, nodes.Name):
        names = [loop.target.name]
    inner: Scope = {**scope, **{name: f"{looped}[]" if looped and len(names) == 1 else None for name in names}}
    _visit_all((*loop.body, *([loop.test] if loop.test else [])), inner, used)
    _visit_all(loop.else_, scope, used)


def _visit_all(children: Iterable[nodes.Node], scope: Scope, used: set[str]) -> None:
    for child in children:
        _visit(child, scope, used)


def _path(node: nodes.Node, scope: Scope) -> str | None:
    """``education[].title`` for an expression that is a plain walk from a variable, else None."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    below = _path(node.node, scope)
    if below is None:
        return None
    if isinstance(node, nodes.Getattr):
        return f"{below}.{node.attr}"
    if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
        return f"{below}.{node.arg.value}"
    return f"{below}[]"
