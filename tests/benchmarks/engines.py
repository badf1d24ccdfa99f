"""What filling and laying out the CV and the letter costs, in each engine and in the whole use case."""

from __future__ import annotations

from datetime import date
from functools import partial

from postmatch.conversion import Workers
from postmatch.conversion.engines import engine_names, engine_status
from postmatch.domain.cv_form import CvForm
from postmatch.domain.documents import Upload
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.interchange import read_json_resume
from postmatch.knowledge import load_facts
from postmatch.rendering import fill_cv, find_template
from postmatch.usecases.build_packet import PacketOptions, build_packet, fill_all
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.sample import SAMPLE
from postmatch.usecases.tools import Tools
from tests.benchmarks.make_pile import TYPICAL, corpus_folder, make_pile
from tests.benchmarks.packet import PLAIN, plain_append
from tests.benchmarks.timing import in_turn, milliseconds, ratio_rows, table

TODAY = date(2026, 11, 23)


def engine_times() -> list[str]:
    profile, _ = read_json_resume((SAMPLE / "profile.json").read_bytes())
    docx = fill_cv(
        profile, form=CvForm(), template=find_template("cv", "modern"), paper=Workspace().choices.paper, today=TODAY
    )
    with Workers() as workers:
        names = [name for name in engine_names() if engine_status(name).available]
        taken = in_turn({name: partial(workers.word_to_pdf, docx, engine=name) for name in names})
    first = taken[names[0]].clock
    rows = [
        f"| {engine_status(name).label} | {milliseconds(one.clock)} | {one.clock / first:.1f} |"
        for name, one in taken.items()
    ]
    return [*table("CV to PDF", "median", "ratio to the first"), *rows, ""]


def use_case_times() -> list[str]:
    """The button: CV and letter filled, packet built and checked, report and sheet written."""
    with Workers() as workers:
        tools = Tools(workers=workers, facts=load_facts())
        workspace = Workspace(profile=Profile(identity=Identity(given_names="Sample", family_name="Applicant")))
        uploads = [Upload(name, data) for name, data in make_pile(TYPICAL, corpus_folder())]
        taken_in = take_in(workspace, uploads, tools, told=Told(kind="other"))
        workspace, blobs = taken_in.workspace, taken_in.blobs
        pdfs = [blobs[document.pdf_sha256 or ""] for document in workspace.documents]
        options = PacketOptions(today=TODAY)
        taken = in_turn(
            {
                PLAIN: lambda: plain_append(pdfs),
                "the whole use case": lambda: build_packet(workspace, tools, blob=blobs.__getitem__, options=options),
                "- filling CV and letter (Word and PDF)": lambda: fill_all(
                    workspace, tools, blob=blobs.__getitem__, today=TODAY
                ),
            }
        )
    head = table("Typical pile, with CV and letter", "median", "to plain", "processor time to plain")
    return [*head, *ratio_rows(taken, PLAIN), ""]
