"""Language models and the dated, sourced facts about them."""

from decimal import Decimal, InvalidOperation
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models

from catalog import validators
from catalog.fields import ChoiceArrayField
from catalog.models.base import (
    CatalogRow,
    FactManager,
    Verification,
    above_zero,
    desk_indexes,
    note_field,
    slug_field,
    status_field,
    unique,
)


class Entry(models.TextChoices):
    """What kind of thing the name stands for."""

    MODEL = "model", "a model"
    FAMILY = "family", "a family of models"
    CATEGORY = "category", "a category"
    DOUBTFUL = "doubtful", "named by an article only"


class Weights(models.TextChoices):
    CLOSED = "closed", "closed"
    OPEN_WEIGHT = "open_weight", "open weights"
    OPEN_SOURCE = "open_source", "open source"
    MIXED = "mixed", "mixed"
    UNKNOWN = "unknown", "not known"


class ModelStatus(models.TextChoices):
    ACTIVE = "active", "active"
    DEPRECATED = "deprecated", "deprecated"
    RETIRED = "retired", "retired"
    ANNOUNCED = "announced", "announced"
    UNVERIFIED = "unverified", "unverified"
    NONEXISTENT = "nonexistent", "does not exist"


class Medium(models.TextChoices):
    TEXT = "text", "text"
    IMAGE = "image", "images"
    AUDIO = "audio", "audio"
    VIDEO = "video", "video"
    DOCUMENTS = "documents", "documents"


class FineTuning(models.TextChoices):
    """What the maker offers; empty means not known."""

    NONE = "none", "none"
    LIGHT = "light", "light, by API"
    FULL = "full", "full, on the weights"


class LanguageModel(CatalogRow):
    """A model by name; its figures are rows of `ModelFact`."""

    slug = slug_field()
    name = models.CharField(max_length=120, validators=[validators.plain_text])
    family = models.CharField(
        max_length=80, blank=True, default="", validators=[validators.plain_text]
    )
    maker = models.ForeignKey(
        "catalog.Provider", models.PROTECT, related_name="language_models"
    )
    entry = models.CharField(max_length=20, choices=Entry.choices, default=Entry.MODEL)
    weights = models.CharField(max_length=20, choices=Weights.choices)
    status = models.CharField(max_length=20, choices=ModelStatus.choices)
    license = models.ForeignKey(
        "catalog.License",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="language_models",
    )
    aliases = ArrayField(
        models.CharField(max_length=120, validators=[validators.plain_text]),
        blank=True,
        default=list,
        help_text="Other names, with commas between them.",
    )
    inputs = ChoiceArrayField(
        models.CharField(max_length=20, choices=Medium.choices),
        blank=True,
        default=list,
    )
    outputs = ChoiceArrayField(
        models.CharField(max_length=20, choices=Medium.choices),
        blank=True,
        default=list,
    )
    fine_tuning = models.CharField(
        max_length=20,
        choices=FineTuning.choices,
        blank=True,
        default="",
        help_text="Empty means not known.",
    )
    named_by_articles = models.BooleanField(default=False)
    note = note_field()

    class Meta:
        ordering = ["name"]
        verbose_name = "language model"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(inputs__contained_by=Medium.values)
                & models.Q(outputs__contained_by=Medium.values),
                name="languagemodel_known_media",
                violation_error_message=(
                    "Inputs and outputs are text, image, audio, video or documents."
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ModelField(models.TextChoices):
    """The figures that are kept about a model."""

    RELEASE_DATE = "release_date", "release date"
    RETIRED_ON = "retired_on", "retirement date"
    FIRST_SEEN = "first_seen", "first seen"
    KNOWLEDGE_CUTOFF = "knowledge_cutoff", "knowledge cutoff"
    ATTENTION_KIND = "attention_kind", "attention kind"
    API_ONLY = "api_only", "by API only"
    CONTEXT_WINDOW = "context_window", "context window"
    MAX_INPUT = "max_input", "longest input"
    MAX_OUTPUT = "max_output", "longest output"
    PARAMS_TOTAL_B = "params_total_b", "parameters, total (billions)"
    PARAMS_ACTIVE_B = "params_active_b", "parameters, active (billions)"
    LAYERS = "layers", "layers"
    KV_LAYERS = "kv_layers", "layers with a key-value cache"
    FULL_ATTENTION_LAYERS = "full_attention_layers", "full-attention layers"
    KV_HEADS = "kv_heads", "key-value heads"
    HEAD_DIM = "head_dim", "head dimension"
    ATTENTION_HEADS = "attention_heads", "attention heads"
    SLIDING_WINDOW = "sliding_window", "sliding window"
    KV_LORA_RANK = "kv_lora_rank", "key-value LoRA rank"
    QK_ROPE_HEAD_DIM = "qk_rope_head_dim", "RoPE head dimension"
    WINDOW_KV_HEADS = "window_kv_heads", "key-value heads of windowed layers"
    WINDOW_HEAD_DIM = "window_head_dim", "head dimension of windowed layers"
    KV_VALUES_PER_TOKEN = "kv_values_per_token", "values cached for a token, all layers"
    EXPERTS = "experts", "experts"
    VRAM_MIN_GB_BF16 = "vram_min_gb_bf16", "least GPU memory, BF16 (GB)"
    VRAM_MIN_GB_INT8 = "vram_min_gb_int8", "least GPU memory, INT8 (GB)"
    VRAM_MIN_GB_INT4 = "vram_min_gb_int4", "least GPU memory, INT4 (GB)"
    VRAM_MIN_GB_FP8 = "vram_min_gb_fp8", "least GPU memory, FP8 (GB)"
    VRAM_MIN_GB_NVFP4 = "vram_min_gb_nvfp4", "least GPU memory, NVFP4 (GB)"
    VRAM_MIN_GB_MXFP4 = "vram_min_gb_mxfp4", "least GPU memory, MXFP4 (GB)"
    VRAM_MIN_GB_MXFP8 = "vram_min_gb_mxfp8", "least GPU memory, MXFP8 (GB)"
    WEIGHTS_GB_BF16 = "weights_gb_bf16", "weights, BF16 (GB)"
    FILE_SIZE_GB_PUBLISHED = "file_size_gb_published", "file size, as published (GB)"
    FILE_SIZE_GB_Q4_K_M = "file_size_gb_q4_k_m", "file size, Q4_K_M (GB)"
    FILE_SIZE_GB_Q8_0 = "file_size_gb_q8_0", "file size, Q8_0 (GB)"
    FILE_SIZE_GB_F16 = "file_size_gb_f16", "file size, 16 bits (GB)"
    FILE_SIZE_GB_FP8 = "file_size_gb_fp8", "file size, FP8 (GB)"
    FILE_SIZE_GB_INT4 = "file_size_gb_int4", "file size, INT4 (GB)"
    FILE_SIZE_GB_NVFP4 = "file_size_gb_nvfp4", "file size, NVFP4 (GB)"
    FILE_SIZE_GB_MXFP4 = "file_size_gb_mxfp4", "file size, MXFP4 (GB)"
    MEMORY_RECOMMENDED_GB = "memory_recommended_gb", "recommended memory (GB)"


DATE_FIELDS = frozenset(
    {
        ModelField.RELEASE_DATE,
        ModelField.RETIRED_ON,
        ModelField.FIRST_SEEN,
        ModelField.KNOWLEDGE_CUTOFF,
    }
)
WORD_FIELDS = frozenset({ModelField.ATTENTION_KIND, ModelField.API_ONLY})
NUMERIC_FIELDS = frozenset(ModelField) - DATE_FIELDS - WORD_FIELDS


def positive_number(text: str) -> Decimal:
    """The number that a numeric fact states."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or number <= 0:
        raise ValidationError({"value": f"“{text}” is not a number above zero."})
    return number


class ModelFact(CatalogRow):
    """One figure about a model, as one source gave it on one day."""

    natural_key_fields: ClassVar = ("model", "field", "value", "source", "as_of")

    model = models.ForeignKey(LanguageModel, models.CASCADE, related_name="facts")
    field = models.CharField(max_length=40, choices=ModelField.choices)
    value = models.CharField(max_length=120, validators=[validators.plain_text])
    number = models.DecimalField(
        max_digits=20, decimal_places=4, null=True, blank=True, editable=False
    )
    unit = models.CharField(
        max_length=20, blank=True, default="", validators=[validators.plain_text]
    )
    source = models.ForeignKey("catalog.Source", models.PROTECT, related_name="+")
    as_of = models.DateField("as of")
    verification = models.CharField(max_length=20, choices=Verification.choices)
    status = status_field()
    note = note_field()

    objects = FactManager()

    class Meta:
        ordering = ["model", "field", "-as_of"]
        verbose_name = "model fact"
        indexes = desk_indexes("modelfact")
        constraints = [
            unique("modelfact", "model", "field", "value", "source", "as_of"),
            models.CheckConstraint(
                condition=~models.Q(field__in=sorted(NUMERIC_FIELDS))
                | (models.Q(number__isnull=False) & above_zero("number")),
                name="modelfact_numeric_has_number",
                violation_error_message="This figure must be a number above zero.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.value}"

    def clean(self) -> None:
        """Check the value against its field, and work out the number."""
        self.number = None
        if self.field in NUMERIC_FIELDS:
            self.number = positive_number(self.value)
        elif self.field in DATE_FIELDS:
            self._check_date()
        elif self.field == ModelField.API_ONLY and self.value not in ("true", "false"):
            raise ValidationError({"value": "Write true or false."})

    def _check_date(self) -> None:
        try:
            validators.partial_date(self.value)
        except ValidationError as error:
            raise ValidationError({"value": error.messages}) from error
