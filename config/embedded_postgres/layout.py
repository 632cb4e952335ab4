"""Where the embedded server keeps its files."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

# A socket's path is cut at 103 bytes on macOS, 107 on Linux.
LONGEST_SOCKET_PATH = 103
SOCKET_NAME = ".s.PGSQL.5432.lock"
# PostgreSQL takes a list of folders, with commas and quotes; so does what connects.
MISREAD = frozenset(""",'"\\""")


class EmbeddedPostgresError(Exception):
    """The embedded server cannot run; the message is for the person who started us."""


@dataclass(frozen=True)
class Layout:
    """The files of one embedded server, all under one private folder."""

    folder: Path

    @property
    def data(self) -> Path:
        """The cluster itself."""
        return self.folder / "data"

    @property
    def unfinished_data(self) -> Path:
        """A cluster in the making; renamed once it is complete."""
        return self.folder / "new"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def users_lock(self) -> Path:
        return self.folder / "users.lock"

    @property
    def server_lock(self) -> Path:
        return self.folder / "server.lock"

    @property
    def sockets(self) -> Path:
        """The folder itself, or a short private one where its path will not do."""
        folder = self.folder.absolute()
        is_short = len(os.fsencode(folder / SOCKET_NAME)) <= LONGEST_SOCKET_PATH
        if is_short and MISREAD.isdisjoint(str(folder)):
            return folder
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
        return Path(tempfile.gettempdir()) / f"postgres-{digest}"

    def prepare(self) -> None:
        """Make the folders, readable by nobody else."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.sockets != self.folder.absolute():
            self.sockets.mkdir(mode=0o700, exist_ok=True)
        for folder in {self.folder, self.sockets}:
            refuse_a_shared_folder(folder)


def refuse_a_shared_folder(folder: Path) -> None:
    """Whoever can reach the socket is the superuser, so it must be ours alone."""
    found = folder.lstat()
    is_ours = stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid()
    if not is_ours or found.st_mode & 0o077:
        raise EmbeddedPostgresError(
            f"{folder} must be a folder that belongs to you and that nobody else can "
            f"read (chmod 700 {folder}), or set DATABASE_URL."
        )
