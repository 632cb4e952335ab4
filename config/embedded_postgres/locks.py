"""Advisory file locks that die with their holders."""

import fcntl
import os
from pathlib import Path


def open_lock(path: Path) -> int:
    """A new, private handle on the lock file; locks belong to the handle."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def try_exclusive(handle: int) -> bool:
    """Take the lock if nobody holds it in any way."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def wait_exclusive(handle: int) -> None:
    fcntl.flock(handle, fcntl.LOCK_EX)


def wait_shared(handle: int) -> None:
    fcntl.flock(handle, fcntl.LOCK_SH)


def release(handle: int) -> None:
    fcntl.flock(handle, fcntl.LOCK_UN)


def is_still(handle: int, path: Path) -> bool:
    """Whether the path still names the file behind the handle."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
