"""What a packet is for: one PDF for an e-mail, separate files for a portal, letters for the letter portal.

The usual profiles are data (``knowledge/packet_profiles.toml``); applicants add their own to the workspace.
"""

from __future__ import annotations

from datetime import date

from pydantic import Field

from postmatch.domain.values import LabelledEnum, Value, new_id


class PacketForm(LabelledEnum):
    ONE_PDF = "one_pdf", "One PDF with everything in it"
    SEPARATE_FILES = "separate_files", "Separate PDFs in one .zip"
    LETTER_PORTAL = "letter_portal", "Each letter as a file of its own, checked against the portal's rules"


class PacketProfile(Value):
    """``kinds``: the document kinds that go in, in this order; empty means all, in the order of the documents.

    ``most_bytes`` is the size target: of the whole for one PDF, of each file otherwise; None sets no target.
    ``stamp`` prints name, AAMC ID and page number in the foot of every page; ``dividers`` puts a sheet with the title
    in front of each document; ``source`` and ``checked_on`` belong to the rules of a shipped profile.
    """

    id: str = Field(default_factory=new_id)
    name: str
    note: str = ""
    form: PacketForm = PacketForm.ONE_PDF
    kinds: tuple[str, ...] = ()
    most_bytes: int | None = None
    stamp: bool = False
    dividers: bool = False
    source: str = ""
    checked_on: date | None = None

    def takes(self, kind: str) -> bool:
        return not self.kinds or kind in self.kinds

    @property
    def is_as_written(self) -> bool:
        """Letters for a portal go in as their writers signed them: nothing is printed on them or put before them."""
        return self.form is PacketForm.LETTER_PORTAL

    def adding(self, *, stamp: bool, dividers: bool) -> PacketProfile:
        """With what is asked for on top of it, where it can be had."""
        if self.is_as_written:
            return self
        return self.model_copy(update={"stamp": self.stamp or stamp, "dividers": self.dividers or dividers})


class Explanation(Value):
    """A page in the place of a document that cannot be had, in the applicant's own words."""

    id: str = Field(default_factory=new_id)
    kind: str
    text: str = ""
