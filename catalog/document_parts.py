"""The text of the decision document, put together from parts that are kept.

Nearly all of it is said of single models. What was said of a model is kept until one
of its rows is written, so that an edit in a catalog of ten thousand models costs what
one model costs. Triggers of the database note whose rows were written, whoever writes
them; the text is the same, to the last byte, as if all of it were worked out anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

from django.db.models import Exists, OuterRef, QuerySet

from catalog.document import around_models
from catalog.document_models import models_and_offerings
from catalog.document_rows import Row, cited, grouped
from catalog.json_values import canonical_json
from catalog.models import DocumentPart, LanguageModel, StalePart

AT_ONCE = 500  # models; more would fill the memory at a first load


def document_text(*, keep: bool = False) -> str:
    """The document as the catalog stands now.

    With `keep` the parts that were worked out are stored, by whoever changes the
    catalog; what is only looked at, to be rolled back, locks nothing.
    """
    notes = dict(StalePart.objects.values_list("pk", "model_id"))
    stale = sorted({*notes.values(), *_unknown_models()})
    fresh = {part.model_id: part for part in _worked_out(stale)}
    if keep:
        _keep(fresh, stale)
        # Those that were read; another may have come since.
        StalePart.objects.filter(pk__in=notes).delete()
    kept = DocumentPart.objects.exclude(pk__in=stale)
    return _text([*fresh.values(), *kept])


def _unknown_models() -> QuerySet[LanguageModel, int]:
    """Models of which nothing is kept yet."""
    kept = DocumentPart.objects.filter(pk=OuterRef("pk"))
    unknown = LanguageModel.objects.filter(~Exists(kept))
    return unknown.values_list("pk", flat=True)


def _worked_out(pks: Sequence[int]) -> Iterator[DocumentPart]:
    for some in batched(pks, AT_ONCE, strict=False):
        yield from _parts(some)


def _parts(pks: Sequence[int]) -> Iterator[DocumentPart]:
    """The parts of the models that there are still."""
    models, offerings = models_and_offerings(pks)
    offered = dict(grouped(offerings, "model"))
    there = LanguageModel.objects.filter(pk__in=pks)
    for pk, slug in there.values_list("pk", "slug"):
        yield _part(pk, slug, models.get(slug), offered.get(slug, []))


def _part(pk: int, slug: str, told: Row | None, offered: list[Row]) -> DocumentPart:
    return DocumentPart(
        model_id=pk,
        slug=slug,
        told=f"{canonical_json(slug)}:{canonical_json(told)}" if told else "",
        offerings=",".join(map(canonical_json, offered)),
        sources=sorted(set(cited([told, offered]))),
    )


def _keep(fresh: dict[int, DocumentPart], stale: Sequence[int]) -> None:
    gone = [pk for pk in stale if pk not in fresh]
    DocumentPart.objects.filter(pk__in=gone).delete()
    DocumentPart.objects.bulk_create(
        fresh.values(),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["model_id"],
        update_fields=["slug", "told", "offerings", "sources"],
    )


def _text(parts: Iterable[DocumentPart]) -> str:
    ordered = sorted(parts, key=lambda part: part.slug)
    sources = {source for part in ordered for source in part.sources}
    texts = {
        "models": "{" + ",".join(part.told for part in ordered if part.told) + "}",
        "offerings": "["
        + ",".join(part.offerings for part in ordered if part.offerings)
        + "]",
    }
    texts |= {
        key: canonical_json(rows) for key, rows in around_models({}, sources).items()
    }
    pairs = (f"{canonical_json(key)}:{texts[key]}" for key in sorted(texts))
    return "{" + ",".join(pairs) + "}"
