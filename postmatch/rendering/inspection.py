"""What a template asks for, read without filling it: the variables it uses, and everything it must not contain.

Templates speak a small part of Jinja: print a value, ask with ``if``, repeat with ``for``. A loop inside a loop may
only go through a list of the outer one's entry, so what is printed grows with the profile and with nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import nodes

from postmatch.domain.own_templates import Purpose
from postmatch.rendering.expressions import (
    LOOP,
    Scope,
    is_loop_field,
    is_small_number,
    list_path,
    mapped_path,
    path_of,
    written,
)
from postmatch.rendering.printing import asks_for_the_place, branches, in_part, is_in_part, is_no_text, printed_paths
from postmatch.rendering.reading import Reading, Wrong, is_linked
from postmatch.rendering.sandbox import (
    ENTRY_FILTERS,
    FILTERS,
    JOINING,
    LIST_FILTERS,
    TESTS,
    TEXT_FILTERS,
)

_OF_NO_LIST = "?"  # the path of an entry of what is no list: the loop was told, what stands inside it is not told again
_OF_TEXTS = frozenset({"sort", "unique", "join"})
_HARMLESS = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.If,
    nodes.CondExpr,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Compare,
    nodes.Operand,
    nodes.Concat,
    nodes.Const,
    nodes.Tuple,
    nodes.List,
    nodes.Neg,
)
_STRUCTURES = (nodes.Name, nodes.Getattr, nodes.Getitem)


def read(tree: nodes.Template, purpose: Purpose) -> Reading:
    """The reading of a parsed template; nothing of it is run."""
    reading = Reading(purpose)
    _visit(tree, {}, reading, ())
    return reading


def _visit(node: nodes.Node, scope: Scope, reading: Reading, outer: tuple[str, ...]) -> None:
    """``outer`` are the entries that the loops around this node are at."""
    if isinstance(node, nodes.For):
        _visit_loop(node, scope, reading, outer)
    elif isinstance(node, nodes.Output):
        _visit_output(node, scope, reading)
    elif isinstance(node, nodes.Assign):
        _visit_assignment(node, scope, reading)
    elif isinstance(node, nodes.Expr):
        _visit_expression(node, scope, reading)
    elif isinstance(node, _HARMLESS):
        if isinstance(node, nodes.If) and asks_for_the_place(node.test, scope):
            scope = in_part(scope)
        for child in node.iter_child_nodes():
            _visit(child, scope, reading, outer)
    else:
        reading.note(Wrong.STATEMENT, node, type(node).__name__.lower())


def _visit_loop(loop: nodes.For, scope: Scope, reading: Reading, outer: tuple[str, ...]) -> None:
    before = len(reading.mistakes)
    _visit_expression(loop.iter, scope, reading)
    path = list_path(loop.iter, scope)
    if len(reading.mistakes) == before:
        _judge_loop(loop, path, reading, outer)
    entry = f"{path}[]" if path and reading.is_list(path) else _OF_NO_LIST
    inner: Scope = {**scope, LOOP: None, **{name.name: entry for name in _targets(loop)}}
    if loop.test or is_in_part(loop.iter, scope):
        inner = in_part(inner)
    for child in (*loop.body, *([loop.test] if loop.test else ())):
        _visit(child, inner, reading, (*outer, entry))
    for child in loop.else_:
        _visit(child, scope, reading, outer)


def _judge_loop(loop: nodes.For, path: str | None, reading: Reading, outer: tuple[str, ...]) -> None:
    if loop.recursive or not isinstance(loop.target, nodes.Name):
        reading.note(Wrong.STATEMENT, loop, "recursive" if loop.recursive else "for a, b in")
    elif path is None or not (reading.is_list(path) or path.startswith(_OF_NO_LIST)):
        reading.note(Wrong.NO_LIST, loop, written(loop.iter))
    elif outer and not path.startswith(f"{outer[-1]}."):
        reading.note(Wrong.NESTED, loop, written(loop.iter), path)


def _targets(loop: nodes.For) -> list[nodes.Name]:
    return [loop.target] if isinstance(loop.target, nodes.Name) else list(loop.target.find_all(nodes.Name))


def _visit_output(output: nodes.Output, scope: Scope, reading: Reading) -> None:
    for child in output.nodes:
        if isinstance(child, nodes.TemplateData):
            continue
        printed = tuple(branches(child))
        _refuse_whole(printed, scope, reading)
        linked = [one for one in printed if is_linked(path_of(one, scope))]
        reading.linked.update(one.lineno for one in linked)
        if any(one not in linked and not _is_blank(one) for one in printed):
            _refuse_linked(linked, scope, reading)
        _visit_expression(child, scope, reading)
        reading.printed.update(filter(reading.knows, printed_paths(child, scope)))


def _is_blank(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and node.value == ""


def _visit_assignment(node: nodes.Assign, scope: Scope, reading: Reading) -> None:
    """``set`` may give another name to a value; what it computed could be doubled again and again."""
    path = list_path(node.node, scope)
    _visit_expression(node.node, scope, reading)
    name = node.target.name if isinstance(node.target, nodes.Name) else ""
    # a name that could stand for two things, depending on an ``if``, would stand for the wrong one here
    usual = scope.get(name, name if reading.knows(name) else path)
    if not name or path is None or path != usual:
        reading.note(Wrong.ASSIGNED, node, written(node.target))
    else:
        scope[name] = path
        if is_in_part(node.node, scope):
            scope.update(in_part(scope, name))


def _visit_expression(node: nodes.Node, scope: Scope, reading: Reading) -> None:
    if isinstance(node, _STRUCTURES):
        _visit_variable(node, scope, reading)
    elif isinstance(node, nodes.Filter):
        _visit_filter(node, scope, reading)
    elif isinstance(node, nodes.Test):
        _visit_test(node, scope, reading)
    elif isinstance(node, nodes.Call):
        reading.note(Wrong.CALL, node, written(node.node))
    elif isinstance(node, nodes.BinExpr) and not isinstance(node, nodes.And | nodes.Or):
        if not is_small_number(node, scope):
            reading.note(Wrong.ARITHMETIC, node, "arithmetic")
    elif isinstance(node, _HARMLESS):
        if isinstance(node, nodes.Concat):
            operands = [one for operand in node.nodes for one in branches(operand)]
            _refuse_linked(operands, scope, reading)
            _refuse_whole(operands, scope, reading)
        for child in node.iter_child_nodes():
            _visit_expression(child, scope, reading)
    else:
        reading.note(Wrong.STATEMENT, node, type(node).__name__.lower())


def _visit_variable(node: nodes.Node, scope: Scope, reading: Reading) -> None:
    if is_loop_field(node, scope):
        return
    path = path_of(node, scope)
    if path is None:
        reading.note(Wrong.INSIDE, node)
        return
    if path.startswith(_OF_NO_LIST):
        return
    entry = path.endswith("[]") and reading.is_list(path[:-2])
    if reading.knows(path):
        reading.used.add(path)
    elif not (entry and reading.has_fields(path)):
        inside = "__" in path or reading.knows(path.rpartition(".")[0])
        reading.note(Wrong.INSIDE if inside else Wrong.UNKNOWN, node, path=path)


def _visit_filter(node: nodes.Filter, scope: Scope, reading: Reading) -> None:
    if node.node is None or node.name not in FILTERS or not _has_plain_arguments(node):
        reading.note(Wrong.FILTER, node, node.name)
        return
    if node.name == "map":
        path = mapped_path(node, scope)
        if path is None or not reading.is_text(path):
            reading.note(Wrong.FILTER, node, node.name)
        else:
            reading.used.add(path)
    elif node.name in LIST_FILTERS | ENTRY_FILTERS | JOINING and not _suits_its_list(node, scope, reading):
        reading.note(Wrong.FILTER, node, node.name)
    _refuse_linked(branches(node.node), scope, reading)
    if node.name in TEXT_FILTERS:
        _refuse_whole(branches(node.node), scope, reading)
    _visit_expression(node.node, scope, reading)


def _suits_its_list(node: nodes.Filter, scope: Scope, reading: Reading) -> bool:
    """Texts can be joined, sorted and told apart; entries are sorted by one of their texts."""
    if isinstance(node.node, nodes.Filter) and node.node.name == "map":
        return True  # of texts, as the filter before it is asked
    path = list_path(node.node, scope)
    if path is None or not reading.is_list(path):
        return False
    if node.name not in _OF_TEXTS or not reading.has_fields(f"{path}[]"):
        return True
    named = [pair.value for pair in node.kwargs if pair.key == "attribute"]
    return node.name == "sort" and any(reading.is_text(f"{path}[].{one.value}") for one in named)  # type: ignore[attr-defined]


def _has_plain_arguments(node: nodes.Filter) -> bool:
    """Nothing computed, and short, so that a filter makes a value longer by a sign or two and not by pages."""
    if node.dyn_args or node.dyn_kwargs:
        return False
    values = [*node.args, *(pair.value for pair in node.kwargs)]
    plain = all(isinstance(value, nodes.Const) and len(str(value.value)) <= 40 for value in values)
    return plain and (not values or node.name in JOINING | TEXT_FILTERS or node.name == "sort")


def _visit_test(node: nodes.Test, scope: Scope, reading: Reading) -> None:
    if node.name not in TESTS or node.args:
        reading.note(Wrong.TEST, node, node.name)
    _visit_expression(node.node, scope, reading)


def _refuse_linked(operands: Iterable[nodes.Node], scope: Scope, reading: Reading) -> None:
    """A value with links in it can be printed as a whole only."""
    for operand in operands:
        if is_linked(path_of(operand, scope)):
            reading.note(Wrong.NEEDS_R, operand)


def _refuse_whole(operands: Iterable[nodes.Node], scope: Scope, reading: Reading) -> None:
    """Of a list or an entry its values can be printed, not itself."""
    for operand in operands:
        path = path_of(operand, scope)
        if is_no_text(operand, scope):
            reading.note(Wrong.NO_TEXT, operand)
        elif path and (reading.is_list(path) or reading.has_fields(path)):
            reading.note(Wrong.WHOLE, operand, path=path)
