"""The facts: everything the advice is made from, each with its source and date."""

from catalog.models.assumptions import Assumption
from catalog.models.base import CatalogRow, Origin, Status, Verification
from catalog.models.benchmarks import Benchmark, BenchmarkScore
from catalog.models.claims import Claim
from catalog.models.deployment import Certification, DeploymentOption, Offering
from catalog.models.hardware import (
    Hardware,
    HardwareFact,
    HardwareRate,
    Precision,
    PrecisionQuality,
    Throughput,
)
from catalog.models.imports import CatalogImport, ImportedRow
from catalog.models.language_models import LanguageModel, ModelFact
from catalog.models.licenses import License, LicenseClause
from catalog.models.prices import Price
from catalog.models.providers import Provider
from catalog.models.revision import (
    CatalogRevision,
    DeletedRow,
    DocumentPart,
    KeptConcern,
    StalePart,
)
from catalog.models.sources import Source, SourceKind
from catalog.models.summaries import ModelSummary
from catalog.models.systems import Product, SubscriptionPlan, Tool

__all__ = [
    "Assumption",
    "Benchmark",
    "BenchmarkScore",
    "CatalogImport",
    "CatalogRevision",
    "CatalogRow",
    "Certification",
    "Claim",
    "DeletedRow",
    "DeploymentOption",
    "DocumentPart",
    "Hardware",
    "HardwareFact",
    "HardwareRate",
    "ImportedRow",
    "KeptConcern",
    "LanguageModel",
    "License",
    "LicenseClause",
    "ModelFact",
    "ModelSummary",
    "Offering",
    "Origin",
    "Precision",
    "PrecisionQuality",
    "Price",
    "Product",
    "Provider",
    "Source",
    "SourceKind",
    "StalePart",
    "Status",
    "SubscriptionPlan",
    "Throughput",
    "Tool",
    "Verification",
]
