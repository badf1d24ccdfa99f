"""Other people's files as a source of facts: read and shown beside the profile, taken over only when told."""

from __future__ import annotations

from collections.abc import Collection

from postmatch.conversion import WorkerLost
from postmatch.conversion.refusals import refusal, too_large
from postmatch.conversion.workers import WorkerFunction
from postmatch.domain.documents import ReasonCode, Upload
from postmatch.domain.imports import Imported, kept_beside
from postmatch.domain.proposals import proposals, with_accepted
from postmatch.domain.workspace import Workspace
from postmatch.errors import ConversionFailed, UploadRefused
from postmatch.interchange import import_json_resume
from postmatch.interchange.untrusted import IMPORT_HINT, read_packed, read_pdf
from postmatch.storage import is_archive
from postmatch.usecases.tools import Tools

_LOST = {
    ReasonCode.TIMEOUT: "Reading this file took too long, so it was stopped and nothing was taken from it.",
    ReasonCode.MEMORY: "Reading this file needs more memory than one may use, so nothing was taken from it.",
}
_DAMAGED = "This file is damaged or not built as it should be, so nothing could be read from it."
_LOCKED = "This PDF is locked with a password, so its words cannot be read."
_WORKSPACE = "This is a workspace that Postmatch saved, with documents and all, so it is not taken over item by item."
_WORKSPACE_HINT = "Open the Workspace page and choose it there; it is brought back as a whole."
_LOCKED_HINT = "Save a copy without the password from the program that opens it, and choose that."


def read_file(upload: Upload, tools: Tools) -> Imported:
    """What the file says of the applicant; what its bytes are decides, not its name.

    Takes a JSON Resume, a LinkedIn archive, a CV as .docx or PDF, and the MyERAS application as PDF. Raises
    ``UploadRefused`` and, for JSON that is no resume, ``ProfileUnreadable``.
    """
    data, limits = upload.data, tools.facts.limits
    if not data.strip():
        raise refusal(ReasonCode.EMPTY, "This file is empty, so there is nothing to take from it.", IMPORT_HINT)
    if is_archive(data):
        raise refusal(ReasonCode.UNSUPPORTED_TYPE, _WORKSPACE, _WORKSPACE_HINT)
    if len(data) > limits.upload_bytes:
        raise too_large(len(data), limits.upload_bytes)
    return _read(upload, tools).of_file(data)


def _read(upload: Upload, tools: Tools) -> Imported:
    data = upload.data
    if data.startswith(b"PK"):
        return _asked(read_packed, upload.name, data, tools)
    if b"%PDF-" in data[:1024]:
        return _asked(read_pdf, upload.name, _normalised(upload, tools), tools)
    if _looks_like_json(data):
        return import_json_resume(data, source=upload.name)
    raise refusal(
        ReasonCode.UNSUPPORTED_TYPE, "This is not a kind of file that facts about you can be read from.", IMPORT_HINT
    )


def take_over(workspace: Workspace, imported: Imported, accepted_ids: Collection[str]) -> Workspace:
    """The workspace with the accepted items (``Proposal.id``) in its profile, and the words that found no place kept;
    those that an earlier reading of the same file left are replaced."""
    offered = proposals(workspace.profile, imported.profile)
    profile = with_accepted(workspace.profile, (one for one in offered if one.id in accepted_ids))
    unplaced = (*kept_beside(workspace.unplaced, imported.digest), *imported.unplaced)
    return workspace.with_profile(profile).model_copy(update={"unplaced": unplaced})


def _normalised(upload: Upload, tools: Tools) -> bytes:
    """The gate repairs and decrypts; its words about locked files speak of another page."""
    try:
        return tools.workers.normalise(upload, limits=tools.facts.limits).pdf
    except UploadRefused as error:
        if error.reason == ReasonCode.PASSWORD_NEEDED:
            raise refusal(ReasonCode.PASSWORD_NEEDED, _LOCKED, _LOCKED_HINT) from error
        raise


def _asked(function: WorkerFunction, source: str, data: bytes, tools: Tools) -> Imported:
    limits = tools.facts.limits
    try:
        answer, _ = tools.workers.call(
            function, {"source": source}, [data], seconds=limits.seconds, memory_bytes=limits.memory_bytes
        )
        return Imported.model_validate(answer["imported"])
    except WorkerLost as error:
        raise refusal(error.reason, _LOST.get(error.reason, _DAMAGED), IMPORT_HINT) from error
    except (ConversionFailed, ValueError, LookupError, TypeError) as error:
        raise refusal(ReasonCode.DAMAGED, _DAMAGED, IMPORT_HINT) from error


def _looks_like_json(data: bytes) -> bool:
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
