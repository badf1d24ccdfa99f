"""The child process that opens what came from outside: reads a request, answers it, and waits for the next.

Started by ``Workers`` only. It owns its standard input and output for messages (``wire``), gives up what it does not
need before it opens a file (``confinement``), and is killed by its parent when it takes too long or too much.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from postmatch.conversion.answers import Answer, converted_header, dumped, normalised_answer
from postmatch.conversion.confinement import withhold
from postmatch.conversion.fonts import write_fontconfig
from postmatch.conversion.kernel_limits import bounded, return_memory, settle
from postmatch.conversion.wire import Header, WireBroken, read_message, write_message
from postmatch.domain.documents import Upload
from postmatch.domain.edits import PageEdits
from postmatch.domain.facts import Limits
from postmatch.errors import ConversionFailed, EngineUnavailable, TemplateBroken, UploadRefused

_LOADED_BEFORE: dict[str, tuple[str, ...]] = {
    "normalise": ("postmatch.conversion.normalise",),
    "straighten": ("postmatch.conversion.normalise", "postmatch.conversion.straightening"),
}
"""Modules for the operations whose time limit is short; what only draws or reads pages stays small without them."""
_LOADED_ALWAYS = ("postmatch.conversion.pages",)
"""PDFium: almost everything needs it, and where confinement hides the libraries, that shows before the first file."""

_LONG_SECONDS = 0.02
"""Tidying after a request takes a few milliseconds, which the next one may wait for only where it hardly matters."""


def main() -> None:
    """Answers requests until the parent closes the pipe."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not talk into the messages
    warnings.simplefilter("ignore")
    settle()
    withheld = withhold(Path.cwd()) if sys.argv[3] == "confined" else ()
    os.environ["FONTCONFIG_FILE"] = str(write_fontconfig(Path(tempfile.gettempdir()), with_fonts=False))
    _load(sys.argv[2])
    with suppress(WireBroken):
        write_message(answers, {"ready": True, "withheld": withheld})
        while True:
            started = time.monotonic()
            _serve(requests, answers)
            if time.monotonic() - started > _LONG_SECONDS:
                return_memory()


def _serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """One request; nothing of it is held when this returns."""
    header, blobs = read_message(requests)
    if header["operation"] == "load":
        _load(header["for"])
        write_message(answers, {})
        return
    with bounded(memory_bytes=int(header["memory_bytes"]), seconds=float(header["seconds"])):
        answer, data = _answer(header, blobs)
    write_message(answers, answer, data)


def _load(operation: str) -> None:
    """Imports what the first request of this kind would otherwise wait for inside its time limit."""
    for module in (*_LOADED_ALWAYS, *_LOADED_BEFORE.get(operation, ())):
        importlib.import_module(module)
    gc.freeze()  # modules are never garbage, so no collection needs to look at them


def _answer(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    try:
        return _operation(header["operation"])(header, blobs)
    except UploadRefused as error:
        return {"refused": error.reason, "message": error.message, "hint": error.hint}, ()
    except EngineUnavailable as error:
        return {"unavailable": True, "message": error.message, "hint": error.hint}, ()
    except ConversionFailed as error:
        return {"failed": True, "message": error.message, "hint": error.hint}, ()
    except TemplateBroken as error:
        return {"broken": True, "message": error.message, "hint": error.hint}, ()
    except MemoryError:
        return {"memory": True}, ()
    except Exception as error:  # noqa: BLE001 - only kind and place travel: the words may quote the document
        return {"crashed": _place(error)}, ()


def _operation(name: str) -> Callable[[Header, tuple[bytes, ...]], Answer]:
    """One of ours, or a function of a package above this one by its place: ``postmatch.package.module:function``."""
    if name in _OPERATIONS:
        return _OPERATIONS[name]
    module, function = name.split(":")
    if not module.startswith("postmatch."):
        raise LookupError(name)
    found: Callable[[Header, tuple[bytes, ...]], Answer] = getattr(importlib.import_module(module), function)
    return found


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
    return normalised_answer(result)


def _straighten(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.normalise import finished
    from postmatch.conversion.straightening import straighten

    return normalised_answer(finished(straighten(blobs[0], limits=Limits.model_validate(header["limits"]))))


def _unpack(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.bundles import unpack_bundle

    found = unpack_bundle(blobs[0], limits=Limits.model_validate(header["limits"]))
    if found is None:
        return {"members": None}, ()
    members = [(name, None if isinstance(one, bytes) else one.model_dump(mode="json")) for name, one in found]
    return {"members": members}, tuple(one for _, one in found if isinstance(one, bytes))


def _word_to_pdf(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.word import convert_word

    result = convert_word(blobs[0], engine=header["engine"])
    return converted_header(result), (result.pdf,)


def _words_to_pdfs(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.word import convert_words

    results = convert_words(blobs, engine=header["engine"])
    told = [
        {"failed": True, "message": one.message, "hint": one.hint}
        if isinstance(one, ConversionFailed)
        else converted_header(one)
        for one in results
    ]
    return {"results": told}, tuple(one.pdf for one in results if not isinstance(one, ConversionFailed))


def _draw(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.pages import draw_pages

    return {}, draw_pages(blobs[0], page_numbers=header["page_numbers"], width=header["width"])


def _page_facts(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.page_facts import page_facts

    return {"pages": dumped(page_facts(blobs[0], first=header["first"], last=header["last"]))}, ()


def _stamped_page_facts(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.page_facts import stamped_page_facts

    return {"pages": dumped(stamped_page_facts(blobs[0], first=header["first"], last=header["last"]))}, ()


def _page_texts(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.pages import read_texts

    return {"texts": read_texts(blobs[0])}, ()


def _recognize(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.tesseract import read_pages

    read = read_pages(blobs[0], page_numbers=header["page_numbers"])
    return {"read": read.model_dump(mode="json")}, ()


def _archival_obstacles(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.archival import obstacles

    return {"pages": dumped(obstacles(blobs[0]))}, ()


def _picture_facts(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.picture_facts import picture_facts

    found = picture_facts(blobs[0], limits=Limits.model_validate(header["limits"]))
    return {"facts": found.model_dump(mode="json")}, ()


def _edit(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.editing import apply_edits

    result = apply_edits(blobs[0], PageEdits.model_validate(header["edits"]))
    answer = {"page_count": result.page_count, "pages": dumped(result.pages), "notes": result.notes}
    return answer, (result.pdf,)


def _shrink(header: Header, blobs: tuple[bytes, ...]) -> Answer:
    from postmatch.conversion.shrinking import shrink

    result = shrink(blobs[0], step=header["step"])
    return {"pictures": dumped(result.pictures), "pages": dumped(result.pages)}, (result.pdf,)


_OPERATIONS: dict[str, Callable[[Header, tuple[bytes, ...]], Answer]] = {
    "normalise": _normalise,
    "straighten": _straighten,
    "unpack": _unpack,
    "word_to_pdf": _word_to_pdf,
    "words_to_pdfs": _words_to_pdfs,
    "draw": _draw,
    "page_facts": _page_facts,
    "stamped_page_facts": _stamped_page_facts,
    "page_texts": _page_texts,
    "recognize": _recognize,
    "archival_obstacles": _archival_obstacles,
    "picture_facts": _picture_facts,
    "edit": _edit,
    "shrink": _shrink,
}

if __name__ == "__main__":
    main()
