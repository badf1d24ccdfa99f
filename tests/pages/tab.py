"""One browser tab on the whole app, without a browser: opens pages, presses, fills, uploads and downloads.

The app runs as it does on a host, where work is held in memory. Every step asserts that nothing broke.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from unittest.mock import patch

from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.scriptrunner import RerunData
from streamlit.testing.v1 import AppTest

from postmatch.domain.documents import Document
from postmatch.domain.workspace import Workspace
from postmatch.ui.places import page_path

MAIN = Path(__file__).resolve().parents[2] / "postmatch" / "ui" / "main.py"
TIMEOUT = 60.0


# the backslashes and word joiners with which ``messages.plain`` keeps text from being taken for Markdown
UNMARKED = str.maketrans("", "", "\\\u2060")


class Tab:
    """``Tab(open_files)``: ``open_files()`` is the manager of the files that the newest run offers for download."""

    def __init__(self, open_files: Callable[[], MediaFileManager]) -> None:
        self.test = AppTest.from_file(str(MAIN), default_timeout=TIMEOUT)
        self._open_files = open_files
        self.run()

    def run(self) -> None:
        self.test.run()
        assert not self.test.exception, self.test.exception

    def receive(self, workspace: Workspace, blobs: Mapping[str, bytes]) -> None:
        """A workspace saved by another tab of the same applicant: this one shows it at its next run."""
        repository = self.test.session_state["postmatch"].repository
        repository.save(workspace, expected_revision=repository.revision(), blobs=blobs)
        self.run()

    def change_elsewhere(self, given_names: str) -> None:
        """Another tab saves another name, which this one has not seen yet when its next run begins."""
        repository, before = self.test.session_state["postmatch"].repository, self.workspace
        identity = before.profile.identity.model_copy(update={"given_names": given_names})
        changed = before.with_profile(before.profile.model_copy(update={"identity": identity}))
        repository.save(changed, expected_revision=repository.revision(), blobs={})

    def visit(self, page: str) -> None:
        self.test.switch_page(str(page_path(page)))
        self.run()

    def open_document(self, file_name: str) -> str:
        """The page of the document that came in under that name, by its address; returns what the keys of its card
        begin with. (After a button that leads to another page the simulated tab stays on the old one.)"""
        document = self.document(file_name)
        self.test.query_params["id"] = document.id
        self.visit("document")
        return f"documents.{document.id}"

    def press(self, *keys: str) -> None:
        """Presses buttons, all in one and the same run."""
        for key in keys:
            self.test.button(key=key).click()
        self.run()

    def answer(self, key: str) -> None:
        """Presses a button of an open dialog: like a browser, runs the dialog alone, which then may run the page."""
        button = self.test.button(key=key).click()
        fragment = self.test.session_state._state._state._new_widget_state.widget_metadata[button.id].fragment_id
        assert fragment is not None
        with patch(
            "streamlit.testing.v1.local_script_runner.RerunData", partial(RerunData, fragment_id_queue=[fragment])
        ):
            self.run()

    def fill(self, key: str, value: object) -> None:
        """Puts a value into the widget; True and False switch a toggle or a checkbox."""
        self.test.get_by_key(key).set_value(value)
        self.run()

    def value(self, key: str) -> object:
        return self.test.get_by_key(key).value

    def upload(self, key: str, *files: tuple[str, bytes]) -> None:
        """Gives files as (name, bytes) to the uploader, whose key counts on after each use."""
        (uploader,) = (one for one in self.test.file_uploader if one.key.startswith(f"{key}."))
        for name, data in files:
            uploader.upload(name, data)
        self.run()

    def download(self, key: str) -> bytes:
        """What the applicant gets into the downloads folder by pressing that button."""
        button = self.test.download_button(key=key)
        assert not button.disabled
        files = self._open_files()
        url = files.execute_deferred(button.proto.deferred_file_id)
        return files._storage.get_file(url.rsplit("/", 1)[-1]).content

    def offered_name(self, key: str) -> str:
        """The name that the file of that download button will have."""
        button = self.test.download_button(key=key)
        return self._open_files()._deferred_callables[button.proto.deferred_file_id]["filename"]

    def links(self) -> list[str]:
        """Labels of the links to other pages, in their order."""
        return [link.proto.label for link in self.test.get("page_link")]

    def is_offered(self, key: str) -> bool:
        """True when there is a button of that key."""
        return key in {button.key for button in self.test.button}

    def pictures(self) -> list[str]:
        """Addresses of the pictures on the page; the same picture has the same address."""
        return [url for image in self.test.image for url in image.value]

    def texts(self) -> str:
        """All Markdown on the page as it reads, without the marks that keep text from being taken for Markdown."""
        return "\n".join(element.value for element in self.test.markdown).translate(UNMARKED)

    def notices(self, level: str) -> str:
        """What is said in boxes of that level: info, success, warning or error."""
        return "\n".join(element.value for element in getattr(self.test, level)).translate(UNMARKED)

    @property
    def title(self) -> str:
        return self.test.title[0].value

    @property
    def workspace(self) -> Workspace:
        """The workspace as it is kept, not as the tab remembers it."""
        stored = self.test.session_state["postmatch"].repository.load()
        return stored.workspace if stored else Workspace()

    def document(self, file_name: str) -> Document:
        """The document that came in under that name."""
        (found,) = (one for one in self.workspace.documents if one.file_name == file_name)
        return found
