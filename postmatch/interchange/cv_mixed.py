"""Sections of several areas ("Certifications, languages and awards"): each line goes where its words belong."""

from __future__ import annotations

import re

from postmatch.conversion.text_lines import TextLine
from postmatch.interchange.cv_headings import Block, CvArea, Heading

_LANGUAGES = (
    "afrikaans amharic arabic armenian azerbaijani bengali bosnian bulgarian burmese cantonese catalan chinese"
    " croatian czech danish dari dutch english estonian farsi filipino finnish french georgian german greek"
    " gujarati haitian hausa hebrew hindi hungarian igbo indonesian italian japanese kannada kazakh khmer korean"
    " kurdish lao latvian lithuanian macedonian malay malayalam mandarin marathi mongolian nepali norwegian oromo"
    " pashto persian pidgin polish portuguese punjabi romanian russian serbian shona sindhi sinhala slovak"
    " slovenian somali spanish swahili swedish tagalog tamil telugu thai tigrinya turkish twi ukrainian urdu uzbek"
    " vietnamese wolof xhosa yoruba zulu"
)
_SIGNS: tuple[tuple[CvArea, re.Pattern[str]], ...] = (
    (CvArea.LANGUAGES, re.compile(rf"^(?:{'|'.join(_LANGUAGES.split())})\b", re.IGNORECASE)),
    (
        CvArea.AWARDS,
        re.compile(r"\b(?:prize|award|medal|scholar\w*|dean.s list|honou?r\w*|distinction|winner)\b", re.I),
    ),
    (CvArea.CERTIFICATIONS, re.compile(r"\b(?:ACLS|BLS|PALS|ATLS|NRP|certif\w+|licen[sc]\w+|course)\b", re.I)),
    (CvArea.MEMBERSHIPS, re.compile(r"\b(?:member\w*|society|association|college of|academy|fellow)\b", re.I)),
)


def sorted_out(block: Block) -> list[Block]:
    """The block as it is, or one block for each area that its heading names, lines in their order.

    A line goes on with the area of the one before when nothing in it says otherwise.
    """
    areas = (block.heading.area, *block.heading.also)
    if not block.heading.also or not set(areas) <= _SHORT:
        return [block]
    found = {area: Block(block.title, Heading(area)) for area in areas}
    now = block.heading.area
    for line in block.lines:
        now = _area_of(line, areas) or now
        found[now].lines.append(line)
    return [part for part in found.values() if part.lines]


def _area_of(line: TextLine, areas: tuple[CvArea, ...]) -> CvArea | None:
    return next((area for area, sign in _SIGNS if area in areas and sign.search(line.text)), None)


_SHORT = {CvArea.LANGUAGES, CvArea.SKILLS, CvArea.AWARDS, CvArea.CERTIFICATIONS, CvArea.MEMBERSHIPS}
