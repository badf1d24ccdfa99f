"""What the editors of the cover letter ask, as data: the applicant's answers and the program it goes to."""

from __future__ import annotations

from postmatch.domain.positions import Track
from postmatch.ui.forms.fields import Choice, Date, LongText, Number, Text

ANSWERS = (
    LongText(
        name="situation",
        label="My situation",
        help="Who you are as a doctor and where you stand today: training, ECFMG certification, what you do now.",
    ),
    LongText(
        name="why_unmatched",
        label="Why I did not match",
        help="The reason as you see it, in two or three sober sentences. A reader wants insight, not an apology.",
    ),
    LongText(
        name="improving",
        label="What I am doing to improve",
        help="What has changed since: an exam, clinical work, research. Facts with dates say most.",
    ),
)

SPECIALTY = (
    Text(name="specialty", label="Specialty"),
    LongText(name="draw", label="What draws me to it"),
)

POSITION = (
    Text(name="program", label="Program", placeholder="Name of the program or hospital"),
    Text(name="director", label="Program director", help="Named in the greeting; left empty, the letter greets all."),
    Text(name="specialty", label="Specialty"),
    Choice(name="track", label="Track", options=tuple(Track)),
    Number(name="pgy_level", label="PGY level", help="1 for PGY-1, 2 for PGY-2."),
    Date(name="start", label="Starts"),
    Text(name="city", label="City"),
    Text(name="state", label="State"),
    LongText(name="why_this_program", label="Why this program", placeholder="Left empty, the letter goes without it."),
)
