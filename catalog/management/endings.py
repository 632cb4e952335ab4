"""How a command ends when the database cannot give it what it needs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.db import InterfaceError, OperationalError, ProgrammingError
from psycopg import errors

PREPARE = "run “manage.py migrate”, then “manage.py load_catalog”"


@contextmanager
def one_sentence() -> Iterator[None]:
    """Tell whoever typed the command what is wrong, without a traceback."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        reason = " ".join(str(error).split())
        raise CommandError(f"The database cannot be used ({reason}).") from error
    except ProgrammingError as error:
        if not isinstance(error.__cause__, errors.UndefinedTable):
            raise
        message = f"The database is not set up yet: {PREPARE}."
        raise CommandError(message) from error
