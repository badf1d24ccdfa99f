"""The command line: ``build`` makes a packet from a profile file and a folder of documents.

Exit status: 0 when a packet was built, 1 when none could be, 2 for wrong use. What was left out goes to standard
error, one line a file, and so does what the applicant has to look at; a bad file never ends in a traceback.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from postmatch.conversion import Workers
from postmatch.conversion.engines import engine_names
from postmatch.domain.dates import PartialDate
from postmatch.domain.documents import LETTER_KIND, ReasonCode
from postmatch.domain.packet import AccountedDocument
from postmatch.errors import FileNotNamed, PacketNotNamed, PostmatchError, StorageFailed
from postmatch.knowledge import load_facts
from postmatch.usecases.build_folder import FolderJob, FolderResult, PacketAsked, build_folder
from postmatch.usecases.tools import Tools

LOCKED = (ReasonCode.PASSWORD_NEEDED, ReasonCode.WRONG_PASSWORD)
LOOK_FIRST = (
    "sensitive_numbers",
    "repaired_pages",
    "unread_scans",
    "waived_scans",
    "wrong_slot",
    "packet_size",
    "portal_rules",
    "filled_document",
)
"""Rules whose findings cannot wait for somebody to open the checklist: afterwards the packet is sent."""
LOCKED_HINT = "Write its password into a JSON file and name that with --passwords, or use a copy without password."
BUILT, NOT_BUILT, WRONG_USE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit status; ``argparse`` itself exits with 2 for wrong arguments."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        job = _job(asked)
    except ValueError as error:
        parser.error(str(error))
    try:
        with Workers() as workers:
            result = build_folder(job, Tools(workers=workers, facts=load_facts()))
    except (FileNotNamed, PacketNotNamed) as error:
        parser.error(str(error))
    except StorageFailed as error:
        print(error, file=sys.stderr)  # says itself what was written and what was not
        return NOT_BUILT
    except PostmatchError as error:
        print(f"No packet was built. {error}", file=sys.stderr)
        return NOT_BUILT
    except KeyboardInterrupt:
        print("Stopped. Nothing was written.", file=sys.stderr)
        return NOT_BUILT
    _tell(result)
    return BUILT if result.packet_path else NOT_BUILT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="postmatch", description="One combined PDF from a profile and documents.")
    commands = parser.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="build a packet without the browser")
    build.add_argument("--profile", required=True, metavar="FILE", help="a JSON Resume, or a saved workspace .zip")
    build.add_argument("--documents", metavar="DIR", help="the folder whose files go in (not needed with a .zip)")
    build.add_argument("--out", required=True, metavar="DIR", help="where the results are written")
    build.add_argument("--engine", choices=engine_names(), help="what turns Word files into PDF")
    build.add_argument("--date", metavar="YYYY-MM-DD", help="the date on the letter (default: today)")
    build.add_argument("--passwords", metavar="FILE", help="a JSON object: file name to password")
    build.add_argument(
        "--waived", nargs="*", action="extend", default=[], metavar="NAME", help="letters whose view was waived"
    )
    packet = build.add_argument_group("the packet")
    packet.add_argument(
        "--packet-profile", metavar="NAME", help="email, separate, letter_portal, or one of a saved workspace"
    )
    packet.add_argument(
        "--stamp",
        action="store_true",
        help="name, AAMC ID and page number on every page; never on letters for a portal",
    )
    packet.add_argument("--dividers", action="store_true", help="a sheet with the title before each document")
    packet.add_argument("--target-mb", metavar="N", help="how large the packet may be, such as 7 or 4.5")
    packet.add_argument("--split", action="store_true", help="in parts when it cannot be made that small")
    return parser


def _job(asked: argparse.Namespace) -> FolderJob:
    """Raises ``ValueError`` with a sentence for anything that is wrong use.

    The questions of ``os.path`` answer for any path; those of ``Path`` raise for loops of links and very long names.
    """
    profile, out = Path(asked.profile), Path(asked.out)
    documents = Path(asked.documents) if asked.documents else None
    if not os.path.isfile(profile):
        raise ValueError(f"there is no profile file {asked.profile}")
    if documents is not None and not os.path.isdir(documents):
        raise ValueError(f"there is no folder {asked.documents}")
    if documents is not None and Path(os.path.realpath(out)).is_relative_to(os.path.realpath(documents)):
        raise ValueError("--out lies inside --documents; results would be taken for documents the next time")
    if os.path.exists(out) and not os.path.isdir(out):
        raise ValueError(f"--out {asked.out} is a file, not a folder")
    return FolderJob(
        profile=profile,
        documents=documents,
        out=out,
        engine=asked.engine,
        today=_date(asked.date),
        passwords=_passwords(asked.passwords),
        waived=frozenset(asked.waived),
        packet=PacketAsked(
            profile=asked.packet_profile,
            stamp=asked.stamp,
            dividers=asked.dividers,
            target_bytes=_target_bytes(asked.target_mb),
            split=asked.split,
        ),
    )


def _target_bytes(text: str | None) -> int | None:
    """A megabyte is 1,000,000 bytes, as mail servers and portals count."""
    if text is None:
        return None
    try:
        count = float(text) * 1_000_000
        if not 1 <= count < 10**12:  # also refuses what is not a number
            raise ValueError
    except ValueError:
        raise ValueError(f"--target-mb {text} is not a size we can use; write it as 7 or 4.5") from None
    return int(count)


def _date(text: str | None) -> date:
    if text is None:
        return date.today()  # noqa: DTZ011 - the outermost caller asks what day it is here
    try:
        day = date.fromisoformat(text)
        PartialDate.model_validate(day)  # the letter and the record of the packet take the same years
    except ValueError:
        raise ValueError(f"--date {text} is not a date we can use; write it as 2026-11-23") from None
    return day


def _passwords(path: str | None) -> dict[str, str]:
    """Never repeats a word of the file in a message: it holds passwords."""
    if path is None:
        return {}
    try:
        read = json.loads(Path(path).read_text("utf-8-sig"))
    except OSError:
        raise ValueError(f"the passwords file {path} cannot be read") from None
    except (ValueError, RecursionError):
        raise ValueError(f"the passwords file {path} is not JSON") from None
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        raise ValueError(f'the passwords file {path} must be a JSON object such as {{"name.pdf": "its password"}}')
    return read


def _tell(result: FolderResult) -> None:
    for document in result.documents:
        if document.left_out:
            left_out = document.left_out
            hint = LOCKED_HINT if left_out.code in LOCKED else left_out.hint
            print(f"left out: {_one_line(document.name)}: {left_out.message} {hint}", file=sys.stderr)
    for finding in result.findings:
        if finding.rule_id in LOOK_FIRST:
            print(f"check: {_one_line(finding.message)}", file=sys.stderr)
    if result.problem:
        print(f"No packet was built. {result.problem}", file=sys.stderr)
        if result.older:
            print(f"{result.older} is from an earlier build; do not send it as this one.", file=sys.stderr)
    else:
        _tell_letters(result.documents)
        print(result.packet_path)


def _tell_letters(documents: Sequence[AccountedDocument]) -> None:
    """Nobody could be asked about the letters that go in, so each is named."""
    for document in documents:
        if document.kind == LETTER_KIND and not document.left_out:
            said = f"“{document.name}” goes in as a letter that you did not say is waived."
            print(f"check: {_one_line(said)} If it is, name it after --waived.", file=sys.stderr)


def _one_line(text: str) -> str:
    """File names may hold anything, and lines of ours end where we end them."""
    return text if text.isprintable() else ascii(text)
