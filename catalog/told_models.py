"""What the decision document says of single models, without reading all of it.

The whole document of a catalog of ten thousand models takes seconds to read; what it
says of each model is kept apart (`catalog.document_parts`).
"""

import json
from collections.abc import Collection
from typing import Any

from django.db.models import F, QuerySet, Subquery
from django.utils import timezone

from catalog.document import around_models
from catalog.document_models import UNREAL
from catalog.listing.lists.models import summaries
from catalog.models import CatalogRevision, DocumentPart
from catalog.models.language_models import Entry

type Told = dict[str, Any]  # by slug, as the document has models


def frame() -> dict[str, Any]:
    """The document as it is without models: hardware, assumptions and the like."""
    return around_models({"models": {}, "offerings": []})


def told_of(slug: str) -> tuple[str, Told]:
    """The revision, and what is said of one model; one query.

    Both are empty where there is no catalog, or where no decision may name the model.
    """
    return _told(DocumentPart.objects.filter(slug=slug))


def told_of_best(weights: Collection[str], most: int) -> tuple[str, Told]:
    """The same for the models with such weights that people like best."""
    rows = summaries(timezone.localdate()).exclude(status__in=UNREAL)
    among = rows.filter(entry=Entry.MODEL, weights__in=weights)
    best = among.order_by(F("rating").desc(nulls_last=True), "slug")
    return _told(DocumentPart.objects.filter(pk__in=best.values("model")[:most]))


def _told(parts: QuerySet[DocumentPart]) -> tuple[str, Told]:
    revision = Subquery(CatalogRevision.objects.values("sha256")[:1])
    rows = list(parts.exclude(told="").values_list(revision, "told"))
    told = json.loads(f"{{{','.join(text for _, text in rows)}}}")
    return (rows[0][0] or "" if rows else ""), told
