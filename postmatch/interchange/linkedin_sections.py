"""Where the columns of a LinkedIn archive go. A column that no reader takes stays in the row and is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from postmatch.domain.imports import Imported, Unplaced
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    EducationKind,
    Experience,
    ExperienceKind,
    Identity,
    Language,
    Link,
    Membership,
    Profile,
    Publication,
    Skill,
)
from postmatch.interchange.csv_rows import CsvRow
from postmatch.interchange.json_resume_words import degree_kind, work_kind
from postmatch.interchange.places import split_place

_POINT = re.compile(r"(?:^|\n|\s)\s*[•·▪◦●]\s*|\n\s*(?:[-–*]\s+)?|^\s*[-–*]\s+")
_WEBSITE = re.compile(r"([A-Z][A-Z _]*):(\S+?)(?=,[A-Z][A-Z _]*:|[\],]?$|\])")


class Found:
    """Grows while an archive is read: fields of the identity, entries of the lists, and what found no place."""

    def __init__(self, *, source: str) -> None:
        self._source = source
        self._identity: dict[str, Any] = {}
        self._links: list[Link] = []
        self._summary = ""
        self._lists: dict[str, list[Any]] = {}
        self._unplaced: list[Unplaced] = []

    def say(self, heading: str, **fields: Any) -> None:
        """Fields of the identity. What was told before stays, and what is told again is left under the heading."""
        for name, value in fields.items():
            if value and name in self._identity:
                self.leave(heading, value if isinstance(value, tuple) else [str(value)])
            elif value:
                self._identity[name] = value

    def say_address(self, address: str, *, is_primary: bool) -> None:
        """A primary address takes the place of one that only came first."""
        if is_primary and (before := self._identity.pop("email", "")):
            self.say("E-mail addresses", email=address)
            address = before
        self.say("E-mail addresses", email=address)

    def summarise(self, text: str) -> None:
        self._summary = "\n\n".join(filter(None, (self._summary, text)))

    def link(self, label: str, url: str) -> None:
        self._links.append(Link(label=label, url=url))

    def add(self, field: str, entry: Any) -> None:
        self._lists.setdefault(field, []).append(entry)

    def leave(self, heading: str, texts: Iterable[str]) -> None:
        self._unplaced += (Unplaced(source=self._source, heading=heading, text=text) for text in texts)

    def imported(self) -> Imported:
        lists = {field: tuple(entries) for field, entries in self._lists.items()}
        identity = Identity(**self._identity, links=tuple(self._links))
        profile = Profile(identity=identity, summary=self._summary, **lists)
        return Imported(source=self._source, profile=profile, unplaced=tuple(self._unplaced))


class Section(NamedTuple):
    """One file: its heading as people know it, columns by which its header is known, and who places a row."""

    heading: str
    columns: tuple[str, ...]
    place: Callable[[CsvRow, Found], None]


def points(description: str) -> tuple[str, ...]:
    """The lines of a description; LinkedIn also runs bullet points together into one line."""
    return tuple(part.strip() for part in _POINT.split(description) if part and part.strip())


def _profile(row: CsvRow, found: Found) -> None:
    city, country = split_place(row.take("Geo Location", "Location"))
    maiden = row.take("Maiden Name")
    found.say(
        "Profile",
        given_names=row.take("First Name"),
        family_name=row.take("Last Name"),
        other_names=(maiden,) if maiden else (),
        city=city,
        country=country,
        date_of_birth=row.date("Birth Date"),
    )
    found.summarise(row.take("Summary"))
    _websites(row.take("Websites"), found)


def _websites(text: str, found: Found) -> None:
    """``[COMPANY:https://a.example,PERSONAL:https://b.example]``; written otherwise it is left as it stands."""
    links = _WEBSITE.findall(text)
    if re.search(r"\w", _WEBSITE.sub("", text)):
        found.leave("Websites", [text])
        return
    for label, url in links:
        found.link(label.capitalize(), url)


def _position(row: CsvRow, found: Found) -> None:
    _engagement(row, found, kind=None, place=row.take("Company Name"), role=row.take("Title"))


def _volunteering(row: CsvRow, found: Found) -> None:
    kind = ExperienceKind.VOLUNTEER
    _engagement(row, found, kind=kind, place=row.take("Company Name", "Organization"), role=row.take("Role", "Title"))


def _engagement(row: CsvRow, found: Found, *, kind: ExperienceKind | None, place: str, role: str) -> None:
    """Without an end it goes on, as LinkedIn shows it; an end that cannot be read is told and is still an end."""
    location = row.take("Location")
    city, country = split_place(location)
    start, end = row.date("Started On"), row.date("Finished On")
    has_end = end is not None or bool(row.left_in("Finished On"))
    entry = Experience(
        kind=kind or work_kind(role, location) or ExperienceKind.OTHER,
        place=place,
        role=role,
        city=city,
        country=country,
        start=start,
        end=end,
        ongoing=start is not None and not has_end,
        bullets=points(row.take("Description")),
    )
    found.add("experience", entry)


def _education(row: CsvRow, found: Found) -> None:
    degree = row.take("Degree Name")
    activities = row.take("Activities")
    entry = Education(
        kind=degree_kind(degree) or EducationKind.OTHER,
        institution=row.take("School Name"),
        degree=degree,
        area=row.take("Field Of Study"),
        start=row.date("Start Date", "Started On"),
        end=row.date("End Date", "Finished On"),
        details=(*points(row.take("Notes")), *((f"Activities: {activities}",) if activities else ())),
    )
    found.add("education", entry)


def _certification(row: CsvRow, found: Found) -> None:
    entry = Certification(
        name=row.take("Name"),
        issuer=row.take("Authority"),
        issued=row.date("Started On"),
        expires=row.date("Finished On"),
    )
    found.add("certifications", entry)


def _publication(row: CsvRow, found: Found) -> None:
    entry = Publication(
        title=row.take("Name", "Title"),
        authors=row.take("Authors"),
        venue=row.take("Publisher"),
        date=row.date("Published On"),
        note=row.take("Description"),
        url=row.take("Url"),
    )
    found.add("publications", entry)


def _honor(row: CsvRow, found: Found) -> None:
    entry = Award(
        title=row.take("Title"),
        issuer=row.take("Issuer"),
        date=row.date("Issued On"),
        detail=row.take("Description"),
    )
    found.add("awards", entry)


def _organization(row: CsvRow, found: Found) -> None:
    entry = Membership(
        organization=row.take("Name"),
        role=row.take("Position"),
        start=row.date("Started On"),
        end=row.date("Finished On"),
    )
    found.add("memberships", entry)


def _language(row: CsvRow, found: Found) -> None:
    found.add("languages", Language(name=row.take("Name"), level=row.take("Proficiency")))


def _skill(row: CsvRow, found: Found) -> None:
    found.add("skills", Skill(name=row.take("Name")))


def _email(row: CsvRow, found: Found) -> None:
    """The primary address, or the first; every other is told. What LinkedIn notes of an address is not about people."""
    address = row.take("Email Address")
    is_primary = row.take("Primary").casefold() == "yes"
    for note in ("Confirmed", "Updated On"):
        row.take(note)
    found.say_address(address, is_primary=is_primary)


def _phone(row: CsvRow, found: Found) -> None:
    found.say("Phone numbers", phone=row.take("Number"))


def _told(_row: CsvRow, _found: Found) -> None:
    """Nothing of it has a field: every cell is left over."""


SECTIONS: dict[str, Section] = {
    "Profile.csv": Section("Profile", ("First Name", "Last Name", "Headline", "Summary"), _profile),
    "Email Addresses.csv": Section("E-mail addresses", ("Email Address", "Confirmed", "Primary"), _email),
    "PhoneNumbers.csv": Section("Phone numbers", ("Extension", "Number", "Type"), _phone),
    "Phone Numbers.csv": Section("Phone numbers", ("Extension", "Number", "Type"), _phone),
    "Positions.csv": Section("Positions", ("Company Name", "Title", "Description", "Started On"), _position),
    "Education.csv": Section("Education", ("School Name", "Start Date", "Degree Name"), _education),
    "Certifications.csv": Section("Certifications", ("Name", "Authority", "Started On"), _certification),
    "Languages.csv": Section("Languages", ("Name", "Proficiency"), _language),
    "Skills.csv": Section("Skills", ("Name",), _skill),
    "Honors.csv": Section("Honors", ("Title", "Description", "Issued On"), _honor),
    "Publications.csv": Section("Publications", ("Name", "Title", "Published On", "Publisher"), _publication),
    "Volunteering.csv": Section("Volunteering", ("Company Name", "Role", "Cause", "Started On"), _volunteering),
    "Organizations.csv": Section("Organizations", ("Name", "Position", "Started On"), _organization),
    "Projects.csv": Section("Projects", ("Title", "Description", "Url"), _told),
    "Courses.csv": Section("Courses", ("Name", "Number"), _told),
    "Test Scores.csv": Section("Test scores", ("Name", "Description", "Score"), _told),
    "Patents.csv": Section("Patents", ("Title", "Description", "Number"), _told),
}
