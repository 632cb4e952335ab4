"""Everything between `make run` and a server that answers: `python -m config.serve`."""

import hashlib
import io
import os
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from config import embedded_postgres
from config.embedded_postgres.base import server_in
from config.environment import refuse

PATIENCE = 3.0  # seconds for a server that is just stopping to let go of the port


def main() -> None:
    """Prepare the database and the files, then become gunicorn."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    port = port_in(os.environ.get("PORT") or "8000")
    wait_for_port(port)
    django.setup()
    sys.stdout.write("Preparing the database, the catalog and the static files ...\n")
    sys.stdout.flush()
    prepare_database()
    collect_static_files()
    connection.close()
    if settings.DATABASES["default"]["ENGINE"] == embedded_postgres.__name__:
        # It would stop while nobody asks anything, and the next visitor would wait.
        server_in(settings.EMBEDDED_POSTGRES_DIR).keep_claim_across_exec()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:config.gunicorn"]
    os.execv(sys.executable, [*command, "config.wsgi"])  # noqa: S606 (no shell is wanted)


def port_in(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        refuse(f"PORT is “{text}”, but must be a number from 1 to 65535.")
    return int(text)


def wait_for_port(port: int) -> None:
    """Go on once nobody listens there; end with a sentence if somebody stays."""
    deadline = time.monotonic() + PATIENCE
    while (obstacle := why_not_bind(port)) is not None:
        if time.monotonic() > deadline:
            refuse(
                f"port {port} cannot be used ({obstacle}); "
                f"try another: make run PORT={port + 1 if port < 65535 else 8123}."
            )
        time.sleep(0.2)


def why_not_bind(port: int) -> str | None:
    """What the system says against listening on the port, or None."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            return (error.strerror or str(error)).lower()
    return None


def prepare_database() -> None:
    """Bring the schema and the shipped catalog up to date."""
    try:
        connection.ensure_connection()
        call_command("migrate", verbosity=0)
        call_command("load_catalog", stdout=io.StringIO())
    except OperationalError as error:
        reason = " ".join(str(error).split())
        refuse(f"the database cannot be used ({reason}).")
    except CommandError as error:
        refuse(str(error))


def collect_static_files() -> None:
    """Hash and compress the static files, unless that was done for these very files."""
    stamp = settings.STATIC_ROOT.parent / "collected"
    fingerprint = static_fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint:
        return
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)


def static_fingerprint() -> str:
    """Changes whenever a static file of ours or of a package does."""
    lines = sorted(
        f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}"
        for path in static_sources()
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def static_sources() -> Iterator[Path]:
    for finder in get_finders():
        for name, storage in finder.list([]):
            yield Path(storage.path(name))


if __name__ == "__main__":
    main()
