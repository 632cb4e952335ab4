"""What a row refers to, and what refers to it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.db import DatabaseError, models
from django.db.models import Exists, OuterRef

from catalog.drafts import OWN_FIELDS, Draft
from catalog.models import CatalogRow


def foreign_keys(model: type[CatalogRow]) -> list[models.ForeignKey]:
    """The references of a row to single other rows."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey)
    ]


def key_relations(model: type[CatalogRow]) -> list[models.ForeignKey]:
    """The references that are part of the natural key."""
    return [
        relation
        for relation in foreign_keys(model)
        if relation.name in model.natural_key_fields
    ]


def keys_named(
    drafts: Mapping[type[CatalogRow], Sequence[Draft]],
) -> defaultdict[type[models.Model], set[str]]:
    """The keys of all rows that the files hold or refer to, by kind."""
    named: defaultdict[type[models.Model], set[str]] = defaultdict(set)
    for model, of_model in drafts.items():
        for draft in of_model:
            named[model].add(draft.key)
            for relation in foreign_keys(model):
                if key := draft.references.get(relation.name):
                    named[relation.related_model].add(key)
            for several in model._meta.many_to_many:
                named[several.related_model].update(draft.further.get(several.name, []))
    return named


def through_table(relation: models.ManyToManyField) -> type[models.Model]:
    """The table behind a list of other rows."""
    through = relation.remote_field.through
    if through is None:
        raise TypeError(f"{relation.name} has no table of its own yet.")
    return through


def stored_names(model: type[CatalogRow]) -> list[str]:
    """The columns that come from the data files."""
    return [
        field.attname
        for field in model._meta.concrete_fields
        if field.name not in OWN_FIELDS
    ]


def remove_unused(model: type[CatalogRow], pks: list[int]) -> list[int]:
    """Delete those of the rows that no other row refers to, and name them."""
    unused = model._default_manager.filter(pk__in=pks)
    for referring, column in _referring_columns(model):
        users = referring._default_manager.filter(**{column: OuterRef("pk")})
        unused = unused.exclude(Exists(users))
    removed = list(unused.values_list("pk", flat=True))
    model._default_manager.filter(pk__in=removed).delete()
    return removed


def _referring_columns(
    model: type[CatalogRow],
) -> list[tuple[type[models.Model], str]]:
    """Where other rows refer to rows of this kind.

    Its own lists do not count, nor does what the database holds to nothing: states
    that are history, and figures that are worked out again after every change.
    """
    own_lists = [through_table(field) for field in model._meta.many_to_many]
    return [
        (relation.related_model, relation.field.attname)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and relation.related_model not in own_lists
        and relation.on_delete is not models.DO_NOTHING
    ]


def database_message(model: type[CatalogRow], error: DatabaseError) -> str:
    """Why the database refused a row: the constraint's own words, or else its own."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    for constraint in model._meta.constraints:
        if constraint.name == name:
            return str(constraint.violation_error_message)
    return getattr(diagnosis, "message_primary", None) or str(error)
