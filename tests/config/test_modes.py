"""The settings as a whole, in a process of their own, since they load only once."""

import json
import os
import subprocess
import sys

import pytest

from tests.config.test_environment import PRODUCTION

SHOW = """
import json, sys, django
from django.conf import settings
names = sys.argv[1:]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def start(*arguments, environ, tmp_path):
    """Run Python with a clean environment in which our own settings are as given."""
    ours = {"DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": "."}
    ours["EMBEDDED_POSTGRES_DIR"] = str(tmp_path)
    return subprocess.run(  # noqa: S603 (a fixed list of words)
        [sys.executable, *arguments],
        env={"PATH": os.environ["PATH"], **ours, **environ},
        capture_output=True,
        text=True,
        timeout=60,
    )


def settings_of(environ, tmp_path, *names):
    result = start("-c", SHOW, *names, environ=environ, tmp_path=tmp_path)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)


def test_a_laptop_needs_no_settings_and_hides_its_insides(tmp_path):
    shown = settings_of({}, tmp_path, "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE")

    assert shown == {
        "DEBUG": False,
        "ALLOWED_HOSTS": ["localhost", "127.0.0.1", "[::1]"],
        "SESSION_COOKIE_SECURE": False,
    }


def test_production_answers_to_its_hosts_only(tmp_path):
    shown = settings_of(PRODUCTION, tmp_path, "ALLOWED_HOSTS", "DEBUG")

    assert shown == {"ALLOWED_HOSTS": ["weighbridge.example"], "DEBUG": False}


def test_cookies_of_production_belong_to_one_secure_host(tmp_path):
    names = [
        f"{cookie}_COOKIE_{part}"
        for cookie in ("SESSION", "CSRF")
        for part in ("SECURE", "HTTPONLY", "NAME", "SAMESITE")
    ]

    shown = settings_of(PRODUCTION, tmp_path, *names)

    assert list(shown.values()) == [
        *(True, True, "__Host-sessionid", "Lax"),
        *(True, True, "__Host-csrftoken", "Lax"),
    ]


def test_production_keeps_no_key_of_its_own(tmp_path):
    settings_of(PRODUCTION, tmp_path, "DEBUG")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"])
@pytest.mark.parametrize("program", ["manage.py", "config/gunicorn.py"])
def test_a_half_configured_production_ends_in_one_sentence(name, program, tmp_path):
    environ = {key: value for key, value in PRODUCTION.items() if key != name}

    result = start(program, "check", environ=environ, tmp_path=tmp_path)

    assert result.returncode == 1
    assert result.stderr == (
        f"Weighbridge cannot start: production mode needs {name} in the environment.\n"
    )
