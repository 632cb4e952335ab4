"""The server as `make run` starts it: first start, kill, second start, stop."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.config.test_embedded_postgres import server_process, wait_until_stopped

pytestmark = pytest.mark.server
PROJECT = Path(__file__).parents[2]
PATIENCE = 90.0  # seconds


class Server:
    """A server in a process group of its own, like one started in a terminal."""

    def __init__(self, process, port):
        self.process = process
        self.port = port

    def get(self, address):
        """Status and body of an answer."""
        connection = HTTPConnection("localhost", self.port, timeout=30)
        with closing(connection):
            connection.request("GET", address)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def wait_until_it_answers(self):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                return self.get("/healthz")
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.process.stdout.read())

    def signal_all(self, number):
        """What Ctrl-C does: every process of the group gets the signal."""
        os.killpg(self.process.pid, number)
        return self.process.communicate(timeout=PATIENCE)[0]


@contextmanager
def running_server(folder):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    ours = {"DATABASE_URL": "", "EMBEDDED_POSTGRES_DIR": str(folder)}
    ours |= {"PORT": str(port), "WEIGHBRIDGE_ENV": "", "EMBEDDED_POSTGRES_LINGER": "0"}
    process = subprocess.Popen(
        [sys.executable, "-m", "config.serve"],
        cwd=PROJECT,
        env={**os.environ, **ours},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    server = Server(process, port)
    try:
        server.wait_until_it_answers()
        yield server
    finally:
        if process.poll() is None:
            server.signal_all(signal.SIGKILL)


def test_it_starts_recovers_starts_again_and_stops(tmp_path):
    with running_server(tmp_path) as server:
        assert server.get("/readyz") == (200, '{"status": "ready"}')
        assert server.get("/")[0] == 200
        key = (tmp_path / "secret_key").read_text()

        os.kill(server_process(tmp_path), signal.SIGKILL)
        time.sleep(0.5)
        assert server.get("/readyz")[0] == 200

        server.signal_all(signal.SIGKILL)

    with running_server(tmp_path) as server:
        assert server.get("/readyz")[0] == 200
        assert (tmp_path / "secret_key").read_text() == key

        output = server.signal_all(signal.SIGINT)

    assert server.process.returncode == 0
    assert f"http://localhost:{server.port}" in output
    assert "Traceback" not in output
    wait_until_stopped(tmp_path)
