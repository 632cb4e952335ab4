"""Results for the pages and commands: computed once, kept while nothing has changed."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from advisor.catalog_reader import current_catalog
from advisor.decision.candidates import Catalog
from advisor.decision.explanation import explain
from advisor.decision.memo import Memo
from advisor.decision.questions import Answers
from advisor.decision.recommendation import METHOD_VERSION
from advisor.decision.weighing import Weigher
from catalog.revision import canonical_json

RESULTS_KEPT = 1_000  # about 90 kB each


def result_for(answers: Answers) -> Mapping[str, Any]:
    """The result object for valid answers, by today's catalog; not to be changed."""
    result: Mapping[str, Any] = json.loads(result_text(answers))
    return result


kept = Memo[object, str](limit=RESULTS_KEPT)


def result_text(answers: Answers) -> str:
    """The result object as canonical JSON: the same bytes for the same input."""
    # Asked for once: the catalog may move on while a result is worked out.
    catalog, day = current_catalog(), timezone.localdate()
    key = (tuple(answers.items()), catalog.revision, METHOD_VERSION, day)
    return kept(
        key, lambda: canonical_json(explain(answers, weigher_for(catalog, day)))
    )


def weigher_in_use() -> Weigher:
    """The weigher of today's catalog, for pages that need less than a result."""
    return weigher_for(current_catalog(), timezone.localdate())


# The newest one only, with its memory.
weighers = Memo[tuple[str, date], Weigher](limit=1)


def weigher_for(catalog: Catalog, day: date) -> Weigher:
    """The weigher of a catalog on a day."""
    return weighers((catalog.revision, day), lambda: Weigher(catalog, day))
