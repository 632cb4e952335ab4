"""The server as `make run` starts it: first start, kill, second start, stop."""

import os
import signal
import time
from pathlib import Path

import pytest

from tests.config.test_embedded_postgres import server_process, wait_until_stopped
from tests.running_server import running_server

pytestmark = pytest.mark.server


def test_it_starts_recovers_starts_again_and_stops(tmp_path: Path):
    with running_server(tmp_path) as server:
        visitor = server.visitor()
        assert visitor.get("/readyz").text == '{"status": "ready"}'
        assert visitor.get("/").status == 200
        key = (tmp_path / "secret_key").read_text()

        os.kill(server_process(tmp_path), signal.SIGKILL)
        time.sleep(0.5)
        assert visitor.get("/readyz").status == 200

        server.signal_all(signal.SIGKILL)

    with running_server(tmp_path) as server:
        assert server.visitor().get("/readyz").status == 200
        assert (tmp_path / "secret_key").read_text() == key

        server.signal_all(signal.SIGINT)

    assert server.process.returncode == 0
    assert f"http://localhost:{server.port}" in server.output()
    assert "Traceback" not in server.output()
    wait_until_stopped(tmp_path)
