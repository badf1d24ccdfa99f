from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postmatch.domain.profile import Identity
from postmatch.packet.file_name import document_file_name, packet_file_name, part_file_name, zip_file_name
from tests.packet.packets import untimed


@pytest.mark.parametrize(
    ("family", "given_names", "expected"),
    [
        ("Okafor", "Adaeze", "Okafor_Adaeze_Residency_Application.pdf"),
        ("Łukasiewicz-Søn", "Đorđe José", "Lukasiewicz-Son_Dorde-Jose_Residency_Application.pdf"),
        ("Nguyễn", "Thị Ánh", "Nguyen_Thi-Anh_Residency_Application.pdf"),
        ("O’Brien", "Siobhán", "OBrien_Siobhan_Residency_Application.pdf"),
        ("Weiß", "Jürgen", "Weiss_Jurgen_Residency_Application.pdf"),
        ("Yılmaz", "Çağrı", "Yilmaz_Cagri_Residency_Application.pdf"),
        ("", "Suharto", "Suharto_Residency_Application.pdf"),
        ("李", "Wei", "Wei_Residency_Application.pdf"),
        ("", "", "Residency_Application.pdf"),
        ("../../etc", 'a|b*c?d:e/f\\g"h<i>', "etc_a-b-c-d-e-f-g-h-i_Residency_Application.pdf"),
    ],
)
def test_the_name_is_spelled_in_plain_letters(family: str, given_names: str, expected: str) -> None:
    assert packet_file_name(Identity(family_name=family, given_names=given_names)) == expected


@untimed
@given(st.text(max_size=400), st.text(max_size=400))
def test_any_name_gives_a_name_that_every_system_takes(family: str, given_names: str) -> None:
    name = packet_file_name(Identity(family_name=family, given_names=given_names))
    assert re.fullmatch(r"([A-Za-z0-9](-?[A-Za-z0-9])*_){0,2}Residency_Application\.pdf", name)
    assert len(name) <= 107


def test_other_files_of_a_packet_are_named_in_the_same_letters() -> None:
    identity = Identity(family_name="Łukasiewicz", given_names="Zoë")
    assert part_file_name(identity, 1, 2) == "Lukasiewicz_Zoe_Residency_Application_part_1_of_2.pdf"
    assert zip_file_name(identity) == "Lukasiewicz_Zoe_Residency_Application.zip"
    assert document_file_name(identity, "USMLE_Score_Report") == "Lukasiewicz_Zoe_USMLE_Score_Report.pdf"
    assert document_file_name(identity, "推薦書") == "Lukasiewicz_Zoe_Document.pdf"


@untimed
@given(st.text(max_size=200), st.text(max_size=200))
def test_any_title_gives_a_name_that_every_system_takes(family: str, word: str) -> None:
    name = document_file_name(Identity(family_name=family), word)
    assert re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?\.pdf", name)
    assert len(name) <= 86
