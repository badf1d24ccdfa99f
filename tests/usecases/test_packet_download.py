"""A packet as one file to take away."""

from __future__ import annotations

import io
import zipfile

from postmatch.usecases.packet_download import zip_of

FILES = (("Okafor_Adaeze_CV.pdf", b"%PDF-1.7 cv"), ("Okafor_Adaeze_USMLE.pdf", b"%PDF-1.7 usmle"))


def test_a_zip_holds_every_file_under_its_name_and_is_the_same_on_any_day():
    data = zip_of(FILES)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == list(FILES)
    assert zip_of(FILES) == data


def test_a_change_anywhere_changes_the_end_of_the_file():
    """Streamlit's media store tells files over 1 MiB apart by their length and three samples only."""
    other = (FILES[0], (FILES[1][0], b"%PDF-1.7 usmlE"))
    renamed = (("Okafor_Adaeze_CW.pdf", FILES[0][1]), FILES[1])
    ends = {zip_of(files)[-64:] for files in (FILES, other, renamed)}
    assert len(ends) == 3
    assert len({len(zip_of(files)) for files in (FILES, other, renamed)}) == 1
