"""A filled Word document at a rung of the ladder: scaled in its styles and wherever a paragraph or run says its own.

It works on the filled document, so that the applicant's Word file carries the very rung of the PDF. Elements are those
of ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

from functools import cached_property

from postmatch.conversion.word_package import as_xml, packed, parsed_xml
from postmatch.rendering.rung_layout import fit_margins, follow_width
from postmatch.rendering.rungs import FLOOR_MARGIN, Rung
from postmatch.rendering.scaling import scale, scale_defaults
from postmatch.rendering.type_sizes import body_half_points
from postmatch.rendering.word_parts import body_part, numbering_parts, read_parts, running_parts, styles_part


class Ladder:
    """A filled document, read once, to be written at any rung."""

    def __init__(self, docx: bytes) -> None:
        self._docx = docx
        self._parts = read_parts(docx)

    @cached_property
    def body(self) -> float:
        """The size of its text as it was filled, in points."""
        return body_half_points(self._parts) / 2

    def at(self, rung: Rung) -> bytes:
        """The document at that rung as .docx bytes: always made from the filled one, the same bytes each time."""
        if rung == Rung(self.body):
            return self._docx
        roots = {name: parsed_xml(self._parts[name]) for name in self._set_parts}
        styles = styles_part(self._parts)
        widths = fit_margins(roots[body_part(self._parts)], widest=rung.margin, floor=FLOOR_MARGIN)
        if styles:
            scale_defaults(roots[styles])
        for root in roots.values():
            scale(root, size=rung.body / self.body, line=rung.line, spacing=rung.spacing)
            if widths:
                follow_width(root, widths)
        return packed({**self._parts, **{name: as_xml(root) for name, root in roots.items()}})

    @cached_property
    def _set_parts(self) -> tuple[str, ...]:
        """Names of the parts that hold text or say how text is set."""
        styles = styles_part(self._parts)
        own = (body_part(self._parts), *((styles,) if styles else ()))
        return (*own, *numbering_parts(self._parts), *running_parts(self._parts))
