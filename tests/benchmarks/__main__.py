"""Runs every measurement and prints the tables of ``docs/performance.md``.

Each figure is the median of ``RUNS`` runs; what is compared takes turns in one process or, for memory, in processes
of their own. Absolute times depend on the machine: quote the ratios.
"""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

import psutil
from pypdf import PdfWriter

from postmatch.conversion import Workers
from postmatch.conversion.engines import engine_names, engine_status
from postmatch.domain.documents import CONTENTS_KIND, Upload
from postmatch.domain.packet import Plan
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.interchange import read_json_resume
from postmatch.knowledge import load_facts
from postmatch.packet import PacketMetadata, assemble, draw_contents, verify
from postmatch.rendering import fill_cv
from postmatch.storage import write_archive
from postmatch.usecases.build_packet import BuiltPacket, PacketOptions, build_packet, fill_all
from postmatch.usecases.intake import Told, take_in
from postmatch.usecases.sample import SAMPLE
from postmatch.usecases.tools import Tools
from tests.benchmarks.pile import typical

ROOT = Path(__file__).resolve().parents[2]
RUNS = 5
TODAY = date(2026, 11, 23)


def corpus_folder() -> Path:
    return Path(os.environ.get("POSTMATCH_CORPUS") or ROOT.parent / "shared" / "corpus")


def seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def in_turn(*jobs: Callable[[], object]) -> list[float]:
    """Median seconds of each job; one warm-up each, then turns, so that a slow moment hits all alike."""
    for job in jobs:
        job()
    rounds = [[seconds(job) for job in jobs] for _ in range(RUNS)]
    return [median(times) for times in zip(*rounds, strict=True)]


def plain_append(pdfs: list[bytes]) -> bytes:
    """The alternative: append every file, save. No contents, no outline of ours, no labels, no checks."""
    writer = PdfWriter()
    for pdf in pdfs:
        writer.append(io.BytesIO(pdf))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def gathered(workers: Workers) -> tuple[Workspace, dict[str, bytes], Tools]:
    """The typical pile behind the gate, in a workspace of a nameless sample."""
    tools = Tools(workers=workers, facts=load_facts())
    workspace = Workspace(profile=Profile(identity=Identity(given_names="Sample", family_name="Applicant")))
    uploads = [Upload(name, data) for name, data in typical(corpus_folder())]
    taken = take_in(workspace, uploads, tools, told=Told(kind="other"))
    assert all(document.is_usable for document in taken.workspace.documents)
    assert sum(document.page_count or 0 for document in taken.workspace.documents) == 40
    return taken.workspace, taken.blobs, tools


def packet_times() -> str:
    with Workers() as workers:
        workspace, blobs, tools = gathered(workers)
        pdfs = [blobs[document.pdf_sha256 or ""] for document in workspace.documents]
        options = PacketOptions(today=TODAY)
        built = build_packet(workspace, tools, blob=blobs.__getitem__, options=options)
        sources = sources_of(built, workspace, blobs)
        whole, fill, write, read_back, plain = in_turn(
            lambda: build_packet(workspace, tools, blob=blobs.__getitem__, options=options),
            lambda: fill_all(workspace, tools, today=TODAY),
            lambda: write_packet(built.plan, sources),
            lambda: verify(built.packet, built.plan, sources, workers=workers),
            lambda: plain_append(pdfs),
        )
    rows = {
        "the whole use case": whole,
        "- filling CV and letter (Word and PDF)": fill,
        "- contents page and assembly": write,
        "- reading back, every page drawn": read_back,
    }
    return "\n".join(
        f"| {name} | {ours * 1000:.0f} ms | {plain * 1000:.0f} ms | {ours / plain:.1f} |" for name, ours in rows.items()
    )


def sources_of(built: BuiltPacket, workspace: Workspace, blobs: dict[str, bytes]) -> dict[str, bytes]:
    """The PDFs that went into a packet, by source id."""
    documents = {document.id: blobs[document.pdf_sha256 or ""] for document in workspace.documents}
    return {**documents, **{one.kind: one.pdf for one in built.filled}, CONTENTS_KIND: contents_of(built.plan)}


def contents_of(plan: Plan) -> bytes:
    return draw_contents(plan, paper=Workspace().choices.paper, applicant="Sample Applicant")


def write_packet(plan: Plan, sources: dict[str, bytes]) -> bytes:
    """What is left between the filled documents and the bytes of a packet that was not read back yet."""
    metadata = PacketMetadata(title="Residency application", author="Sample Applicant", made_on=TODAY)
    return assemble(plan, {**sources, CONTENTS_KIND: contents_of(plan)}, metadata=metadata)


def save_pile(archive: Path) -> None:
    """The typical pile behind the gate, as a saved workspace."""
    with Workers() as workers:
        workspace, blobs, _ = gathered(workers)
    archive.write_bytes(write_archive(workspace, blobs.__getitem__))


def peak_memory(mode: str, archive: Path) -> float:
    """Peak resident megabytes of a fresh process and its children together, sampled every 10 ms."""
    process = psutil.Popen([sys.executable, "-m", "tests.benchmarks.one_build", mode, str(archive)], cwd=ROOT)
    peak = 0
    while process.poll() is None:
        try:
            family = [process, *process.children(recursive=True)]
            peak = max(peak, sum(one.memory_info().rss for one in family))
        except psutil.NoSuchProcess:
            continue
        time.sleep(0.01)
    assert process.returncode == 0
    return peak / 1e6


def engine_times() -> list[str]:
    profile, _ = read_json_resume((SAMPLE / "profile.json").read_bytes())
    docx = fill_cv(profile, template="strip", paper=Workspace().choices.paper, today=TODAY)
    rows = []
    with Workers() as workers:
        names = [name for name in engine_names() if engine_status(name).available]
        times = in_turn(*(lambda name=name: workers.word_to_pdf(docx, engine=name) for name in names))
    for name, taken in zip(names, times, strict=True):
        rows.append(f"| {engine_status(name).label} | {taken * 1000:.0f} ms | {taken / times[0]:.1f} |")
    return rows


def start_times() -> str:
    """From the command to a healthy server, everything installed."""

    def start() -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        with tempfile.TemporaryDirectory() as data:
            environment = {**os.environ, "POSTMATCH_DATA_DIR": data}
            command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            options = ["--server.headless", "true"]
            server = subprocess.Popen(
                [*command, *options], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            try:
                _wait_until_healthy(port)
            finally:
                server.terminate()
                server.wait()

    return f"{in_turn(start)[0]:.1f} s"


def _wait_until_healthy(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError("the server did not become healthy within a minute")


def main() -> None:
    print(
        "| A typical packet (12 documents, 40 pages) | Postmatch | plain pypdf append | ratio |\n|---|---:|---:|---:|"
    )
    print(packet_times())
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "pile.zip"
        save_pile(archive)
        ours, plain = (median(peak_memory(mode, archive) for _ in range(RUNS)) for mode in ("ours", "plain"))
    print(f"| peak memory, all processes | {ours:.0f} MB | {plain:.0f} MB | {ours / plain:.1f} |\n")
    print("| CV to PDF | median | ratio to embedded |\n|---|---:|---:|")
    print("\n".join(engine_times()))
    print(f"\nFrom the command to a healthy server: {start_times()}")
    print(json.dumps({"python": sys.version.split()[0], "runs": RUNS, "cores": os.cpu_count()}))


if __name__ == "__main__":
    main()
