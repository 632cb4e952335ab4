"""An end to waiting for a database that hangs: it closes no connection by itself."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer

import psycopg
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import DEFAULT_DB_ALIAS


class Watch:
    """Cuts one thread's connection, unless the thread was done before."""

    def __init__(self, wrapper: BaseDatabaseWrapper) -> None:
        self.wrapper = wrapper
        self.is_over = False
        self.one_ends_it = Lock()

    def end(self) -> None:
        with self.one_ends_it:
            self.is_over = True

    def cut(self) -> None:
        """Whoever waits for an answer is told at once that the connection is gone."""
        with self.one_ends_it:
            raw = self.wrapper.connection
            if raw is None or self.is_over:
                return
            try:
                # Shut, not closed: the number still belongs to the waiting thread.
                with socket.socket(fileno=os.dup(raw.fileno())) as line:
                    line.shutdown(socket.SHUT_RDWR)
            except (psycopg.Error, OSError):
                return  # it is gone already


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Let queries fail with `OperationalError` that take longer altogether."""
    watch = Watch(connections[DEFAULT_DB_ALIAS])
    timer = Timer(seconds, watch.cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        watch.end()
