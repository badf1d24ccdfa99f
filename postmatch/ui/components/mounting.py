"""How a component of ours reaches the page: its script is a file that our own server serves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

from postmatch import __version__

_FOLDER = Path(__file__).parent
_FILES = "static"
_PACKAGE = "postmatch"


def mount(
    name: str, *, key: str, data: dict[str, Any], in_dialog: bool = False, **on_change: Callable[[], None]
) -> None:
    """Draws the component whose files are ``static/<name>.js`` and ``.css``; ``on_change`` as Streamlit names them.

    Its styles stay in a shadow root of its own. ``in_dialog``: not so, because the tabulator key passes over shadow
    roots in Streamlit's dialogs; its styles must then keep to themselves.

    A script handed over as text would run from a ``blob:`` address, which our content policy forbids. Streamlit serves
    scripts as files for installed packages only, which it finds by their manifest; we are run from a folder, so we hand
    it the manifest ourselves, once per server (and once per simulated one in a test).
    """
    manager, full_name = get_bidi_component_manager(), f"{_PACKAGE}.{name}"
    if manager.get_component_asset_root(full_name) is None:
        components = [ComponentConfig(name, asset_dir=_FILES)]
        manager.register_from_manifest(ComponentManifest(_PACKAGE, __version__, components), _FOLDER)
    style = (_FOLDER / _FILES / f"{name}.css").read_text("utf-8")
    draw = st.components.v2.component(full_name, css=style, js=f"{name}.js", isolate_styles=not in_dialog)
    draw(key=key, data=data, **on_change)
