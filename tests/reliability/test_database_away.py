"""What still answers while the database cannot be reached."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from config.embedded_postgres.layout import SOCKET_NAME, Layout
from tests.config.test_embedded_postgres import user_of
from tests.reliability.cable import Cable
from tests.running_server import Server, running_server
from tests.visitor import form_to, reading_address

pytestmark = pytest.mark.server
ANSWERS = "data_location=own_cloud&ml_staff=some_devops&quality_bar=strong"
PAGES = ("/", "/method/", "/healthz", "/static/site.css")
STEPS = [f"/advise/{step}?{ANSWERS}" for step in ("", "check/", "all/", "result/")]


class Place(NamedTuple):
    server: Server
    cable: Cable


@pytest.fixture
def place(folder: Path) -> Iterator[Place]:
    """A server whose one process reaches its database over a cable."""
    socket = Layout(folder).sockets / SOCKET_NAME.removesuffix(".lock")
    with user_of(folder) as user:
        assert user.ask("SELECT 1") == "1"
        cable = Cable(socket)
        with running_server(
            folder, DATABASE_URL=cable.url, WEB_CONCURRENCY="1"
        ) as server:
            yield Place(server, cable)
        cable.cut()


def test_questions_and_results_go_on_and_sharing_waits(place: Place):
    visitor = place.server.visitor()
    form = form_to(visitor.get(STEPS[-1]).text, "/advise/share/")
    link = reading_address(visitor.post("/advise/share/", form))

    place.cable.cut()

    answered = {page: visitor.get(page).status for page in (*PAGES, *STEPS)}
    assert answered == dict.fromkeys((*PAGES, *STEPS), 200)
    unseen = visitor.get(f"/advise/result/?{ANSWERS}&growth=7")
    assert unseen.status == 200
    for refused in (visitor.post("/advise/share/", form), visitor.get(link)):
        assert refused.status == 503
        assert "try again in a few seconds" in refused.text
        assert refused.headers["Retry-After"] == "5"
    assert visitor.get("/readyz").status == 503

    place.cable.mend()

    assert visitor.get(link).status == 200
    assert visitor.post("/advise/share/", form).status == 303
    assert visitor.get("/readyz").status == 200
