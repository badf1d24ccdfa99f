from __future__ import annotations

import io
import re

import pikepdf
import pytest

from postmatch.conversion import rescue
from tests.conversion.pdf_samples import made


def without_tree(data: bytes) -> bytes:
    return re.sub(rb"\d+ 0 obj\n<<[^\n]*/Type /Pages .*?endobj", b"", data, flags=re.DOTALL)


def without_trailer(data: bytes) -> bytes:
    return data[: data.rindex(b"\nxref\n")]


def without_catalogue(data: bytes) -> bytes:
    return re.sub(rb"\d+ 0 obj\n<<[^\n]*/Type /Catalog .*?endobj", b"", data, flags=re.DOTALL)


def test_pages_are_gathered_by_their_type_when_the_tree_is_lost() -> None:
    assert len(rescue.gathered(without_tree(made(page_count=3)), None).pages) == 3


@pytest.mark.parametrize(
    "broken",
    [
        without_catalogue(made(page_count=3)),
        without_trailer(without_tree(made(page_count=3))),
        without_catalogue(without_tree(made(page_count=3))),
        without_tree(made(page_count=3)).replace(b"/Type /Page ", b"/Type /Sage "),
    ],
    ids=["no catalogue", "no trailer, no tree", "no catalogue, no tree", "no types"],
)
def test_pages_are_found_by_what_stands_in_the_file_when_hardly_anything_is_left(broken: bytes) -> None:
    found = rescue.scanned(broken, None)
    assert [page.obj.MediaBox[3] for page in found.pages] == [792, 792, 792]


def test_an_object_that_was_replaced_is_found_once_and_in_its_newest_form() -> None:
    data = without_trailer(without_tree(made(page_count=1)))
    number = re.search(rb"(\d+) 0 obj\n<<[^\n]*/Type /Page ", data)
    assert number is not None
    newer = data + b"\n" + number[1] + b" 0 obj\n<< /Type /Page /MediaBox [ 0 0 100 100 ] /Contents null >>\nendobj\n"
    assert [page.obj.MediaBox[3] for page in rescue.scanned(newer, None).pages] == [100]


def test_what_is_locked_is_not_scanned() -> None:
    """Its pages would come out as white noise."""
    lock = pikepdf.Encryption(owner="boss", user="", R=4)
    assert len(rescue.scanned(made(page_count=2, encryption=lock), None).pages) == 0


def test_the_count_before_is_the_highest_that_anybody_tells() -> None:
    plain = made(page_count=3)
    assert rescue.page_count_before(plain, None) == 3
    assert rescue.page_count_before(without_trailer(plain), None) == 3
    assert rescue.page_count_before(without_trailer(without_tree(plain)), None) is None
    linearized = made(page_count=4, linearize=True)
    assert rescue.page_count_before(linearized[: len(linearized) // 2], None) == 4


def test_pages_that_pypdf_reads_are_copied() -> None:
    copied = rescue.copied_by_pypdf(made(page_count=2), None)
    out = io.BytesIO()
    copied.save(out)
    assert len(copied.pages) == 2
