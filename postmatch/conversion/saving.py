"""An open PDF as the bytes of a file, written one way: small, without a password, the same each time."""

from __future__ import annotations

import io

import pikepdf

_VERSIONS = {"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7", "2.0"}


def saved(pdf: pikepdf.Pdf) -> bytes:
    """Written from the catalogue down, so that what nothing leads to is not written. At least version 1.5, which has
    object streams (ISO 32000-1 section 7.5.7); a version that there never was becomes 1.7."""
    stream = io.BytesIO()
    version = {"min_version": "1.5"} if str(pdf.pdf_version) in _VERSIONS else {"force_version": "1.7"}
    pdf.save(
        stream, **version, encryption=False, compress_streams=True, deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )  # fmt: skip
    return stream.getvalue()
