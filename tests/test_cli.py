"""The command line: exit status, what goes where, and never a traceback."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from postmatch.cli import BUILT, NOT_BUILT, WRONG_USE, main
from postmatch.conversion.pages import read_texts
from postmatch.domain.documents import Upload
from postmatch.domain.workspace import Workspace
from postmatch.storage import write_archive
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.tools import Tools

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "samples" / "adaeze_okafor"


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "postmatch", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=240, check=False)


def test_the_sample_is_built_from_the_command_line(tmp_path):
    waived = next(e for e in _entries() if e.get("waived"))["file"]
    done = _run(
        "build", "--profile", SAMPLE / "profile.json", "--documents", SAMPLE / "documents", "--out", tmp_path / "out",
        "--date", "2026-11-23", "--waived", waived,
    )  # fmt: skip
    assert done.returncode == BUILT, done.stderr
    packet = Path(done.stdout.strip())
    assert packet.name == "Okafor_Adaeze_Residency_Application.pdf"
    assert packet.read_bytes().startswith(b"%PDF-")
    assert waived in done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert {d["name"]: d["status"] for d in report["documents"]}[waived] == "left_out"


def _entries():
    import tomllib

    return tomllib.loads((SAMPLE / "workspace.toml").read_text("utf-8"))["document"]


def test_a_profile_that_is_no_resume_ends_without_traceback(tmp_path, corpus):
    done = _run("build", "--profile", corpus / "json_resume/jsonresumeorg-sample.job.json", "--out", tmp_path / "out")
    assert done.returncode == NOT_BUILT
    assert "Traceback" not in done.stderr
    assert done.stderr.startswith("No packet was built.")


@pytest.mark.parametrize(
    "arguments",
    [
        ["build"],
        ["build", "--profile", "missing.json", "--out", "out"],
        ["build", "--profile", __file__, "--documents", "no-such-folder", "--out", "out"],
        ["build", "--profile", __file__, "--out", "out", "--date", "tomorrow"],
        ["build", "--profile", __file__, "--out", __file__],
        ["build", "--profile", __file__, "--out", "out", "--engine", "typewriter"],
        ["build", "--profile", __file__, "--out", "out", "--passwords", __file__],
        ["build", "--profile", "x" * 300, "--out", "out"],
        ["build", "--profile", __file__, "--out", "out", "--date", "0001-01-01"],
        ["build", "--profile", __file__, "--out", "out", "--target-mb", "small"],
        ["build", "--profile", __file__, "--out", "out", "--target-mb", "nan"],
        ["build", "--profile", __file__, "--out", "out", "--target-mb", "-7"],
        ["bake"],
    ],
)
def test_wrong_use_is_said_and_exits_with_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == WRONG_USE
    assert "error:" in capsys.readouterr().err


def test_results_inside_the_documents_are_wrong_use(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["build", "--profile", __file__, "--documents", str(tmp_path), "--out", str(tmp_path / "out")])
    assert stopped.value.code == WRONG_USE
    assert "inside" in capsys.readouterr().err


def test_a_loop_of_links_as_out_ends_in_a_sentence(tmp_path):
    for one, other in (("a", "b"), ("b", "a")):
        (tmp_path / one).symlink_to(other)
    (tmp_path / "docs").mkdir()
    (tmp_path / "p.json").write_text('{"basics": {"name": "Chidi Example"}}')
    done = _run(
        "build", "--profile", tmp_path / "p.json", "--documents", tmp_path / "docs", "--out", tmp_path / "a",
    )  # fmt: skip
    assert done.returncode == NOT_BUILT
    assert done.stderr.startswith("The results could not be written")


def test_a_passwords_file_of_endless_brackets_is_wrong_use(tmp_path, capsys):
    (tmp_path / "passwords.json").write_text("[" * 100_000)
    with pytest.raises(SystemExit) as stopped:
        main(["build", "--profile", __file__, "--out", "out", "--passwords", str(tmp_path / "passwords.json")])
    assert stopped.value.code == WRONG_USE
    assert "is not JSON" in capsys.readouterr().err


def test_waived_may_be_said_twice_and_both_letters_stay_out(tmp_path):
    (tmp_path / "docs").mkdir()
    for number, name in enumerate(("one.pdf", "two\nlines.pdf")):
        (tmp_path / "docs" / name).write_bytes(_page(f"letter {number}"))
    (tmp_path / "p.json").write_text('{"basics": {"name": "Chidi Example"}}')
    done = _run(
        "build", "--profile", tmp_path / "p.json", "--documents", tmp_path / "docs", "--out", tmp_path / "out",
        "--waived", "one.pdf", "--waived", "two\nlines.pdf",
    )  # fmt: skip
    assert done.returncode == BUILT, done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert {d["reason"]["code"] for d in report["documents"]} == {"waived"}
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["left out"] * 2


def test_each_letter_that_goes_in_is_named_because_nobody_was_asked(tmp_path):
    (tmp_path / "docs").mkdir()
    for name in ("Letter of Recommendation 1.pdf", "Letter of Recommendation 2.pdf", "diploma.pdf"):
        (tmp_path / "docs" / name).write_bytes(_page(name))
    (tmp_path / "p.json").write_text('{"basics": {"name": "Chidi Example"}}')
    done = _run(
        "build", "--profile", tmp_path / "p.json", "--documents", tmp_path / "docs", "--out", tmp_path / "out",
        "--waived", "Letter of Recommendation 1.pdf",
    )  # fmt: skip
    assert done.returncode == BUILT, done.stderr
    (named,) = [line for line in done.stderr.splitlines() if "you did not say is waived" in line]
    assert named.startswith("check: “Letter of Recommendation 2.pdf” goes in as a letter")
    assert "--waived" in named


def _page(words, size=A4):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.drawString(72, 700, words)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_an_empty_profile_and_no_documents_make_no_packet_but_a_report(tmp_path):
    (tmp_path / "p.json").write_text('{"basics": {"name": ""}, "postmatch": {"format": 1, "profile": {}}}')
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    done = _run("build", "--profile", tmp_path / "p.json", "--documents", tmp_path / "docs", "--out", tmp_path / "out")
    assert done.returncode == NOT_BUILT
    assert "broken.pdf" in done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["packet"] is None
    assert report["documents"][0]["reason"]["code"] == "damaged"
    (printed,) = read_texts((tmp_path / "out" / "report.pdf").read_bytes())
    assert "No packet was built" in printed
    assert "broken.pdf" in printed


def test_a_failed_build_names_the_older_packet_that_still_lies_there(tmp_path):
    (tmp_path / "p.json").write_text('{"basics": {"name": ""}, "postmatch": {"format": 1, "profile": {}}}')
    (tmp_path / "out").mkdir()
    older = tmp_path / "out" / "Residency_Application.pdf"
    older.write_bytes(b"%PDF-1.7 older")
    done = _run("build", "--profile", tmp_path / "p.json", "--out", tmp_path / "out")
    assert done.returncode == NOT_BUILT
    assert f"{older} is from an earlier build" in done.stderr


def test_a_locked_file_is_told_the_way_that_the_command_line_has(tmp_path, corpus):
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "locked.pdf").write_bytes((corpus / "pdf_bad/pypdf-r6-both-passwords.pdf").read_bytes())
    profile = corpus / "json_resume/jsonresumeorg-new-grad.resume.json"
    done = _run("build", "--profile", profile, "--documents", documents, "--out", tmp_path / "out")
    assert done.returncode == BUILT
    assert "--passwords" in done.stderr


def _small_job(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "diploma.pdf").write_bytes(_page("diploma"))
    (tmp_path / "p.json").write_text('{"basics": {"name": "Chidi Example"}}')
    return ["build", "--profile", tmp_path / "p.json", "--documents", tmp_path / "docs", "--out", tmp_path / "out"]


def test_a_packet_of_separate_files_is_one_zip(tmp_path):
    done = _run(*_small_job(tmp_path), "--packet-profile", "separate")
    assert done.returncode == BUILT, done.stderr
    packet = Path(done.stdout.strip())
    with zipfile.ZipFile(packet) as archive:
        names = archive.namelist()
    assert names == ["Example_Chidi_Cover_Letter.pdf", "Example_Chidi_CV.pdf", "Example_Chidi_Diploma.pdf"]
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert [file["file"] for file in report["files"]] == names
    assert report["packet"]["file"] == packet.name


def test_stamp_and_size_may_be_asked_for(tmp_path):
    done = _run(*_small_job(tmp_path), "--stamp", "--dividers", "--target-mb", "0.5", "--split")
    assert done.returncode == BUILT, done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert "stamp" in {check["id"] for file in report["files"] for check in file["checks"]}
    assert "divider" in {entry["kind"] for entry in report["generated"]}


def test_what_to_look_at_before_it_is_sent_stands_on_standard_error(tmp_path):
    job = _small_job(tmp_path)
    documents = tmp_path / "docs"
    (documents / "form.pdf").write_bytes(_page("Passport number: X12345678, issued 2020"))
    sound = _page("transcript of records")
    (documents / "cut\nshort.pdf").write_bytes(sound[: sound.index(b"xref")])
    scan = io.BytesIO()
    Image.effect_noise((800, 1000), 40).save(scan, "PNG")
    (documents / "scan.png").write_bytes(scan.getvalue())
    done = _run(*job)
    assert done.returncode == BUILT
    checks = [line for line in done.stderr.splitlines() if line.startswith("check: ")]
    assert len(checks) == len(done.stderr.splitlines())
    assert any("passport number" in line and "form" in line for line in checks)
    assert any("was repaired" in line for line in checks)
    assert any("scan" in line for line in checks)
    assert "X12345678" not in done.stderr


def test_a_packet_over_its_size_is_said_on_standard_error(tmp_path):
    done = _run(*_small_job(tmp_path), "--target-mb", "0.000001")
    assert done.returncode == BUILT
    assert [line[:7] for line in done.stderr.splitlines()] == ["check: "]
    assert "more than the 1 KB aimed at" in done.stderr


def test_what_a_portal_would_refuse_is_said_on_standard_error(tmp_path, workers, facts):
    tools = Tools(workers=workers, facts=facts, reads_scans=False)
    told = Told(kind="letter_of_recommendation", waived=False)
    letter = Upload("letter.pdf", _page("To whom it may concern", size=(842, 1191)))
    taken = take_in(Workspace(), [letter], tools, told=told)
    (tmp_path / "ws.zip").write_bytes(write_archive(taken.workspace, taken.blobs.__getitem__))
    done = _run("build", "--profile", tmp_path / "ws.zip", "--packet-profile", "letter_portal", "--out", tmp_path / "o")
    assert done.returncode == BUILT
    assert [line for line in done.stderr.splitlines() if line.startswith("check: ")], done.stderr


def test_a_packet_with_nothing_to_look_at_is_built_without_a_word(tmp_path):
    done = _run(*_small_job(tmp_path))
    assert (done.returncode, done.stderr) == (BUILT, "")


def test_a_kind_of_packet_that_is_not_there_is_wrong_use_and_those_that_are_are_named(tmp_path):
    done = _run(*_small_job(tmp_path), "--packet-profile", "scroll")
    assert done.returncode == WRONG_USE
    assert "letter_portal" in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_zip_in_the_folder_is_opened_and_its_members_are_named_by_their_place(tmp_path):
    job = _small_job(tmp_path)
    with zipfile.ZipFile(tmp_path / "docs" / "more.zip", "w") as bundle:
        bundle.writestr("letters/LOR one.pdf", _page("letter of recommendation"))
        bundle.writestr("__MACOSX/._LOR one.pdf", b"fork")
        bundle.writestr("notes.txt", b"words")
    done = _run(*job, "--waived", "more.zip/letters/LOR one.pdf")
    assert done.returncode == BUILT, done.stderr
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert {d["name"]: d["reason"] and d["reason"]["code"] for d in report["documents"]} == {
        "diploma.pdf": None,
        "more.zip/__MACOSX/._LOR one.pdf": "ignored",
        "more.zip/letters/LOR one.pdf": "waived",
        "more.zip/notes.txt": "unsupported_type",
    }
