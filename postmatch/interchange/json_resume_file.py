"""From bytes to the two parts of a JSON Resume, the standard one and ours; or a refusal that names what is wrong.

The published schema requires nothing, so a job advert passes it; ``require_resume`` asks for more than that.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from postmatch.errors import ProfileUnreadable
from postmatch.interchange.json_resume_faults import field_fault, kind_of
from postmatch.interchange.json_resume_notes import as_text
from postmatch.interchange.json_resume_shape import Resume

FORMAT = 1
"""The form of the part under ``postmatch`` that this version writes, and the newest it reads."""

Json = dict[str, Any]

_ADVERT_WORDS = ("title", "company", "responsibilities", "qualifications", "salary", "hiringOrganization")
_CHOOSE_HINT = "Choose a JSON Resume file, or a workspace .zip that Postmatch saved."


def parse_json_object(data: bytes) -> Json:
    """The object in the file. Raises ``ProfileUnreadable``: not UTF-8, not JSON (line and column), no object."""
    try:
        text = data.decode("utf-8-sig")
        raw = json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_no_such_number)
        json.dumps(raw, ensure_ascii=False).encode()  # half of a character, written as an escape, fails here
    except UnicodeError as error:
        raise _no_json(
            "it is not text in UTF-8", f"{_CHOOSE_HINT} If it is one, save it once more with the encoding UTF-8."
        ) from error
    except json.JSONDecodeError as error:
        raise _no_json(
            f"line {error.lineno}, column {error.colno} is not as JSON should be",
            "Correct that place in a text editor (often a comma or a quotation mark), or choose another file.",
        ) from error
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, _Repeated) else "a number or a nesting in it is beyond all measure"
        raise _no_json(reason, _CHOOSE_HINT) from error
    if not isinstance(raw, dict):
        raise ProfileUnreadable(
            f"This file is JSON but not a JSON Resume: it should hold a group in {{ }}, but it is {kind_of(raw)}.",
            _CHOOSE_HINT,
        )
    return raw


def read_shape(raw: Json) -> Resume:
    """The standard part. Raises ``ProfileUnreadable`` naming the first field, in the file's order, that is wrong."""
    try:
        return Resume.model_validate(raw)
    except ValidationError as error:
        raise ProfileUnreadable(
            f"This file is not a JSON Resume: {field_fault(error, raw)}.",
            "Correct that field in a text editor, or save the file anew from the program that made it.",
        ) from error


def read_own_part(raw: Json) -> Json | None:
    """``postmatch.profile`` as it stands, None when the file has no part of ours; its fields are not checked here.

    Raises ``ProfileUnreadable`` when it is from a newer version or not of our form.
    """
    if "postmatch" not in raw:
        return None
    own = raw["postmatch"]
    version = own.get("format") if isinstance(own, dict) else None
    if type(version) is int and version > FORMAT:
        raise ProfileUnreadable(
            "This profile was saved by a newer version of Postmatch, which this version cannot read.",
            "Update Postmatch, then choose the file again.",
        )
    wrong = _wrong_in_own_part(own)
    if wrong:
        raise ProfileUnreadable(
            f"The part of this file that is meant for Postmatch is not right: {wrong}.",
            'It should look like "postmatch": {"format": 1, "profile": { ... }}. docs/profile-file.md has an example.',
        )
    return own.get("profile", {})


def require_resume(raw: Json, resume: Resume, own: Json | None) -> None:
    """Raises ``ProfileUnreadable`` for an object that the schema accepts although it says nothing of a person."""
    if own is not None or any((resume.basics.name, resume.basics.email, resume.basics.label)):
        return
    is_advert = "basics" not in raw and any(word in raw for word in _ADVERT_WORDS)
    sections = [getattr(resume, name) for name in Resume.model_fields if name != "basics"]
    if not is_advert and any(as_text(value) for section in sections for entry in section for _, value in entry):
        return
    strange = next((key for key in raw if key not in Resume.model_fields and key not in ("$schema", "meta")), None)
    if "basics" in raw:
        fault = "basics.name is missing or empty, and so are basics.email and basics.label"
    elif strange:
        fault = f"“{strange[:40]}” is not a field of one, and there is no “basics”"
    else:
        fault = "there is no “basics” and no other section with anything in it"
    raise ProfileUnreadable(f"This file is not a JSON Resume: {fault}.", _CHOOSE_HINT)


class _Repeated(ValueError):
    """One name stands twice in one group: one of the two would be lost."""


def _without_repeats(pairs: list[tuple[str, Any]]) -> Json:
    found: Json = {}
    for key, value in pairs:
        if key in found:
            raise _Repeated(f"“{key[:40]}” stands twice in the same group")
        found[key] = value
    return found


def _no_such_number(_text: str) -> None:
    raise ValueError("JSON has no such number")


def _no_json(reason: str, hint: str) -> ProfileUnreadable:
    return ProfileUnreadable(f"This file cannot be read as JSON: {reason}.", hint)


def _wrong_in_own_part(own: object) -> str:
    if not isinstance(own, dict):
        return f"postmatch should be a group in {{ }}, but it is {kind_of(own)}"
    if type(own.get("format")) is not int or own["format"] < 1:
        return "postmatch.format should be 1"
    if strange := next((key for key in own if key not in ("format", "profile")), None):
        return f"postmatch.{strange[:40]} is not a field we know"
    profile = own.get("profile", {})
    if not isinstance(profile, dict):
        return f"postmatch.profile should be a group in {{ }}, but it is {kind_of(profile)}"
    return ""
