"""From a profile to the plain values that a CV template prints; ``variables.py`` documents every one of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from postmatch.domain.cv_form import CvForm, CvSection, GlanceItem
from postmatch.domain.profile import Identity, Profile
from postmatch.rendering.at_a_glance import Item, at_a_glance, exam_lines
from postmatch.rendering.cleaning import clean_line, clean_lines, joined
from postmatch.rendering.links import linked_line, mail_address, shown_address, web_address
from postmatch.rendering.printed import facts_at_a_glance, printed
from postmatch.rendering.sections import section_lists, sections

Context = dict[str, Any]

_ROWS_AT_A_GLANCE = {
    "at_a_glance_pairs": ("left", "right"),
    "at_a_glance_rows": ("left", "middle", "right"),
    "at_a_glance_fours": ("first", "second", "third", "fourth"),
}


def cv_context(
    profile: Profile,
    *,
    form: CvForm = CvForm(),  # noqa: B008 - a frozen value
    order: tuple[CvSection, ...] = (),
    is_long: bool = False,
    today: date,
) -> Context:
    """All variables of a CV template. ``order`` is the template's order of sections; that of ``form`` goes before it.

    Every list and ``sections`` hold only what ``form`` prints; ``is_long`` ignores what it leaves out for the one page.
    """
    shown = printed(profile, form, is_long=is_long)
    glance_from = facts_at_a_glance(profile, form, is_long=is_long)
    glance = at_a_glance(glance_from, today=today, without=form.glance_without)
    lists = section_lists(shown, form)
    return {
        **person(profile.identity),
        "at_a_glance": glance,
        **{name: _in_rows(glance, columns) for name, columns in _ROWS_AT_A_GLANCE.items()},
        "exams": _exams(shown, form),
        "sections": sections(lists, form.ordered(order), sharing=not is_long),
        **{section.value: rows for section, rows in lists.items()},
    }


def _exams(shown: Profile, form: CvForm) -> list[Item]:
    """None when they are kept off the facts at a glance: a template that repeats them by itself keeps them off too."""
    if GlanceItem.EXAMS in form.glance_without:
        return []
    return [{"title": name, "result": outcome, "dates": when} for name, outcome, when in exam_lines(shown.exams)]


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


def _link(label: str, url: str) -> tuple[str, str | None]:
    """A link under its address, which also works on paper; under its label when it has no usable address."""
    address = web_address(url)
    return (shown_address(url), address) if address else (joined(clean_line(label), clean_line(url), by=": "), None)


def _in_rows(items: list[Item], columns: tuple[str, ...]) -> list[dict[str, Item]]:
    """The items in rows of so many; the last row is filled up with blank ones."""
    blank = {"label": "", "value": "", "detail": ""}
    padded = [*items, *[blank] * (-len(items) % len(columns))]
    starts = range(0, len(padded), len(columns))
    return [dict(zip(columns, padded[start : start + len(columns)], strict=True)) for start in starts]
