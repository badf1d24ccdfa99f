"""From the profile to the standard sections of a JSON Resume, for programs that know nothing of Postmatch.

What the applicant does not show on the CV is left out here, and so is what the standard has no place for.
"""

from __future__ import annotations

from typing import Any

from postmatch.domain.profile import Education, Experience, ExperienceKind, Identity, Profile

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"

Json = dict[str, Any]


def standard_part(profile: Profile) -> Json:
    """Everything but ``postmatch``; fields and sections with nothing in them are absent."""
    experience = [entry for entry in profile.experience if entry.shown_on_cv]
    volunteer = [entry for entry in experience if entry.kind is ExperienceKind.VOLUNTEER]
    work = [entry for entry in experience if entry.kind is not ExperienceKind.VOLUNTEER]
    return {
        "$schema": _SCHEMA,
        **_filled(
            basics=_basics(profile),
            work=[_engagement(entry, "name") for entry in work],
            volunteer=[_engagement(entry, "organization") for entry in volunteer],
            education=[_study(entry) for entry in profile.education if entry.shown_on_cv],
            **_lists(profile),
        ),
        "meta": {"version": "v1.0.0"},
    }


def _basics(profile: Profile) -> Json:
    who = profile.identity
    return _filled(
        name=who.full_name,
        email=who.email,
        phone=who.phone,
        summary=profile.summary,
        location=_location(who),
        profiles=[_filled(network=link.label, url=link.url) for link in who.links],
    )


def _location(who: Identity) -> Json:
    """The standard has a code for the country, we have its name: a name goes into the free line of the address."""
    if len(who.country) == 2 and who.country.isascii() and who.country.isupper():
        return _filled(city=who.city, countryCode=who.country)
    return _filled(city=who.city, address=", ".join(filter(None, (who.city, who.country))) if who.country else "")


def _engagement(entry: Experience, place: str) -> Json:
    return _filled(
        **{place: entry.place},
        position=entry.role,
        location=", ".join(filter(None, (entry.city, entry.country))),
        startDate=entry.start,
        endDate=None if entry.ongoing else entry.end,
        highlights=list(entry.bullets),
    )


def _study(entry: Education) -> Json:
    return _filled(
        institution=entry.institution,
        area=entry.area,
        studyType=entry.degree,
        startDate=entry.start,
        endDate=entry.end,
        courses=list(entry.details),
    )


def _lists(profile: Profile) -> dict[str, list[Json]]:
    return {
        "awards": [
            _filled(title=entry.title, awarder=entry.issuer, date=entry.date, summary=entry.detail)
            for entry in profile.awards
            if entry.shown_on_cv
        ],
        "certificates": [
            _filled(name=entry.name, issuer=entry.issuer, date=entry.issued)
            for entry in profile.certifications
            if entry.shown_on_cv
        ],
        "publications": [
            _filled(name=p.title, publisher=p.venue, releaseDate=p.date, url=p.url, summary=p.note)
            for p in profile.publications
            if p.shown_on_cv
        ],
        "skills": [
            _filled(name=skill.name, keywords=[skill.detail] if skill.detail else [])
            for skill in profile.skills
            if skill.shown_on_cv
        ],
        "languages": [_filled(language=entry.name, fluency=entry.level) for entry in profile.languages],
    }


def _filled(**fields: Any) -> Json:
    """The fields that say something; dates as text."""
    present = {name: value for name, value in fields.items() if value not in (None, "", [], {})}
    plain = (str, list, dict)
    return {name: value if isinstance(value, plain) else str(value) for name, value in present.items()}
