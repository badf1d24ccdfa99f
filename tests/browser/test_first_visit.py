"""What holds on every page before anybody has done anything: the frame, no third party, the theme's own fonts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from postmatch.ui.places import PAGES as MENU
from tests.browser.server import ROOT, Server
from tests.browser.visit import Visit

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
FONTS = "() => document.fonts.ready.then(f => [...f].filter(x => x.status === 'loaded').map(x => x.family))"


def test_the_first_link_after_a_cold_start_goes_to_its_page_inside_the_frame(
    fresh_server: Callable[..., Server], new_visit: Callable[..., Visit]
) -> None:
    """Streamlit once ran such a page alone, without navigation or anything else around it."""
    page = new_visit(fresh_server()).open("documents")
    assert page.get_by_test_id("stSidebarNav").get_by_role("link").count() == len(MENU)
    assert page.title() == "Documents · Postmatch"
    assert page.get_by_role("dialog").count() == 0


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_by_its_address_and_asks_no_third_party_for_anything(visit: Visit, path: str) -> None:
    page = visit.open("" if path == "overview" else path)
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.get_by_test_id("stException").count() == 0
    assert visit.foreign_requests == []
    assert visit.console_errors == []


def test_the_words_are_set_in_the_fonts_that_we_ship(visit: Visit) -> None:
    loaded = visit.open().evaluate(FONTS)
    assert {"Inter", "SourceSerif4"} <= set(loaded)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_an_untouched_page_is_accessible_in_both_themes(
    server: Server, new_visit: Callable[..., Visit], path: str, scheme: str
) -> None:
    visit = new_visit(server, scheme=scheme)
    visit.open("" if path == "overview" else path)
    assert visit.violations() == []
