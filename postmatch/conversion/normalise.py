"""The upload gate: from the bytes of an upload to a well-formed PDF and the facts of what was done.

Runs inside a worker process; ``Workers.normalise`` is the way in. What can go wrong is ``UploadRefused`` with a
reason; foreign errors do not leave the modules that meet them.
"""

from __future__ import annotations

from dataclasses import replace

from postmatch.conversion.images import normalise_picture
from postmatch.conversion.media_types import MediaType, name_lies, sniff
from postmatch.conversion.pdf import normalise_pdf
from postmatch.conversion.refusals import refusal, too_large
from postmatch.conversion.word import normalise_word
from postmatch.domain.documents import Normalised, ReasonCode, Repair, RepairCode, Upload
from postmatch.domain.facts import Limits


def normalise(upload: Upload, *, limits: Limits, password: str | None = None, engine: str = "embedded") -> Normalised:
    """See ``Workers.normalise``; raises ``UploadRefused`` and, for Word files only, ``EngineUnavailable``."""
    if not upload.data:
        raise refusal(ReasonCode.EMPTY)
    if len(upload.data) > limits.upload_bytes:
        raise too_large(len(upload.data), limits.upload_bytes)
    found = sniff(upload.data)
    if found.family == "pdf":
        result = normalise_pdf(upload.data, limits=limits, password=password)
    elif found.family == "picture":
        result = normalise_picture(upload.data, limits=limits)
    else:
        result = normalise_word(upload.data, limits=limits, engine=engine)
    if not name_lies(upload.name, found):
        return result
    return replace(result, repairs=(_told_apart(found), *result.repairs))


def _told_apart(found: MediaType) -> Repair:
    message = f"The name says otherwise, but this is {found.a_file}; it was taken for what it is."
    return Repair(code=RepairCode.TYPE_DIFFERS_FROM_NAME, message=message)
