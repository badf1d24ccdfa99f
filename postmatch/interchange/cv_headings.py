"""The headings of a CV: which section begins, in the words that people use for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from postmatch.conversion.text_lines import TextLine
from postmatch.domain.profile import ExperienceKind, PublicationKind

_MOST_WORDS = 7


class CvArea(StrEnum):
    """What the lines below a heading are about; ``OTHER``: something that the profile has no place for."""

    TOP = "top"
    CONTACT = "contact"
    SUMMARY = "summary"
    EXAMS = "exams"
    EDUCATION = "education"
    EXPERIENCE = "experience"
    PUBLICATIONS = "publications"
    CERTIFICATIONS = "certifications"
    LANGUAGES = "languages"
    SKILLS = "skills"
    AWARDS = "awards"
    MEMBERSHIPS = "memberships"
    GAPS = "gaps"
    OTHER = "other"


class Heading(NamedTuple):
    """``us_clinical``: the entries are clinical work in the US, hands-on or not. ``also``: areas that the heading names
    beside the first."""

    area: CvArea
    kind: ExperienceKind | PublicationKind | None = None
    us_clinical: bool = False
    also: tuple[CvArea, ...] = ()


@dataclass
class Block:
    """A heading as it stands in the file, empty for what stands before the first one, and the lines below it."""

    title: str
    heading: Heading
    lines: list[TextLine] = field(default_factory=list)


_PATTERNS: tuple[tuple[str, Heading], ...] = (
    (
        r"(?:u\.?\s?s\.?a?\.?|united states|american) (?:clinical|medical)(?: work)?"
        r" (?:experiences?|exposure|rotations?|training)"
        r"|clinical (?:work )?experiences? in the (?:u\.?s\.?a?|united states)|usce|observerships?|externships?"
        r"|clinical (?:rotations|electives)",
        Heading(CvArea.EXPERIENCE, us_clinical=True),
    ),
    (
        r"clinical (?:work|experiences?)(?: abroad| outside the (?:us|united states)| in (?:my )?home country)"
        r"|(?:international|foreign|home country) (?:clinical|medical|work) (?:work|experiences?)",
        Heading(CvArea.EXPERIENCE, ExperienceKind.CLINICAL_ABROAD),
    ),
    (
        r"research (?:and|&) publications",
        Heading(CvArea.PUBLICATIONS, PublicationKind.PUBLICATION),
    ),
    (
        r"(?:oral |podium |scientific |conference |national |invited )?(?:presentations?|talks|lectures given)",
        Heading(CvArea.PUBLICATIONS, PublicationKind.PRESENTATION),
    ),
    (
        r"(?:posters?|(?:published )?abstracts?)(?: presentations?)?",
        Heading(CvArea.PUBLICATIONS, PublicationKind.ABSTRACT),
    ),
    (
        r"publications?|journal articles?|papers|bibliography|manuscripts|scholarly works?",
        Heading(CvArea.PUBLICATIONS, PublicationKind.PUBLICATION),
    ),
    (r"research(?: (?:experiences?|projects?|work|activities))?", Heading(CvArea.EXPERIENCE, ExperienceKind.RESEARCH)),
    (
        r"teaching(?: (?:experiences?|activities|and mentoring))?|mentoring|mentorship",
        Heading(CvArea.EXPERIENCE, ExperienceKind.TEACHING),
    ),
    (
        r"(?:volunteer(?:ing|ism)?|community|service|humanitarian|charity)"
        r"(?: (?:work|experiences?|activities|service|outreach|involvement))?|outreach|advocacy"
        r"|extra-?curricular activities",
        Heading(CvArea.EXPERIENCE, ExperienceKind.VOLUNTEER),
    ),
    (
        r"(?:licen[sc]es?|licensure|certifications?|certificates?)(?: of completion)?",
        Heading(CvArea.CERTIFICATIONS),
    ),
    (r"courses|workshops", Heading(CvArea.CERTIFICATIONS)),
    (r"languages?(?: skills| proficiency)?", Heading(CvArea.LANGUAGES)),
    (
        r"(?:(?:computer|technical|clinical|procedural|software) )?skills|procedures|competencies",
        Heading(CvArea.SKILLS),
    ),
    (r"hono(?:u)?rs?|awards?|prizes?|scholarships?|distinctions|achievements?|recognitions?", Heading(CvArea.AWARDS)),
    (
        r"(?:professional |society )?(?:memberships?|affiliations?|societies|organi[sz]ations)",
        Heading(CvArea.MEMBERSHIPS),
    ),
    (
        r"(?:usmle |licensing |board |medical )?(?:exam(?:ination)?s?|scores?)|usmle|test scores"
        r"|ecfmg(?: certification| status)?|at a glance",
        Heading(CvArea.EXAMS),
    ),
    (
        r"(?:medical |post-?graduate |under-?graduate |higher )?(?:education|schooling)"
        r"|academic (?:background|qualifications?)|qualifications|degrees|medical school",
        Heading(CvArea.EDUCATION),
    ),
    (r"(?:other|unaccounted) periods|gaps|time away", Heading(CvArea.GAPS)),
    (
        r"(?:professional |personal |career )?(?:summary|profile|objectives?|statement|overview)|about(?: me)?",
        Heading(CvArea.SUMMARY),
    ),
    (
        r"(?:personal|contact|biographical|biographic|general) (?:information|details|data)",
        Heading(CvArea.CONTACT),
    ),
    (
        r"(?:(?:clinical|work|professional|medical|employment|job|hospital) )?(?:experiences?|history|appointments?"
        r"|employment|positions?|training|internships?|residency)(?: held| history)?|other work|career",
        Heading(CvArea.EXPERIENCE),
    ),
    (r"references?|referees|hobbies|(?:personal )?interests|additional information|declaration", Heading(CvArea.OTHER)),
)
_BETWEEN = re.compile(
    r"\b(?:and|or|of|the|in|other|selected|relevant|key|additional|peer|reviewed|professional|academic|my|list)\b|[&,/·|+-]"
)
_COMPILED = tuple((re.compile(rf"\b(?:{pattern})(?!\w)"), heading) for pattern, heading in _PATTERNS)


def blocks(lines: Iterable[TextLine]) -> list[Block]:
    """The lines below their headings. Where headings stand out by style or capitals, only such lines are headings."""
    read = list(lines)
    known = [(line, heading_of(line.text)) for line in read if not line.is_bullet]
    stand_out = sum(heading is not None and stands_out(line) for line, heading in known) > 1
    found = [Block("", Heading(CvArea.TOP))]
    for line in read:
        heading = None if line.is_bullet or (stand_out and not stands_out(line)) else heading_of(line.text)
        if heading is None and len(found) > 1 and line.is_heading and "\t" not in line.text:
            heading = Heading(CvArea.OTHER)
        if heading:
            found.append(Block(line.text, heading))
        elif labelled := _labelled(line):
            found += [labelled, Block("", found[-1].heading)]
        else:
            found[-1].lines.append(line)
    return [block for block in found if block.lines or block.title]


def stands_out(line: TextLine) -> bool:
    return line.is_heading or (line.text.isupper() and len(line.text) > 3)


def heading_of(text: str) -> Heading | None:
    """The section that a line names when it says nothing but names of sections; the first of several."""
    plain = " ".join(text.casefold().replace("’", "'").rstrip(" :.").split())
    if not plain or "\t" in text or len(plain.split()) > _MOST_WORDS or any(sign.isdigit() for sign in plain):
        return None
    places = []
    rest = plain
    for pattern, heading in _COMPILED:
        for match in pattern.finditer(rest):
            places.append((match.start(), heading))
        rest = pattern.sub(lambda match: "·" * len(match[0]), rest)
    if not places or _BETWEEN.sub("", rest).strip(" ·"):
        return None
    first, *others = (heading for _, heading in sorted(places, key=lambda place: place[0]))
    return first._replace(also=tuple(dict.fromkeys(other.area for other in others if other.area is not first.area)))


def _labelled(line: TextLine) -> Block | None:
    """``Languages: English, French`` is a section in one line."""
    label, colon, rest = line.text.replace("\t", " ").partition(":")
    heading = heading_of(label) if colon and rest.strip() and label[:1].isupper() else None
    if heading is None or heading.area not in _ONE_LINE:
        return None
    return Block(label.strip(), heading, [line.model_copy(update={"text": rest.strip(), "is_bullet": False})])


_ONE_LINE = {CvArea.LANGUAGES, CvArea.SKILLS, CvArea.CERTIFICATIONS, CvArea.MEMBERSHIPS, CvArea.AWARDS, CvArea.OTHER}
