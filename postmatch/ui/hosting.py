"""What the server around the pages does: security headers, warm start, and whether a visit is a private one."""

from __future__ import annotations

import base64
import contextlib
import gc
import hashlib
import importlib
import ipaddress
import re
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Public counters of a server full of strangers' documents, and an interface that drives pages without a browser.
HIDDEN_PATHS = ("/_stcore/metrics", "/_stcore/agent")
# Previews and downloads: a browser must not keep a copy of somebody's documents on disk.
PRIVATE_PATHS = ("/media/",)
# A reverse proxy announces itself by one of these, and then the visitor is somebody else than this machine's owner.
PROXY_HEADERS = ("forwarded", "via", "x-real-ip")
PROXY_PREFIX = "x-forwarded-"
# What the first visitor would otherwise wait for.
WARM_IMPORTS = ("pandas", "pyarrow", "pyarrow.dataset", "postmatch.usecases")


def content_security_policy() -> str:
    """The policy that the installed Streamlit runs under: nothing from any other origin, no inline script but its own.

    The only inline scripts allowed are those of Streamlit's own start page, by hash, computed from the installed file.
    """
    start_page = (Path(st.__file__).parent / "static" / "index.html").read_text("utf-8")
    inline = re.findall(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", start_page, re.DOTALL)
    hashes = [f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline]
    rules = {
        "default-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'", "data:"],
        "media-src": ["'self'", "blob:"],
        "worker-src": ["'self'", "blob:"],
        "style-src": ["'self'", "'unsafe-inline'"],
        "connect-src": ["'self'", "ws:", "wss:", "data:", "blob:"],
        "script-src": ["'self'", *hashes],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


class Guard:
    """Middleware that adds the security headers and hides what is nobody's business.

    Plain ASGI, so uploads and downloads stream through it unbuffered.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._headers = [
            (b"content-security-policy", content_security_policy().encode()),
            (b"x-content-type-options", b"nosniff"),
            (b"x-frame-options", b"DENY"),
            (b"referrer-policy", b"no-referrer"),
            (b"cross-origin-opener-policy", b"same-origin"),
            (b"cross-origin-resource-policy", b"same-origin"),
            (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
        ]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add the headers to what comes back."""
        base_path = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
        path = scope.get("path", "").removeprefix("" if base_path == "/" else base_path)
        if path.startswith(HIDDEN_PATHS):
            await self._refuse(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._guarded(message.get("headers", ()), path)}
            await send(message)

        await self._app(scope, receive, send_guarded)

    @staticmethod
    async def _refuse(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        elif scope["type"] == "http":
            await PlainTextResponse("not found", 404)(scope, receive, send)

    def _guarded(self, headers: list[tuple[bytes, bytes]], path: str) -> list[tuple[bytes, bytes]]:
        ours = list(self._headers)
        if path.startswith(PRIVATE_PATHS):
            ours.append((b"cache-control", b"no-store"))
        replaced = {name for name, _ in ours}
        return [*((name, value) for name, value in headers if name.lower() not in replaced), *ours]


@contextlib.asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[dict[str, object]]:
    """Import what the first visitor needs, then take all of it out of the garbage collector's rounds.

    Freezing is safe only here, before any session exists: later it would keep the first visitor's uploads for ever.
    Streamlit collects after each script run, which costs three times the run itself when nothing is frozen.
    """
    for name in WARM_IMPORTS:
        importlib.import_module(name)
    gc.collect()
    gc.freeze()
    yield {}


def is_loopback_bind() -> bool:
    """True while the server listens on this machine only; no address at all means every network interface."""
    return _is_loopback(str(st.get_option("server.address") or ""))


def is_private_visit(headers: Mapping[str, str]) -> bool:
    """True when the visitor is certainly the person at this machine, so their work may be kept on its disk.

    ``headers`` are those of the visit (``st.context.headers``). The server must listen on loopback, the browser
    must have asked for a loopback name (a foreign name means a rebound address or a proxy), and no reverse proxy
    may have announced itself: to one on the same machine every visitor looks local.
    """
    lowered = {name.lower(): value for name, value in headers.items()}
    is_proxied = any(name in PROXY_HEADERS or name.startswith(PROXY_PREFIX) for name in lowered)
    return is_loopback_bind() and not is_proxied and _is_loopback(_host_name(lowered.get("host", "")))


def _host_name(host: str) -> str:
    """The name in a Host header, without the port and the brackets of an IPv6 address."""
    bracketed = re.fullmatch(r"\[([^\]]*)\](?::\d+)?", host.strip())
    return bracketed[1] if bracketed else re.sub(r":\d+$", "", host.strip())


def _is_loopback(name: str) -> bool:
    if name.lower().rstrip(".") == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False
