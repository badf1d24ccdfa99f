"""The rules that read the cover letter before its reader does: is it about this program, and calm, and complete?

Each looks at the applicant's own answers, quotes the words it means and changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

from postmatch.domain.checklist import Finding, Rule
from postmatch.domain.documents import COVER_LETTER_KIND
from postmatch.domain.facts import Facts
from postmatch.domain.letter import ANYWHERE, LetterPart, folded_specialty, interests, letter_parts, letter_word_count
from postmatch.domain.positions import Position, Track
from postmatch.domain.program_names import has_proper_name, is_about, other_names, own_places, says_the_same
from postmatch.domain.rules.findings import listed, number, todo, warning
from postmatch.domain.salutation import salutation, unread
from postmatch.domain.word_finding import Found, around, find_words, sentences
from postmatch.domain.workspace import Workspace

_BLANKS = re.compile(
    r"\[[^\[\]\n]{0,80}\]|\{\{?[^{}\n]{0,80}\}|<[A-Za-z][^<>\n]{0,80}>|_{3,}|(?<!\.)\.{4,}|(?<!\?)\?{3,}"
)
_PROGRAM, _DIRECTOR = "Program", "Program director"  # fields of a position
_BEFORE_ANOTHER = (Track.PRELIMINARY, Track.TRANSITIONAL)  # years in which another specialty may be named as the aim


def unanswered(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    answers, position = workspace.profile.answers, workspace.letter_position or ANYWHERE
    drawn = [one for one in interests(position, answers) if one.draw]
    about = position.specialty or "the specialty"
    questions = (
        ("My situation", answers.situation),
        ("Why I did not match", answers.why_unmatched),
        ("What I am doing to improve", answers.improving),
        (f"What draws me to {about}", drawn),
        ("Why this program", position.why_this_program),
    )
    for question, answer in questions:
        if not answer:
            yield todo(
                rule_id="letter_unanswered",
                kind=COVER_LETTER_KIND,
                subject=question,
                message=f"“{question}” is not answered, so the letter says nothing about it.",
                why="The letter is made of your own answers and invents nothing.",
                hint="Answer in two or three plain sentences.",
            )


def placeholders(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    words, position = facts.words("placeholders"), workspace.letter_position or ANYWHERE
    of_program = LetterPart(_PROGRAM, position.program), LetterPart(_DIRECTOR, position.director)
    for part in (*_parts(workspace), *of_program):
        blank = _BLANKS.search(part.text)
        found = Found(blank.group(), *blank.span()) if blank else next(find_words(part.text, words), None)
        if found:
            yield todo(
                rule_id="letter_placeholders",
                kind=COVER_LETTER_KIND,
                subject=part.question,
                message=f"{_quoted(part, found)} looks like a blank that was to be filled in.",
                why="It goes out as it stands.",
                hint="Write what belongs there, or take it out.",
            )


def director_unread(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    """Of what was written about the director; a blank is a matter of ``placeholders``."""
    director = (workspace.letter_position or ANYWHERE).director
    left_out = [one for one in unread(director) if not _BLANKS.search(one)]
    if left_out:
        quoted, greeting = listed([f"“{one}”" for one in left_out]), salutation(director).rstrip(",")
        yield warning(
            rule_id="letter_director",
            kind=COVER_LETTER_KIND,
            subject=_DIRECTOR,
            message=f"{quoted} in “{_DIRECTOR}” does not read as a person’s name, so the letter leaves it out and "
            f"begins “{greeting}”.",
            why="A wrong name in the first line is noticed before anything else.",
            hint="Write the name alone, such as “Jane Smith, MD”; leave it blank when you do not know it.",
        )


def not_specific(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    position = workspace.letter_position
    if position is None or not position.why_this_program or is_about(position.why_this_program, position, facts):
        return
    others = [one.why_this_program for one in workspace.positions if one.id != position.id and one.why_this_program]
    is_copied = bool(others) and says_the_same(position.why_this_program, others)
    if is_copied or not (others or has_proper_name(position.why_this_program, facts)):
        reason = "every sentence stands in another letter too" if is_copied else "nothing of it is named"
        yield warning(
            rule_id="letter_not_specific",
            kind=COVER_LETTER_KIND,
            subject="Why this program",
            message=f"“Why this program” could go to any program: {reason}.",
            why="A director reads many letters and stops at the one that knows the program.",
            hint="Name one thing that only this program has: a clinic, a track, its patients, its town, a person.",
        )


def other_program(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    position = workspace.letter_position
    others = [one for one in workspace.positions if position is None or one.id != position.id]
    rivals, mine = other_names(position, others, facts), own_places(workspace.profile)
    in_shared = [names.without(mine) for _, names in rivals]
    for part in _parts(workspace):
        for (other, names), shared in zip(rivals, in_shared, strict=True):
            found = (shared if part.is_shared else names).found_in(part.text)
            if found is None:
                continue
            say = todo if " " in found.words else warning  # one word may be a town or a name as well
            yield say(
                rule_id="letter_other_program",
                kind=COVER_LETTER_KIND,
                subject=part.question,
                message=f"{_quoted(part, found)} names {other.program or 'another director'}, "
                "to which this letter does not go.",
                why="The name of another program is the one mistake that no reader forgives.",
                hint=_where_to_change(part),
            )


def _where_to_change(part: LetterPart) -> str:
    if part.is_shared:
        return "This answer stands in every letter. Move what is about one program to “Why this program”."
    return "Change the name, or choose the program that it belongs to."


def other_specialty(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    position = workspace.letter_position
    if position is None or not position.specialty or position.track in _BEFORE_ANOTHER:
        return
    own = _specialties_in(position.specialty, facts)
    if not own:
        return  # a name that is not known cannot be told from others
    for part in _parts(workspace):
        if found := next(_foreign(part, position, own, facts), None):
            yield warning(
                rule_id="letter_other_specialty",
                kind=COVER_LETTER_KIND,
                subject=part.question,
                message=f"{_quoted(part, found)} speaks of another specialty than {position.specialty}.",
                why="It reads as if you wanted something else, or as if the letter was meant for somebody else.",
                hint="Change it, unless it tells what you did and not what you want.",
            )


def _foreign(part: LetterPart, position: Position, own: set[str], facts: Facts) -> Iterator[Found]:
    """Names of other specialties; in answers that stand in every letter, only in sentences that say what is wanted."""
    wishes = facts.words("wishes")
    wanting = [one for one in sentences(part.text) if any(find_words(one, wishes))]
    for name, found in _specialties_named(part.text, facts):
        in_program_name = any(find_words(position.program, (found.words,)))
        is_wanted = not part.is_shared or any(found.words in sentence for sentence in wanting)
        if is_wanted and name not in own and not in_program_name:
            yield found


def _specialties_in(text: str, facts: Facts) -> set[str]:
    """Names of the specialties that the text of a position names, also in short, and of a combined one its parts."""
    whole = {name for name, _ in _specialties_named(text, facts)}
    whole |= {one.name for one in facts.specialties if any(find_words(text, one.short, as_written=True))}
    said = folded_specialty(" ".join((text, *whole)))
    return whole | {one.name for one in facts.specialties if folded_specialty(one.name) in said}


def _specialties_named(text: str, facts: Facts) -> Iterator[tuple[str, Found]]:
    """The name of each specialty that the text names, and where, whatever it is called there."""
    called = {_letters(name): one.name for one in facts.specialties for name in one.names}
    for found in find_words(text, (name for one in facts.specialties for name in one.names)):
        yield called[_letters(found.words)], found


def _letters(name: str) -> str:
    """The same for every way in which ``find_words`` finds a name: med-peds, Med Peds, medpeds."""
    return "".join(re.findall(r"\w+", name.casefold()))


def _tone(workspace: Workspace, facts: Facts, today: date, *, rule_id: str, words: str, why: str) -> Iterator[Finding]:
    for part in _parts(workspace):
        if found := next(find_words(part.text, facts.words(words)), None):
            yield warning(
                rule_id=rule_id,
                kind=COVER_LETTER_KIND,
                subject=part.question,
                message=f"{_quoted(part, found)} may be read as {words}.",
                why=why,
                hint="Say what happened and what you do about it, without the word.",
            )


def length(workspace: Workspace, facts: Facts, today: date) -> Iterator[Finding]:
    words = letter_word_count(workspace.profile, workspace.letter_position)
    least, most = number(facts, "letter_words_least"), number(facts, "letter_words_most")
    if words and not least <= words <= most:
        is_long = words > most
        yield warning(
            rule_id="letter_length",
            kind=COVER_LETTER_KIND,
            subject="Length",
            message=f"Your answers make {words} words; {least} to {most} are usual.",
            why="A long letter is skimmed." if is_long else "A short letter leaves questions open.",
            hint="Keep the sentences that only you could write."
            if is_long
            else "Say more where an answer is one line.",
        )


def _parts(workspace: Workspace) -> tuple[LetterPart, ...]:
    return letter_parts(workspace.profile, workspace.letter_position)


def _quoted(part: LetterPart, found: Found) -> str:
    return f"“{around(part.text, found.start, found.end)}” in “{part.question}”"


_BLAME = partial(
    _tone,
    rule_id="letter_blame",
    words="blame",
    why="A reader asks how you would speak of this hospital, right or wrong.",
)
_DISTRESS = partial(
    _tone,
    rule_id="letter_distress",
    words="distress",
    why="Directors look for a colleague who stays calm; pity does not win an interview.",
)
LETTER_RULES = (
    Rule("letter_unanswered", "Every question is answered", COVER_LETTER_KIND, unanswered),
    Rule("letter_placeholders", "No blanks left", COVER_LETTER_KIND, placeholders),
    Rule("letter_director", "The director is greeted by name", COVER_LETTER_KIND, director_unread),
    Rule("letter_other_program", "No other program is named", COVER_LETTER_KIND, other_program),
    Rule("letter_other_specialty", "No other specialty is wished for", COVER_LETTER_KIND, other_specialty),
    Rule("letter_not_specific", "Something only this program has", COVER_LETTER_KIND, not_specific),
    Rule("letter_blame", "No blame", COVER_LETTER_KIND, _BLAME),
    Rule("letter_distress", "No distress", COVER_LETTER_KIND, _DISTRESS),
    Rule("letter_length", "A letter of usual length", COVER_LETTER_KIND, length),
)
