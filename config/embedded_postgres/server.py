"""The connecting side: make sure the server runs when a connection is wanted."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import pq

from config.embedded_postgres.layout import EmbeddedPostgresError, Layout
from config.embedded_postgres.locks import (
    is_still,
    open_lock,
    try_exclusive,
    wait_shared,
)

PROJECT = Path(__file__).resolve().parents[2]
START_TIMEOUT = 60.0  # seconds; a recovery after a crash may take a while
PING_TIMEOUT = 2  # seconds, libpq's minimum
PAUSE = 0.05  # seconds between two looks


class EmbeddedServer:
    """One process's claim on the server in a folder."""

    def __init__(self, folder: Path) -> None:
        self.layout = Layout(folder)
        self._users_handle: int | None = None
        self._one_thread = threading.Lock()

    def claim(self) -> None:
        """Keep the server from stopping for as long as this process lives."""
        with self._one_thread:
            self.layout.prepare()
            path = self.layout.users_lock
            while self._users_handle is None or not is_still(self._users_handle, path):
                # Not yet ours, or the folder was removed and made again.
                if self._users_handle is not None:
                    os.close(self._users_handle)
                self._users_handle = open_lock(path)
                wait_shared(self._users_handle)

    def keep_claim_across_exec(self) -> None:
        """Leave the claim to the program that this process is about to become."""
        self.claim()
        if self._users_handle is not None:
            os.set_inheritable(self._users_handle, True)  # noqa: FBT003 (positional only)

    def ensure(self) -> None:
        """Return when the server accepts connections; start it if nobody has."""
        self.claim()
        has_started_it = False
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            if self._answers():
                return
            with self._free_server_lock() as handle:
                if handle is not None:
                    if has_started_it:
                        raise EmbeddedPostgresError(self._last_words())
                    self._start_supervisor(handle)
                    has_started_it = True
            time.sleep(PAUSE)
        raise EmbeddedPostgresError(
            f"The embedded PostgreSQL did not get ready within {START_TIMEOUT:.0f} "
            f"seconds; see {self.layout.log}."
        )

    def _answers(self) -> bool:
        """Whether it accepts connections now; an error if it hangs."""
        began = time.monotonic()
        conninfo = (
            f"host='{self.layout.sockets}' port=5432 user=postgres dbname=postgres "
            f"connect_timeout={PING_TIMEOUT}"
        )
        if pq.PGconn.ping(conninfo.encode()) == pq.Ping.OK:
            return True
        if time.monotonic() - began >= PING_TIMEOUT:
            raise EmbeddedPostgresError("The embedded PostgreSQL hangs.")
        return False

    @contextmanager
    def _free_server_lock(self) -> Iterator[int | None]:
        """The server's lock if nobody holds it, for the length of the block."""
        handle = open_lock(self.layout.server_lock)
        try:
            yield handle if try_exclusive(handle) else None
        finally:
            os.close(handle)

    def _start_supervisor(self, handle: int) -> None:
        """Hand the lock to a supervisor that outlives this process."""
        command = [sys.executable, "-m", "config.embedded_postgres.supervisor"]
        with self.layout.log.open("ab") as log:
            result = subprocess.run(
                [*command, str(self.layout.folder.absolute()), str(handle)],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[handle],
                check=False,
            )
        if result.returncode:
            raise EmbeddedPostgresError(self._last_words())

    def _last_words(self) -> str:
        lines = self.layout.log.read_text(errors="replace").splitlines()[-5:] or [""]
        reason = next((line for line in lines if "FATAL:" in line), lines[-1])
        return f"The embedded PostgreSQL cannot run: {reason}"
