"""What people name beside models: products, tools and subscriptions."""

from django.db import models

from catalog import validators
from catalog.models.base import CatalogRow, not_negative, note_field, slug_field


class SystemStatus(models.TextChoices):
    ACTIVE = "active", "active"
    RETIRED = "retired", "retired"
    NOT_OFFERED = "not_offered", "not offered to readers"
    UNVERIFIED = "unverified", "unverified"


class Product(CatalogRow):
    """An app or service for end users."""

    slug = slug_field()
    name = models.CharField(max_length=160, validators=[validators.plain_text])
    kind = models.CharField(max_length=60, validators=[validators.plain_text])
    provider = models.ForeignKey(
        "catalog.Provider",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="products",
    )
    status = models.CharField(max_length=20, choices=SystemStatus.choices)
    note = note_field()
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ToolKind(models.TextChoices):
    RUNNER = "runner", "local runner"
    SERVER = "server", "server"
    FINE_TUNING = "fine_tuning", "fine-tuning"
    LIBRARY = "library", "library"
    FRAMEWORK = "framework", "framework"
    HUB = "hub", "hub"
    MANAGED = "managed", "managed service"
    METHOD = "method", "method"


class Tool(CatalogRow):
    """Software to run or to tune models."""

    slug = slug_field()
    name = models.CharField(max_length=160, validators=[validators.plain_text])
    kind = models.CharField(max_length=20, choices=ToolKind.choices)
    status = models.CharField(max_length=20, choices=SystemStatus.choices)
    note = note_field()
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Term(models.TextChoices):
    MONTH = "month", "month"
    YEAR = "year", "year"


class SubscriptionPlan(CatalogRow):
    """A flat price for an app, which is not a price of tokens."""

    slug = slug_field()
    name = models.CharField(max_length=120, validators=[validators.plain_text])
    provider = models.ForeignKey(
        "catalog.Provider", models.PROTECT, related_name="subscription_plans"
    )
    usd = models.DecimalField("USD", max_digits=10, decimal_places=2)
    per = models.CharField(max_length=10, choices=Term.choices)
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    class Meta:
        ordering = ["provider", "usd"]
        verbose_name = "subscription plan"
        constraints = [not_negative("subscriptionplan", "usd")]

    def __str__(self) -> str:
        return self.name
