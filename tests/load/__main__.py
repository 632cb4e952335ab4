"""Measures how fast results and pages are, on a server and a database of its own.

Prints a table and judges nothing: figures depend on the machine and on what else
it is doing, so the load average stands beside them.
"""

import logging
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import django

from tests.running_server import environment_of, running_server

SERVER_WAITS = "1"  # seconds that the database waits for the next user


def main() -> None:
    with TemporaryDirectory(prefix="weighbridge-") as name:
        folder = Path(name) / "data"
        os.environ.update(environment_of(folder))
        say(f"Load average {load_average()}. Starting a server of our own ...")
        with running_server(folder, EMBEDDED_POSTGRES_LINGER=SERVER_WAITS) as server:
            django.setup()
            logging.getLogger("weighbridge").setLevel(logging.WARNING)
            measure(server)
    say(f"Load average {load_average()}.")


def measure(server) -> None:
    # These need settings, which need the environment.
    from tests.load import commands, pages, results

    for part in (results, pages, commands):
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
