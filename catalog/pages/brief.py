"""A model as a line in a list on another page."""

from dataclasses import dataclass

from django.db.models import Case, IntegerField, QuerySet, Value, When

from catalog.models import LanguageModel
from catalog.models.language_models import Entry, ModelStatus
from catalog.pages.standing import badges


@dataclass(frozen=True, kw_only=True)
class ModelLine:
    """The name of a model, its weights, and what sets it apart."""

    slug: str
    name: str
    weights: str
    weights_text: str
    status: str
    badges: tuple[str, ...]


def model_line(model: LanguageModel) -> ModelLine:
    return ModelLine(
        slug=model.slug,
        name=model.name,
        weights=model.weights,
        weights_text=model.get_weights_display(),
        status=model.status,
        badges=tuple(badge.word for badge in badges(model)),
    )


def in_service_first(models: QuerySet[LanguageModel]) -> QuerySet[LanguageModel]:
    """Models that can be used before all others, each part by name."""
    in_service = Case(
        When(entry=Entry.MODEL, status=ModelStatus.ACTIVE, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    return models.order_by(in_service, "name", "slug")
