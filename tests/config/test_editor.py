"""`make editor` works where the server never ran, and gives up in one sentence."""

import subprocess
from pathlib import Path

from config import editor
from tests.config.test_modes import start

PROJECT = Path(__file__).parents[2]


def test_the_database_is_prepared_before_anything_is_asked(monkeypatch):
    done = []
    monkeypatch.setattr(editor, "prepare_database", lambda: done.append("prepared"))
    monkeypatch.setattr(editor, "call_command", lambda name: done.append(name))

    editor.main()

    assert done == ["prepared", "createsuperuser"]


def test_an_unreachable_database_ends_in_one_sentence(tmp_path):
    away = "postgresql://app:hidden-word@127.0.0.1:1/weighbridge"
    environ = {"DATABASE_URL": away}

    result = start("-m", "config.editor", environ=environ, tmp_path=tmp_path)

    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert "the database cannot be used" in result.stderr
    assert "hidden-word" not in result.stderr


def test_make_editor_takes_this_way():
    command = ["make", "--dry-run", "editor"]

    result = subprocess.run(  # noqa: S603 (a fixed list of words)
        command, cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert "-m config.editor" in result.stdout
