"""Reads the environment for `settings.py`; what is missing is said in one sentence."""

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlsplit

import dj_database_url

MODES = ("laptop", "development", "production")
WEAKEST_KEY = 50  # characters, as Django's own deployment check asks
FEWEST_KEY_CHARACTERS = 5  # different ones, likewise
CONNECT_TIMEOUT = 3  # seconds
STATEMENT_TIMEOUT = 5_000  # milliseconds


def refuse(sentence: str) -> NoReturn:
    """End the start with a sentence instead of a traceback."""
    raise SystemExit(f"Weighbridge cannot start: {sentence}")


def mode_of(environ: Mapping[str, str]) -> str:
    mode = environ.get("WEIGHBRIDGE_ENV") or "laptop"
    if mode not in MODES:
        refuse(f"WEIGHBRIDGE_ENV is “{mode}”, but must be one of {', '.join(MODES)}.")
    return mode


def require_production_settings(environ: Mapping[str, str]) -> None:
    """Production has no defaults: refuse a half-configured start."""
    needed = ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS")
    missing = [name for name in needed if not environ.get(name, "").strip()]
    if missing:
        refuse(f"production mode needs {', '.join(missing)} in the environment.")
    if is_weak(environ["SECRET_KEY"]):
        refuse(f"SECRET_KEY must be random and at least {WEAKEST_KEY} characters long.")
    if "*" in hosts_in(environ):
        refuse("ALLOWED_HOSTS must name the hosts; “*” would accept any.")


def is_weak(key: str) -> bool:
    return (
        len(key) < WEAKEST_KEY
        or len(set(key)) < FEWEST_KEY_CHARACTERS
        or key.startswith("django-insecure-")
    )


def hosts_in(environ: Mapping[str, str]) -> list[str]:
    names = environ.get("ALLOWED_HOSTS", "").split(",")
    return [name.strip() for name in names if name.strip()]


def own_secret_key(folder: Path) -> str:
    """The key of this machine, made at the first start and kept out of the tree."""
    path = folder / "secret_key"
    if not path.exists():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f"secret_key.{secrets.token_hex(8)}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64))
        try:
            # Of two first starts at once one wins, and both use its key.
            path.hardlink_to(draft)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def database(environ: Mapping[str, str], embedded_folder: Path) -> dict[str, Any]:
    """The server of DATABASE_URL, else the embedded one."""
    url = environ.get("DATABASE_URL", "").strip()
    settings: dict[str, Any] = (
        dict(parsed_database_url(url))
        if url
        else {
            "ENGINE": "config.embedded_postgres",
            "NAME": "postgres",
            "EMBEDDED_POSTGRES_DIR": str(embedded_folder),
        }
    )
    given = settings.get("OPTIONS", {})
    settings["OPTIONS"] = {
        "connect_timeout": CONNECT_TIMEOUT,
        **given,
        "options": f"-c statement_timeout={STATEMENT_TIMEOUT} "
        + given.get("options", ""),
    }
    # Kept between requests, looked at before each: survives a restart of the server.
    return {**settings, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def parsed_database_url(url: str) -> Mapping[str, Any]:
    if urlsplit(url).scheme not in ("postgres", "postgresql"):
        refuse("DATABASE_URL must begin with postgresql://.")
    try:
        return dj_database_url.parse(url)
    except ValueError:
        refuse("DATABASE_URL is not a valid address.")


def folder_in(environ: Mapping[str, str], name: str, default: Path) -> Path:
    return Path(environ.get(name) or default).resolve()
