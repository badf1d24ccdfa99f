"""Landlock: a Linux process gives up folders and connections for itself and all its children, for ever.

The numbers and structures are those of <linux/landlock.h>; landlock(7) and the kernel's
Documentation/userspace-api/landlock.rst say what each version (ABI) of the interface knows. A right that the running
kernel does not know cannot be withheld, and asking for it is an error, so every set is cut to the ABI.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from enum import IntFlag
from pathlib import Path

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # equal on every architecture but Alpha
_RULESET_VERSION = 1 << 0
_PATH_BENEATH = 1


class FileRight(IntFlag):
    """``LANDLOCK_ACCESS_FS_*``."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13  # renaming from one folder into another: never allowed under ABI 1
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15


READ = FileRight.READ_FILE | FileRight.READ_DIR
CHANGE = (
    FileRight.WRITE_FILE | FileRight.TRUNCATE | FileRight.REFER | FileRight.REMOVE_DIR | FileRight.REMOVE_FILE
    | FileRight.MAKE_DIR | FileRight.MAKE_REG | FileRight.MAKE_SOCK | FileRight.MAKE_FIFO | FileRight.MAKE_SYM
)  # fmt: skip
_OF_A_FILE = FileRight.EXECUTE | FileRight.WRITE_FILE | FileRight.READ_FILE | FileRight.TRUNCATE | FileRight.IOCTL_DEV
_TCP_BIND, _TCP_CONNECT = 1 << 0, 1 << 1
_SCOPE_ABSTRACT_SOCKETS, _SCOPE_SIGNALS = 1 << 0, 1 << 1


class _RulesetAttr(ctypes.Structure):
    """``struct landlock_ruleset_attr``: the sets of what is withheld unless a rule allows it."""

    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),  # since ABI 4
        ("scoped", ctypes.c_uint64),  # since ABI 6
    )


class _PathBeneathAttr(ctypes.Structure):
    """``struct landlock_path_beneath_attr``: what is allowed on a file, or on a folder and all below it."""

    _pack_ = 1
    _fields_ = (("allowed_access", ctypes.c_uint64), ("parent_fd", ctypes.c_int32))


def abi_version() -> int:
    """The highest ABI the running kernel knows; 0 without Landlock."""
    try:
        return _called(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_RULESET_VERSION))
    except (OSError, AttributeError):
        return 0


def restrict(allowed: Iterable[tuple[Path, FileRight]], *, abi: int) -> None:
    """From now on this process has ``allowed`` (paths that are not there are passed over) and nothing else of the
    file system; from ABI 4 on it neither binds nor connects TCP, and from ABI 6 on it reaches no process outside by
    a signal or an abstract socket.

    Files and connections that are open stay open. Binds the calling thread and what it starts: call it before there
    is another. The process must have set PR_SET_NO_NEW_PRIVS. Raises ``OSError``; then nothing is withheld.
    """
    handled = _known(abi)
    attr = _RulesetAttr(
        handled_access_fs=handled,
        handled_access_net=_TCP_BIND | _TCP_CONNECT if abi >= 4 else 0,
        scoped=_SCOPE_ABSTRACT_SOCKETS | _SCOPE_SIGNALS if abi >= 6 else 0,
    )
    # a kernel that does not know the last fields takes them only while they are zero
    ruleset = _called(_CREATE_RULESET, ctypes.byref(attr), ctypes.c_size_t(ctypes.sizeof(attr)), ctypes.c_uint32(0))
    try:
        for path, rights in allowed:
            _allow(ruleset, path, rights & handled)
        _called(_RESTRICT_SELF, ctypes.c_int(ruleset), ctypes.c_uint32(0))
    finally:
        os.close(ruleset)


def _known(abi: int) -> FileRight:
    unknown = [
        right
        for right, since in ((FileRight.REFER, 2), (FileRight.TRUNCATE, 3), (FileRight.IOCTL_DEV, 5))
        if abi < since
    ]
    known = ~FileRight(0)
    for right in unknown:
        known &= ~right
    return known


def _allow(ruleset: int, path: Path, rights: FileRight) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not path.is_dir():
            rights &= _OF_A_FILE  # the kernel refuses a right of folders on a file
        beneath = _PathBeneathAttr(allowed_access=rights, parent_fd=place)
        _called(
            _ADD_RULE, ctypes.c_int(ruleset), ctypes.c_int(_PATH_BENEATH), ctypes.byref(beneath), ctypes.c_uint32(0)
        )
    finally:
        os.close(place)


def _called(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
    return int(result)
