"""Organizations that make or serve models."""

from django.db import models

from catalog import validators
from catalog.fields import ChoiceArrayField
from catalog.models.base import (
    CatalogRow,
    has_web_address,
    note_field,
    slug_field,
    web_address_field,
)


class ProviderRole(models.TextChoices):
    MAKER = "maker", "makes models"
    VENDOR_API = "vendor_api", "sells its own API"
    CLOUD = "cloud", "cloud"
    HOST = "host", "hosts open models"
    GPU_RENTAL = "gpu_rental", "rents out GPUs"
    COMMUNITY = "community", "community"
    PUBLISHER = "publisher", "publisher"
    UNKNOWN = "unknown", "not known"


class Provider(CatalogRow):
    """An organization that makes, serves or writes about models."""

    slug = slug_field()
    name = models.CharField(max_length=120, validators=[validators.plain_text])
    roles = ChoiceArrayField(
        models.CharField(max_length=20, choices=ProviderRole.choices),
        blank=True,
        default=list,
    )
    url = web_address_field()
    country = models.CharField(
        max_length=2,
        blank=True,
        default="",
        validators=[validators.country_code],
        help_text="Seat, as two letters; empty when not known.",
    )
    note = note_field()
    source = models.ForeignKey(
        "catalog.Source", models.PROTECT, null=True, blank=True, related_name="+"
    )
    as_of = models.DateField("as of", null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            has_web_address("provider"),
            models.CheckConstraint(
                condition=models.Q(country="")
                | models.Q(source__isnull=False, as_of__isnull=False),
                name="provider_country_has_source",
                violation_error_message="A country needs its source and its date.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
