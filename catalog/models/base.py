"""What every row of the catalog has in common."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalog import validators
from catalog.models.history import RowHistory

# PostgreSQL holds “not a number” for larger than any number, so that only an upper
# bound keeps it out.
LARGEST = Decimal(10**15)


class Origin(models.TextChoices):
    SHIPPED = "shipped", "shipped with Weighbridge"
    EDITOR = "editor", "an editor"


class Status(models.TextChoices):
    """Whether a figure may be used."""

    ACCEPTED = "accepted", "accepted"
    DISPUTED = "disputed", "disputed"
    WRONG = "wrong", "wrong"


class Verification(models.TextChoices):
    """How a figure came to be known."""

    LOOKED_UP = "looked_up", "looked up"
    UNVERIFIED = "unverified", "unverified"
    EDITORIAL = "editorial", "editorial judgment"


class CatalogRow(models.Model):
    """A row that either came with the data files or belongs to an editor."""

    # What tells two rows apart in the data files, in any database.
    natural_key_fields: ClassVar[tuple[str, ...]] = ("slug",)

    origin = models.CharField(
        max_length=10,
        choices=Origin.choices,
        default=Origin.EDITOR,
        editable=False,
        help_text="Rows of an editor are never changed by a new set of data files.",
    )
    # The natural key a shipped row had in the files. It stays when an editor
    # changes the row, so that the next load knows the row again.
    shipped_key = models.TextField(blank=True, default="", editable=False)
    history = RowHistory(inherit=True)

    # Lists of other rows of which the history keeps every state too.
    _history_m2m_fields: ClassVar[tuple[str, ...]] = ()
    # Only there while a row is written that `catalog.history` records afterwards.
    skip_history_when_saving: bool

    class Meta:
        abstract = True


class ClaimedManager(models.Manager):
    """Rows with a source, but without a status of their own."""

    def usable(self) -> models.QuerySet:
        """Rows that may feed a decision: not from an article."""
        return self.exclude(source__kind="article")


class FactManager(ClaimedManager):
    """Rows with a status and a source."""

    def usable(self) -> models.QuerySet:
        """Rows that may feed a decision: accepted, and not from an article."""
        return super().usable().filter(status=Status.ACCEPTED)


def slug_field() -> models.CharField:
    """The natural key of a thing: short, readable and stable."""
    return models.CharField(
        max_length=80,
        unique=True,
        validators=[validators.slug],
        help_text="Short name in lower case, for addresses and data files.",
    )


def note_field() -> models.TextField:
    """Free text for people; never part of a decision."""
    return models.TextField(blank=True, default="", validators=[validators.plain_lines])


def web_address_field() -> models.CharField:
    """Where to read it; with `has_web_address` among the constraints."""
    return models.CharField(
        "web address",
        max_length=500,
        blank=True,
        default="",
        validators=[validators.web_address],
    )


def status_field() -> models.CharField:
    return models.CharField(
        max_length=20, choices=Status.choices, default=Status.ACCEPTED
    )


def desk_indexes(model: str) -> list[models.Index]:
    """What the editors' long lists are sorted and filtered by, and the rows in dispute."""
    return [
        models.Index(fields=["as_of", "id"], name=f"{model}_by_date"),
        models.Index(fields=["origin", "id"], name=f"{model}_by_origin"),
        models.Index(
            fields=["id"],
            condition=Q(status=Status.DISPUTED),
            name=f"{model}_disputed",
        ),
    ]


def above_zero(field: str) -> Q:
    """The field holds a number above zero."""
    return Q(**{f"{field}__gt": 0, f"{field}__lte": LARGEST})


def not_negative(model: str, *fields: str) -> models.CheckConstraint:
    """No field may be below zero; an unknown value passes."""
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(
            **{f"{field}__gte": 0, f"{field}__lte": LARGEST}
        )
    return models.CheckConstraint(
        condition=condition,
        name=f"{model}_not_negative",
        violation_error_message=f"Below zero is not possible ({named(fields)}).",
    )


def has_web_address(model: str) -> models.CheckConstraint:
    """The field `url` holds a web address, or nothing."""
    return models.CheckConstraint(
        condition=Q(url="") | Q(url__regex=r"^https?://"),
        name=f"{model}_url_is_web_address",
        violation_error_message="The web address must start with http:// or https://.",
    )


def in_order(model: str, low: str, high: str) -> models.CheckConstraint:
    """The low field may not be above the high one; unknown values pass."""
    return models.CheckConstraint(
        condition=Q(**{f"{low}__isnull": True})
        | Q(**{f"{high}__isnull": True})
        | Q(**{f"{low}__lte": models.F(high), f"{high}__lte": LARGEST}),
        name=f"{model}_{low}_up_to_{high}",
        violation_error_message=(
            f"“{named([low])}” may not be above “{named([high])}”."
        ),
    )


def unique(model: str, *fields: str) -> models.UniqueConstraint:
    """No two rows with the same natural key; unknown equals unknown."""
    return models.UniqueConstraint(
        fields=fields,
        name=f"{model}_unique",
        nulls_distinct=False,
        violation_error_message=(
            f"There is already a row with the same {named(fields)}."
        ),
    )


def named(fields: tuple[str, ...] | list[str]) -> str:
    """Field names as an editor reads them."""
    return ", ".join(field.replace("_", " ") for field in fields)
