"""The one command: makes .venv, installs the pinned requirements, and starts the app, the tests or a build.

    python3 run.py                    start on 127.0.0.1 and print the address
    python3 run.py --port 8600        the same, on this port; every other argument goes through to Streamlit
    python3 run.py build ...          one packet without a browser (python -m postmatch build)
    python3 run.py test ...           all tests; arguments go through to pytest

Standard library only, and written so that a Python as old as 3.6 can read it far enough to say that it is too old.
"""

import hashlib
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Dict, List, NoReturn, Optional, Tuple

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
FIRST_PORT, PORT_COUNT = 8501, 100
START_SECONDS = 90
BROWSABLE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "::1": "[::1]"}  # noqa: S104 (an address to show, not to bind)
# What pip says, in any of its versions, when the network is the reason.
NETWORK_SIGNS = re.compile(
    "Failed to establish a new connection|NewConnectionError|name resolution|getaddrinfo failed|Max retries exceeded"
    "|timed out|ProxyError|Network is unreachable|Connection refused|CERTIFICATE_VERIFY_FAILED|Could not fetch URL"
    "|Remote end closed connection|ConnectionResetError"
    r"|from versions: none",  # packages that certainly exist: the index was not reached
    re.IGNORECASE,
)
DISK_SIGNS = re.compile("No space left on device|not enough space|Disk quota exceeded", re.IGNORECASE)


class CannotStart(Exception):
    """One plain sentence or two that say what is in the way and what to do; ``code`` is the exit status."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def check_python(version: Tuple[int, ...]) -> None:
    """Raise ``CannotStart`` when ``version`` (as in ``sys.version_info``) is older than what Streamlit needs."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        found, oldest = ".".join(map(str, version[:2])), ".".join(map(str, OLDEST_PYTHON))
        raise CannotStart(
            "This is Python {}, and Postmatch needs Python {} or newer: install one from python.org and"
            " start run.py with it.".format(found, oldest)
        )


def check_venv_module() -> None:
    """Raise ``CannotStart`` when this Python cannot make an environment (Debian ships that part separately)."""
    try:
        import ensurepip
        import venv
    except ImportError:
        raise CannotStart(
            "This Python cannot make a virtual environment because its venv module is missing;"
            " on Debian or Ubuntu run: sudo apt install python3-venv"
        ) from None
    del ensurepip, venv


def stamp_of(requirements: Path) -> str:
    """What ``requirements`` installed on this Python would be; equal stamps mean that there is nothing to do."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    return "{} python-{} {}\n".format(digest, platform.python_version(), platform.machine())


def python_of(environment: Path) -> Path:
    """The interpreter inside a virtual environment."""
    return environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def prepare(root: Path, names: List[str]) -> Path:
    """Make ``.venv`` under ``root`` and install the requirement files ``names`` unless that is done; its Python.

    Each file leaves a stamp when it was installed completely, so an interrupted installation is taken up again.
    """
    environment = root / ".venv"
    stamps = {name: environment / (Path(name).stem + ".stamp") for name in names}
    waiting = [name for name in names if _read(stamps[name]) != stamp_of(root / name)]
    if waiting or not python_of(environment).is_file():
        check_venv_module()
        if _make_environment(environment):
            waiting = names
    for name in waiting:
        _install(environment, root / name)
        stamps[name].write_text(stamp_of(root / name), encoding="utf-8")
    return python_of(environment)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


def _make_environment(environment: Path) -> bool:
    """Make the environment if it is missing, broken or of another Python; True when it is a new one."""
    made_by = re.search(r"^version\s*=\s*(\d+\.\d+)", _read(environment / "pyvenv.cfg"), re.MULTILINE)
    ours = ".".join(map(str, sys.version_info[:2]))
    if python_of(environment).is_file() and made_by and made_by.group(1) == ours:
        return False
    say("Making the environment .venv (once) ...")
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(environment)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0:
        if DISK_SIGNS.search(done.stdout.decode(errors="replace")):
            _refuse_for_disk()
        raise CannotStart(
            "The environment .venv could not be made: check that the folder {} can be written; on Debian or Ubuntu"
            " also run: sudo apt install python3-venv".format(environment.parent)
        )
    return True


def _install(environment: Path, requirements: Path) -> None:
    """Install one requirement file with pip, count the packages on screen, keep pip's own words in a log."""
    count = len(re.findall(r"^[A-Za-z0-9]", requirements.read_text(encoding="utf-8"), re.MULTILINE))
    say("Installing {} ({} packages, once; this can take some minutes) ...".format(requirements.name, count))
    command = [str(python_of(environment)), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    log = environment / "install.log"
    seen = 0
    with log.open("wb") as kept:
        pip = subprocess.Popen(
            [*command, "-r", str(requirements)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=str(ROOT)
        )
        try:
            for line in pip.stdout or ():
                kept.write(line)
                if line.startswith((b"Collecting", b"Requirement already")) and sys.stdout.isatty():
                    seen += 1
                    sys.stdout.write("\r  {} of about {}".format(min(seen, count), count))
                    sys.stdout.flush()
        finally:
            pip.stdout and pip.stdout.close()
            code = pip.wait()
    if seen:
        say("")
    if code != 0:
        _explain_pip(log)


def _explain_pip(log: Path) -> NoReturn:
    words = log.read_text(encoding="utf-8", errors="replace")
    if DISK_SIGNS.search(words):
        _refuse_for_disk()
    if NETWORK_SIGNS.search(words):
        raise CannotStart(
            "The packages could not be downloaded because the network did not answer: check the internet connection"
            " (or the proxy settings) and start again; what is installed already is kept."
        )
    raise CannotStart("pip could not install the packages; its own words are in {}.".format(log))


def _refuse_for_disk() -> NoReturn:
    raise CannotStart("The disk is full, so the packages cannot be installed: free about 1 GB and start again.")


def take_option(arguments: List[str], *names: str) -> Tuple[Optional[str], List[str]]:
    """The last value given for one of ``names`` (``--x 1`` or ``--x=1``) or None, and the other arguments.

    Raises ``CannotStart`` when the option stands there without a value.
    """
    value, rest, position = None, [], 0
    while position < len(arguments):
        name, equals, text = arguments[position].partition("=")
        if name not in names:
            rest.append(arguments[position])
        elif equals:
            value = text
        else:
            position += 1
            if position == len(arguments):
                raise CannotStart("{} needs a value after it.".format(name), 2)
            value = arguments[position]
        position += 1
    return value, rest


def choose_port(address: str, wanted: Optional[str]) -> int:
    """``wanted`` if it is free, else the first free port from 8501 upwards; raises ``CannotStart``."""
    if wanted is None:
        for port in range(FIRST_PORT, FIRST_PORT + PORT_COUNT):
            if is_free(address, port):
                return port
        raise CannotStart("No free port was found from {} upwards: name one with --port.".format(FIRST_PORT))
    if not wanted.isdigit() or not 0 < int(wanted) < 65536:
        raise CannotStart("The port must be a number from 1 to 65535, and {!r} is not.".format(wanted), 2)
    if not is_free(address, int(wanted)):
        raise CannotStart(
            "Port {} cannot be used, most likely because another program (perhaps another Postmatch) already uses it:"
            " leave --port away, or name another number.".format(wanted)
        )
    return int(wanted)


def is_free(address: str, port: int) -> bool:
    """Whether a server could listen there now."""
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":  # there the same flag would let two programs share the port
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def start(python: Path, arguments: List[str]) -> int:
    """Start the app, print its address when it answers, and stay until it ends or Ctrl-C; the exit status."""
    port_text, rest = take_option(arguments, "--port", "--server.port")
    given, rest = take_option(rest, "--address", "--server.address")
    address = given or os.environ.get("STREAMLIT_SERVER_ADDRESS") or "127.0.0.1"
    port = choose_port(address, port_text or os.environ.get("STREAMLIT_SERVER_PORT"))
    command = [str(python), "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port", str(port)]
    command += ["--server.address", address, "--server.headless", "true", "--logger.hideWelcomeMessage", "true"]
    for name in ("SIGTERM", "SIGHUP"):  # a polite stop is a stop, also when the window is closed
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    # In a session of its own the server does not see Ctrl-C itself; we pass on one clean request to stop.
    server = subprocess.Popen(
        command + rest, cwd=str(ROOT), env=environment_of_child(), start_new_session=os.name != "nt"
    )
    try:
        shown = BROWSABLE.get(address, address)
        _wait_until_healthy(server, "http://{}:{}".format(shown, port))
        return server.wait()
    except KeyboardInterrupt:
        return 0
    finally:
        _stop(server)


def _wait_until_healthy(server: "subprocess.Popen[bytes]", url: str) -> None:
    until = time.monotonic() + START_SECONDS
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # this machine needs no proxy
    while True:
        if time.monotonic() > until:
            raise CannotStart(
                "The app did not answer within {} seconds, so it was stopped; its own words are above. "
                "Try again when the computer is less busy.".format(START_SECONDS)
            )
        if server.poll() is not None:
            raise CannotStart("The app stopped while it was starting; its own words are above.")
        try:
            with direct.open(url + "/_stcore/health", timeout=2):
                break
        except urllib.error.HTTPError:
            break  # it answers, under another base path
        except OSError:
            time.sleep(0.05)
    say("Postmatch is running at {}  (stop it with Ctrl-C)".format(url))


def _stop(server: "subprocess.Popen[bytes]") -> None:
    """Ask the server to end, and insist if it does not. A second Ctrl-C meanwhile cannot orphan it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    own_end = 3 if os.name == "nt" else 0  # Windows hands Ctrl-C to the server too, and terminate() is rough there
    for seconds, insist in ((own_end, server.terminate), (10, server.kill)):
        try:
            server.wait(seconds)
            return
        except subprocess.TimeoutExpired:
            insist()
    server.wait(10)


def environment_of_child() -> Dict[str, str]:
    """The environment for our own Python: it finds the package from any working directory."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return dict(os.environ, PYTHONPATH=os.pathsep.join(paths), PYTHONUTF8="1")


def say(sentence: str) -> None:
    """One line for the person at the terminal, at once."""
    print(sentence, flush=True)


def run(arguments: List[str]) -> int:
    """Do what the command line asks and give its exit status; raises ``CannotStart``."""
    check_python(sys.version_info)
    word, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if word in ("-h", "--help"):
        say((__doc__ or "").strip())
        return 0
    if word == "test":
        python = prepare(ROOT, ["requirements.txt", "requirements-test.txt"])
        return subprocess.call([str(python), "-m", "pytest", *rest], cwd=str(ROOT), env=environment_of_child())
    python = prepare(ROOT, ["requirements.txt"])
    if word == "build":
        # -P: the working directory may hold a folder of the same name.
        return subprocess.call([str(python), "-P", "-m", "postmatch", "build", *rest], env=environment_of_child())
    return start(python, arguments)


def main(arguments: List[str]) -> int:
    """``run``, with every expected trouble as one sentence on stderr instead of a traceback."""
    try:
        return run(arguments)
    except CannotStart as trouble:
        print(trouble, file=sys.stderr)
        return trouble.code
    except OSError as trouble:
        full = shutil.disk_usage(str(ROOT)).free < 1_000_000
        reason = "the disk is full" if full else trouble.strerror or type(trouble).__name__
        print("Postmatch cannot start in {}: {}.".format(ROOT, reason), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
