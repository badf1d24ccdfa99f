"""The launcher that servers start: ``streamlit run app.py``.

The script that draws lies in ``postmatch/ui/`` and not here, because a ``pages/`` folder beside the script that
runs lets the first deep link after a start skip the frame.
"""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:  # the server may have been started from another folder
    sys.path.insert(0, str(ROOT))

from postmatch.ui.hosting import Guard, lifespan  # noqa: E402

app = st.App(ROOT / "postmatch" / "ui" / "main.py", lifespan=lifespan, middleware=[Middleware(Guard)])
