"""What can go wrong, as one tree. Pages and the command line catch ``PostmatchError`` and nothing wider.

PostmatchError            message: what happened and what it means; hint: what to do now
├── UploadRefused         the gate does not take this file (``reason``: a ``ReasonCode``)
├── ProfileUnreadable     a profile file is not JSON, not JSON Resume, or from a newer version
├── ArchiveUnreadable     a workspace .zip is damaged, not ours, too large, or from a newer version
├── ConversionFailed      an engine made no PDF from a Word file
├── EngineUnavailable     the chosen Word-to-PDF engine is not on this machine
├── TemplateBroken        a Word template asks for something we do not have, or does not parse
├── FileNotNamed          somebody named a file (a waived letter) that is not there
├── PacketNotNamed        somebody named a kind of packet that is not there
├── PacketImpossible      there is nothing to put into a packet
├── PacketUntrue          the finished packet, read back, is not what was planned
└── StorageFailed         the work could not be kept (disk full, folder locked)
    └── SaveConflict      somebody else (another tab) saved a newer version first
"""

from __future__ import annotations


class PostmatchError(Exception):
    """Something the applicant should read.

    ``message`` says what happened and what it means, ``hint`` what to do now; both are whole sentences
    without Markdown, and neither ever holds a password or the contents of a document.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}"


class UploadRefused(PostmatchError):
    """The gate does not take this file. ``reason`` is one of the words of ``domain.documents.ReasonCode``."""

    def __init__(self, reason: str, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.reason = reason


class ProfileUnreadable(PostmatchError):
    """A profile file is not JSON, not a JSON Resume, or written by a newer Postmatch."""


class ArchiveUnreadable(PostmatchError):
    """A workspace .zip is damaged, not ours, larger than we open, or written by a newer Postmatch."""


class ConversionFailed(PostmatchError):
    """A Word-to-PDF engine ran and gave no usable PDF."""


class EngineUnavailable(PostmatchError):
    """The chosen Word-to-PDF engine is not installed on this machine."""


class TemplateBroken(PostmatchError):
    """A Word template does not parse, or asks for a variable that does not exist."""


class FileNotNamed(PostmatchError):
    """A file was named, as a waived letter, that is not among the documents."""


class PacketNotNamed(PostmatchError):
    """A kind of packet was named that neither Postmatch nor the workspace has."""


class PacketImpossible(PostmatchError):
    """No packet can be built from what is there."""


class PacketUntrue(PostmatchError):
    """The finished packet was read back and is not what was planned, so it is not offered."""


class StorageFailed(PostmatchError):
    """The work could not be kept: the disk is full, or the data folder cannot be written."""


class SaveConflict(StorageFailed):
    """The stored workspace is newer than the one this save started from."""
