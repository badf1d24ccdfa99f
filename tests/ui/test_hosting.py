"""The server around the pages: headers, hidden paths, and the question whose disk this is."""

from __future__ import annotations

import asyncio
import base64
import gc
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from email.message import Message
from pathlib import Path

import pytest
import streamlit as st
from streamlit import config

from postmatch.storage import ARCHIVE_BYTES
from postmatch.ui.hosting import content_security_policy, is_loopback_bind, is_private_visit, lifespan
from tests.browser.server import ROOT, Server, start_server

LOCAL = {"Host": "localhost:8501", "User-Agent": "a browser"}


@pytest.fixture
def bound_to() -> Iterator[Callable[[str | None], None]]:
    """Sets the address that the server is bound to, for one test."""
    before = config.get_option("server.address")
    yield lambda address: config.set_option("server.address", address)
    config.set_option("server.address", before)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = start_server(tmp_path_factory.mktemp("hosting") / "data")
    yield running
    running.stop()


def settings() -> dict:
    return tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def get(url: str) -> tuple[int, Message, bytes]:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(url, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, refusal.read()


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.0.0.53"])
def test_a_loopback_address_is_a_loopback_bind(bound_to: Callable, address: str) -> None:
    bound_to(address)
    assert is_loopback_bind()
    assert is_private_visit(LOCAL)


@pytest.mark.parametrize("address", [None, "", "0.0.0.0", "::", "192.168.1.4", "postmatch.example"])
def test_any_other_address_is_a_host_and_no_visit_is_private(bound_to: Callable, address: str | None) -> None:
    bound_to(address)
    assert not is_loopback_bind()
    assert not is_private_visit(LOCAL)


@pytest.mark.parametrize("host", ["127.0.0.1:8501", "localhost", "LOCALHOST:8501", "[::1]:8501", "localhost."])
def test_a_loopback_name_in_the_request_is_private(bound_to: Callable, host: str) -> None:
    bound_to("127.0.0.1")
    assert is_private_visit({"host": host})


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Host": ""},
        {"Host": "postmatch.example"},
        {"Host": "localhost.attacker.example"},
        {"Host": "127.0.0.1.attacker.example:8501"},
        {**LOCAL, "X-Forwarded-For": "203.0.113.9"},
        {**LOCAL, "x-forwarded-proto": "https"},
        {**LOCAL, "X-Forwarded-Host": "postmatch.example"},
        {**LOCAL, "Forwarded": "for=203.0.113.9"},
        {**LOCAL, "Via": "1.1 proxy"},
        {**LOCAL, "X-Real-IP": "203.0.113.9"},
    ],
)
def test_a_proxy_or_a_foreign_name_makes_the_visit_somebody_elses(bound_to: Callable, headers: dict[str, str]) -> None:
    bound_to("127.0.0.1")
    assert not is_private_visit(headers)


def test_the_policy_allows_exactly_the_inline_scripts_of_streamlits_start_page() -> None:
    page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    inline = [text for text in re.findall(r"<script[^>]*>(.*?)</script>", page, re.DOTALL) if text.strip()]
    assert inline, "Streamlit has none any more: the hash in the policy is empty"
    hashes = {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline}
    rules = dict(part.split(" ", 1) for part in content_security_policy().split("; "))
    assert set(rules["script-src"].split()) == {"'self'", *hashes}
    assert "unsafe-eval" not in content_security_policy()
    assert rules["frame-ancestors"] == "'none'"
    assert "http" not in content_security_policy()


@pytest.mark.parametrize("path", ["/", "/documents", "/_stcore/health", "/app/static/favicon.png", "/media/none.pdf"])
def test_every_answer_carries_the_security_headers(served: Server, path: str) -> None:
    _, headers, _ = get(served.url + path)
    assert headers.get_all("Content-Security-Policy") == [content_security_policy()]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"


def test_a_browser_keeps_no_copy_of_what_lies_under_media(served: Server) -> None:
    assert get(served.url + "/media/none.pdf")[1].get_all("Cache-Control") == ["no-store"]


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent", "/_stcore/agent/sessions"])
def test_counters_and_the_agent_interface_are_not_there(served: Server, path: str) -> None:
    status, _, body = get(served.url + path)
    assert (status, body) == (404, b"not found")


def test_the_fonts_of_the_theme_come_from_the_app_itself(served: Server) -> None:
    urls = [face["url"] for face in settings()["theme"]["fontFaces"]]
    assert len(urls) == 4
    for url in urls:
        status, headers, body = get(f"{served.url}/{url}")
        assert status == 200
        assert headers["Content-Type"] == "font/woff2"
        assert body[:4] == b"wOF2"


def test_the_server_listens_on_this_machine_only_and_sends_no_usage_statistics() -> None:
    found = settings()
    assert found["server"]["address"] == "127.0.0.1"
    assert found["server"]["allowedHosts"] == ["localhost", "127.0.0.1", "::1"]
    assert found["browser"]["gatherUsageStats"] is False
    assert found["client"]["showErrorDetails"] == "type"


def test_the_warm_start_freezes_what_is_imported_before_any_session_exists() -> None:
    async def warm() -> int:
        async with lifespan(None):
            return gc.get_freeze_count()

    gc.unfreeze()
    try:
        assert asyncio.run(warm()) > 10_000
        assert "pyarrow.dataset" in sys.modules
    finally:
        gc.unfreeze()


def test_a_host_overrides_the_address_and_the_names_by_variables(tmp_path: Path) -> None:
    """Streamlit reads its variables only under its own command, so the real command is asked."""
    shown = subprocess.run(
        [sys.executable, "-m", "streamlit", "config", "show"],
        cwd=ROOT,
        env={
            **os.environ,
            "STREAMLIT_SERVER_ADDRESS": "0.0.0.0",
            "STREAMLIT_SERVER_ALLOWED_HOSTS": "postmatch.example other.example",
            "HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    effective = tomllib.loads(shown[shown.index("[global]") :])["server"]
    assert effective["address"] == "0.0.0.0"
    assert effective["allowedHosts"] == ["postmatch.example", "other.example"]


def test_a_tab_runs_once_at_a_time() -> None:
    """With fast reruns a run starts while the last one is saving, and fields filled quickly were lost."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["runner"]["fastReruns"] is False


def test_the_server_takes_a_workspace_as_large_as_the_archive_may_be() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert settings["server"]["maxUploadSize"] * 1024 * 1024 == ARCHIVE_BYTES
