"""From the standard sections of a JSON Resume to the profile: who somebody is, and what they learnt, did and can.

Each reader names the fields it has placed; every other field that says something becomes a finding.
"""

from __future__ import annotations

from collections.abc import Sequence

from postmatch.domain.dates import PartialDate
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
    Profile,
    Publication,
    Skill,
)
from postmatch.interchange.json_resume_notes import Notes
from postmatch.interchange.json_resume_shape import Account, Basics, Engagement, Project, Resume, Study
from postmatch.interchange.json_resume_words import degree_kind, split_name, work_kind

_NOW = {"present", "current", "now", "ongoing", "today"}
_TECHNICAL = {"$schema", "meta", "postmatch"}


def read_sections(resume: Resume, notes: Notes) -> Profile:
    """The profile as far as the standard part goes."""
    notes.leftovers("file", resume.model_extra or {}, _TECHNICAL)
    for interest in resume.interests:
        notes.not_placed("interests", "interests", [interest.name, interest.level, *interest.keywords])
        notes.leftovers("interests", interest.model_extra or {}, ())
    for reference in resume.references:
        whole = " – ".join(filter(None, (reference.name, reference.reference)))
        notes.not_placed("references", "references", reference.name or reference.reference, whole=whole)
        notes.leftovers("references", reference.model_extra or {}, ())
    return Profile(
        identity=_identity(resume.basics, notes),
        summary=resume.basics.summary,
        experience=_experience(resume, notes.about("experience")),
        education=tuple(_education(study, i, notes.about("education")) for i, study in enumerate(resume.education)),
        publications=_publications(resume, notes.about("publications")),
        certifications=_certifications(resume, notes.about("certifications")),
        languages=_languages(resume, notes.about("languages")),
        awards=_awards(resume, notes.about("awards")),
        skills=_skills(resume, notes.about("skills")),
    )


def _identity(basics: Basics, notes: Notes) -> Identity:
    given_names, family_name = split_name(basics.name)
    if basics.name and not (notes.is_covered("identity", "family_name") or notes.is_covered("identity", "given_names")):
        notes.say(
            "basics",
            "Your name",
            f"JSON Resume keeps a name in one piece. We read “{given_names}” as given names and “{family_name}” as"
            " family name.",
            "Check both on the Profile page: they should stand as on your ECFMG certificate.",
        )
    where = basics.location
    notes.leftovers("basics", dict(basics), _BASICS_PLACED)
    if not notes.is_covered("identity", "city"):
        notes.leftovers("basics", dict(where), ("city", "region", "countryCode"))
    return Identity(
        given_names=given_names,
        family_name=family_name,
        email=basics.email,
        phone=basics.phone,
        city=", ".join(filter(None, (where.city.strip(), where.region.strip()))),
        country=where.countryCode,
        links=_links(basics, notes),
    )


_BASICS_PLACED = ("name", "email", "phone", "url", "website", "summary", "location", "profiles")


def _links(basics: Basics, notes: Notes) -> tuple[Link, ...]:
    own = [Link(label="Website", url=url) for url in (basics.url, basics.website) if url.strip()]
    accounts = [_account(account) for account in basics.profiles]
    for account in basics.profiles:
        notes.about("identity", "links").leftovers("basics", account.model_extra or {}, ())
    return (*own, *(link for link in accounts if link.label or link.url))


def _account(account: Account) -> Link:
    """The user name is told with the network unless the address holds it."""
    shown = account.username if account.username not in account.url else ""
    label = f"{account.network} ({shown})" if account.network and shown else account.network or shown
    return Link(label=label, url=account.url)


def _experience(resume: Resume, notes: Notes) -> tuple[Experience, ...]:
    work = [_engagement(entry, f"work[{i}]", notes) for i, entry in enumerate(resume.work)]
    volunteer = [_engagement(entry, f"volunteer[{i}]", notes) for i, entry in enumerate(resume.volunteer)]
    projects = [_project(entry, f"projects[{i}]", notes) for i, entry in enumerate(resume.projects)]
    unsorted = [entry for entry in work if entry.kind is ExperienceKind.OTHER]
    if unsorted:
        notes.say(
            "work",
            "Types of experience",
            f"Put under other work, because the file does not tell what type of experience it is: {_names(unsorted)}.",
            "Choose the type of each entry on the Profile page: clinical, research, teaching or volunteer work.",
        )
    entries = (*work, *volunteer, *projects)
    _say_ongoing(entries, notes)
    return entries


def _engagement(entry: Engagement, where: str, notes: Notes) -> Experience:
    section = where.partition("[")[0]
    place = notes.first(section, entry, "name", "organization", "company")
    kind = ExperienceKind.VOLUNTEER if section == "volunteer" else work_kind(entry.position, entry.location)
    placed = ("name", "company", "organization", "location", "position", "startDate", "endDate")
    notes.leftovers(section, dict(entry), (*placed, "description", "summary", "highlights"))
    start, end, is_ongoing = _period(entry, where, notes)
    return Experience(
        kind=kind or ExperienceKind.OTHER,
        place=place,
        role=entry.position,
        city=entry.location,
        start=start,
        end=end,
        ongoing=is_ongoing,
        bullets=_lines(entry.description, entry.summary, *entry.highlights),
    )


def _project(entry: Project, where: str, notes: Notes) -> Experience:
    placed = ("name", "entity", "roles", "startDate", "endDate", "description", "highlights")
    notes.leftovers("projects", dict(entry), placed)
    start, end, is_ongoing = _period(entry, where, notes)
    return Experience(
        place=entry.name or entry.entity,
        role=", ".join(filter(None, entry.roles)),
        department=entry.entity if entry.name else "",
        start=start,
        end=end,
        ongoing=is_ongoing,
        bullets=_lines(entry.description, *entry.highlights),
    )


def _period(
    entry: Engagement | Project, where: str, notes: Notes
) -> tuple[PartialDate | None, PartialDate | None, bool]:
    """In this format an entry that begins and does not end is going on (so its themes print it)."""
    section = where.partition("[")[0]
    start = notes.date(section, f"{where}.startDate", entry.startDate)
    if entry.endDate.strip().lower() in _NOW:
        return start, None, True
    end = notes.date(section, f"{where}.endDate", entry.endDate)
    return start, end, bool(start and not entry.endDate.strip())


def _say_ongoing(entries: Sequence[Experience], notes: Notes) -> None:
    ongoing = [entry for entry in entries if entry.ongoing]
    if ongoing:
        notes.say(
            "work",
            "Experience without an end",
            f"Taken as going on now, because the file has no end date for it: {_names(ongoing)}.",
            "Add the end date on the Profile page if it is over.",
        )


def _education(study: Study, index: int, notes: Notes) -> Education:
    placed = ("institution", "area", "studyType", "startDate", "endDate", "score", "gpa", "courses")
    notes.leftovers("education", dict(study), placed)
    grade = notes.first("education", study, "score", "gpa")
    return Education(
        kind=degree_kind(study.studyType) or EducationKind.OTHER,
        institution=study.institution,
        degree=study.studyType,
        area=study.area,
        start=notes.date("education", f"education[{index}].startDate", study.startDate),
        end=notes.date("education", f"education[{index}].endDate", study.endDate),
        details=_lines(f"Grade: {grade}" if grade else "", *study.courses),
    )


def _publications(resume: Resume, notes: Notes) -> tuple[Publication, ...]:
    for entry in resume.publications:
        notes.leftovers("publications", entry.model_extra or {}, ())
    return tuple(
        Publication(
            title=entry.name,
            venue=entry.publisher,
            date=notes.date("publications", f"publications[{i}].releaseDate", entry.releaseDate),
            note=entry.summary,
            url=notes.first("publications", entry, "url", "website"),
        )
        for i, entry in enumerate(resume.publications)
    )


def _certifications(resume: Resume, notes: Notes) -> tuple[Certification, ...]:
    for entry in resume.certificates:
        notes.leftovers("certificates", dict(entry), ("name", "issuer", "date"))
    return tuple(
        Certification(
            name=entry.name,
            issuer=entry.issuer,
            issued=notes.date("certificates", f"certificates[{i}].date", entry.date),
        )
        for i, entry in enumerate(resume.certificates)
    )


def _awards(resume: Resume, notes: Notes) -> tuple[Award, ...]:
    for entry in resume.awards:
        notes.leftovers("awards", entry.model_extra or {}, ())
    return tuple(
        Award(
            title=entry.title,
            issuer=entry.awarder,
            date=notes.date("awards", f"awards[{i}].date", entry.date),
            detail=entry.summary,
        )
        for i, entry in enumerate(resume.awards)
    )


def _skills(resume: Resume, notes: Notes) -> tuple[Skill, ...]:
    for entry in resume.skills:
        notes.leftovers("skills", entry.model_extra or {}, ())
    return tuple(
        Skill(name=entry.name, detail=": ".join(filter(None, (entry.level, ", ".join(filter(None, entry.keywords))))))
        for entry in resume.skills
    )


def _languages(resume: Resume, notes: Notes) -> tuple[Language, ...]:
    for entry in resume.languages:
        notes.leftovers("languages", entry.model_extra or {}, ())
    return tuple(Language(name=entry.language, level=entry.fluency) for entry in resume.languages)


def _lines(*texts: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts if text.strip())


def _names(entries: Sequence[Experience]) -> str:
    names = [f"“{entry.role or entry.place or 'an entry without a name'}”" for entry in entries]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
