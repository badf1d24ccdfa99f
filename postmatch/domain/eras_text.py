"""The experiences as MyERAS takes them: plain text for two fields, counted, never cut without being asked.

MyERAS counts characters, spaces and punctuation included (``eras_*`` in the figures); a line break counts as one here.
Bullets and typographic marks, which its fields are said to spoil, become plain ones; no letter of a name is changed.
"""

from __future__ import annotations

from postmatch.domain.dates import period_label
from postmatch.domain.facts import Facts
from postmatch.domain.profile import Experience, Profile
from postmatch.domain.rules.findings import number
from postmatch.domain.values import Value
from postmatch.domain.word_finding import sentence_spans

_BULLET = "- "
_PLAIN_MARKS = str.maketrans(
    {
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″«»", '"'),
        **dict.fromkeys("–—‐‑−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\t", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u00ad", None),
        **dict.fromkeys("•·▪◦●‣", "-"),
        "…": "...",
        "×": "x",
        "≥": ">=",
        "≤": "<=",
        "±": "+/-",
        "½": "1/2",
        "™": "(TM)",
        "®": "(R)",
    }
)


class ErasField(Value):
    """What to paste into one field of MyERAS. ``most`` is how many characters it takes."""

    text: str
    most: int

    @property
    def count(self) -> int:
        """Characters as a browser counts them: a sign outside the basic plane, such as an emoji, is two."""
        return len(self.text.encode("utf-16-le")) // 2

    @property
    def over(self) -> int:
        """How many characters too many; 0 when it fits."""
        return max(0, self.count - self.most)

    @property
    def shortened(self) -> str:
        """As many whole sentences from the beginning as fit; empty when not even the first one does. An offer: the text
        itself is never cut."""
        ends = [end for _, end in sentence_spans(self.text)]
        heads = (self.text[:end].rstrip() for end in reversed(ends))
        return next((head for head in heads if ErasField(text=head, most=self.most).over == 0), "")

    @property
    def unusual(self) -> tuple[str, ...]:
        """Signs outside ASCII that remain, each once: how MyERAS shows them is to be looked at."""
        return tuple(dict.fromkeys(sign for sign in self.text if not sign.isascii()))


class ErasEntry(Value):
    """One experience. ``meaningful`` is empty where the applicant has not said why it was."""

    experience_id: str
    title: str
    dates: str
    description: ErasField
    meaningful: ErasField


class ErasText(Value):
    """All experiences in the profile's order, and how many MyERAS takes."""

    entries: tuple[ErasEntry, ...]
    most_entries: int
    most_meaningful: int

    @property
    def meaningful_count(self) -> int:
        return sum(bool(entry.meaningful.text) for entry in self.entries)


def eras_text(profile: Profile, facts: Facts) -> ErasText:
    """Text and counts for every experience. Raises ``KeyError`` when a limit is missing from the figures."""
    most = number(facts, "eras_experience_characters"), number(facts, "eras_meaningful_characters")
    return ErasText(
        entries=tuple(_entry(experience, *most) for experience in profile.experience),
        most_entries=number(facts, "eras_experiences_most"),
        most_meaningful=number(facts, "eras_meaningful_most"),
    )


def plain(text: str) -> str:
    """The text with plain marks, without spaces at the ends of its lines and empty lines."""
    lines = (" ".join(line.split(" ")).strip() for line in text.translate(_PLAIN_MARKS).splitlines())
    return "\n".join(line for line in lines if line)


def _entry(experience: Experience, description_most: int, meaningful_most: int) -> ErasEntry:
    bullets = [one for bullet in experience.bullets if (one := plain(bullet).removeprefix(_BULLET))]
    mark = _BULLET if len(bullets) > 1 else ""
    title = ", ".join(part for part in (experience.role, experience.place) if part)
    return ErasEntry(
        experience_id=experience.id,
        title=title or experience.department or "An experience",
        dates=period_label(experience.start, experience.end, experience.ongoing),
        description=ErasField(text="\n".join(mark + bullet for bullet in bullets), most=description_most),
        meaningful=ErasField(text=plain(experience.why_meaningful), most=meaningful_most),
    )
