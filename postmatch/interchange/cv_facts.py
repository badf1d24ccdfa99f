"""Single facts of a CV that stand in a line or a box of their own: contact, exams, ECFMG certification, work status."""

from __future__ import annotations

import re
from collections.abc import Sequence

from postmatch.conversion.text_lines import TextLine
from postmatch.domain.profile import CitizenshipClass, EcfmgState, Exam, ExamKind, ExamResult, Link, WorkAuthorization
from postmatch.interchange.cv_dates import first_date
from postmatch.interchange.cv_parts import location, split_outside
from postmatch.interchange.cv_reading import CvReading
from postmatch.interchange.json_resume_words import split_name
from postmatch.interchange.word_ledger import not_kept

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_URL = re.compile(r"(?:https?://|www\.)\S+\w/?|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|io|me|in|ng|uk|de|info)/\S*\w")
_PHONE = re.compile(r"(?<![\w.-])\+?\(?\d[\d\s().-]{6,18}\d(?![\w-])")
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,]+[^\W\d_][\w.'’-]*){1,5}")
_TITLES = re.compile(
    r",?\s*(?:\b(?:M\.?D|MBBS|MB ?BS|MBCh?B|MBBCh|DO|PhD|MPH|MSc|FACP)\b\.?,?\s*)+$|^(?:Dr|Prof)\.?\s+"
)
_LABELS = (
    "email e-mail mail phone tel telephone mobile cell address contact name linkedin website web doctor dr curriculum"
    " vitae cv resume"
)
_NOT_NAMES = re.compile(r"\b(?:curriculum|vitae|resume|résumé|cv)\b", re.IGNORECASE)

_IDS = (
    ("aamc_id", re.compile(r"\bAAMC (?:ID|no\.?|number)\s*(?:no\.?)?[\s:#]*(\d{6,10})", re.I)),
    ("usmle_id", re.compile(r"\bUSMLE(?:\s*/\s*ECFMG)? (?:ID|no\.?|number)[\s:#]*([\d-]{8,13})", re.I)),
    ("nrmp_id", re.compile(r"\bNRMP (?:ID|no\.?|number)[\s:#]*(N?\d{6,10})", re.I)),
)
_EXAM = re.compile(
    r"\b(?:USMLE\s+)?Step\s*(?P<step>[123]|I{1,3})\b(?:\s*(?:CK|\(CK\)|\(?Clinical Knowledge\)?))?"
    r"|\bOET(?:\s+Medicine)?\b",
    re.IGNORECASE,
)
_STEPS = {
    "1": ExamKind.STEP_1, "i": ExamKind.STEP_1, "2": ExamKind.STEP_2_CK, "ii": ExamKind.STEP_2_CK,
    "3": ExamKind.STEP_3, "iii": ExamKind.STEP_3,
}  # fmt: skip
_RESULTS = (
    (ExamResult.FAILED, re.compile(r"\b(?:not passed|fail(?:ed)?)\b", re.I)),
    (ExamResult.PASSED, re.compile(r"\bpass(?:ed)?\b", re.I)),
    (ExamResult.AWAITED, re.compile(r"\b(?:await\w*|pending)\b", re.I)),
    (ExamResult.SCHEDULED, re.compile(r"\b(?:scheduled|planned|to be taken)\b", re.I)),
)
_SCORE = re.compile(r"(?<![\d./-])(1[3-9]\d|2\d\d)(?![\d./-])")
_FIRST_ATTEMPT = re.compile(r"\b(?:first|1st|single|one) (?:attempt|try)\b", re.I)
_ATTEMPTS = re.compile(r"\battempts?\s*:?\s*(\d)\b|\b(\d) attempts?\b", re.I)
_EXAM_WORDS = (
    "usmle step ck clinical knowledge i ii iii 1 2 3 oet medicine pass passed score scores scored attempt"
    " attempts first 1st"
)
_EXAM_ENDS = re.compile(r"\b(?:ECFMG|Work status|Available|Graduation|US clinical|Visa|Citizenship)\b")

_ECFMG = re.compile(r"\bECFMG\b(?P<said>[^|]*)", re.I)
_AUTHORIZATIONS = (
    (WorkAuthorization.PERMANENT_RESIDENT, re.compile(r"\b(?:permanent resident|green card)\b", re.I)),
    (WorkAuthorization.EAD, re.compile(r"\b(?:EAD|employment authorization)\b", re.I)),
    (WorkAuthorization.HOLDS_J1, re.compile(r"\b(?:holds|on|current) (?:a )?J-?1\b", re.I)),
    (WorkAuthorization.HOLDS_H1B, re.compile(r"\b(?:holds|on|current) (?:an )?H-?1B\b", re.I)),
    (WorkAuthorization.NEEDS_J1, re.compile(r"\b(?:need|require)s? (?:a )?J-?1\b", re.I)),
    (WorkAuthorization.NEEDS_H1B, re.compile(r"\b(?:need|require)s? (?:an )?H-?1B\b", re.I)),
    (WorkAuthorization.US_CITIZEN, re.compile(r"(?<!not a )(?<!non-)\bU\.?S\.? citizen\b", re.I)),
)
_STATUS_WORDS = "work status authorization visa sponsorship citizenship needs need requires require a an available from"


def read_top(lines: Sequence[TextLine], reading: CvReading, *, title: str) -> None:
    """Who the applicant is, from the lines before the first heading or below "Personal information"."""
    for text in (cell for line in lines for cell in line.cells):
        if not _is_name(text, reading):
            for part in split_outside(text, "·•|;"):
                _reach(part, reading)
    read_facts(lines, reading, title=title)


def read_facts(lines: Sequence[TextLine], reading: CvReading, *, title: str) -> None:
    """Exams, ECFMG and status from lines; the lines of which a word is in none of the facts are left."""
    texts = [cell for line in lines for cell in line.cells]
    exams = _exams(texts)
    known = {exam.kind for exam in reading.entries("exams")}
    reading.entries("exams").extend(exam for exam in exams if exam.kind not in known)
    _status(" | ".join(texts), reading)
    understood = [_EXAM_WORDS, _STATUS_WORDS, _LABELS, "ecfmg certification certificate certified first"]
    reading.leave(title, not_kept((line.text for line in lines), [*reading.told(), *exams], understood=understood))


def _is_name(text: str, reading: CvReading) -> bool:
    """Says the first line that looks like a name; degrees after it are not part of it."""
    plain = _TITLES.sub("", re.sub(r"^name\s*:?\s*", "", text, flags=re.I)).strip(" ,")
    if reading.knows("identity", "family_name") or _NOT_NAMES.search(text) or not _NAME.fullmatch(plain):
        return False
    given, family = split_name(plain)
    reading.say("identity", given_names=given, family_name=family)
    return True


def _reach(part: str, reading: CvReading) -> None:
    """E-mail, addresses of pages, telephone, place: what is left of a part after one is looked at for the next."""
    if mail := _EMAIL.search(part):
        reading.say("identity", email=mail[0])
        part = part.replace(mail[0], " ")
    links = _URL.findall(part)
    for url in links:
        part = part.replace(url, " ")
    if links:
        reading.say("identity", links=tuple(Link(url=url) for url in links))
    for field, sign in _IDS:
        if found := sign.search(part):
            reading.say("identity", **{field: found[1]})
            part = part.replace(found[0], " ")
    if phone := _PHONE.search(part):
        reading.say("identity", phone=" ".join(phone[0].split()))
        part = part.replace(phone[0], " ")
    if where := location(re.sub(r"^\s*address\s*:?\s*", "", part, flags=re.I).strip(" ,")):
        reading.say("identity", city=where[0], country=where[1])


def _exams(texts: Sequence[str]) -> list[Exam]:
    """Each from its name to the next name, over the lines of a box too."""
    whole = "  ".join(texts)
    places = list(_EXAM.finditer(whole))
    found: dict[ExamKind, Exam] = {}
    for place, after in zip(places, (*places[1:], None), strict=False):
        said = whole[place.end() : after.start() if after else None]
        kind = _STEPS[place["step"].lower()] if place["step"] else ExamKind.OET
        found.setdefault(kind, _exam(kind, _EXAM_ENDS.split(said)[0][:120]))
    return list(found.values())


def _exam(kind: ExamKind, said: str) -> Exam:
    score = _SCORE.search(said)
    attempts = _ATTEMPTS.search(said)
    count = int(attempts[1] or attempts[2]) if attempts else 1 if _FIRST_ATTEMPT.search(said) else None
    return Exam(
        kind=kind,
        date=first_date(said),
        result=next((result for result, sign in _RESULTS if sign.search(said)), None),
        score=int(score[1]) if score and kind is not ExamKind.OET else None,
        attempts=count,
    )


def _status(whole: str, reading: CvReading) -> None:
    if (ecfmg := _ECFMG.search(whole)) and re.search(r"\bcertif", ecfmg["said"], re.I):
        said = ecfmg["said"] if re.search(r"\bcertified\b|\d", ecfmg["said"], re.I) else whole[ecfmg.start() :][:90]
        if re.search(r"\bin progress\b|\bpending\b|\bexpected\b", said, re.I):
            reading.say("ecfmg", state=EcfmgState.IN_PROGRESS)
        elif re.search(r"\bcertified\b", said, re.I) or first_date(said):
            reading.say("ecfmg", state=EcfmgState.CERTIFIED, certified_on=first_date(said))
    if found := next((kind for kind, sign in _AUTHORIZATIONS if sign.search(whole)), None):
        reading.say("status", work_authorization=found)
    if re.search(r"\bnot a U\.?S\.? citizen\b|\bnon-?U\.?S\.? citizen\b", whole, re.I):
        reading.say("status", citizenship_class=CitizenshipClass.NON_US_CITIZEN)
    if available := re.search(r"\bavailable(?: from)?\b[\s:|]*(.{4,20})", whole, re.I):
        reading.say("status", earliest_start=first_date(available[1]))
