"""Makes the sample applicant's profile and papers anew: ``python -m samples.make_documents [FOLDER]``.

Everything comes from ``samples/applicant.py`` and the modules of ``samples/drawing``; the same versions of the
libraries give the same bytes. ``workspace.toml`` is written by hand and not touched.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from postmatch.interchange import write_json_resume
from samples.applicant import PROFILE
from samples.drawing import application, letters, mspe, pictures, records, school

HOME = Path(__file__).resolve().parent / "adaeze_okafor"

DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "MyERAS Application 2026.pdf": lambda: application.myeras_application(PROFILE),
    "Okafor_personal_statement_IM.docx": letters.personal_statement,
    "Scan_ECFMG_cert.pdf": lambda: records.ecfmg_certificate(PROFILE),
    "ECFMG Status Report.pdf": lambda: records.ecfmg_status_report(PROFILE),
    "USMLE_Transcript_Mar2026.pdf": lambda: records.usmle_transcript(PROFILE),
    "IMG_2041.jpg": lambda: school.diploma(PROFILE),
    "Diploma translation (certified).pdf": lambda: school.diploma_translation(PROFILE),
    "MSPE_scan.pdf": mspe.mspe,
    "Medical school transcript.pdf": school.transcript,
    "LOR - Dr Whitfield (IM).pdf": lambda: letters.letter_of_recommendation(letters.WHITFIELD),
    "LOR - Dr Ekwueme-Hart.pdf": lambda: letters.letter_of_recommendation(letters.EKWUEME_HART),
    "LOR - Dr Lindqvist.pdf": lambda: letters.letter_of_recommendation(letters.LINDQVIST),
    "ERAS_photo.jpg": pictures.photo,
    "ACLS_card.png": lambda: pictures.acls_card(PROFILE),
}


def make(folder: Path) -> None:
    """Writes ``profile.json`` and every file of ``DOCUMENTS`` below ``folder``, replacing what is there."""
    documents = folder / "documents"
    documents.mkdir(parents=True, exist_ok=True)
    (folder / "profile.json").write_bytes(write_json_resume(PROFILE))
    for name, draw in DOCUMENTS.items():
        (documents / name).write_bytes(draw())


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HOME)
