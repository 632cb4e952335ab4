"""Accelerators, what they cost, and how fast models run on them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from catalog import validators
from catalog.models.base import (
    CatalogRow,
    ClaimedManager,
    FactManager,
    Verification,
    above_zero,
    in_order,
    not_negative,
    note_field,
    slug_field,
    status_field,
    unique,
)
from catalog.models.language_models import LanguageModel


class HardwareKind(models.TextChoices):
    DATACENTER = "datacenter", "data center"
    WORKSTATION = "workstation", "workstation"
    CONSUMER = "consumer", "consumer"
    UNIFIED_MEMORY = "unified_memory", "unified memory"
    DEVICE = "device", "device"


class Hardware(CatalogRow):
    """One accelerator or machine; its figures are rows of `HardwareFact`."""

    slug = slug_field()
    name = models.CharField(max_length=120, validators=[validators.plain_text])
    vendor = models.CharField(max_length=60, validators=[validators.plain_text])
    kind = models.CharField(max_length=20, choices=HardwareKind.choices)
    note = note_field()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "hardware"

    def __str__(self) -> str:
        return self.name


class HardwareField(models.TextChoices):
    MEMORY_GB = "memory_gb", "memory (GB)"
    MEMORY_BANDWIDTH_GB_S = "memory_bandwidth_gb_s", "memory bandwidth (GB/s)"
    BF16_DENSE_TFLOPS = "bf16_dense_tflops", "BF16 dense (TFLOPS)"
    POWER_W = "power_w", "power (W)"
    LIST_PRICE_USD = "list_price_usd", "list price (USD)"


class HardwareFact(CatalogRow):
    """One figure of one accelerator."""

    natural_key_fields: ClassVar = ("hardware", "field", "number", "source", "as_of")

    hardware = models.ForeignKey(Hardware, models.CASCADE, related_name="facts")
    field = models.CharField(max_length=40, choices=HardwareField.choices)
    number = models.DecimalField(max_digits=14, decimal_places=3)
    unit = models.CharField(max_length=20, validators=[validators.plain_text])
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    verification = models.CharField(max_length=20, choices=Verification.choices)
    status = status_field()
    note = note_field()

    objects = FactManager()

    class Meta:
        ordering = ["hardware", "field", "-as_of"]
        verbose_name = "hardware fact"
        constraints = [
            unique("hardwarefact", "hardware", "field", "number", "source", "as_of"),
            models.CheckConstraint(
                condition=above_zero("number"),
                name="hardwarefact_above_zero",
                violation_error_message="The number must be above zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.number.normalize():f}"


class HardwareRate(CatalogRow):
    """What a provider asks for an hour of one GPU."""

    natural_key_fields: ClassVar = (
        "hardware",
        "provider",
        "tier",
        "min_gpus",
        "provisioning",
        "source",
        "as_of",
    )

    hardware = models.ForeignKey(Hardware, models.CASCADE, related_name="rates")
    provider = models.ForeignKey(
        "catalog.Provider", models.PROTECT, related_name="hardware_rates"
    )
    tier = models.CharField(
        max_length=80, blank=True, default="", validators=[validators.plain_text]
    )
    min_gpus = models.IntegerField("fewest GPUs", default=1)
    usd_per_gpu_hour = models.DecimalField(
        "USD per GPU and hour", max_digits=10, decimal_places=4
    )
    provisioning = models.CharField(
        max_length=40, default="on-demand", validators=[validators.plain_text]
    )
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    status = status_field()
    note = note_field()

    objects = FactManager()

    class Meta:
        ordering = ["hardware", "provider", "tier", "min_gpus"]
        verbose_name = "hardware rate"
        constraints = [
            unique(
                "hardwarerate",
                "hardware",
                "provider",
                "tier",
                "min_gpus",
                "provisioning",
                "source",
                "as_of",
            ),
            models.CheckConstraint(
                condition=above_zero("usd_per_gpu_hour"),
                name="hardwarerate_above_zero",
                violation_error_message="The rate must be above zero.",
            ),
            models.CheckConstraint(
                condition=Q(min_gpus__gte=1),
                name="hardwarerate_at_least_one_gpu",
                violation_error_message="At least one GPU is rented.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.usd_per_gpu_hour.normalize():f} USD an hour"


class Precision(CatalogRow):
    """A number format of the weights (quantization)."""

    slug = slug_field()
    name = models.CharField(max_length=80, validators=[validators.plain_text])
    bits_per_weight = models.DecimalField(max_digits=7, decimal_places=4)
    quality_note = note_field()
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    class Meta:
        ordering = ["-bits_per_weight", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bits_per_weight__gt=0, bits_per_weight__lte=64),
                name="precision_bits_in_range",
                violation_error_message="Bits per weight run from 0 to 64.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PrecisionQuality(CatalogRow):
    """What a source says a precision costs in quality."""

    natural_key_fields: ClassVar = ("precision", "text", "source")

    precision = models.ForeignKey(Precision, models.CASCADE, related_name="qualities")
    text = models.CharField(max_length=300, validators=[validators.plain_text])
    status = status_field()
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")

    class Meta:
        ordering = ["precision", "text"]
        verbose_name = "precision quality"
        verbose_name_plural = "precision qualities"
        constraints = [unique("precisionquality", "precision", "text", "source")]

    def __str__(self) -> str:
        return self.text


class Throughput(CatalogRow):
    """Tokens a second of a model in a precision on a number of GPUs."""

    natural_key_fields: ClassVar = (
        "model",
        "active_params_b",
        "precision",
        "hardware",
        "gpu_count",
        "engine",
        "input_tokens",
        "output_tokens",
        "concurrency",
        "source",
    )

    model = models.ForeignKey(
        LanguageModel,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="throughputs",
    )
    active_params_b = models.DecimalField(
        "active parameters (billions)",
        max_digits=9,
        decimal_places=3,
        null=True,
        blank=True,
        help_text="For a size class instead of one model.",
    )
    precision = models.ForeignKey(Precision, models.PROTECT, related_name="throughputs")
    hardware = models.ForeignKey(Hardware, models.PROTECT, related_name="throughputs")
    gpu_count = models.IntegerField("GPUs", default=1)
    tokens_per_second = models.DecimalField(max_digits=12, decimal_places=3)
    low = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    high = models.DecimalField(max_digits=12, decimal_places=3, null=True, blank=True)
    engine = models.CharField(
        max_length=80, blank=True, default="", validators=[validators.plain_text]
    )
    input_tokens = models.IntegerField(null=True, blank=True)
    output_tokens = models.IntegerField(null=True, blank=True)
    concurrency = models.IntegerField(null=True, blank=True)
    measured = models.BooleanField(help_text="Measured, not estimated.")
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    note = note_field()

    objects = ClaimedManager()

    class Meta:
        ordering = ["hardware", "precision", "model", "gpu_count"]
        constraints = [
            unique(
                "throughput",
                "model",
                "active_params_b",
                "precision",
                "hardware",
                "gpu_count",
                "engine",
                "input_tokens",
                "output_tokens",
                "concurrency",
                "source",
            ),
            models.CheckConstraint(
                condition=Q(model__isnull=False)
                | (Q(active_params_b__isnull=False) & above_zero("active_params_b")),
                name="throughput_names_its_size",
                violation_error_message="Name a model or the active parameters.",
            ),
            models.CheckConstraint(
                condition=above_zero("tokens_per_second"),
                name="throughput_above_zero",
                violation_error_message="The speed must be above zero.",
            ),
            models.CheckConstraint(
                condition=Q(gpu_count__gte=1),
                name="throughput_at_least_one_gpu",
                violation_error_message="At least one GPU is used.",
            ),
            in_order("throughput", "low", "tokens_per_second"),
            in_order("throughput", "tokens_per_second", "high"),
            not_negative(
                "throughput", "low", "input_tokens", "output_tokens", "concurrency"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tokens_per_second.normalize():f} tokens/s"
