"""The same answers give the same bytes, whoever computes them and in whatever order."""

import json
from io import StringIO
from pathlib import Path
from random import Random

import pytest
import yaml
from django.core.management import call_command
from django.utils import timezone

from advisor.catalog_reader import read_catalog
from advisor.decision.explanation import explain
from advisor.decision.weighing import Weigher
from advisor.scenarios.properties.answer_sets import answer_sets
from catalog.models import CatalogRevision
from catalog.revision import canonical_json
from catalog.seed_files import DATA_FOLDER, loaded_models
from tests.config.test_embedded_postgres import user_of
from tests.running_server import manage

SETS = 12


@pytest.mark.server
def test_two_processes_give_the_same_bytes(folder: Path):
    sent = "".join(f"{json.dumps({'answers': a})}\n" for a in answer_sets(SETS))

    with user_of(folder) as user:  # so that the database goes on in between
        assert user.ask("SELECT 1") == "1"
        first, second = (
            manage(folder, "recommend", sent=sent, PYTHONHASHSEED=seed)
            for seed in ("1", "2")
        )

    assert len(first.splitlines()) == SETS
    assert first == second


@pytest.mark.django_db
def test_rows_made_again_in_another_order_give_the_same_bytes(tmp_path: Path):
    call_command("load_catalog", verbosity=0, stdout=StringIO())
    before = results()
    for model in reversed(list(loaded_models())):
        model._default_manager.all().delete()
    CatalogRevision.objects.all().delete()

    shuffle_files(tmp_path)
    call_command("load_catalog", folder=tmp_path, verbosity=0, stdout=StringIO())

    assert results() == before


def results() -> list[str]:
    """By the catalog as it now stands in the database."""
    row = CatalogRevision.objects.get()
    catalog = read_catalog(json.loads(row.document), row.sha256)
    weigher = Weigher(catalog, timezone.localdate())
    return [canonical_json(explain(answers, weigher)) for answers in answer_sets(SETS)]


def shuffle_files(folder: Path) -> None:
    """The shipped files, with the rows and what is inside them in another order."""
    random = Random(7)  # noqa: S311 (nothing secret)
    for path in DATA_FOLDER.glob("*.yaml"):
        rows = yaml.load(path.read_text(), yaml.CBaseLoader)  # noqa: S506 (only text)
        for inner in [rows, *(v for row in rows for v in row.values())]:
            if isinstance(inner, list):
                random.shuffle(inner)
        (folder / path.name).write_text(yaml.dump(rows, allow_unicode=True))
