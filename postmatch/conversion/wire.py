"""Messages between Postmatch and its workers: one JSON header, then raw bytes. Never pickle: a worker reads
hostile files, and what it answers must not be able to run anything here."""

from __future__ import annotations

import json
import struct
from collections.abc import Sequence
from typing import Any, BinaryIO

MAX_HEADER_BYTES = 32 * 1024 * 1024
MAX_BLOB_BYTES = 768 * 1024 * 1024
"""What a message may hold in all. The receiver keeps it in memory, and a worker could say anything; the largest
honest one is a packet of some thousand pages."""

Header = dict[str, Any]


class WireBroken(Exception):
    """The other side is gone, or does not keep to the form."""


def write_message(stream: BinaryIO, header: Header, blobs: Sequence[bytes] = ()) -> None:
    """Raises ``WireBroken`` when nobody reads any more."""
    line = json.dumps({**header, "blobs": [len(blob) for blob in blobs]}).encode()
    try:
        stream.write(struct.pack(">I", len(line)))
        stream.write(line)
        for blob in blobs:
            stream.write(blob)
        stream.flush()
    except (OSError, ValueError) as error:
        raise WireBroken("the other side does not listen") from error


def read_message(stream: BinaryIO) -> tuple[Header, tuple[bytes, ...]]:
    """The next header and its blobs; raises ``WireBroken`` at the end of the stream."""
    length = struct.unpack(">I", _exactly(stream, 4))[0]
    if length > MAX_HEADER_BYTES:
        raise WireBroken("a header of impossible length")
    try:
        header = json.loads(_exactly(stream, length))
        sizes = [int(size) for size in header["blobs"]]
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise WireBroken("a header that is none") from error
    if sum(sizes) > MAX_BLOB_BYTES or any(size < 0 for size in sizes):
        raise WireBroken("a message of impossible length")
    return header, tuple(_exactly(stream, size) for size in sizes)


def _exactly(stream: BinaryIO, size: int) -> bytes:
    try:
        data = stream.read(size)
    except (OSError, ValueError) as error:
        raise WireBroken("the other side is gone") from error
    if len(data) < size:
        raise WireBroken("the other side is gone")
    return data
