"""A line to the database that a test can cut and mend."""

import socket
import threading
from pathlib import Path

CHUNK = 65_536  # bytes


class Cable:
    """Carries a TCP port of this machine to the database's socket."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.ends: list[socket.socket] = []
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listener.getsockname()[1]
        self.mend()

    @property
    def url(self) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/postgres"

    def mend(self) -> None:
        """Take connections, as before the cut."""
        if self.listener.fileno() == -1:
            self.listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.accept, args=[self.listener], daemon=True).start()

    def cut(self) -> None:
        """Drop all connections, and refuse new ones; a second cut changes nothing."""
        if self.listener.fileno() != -1:
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
        for end in self.ends:
            end.close()
        self.ends.clear()

    def accept(self, listener: socket.socket) -> None:
        while True:
            try:
                near, _ = listener.accept()
            except OSError:
                return
            far = socket.socket(socket.AF_UNIX)
            far.connect(str(self.target))
            self.ends += [near, far]
            for ends in ((near, far), (far, near)):
                threading.Thread(target=carry, args=ends, daemon=True).start()


def carry(source: socket.socket, sink: socket.socket) -> None:
    """Until one of the two ends."""
    try:
        while chunk := source.recv(CHUNK):
            sink.sendall(chunk)
    except OSError:
        pass
    finally:
        for end in (source, sink):
            end.close()
