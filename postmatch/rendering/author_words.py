"""Words that stand in lists of authors and are no part of a name: what may not be taken for initials or a family."""

from __future__ import annotations

DEGREES = frozenset({
    "BA", "BS", "BSC", "BSN", "MA", "MS", "MSC", "MSN", "MBA", "MPH", "MHA", "MHS", "MPHIL", "MD", "DO", "MBBS",
    "MBCHB", "MBBCH", "PHD", "DPHIL", "DNP", "DRPH", "SCD", "EDD", "PSYD", "PHARMD", "DDS", "DMD", "DPM", "DVM",
    "JD", "LLM", "NP", "PA", "PAC", "RN", "RD", "FACP", "FACC", "FACS", "FAAP", "FAAFP", "FCCP", "FIDSA", "FRCP",
    "FRCPC", "FRCS", "MRCP", "MRCS",
})  # fmt: skip
SUFFIXES = frozenset({"JR", "SR", "II", "III", "IV", "2ND", "3RD", "4TH", "ESQ"})
PARTICLES = frozenset({
    "af", "al", "ap", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos", "du", "el",
    "ibn", "la", "las", "le", "los", "ten", "ter", "van", "vom", "von", "y", "zu", "zum", "zur",
})  # fmt: skip
"""Stand before a family name in small letters."""
BODIES = frozenset({
    "agency", "association", "bureau", "center", "centers", "centre", "centres", "clinic", "club", "college",
    "collaboration", "collaborators", "collaborative", "committee", "consortium", "control", "corporation",
    "council", "cross", "department", "disease", "division", "faculty", "federation", "foundation", "group",
    "health", "hospital", "initiative", "institute", "institution", "investigators", "laboratory", "league",
    "medical", "medicine", "ministry", "network", "office", "organisation", "organization", "panel", "program",
    "project", "registry", "school", "society", "study", "task", "team", "trial", "trust", "union", "university",
})  # fmt: skip
"""Words of what is no person: its place after a comma is no given name."""
