"""What the tests of use cases share: tools, a profile, and small real files."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from PIL import Image, ImageDraw
from reportlab.pdfgen.canvas import Canvas

from postmatch.domain.profile import Identity, Profile
from postmatch.domain.workspace import Workspace
from postmatch.usecases.tools import Tools

TODAY = date(2026, 11, 23)


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def tools(workers, facts) -> Tools:
    return Tools(workers=workers, facts=facts)


@pytest.fixture
def named() -> Workspace:
    """A workspace that knows no more than a name."""
    return Workspace(profile=Profile(identity=Identity(given_names="Chidi", family_name="Example")))


@pytest.fixture(scope="session")
def pdf() -> Callable[..., bytes]:
    """``pdf("words", pages=2)``: a small real PDF whose pages say the words and their number."""

    def make(words: str, pages: int = 1) -> bytes:
        out = io.BytesIO()
        canvas = Canvas(out, pagesize=(612, 792), invariant=True)
        for number in range(1, pages + 1):
            canvas.drawString(72, 700, f"{words} {number}")
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    return make


@pytest.fixture(scope="session")
def photo() -> bytes:
    picture = Image.new("RGB", (600, 800), "white")
    ImageDraw.Draw(picture).ellipse((100, 100, 500, 700), fill="navy")
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()
