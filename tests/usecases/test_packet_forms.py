"""What a packet is for decides which files it has, what is in them and how large they may be."""

from __future__ import annotations

import io
import json
import random
import zipfile
from dataclasses import replace
from threading import Lock

import pikepdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps

from postmatch.conversion.shrinking import shrink
from postmatch.domain.documents import ReasonCode, Upload
from postmatch.domain.edits import PageEdits
from postmatch.domain.packet_profiles import Explanation, PacketForm, PacketProfile
from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Choices, Workspace
from postmatch.errors import PacketImpossible
from postmatch.usecases.build_packet import PacketOptions, build_packet
from postmatch.usecases.edit_pages import edit_pages
from postmatch.usecases.intake import Intake, Told, take_in
from postmatch.usecases.packet_download import packet_bytes

LETTER = "letter_of_recommendation"


@pytest.fixture
def build(tools, today):
    def run(taken: Intake, profile: str | PacketProfile = "email", **options):
        workspace = choosing(taken.workspace, profile)
        return build_packet(
            workspace, tools, blob=taken.blobs.__getitem__, options=PacketOptions(today=today, **options)
        )

    return run


def choosing(workspace: Workspace, profile: str | PacketProfile) -> Workspace:
    if isinstance(profile, PacketProfile):
        workspace, profile = workspace.with_packet_profile(profile), profile.id
    return workspace.model_copy(update={"choices": Choices(packet_profile=profile)})


def taken_in(workspace, tools, *files) -> Intake:
    result = Intake(workspace)
    tools = replace(tools, reads_scans=False)
    for name, data, told in files:
        taken = take_in(result.workspace, [Upload(name, data)], tools, told=told)
        result = Intake(taken.workspace, result.blobs | taken.blobs, (*result.documents, *taken.documents))
    return result


@pytest.fixture
def several(named, tools, pdf) -> Intake:
    return taken_in(
        named,
        tools,
        ("d.pdf", pdf("diploma", 2), Told(kind="diploma")),
        ("e.pdf", pdf("ecfmg"), Told(kind="ecfmg_certificate")),
        ("one.pdf", pdf("first letter"), Told(kind=LETTER, waived=False)),
        ("two.pdf", pdf("second letter"), Told(kind=LETTER, waived=False)),
        ("w.pdf", pdf("waived letter"), Told(kind=LETTER, waived=True)),
    )


def noise(width: int, height: int, seed: int) -> bytes:
    """A photo that no compression makes much smaller."""
    picture = Image.frombytes("L", (width // 8, height // 8), random.Random(seed).randbytes(width * height // 64))
    out = io.BytesIO()
    picture.resize((width, height), Image.Resampling.BICUBIC).convert("RGB").save(out, "JPEG", quality=95)
    return out.getvalue()


@pytest.fixture(scope="session")
def photos(tools) -> Intake:
    """Three pages of phone photos, about 2 MB each."""
    workspace = Workspace(profile=Profile(identity=Identity(given_names="Chidi", family_name="Example")))
    files = [(f"{n}.jpg", noise(1600, 2100, n), Told(kind="other", title=f"Photo {n}")) for n in range(3)]
    return taken_in(workspace, tools, *files)


# --- separate files and letter files ----------------------------------------------------------------------------


def test_separate_files_have_clean_names_and_hold_one_document_each(several, build, tools):
    built = build(several, "separate")
    assert [file.file_name for file in built.files] == [
        "Example_Chidi_Cover_Letter.pdf",
        "Example_Chidi_CV.pdf",
        "Example_Chidi_ECFMG_Certificate.pdf",
        "Example_Chidi_LoR_1.pdf",
        "Example_Chidi_LoR_2.pdf",
        "Example_Chidi_Diploma.pdf",
    ]
    assert built.file_name == "Example_Chidi_Residency_Application.zip"
    assert [len(file.plan.sections) for file in built.files] == [1] * 6
    assert all(check.passed for file in built.files for check in file.checks)
    assert "waived letter" not in " ".join(text for f in built.files for text in tools.workers.page_texts(f.data))


def test_the_zip_that_is_sent_is_the_one_in_the_report(several, build):
    built = build(several, "separate")
    packed = packet_bytes(built.record, built.blobs.__getitem__)
    assert built.report["packet"]["file"] == built.file_name
    assert built.report["packet"]["bytes"] == len(packed)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == [file.file_name for file in built.files]
        assert all(archive.read(file.file_name) == file.data for file in built.files)


def test_the_letter_portal_gets_letters_and_nothing_else(several, build):
    built = build(several, "letter_portal")
    assert [file.file_name for file in built.files] == ["Example_Chidi_LoR_1.pdf", "Example_Chidi_LoR_2.pdf"]
    reasons = {d["name"]: d["reason"] and d["reason"]["code"] for d in built.report["documents"]}
    assert reasons == {
        "d.pdf": ReasonCode.NOT_IN_PROFILE,
        "e.pdf": ReasonCode.NOT_IN_PROFILE,
        "one.pdf": None,
        "two.pdf": None,
        "w.pdf": ReasonCode.WAIVED,
    }
    assert {entry["kind"]: entry["first_page"] for entry in built.report["generated"]} == {
        "cover_letter": None,
        "cv": None,
    }


def test_a_single_letter_is_sent_as_it_is(named, tools, pdf, build):
    taken = taken_in(named, tools, ("one.pdf", pdf("letter"), Told(kind=LETTER, waived=False)))
    built = build(taken, "letter_portal")
    assert built.file_name == "Example_Chidi_LoR.pdf"
    assert packet_bytes(built.record, built.blobs.__getitem__) == built.files[0].data


def test_each_document_stands_in_the_file_that_the_record_names(several, build):
    built = build(several, "separate")
    for document in several.documents[:4]:
        file, section = built.record.place_of(document.id)
        entry = next(d for d in built.report["documents"] if d["name"] == document.file_name)
        assert (entry["packet_file"], entry["first_page"]) == (file.file_name, section.first_page)


# --- kinds and their order --------------------------------------------------------------------------------------


def test_ones_own_profile_chooses_kinds_and_their_order(several, build):
    profile = PacketProfile(id="mine", name="Mine", kinds=("diploma", "cv", LETTER))
    built = build(several, profile)
    kinds = [section.kind for section in built.files[0].plan.sections]
    assert kinds == ["contents", "diploma", "cv", LETTER, LETTER]
    assert built.file_name == "Example_Chidi_Residency_Application.pdf"


def test_a_profile_that_takes_nothing_of_what_is_there_says_so(named, tools, pdf, build):
    taken = taken_in(named, tools, ("d.pdf", pdf("diploma"), Told(kind="diploma")))
    with pytest.raises(PacketImpossible, match="Letters for a letter portal"):
        build(taken, "letter_portal")


def test_the_letter_lists_as_enclosed_what_the_profile_takes(several, build, tools):
    taken = Intake(several.workspace, several.blobs)
    profile = PacketProfile(id="mine", name="Mine", kinds=("cover_letter", "cv", "diploma"))
    text = tools.workers.page_texts(build(taken, profile).files[0].data)[0]
    assert "diploma" in text.lower()
    assert "ECFMG" not in text


# --- stamp, dividers, explanations ------------------------------------------------------------------------------


def test_stamp_and_dividers_are_on_when_the_profile_says_so(several, build, tools):
    built = build(several, PacketProfile(id="mine", name="Mine", stamp=True, dividers=True))
    texts = tools.workers.page_texts(built.files[0].data)
    assert all(f"page {number} of {len(texts)}" in text for number, text in enumerate(texts, start=1))
    assert "Chidi Example" in texts[-1]
    assert [entry["kind"] for entry in built.report["generated"]].count("divider") > 0


def test_an_explanation_stands_where_the_missing_document_would(several, build, tools):
    words = "My school closed in 2011 and writes no such letter."
    told = several.workspace.with_explanation(Explanation(id="x", kind="mspe", text=words))
    built = build(Intake(told, several.blobs))
    plan = built.files[0].plan
    kinds = [section.kind for section in plan.sections]
    assert kinds.index(LETTER) < kinds.index("explanation") < kinds.index("diploma")
    section = plan.section("x")
    assert "closed in 2011" in " ".join(tools.workers.page_texts(built.files[0].data)[section.first_page - 1].split())
    entry = next(entry for entry in built.report["generated"] if entry["kind"] == "explanation")
    assert (entry["first_page"], entry["pages"]) == (section.first_page, 1)


def test_an_explanation_without_words_or_of_a_kind_not_taken_is_no_page(several, build):
    told = several.workspace.with_explanation(Explanation(kind="mspe")).with_explanation(
        Explanation(kind="photo", text="None was asked for.")
    )
    built = build(Intake(told, several.blobs), PacketProfile(id="mine", name="Mine", kinds=("cv", "mspe", "diploma")))
    assert "explanation" not in [section.kind for section in built.files[0].plan.sections]


def test_edited_pages_take_the_place_of_those_that_came(several, build, tools):
    diploma = next(document for document in several.documents if document.kind == "diploma")
    done = edit_pages(several.workspace, diploma.id, PageEdits(kept=(2,)), tools, blob=several.blobs.__getitem__)
    built = build(Intake(done.workspace, several.blobs | done.blobs))
    section = built.files[0].plan.section(diploma.id)
    assert section.page_count == 1
    assert "diploma 2" in tools.workers.page_texts(built.files[0].data)[section.first_page - 1]
    entry = next(d for d in built.report["documents"] if d["name"] == "d.pdf")
    assert entry["edits"]["kept"] == [2]


def test_a_document_of_an_older_version_without_kept_facts_is_still_verified(several, build):
    old = [document.model_copy(update={"pages_sha256": None}) for document in several.workspace.documents]
    built = build(Intake(several.workspace.model_copy(update={"documents": tuple(old)}), several.blobs))
    assert built.checks


# --- size -------------------------------------------------------------------------------------------------------


def test_pictures_give_up_what_the_size_target_asks_for_and_the_report_says_so(photos, build):
    whole = build(photos, PacketProfile(id="any", name="Any"))
    target = whole.record.bytes * 2 // 3
    built = build(photos, PacketProfile(id="small", name="Small", most_bytes=target))
    assert built.record.bytes <= target
    assert built.size.fits
    assert built.size.before == whole.record.bytes
    reduced = [d["reduced"] for d in built.report["documents"] if d["reduced"]]
    assert reduced
    assert all(one["to_bytes"] < one["from_bytes"] for one in reduced)
    assert built.notes
    assert all(file.checks for file in built.files)


def test_what_fits_is_left_as_it_is(photos, build):
    built = build(photos, PacketProfile(id="any", name="Any", most_bytes=100_000_000))
    assert built.size.fits
    assert built.size.reduced == ()
    assert built.notes == ()


def test_a_packet_that_cannot_be_made_small_enough_is_built_and_says_so(photos, build):
    built = build(photos, PacketProfile(id="tiny", name="Tiny", most_bytes=150_000))
    assert not built.size.fits
    assert len(built.files) == 1
    assert built.findings[0].rule_id == "packet_size"
    assert "parts" in built.findings[0].hint
    assert json.dumps(built.report).count("packet_size") == 0
    assert built.report["checklist"][0]["kind"] == "packet"


class SpoilingWorkers:
    """The workers, but every picture that is made smaller comes out as its negative."""

    def __init__(self, workers):
        self._workers = workers
        self._alone = Lock()  # PDFium, here in this process, bears one thread only

    def __getattr__(self, name):
        return getattr(self._workers, name)

    def shrink(self, pdf, *, step):
        with self._alone, pytest.MonkeyPatch.context() as patch:
            save = Image.Image.save
            patch.setattr(Image.Image, "save", lambda picture, *to, **how: save(ImageOps.invert(picture), *to, **how))
            return shrink(pdf, step=step)


def test_a_document_that_shrinking_would_spoil_goes_in_as_it_was(photos, tools, today):
    workspace = choosing(photos.workspace, PacketProfile(id="tiny", name="Tiny", most_bytes=150_000))
    tools = replace(tools, workers=SpoilingWorkers(tools.workers))
    built = build_packet(workspace, tools, blob=photos.blobs.__getitem__, options=PacketOptions(today=today))
    assert [document["reduced"] for document in built.report["documents"]] == [None] * 3
    assert built.size.after == built.size.before
    assert built.findings[0].rule_id == "packet_size"


def specks(*seeds: int) -> bytes:
    """A PDF with a page for each seed: specks of black and white, 60,000 bytes that nothing makes smaller."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for seed in seeds:
            picture = pdf.make_stream(
                random.Random(seed).randbytes(600 * 800 // 8), Type=Name.XObject, Subtype=Name.Image,
                Width=600, Height=800, ColorSpace=Name.DeviceGray, BitsPerComponent=1,
            )  # fmt: skip
            page = pdf.add_blank_page(page_size=(612, 792))
            page.Resources = Dictionary(XObject=Dictionary(Specks=picture))
            page.Contents = pdf.make_stream(b"600 0 0 780 6 6 cm /Specks Do")
        pdf.save(out)
    return out.getvalue()


def test_no_part_is_too_large_although_the_whole_saves_what_its_parts_cannot(named, tools, build):
    """The first and the last document share a picture, which the whole holds once: what a part has beyond its documents
    is learnt from the parts alone, here from one that is hardly too large."""
    pdfs = (specks(1), specks(2), specks(3), specks(1, 4))
    files = [(f"{number}.pdf", data, Told(kind="other")) for number, data in enumerate(pdfs)]
    only = PacketProfile(id="only", name="Only", kinds=("other",))
    target = build(taken_in(named, tools, *files[:2]), only).record.bytes - 500
    built = build(taken_in(named, tools, *files), only.model_copy(update={"most_bytes": target}), split=True)
    assert {len(file.plan.sections) for file in built.files} == {2}, "contents and one document"
    assert all(len(file.data) <= target for file in built.files)


def test_in_parts_each_document_is_whole_and_in_exactly_one(photos, build, tools):
    smallest = build(photos, PacketProfile(id="tiny", name="Tiny", most_bytes=150_000)).record.bytes
    profile = PacketProfile(id="parts", name="Parts", most_bytes=int(smallest * 0.7))
    built = build(photos, profile, split=True)
    count = len(built.files)
    assert count > 1
    assert [file.file_name for file in built.files] == [
        f"Example_Chidi_Residency_Application_part_{number}_of_{count}.pdf" for number in range(1, count + 1)
    ]
    assert all(len(file.data) <= profile.most_bytes for file in built.files)
    places = [section.source_id for file in built.files for section in file.plan.sections]
    for document in photos.documents:
        assert places.count(document.id) == 1
    assert places.count("contents") == count
    assert [entry["kind"] for entry in built.report["generated"]].count("contents") == count
    assert "parts" in " ".join(built.notes)


def test_splitting_what_fits_gives_one_file_as_usual(photos, build):
    built = build(photos, PacketProfile(id="any", name="Any", most_bytes=100_000_000), split=True)
    assert [file.file_name for file in built.files] == ["Example_Chidi_Residency_Application.pdf"]


def test_each_letter_file_is_brought_to_the_size_that_the_portal_takes(named, tools, build):
    taken = taken_in(named, tools, ("l.jpg", noise(1700, 2200, 9), Told(kind=LETTER, waived=False)))
    profile = PacketProfile(id="mine", name="Mine", form=PacketForm.LETTER_PORTAL, kinds=(LETTER,), most_bytes=400_000)
    built = build(taken, profile)
    assert len(built.files[0].data) <= 400_000
    assert "Example_Chidi_LoR.pdf" in built.notes[0]


# --- the same on every run --------------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", ["email", "separate"])
def test_the_whole_use_case_gives_the_same_bytes_for_the_same_input(several, build, profile):
    told = several.workspace.with_explanation(Explanation(id="x", kind="mspe", text="None is written."))
    taken = Intake(told, several.blobs)
    first, second = build(taken, profile), build(taken, profile)
    assert first.blobs == second.blobs
    assert first.record == second.record
    assert packet_bytes(first.record, first.blobs.__getitem__) == packet_bytes(second.record, second.blobs.__getitem__)


def test_shrunk_and_split_packets_are_the_same_on_every_run_too(photos, build):
    profile = PacketProfile(id="parts", name="Parts", most_bytes=300_000)
    assert build(photos, profile, split=True).blobs == build(photos, profile, split=True).blobs
