"""A packet as one file to take away: its PDF, or a .zip around several."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable

from postmatch.domain.workspace import PacketRecord
from postmatch.usecases.tools import Blob

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can say: the same bytes on any day


def packet_bytes(record: PacketRecord, blob: Blob) -> bytes:
    """What the applicant sends, called ``record.file_name``. Raises ``StorageFailed``."""
    if len(record.files) == 1:
        return blob(record.files[0].sha256)
    return zip_of((file.file_name, blob(file.sha256)) for file in record.files)


def zip_of(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A .zip of named files, the same bytes for the same files. Its comment ends in a digest of everything in it:
    Streamlit tells large downloads apart by their length and three samples, one of them at the end of the file."""
    digest = hashlib.sha256()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in files:
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = 3  # "made on Unix", wherever it was made: zipfile would write the present system
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, data)
            digest.update(f"{name}\n{hashlib.sha256(data).hexdigest()}\n".encode())
        archive.comment = b"Postmatch packet " + digest.hexdigest().encode()
    return out.getvalue()
