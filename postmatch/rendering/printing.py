"""What a tag prints: which values, whether as text, and whether every one of them wherever it holds something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import nodes

from postmatch.rendering.expressions import Scope, is_loop_field, list_path, mapped_path, path_of
from postmatch.rendering.sandbox import COUNT_FILTERS, ENTRY_FILTERS, LIST_FILTERS

_IN_PART = " in part"  # behind a name in a scope: it stands for one entry of several; no name has a space in it
_NO_TEXT = (nodes.List, nodes.Tuple, nodes.Not, nodes.Compare, nodes.Test)


def branches(node: nodes.Node) -> Iterable[nodes.Node]:
    """What an expression prints: itself, or one side of its ``if``, ``or``, ``and``."""
    if isinstance(node, nodes.And | nodes.Or):
        return (*branches(node.left), *branches(node.right))
    if not isinstance(node, nodes.CondExpr):
        return (node,)
    return (*branches(node.expr1), *(branches(node.expr2) if node.expr2 else ()))


def is_no_text(node: nodes.Node, scope: Scope) -> bool:
    """Whether Python would print it in its own words: a list, True, None."""
    if isinstance(node, nodes.Const):
        return node.value is None or isinstance(node.value, bool)
    if isinstance(node, nodes.Filter):
        return node.name == "map" or node.name in LIST_FILTERS
    is_yes_or_no = is_loop_field(node, scope) and node.attr in ("first", "last")  # type: ignore[attr-defined]
    return is_yes_or_no or isinstance(node, _NO_TEXT)


def printed_paths(node: nodes.Node, scope: Scope) -> Iterator[str]:
    """The values that are printed whenever they hold something: not what an ``if`` asks for, not the second side of
    an ``or``, not one entry of several."""
    if isinstance(node, nodes.CondExpr):
        yield from printed_paths(node.expr1, scope)
    elif isinstance(node, nodes.Or | nodes.And):
        yield from printed_paths(node.left if isinstance(node, nodes.Or) else node.right, scope)
    elif isinstance(node, nodes.Concat):
        for operand in node.nodes:
            yield from printed_paths(operand, scope)
    elif isinstance(node, nodes.Filter):
        yield from _filtered(node, scope)
    elif (path := path_of(node, scope)) and not is_in_part(node, scope):
        yield path


def _filtered(node: nodes.Filter, scope: Scope) -> Iterator[str]:
    if node.node is None or node.name in COUNT_FILTERS | ENTRY_FILTERS or is_in_part(node.node, scope):
        return
    if node.name == "map":
        yield mapped_path(node, scope) or ""
    elif node.name == "join" and (path := list_path(node.node, scope)):
        yield f"{path}[]"
    else:
        yield from printed_paths(node.node, scope)


def is_in_part(node: nodes.Node | None, scope: Scope) -> bool:
    """Whether an expression takes one or some of several entries, or stands where only some of them come by."""
    if _IN_PART in scope:
        return True
    while node is not None:
        if isinstance(node, nodes.Name):
            return f"{node.name}{_IN_PART}" in scope
        if isinstance(node, nodes.Filter) and node.name in ENTRY_FILTERS:
            return True
        if isinstance(node, nodes.Getitem) and not _is_by_name(node):
            return True
        node = getattr(node, "node", None)
    return False


def in_part(scope: Scope, name: str = "") -> Scope:
    """The scope where all that is printed, or what goes by that name, is printed in part only."""
    return {**scope, f"{name}{_IN_PART}": None}


def asks_for_the_place(test: nodes.Node, scope: Scope) -> bool:
    """Whether an ``if`` asks where in its loop it stands, so that only some entries come by."""
    return any(is_loop_field(one, scope) for one in (test, *test.find_all(nodes.Getattr)))


def _is_by_name(node: nodes.Getitem) -> bool:
    return isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str)
