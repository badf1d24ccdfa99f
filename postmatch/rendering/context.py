"""From a profile to the plain values that a CV template prints; ``variables.py`` documents every one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, TypeVar

from postmatch.domain.cv_form import CvForm, CvSection
from postmatch.domain.dates import PartialDate, period_label
from postmatch.domain.profile import (
    Award,
    Certification,
    Education,
    Experience,
    ExperienceKind,
    Identity,
    Membership,
    Profile,
    Publication,
    PublicationKind,
)
from postmatch.rendering.at_a_glance import at_a_glance, exam_lines, month_label, to_month
from postmatch.rendering.cleaning import clean_line, clean_lines, clean_paragraphs, joined
from postmatch.rendering.links import Piece, StyledText, linked_line, mail_address, shown_address, web_address

Context = dict[str, Any]
Row = dict[str, Any]
T = TypeVar("T")

_EXPERIENCE_LISTS = {
    "clinical_abroad": (ExperienceKind.CLINICAL_ABROAD,),
    "us_clinical": (ExperienceKind.US_HANDS_ON, ExperienceKind.US_OBSERVERSHIP),
    "research": (ExperienceKind.RESEARCH,),
    "teaching": (ExperienceKind.TEACHING,),
    "volunteer": (ExperienceKind.VOLUNTEER,),
    "other_work": (ExperienceKind.OTHER,),
}
_PUBLICATION_LISTS = {
    "publications": PublicationKind.PUBLICATION,
    "presentations": PublicationKind.PRESENTATION,
    "abstracts": PublicationKind.ABSTRACT,
}
_SETTINGS = {ExperienceKind.US_HANDS_ON: "Hands-on", ExperienceKind.US_OBSERVERSHIP: "Observership"}
_STRIP_COLUMNS = ("left", "middle", "right")


def cv_context(
    profile: Profile,
    *,
    form: CvForm = CvForm(),  # noqa: B008 - a frozen value
    order: tuple[CvSection, ...] = (),
    is_long: bool = False,
    today: date,
) -> Context:
    """All variables of a CV template. Entries not shown on the CV are left out, the rest is newest first."""
    shown = shown_on_cv(profile)
    glance = at_a_glance(shown, today=today)
    return {
        **person(profile.identity),
        "summary": list(clean_paragraphs(shown.summary)),
        "at_a_glance": glance,
        "at_a_glance_rows": _rows_of_three(glance),
        "exams": [{"title": name, "result": outcome, "dates": when} for name, outcome, when in exam_lines(shown.exams)],
        "education": [_education(item) for item in _newest_first(shown.education, _education_end)],
        **{name: _experience(shown.experience, kinds) for name, kinds in _EXPERIENCE_LISTS.items()},
        **{name: _publications(shown.publications, kind) for name, kind in _PUBLICATION_LISTS.items()},
        "certifications": [_certification(item) for item in _newest_first(shown.certifications, _issued)],
        "languages": [
            {"name": clean_line(item.name), "level": clean_line(item.level)}
            for item in shown.languages
            if clean_line(item.name)
        ],
        "awards": [_award(item) for item in _newest_first(shown.awards, lambda item: (item.date, None))],
        "memberships": [_membership(item) for item in _newest_first(shown.memberships, _membership_end)],
        "skills": [
            {"name": clean_line(item.name), "detail": clean_line(item.detail)}
            for item in shown.skills
            if clean_line(item.name) or clean_line(item.detail)
        ],
    }


def person(identity: Identity) -> Context:
    """Name and contact, the same in every kind of template."""
    place = joined(clean_line(identity.city), clean_line(identity.country))
    e_mail, phone = clean_line(identity.email), clean_line(identity.phone)
    links = [_link(link.label, link.url) for link in identity.links]
    return {
        "name": clean_line(identity.full_name),
        "other_names": joined(*clean_lines(identity.other_names)),
        "place": place,
        "email": e_mail,
        "phone": phone,
        "contact_line": linked_line([(place, None), (e_mail, mail_address(e_mail)), (phone, None), *links]),
        "aamc_id": clean_line(identity.aamc_id),
        "usmle_id": clean_line(identity.usmle_id),
        "nrmp_id": clean_line(identity.nrmp_id),
    }


def shown_on_cv(profile: Profile) -> Profile:
    """The profile without the entries that the applicant keeps off the CV."""
    lists = ("exams", "education", "experience", "publications", "certifications", "awards", "memberships", "skills")
    kept = {name: tuple(item for item in getattr(profile, name) if item.shown_on_cv) for name in lists}
    return profile.model_copy(update=kept)


def _link(label: str, url: str) -> tuple[str, str | None]:
    """A link under its address, which also works on paper; under its label when it has no usable address."""
    address = web_address(url)
    return (shown_address(url), address) if address else (joined(clean_line(label), clean_line(url), by=": "), None)


def _rows_of_three(items: list[dict[str, str]]) -> list[dict[str, dict[str, str]]]:
    blank = {"label": "", "value": "", "detail": ""}
    padded = [*items, *[blank] * (-len(items) % 3)]
    return [dict(zip(_STRIP_COLUMNS, padded[i : i + 3], strict=True)) for i in range(0, len(padded), 3)]


def _education(item: Education) -> Row:
    school, degree = clean_line(item.institution), joined(clean_line(item.degree), clean_line(item.area))
    return {
        "title": degree or school,
        "place": joined(school if degree else "", clean_line(item.city), clean_line(item.country)),
        "dates": _period(item.start, item.end, False),
        "note": clean_line(item.honors),
        "details": clean_lines(item.details),
    }


def _experience(items: Iterable[Experience], kinds: tuple[ExperienceKind, ...]) -> list[Row]:
    chosen = [item for item in items if item.kind in kinds]
    return [_experience_row(item) for item in _newest_first(chosen, _experience_end)]


def _experience_row(item: Experience) -> Row:
    role, department, place = clean_line(item.role), clean_line(item.department), clean_line(item.place)
    supervisor = clean_line(item.supervisor)
    title = role or place or department
    where = [part for part in (department, place) if part != title]
    return {
        "title": title,
        "place": joined(*where, clean_line(item.city), clean_line(item.country)),
        "dates": _period(item.start, item.end, item.ongoing),
        "note": joined(_SETTINGS.get(item.kind, ""), f"Supervisor: {supervisor}" if supervisor else "", by=" · "),
        "details": clean_lines(item.bullets),
    }


def _publications(items: Iterable[Publication], kind: PublicationKind) -> list[Row]:
    chosen = [item for item in items if item.kind is kind]
    return [_publication(item) for item in _newest_first(chosen, lambda item: (item.date, None))]


def _publication(item: Publication) -> Row:
    sentences = (clean_line(item.authors), clean_line(item.title), clean_line(item.venue), clean_line(item.note))
    year = str(item.date.year) if item.date else ""
    authors, title, venue, note = (_sentence(text) for text in sentences)
    address = web_address(item.url)
    shown = shown_address(item.url) if address else clean_line(item.url)
    return {
        "citation": joined(authors, title, venue, _sentence(year), note, by=" "),
        "link": StyledText((Piece(shown, address),)) if shown else StyledText(),
    }


def _certification(item: Certification) -> Row:
    issued = f"issued {month_label(item.issued)}" if item.issued else ""
    until = f"valid until {month_label(item.expires)}" if item.expires else ""
    dates = joined(issued, until)
    return _line(item.name, item.issuer, dates[:1].upper() + dates[1:])


def _award(item: Award) -> Row:
    row = _line(item.title, item.issuer, month_label(item.date))
    return {**row, "note": clean_line(item.detail)}


def _membership(item: Membership) -> Row:
    return _line(item.organization, item.role, _period(item.start, item.end, False))


def _line(title: str, place: str, dates: str) -> Row:
    first, second = clean_line(title), clean_line(place)
    return {"title": first or second, "place": second if first else "", "dates": dates}


def _period(start: PartialDate | None, end: PartialDate | None, ongoing: bool) -> str:
    return period_label(to_month(start) if start else None, to_month(end) if end else None, ongoing)


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!")) else f"{text}."


Period = tuple[PartialDate | None, PartialDate | None]  # the end that decides the order, then the start


def _newest_first(items: Iterable[T], period: Callable[[T], Period]) -> list[T]:
    """Newest end first, then newest start; undated entries last, equal ones in the applicant's order."""

    def key(item: T) -> tuple[int, int]:
        end, start = period(item)
        decisive = end or start
        return (-decisive.latest.toordinal() if decisive else 1, -start.latest.toordinal() if start else 1)

    return sorted(items, key=key)


def _experience_end(item: Experience) -> Period:
    return (PartialDate(year=2199) if item.ongoing else item.end, item.start)


def _education_end(item: Education) -> Period:
    return (item.end, item.start)


def _membership_end(item: Membership) -> Period:
    return (item.end, item.start)


def _issued(item: Certification) -> Period:
    return (item.issued, item.expires)
