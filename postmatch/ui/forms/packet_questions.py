"""What the editor of an own packet profile asks, as data."""

from __future__ import annotations

from postmatch.domain.documents import CONTENTS_KIND, DIVIDER_KIND, EXPLANATION_KIND
from postmatch.domain.packet_profiles import PacketForm
from postmatch.ui import session
from postmatch.ui.forms.fields import Choice, Megabytes, Several, Switch, Text

_DRAWN = (CONTENTS_KIND, DIVIDER_KIND, EXPLANATION_KIND)  # come with the packet, nobody chooses them


def _kinds() -> dict[str, str]:
    return {kind.id: kind.label for kind in session.facts().kinds if kind.id not in _DRAWN}


PACKET_PROFILE = (
    Text(name="name", label="Name of this kind of packet"),
    Choice(name="form", label="As", options=tuple(PacketForm), optional=False),
    Several(
        name="kinds",
        label="What goes in",
        options=_kinds,
        placeholder="Everything, in the order of your documents",
        help="Choose nothing to take everything. What you choose goes in by kind, in the order below.",
    ),
    Megabytes(name="most_bytes", label="At most, in MB", help="Empty for no limit. Scans are made smaller to meet it."),
    Switch(name="stamp", label="Your name and the page number on every page"),
    Switch(name="dividers", label="A title sheet before each document"),
)
