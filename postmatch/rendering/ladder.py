"""A filled Word document at a rung of the ladder: scaled in its styles and wherever a paragraph or run says its own.

It works on the filled document, so that the applicant's Word file carries the very rung of the PDF. Elements are those
of ECMA-376 part 1, chapter 17.
"""

from __future__ import annotations

from functools import cached_property

from postmatch.rendering.rung_layout import fit_margins, follow_width
from postmatch.rendering.rungs import FLOOR_MARGIN, Rung
from postmatch.rendering.scaling import scale, scale_defaults
from postmatch.rendering.type_sizes import body_half_points
from postmatch.rendering.word_parts import BODY, STYLES, as_xml, parsed, read_parts, running_parts, written


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
        roots = {name: parsed(self._parts[name]) for name in self._set_parts}
        widths = fit_margins(roots[BODY], widest=rung.margin, floor=FLOOR_MARGIN)
        if STYLES in roots:
            scale_defaults(roots[STYLES])
        for root in roots.values():
            scale(root, size=rung.body / self.body, line=rung.line, spacing=rung.spacing)
            if widths:
                follow_width(root, widths)
        return written({**self._parts, **{name: as_xml(root) for name, root in roots.items()}})

    @cached_property
    def _set_parts(self) -> tuple[str, ...]:
        """Names of the parts that hold text or say how text is set."""
        wanted = (BODY, STYLES, "word/numbering.xml", *running_parts(self._parts))
        return tuple(name for name in wanted if name in self._parts)


def at_rung(docx: bytes, rung: Rung) -> bytes:
    """A filled document at that rung: the same bytes for the same document and rung."""
    return Ladder(docx).at(rung)
