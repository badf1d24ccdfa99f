"""What the language of templates has: a few filters and tests, no function, no attribute of any Python object."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

TEXT_FILTERS = frozenset({"upper", "lower", "title", "capitalize", "trim", "default", "d"})
LIST_FILTERS = frozenset({"sort", "reverse", "unique", "list"})  # a list again
ENTRY_FILTERS = frozenset({"first", "last"})  # one entry of a list
COUNT_FILTERS = frozenset({"length", "count"})
JOINING = frozenset({"join", "map"})
FILTERS = TEXT_FILTERS | LIST_FILTERS | ENTRY_FILTERS | COUNT_FILTERS | JOINING
TESTS = frozenset({"defined", "undefined", "none", "odd", "even"})
LOOP_FIELDS = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length"})


class TemplateEnvironment(SandboxedEnvironment):
    """Jinja without its functions and most of its filters: what is not here can do no harm.

    A source is compiled once and kept for the life of the environment, which therefore belongs to one template.
    """

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters = {name: self.filters[name] for name in FILTERS}
        self.tests = {name: self.tests[name] for name in TESTS}
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Template:
        """Compiling takes more than half of the time of a filling, and the source never changes."""
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, globals, template_class)
        return self._compiled[source]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a value, never a method of the dict that holds it."""
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)

    def is_safe_callable(self, obj: Any) -> bool:
        """Nothing may be called."""
        return False
