"""The owning side: one detached process that runs PostgreSQL while anyone uses it.

Started by `server.py` with the server's lock in hand; knows nothing of Django.
"""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from config.embedded_postgres.layout import EmbeddedPostgresError, Layout
from config.embedded_postgres.locks import (
    open_lock,
    release,
    try_exclusive,
    wait_exclusive,
)
from config.embedded_postgres.programs import find_program, major_version
from config.embedded_postgres.root import become_an_ordinary_user

LINGER = 10.0  # seconds without a user before the server stops
LOOK = 0.25  # seconds between two looks while lingering
LARGEST_LOG = 5_000_000  # bytes; started afresh beyond
PR_SET_PDEATHSIG = 1
LEFTOVERS = (".s.PGSQL.5432", ".s.PGSQL.5432.lock")


def main(folder: str, handle: str) -> None:
    """Check what can be checked, then go on in the background."""
    layout = Layout(Path(folder))
    if layout.log.stat().st_size > LARGEST_LOG:
        os.truncate(layout.log, 0)
    try:
        become_an_ordinary_user()
        make_cluster(layout)
    except (EmbeddedPostgresError, subprocess.CalledProcessError, OSError) as error:
        sys.exit(str(error))
    if os.fork():
        return
    os.setsid()
    run(layout, int(handle))


def make_cluster(layout: Layout) -> None:
    """Make the data folder where there is none, all or nothing."""
    if layout.data.exists():
        check_version(layout)
        return
    shutil.rmtree(layout.unfinished_data, ignore_errors=True)
    subprocess.run(
        [
            *(find_program("initdb"), "--pgdata", str(layout.unfinished_data)),
            *("--username=postgres", "--auth=trust", "--encoding=UTF8"),
            *("--locale-provider=builtin", "--locale=C.UTF-8"),
            "--no-instructions",
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    layout.unfinished_data.rename(layout.data)


def check_version(layout: Layout) -> None:
    made_by = (layout.data / "PG_VERSION").read_text().strip()
    if made_by != major_version():
        raise EmbeddedPostgresError(
            f"{layout.data} was made by PostgreSQL {made_by}, but version "
            f"{major_version()} is installed; export with the old one first."
        )


def run(layout: Layout, handle: int) -> None:
    """Run PostgreSQL until the last user has gone, or it dies."""
    for leftover in (layout.data / "postmaster.pid", *socket_files(layout)):
        # Whoever wrote these is dead: we hold the lock.
        leftover.unlink(missing_ok=True)
    postgres = subprocess.Popen(
        [
            *(find_program("postgres"), "-D", str(layout.data)),
            *("-c", "listen_addresses="),
            *("-c", f"unix_socket_directories={layout.sockets}"),
            *("-c", "unix_socket_permissions=0700"),
        ],
        pass_fds=[handle],
        preexec_fn=die_with_parent,
    )
    watch = threading.Thread(target=stop_when_unused, args=[layout, postgres])
    watch.daemon = True
    watch.start()
    postgres.wait()


def socket_files(layout: Layout) -> list[Path]:
    return [layout.sockets / name for name in LEFTOVERS]


def die_with_parent() -> None:
    """Ask Linux for a fast shutdown of PostgreSQL should the supervisor be killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)


def stop_when_unused(layout: Layout, postgres: subprocess.Popen[bytes]) -> None:
    """Wait until nobody has held the users' lock for a while, then shut down."""
    users = open_lock(layout.users_lock)
    linger = linger_seconds(os.environ)
    while True:
        wait_exclusive(users)
        release(users)
        if stays_unused(users, linger):
            # The lock is ours now: newcomers wait until the server has stopped.
            postgres.send_signal(signal.SIGINT)
            return


def stays_unused(users: int, seconds: float) -> bool:
    """Whether nobody comes within that time; if so, the lock is held."""
    end = time.monotonic() + seconds
    while try_exclusive(users):
        if time.monotonic() >= end:
            return True
        release(users)
        time.sleep(LOOK)
    return False


def linger_seconds(environ: Mapping[str, str]) -> float:
    return float(environ.get("EMBEDDED_POSTGRES_LINGER", LINGER))


if __name__ == "__main__":
    main(*sys.argv[1:])
