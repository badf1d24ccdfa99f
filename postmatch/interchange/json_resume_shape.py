"""The shape of a JSON Resume, schema 1.0.0: which field is text, which a list, which a group.

Fields beyond the schema are allowed, as it allows them, and kept to be reported. ``company``, ``website``,
``picture`` and ``gpa`` are names from older files.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """One group of fields; what the schema does not know is kept too, to be reported."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Location(Part):
    address: str = ""
    postalCode: str = ""
    city: str = ""
    countryCode: str = ""
    region: str = ""


class Account(Part):
    network: str = ""
    username: str = ""
    url: str = ""


class Basics(Part):
    name: str = ""
    label: str = ""
    image: str = ""
    picture: str = ""
    email: str = ""
    phone: str = ""
    url: str = ""
    website: str = ""
    summary: str = ""
    location: Location = Location()
    profiles: tuple[Account, ...] = ()


class Engagement(Part):
    """An entry of work or volunteer."""

    name: str = ""
    company: str = ""
    organization: str = ""
    location: str = ""
    description: str = ""
    position: str = ""
    url: str = ""
    website: str = ""
    startDate: str = ""
    endDate: str = ""
    summary: str = ""
    highlights: tuple[str, ...] = ()


class Study(Part):
    institution: str = ""
    url: str = ""
    area: str = ""
    studyType: str = ""
    startDate: str = ""
    endDate: str = ""
    score: str = ""
    gpa: str = ""
    courses: tuple[str, ...] = ()


class Honour(Part):
    title: str = ""
    date: str = ""
    awarder: str = ""
    summary: str = ""


class Certificate(Part):
    name: str = ""
    date: str = ""
    url: str = ""
    issuer: str = ""


class Work(Part):
    """An entry of publications."""

    name: str = ""
    publisher: str = ""
    releaseDate: str = ""
    url: str = ""
    website: str = ""
    summary: str = ""


class Ability(Part):
    """An entry of skills or interests."""

    name: str = ""
    level: str = ""
    keywords: tuple[str, ...] = ()


class Tongue(Part):
    language: str = ""
    fluency: str = ""


class Reference(Part):
    name: str = ""
    reference: str = ""


class Project(Part):
    name: str = ""
    description: str = ""
    highlights: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    startDate: str = ""
    endDate: str = ""
    url: str = ""
    roles: tuple[str, ...] = ()
    entity: str = ""
    type: str = ""


class Resume(Part):
    basics: Basics = Basics()
    work: tuple[Engagement, ...] = ()
    volunteer: tuple[Engagement, ...] = ()
    education: tuple[Study, ...] = ()
    awards: tuple[Honour, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    publications: tuple[Work, ...] = ()
    skills: tuple[Ability, ...] = ()
    languages: tuple[Tongue, ...] = ()
    interests: tuple[Ability, ...] = ()
    references: tuple[Reference, ...] = ()
    projects: tuple[Project, ...] = ()
