"""The embedded PostgreSQL: who starts it, who stops it, and what it survives."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.embedded_postgres.layout import EmbeddedPostgresError, Layout
from config.embedded_postgres.locks import open_lock, try_exclusive
from config.embedded_postgres.programs import find_program

PROJECT = Path(__file__).parents[2]
PATIENCE = 30.0  # seconds

# Connects, says so, and runs one SQL statement for each line it is sent.
USER = """
import sys, django
django.setup()
from django.db import connection
for statement in sys.stdin:
    connection.close_if_unusable_or_obsolete()
    with connection.cursor() as cursor:
        cursor.execute(statement)
        print(cursor.fetchone()[0] if cursor.description else "done", flush=True)
"""


class User:
    """A process that uses the server in a folder."""

    def __init__(self, process):
        self.process = process

    def send(self, statement):
        self.process.stdin.write(statement + "\n")
        self.process.stdin.flush()

    def answer(self):
        return self.process.stdout.readline().strip()

    def ask(self, statement):
        self.send(statement)
        return self.answer()

    def leave(self):
        self.process.stdin.close()

    def kill(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="module")
def made_folder(tmp_path_factory):
    """A folder with a cluster in it, made once and used by one test after the other."""
    return tmp_path_factory.mktemp("postgres")


@pytest.fixture
def folder(made_folder):
    yield made_folder
    wait_until_stopped(made_folder)


@contextmanager
def user_of(folder):
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": "",
        "EMBEDDED_POSTGRES_DIR": str(folder),
        "EMBEDDED_POSTGRES_LINGER": "0",
    }
    with subprocess.Popen(  # noqa: S603 (our own program)
        [sys.executable, "-W", "ignore", "-c", USER],
        cwd=PROJECT,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        user = User(process)
        yield user
        user.leave()


def is_running(folder):
    """Whether any process of the server holds its lock."""
    handle = open_lock(Layout(folder).server_lock)
    try:
        return not try_exclusive(handle)
    finally:
        os.close(handle)


def wait_until_stopped(folder):
    deadline = time.monotonic() + PATIENCE
    while is_running(folder):
        assert time.monotonic() < deadline, Layout(folder).log.read_text()
        time.sleep(0.05)


def server_process(folder):
    """The process id of PostgreSQL itself."""
    return int((Layout(folder).data / "postmaster.pid").read_text().split()[0])


def supervisor_process(folder):
    status = Path(f"/proc/{server_process(folder)}/status").read_text()
    return int(status.split("PPid:")[1].split()[0])


def test_the_first_connection_starts_it_and_the_last_user_stops_it(folder):
    with user_of(folder) as user:
        assert user.ask("SELECT 1") == "1"
        assert is_running(folder)

    wait_until_stopped(folder)


def test_it_runs_while_anyone_uses_it(folder):
    with user_of(folder) as stays:
        with user_of(folder) as leaves:
            assert leaves.ask("SELECT 1") == stays.ask("SELECT 1") == "1"
        time.sleep(0.5)

        assert is_running(folder)


def test_two_first_connections_at_once_share_one_server(tmp_path):
    with user_of(tmp_path) as first, user_of(tmp_path) as second:
        for user in (first, second):
            user.send("SELECT pg_postmaster_start_time()")

        assert first.answer() == second.answer()

    wait_until_stopped(tmp_path)


def test_a_killed_user_does_not_keep_it(folder):
    with user_of(folder) as user:
        user.ask("SELECT 1")
        user.kill()

        wait_until_stopped(folder)


def test_it_comes_back_with_its_data_after_a_kill(folder):
    with user_of(folder) as user:
        user.ask("CREATE TABLE kept AS SELECT 42 AS number")
        os.kill(server_process(folder), signal.SIGKILL)
        time.sleep(0.2)

        assert user.ask("SELECT 1") == "1"
        assert user.ask("SELECT number FROM kept") == "42"


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells a child that its parent has died"
)
def test_it_comes_back_after_its_supervisor_was_killed(folder):
    with user_of(folder) as user:
        user.ask("SELECT 1")
        os.kill(supervisor_process(folder), signal.SIGKILL)
        time.sleep(0.5)

        assert user.ask("SELECT 1") == "1"


@pytest.mark.parametrize("content", ["{pid}\n/data\n1\n", "12"])
def test_a_stale_process_id_harms_nobody(folder, content):
    with user_of(folder) as user:
        user.ask("SELECT 1")
    wait_until_stopped(folder)
    with subprocess.Popen(["sleep", "60"]) as innocent:  # noqa: S607 (any program)
        stale = Layout(folder).data / "postmaster.pid"
        stale.write_text(content.format(pid=innocent.pid))

        with user_of(folder) as user:
            assert user.ask("SELECT 1") == "1"

        assert innocent.poll() is None
        innocent.kill()


def test_an_interrupted_creation_is_begun_again(tmp_path):
    layout = Layout(tmp_path)
    (layout.unfinished_data / "base").mkdir(parents=True)

    with user_of(tmp_path) as user:
        assert user.ask("SELECT 1") == "1"

    wait_until_stopped(tmp_path)


@pytest.mark.parametrize("name", ["long" * 30, "one, two", "it's", "back\\slash"])
def test_a_folder_with_a_difficult_name_works(name, tmp_path):
    folder = tmp_path / name

    with user_of(folder) as user:
        assert user.ask("SELECT 1") == "1"
        assert Layout(folder).sockets != folder

    wait_until_stopped(folder)
    Layout(folder).sockets.rmdir()


def test_another_version_s_data_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("12\n")

    with user_of(tmp_path) as user:
        user.ask("SELECT 1")

    assert "was made by PostgreSQL 12" in Layout(tmp_path).log.read_text()


def test_a_folder_that_others_can_read_is_refused(tmp_path):
    tmp_path.chmod(0o755)

    with pytest.raises(EmbeddedPostgresError, match="nobody else can read"):
        Layout(tmp_path).prepare()


def test_commands_without_a_query_start_nothing(tmp_path):
    environ = {**os.environ, "DATABASE_URL": "", "EMBEDDED_POSTGRES_DIR": str(tmp_path)}

    subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=PROJECT,
        env=environ,
        check=True,
        capture_output=True,
    )

    assert not Layout(tmp_path).log.exists()


def test_the_programs_come_from_the_wheel():
    assert os.access(find_program("postgres"), os.X_OK)
