"""How gunicorn serves; read by gunicorn itself."""

import os
import sys
from pathlib import Path
from typing import Any

from config import environment

IN_PRODUCTION = environment.mode_of(os.environ) == "production"
if IN_PRODUCTION:
    environment.require_production_settings(os.environ)

PORT = os.environ.get("PORT") or "8000"
bind = f"0.0.0.0:{PORT}" if IN_PRODUCTION else f"127.0.0.1:{PORT}"

worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
timeout = 30  # seconds, for a worker that no longer reports
graceful_timeout = 10  # seconds, for requests under way when we stop
MEMORY = Path("/dev/shm")  # noqa: S108 (gunicorn makes a private file there)
if MEMORY.is_dir():
    worker_tmp_dir = str(MEMORY)  # a heartbeat must not wait for a disk

# A laptop has no proxy, and an over-long answer deserves our own page; a server has one.
limit_request_line = 8190 if IN_PRODUCTION else 0
forwarder_headers = ""  # nobody sets SCRIPT_NAME or PATH_INFO from outside
control_socket_disable = True  # it would lie in a folder shared by all of a user's

loglevel = "warning"
accesslog = None  # the application writes one line a request, without the path


def when_ready(server: Any) -> None:
    """Say where to look, once the address answers."""
    if not IN_PRODUCTION:
        sys.stdout.write(
            f"\n  Weighbridge is on http://localhost:{PORT}\n"
            "  An editor account for /admin/: make editor   (Ctrl-C stops the server)\n\n"
        )
        sys.stdout.flush()


def post_worker_init(worker: Any) -> None:
    """Begin to prepare what the first visitor would wait for."""
    from config.warming import warm_up_aside  # the application is loaded by now

    warm_up_aside()
