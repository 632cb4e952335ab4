"""Whatever dies, what was shared stays as it was, and the next start finds it."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from itertools import count
from pathlib import Path

import pytest

from tests.config.test_embedded_postgres import server_process
from tests.running_server import Server, running_server
from tests.visitor import Answer, reading_address

pytestmark = pytest.mark.server
ANSWERS = "data_location=vetted_vendor&ml_staff=none&tokens_per_day=1000000"
QUESTION = f"/advise/?{ANSWERS}"
MAKERS = 6  # who share at the same time
PATIENCE = 30.0  # seconds


def link_of_a_share(server: Server) -> str:
    return reading_address(server.visitor().share(ANSWERS, title="Support desk"))


def as_read(server: Server, link: str) -> list[Answer]:
    """The page and the stored record behind a link."""
    return [server.visitor().get(link + part) for part in ("", "record.json")]


def bodies(answers: list[Answer]) -> list[bytes]:
    assert [answer.status for answer in answers] == [200, 200]
    return [answer.body for answer in answers]


def kill_database(folder: Path) -> None:
    os.kill(server_process(folder), signal.SIGKILL)


def test_a_shared_result_outlives_the_server(folder: Path):
    with running_server(folder, PYTHONHASHSEED="1") as server:
        link = link_of_a_share(server)
        before = bodies(as_read(server, link))
        server.signal_all(signal.SIGKILL)

    with running_server(folder, PYTHONHASHSEED="2") as server:
        assert bodies(as_read(server, link)) == before
        again = [as_read(server, link_of_a_share(server))[1] for _ in range(6)]
        assert {answer.body for answer in again} == {before[1]}


def test_the_database_comes_back_by_itself(folder: Path):
    with running_server(folder) as server:
        link = link_of_a_share(server)
        before = bodies(as_read(server, link))

        kill_database(folder)

        meanwhile = [server.visitor().get(page).status for page in ("/", QUESTION)]
        assert meanwhile == [200, 200]
        assert bodies(as_read(server, link)) == before
        assert link_of_a_share(server) != link
        assert "Traceback" not in server.output()


def test_a_share_that_was_acknowledged_is_never_lost(folder: Path):
    answers: list[Answer] = []
    with running_server(folder) as server, ThreadPoolExecutor(MAKERS) as pool:
        makers = [
            pool.submit(share_until_it_dies, server, answers) for _ in range(MAKERS)
        ]
        wait_for_shares(answers, 2 * MAKERS)
        kill_database(folder)
        wait_for_shares(answers, 4 * MAKERS)
        kill_database(folder)
        server.signal_all(signal.SIGKILL)
        for maker in makers:
            maker.result()

    assert {answer.status for answer in answers} <= {303, 503}
    with running_server(folder) as server:
        for link in links_of(answers):
            bodies(as_read(server, link))


def share_until_it_dies(server: Server, answers: list[Answer]) -> None:
    """Note every answer to a share that arrives."""
    for number in count():
        try:
            visitor = server.visitor()
            answers.append(visitor.share(f"{ANSWERS}&growth={number % 9 + 1}"))
        except (OSError, HTTPException):
            return


def wait_for_shares(answers: list[Answer], number: int) -> None:
    deadline = time.monotonic() + PATIENCE
    while len(links_of(answers)) < number:
        assert time.monotonic() < deadline, [answer.status for answer in answers]
        time.sleep(0.02)


def links_of(answers: list[Answer]) -> list[str]:
    """Of the shares that were acknowledged."""
    return [reading_address(answer) for answer in answers if answer.status == 303]
