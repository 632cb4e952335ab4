"""PostgreSQL refuses to run as root; a user namespace makes root look like another."""

import os
import pwd
from pathlib import Path

from config.embedded_postgres.layout import EmbeddedPostgresError

SENTENCE = (
    "PostgreSQL does not run as root and this system forbids user namespaces: "
    "run as another user, or set DATABASE_URL."
)


def become_an_ordinary_user() -> None:
    """In this process only; files stay root's, and nothing is created or changed."""
    if os.getuid() != 0:
        return
    if not hasattr(os, "unshare"):
        raise EmbeddedPostgresError(SENTENCE)
    ordinary = next(user.pw_uid for user in pwd.getpwall() if user.pw_uid != 0)
    try:
        os.unshare(os.CLONE_NEWUSER)
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{ordinary} 0 1")
        Path("/proc/self/gid_map").write_text(f"{ordinary} 0 1")
    except OSError as error:
        raise EmbeddedPostgresError(SENTENCE) from error
