"""Makes a large catalog within minutes: models, offerings, prices, facts and scores.

The database writes it itself, by counting, so that it is the same at every run. As in
life most is small and some is large: one option runs half of all models, one model
has hundreds of prices, one benchmark has scored every model.
"""

from pathlib import Path

from django.db import connection

from catalog.history import ADDED, remember
from catalog.revision import catalog_change
from catalog.seed_files import loaded_models

STATEMENTS = Path(__file__).with_name("large_catalog.sql")
MODELS = 10_000


def make_large_catalog() -> None:
    """Add 10,000 models and all that hangs on them to the catalog that is there."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # of this process alone
    add_models(MODELS)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def add_models(number: int) -> None:
    """Add so many models and all that hangs on them, in one change of the catalog."""
    with catalog_change(reason="A large catalog to measure with"):
        before = {model: newest(model) for model in loaded_models()}
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('large.models', %s, TRUE)", [str(number)])
            cursor.execute(STATEMENTS.read_text())
        for model, last in before.items():
            rows = model._default_manager.filter(pk__gt=last)
            remember(model, list(rows.values_list("pk", flat=True)), ADDED)


def newest(model) -> int:
    """The number of the last row of a kind."""
    pk: int = (
        model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
    )
    return pk


def sizes() -> str:
    """How many rows of each kind there are."""
    counts = {
        str(model._meta.verbose_name_plural): model._default_manager.count()
        for model in loaded_models()
    }
    return ", ".join(
        f"{count:,} {name}" for name, count in counts.items() if count > 500
    )
