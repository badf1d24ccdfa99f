"""Any profile at all, every field of it included: for what must hold of every profile."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from postmatch.domain.dates import PartialDate
from postmatch.domain.profile import Profile

_days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
_dates = st.builds(
    lambda day, cut: PartialDate.model_validate(day.isoformat()[:cut]), _days, st.sampled_from([4, 7, 10])
)
_few_dates = st.sampled_from([PartialDate.model_validate(text) for text in ("2021", "2021-03", "2021-03-04", "2022")])
_few_words = st.sampled_from(
    ["", "other", "Clinic", "clinic", "Example Clinic", "Observer", "Senior observer", "false"]
)


def profiles(*, alike: bool = False) -> st.SearchStrategy[Profile]:
    """With ``alike`` from so few words and dates that two of them speak of the same things."""
    texts, dates = (_few_words, _few_dates) if alike else (st.text(max_size=20), _dates)
    return _values_of(Profile, texts, dates)


def _values_of(model: type[BaseModel], texts: st.SearchStrategy[str], dates: Any) -> st.SearchStrategy[Any]:
    fields: dict[str, st.SearchStrategy[Any]] = {}
    for name, field in model.model_fields.items():
        parts = getattr(field.annotation, "__args__", ())
        inner = [part for part in parts if _is_model(part)]
        if name == "id":
            continue  # made once for each, so that no two entries share one
        if _is_model(field.annotation):
            fields[name] = _values_of(field.annotation, texts, dates)
        elif PartialDate in parts:
            fields[name] = st.none() | dates
        elif int in parts:
            fields[name] = st.none() | st.integers(-5, 300)
        elif inner:
            fields[name] = st.lists(_values_of(inner[0], texts, dates), max_size=3).map(tuple)
        elif field.annotation is str:
            fields[name] = texts
        elif str in parts:
            fields[name] = st.lists(texts, max_size=3).map(tuple)
        else:
            fields[name] = st.from_type(field.annotation)
    return st.builds(model, **fields)


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel) and kind is not PartialDate
