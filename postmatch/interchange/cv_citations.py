"""Citations as they stand on a CV: ``Okafor A, Bello T. Title. Journal. 2024 Feb;12(3):45-9. doi: ...``.

One that is written otherwise is kept whole as the title: better a long title than a wrong author.
"""

from __future__ import annotations

import re
from itertools import islice

from postmatch.domain.profile import Publication, PublicationKind
from postmatch.interchange.cv_dates import DATE, dated, first_date

_NUMBER = re.compile(r"^\s*(?:\[\d{1,3}\]|\d{1,3}[.)])\s+")
_ADDRESS = re.compile(
    r"\s*\(?\b(?:(?:doi|pmid|pmcid)\s*:?\s*(?:https?://\S+|[\w./()<>;:-]+\w)|https?://\S+\w/?|10\.\d{4,9}/\S+\w)\)?\.?",
    re.IGNORECASE,
)
_AUTHOR = re.compile(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3},? (?:[A-Z]\.? ?-?){1,3}|et al\.?")
_INITIALS = re.compile(r"(?:[A-Z]\.? ?-?){1,3}")
_BETWEEN_AUTHORS = re.compile(r",? (?:and|&) |[,;] ")
_END_OF_AUTHORS = re.compile(rf"(?:\.:?|:) |\s(?=\({DATE}\))", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"\(({DATE})\)[.,:]?\s+", re.IGNORECASE)
_LONGEST_NAME = 60
_MOST_ENDS = 40
_TITLE = re.compile(r"^(?P<title>[\"“]?.+?(?:[?!][\"”]?|\.[\"”]?|[\"”][.,]?))\s+(?P<rest>\S.*)$")
_SOURCE = re.compile(
    rf"^(?P<venue>.+?)[.,;]?\s+\(?(?P<date>{DATE}(?:\s\d{{1,2}})?)\)?"
    r"(?:\s*;\s*(?P<volume>\w+)?\s*(?:\((?P<issue>[^)]*)\))?(?:\s*:\s*(?P<pages>\w+(?:\s*[-–]\s*\w+)?))?)?"
    r"[.,;]?\s*(?P<note>.*)$",
    re.IGNORECASE,
)
_KINDS = (
    (PublicationKind.ABSTRACT, re.compile(r"\b(?:poster|abstract)\b", re.IGNORECASE)),
    (PublicationKind.PRESENTATION, re.compile(r"\b(?:oral presentation|presented (?:at|to)|podium)\b", re.IGNORECASE)),
)


def read_citation(text: str, kind: PublicationKind | None) -> Publication:
    """``kind`` is that of the heading."""
    plain = without_number(text)
    addresses = [match[0].strip(" .()") for match in _ADDRESS.finditer(plain)]
    said = _ADDRESS.sub(" ", plain).strip()
    fields = _fields(" ".join(said.split()))
    return Publication(
        **{name: value.strip(" ,;") for name, value in fields.items() if name != "date"},
        date=first_date(_turned(fields.get("date", ""))),
        url=" ".join(addresses),
        kind=_kind(plain, kind),
    )


def without_number(text: str) -> str:
    """Without ``1.`` or ``[1]`` before it."""
    return _NUMBER.sub("", text.replace("\t", " "))


def number_of(text: str) -> str:
    """The number that ``without_number`` takes off."""
    match = _NUMBER.match(text.replace("\t", " "))
    return match[0] if match else ""


def _fields(text: str) -> dict[str, str]:
    """Authors, title and the rest; the whole as the title when it is not written so."""
    authors, after = _authors(text)
    year = _YEAR_FIRST.match(after) if authors else None
    after = after[year.end() :] if year else after
    title = _TITLE.match(after) if authors else None
    if not title:
        read = dated(text)
        is_at_the_end = read is not None and text.startswith(read.rest)
        when = {"date": str(read.single)} if read and read.single and is_at_the_end else {}
        return {"title": read.rest if read and when else text, **when}
    source = _SOURCE.match(title["rest"])
    rest = source.groupdict(default="") if source and not year else {"venue": title["rest"].rstrip(".")}
    rest["note"] = rest.get("note", "").rstrip(".")
    when = {"date": year[1]} if year else {}
    return {"authors": authors, "title": _whole_title(title["title"]), **rest, **when}


def _authors(text: str) -> tuple[str, str]:
    """The longest beginning that is nothing but names with initials, and the rest; empty when there is none."""
    ends = islice(_END_OF_AUTHORS.finditer(text), _MOST_ENDS)
    found = [end for end in ends if _are_authors(text[: end.start()])]
    return (text[: found[-1].start()], text[found[-1].end() :]) if found else ("", text)


def _are_authors(text: str) -> bool:
    names: list[str] = []
    for part in _BETWEEN_AUTHORS.split(text):
        if names and _INITIALS.fullmatch(part):  # Okafor, A., Bello, T.
            names[-1] += f" {part}"
        else:
            names.append(part)
    return all(len(name) <= _LONGEST_NAME and _AUTHOR.fullmatch(name) for name in names)


def _whole_title(title: str) -> str:
    return title.removesuffix(".")


def _turned(date: str) -> str:
    """``2026 Apr 5`` as people write it."""
    return re.sub(
        r"^(\d{4}) ([A-Za-z]+)\.? ?(\d{1,2})?$", lambda m: f"{m[2]} {m[3] + ', ' if m[3] else ''}{m[1]}", date
    )


def _kind(text: str, kind: PublicationKind | None) -> PublicationKind:
    if kind not in (None, PublicationKind.PUBLICATION):
        return kind
    return next((one for one, sign in _KINDS if sign.search(text)), PublicationKind.PUBLICATION)
