"""A data folder with the catalog in it, made once for all whole-server tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.test_embedded_postgres import wait_until_stopped
from tests.running_server import running_server


@pytest.fixture(scope="session")
def made_folder(tmp_path_factory) -> Path:
    """Made by a first start that ends as badly as it can."""
    folder: Path = tmp_path_factory.mktemp("weighbridge")
    with running_server(folder):
        return folder


@pytest.fixture
def folder(made_folder: Path) -> Iterator[Path]:
    """Used by one test after the other; each starts and ends its own servers."""
    yield made_folder
    wait_until_stopped(made_folder)
