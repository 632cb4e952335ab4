"""An editor's new price is used at once, and changes nothing that was shared."""

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.running_server import Server, manage, running_server
from tests.visitor import Fields, Visitor, form_to, reading_address

pytestmark = pytest.mark.server
ANSWERS = "data_location=any_vendor&ml_staff=none&tokens_per_day=50000000"
PASSWORD = "correct horse battery staple"  # noqa: S105 (of a database made here)
# How long a worker may go on with the catalog it knows.
A_SECOND = 1.0


def shared_link(server: Server) -> str:
    return reading_address(server.visitor().share(ANSWERS))


def record(server: Server, link: str) -> Any:
    return json.loads(server.visitor().get(f"{link}record.json").body)


def winning_assignment(found: Any) -> Any:
    return found["plans"][found["verdict"]]["assignments"][0]


def editor_of(server: Server, folder: Path) -> Visitor:
    """Somebody who has signed in to the admin."""
    name = f"editor-{server.port}"
    manage(
        folder,
        *("createsuperuser", "--noinput", "--username", name),
        *("--email", "editor@example.org"),
        DJANGO_SUPERUSER_PASSWORD=PASSWORD,
    )
    editor = server.visitor()
    address = "/admin/login/?next=/admin/"
    form = form_to(editor.get(address).text, address)
    answer = editor.post(address, {**form, "username": name, "password": PASSWORD})
    assert answer.status == 302, answer.text
    return editor


def offering_address(folder: Path, assignment: Any) -> str:
    """The admin page of the offering that a plan uses."""
    query = (
        "from catalog.models import Offering; print(Offering.objects.get("
        f"model__slug={assignment['model']!r}, option__slug={assignment['option']!r},"
        "status='active').pk)"
    )
    key = manage(folder, "shell", "-v0", "-c", query).strip()
    return f"/admin/catalog/offering/{key}/change/"


def with_dearer_price(form: Fields) -> Fields:
    """Close each price today, and add a row that doubles the first one from today."""
    today = datetime.now(UTC).date().isoformat()
    count = int(str(form["prices-TOTAL_FORMS"]))
    closed = {
        f"prices-{number}-valid_until": today
        for number in range(count)
        if not form[f"prices-{number}-valid_until"]
    }
    first = {
        name.removeprefix("prices-0-"): value
        for name, value in form.items()
        if name.startswith("prices-0-")
    }
    dearer = {
        "id": "",
        "input": str(2 * float(str(first["input"]))),
        "output": str(2 * float(str(first["output"]))),
        "valid_from": today,
        "valid_until": "",
        "as_of": today,
    }
    added = {f"prices-{count}-{name}": v for name, v in {**first, **dearer}.items()}
    return {**form, **closed, **added, "prices-TOTAL_FORMS": str(count + 1)}


def filled_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def test_a_new_price_is_used_within_a_second(folder: Path):
    with running_server(folder) as server:
        link = shared_link(server)
        before = server.visitor().get(f"{link}record.json").body
        page = filled_lines(server.visitor().get(link).text)
        used = winning_assignment(json.loads(before))
        editor = editor_of(server, folder)
        address = offering_address(folder, used)

        form = form_to(editor.get(address).text, "")
        saved = editor.post(address, with_dearer_price(form))
        assert saved.status == 302, saved.text
        time.sleep(A_SECOND)

        revisions = set()
        for _ in range(8):  # so that each worker is asked
            found = record(server, shared_link(server))
            revisions.add(found["catalog_revision"])
        assert len(revisions) == 1
        assert revisions != {json.loads(before)["catalog_revision"]}
        assert winning_assignment(found) != used
        assert server.visitor().get(f"{link}record.json").body == before
        later = filled_lines(server.visitor().get(link).text)
        assert [line for line in later if "catalog has changed" not in line] == page
        assert len(later) == len(page) + 1  # it says so, and stays as it was
