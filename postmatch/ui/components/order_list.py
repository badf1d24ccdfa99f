"""A list to bring into order: by dragging, by Up and Down, or by the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from postmatch.ui import session
from postmatch.ui.components.mounting import mount

_ORDER = "order"


@dataclass(frozen=True)
class OrderItem:
    """One row: what it is called, a quieter line below, and whether it stands where it stands (``is_fixed``)."""

    id: str
    title: str
    detail: str = ""
    is_fixed: bool = False


def order_list(items: Sequence[OrderItem], *, key: str, label: str, on_order: Callable[[list[str]], None]) -> None:
    """Draws the rows. ``on_order`` gets the ids of all rows in their new order, once per drop and before the next run.

    Fixed rows keep their places: the others move around them.
    """

    def dropped() -> None:
        order = session.component_value(key, _ORDER)
        known = {item.id for item in items}
        if isinstance(order, list) and len(order) == len(known) and set(order) == known:
            session.use_up(key)
            on_order(order)

    rows = [{"id": item.id, "title": item.title, "detail": item.detail, "fixed": item.is_fixed} for item in items]
    # The count makes each run after a drop a new message, also when the order did not change: a conflict may have
    # turned the move down, and then the rows must go back.
    data = {"items": rows, "label": label, "drops": session.use_count(key)}
    mount("order_list", key=key, data=data, on_order_change=dropped)
