"""The server as `make run` starts it, for tests and measurements from outside."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from tests.visitor import Visitor

PROJECT = Path(__file__).parents[1]
PATIENCE = 90.0  # seconds
STOPPING = {signal.SIGINT, signal.SIGTERM}


class Server:
    """A server in a process group of its own, like one started in a terminal."""

    def __init__(self, process: subprocess.Popen[str], port: int, log: Path) -> None:
        self.process = process
        self.port = port
        self.log = log

    def visitor(self) -> Visitor:
        """Somebody new, with no cookies."""
        return Visitor(self.port)

    def is_up(self) -> bool:
        try:
            return self.visitor().get("/healthz").status == 200
        except OSError:
            return False

    def wait_until_it_answers(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.is_up():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise AssertionError(self.output())
            time.sleep(0.05)

    def signal_all(self, number: signal.Signals) -> None:
        """What Ctrl-C does: every process of the group gets the signal."""
        os.killpg(self.process.pid, number)
        self.process.wait(PATIENCE)

    def output(self) -> str:
        """All that it has written so far."""
        return self.log.read_text()


def environment_of(folder: Path) -> dict[str, str]:
    """What a process needs to know to use the database in the folder."""
    return {
        **os.environ,
        "DATABASE_URL": "",
        "EMBEDDED_POSTGRES_DIR": str(folder),
        "EMBEDDED_POSTGRES_LINGER": "0",
        "WEIGHBRIDGE_ENV": "",
    }


@contextmanager
def running_server(folder: Path, **further: str) -> Iterator[Server]:
    """A server with its data in the folder; gone after the block."""
    environ = environment_of(folder) | further | {"PORT": str(free_port())}
    folder.mkdir(mode=0o700, exist_ok=True)
    log = folder / "server.log"
    # Whoever is stopped in the midst of starting it would not know what to end.
    held = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    with log.open("w") as output:
        server = Server(start(environ, output), int(environ["PORT"]), log)
    try:
        signal.pthread_sigmask(signal.SIG_SETMASK, held)
        server.wait_until_it_answers()
        yield server
    finally:
        if server.process.poll() is None:
            server.signal_all(signal.SIGKILL)


def start(environ: Mapping[str, str], output: TextIO) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=PROJECT,
        env=environ,
        stdout=output,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
        preexec_fn=hear_signals,
    )


def hear_signals() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


def manage(folder: Path, *arguments: str, sent: str = "", **further: str) -> str:
    """What a management command writes."""
    return subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env=environment_of(folder) | further,
        input=sent,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=PATIENCE,
    ).stdout
