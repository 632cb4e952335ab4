"""Under what terms a model may be used, and which clause says so."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

from catalog import validators
from catalog.models.base import (
    CatalogRow,
    ClaimedManager,
    Verification,
    not_negative,
    note_field,
    slug_field,
    unique,
)


class CommercialUse(models.TextChoices):
    YES = "yes", "yes"
    CONDITIONAL = "conditional", "under conditions"
    NO = "no", "no"
    UNKNOWN = "unknown", "not known"


class TerritoryScope(models.TextChoices):
    """Which models of the license the excluded territories concern."""

    NONE = "none", "none"
    ALL = "all", "all models"
    MULTIMODAL = "multimodal", "multimodal models"


class OutputUse(models.TextChoices):
    """Whether other models may be trained on the answers."""

    ALLOWED = "allowed", "allowed"
    CONDITIONAL = "conditional", "under conditions"
    FORBIDDEN = "forbidden", "forbidden"
    UNKNOWN = "unknown", "not known"


class License(CatalogRow):
    """The terms of a license; openness is three facts, not one."""

    slug = slug_field()
    name = models.CharField(max_length=200, validators=[validators.plain_text])
    spdx_id = models.CharField(
        "SPDX id",
        max_length=60,
        blank=True,
        default="",
        validators=[validators.plain_text],
    )
    weights_open = models.BooleanField(null=True, blank=True)
    code_open = models.BooleanField("training code open", null=True, blank=True)
    data_open = models.BooleanField("training data open", null=True, blank=True)
    osi_approved = models.BooleanField("OSI approved", null=True, blank=True)
    commercial_use = models.CharField(max_length=20, choices=CommercialUse.choices)
    max_monthly_active_users = models.BigIntegerField(null=True, blank=True)
    max_revenue_usd = models.BigIntegerField(
        "most revenue a year (USD)", null=True, blank=True
    )
    excluded_territories = ArrayField(
        models.CharField(max_length=2, validators=[validators.country_code]),
        blank=True,
        default=list,
        help_text="Two-letter codes with commas between them; EU for the Union.",
    )
    excluded_territories_scope = models.CharField(
        max_length=20, choices=TerritoryScope.choices, default=TerritoryScope.NONE
    )
    attribution = models.CharField(
        max_length=200, blank=True, default="", validators=[validators.plain_text]
    )
    attribution_above_users = models.BigIntegerField(
        "attribution above monthly users",
        null=True,
        blank=True,
        help_text="Where the credit is asked of products with more users only.",
    )
    output_use = models.CharField(
        "training on its answers",
        max_length=20,
        choices=OutputUse.choices,
        default=OutputUse.UNKNOWN,
    )
    use_policy = models.BooleanField("acceptable use policy", null=True, blank=True)
    derived_naming = models.CharField(
        "name of derived models",
        max_length=200,
        blank=True,
        default="",
        validators=[validators.plain_text],
    )
    service_limit = models.TextField(
        "limits on hosting as a service",
        blank=True,
        default="",
        validators=[validators.plain_lines],
    )
    territory_note = note_field()
    note = note_field()
    verification = models.CharField(max_length=20, choices=Verification.choices)
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    class Meta:
        ordering = ["name"]
        constraints = [
            not_negative(
                "license",
                "max_monthly_active_users",
                "max_revenue_usd",
                "attribution_above_users",
            ),
            models.CheckConstraint(
                condition=models.Q(excluded_territories=[])
                | ~models.Q(excluded_territories_scope=TerritoryScope.NONE),
                name="license_territories_have_scope",
                violation_error_message=(
                    "Say which models the excluded territories concern."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(attribution_above_users=None)
                | ~models.Q(attribution=""),
                name="license_attribution_is_named",
                violation_error_message=(
                    "Say which credit is asked of products with more users."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClauseSubject(models.TextChoices):
    """What a clause is about. Without a row, a subject counts as not known."""

    COMMERCIAL_USE = "commercial_use", "commercial use"
    TERRITORY = "territory", "territory"
    MONTHLY_USERS = "monthly_users", "monthly users"
    OSI = "osi", "OSI approval"
    ATTRIBUTION = "attribution", "attribution"
    OUTPUT_USE = "output_use", "training on its answers"


class LicenseClause(CatalogRow):
    """Where a license says what it says on a subject, and that in our own words."""

    natural_key_fields: ClassVar = ("license", "subject")

    license = models.ForeignKey(License, models.CASCADE, related_name="clauses")
    subject = models.CharField(max_length=20, choices=ClauseSubject.choices)
    section = models.CharField(
        max_length=120,
        blank=True,
        default="",
        validators=[validators.plain_text],
        help_text="Such as “section 1.b.i”; empty where it is the text as a whole.",
    )
    says = models.CharField(
        max_length=300,
        validators=[validators.plain_text],
        help_text="In our own words, to follow the name of the license and a colon.",
    )
    duty = models.CharField(
        max_length=300,
        blank=True,
        default="",
        validators=[validators.plain_text],
        help_text="What must be done, likewise; empty where nothing must.",
    )
    verification = models.CharField(max_length=20, choices=Verification.choices)
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    objects = ClaimedManager()

    class Meta:
        ordering = ["license", "subject"]
        constraints = [unique("licenseclause", "license", "subject")]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.section or 'the whole text'}"
