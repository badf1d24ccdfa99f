"""The house rules that a syntax tree can hold. Each test first proves that it sees the files it speaks about."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "postmatch"

FOLDERS = {
    "conversion",
    "domain",
    "interchange",
    "knowledge",
    "packet",
    "rendering",
    "storage",
    "ui",
    "usecases",
}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "models", "services", "managers", "misc"}

# Who may import whom; everybody may import errors and themselves. Drawn in postmatch/__init__.py.
BELOW = {"conversion", "knowledge", "domain"}
MAY_IMPORT = {
    "errors": set(),
    "domain": set(),
    "knowledge": {"domain"},
    "conversion": {"domain"},
    "rendering": BELOW,
    "packet": BELOW,
    "storage": BELOW,
    "interchange": BELOW,
    "usecases": {"rendering", "packet", "storage", "interchange"} | BELOW,
    "ui": {"usecases", "rendering", "packet", "storage", "interchange"} | BELOW,
    "cli": {"usecases", "domain"},
    "__main__": {"cli"},
    "pages": {"ui", "usecases", "domain"},
    "app": {"ui", "usecases", "domain"},
}
# What the outermost caller makes once and hands inwards: the worker processes and the season's facts.
OPENED_BY_CLI = {"conversion", "knowledge"}

HOMES = {
    "streamlit": {"app", "pages", "ui"},
    "docxtpl": {"rendering"},
    "jinja2": {"rendering"},
    "docx": {"rendering", "conversion", "interchange"},
    "lxml": {"rendering", "conversion", "interchange"},
    "pypdf": {"packet", "conversion"},
    "pikepdf": {"packet", "conversion"},
    "pypdfium2": {"packet", "conversion"},
    "PIL": {"packet", "conversion"},
    "img2pdf": {"packet", "conversion"},
    "cv2": {"conversion"},
    "numpy": {"conversion"},
    "pi_heif": {"conversion"},
    "reportlab": {"packet", "conversion"},
    "office2pdf": {"conversion"},
    "psutil": {"conversion"},
    "pandas": {"interchange", "ui"},
    "sqlalchemy": {"storage"},
    "platformdirs": {"storage"},
    "pydantic": {"domain", "knowledge", "interchange", "storage"},
    "anyascii": {"domain"},
    "rapidfuzz": {"domain"},
    "starlette": {"app", "ui"},
}
# A cache belongs to every session of the server: only what is stateless and nobody's own may lie in one.
CACHES_ALLOWED_IN = {"postmatch/ui/session.py"}
WIDGETS = {
    "button",
    "checkbox",
    "data_editor",
    "date_input",
    "datetime_input",
    "download_button",
    "feedback",
    "file_uploader",
    "form_submit_button",
    "menu_button",
    "multiselect",
    "number_input",
    "pagination",
    "pills",
    "radio",
    "segmented_control",
    "select_slider",
    "selectbox",
    "slider",
    "text_area",
    "text_input",
    "time_input",
    "toggle",
}
PAGE_LINES = 70


def sources(*folders: str) -> list[Path]:
    """Python files below the folders, or the whole of our own code; never an empty list."""
    roots = [ROOT / folder for folder in folders] or [PACKAGE, ROOT / "pages", ROOT / "app.py"]
    found = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*.py")))]
    assert found, f"no files found in {roots}"
    return found


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def part_of(path: Path) -> str:
    """Which part of the house a file belongs to: a package of postmatch, a module beside them, pages or app."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "postmatch" else parts[0]


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Full dotted names that a file imports, with the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def calls_of(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call of an attribute (``st.button(...)``) by the attribute's name."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node


def test_the_files_of_every_part_are_seen() -> None:
    assert {part_of(path) for path in sources()} >= FOLDERS | {"errors", "cli", "pages", "app"}
    assert len(sources()) > 60
    assert "postmatch.ui.hosting.Guard" in {name for name, _ in imports_of(ROOT / "app.py")}


def test_every_folder_is_one_that_the_map_names_and_nothing_has_a_vague_name() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == FOLDERS
    for path in sources():
        assert not VAGUE_NAMES & set(path.relative_to(ROOT).with_suffix("").parts), name_of(path)


def test_imports_go_in_one_direction_only() -> None:
    wrong, seen = [], 0
    for path in sources():
        part = part_of(path)
        if part == "__init__":
            continue
        allowed = MAY_IMPORT[part] | {part, "errors", "__version__"} | (OPENED_BY_CLI if part == "cli" else set())
        for name, line in imports_of(path):
            if name.startswith("postmatch."):
                seen += 1
                if name.split(".")[1] not in allowed:
                    wrong.append(f"{name_of(path)}:{line} imports {name}")
    assert seen > 100
    assert not wrong, "\n".join(wrong)


def test_every_library_stays_in_its_home() -> None:
    wrong, seen = [], set()
    for path in sources():
        for name, line in imports_of(path):
            library = name.split(".")[0]
            if library in HOMES:
                seen.add(library)
                if part_of(path) not in HOMES[library]:
                    wrong.append(f"{name_of(path)}:{line} imports {library}")
    assert {"streamlit", "pypdf", "pikepdf", "sqlalchemy", "docxtpl"} <= seen
    assert not wrong, "\n".join(wrong)


def test_every_library_that_is_imported_has_a_home() -> None:
    known = set(HOMES) | set(sys.stdlib_module_names) | {"postmatch", "samples"}
    unknown = {name.split(".")[0] for path in sources() for name, _ in imports_of(path)} - known
    assert not unknown, f"say in HOMES where {unknown} may be imported"


def test_only_the_session_module_touches_the_session_state() -> None:
    users = {
        name_of(path)
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr == "session_state"
    }
    assert users == {"postmatch/ui/session.py"}


def test_no_cache_of_streamlit_outside_the_short_list() -> None:
    """A cached value once showed one visitor's profile to the next."""
    users = {
        name_of(path)
        for path in sources("postmatch", "pages", "app.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute) and node.attr in {"cache_data", "cache_resource"}
    }
    assert users <= CACHES_ALLOWED_IN


def test_every_widget_has_a_key() -> None:
    """Without one, every second edit is lost and equal widgets collide."""
    without, seen = [], 0
    for path in sources("pages", "postmatch/ui"):
        for name, call in calls_of(path):
            if name in WIDGETS:
                seen += 1
                if not {"key", None} & {keyword.arg for keyword in call.keywords}:
                    without.append(f"{name_of(path)}:{call.lineno} {name}")
    assert seen > 10
    assert not without, "\n".join(without)


def test_no_html_of_ours_is_trusted() -> None:
    for path in sources("pages", "postmatch/ui"):
        for name, call in calls_of(path):
            given = {keyword.arg for keyword in call.keywords}
            assert not given & {"unsafe_allow_html", "unsafe_allow_javascript"}, f"{name_of(path)}:{call.lineno}"
            assert name != "html", f"{name_of(path)}:{call.lineno}"


def test_a_page_is_short_and_defines_no_class() -> None:
    """A page is run again and again: a class in it is another class each time."""
    for page in sources("pages"):
        assert len(page.read_text("utf-8").splitlines()) <= PAGE_LINES, name_of(page)
        assert not [node for node in ast.walk(tree_of(page)) if isinstance(node, ast.ClassDef)], name_of(page)
        imported = {name.split(".")[0] for name, _ in imports_of(page)} - {"__future__"}
        assert imported <= {"streamlit", "postmatch"}, f"{name_of(page)}: {imported}"


def test_the_domain_reads_no_file_and_asks_no_clock() -> None:
    forbidden = {"today", "now", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes", "urlopen"}
    for path in sources("postmatch/domain"):
        for name, call in calls_of(path):
            assert name not in forbidden, f"{name_of(path)}:{call.lineno} calls {name}()"
        opened = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Name) and node.id == "open"]
        assert not opened, name_of(path)


def test_every_module_says_what_it_is_about() -> None:
    for path in sources():
        if path.stat().st_size and path.name != "__init__.py":
            assert ast.get_docstring(tree_of(path)), name_of(path)


def test_names_offered_by_a_package_exist() -> None:
    checked = 0
    for path in PACKAGE.glob("*/__init__.py"):
        for node in tree_of(path).body:
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__":
                offered = ast.literal_eval(node.value)
                module = __import__(f"postmatch.{path.parent.name}", fromlist=["*"])
                assert [name for name in offered if not hasattr(module, name)] == []
                checked += 1
    assert checked >= 5


IMPORT_ALL = """
import importlib, sys
events = []
def watch(event, args):
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        events.append(f"writes {args[0]}")
    elif event in {"socket.connect", "socket.bind", "subprocess.Popen", "os.mkdir", "os.remove", "os.rename"}:
        events.append(f"{event} {args[:2]}")
sys.addaudithook(watch)
for name in sys.argv[1:]:
    importlib.import_module(name)
    if events:
        sys.exit(f"importing {name}: {events}")
print(len(sys.argv) - 1)
"""


def test_importing_every_module_in_a_fresh_process_writes_nothing_and_connects_to_nothing(tmp_path: Path) -> None:
    scripts = {"postmatch/ui/main.py", "postmatch/__main__.py"}  # these are run, not imported
    names = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in sources("postmatch")
        if name_of(path) not in scripts
    ]
    done = subprocess.run(
        [sys.executable, "-B", "-c", IMPORT_ALL, *names],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "POSTMATCH_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) == len(names) > 60
    assert list(tmp_path.iterdir()) == []


def test_the_tests_mirror_the_source() -> None:
    """tests/<package>/test_<module>.py, or test_<module>_<aspect>.py where one file would be too long."""
    tested = 0
    data = {"rendering": {"templates"}}  # what a package owns that is no module
    for folder in [*sorted(FOLDERS), "pages"]:
        source = ROOT / "pages" if folder == "pages" else PACKAGE / folder
        modules = {path.stem for path in source.rglob("*.py")} | {path.parent.name for path in source.rglob("*.py")}
        modules |= data.get(folder, set())
        tests = sorted((ROOT / "tests" / folder).rglob("test_*.py"))
        assert tests, f"nothing in tests/{folder}"
        for test in tests:
            name = test.stem.removeprefix("test_")
            is_mirror = any(name == module or name.startswith(f"{module}_") for module in modules)
            assert is_mirror, f"{name_of(test)} tests no module of {name_of(source)}"
            tested += 1
    assert tested > 20


@pytest.mark.parametrize("page", [path.stem for path in sorted((ROOT / "pages").glob("*.py"))])
def test_every_page_is_in_the_navigation_and_has_its_own_test(page: str) -> None:
    from postmatch.ui.places import INNER_PAGES, PAGES

    assert page in {name for name, *_ in (*PAGES, *INNER_PAGES)}
    assert (ROOT / "tests" / "pages" / f"test_{page}.py").is_file()


def test_no_test_is_empty() -> None:
    seen = 0
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                seen += 1
                body = [part for part in node.body if not isinstance(part, ast.Expr | ast.Pass)]
                calls = [part for part in ast.walk(node) if isinstance(part, ast.Call | ast.Assert | ast.With)]
                assert body or calls, f"{name_of(path)}:{node.lineno} is empty"
    assert seen > 200


def test_the_code_is_formatted_and_free_of_lint() -> None:
    for arguments in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        done = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments, "."], cwd=ROOT, capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr
