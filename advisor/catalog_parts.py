"""Some models of the catalog, without reading all of it."""

from collections.abc import Mapping
from typing import Any

from advisor.catalog_reader import OPEN_WEIGHTS, read_catalog, read_model
from advisor.decision.candidates import Catalog, Model
from advisor.decision.memo import Memo
from catalog.told_models import frame, told_of, told_of_best

frames = Memo[str, Catalog](limit=1)

# The catalog beside its models, and models; no catalog where there is none to read.
type Found = tuple[Catalog | None, list[Model]]


def open_model(slug: str) -> Found:
    """One model, if it is open."""
    return _read(*told_of(slug))


def best_open_models(most: int) -> Found:
    """The open models that people like best, the best rated first."""
    return _read(*told_of_best(OPEN_WEIGHTS, most))


def _read(revision: str, told: Mapping[str, Any]) -> Found:
    if not revision:
        return None, []
    models = [
        read_model(slug, row, {})  # without the license: nobody asks it for more here
        for slug, row in told.items()
        if row["weights"] in OPEN_WEIGHTS
    ]
    around = frames(revision, lambda: read_catalog(frame(), revision))
    return around, sorted(models, key=_rank)


def _rank(model: Model) -> tuple[bool, float, str]:
    rating = model.rating
    return rating is None, -rating.value if rating else 0.0, model.slug
