"""What an expression of a template stands for: the path of a variable, a small number, or nothing that is known.

``education[].title`` is the path of ``e.title`` inside a loop over ``education`` that names its entry ``e``.
"""

from __future__ import annotations

from jinja2 import nodes

from postmatch.rendering.sandbox import ENTRY_FILTERS, LIST_FILTERS, LOOP_FIELDS

LOOP = "loop"
Scope = dict[str, str | None]  # name in the template -> path; None for the loop's own counters
_LARGEST = 1_000  # a number that a template may reckon with


def is_small_number(node: nodes.Node | None, scope: Scope) -> bool:
    """A small number, a counter of the loop, or sums and products of them: text cannot be multiplied."""
    if isinstance(node, nodes.Const):
        return isinstance(node.value, int) and abs(node.value) <= _LARGEST
    if isinstance(node, nodes.Add | nodes.Sub | nodes.Mul):
        return is_small_number(node.left, scope) and is_small_number(node.right, scope)
    return is_loop_field(node, scope)


def is_loop_field(node: nodes.Node | None, scope: Scope) -> bool:
    is_loop = isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name == LOOP
    return is_loop and scope.get(LOOP, "") is None and node.attr in LOOP_FIELDS  # type: ignore[union-attr]


def list_path(node: nodes.Node | None, scope: Scope) -> str | None:
    """The path of a list, also when it is sorted, turned round or cut."""
    if isinstance(node, nodes.Filter) and node.name in LIST_FILTERS:
        return list_path(node.node, scope)
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        bounds = (node.arg.start, node.arg.stop, node.arg.step)
        is_plain = all(bound is None or isinstance(bound, nodes.Const | nodes.Neg) for bound in bounds)
        return list_path(node.node, scope) if is_plain else None
    return path_of(node, scope)


def mapped_path(node: nodes.Filter, scope: Scope) -> str | None:
    """``skills[].name`` for ``skills|map(attribute="name")``."""
    path = list_path(node.node, scope)
    if path is None or node.args or [pair.key for pair in node.kwargs] != ["attribute"]:
        return None
    value = node.kwargs[0].value
    return f"{path}[].{value.value}" if isinstance(value, nodes.Const) else None


def path_of(node: nodes.Node | None, scope: Scope) -> str | None:
    """``education[].title`` for an expression that is a plain walk from a variable, else None."""
    if isinstance(node, nodes.Name):
        return scope.get(node.name, node.name)
    if isinstance(node, nodes.Filter) and node.name in ENTRY_FILTERS:
        path = list_path(node.node, scope)
        return f"{path}[]" if path else None
    if not isinstance(node, nodes.Getattr | nodes.Getitem):
        return None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Slice):
        return list_path(node, scope)
    below = path_of(node.node, scope)
    if below is None:
        return None
    return f"{below}.{node.attr}" if isinstance(node, nodes.Getattr) else _indexed(below, node.arg)


def _indexed(below: str, key: nodes.Node) -> str | None:
    if not isinstance(key, nodes.Const | nodes.Neg):
        return None
    is_name = isinstance(key, nodes.Const) and isinstance(key.value, str)
    return f"{below}.{key.value}" if is_name else f"{below}[]"  # type: ignore[union-attr]


def written(node: nodes.Node | None) -> str:
    """The expression about as the template has it, for people."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Getattr):
        return f"{written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{written(node.node)}[…]"
    if isinstance(node, nodes.Call):
        return f"{written(node.node)}(…)"
    if isinstance(node, nodes.Filter):
        return f"{written(node.node)}|{node.name}"
    return f"{node.value!r}"[:40] if isinstance(node, nodes.Const) else "…"
