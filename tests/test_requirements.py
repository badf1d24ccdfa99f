"""pyproject.toml says what we depend on directly and why; the two locks pin exactly that and nothing of a machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = ROOT / "pyproject.toml"
LOCKS = {"requirements.txt": "dependencies", "requirements-test.txt": "test"}
COPYLEFT = re.compile(r"\b(?:A?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)


def direct(kind: str) -> list[Requirement]:
    """The direct dependencies: "dependencies" of the app or those of the group "test"."""
    declared = tomllib.loads(PYPROJECT.read_text("utf-8"))
    texts = declared["project"]["dependencies"] if kind == "dependencies" else declared["dependency-groups"][kind]
    return [Requirement(text) for text in texts]


def pins(lock: str) -> dict[str, list[Requirement]]:
    """Canonical name -> its lines in the lock (one for each set of markers)."""
    lines = (ROOT / lock).read_text("utf-8").splitlines()
    found: dict[str, list[Requirement]] = {}
    for line in lines:
        if line and not line.lstrip().startswith("#"):
            requirement = Requirement(line)
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


@pytest.mark.parametrize(("lock", "kind"), LOCKS.items())
def test_every_direct_dependency_is_pinned_within_its_range(lock: str, kind: str) -> None:
    pinned = pins(lock)
    assert len(direct(kind)) >= 4, "the list was not read"
    for wanted in direct(kind):
        for line in pinned.get(canonicalize_name(wanted.name), []) or [None]:
            assert line is not None, f"{wanted.name} is missing in {lock}: compile it again (see pyproject.toml)"
            (specifier,) = line.specifier
            assert wanted.specifier.contains(specifier.version), f"{line} in {lock} is not within {wanted}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_one_exact_version(lock: str) -> None:
    for lines in pins(lock).values():
        for line in lines:
            assert [one.operator for one in line.specifier] == ["=="], f"{line} in {lock} is not an exact pin"
            assert line.url is None


def test_the_two_locks_agree_where_they_meet() -> None:
    app, tests = pins("requirements.txt"), pins("requirements-test.txt")
    both = app.keys() & tests.keys()
    assert both, "packaging is in both"
    for name in both:
        assert {str(line.specifier) for line in app[name]} >= {str(line.specifier) for line in tests[name]}


@pytest.mark.parametrize("name", [*LOCKS, "pyproject.toml"])
def test_no_machine_path_and_no_index_address_is_written_down(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert text.strip()
    leaked = re.findall(r"(?m)https?://\S+|file:\S+|^--?\S*(?:index|find-links|host)\S*|(?<![\w.])/[a-z]+/\S+", text)
    assert not leaked


def test_every_direct_dependency_says_why_it_is_there() -> None:
    lines = [line.strip() for line in PYPROJECT.read_text("utf-8").splitlines()]
    entries = [number for number, line in enumerate(lines) if re.match(r'"[A-Za-z0-9_.-]+[<>=~!][^"]*",$', line)]
    assert len(entries) == len(direct("dependencies")) + len(direct("test"))
    for number in entries:
        reason = lines[number - 1]
        assert reason.startswith("# "), f"{lines[number]} has no reason in the line above it"
        assert len(reason.split()) >= 4, f"the reason for {lines[number]} says too little"


def test_streamlit_is_held_to_one_minor_release() -> None:
    (streamlit,) = [one for one in direct("dependencies") if one.name == "streamlit"]
    assert not streamlit.specifier.contains("1.68.0")
    assert not streamlit.specifier.contains("1.66.0")


def test_nothing_under_a_strong_copyleft_licence_is_installed() -> None:
    from importlib.metadata import PackageNotFoundError, metadata

    looked_at = 0
    for name in pins("requirements.txt"):
        try:
            about = metadata(name)
        except PackageNotFoundError:  # a line for another system
            continue
        looked_at += 1
        licence = " ".join([about.get("License-Expression") or "", *(about.get_all("Classifier") or ())])
        claims = [word for word in COPYLEFT.findall(licence) if word]
        assert not claims or "LGPL" in licence or "Lesser" in licence, f"{name}: {claims}"
    assert looked_at > 40
