"""What is said to an applicant about each thing that can be wrong with a template: what, what it means, the remedy."""

from __future__ import annotations

from postmatch.domain.own_templates import ProblemKind, Purpose, TemplateProblem, nearest
from postmatch.rendering.pairing import Unpaired, keyword
from postmatch.rendering.reading import Mistake, Wrong
from postmatch.rendering.sandbox import FILTERS
from postmatch.rendering.tags import Tag
from postmatch.rendering.variables import VARIABLES

_AGAIN = "Change it in Word and upload the file again."
_LIST = "“What a template can print”, on the page of your templates, lists every name."
_ONLY = "A template can print a value, ask with “if” and repeat with “for”, and nothing else."

# What the tag does, and the remedy; {written} is the expression, {path} the value.
_WORDS: dict[Wrong, tuple[str, str]] = {
    Wrong.INSIDE: (
        "reaches into the program behind the values, which no template may do",
        "Print only the values in the list, each by its own name.",
    ),
    Wrong.CALL: ("calls “{written}”; templates cannot call anything", _ONLY),
    Wrong.FILTER: (
        "uses “|{written}” in a way that templates cannot",
        f"Take it out. What may follow a value: {', '.join(f'|{name}' for name in sorted(FILTERS))}; those for lists"
        " only behind a list.",
    ),
    Wrong.TEST: ("asks “is {written}”, which templates cannot", "Ask with the value alone: {% if name %}."),
    Wrong.NESTED: (
        "repeats “{written}” inside the repetition of another list, so each entry of one would be printed for each"
        " entry of the other",
        "Close the outer repetition with {% endfor %} before it. Inside one, only a list of its own entry can be"
        " repeated, such as {% for line in e.details %}.",
    ),
    Wrong.NO_LIST: (
        "repeats “{written}”, which is not a list",
        "Print it without “for”, or repeat one of the lists. " + _LIST,
    ),
    Wrong.WHOLE: (
        "prints “{written}”, which is a list or an entry of several values and not one text",
        "Repeat a list and print a value of each entry: {% for e in education %}{{ e.title }}{% endfor %}.",
    ),
    Wrong.NO_TEXT: (
        "prints “{written}”, which is not one text, so words of a programming language would stand there",
        "Print one value alone: {{ name }}. What is asked with “if” is not printed.",
    ),
    Wrong.ARITHMETIC: ("reckons with something that is not a small number", "Print the value as it is."),
    Wrong.ASSIGNED: (
        "keeps something computed under a new name",
        "“set” can only give a value of the list another name. Write what you need where it is printed.",
    ),
    Wrong.STATEMENT: ("uses “{written}”, which templates do not have", _ONLY),
    Wrong.NEEDS_R: (
        "prints a value with links or bold words in it as if it were plain, so it would not be seen",
        "Write an r right behind the braces and nothing behind the name: {{{{r {written} }}}}.",
    ),
    Wrong.NO_R: (
        "has an r behind the braces, but its value is plain text, so it would not be seen",
        "Take out the r: {{{{ {written} }}}}.",
    ),
}


def refused(message: str, hint: str, *, tag: Tag | None = None, paragraph: str = "") -> TemplateProblem:
    return TemplateProblem(
        kind=ProblemKind.REFUSED, message=message, hint=hint, paragraph=tag.paragraph if tag else paragraph
    )


def warned(message: str, hint: str, *, paragraph: str = "") -> TemplateProblem:
    return TemplateProblem(kind=ProblemKind.WARNING, message=message, hint=hint, paragraph=paragraph)


def told(mistake: Mistake, tag: Tag, purpose: Purpose) -> TemplateProblem:
    """A mistake in the words of the applicant, with the tag as it stands in Word."""
    if mistake.wrong is Wrong.UNKNOWN:
        return _unknown(mistake, tag, purpose)
    what, hint = _WORDS[mistake.wrong]
    written = mistake.written
    filled = hint.format(written=written) if mistake.wrong in (Wrong.NEEDS_R, Wrong.NO_R) else hint
    return refused(f"{_named(tag)} {what.format(written=written)}.", f"{filled} {_AGAIN}", tag=tag)


def _unknown(mistake: Mistake, tag: Tag, purpose: Purpose) -> TemplateProblem:
    kind = "CV" if purpose == "cv" else "cover letter"
    close = nearest(mistake.path, VARIABLES[purpose])
    meant = _as_written(mistake, close)
    hint = f"Did you mean “{meant}”? {_AGAIN}" if meant else f"{_LIST} {_AGAIN}"
    return TemplateProblem(
        kind=ProblemKind.REFUSED,
        message=f"{_named(tag)} asks for “{mistake.written}”, which is none of the values of a {kind}.",
        hint=hint,
        paragraph=tag.paragraph,
        name=mistake.written,
        nearest=meant,
    )


def _as_written(mistake: Mistake, close: str) -> str:
    """The nearest name as it would stand in this place: ``e.title`` for ``education[].title``."""
    before = mistake.written.rpartition(".")[0]
    name = close.rpartition(".")[2]
    return f"{before}.{name}" if close and before else name


def unreadable(tag: Tag) -> TemplateProblem:
    return refused(
        f"{_named(tag)} is not written in a way that can be read.",
        f"Compare it with the examples in templates/README.md: {{{{ name }}}}, {{% if name %}}, {{% endif %}}."
        f" {_AGAIN}",
        tag=tag,
    )


def not_paired(found: Unpaired) -> TemplateProblem:
    tag = found.tag
    if found.fault == "open":
        end = f"{{% end{keyword(tag)} %}}"
        return refused(f"{_named(tag)} is never closed.", f"Write {end} where it ends. {_AGAIN}", tag=tag)
    if found.fault == "deep":
        return refused(
            f"{_named(tag)} stands inside too many others.", f"Close some of them before it. {_AGAIN}", tag=tag
        )
    if found.other is not None:
        end = f"{{% end{keyword(found.other)} %}}"
        return refused(
            f"{_named(tag)} stands before {_named(found.other)[0].lower()}{_named(found.other)[1:]} is closed.",
            f"Close what was opened last first: {end}. {_AGAIN}",
            tag=tag,
        )
    return refused(
        f"{_named(tag)} closes or divides something that was not opened.",
        f"Take it out, or write the “if” or “for” that it belongs to before it. {_AGAIN}",
        tag=tag,
    )


def torn(words: str, part: str) -> TemplateProblem:
    return refused(
        f"A tag in {part} begins or ends without its other half in the same paragraph.",
        f"Write each tag within one paragraph, with two braces on both sides: {{{{ name }}}}. {_AGAIN}",
        paragraph=words,
    )


def words_lost(tag: Tag) -> TemplateProblem:
    """Of a tag that takes its paragraph or row away, where other words stand there too."""
    what = {"p": "paragraph", "tr": "row of the table", "tc": "cell of the table"}[tag.mark]
    plain = tag.text.replace(tag.mark, "", 1)
    return refused(
        f"{_named(tag)} takes its whole {what} away, and the other words there would be lost.",
        f"Put it alone into a {what} of its own, or write it without the {tag.mark}: {plain}. {_AGAIN}",
        tag=tag,
    )


def no_such_word(tag: Tag) -> TemplateProblem:
    return refused(f"{_named(tag)} uses “{keyword(tag)}”, which templates do not have.", f"{_ONLY} {_AGAIN}", tag=tag)


def too_long(tag: Tag) -> TemplateProblem:
    return refused(f"{_named(tag)} is longer than any tag needs to be.", f"Write shorter ones. {_AGAIN}", tag=tag)


def _named(tag: Tag) -> str:
    place = "" if tag.part == "the text" or not tag.part else f" in {tag.part}"
    shown = tag.text if len(tag.text) <= 60 else f"{tag.text[:60]}…"
    return f"“{shown}”{place}"
