"""The child process that opens what came from outside: reads a request, answers it, and waits for the next.

Started by ``Workers`` only. It owns its standard input and output for messages (``wire``), opens no network
connection, and is killed by its parent when it takes too long or too much.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from postmatch.conversion.wire import Header, WireBroken, read_message, write_message
from postmatch.domain.documents import Repair, Upload
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed, EngineUnavailable, UploadRefused

ADDRESS_HEADROOM = 512 * 1024 * 1024
"""Address space is not memory: the interpreter and its libraries map about 300 MB before the first file."""

Answer = tuple[Header, tuple[bytes, ...]]


def main() -> None:
    """Answers requests until the parent closes the pipe."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not talk into the messages
    warnings.simplefilter("ignore")
    _forbid_core_dumps()
    _load()
    with suppress(WireBroken):
        write_message(answers, {"ready": True})
        while True:
            header, blobs = read_message(requests)
            answer, data = _answer(header, blobs)
            write_message(answers, answer, data)


def _load() -> None:
    """Imports what the first request would otherwise wait for inside its time limit."""
    from postmatch.conversion import normalise, pages  # noqa: F401


def _forbid_core_dumps() -> None:
    """A core file would be the applicant's document on the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _bound_memory(memory_bytes: int) -> None:
    if sys.platform.startswith("linux"):
        import resource

        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        wanted = memory_bytes + ADDRESS_HEADROOM
        resource.setrlimit(resource.RLIMIT_AS, (wanted if hard < 0 else min(wanted, hard), hard))


def _answer(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    _bound_memory(int(header["memory_bytes"]))
    try:
        return _OPERATIONS[header["operation"]](header, blobs)
    except UploadRefused as error:
        return {"refused": error.reason, "message": error.message, "hint": error.hint}, ()
    except EngineUnavailable as error:
        return {"unavailable": True, "message": error.message, "hint": error.hint}, ()
    except ConversionFailed as error:
        return {"failed": True, "message": error.message, "hint": error.hint}, ()
    except MemoryError:
        return {"memory": True}, ()
    except Exception as error:  # noqa: BLE001 - only kind and place travel: the words may quote the document
        return {"crashed": _place(error)}, ()


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {where}"


def _normalise(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.normalise import normalise

    result = normalise(
        Upload(name=header["name"], data=blobs[0]),
        limits=Limits.model_validate(header["limits"]),
        password=header["password"],
        engine=header["engine"],
    )
    answer = {
        "media_type": result.media_type,
        "page_count": result.page_count,
        "repairs": _dumped(result.repairs),
        "text": result.text,
    }
    return answer, (result.pdf,)


def _word_to_pdf(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.word import convert_word

    result = convert_word(blobs[0], engine=header["engine"])
    return {"page_count": result.page_count, "repairs": _dumped(result.warnings)}, (result.pdf,)


def _draw(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.pages import draw_pages

    return {}, draw_pages(blobs[0], page_numbers=header["page_numbers"], width=header["width"])


def _picture_digests(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.pages import digest_pages

    return {"digests": digest_pages(blobs[0], dpi=header["dpi"])}, ()


def _page_texts(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.pages import read_texts

    return {"texts": read_texts(blobs[0])}, ()


def _dumped(repairs: tuple[Repair, ...]) -> list[dict[str, Any]]:
    return [repair.model_dump(mode="json") for repair in repairs]


_OPERATIONS: dict[str, Callable[[Header, tuple[bytes, ...]], Answer]] = {
    "normalise": _normalise,
    "word_to_pdf": _word_to_pdf,
    "draw": _draw,
    "picture_digests": _picture_digests,
    "page_texts": _page_texts,
}

if __name__ == "__main__":
    main()
