"""What the environment may and may not say."""

import stat

import pytest

from config import environment

STRONG_KEY = "a7d93k2lz0" * 6
PRODUCTION = {
    "WEIGHBRIDGE_ENV": "production",
    "SECRET_KEY": STRONG_KEY,
    "DATABASE_URL": "postgresql://app@db.example/weighbridge",
    "ALLOWED_HOSTS": "weighbridge.example",
}


def test_a_laptop_is_the_default():
    assert environment.mode_of({}) == "laptop"


def test_an_unknown_mode_is_refused():
    with pytest.raises(SystemExit, match="WEIGHBRIDGE_ENV"):
        environment.mode_of({"WEIGHBRIDGE_ENV": "prod"})


def test_a_complete_production_is_accepted():
    environment.require_production_settings(PRODUCTION)


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("value", ["", " "])
def test_production_names_what_is_missing(name, value):
    with pytest.raises(SystemExit, match=name):
        environment.require_production_settings(PRODUCTION | {name: value})


def test_production_names_everything_that_is_missing_at_once():
    with pytest.raises(SystemExit, match="SECRET_KEY, DATABASE_URL, ALLOWED_HOSTS"):
        environment.require_production_settings({})


@pytest.mark.parametrize("key", ["secret", "x" * 64, "django-insecure-" + STRONG_KEY])
def test_production_refuses_a_weak_key(key):
    with pytest.raises(SystemExit, match="SECRET_KEY"):
        environment.require_production_settings(PRODUCTION | {"SECRET_KEY": key})


def test_production_refuses_to_answer_to_any_host():
    with pytest.raises(SystemExit, match="ALLOWED_HOSTS"):
        environment.require_production_settings(PRODUCTION | {"ALLOWED_HOSTS": "*"})


def test_a_laptop_makes_its_own_key_once(tmp_path):
    folder = tmp_path / "new"

    key = environment.own_secret_key(folder)

    assert environment.own_secret_key(folder) == key
    assert not environment.is_weak(key)
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_nobody_else_can_read_the_key(tmp_path):
    environment.own_secret_key(tmp_path)

    mode = (tmp_path / "secret_key").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_two_laptops_have_different_keys(tmp_path):
    first = environment.own_secret_key(tmp_path / "a")
    second = environment.own_secret_key(tmp_path / "b")

    assert first != second


def test_the_embedded_server_is_the_default(tmp_path):
    database = environment.database({}, tmp_path)

    assert database["ENGINE"] == "config.embedded_postgres"
    assert database["EMBEDDED_POSTGRES_DIR"] == str(tmp_path)


def test_a_database_url_replaces_the_embedded_server(tmp_path):
    database = environment.database(PRODUCTION, tmp_path)

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["HOST"] == "db.example"


@pytest.mark.parametrize("environ", [{}, PRODUCTION])
def test_no_statement_and_no_connection_waits_for_ever(environ, tmp_path):
    options = environment.database(environ, tmp_path)["OPTIONS"]

    assert "statement_timeout=5000" in options["options"]
    assert options["connect_timeout"] == 3


def test_options_of_the_address_are_kept(tmp_path):
    url = "postgresql://app@db.example/w?options=-c%20search_path%3Dw&sslmode=require"

    options = environment.database({"DATABASE_URL": url}, tmp_path)["OPTIONS"]

    assert options["sslmode"] == "require"
    assert options["options"].endswith("-c search_path=w")


@pytest.mark.parametrize("url", ["mysql://db", "nonsense", "postgresql://db:port/x"])
def test_an_address_that_is_no_postgresql_is_refused(url, tmp_path):
    with pytest.raises(SystemExit, match="DATABASE_URL"):
        environment.database({"DATABASE_URL": url}, tmp_path)
