"""Measures how fast results and pages are, on a server and a database of its own.

`python -m tests.load large` measures pages of a catalog of 10,000 models instead.

Prints a table and judges nothing: figures depend on the machine and on what else
it is doing, so the load average stands beside them.
"""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from config.embedded_postgres.layout import Layout
from tests.config.test_embedded_postgres import (
    is_running,
    server_process,
    wait_until_stopped,
)
from tests.running_server import environment_of, running_server

SERVER_WAITS = "1"  # seconds that the database waits for the next user


def main() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    with (
        TemporaryDirectory(prefix="weighbridge-") as name,
        database_in(Path(name) / "data") as folder,
    ):
        os.environ.update(environment_of(folder))
        say(f"Load average {load_average()}. Starting a server of our own ...")
        with running_server(folder, EMBEDDED_POSTGRES_LINGER=SERVER_WAITS) as server:
            django.setup()
            logging.getLogger("weighbridge").setLevel(logging.WARNING)
            measure(server)
    say(f"Load average {load_average()}.")


def leave(number: int, frame: object) -> None:
    """End by the ordinary way out, which stops and removes everything; only once."""
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    sys.exit(128 + number)


@contextmanager
def database_in(folder: Path) -> Iterator[Path]:
    """The folder of a database that has stopped after the block, whoever used it."""
    try:
        yield folder
    finally:
        if folder.exists() and is_running(folder):
            with suppress(OSError, IndexError):  # it is just starting, or ending
                os.kill(server_process(folder), signal.SIGINT)
            wait_until_stopped(folder)
        with suppress(OSError):  # the folder itself, which is not empty, or not there
            Layout(folder).sockets.rmdir()


def measure(server) -> None:
    # These need settings, which need the environment.
    from tests.load import calculator, catalogs, commands, costs, large, pages, results

    usual = (results, catalogs, costs, pages, calculator, commands)
    for part in (large,) if sys.argv[1:] == ["large"] else usual:
        say("")
        for line in part.lines(server):
            say(line)


def load_average() -> str:
    return " ".join(f"{load:.1f}" for load in os.getloadavg())


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    main()
