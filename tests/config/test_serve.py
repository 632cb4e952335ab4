"""What `make run` does before gunicorn takes over, and how it gives up."""

import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from config import serve
from tests.config.test_modes import start

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_a_taken_port_ends_in_one_sentence(taken_port, monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE", 0.0)

    with pytest.raises(SystemExit, match=f"port {taken_port} cannot be used"):
        serve.wait_for_port(taken_port)


def test_a_free_port_is_taken_at_once(free_port):
    serve.wait_for_port(free_port)


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "8000.5", "８０００"])
def test_a_port_that_is_none_ends_in_one_sentence(text):
    with pytest.raises(SystemExit, match="PORT is"):
        serve.port_in(text)


def test_an_unreachable_database_ends_in_one_sentence(free_port, tmp_path):
    environ = {
        "PORT": str(free_port),
        "DATABASE_URL": "postgresql://app:hidden-word@127.0.0.1:1/weighbridge",
    }

    result = start("-m", "config.serve", environ=environ, tmp_path=tmp_path)

    assert result.returncode == 1
    assert result.stderr.startswith("Weighbridge cannot start: the database cannot be")
    assert result.stderr.count("\n") == 1
    assert "hidden-word" not in result.stderr


def test_a_refused_catalog_ends_in_its_sentence(monkeypatch):
    def refuse(*arguments, **options):
        raise CommandError("prices.yaml, line 7: the price is negative")

    monkeypatch.setattr(connection, "ensure_connection", lambda: None)
    monkeypatch.setattr(serve, "call_command", refuse)

    with pytest.raises(SystemExit, match=r"prices\.yaml, line 7"):
        serve.prepare_database()


def test_static_files_are_collected_once(settings, tmp_path, monkeypatch):
    calls = []
    settings.STATIC_ROOT = tmp_path / "public"
    monkeypatch.setattr(serve, "call_command", lambda name, **o: calls.append(name))

    serve.collect_static_files()
    serve.collect_static_files()

    assert calls == ["collectstatic"]


def test_a_changed_static_file_is_collected_again(settings, tmp_path, monkeypatch):
    calls = []
    settings.STATIC_ROOT = tmp_path / "public"
    monkeypatch.setattr(serve, "call_command", lambda name, **o: calls.append(name))

    for fingerprint in ("before", "after"):
        monkeypatch.setattr(serve, "static_fingerprint", lambda now=fingerprint: now)
        serve.collect_static_files()

    assert calls == ["collectstatic", "collectstatic"]


def test_a_set_up_without_any_python_says_what_to_install(tmp_path):
    folder = tmp_path / "requirements"
    folder.mkdir()
    script = folder / "install.sh"
    script.write_bytes((PROJECT / "requirements" / "install.sh").read_bytes())

    result = subprocess.run(  # noqa: S603 (our own script)
        ["/bin/sh", str(script), "local"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": "/nowhere/python3"},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode == 1
    assert "install Python 3.12 or newer" in result.stderr
    assert result.stderr.count("\n") == 1


OLD_PYTHON = """#!/bin/sh
case "$*" in
  *"(3, 12)"*) exit 1 ;;
  "-m venv"*) mkdir -p .uv/bin; cp "$0" .uv/bin/python; cp uv .uv/bin/uv ;;
esac
"""
UV = """#!/bin/sh
echo "error: Request failed" >&2
echo "  cause: the mirror is away" >&2
exit 2
"""


def test_a_python_that_uv_cannot_bring_is_told_with_its_reason(tmp_path):
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    for name, text in {"python": OLD_PYTHON, "uv": UV}.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)

    result = subprocess.run(  # noqa: S603 (our own script)
        ["/bin/sh", str(tmp_path / "requirements" / "install.sh"), "local"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": str(tmp_path / "python")},
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert result.returncode == 1
    last = result.stderr.splitlines()[-1]
    assert "(cause: the mirror is away); install Python 3.12 or newer" in last
    assert "python3-venv" in last


@pytest.fixture
def set_up(tmp_path):
    """Runs the set-up on a Python that only notes what it is asked to do."""
    shutil.copytree(PROJECT / "requirements", tmp_path / "requirements")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text('#!/bin/sh\necho "$*" >> asked\n')
    python.chmod(0o755)

    def set_up(lock: str) -> bool:
        """Whether packages were installed."""
        asked = tmp_path / "asked"
        asked.write_text("")
        script = tmp_path / "requirements" / "install.sh"
        subprocess.run(  # noqa: S603 (our own script)
            ["/bin/sh", str(script), lock], check=True, capture_output=True, timeout=60
        )
        return "pip install" in asked.read_text()

    return set_up


def test_a_smaller_set_up_leaves_a_larger_one_alone(set_up):
    locks = ["local", "base", "local", "dev", "base", "test"]

    assert [set_up(lock) for lock in locks] == [True, False, False, True, False, False]


def test_a_renewed_lock_is_installed(set_up, tmp_path):
    set_up("dev")
    (tmp_path / "requirements" / "dev.txt").write_text("")

    assert [set_up(lock) for lock in ("base", "base", "dev")] == [True, False, True]


def test_the_server_runs_on_the_python_that_was_set_up():
    assert sys.version_info >= (3, 12)
