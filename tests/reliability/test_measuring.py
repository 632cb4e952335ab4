"""Measuring may be broken off at any time; nothing of it stays."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.running_server import PATIENCE, PROJECT

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(sys.platform != "linux", reason="needs a list of processes"),
]


def users_of(folder: Path) -> Iterator[bytes]:
    """The commands of all processes that were told of the folder."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile, or is not ours
            command = (process / "cmdline").read_bytes()
            if os.fsencode(folder) in command + (process / "environ").read_bytes():
                yield command


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (signal.SIGTERM, "Starting a server"),
        (signal.SIGINT, "just after the start"),
    ],
)
def test_a_signal_stops_and_removes_everything(tmp_path: Path, number, moment):
    with subprocess.Popen(
        [sys.executable, "-m", "tests.load"],
        cwd=PROJECT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as measuring:
        assert measuring.stdout is not None
        assert any(moment in line for line in measuring.stdout)
        assert list(users_of(tmp_path))

        measuring.send_signal(number)

        said, _ = measuring.communicate(timeout=PATIENCE)
    assert measuring.returncode == 128 + number
    assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []
    assert list(users_of(tmp_path)) == []
