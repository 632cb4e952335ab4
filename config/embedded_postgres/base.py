"""Django's PostgreSQL backend, on the embedded server."""

from functools import cache
from pathlib import Path
from typing import Any

from django.db.backends.postgresql import base
from django.db.utils import OperationalError

from config.embedded_postgres.layout import EmbeddedPostgresError
from config.embedded_postgres.server import EmbeddedServer


@cache
def server_in(folder: Path) -> EmbeddedServer:
    """One claim a process and folder."""
    return EmbeddedServer(folder)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connects as usual, and starts the server where that fails."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        server = server_in(Path(self.settings_dict["EMBEDDED_POSTGRES_DIR"]))
        conn_params["host"] = str(server.layout.sockets)
        conn_params["user"] = "postgres"
        try:
            server.claim()
            return self._connect_or_start(server, conn_params)
        except EmbeddedPostgresError as error:
            raise OperationalError(str(error)) from error

    def _connect_or_start(
        self, server: EmbeddedServer, conn_params: dict[str, Any]
    ) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except self.Database.OperationalError:
            server.ensure()
            return super().get_new_connection(conn_params)
