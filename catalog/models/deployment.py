"""The ways to run a model, and which model is offered where."""

from typing import ClassVar

from django.db import models

from catalog import validators
from catalog.models.base import (
    CatalogRow,
    ClaimedManager,
    in_order,
    not_negative,
    note_field,
    slug_field,
    unique,
)
from catalog.models.language_models import LanguageModel


class OptionKind(models.TextChoices):
    CLOSED_API = "closed_api", "closed model by its vendor’s API"
    CLOSED_CLOUD = "closed_cloud", "closed model in your cloud"
    HOSTED_OPEN = "hosted_open", "open model by a host’s API"
    HOSTED_OPEN_CLOUD = "hosted_open_cloud", "open model hosted in your cloud"
    OWN_GPUS = "own_gpus", "open model on GPUs you rent"
    OWN_HARDWARE = "own_hardware", "open model on your hardware"
    WORKSTATION = "workstation", "open model on a workstation"
    VENDOR_APP = "vendor_app", "app of a vendor"
    UNOFFICIAL = "unofficial", "unofficial access"
    FRAMEWORK = "framework", "framework"
    EDGE = "edge", "device at the edge"


class Serves(models.TextChoices):
    CLOSED = "closed", "closed models"
    OPEN = "open", "open models"
    BOTH = "both", "closed and open models"
    TOOLS = "tools", "tools only"


class Location(models.TextChoices):
    """The strictest demand on the place of the data that is satisfied."""

    ANY_VENDOR = "any_vendor", "any vendor"
    VETTED_VENDOR = "vetted_vendor", "a vetted vendor"
    OWN_CLOUD = "own_cloud", "your own cloud account"
    OWN_PREMISES = "own_premises", "your own premises"


class StaffNeeded(models.TextChoices):
    NONE = "none", "none"
    SOME_DEVOPS = "some_devops", "some DevOps"
    ML_ENGINEERS = "ml_engineers", "ML engineers"
    ML_PLATFORM_TEAM = "ml_platform_team", "an ML platform team"


class OptionStatus(models.TextChoices):
    ACTIVE = "active", "active"
    RETIRED = "retired", "retired"
    NOT_OFFERED = "not_offered", "not offered to readers"


class DeploymentOption(CatalogRow):
    """A way to run a model; facts of the contract are empty when not known."""

    slug = slug_field()
    name = models.CharField(max_length=160, validators=[validators.plain_text])
    provider = models.ForeignKey(
        "catalog.Provider",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deployment_options",
    )
    kind = models.CharField(max_length=20, choices=OptionKind.choices)
    serves = models.CharField(max_length=10, choices=Serves.choices)
    location = models.CharField(
        "furthest data location", max_length=20, choices=Location.choices
    )
    works_offline = models.BooleanField(null=True, blank=True)
    staff_needed = models.CharField(max_length=20, choices=StaffNeeded.choices)
    setup_days = models.DecimalField(
        "set-up, least days", max_digits=7, decimal_places=2, null=True, blank=True
    )
    setup_days_high = models.DecimalField(
        "set-up, most days", max_digits=7, decimal_places=2, null=True, blank=True
    )
    vendor_duties = models.TextField(
        blank=True, default="", validators=[validators.plain_lines]
    )
    customer_duties = models.TextField(
        blank=True, default="", validators=[validators.plain_lines]
    )
    trains_on_prompts = models.BooleanField(null=True, blank=True)
    retains_prompts = models.BooleanField(null=True, blank=True)
    retention_days = models.IntegerField(null=True, blank=True)
    offers_dpa = models.BooleanField("offers a DPA", null=True, blank=True)
    offers_baa = models.BooleanField("offers a BAA", null=True, blank=True)
    offers_region_choice = models.BooleanField(null=True, blank=True)
    status = models.CharField(
        max_length=20, choices=OptionStatus.choices, default=OptionStatus.ACTIVE
    )
    retired_on = models.DateField(null=True, blank=True)
    stands_for_kind = models.BooleanField(
        default=False,
        help_text=(
            "The one option of a self-run kind that advice pairs with every open "
            "model; the others of its kind are named places and programs."
        ),
    )
    note = note_field()
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    sources = models.ManyToManyField(
        "catalog.Source", blank=True, related_name="+", verbose_name="further sources"
    )

    _history_m2m_fields = ("sources",)

    class Meta:
        ordering = ["name"]
        constraints = [
            not_negative("option", "setup_days", "setup_days_high", "retention_days"),
            in_order("option", "setup_days", "setup_days_high"),
            models.UniqueConstraint(
                fields=["kind"],
                condition=models.Q(stands_for_kind=True),
                name="option_one_stands_for_its_kind",
                violation_error_message="Another option already stands for this kind.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Certification(CatalogRow):
    """A certificate that covers an option."""

    natural_key_fields: ClassVar = ("option", "name", "source")

    option = models.ForeignKey(
        DeploymentOption, models.CASCADE, related_name="certifications"
    )
    name = models.CharField(max_length=120, validators=[validators.plain_text])
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    objects = ClaimedManager()

    class Meta:
        ordering = ["option", "name"]
        constraints = [unique("certification", "option", "name", "source")]

    def __str__(self) -> str:
        return self.name


class OfferingStatus(models.TextChoices):
    ACTIVE = "active", "active"
    RETIRED = "retired", "retired"


class Offering(CatalogRow):
    """A model on a deployment option."""

    natural_key_fields: ClassVar = ("model", "option", "provider_model_id")

    model = models.ForeignKey(LanguageModel, models.CASCADE, related_name="offerings")
    option = models.ForeignKey(
        DeploymentOption, models.PROTECT, related_name="offerings"
    )
    provider_model_id = models.CharField(
        "model id there",
        max_length=160,
        blank=True,
        default="",
        validators=[validators.identifier],
    )
    context_offered = models.IntegerField(
        "context offered (tokens)", null=True, blank=True
    )
    status = models.CharField(
        max_length=20, choices=OfferingStatus.choices, default=OfferingStatus.ACTIVE
    )
    note = note_field()

    class Meta:
        ordering = ["model", "option", "provider_model_id"]
        constraints = [
            unique("offering", "model", "option", "provider_model_id"),
            models.CheckConstraint(
                condition=models.Q(context_offered__isnull=True)
                | models.Q(context_offered__gt=0),
                name="offering_context_above_zero",
                violation_error_message="The context must be above zero tokens.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.model} on {self.option}"
