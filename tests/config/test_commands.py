"""Commands without a database, or without a catalog in it, end in one sentence."""

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, ProgrammingError
from psycopg import errors

from advisor.catalog_reader import CatalogInUse
from advisor.management import catalog
from catalog.management.endings import one_sentence
from tests.config.test_modes import start

COMMANDS = ["recommend", "check_method", "load_catalog"]
AWAY = "postgresql://app:hidden-word@127.0.0.1:1/weighbridge"


@pytest.mark.parametrize("command", COMMANDS)
def test_a_database_that_is_away_ends_in_one_sentence(command, tmp_path):
    environ = {"DATABASE_URL": AWAY}

    result = start("manage.py", command, environ=environ, tmp_path=tmp_path)

    assert result.returncode == 1
    assert result.stderr.startswith("CommandError: The database cannot be used (")
    assert result.stderr.count("\n") == 1
    assert "hidden-word" not in result.stderr


@pytest.mark.django_db
@pytest.mark.parametrize("command", ["recommend", "check_method"])
def test_an_empty_catalog_ends_in_one_sentence(command, monkeypatch):
    monkeypatch.setattr(catalog, "current_catalog", CatalogInUse().current)

    with pytest.raises(CommandError, match=r"is empty: run .*load_catalog"):
        call_command(command)


def test_a_database_without_tables_ends_in_one_sentence():
    with (
        pytest.raises(CommandError, match=r"is not set up yet: run .*migrate"),
        one_sentence(),
    ):
        raise ProgrammingError("no such table") from errors.UndefinedTable()


def test_a_fault_of_ours_keeps_its_traceback():
    with pytest.raises(ProgrammingError), one_sentence():
        raise ProgrammingError("syntax error")


def test_a_reason_of_several_lines_becomes_one():
    with pytest.raises(CommandError, match=r"\(refused, try later\)"), one_sentence():
        raise OperationalError("refused,\n\ttry later\n")
