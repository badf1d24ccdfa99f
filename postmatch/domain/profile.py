"""The facts about one applicant: everything the CV, the letter, the checklist and later rules draw on.

Nothing is required to begin: every text may be empty, every date and number may be absent. A fact that cannot
be true (an end before its start) is kept as the applicant typed it and becomes a finding of the checklist.
"""

from __future__ import annotations

from pydantic import Field

from postmatch.domain.dates import PartialDate
from postmatch.domain.values import LabelledEnum, Value, new_id


class CitizenshipClass(LabelledEnum):
    """NRMP's class of an IMG. A green-card holder counts as a non-US citizen (domain.md 5.4, NRMP FAQ)."""

    US_CITIZEN = "us_citizen", "US citizen"
    NON_US_CITIZEN = "non_us_citizen", "Not a US citizen (green-card holders included)"


class WorkAuthorization(LabelledEnum):
    """What lets the applicant work in the US: a fact apart from the NRMP class (domain.md 5.4)."""

    US_CITIZEN = "us_citizen", "US citizen"
    PERMANENT_RESIDENT = "permanent_resident", "Permanent resident (green card)"
    EAD = "ead", "Employment authorization document (EAD)"
    NEEDS_J1 = "needs_j1", "Needs a J-1 visa"
    NEEDS_H1B = "needs_h1b", "Needs an H-1B visa"
    HOLDS_J1 = "holds_j1", "Holds J-1 status"
    HOLDS_H1B = "holds_h1b", "Holds H-1B status"


class EcfmgState(LabelledEnum):
    CERTIFIED = "certified", "Certified"
    IN_PROGRESS = "in_progress", "In progress"
    NOT_STARTED = "not_started", "Not started"


class ExamKind(LabelledEnum):
    STEP_1 = "step_1", "USMLE Step 1"
    STEP_2_CK = "step_2_ck", "USMLE Step 2 CK"
    STEP_3 = "step_3", "USMLE Step 3"
    OET = "oet", "OET Medicine"


class ExamResult(LabelledEnum):
    PASSED = "passed", "Passed"
    FAILED = "failed", "Not passed"
    AWAITED = "awaited", "Result awaited"
    SCHEDULED = "scheduled", "Scheduled"


class EducationKind(LabelledEnum):
    MEDICAL_SCHOOL = "medical_school", "Medical school"
    POSTGRADUATE = "postgraduate", "Postgraduate degree"
    OTHER = "other", "Other education"


class ExperienceKind(LabelledEnum):
    US_HANDS_ON = "us_hands_on", "US clinical experience, hands-on"
    US_OBSERVERSHIP = "us_observership", "US clinical experience, observership"
    CLINICAL_ABROAD = "clinical_abroad", "Clinical work abroad"
    RESEARCH = "research", "Research"
    TEACHING = "teaching", "Teaching"
    VOLUNTEER = "volunteer", "Volunteer work"
    OTHER = "other", "Other work"


class PublicationKind(LabelledEnum):
    PUBLICATION = "publication", "Publication"
    PRESENTATION = "presentation", "Presentation"
    ABSTRACT = "abstract", "Abstract or poster"


class SoapOutcome(LabelledEnum):
    NOT_ELIGIBLE = "not_eligible", "Not eligible for SOAP"
    NO_APPLICATIONS = "no_applications", "Eligible, did not apply"
    NO_OFFER = "no_offer", "Applied, no offer"
    DECLINED = "declined", "Offer declined"
    ACCEPTED = "accepted", "Offer accepted"


class Link(Value):
    id: str = Field(default_factory=new_id)
    label: str = ""
    url: str = ""


class Identity(Value):
    """Who the applicant is. ``family_name`` and ``given_names`` stand as on the ECFMG certificate."""

    given_names: str = ""
    family_name: str = ""
    preferred_name: str = ""
    other_names: tuple[str, ...] = ()
    email: str = ""
    phone: str = ""
    city: str = ""
    country: str = ""
    aamc_id: str = ""
    usmle_id: str = ""  # the USMLE/ECFMG identification number
    nrmp_id: str = ""
    date_of_birth: PartialDate | None = None  # only to check that the papers agree; printed nowhere
    links: tuple[Link, ...] = ()

    @property
    def full_name(self) -> str:
        """Given names, then family name; empty when neither is known."""
        return " ".join(part for part in (self.given_names, self.family_name) if part)


class Ecfmg(Value):
    state: EcfmgState | None = None
    certified_on: PartialDate | None = None
    certificate_number: str = ""
    valid_until: PartialDate | None = None


class Status(Value):
    """Citizenship class and work authorisation are two facts, never derived from each other."""

    citizenship_class: CitizenshipClass | None = None
    work_authorization: WorkAuthorization | None = None
    authorization_expires: PartialDate | None = None
    ecfmg: Ecfmg = Ecfmg()
    earliest_start: PartialDate | None = None


class Exam(Value):
    """One exam with its outcome; ``attempts`` counts all sittings, the last one included."""

    id: str = Field(default_factory=new_id)
    kind: ExamKind
    date: PartialDate | None = None
    result: ExamResult | None = None
    score: int | None = None
    attempts: int | None = None
    shown_on_cv: bool = True


class Education(Value):
    """``end`` is the graduation; of the medical school it gives the year of graduation."""

    id: str = Field(default_factory=new_id)
    kind: EducationKind = EducationKind.MEDICAL_SCHOOL
    institution: str = ""
    degree: str = ""
    area: str = ""
    city: str = ""
    country: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    honors: str = ""
    diploma_in_english: bool | None = None
    details: tuple[str, ...] = ()
    shown_on_cv: bool = True


class Experience(Value):
    id: str = Field(default_factory=new_id)
    kind: ExperienceKind = ExperienceKind.OTHER
    place: str = ""
    role: str = ""
    department: str = ""
    city: str = ""
    country: str = ""
    supervisor: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False
    bullets: tuple[str, ...] = ()
    why_meaningful: str = ""  # for MyERAS, where a few experiences are marked as most meaningful
    shown_on_cv: bool = True


class Publication(Value):
    id: str = Field(default_factory=new_id)
    kind: PublicationKind = PublicationKind.PUBLICATION
    title: str = ""
    authors: str = ""
    venue: str = ""
    date: PartialDate | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    note: str = ""  # "in press", "oral presentation"
    url: str = ""  # DOI, PubMed or web address
    shown_on_cv: bool = True


class Certification(Value):
    id: str = Field(default_factory=new_id)
    name: str = ""
    issuer: str = ""
    issued: PartialDate | None = None
    expires: PartialDate | None = None
    shown_on_cv: bool = True


class Language(Value):
    id: str = Field(default_factory=new_id)
    name: str = ""
    level: str = ""


class Award(Value):
    id: str = Field(default_factory=new_id)
    title: str = ""
    issuer: str = ""
    date: PartialDate | None = None
    detail: str = ""
    shown_on_cv: bool = True


class Membership(Value):
    id: str = Field(default_factory=new_id)
    organization: str = ""
    role: str = ""
    start: PartialDate | None = None
    end: PartialDate | None = None
    shown_on_cv: bool = True


class Skill(Value):
    id: str = Field(default_factory=new_id)
    name: str = ""
    detail: str = ""
    shown_on_cv: bool = True


class GapNote(Value):
    """One honest line about a time that nothing else in the profile accounts for."""

    id: str = Field(default_factory=new_id)
    start: PartialDate | None = None
    end: PartialDate | None = None
    ongoing: bool = False
    text: str = ""
    shown_on_cv: bool = True


class MatchYear(Value):
    """One season in one specialty; counts are the applicant's own, absent when not told."""

    id: str = Field(default_factory=new_id)
    year: int | None = None
    specialty: str = ""
    programs_applied: int | None = None
    interviews_received: int | None = None
    interviews_attended: int | None = None
    programs_ranked: int | None = None
    soap: SoapOutcome | None = None


class SpecialtyInterest(Value):
    """A specialty and what draws the applicant to it, in the applicant's words."""

    id: str = Field(default_factory=new_id)
    specialty: str = ""
    draw: str = ""


class LetterAnswers(Value):
    """The applicant's own answers; the letter assembles them and invents nothing."""

    situation: str = ""
    why_unmatched: str = ""
    improving: str = ""
    specialties: tuple[SpecialtyInterest, ...] = ()


class Profile(Value):
    identity: Identity = Identity()
    summary: str = ""
    status: Status = Status()
    exams: tuple[Exam, ...] = ()
    education: tuple[Education, ...] = ()
    experience: tuple[Experience, ...] = ()
    publications: tuple[Publication, ...] = ()
    certifications: tuple[Certification, ...] = ()
    languages: tuple[Language, ...] = ()
    awards: tuple[Award, ...] = ()
    memberships: tuple[Membership, ...] = ()
    skills: tuple[Skill, ...] = ()
    gap_notes: tuple[GapNote, ...] = ()
    match_history: tuple[MatchYear, ...] = ()
    answers: LetterAnswers = LetterAnswers()

    def exam(self, kind: ExamKind) -> Exam | None:
        """The first exam of that kind, or None."""
        return next((exam for exam in self.exams if exam.kind is kind), None)

    @property
    def graduation(self) -> PartialDate | None:
        """When the applicant finished medical school: the latest end among medical schools, or None."""
        ends = [e.end for e in self.education if e.kind is EducationKind.MEDICAL_SCHOOL and e.end]
        return max(ends, key=lambda end: end.latest, default=None)
