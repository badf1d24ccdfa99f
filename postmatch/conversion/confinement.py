"""What a worker gives up before it opens the first file, where the system can do it.

On Linux three things, each only when the kernel agrees: namespaces of its own (unshare(2): no network interface at
all, and its own folder in the place of /tmp), the privileges of root (capabilities(7)), and by Landlock all folders
but those that Python, the engines and Postmatch itself are read from. Elsewhere nothing is withheld. A kernel that
says no never keeps a worker from starting: ``withhold`` tells what is in force.

What remains: reading programs, libraries, fonts and Postmatch's own code, and sockets that a service keeps in the
file system. Without namespaces also UDP, before Linux 6.7 TCP, and the removal of the user's files below /tmp: there
LibreOffice keeps a socket whatever the environment says, and takes it away when it starts a second time.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from postmatch.conversion import landlock
from postmatch.conversion.landlock import CHANGE, READ, FileRight
from postmatch.conversion.tesseract_places import tesseract_parts

FOLDERS, NETWORK, TCP = "folders", "network", "tcp"

_ROOT = Path(__file__).resolve().parents[2]
_OWN_CODE = tuple(_ROOT / name for name in ("postmatch", "templates"))
_SYSTEM = tuple(
    map(Path, (
        "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/lib32", "/usr/lib64",
        "/usr/libexec", "/usr/share", "/usr/local/bin", "/usr/local/lib", "/usr/local/share", "/nix/store",
        "/gnu/store", "/snap", "/home/linuxbrew/.linuxbrew",
    ))
)  # fmt: skip
_SETTINGS = tuple(
    map(Path, (
        "/etc/alternatives", "/etc/fonts", "/etc/group", "/etc/ld.so.cache", "/etc/libreoffice", "/etc/localtime",
        "/etc/locale.alias", "/etc/nsswitch.conf", "/etc/passwd", "/var/cache/fontconfig", "/var/lib/libreoffice",
        "/var/spool/libreoffice", "/dev/random", "/dev/urandom", "/dev/zero", "/proc/cpuinfo", "/proc/filesystems",
        "/proc/meminfo", "/proc/version", "/sys/devices/system/cpu",
    ))
)  # fmt: skip
_TMP = Path("/tmp")  # noqa: S108 - it is withheld, not used
_PROCESSES = 256
"""Threads count, and LibreOffice has some thirty."""
_COUNTED_APART = (5, 14)
"""Since this version of Linux a user namespace counts its own processes (user_namespaces(7)); before it, all processes
of the user on the machine count, and a busy desktop has more than ``_PROCESSES``."""

_NEW_USER, _NEW_NET, _NEW_MOUNTS, _NEW_IPC = 0x10000000, 0x40000000, 0x00020000, 0x08000000  # <linux/sched.h>
_MOUNT_BIND, _MOUNT_RECURSIVE, _MOUNT_PRIVATE = 1 << 12, 1 << 14, 1 << 18  # <linux/mount.h>
_SET_NO_NEW_PRIVS = 38  # <linux/prctl.h>
_CAPABILITY_VERSION = 0x20080522  # <linux/capability.h>
_KEPT_CAPABILITIES = 1 << 1 | 1 << 2
"""CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: root may have started Postmatch in a folder that is somebody else's."""


def withhold(folder: Path) -> tuple[str, ...]:
    """Gives up what can be given up and says what: ``folders`` (all but the worker's own ``folder`` and what it runs
    from), ``network`` (entirely) or at least ``tcp``. Binds this process and all it starts.

    ``TMPDIR`` and the working directory are the worker's folder afterwards, by whatever path it is then called.
    Call it before there is a second thread.
    """
    if not sys.platform.startswith("linux"):
        return ()
    withheld = []
    has_namespaces = _enter_namespaces()
    if has_namespaces:
        withheld.append(NETWORK)
        folder = _in_the_place_of_tmp(folder)
    with suppress(OSError):
        _drop_privileges()
        withheld += _withhold_by_landlock(folder, landlock.abi_version())
    return tuple(withheld)


def _withhold_by_landlock(folder: Path, abi: int) -> list[str]:
    if abi < 1:
        return []
    has_office = bool(shutil.which("soffice") or shutil.which("libreoffice"))
    landlock.restrict(_allowed(folder, with_sockets_in_tmp=has_office and folder != _TMP), abi=abi)
    return [FOLDERS, TCP] if abi >= 4 else [FOLDERS]


def _allowed(folder: Path, *, with_sockets_in_tmp: bool) -> list[tuple[Path, FileRight]]:
    """Programs run from where systems keep them, Tesseract from wherever it lies, and nothing from the folder in which
    a file may have left a program."""
    runnable = (*_SYSTEM, *Path("/opt").glob("libreoffice*"))
    allowed = [(path, READ | FileRight.EXECUTE) for path in runnable]
    allowed += [(path, READ) for path in (*_OWN_CODE, *_SETTINGS, *_python_folders())]
    allowed += [(path, READ | FileRight.EXECUTE) for path in tesseract_parts()]
    allowed += [(folder, READ | CHANGE), (Path("/dev/null"), FileRight.READ_FILE | FileRight.WRITE_FILE)]
    if with_sockets_in_tmp:
        allowed.append((_TMP, FileRight.MAKE_SOCK | FileRight.REMOVE_FILE))
    return allowed


def _python_folders() -> Iterator[Path]:
    """Where libraries are imported from, each folder by itself: an installation may lie in the applicant's home."""
    yield from (Path(entry) for entry in sys.path if Path(entry) != _ROOT)
    yield from map(Path, filter(None, (sysconfig.get_path("stdlib"), sysconfig.get_config_var("LIBDIR"))))


def _enter_namespaces() -> bool:
    """Root may do so as it is; everybody else only inside a user namespace, which systems may forbid."""
    user, group = os.geteuid(), os.getegid()
    wanted = _NEW_NET | _NEW_MOUNTS | _NEW_IPC
    try:
        _checked(_libc().unshare(wanted if user == 0 else wanted | _NEW_USER))
    except OSError:
        return False
    if user != 0:
        _name_user(user, group)
        _bound_processes()
    return True


def _name_user(user: int, group: int) -> None:
    """The same numbers inside as outside (user_namespaces(7)); without them the worker is "nobody" to itself."""
    with suppress(OSError):
        Path("/proc/self/setgroups").write_bytes(b"deny")
        Path("/proc/self/uid_map").write_bytes(b"%d %d 1" % (user, user))
        Path("/proc/self/gid_map").write_bytes(b"%d %d 1" % (group, group))


def _bound_processes() -> None:
    """Inside a user namespace of its own only the worker's own processes count, so that a bound makes sense."""
    import resource

    if _linux_version(os.uname().release) < _COUNTED_APART:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NPROC, (_PROCESSES, _PROCESSES))


def _linux_version(release: str) -> tuple[int, ...]:
    """``5.10.0-33-amd64`` as (5, 10); (0,) for what is no number."""
    found = re.match(r"(\d+)\.(\d+)", release)
    return tuple(map(int, found.groups())) if found else (0,)


def _in_the_place_of_tmp(folder: Path) -> Path:
    """Mounts the worker's folder on /tmp, for this process only, unless Python or Postmatch itself lives there."""
    if any(path.is_relative_to(_TMP) for path in (_ROOT, *_python_folders())):
        return folder
    with suppress(OSError):
        _checked(_libc().mount(None, b"/", None, _MOUNT_RECURSIVE | _MOUNT_PRIVATE, None))
        _checked(_libc().mount(os.fsencode(folder), os.fsencode(_TMP), None, _MOUNT_BIND, None))
        folder = _TMP
        os.environ.update(dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(folder)))
        os.chdir(folder)
        tempfile.tempdir = None
    return folder


def _drop_privileges() -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION, 0)
    # struct __user_cap_data_struct twice, for capabilities 0 to 31 and 32 to 63: effective, permitted, inheritable
    kept = _KEPT_CAPABILITIES if os.geteuid() == 0 else 0
    data = (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)
    _checked(_libc().capset(header, data))
    _checked(_libc().prctl(_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), *[ctypes.c_ulong(0)] * 3))


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _checked(result: int) -> None:
    if result != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
