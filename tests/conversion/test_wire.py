from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.conversion.wire import WireBroken, read_message, write_message

HEADERS = st.dictionaries(st.text(max_size=9), st.text(max_size=30) | st.integers() | st.none(), max_size=4)


@given(HEADERS, st.lists(st.binary(max_size=50)))
def test_what_is_written_is_read(header: dict[str, object], blobs: list[bytes]) -> None:
    header.pop("blobs", None)
    stream = io.BytesIO()
    write_message(stream, header, blobs)
    stream.seek(0)
    back, data = read_message(stream)
    assert {key: value for key, value in back.items() if key != "blobs"} == header
    assert list(data) == blobs


@given(st.binary(max_size=60))
def test_anything_else_is_a_broken_wire(data: bytes) -> None:
    with pytest.raises(WireBroken):
        read_message(io.BytesIO(data))


def test_a_message_cut_short_is_a_broken_wire() -> None:
    stream = io.BytesIO()
    write_message(stream, {"a": 1}, [b"x" * 100])
    with pytest.raises(WireBroken):
        read_message(io.BytesIO(stream.getvalue()[:-1]))


@pytest.mark.parametrize(
    "line",
    [b'{"blobs": [Infinity]}', b'{"blobs": [-1]}', b'{"blobs": [1e12]}', b"[]", b"{}", b"[" * 100_000, b'{"blobs": 7}'],
)
def test_a_header_that_means_harm_is_a_broken_wire(line: bytes) -> None:
    with pytest.raises(WireBroken):
        read_message(io.BytesIO(len(line).to_bytes(4, "big") + line + b"x" * 20))
