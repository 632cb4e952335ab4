"""Every row that the catalog was started from is still there.

`supplied.json` names them: what was compiled in November 2026, before the data files,
each by what tells it apart. A row may be corrected by another beside it, never dropped.
"""

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from catalog import models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

SUPPLIED = json.loads(Path(__file__).with_name("supplied.json").read_text("utf-8"))
FIELDS = {
    "Provider": ("slug",),
    "License": ("slug",),
    "LanguageModel": ("slug",),
    "ModelFact": ("model__slug", "field", "value"),
    "Benchmark": ("slug",),
    "BenchmarkScore": ("model__slug", "benchmark__slug", "value"),
    "Price": ("offering__model__slug", "input", "output"),
    "Hardware": ("slug",),
    "HardwareRate": ("hardware__slug", "provider__slug", "usd_per_gpu_hour"),
    "Precision": ("slug",),
    "SubscriptionPlan": ("usd",),
    "Tool": ("slug",),
    "Claim": ("line", "attribute", "status"),
}
COUNTS = {
    "Provider": 44,
    "License": 27,
    "LanguageModel": 75,
    "ModelFact": 423,
    "Benchmark": 25,
    "BenchmarkScore": 365,
    "Price": 147,
    "Hardware": 23,
    "HardwareRate": 38,
    "Precision": 10,
    "SubscriptionPlan": 3,
    "Tool": 7,
    "Claim": 298,
}


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker) -> Iterator[None]:
    """All data files, loaded once for the module and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_catalog", verbosity=0)
        yield
        transaction.set_rollback(True)


def as_told(value: object) -> str:
    """A value as text, whatever its digits."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("model", FIELDS)
def test_every_supplied_row_is_there(model):
    rows = getattr(models, model).objects.values_list(*FIELDS[model])
    stored = {tuple(map(as_told, row)) for row in rows}
    supplied = [tuple(map(as_told, row)) for row in SUPPLIED[model]]

    assert [row for row in supplied if row not in stored] == []


def test_none_of_the_supplied_rows_was_left_out_of_the_comparison():
    counts = Counter({model: len(rows) for model, rows in SUPPLIED.items()})

    assert counts == COUNTS
