"""What still answers while PostgreSQL is there but does nothing."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.config.test_embedded_postgres import server_process
from tests.running_server import Server, running_server

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="needs a list of processes"
)
ANSWERS = "data_location=vetted_vendor&ml_staff=none"
QUESTIONS = [f"/advise/{step}?{ANSWERS}" for step in ("", "check/", "all/")] * 4
SOON = 2.0  # seconds, on a machine with other things to do
LONGEST = 9.0  # seconds for whoever finds out that the database hangs
THREADS = 4  # of a worker


def processes_of(folder: Path) -> list[int]:
    """PostgreSQL itself and all that it has started."""
    main = server_process(folder)
    return [main, *(pid for pid in map(int, all_pids()) if parent_of(pid) == main)]


def all_pids() -> list[str]:
    return [path.name for path in Path("/proc").iterdir() if path.name.isdigit()]


def parent_of(pid: int) -> int | None:
    try:
        state = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return None  # it has ended meanwhile
    return int(state.rpartition(")")[2].split()[1])


@contextmanager
def stopped(folder: Path) -> Iterator[None]:
    """PostgreSQL holds still for the length of the block."""
    processes = processes_of(folder)
    try:
        for pid in processes:
            os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in processes:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def seconds_for(server: Server, address: str) -> float:
    began = time.monotonic()
    assert server.visitor().get(address).status == 200
    return time.monotonic() - began


@pytest.mark.server
def test_a_database_that_hangs_holds_up_one_thread_and_no_question(folder: Path):
    with running_server(folder, WEB_CONCURRENCY="1") as server:
        with ThreadPoolExecutor(THREADS) as pool:
            # Each thread has a connection that worked a moment ago.
            list(pool.map(lambda _: seconds_for(server, "/"), range(4 * THREADS)))
        time.sleep(1.1)  # so that the revision is looked at again

        with stopped(folder), ThreadPoolExecutor(2 * THREADS) as pool:
            landings = [pool.submit(seconds_for, server, "/") for _ in range(THREADS)]
            questions = list(
                pool.map(lambda page: seconds_for(server, page), QUESTIONS)
            )
            waits = sorted(landing.result() for landing in landings)

        assert max(questions) < SOON
        assert sum(wait > SOON for wait in waits) <= 1
        assert waits[-1] < LONGEST

        assert server.visitor().get("/readyz").status == 200
        assert server.visitor().share(ANSWERS).status == 303
        assert "Traceback" not in server.output()
