"""Bound to anything but this machine: every browser has an empty workspace of its own, and nothing touches a disk."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BANNER = "This site keeps nothing"


def test_two_browsers_on_a_host_see_two_empty_workspaces(fresh_server, new_visit):
    server = fresh_server(address="0.0.0.0")
    first, second = new_visit(server), new_visit(server)
    first.open("profile")
    expect(first.page.get_by_text(BANNER)).to_be_visible()
    first.page.get_by_label("Given names", exact=True).fill("Only-Mine")
    first.page.keyboard.press("Tab")
    first.settle()
    first.go("Overview")
    assert "Only-Mine" in first.words()
    second.open()
    expect(second.page.get_by_text(BANNER)).to_be_visible()
    assert "Only-Mine" not in second.words()
    expect(second.page.get_by_role("button", name="Try it with a sample applicant")).to_be_visible()
    assert [path for path in server.data.rglob("*") if path.is_file()] == []


def test_a_visitor_through_a_proxy_is_not_taken_for_the_owner_of_the_machine(fresh_server, browser):
    server = fresh_server()
    context = browser.new_context(extra_http_headers={"X-Forwarded-For": "203.0.113.7"})
    page = context.new_page()
    page.goto(server.url)
    expect(page.get_by_text(BANNER)).to_be_visible(timeout=20_000)
    context.close()
    assert [path for path in server.data.rglob("*") if path.is_file()] == []
