"""One honest row of each kind; a test says only what is different."""

from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from catalog import models

DAY = date(2026, 11, 1)
NUMBERS = count(1)


def slug(kind: str) -> str:
    return f"{kind}-{next(NUMBERS)}"


def source(**changes: Any) -> models.Source:
    fields = {
        "slug": slug("source"),
        "title": "A price page",
        "kind": "vendor",
        "url": "https://vendor.example/prices",
        "as_of": DAY,
        "date_kind": "published",
    }
    return models.Source(**fields | changes)


def saved_source(**changes: Any) -> models.Source:
    row = source(**changes)
    row.save()
    return row


def cited(**changes: Any) -> dict[str, Any]:
    """A source and a date, unless the test brings its own."""
    given = changes.get("source")
    return {"source": given or saved_source(), "as_of": DAY} | changes


def provider(**changes: Any) -> models.Provider:
    return models.Provider(**{"slug": slug("provider"), "name": "Acme"} | changes)


def saved_provider(**changes: Any) -> models.Provider:
    row = provider(**changes)
    row.save()
    return row


def license(**changes: Any) -> models.License:  # noqa: A001 (named like its model)
    fields = {
        "slug": slug("license"),
        "name": "A license",
        "commercial_use": "yes",
        "verification": "looked_up",
    }
    return models.License(**cited(**fields | changes))


def saved_license(**changes: Any) -> models.License:
    row = license(**changes)
    row.save()
    return row


def license_clause(**changes: Any) -> models.LicenseClause:
    fields = {
        "license": changes.get("license") or saved_license(),
        "subject": "territory",
        "section": "section 1",
        "says": "the rights hold worldwide",
        "verification": "looked_up",
    }
    return models.LicenseClause(**cited(**fields | changes))


def language_model(**changes: Any) -> models.LanguageModel:
    fields = {
        "slug": slug("model"),
        "name": "One",
        "weights": "closed",
        "status": "active",
        "inputs": ["text"],
        "outputs": ["text"],
    }
    return models.LanguageModel(
        **{"maker": changes.get("maker") or saved_provider()} | fields | changes
    )


def saved_model(**changes: Any) -> models.LanguageModel:
    row = language_model(**changes)
    row.save()
    return row


def model_fact(**changes: Any) -> models.ModelFact:
    fields = {
        "model": changes.get("model") or saved_model(),
        "field": "context_window",
        "value": "128000",
        "number": Decimal(128000),
        "verification": "looked_up",
    }
    return models.ModelFact(**cited(**fields | changes))


def benchmark(**changes: Any) -> models.Benchmark:
    fields = {
        "slug": slug("benchmark"),
        "name": "MMLU",
        "measures": "knowledge",
        "unit": "percent",
        "minimum": Decimal(0),
        "maximum": Decimal(100),
        "status": "active",
    }
    return models.Benchmark(**cited(**fields | changes))


def saved_benchmark(**changes: Any) -> models.Benchmark:
    row = benchmark(**changes)
    row.save()
    return row


def score(**changes: Any) -> models.BenchmarkScore:
    fields = {
        "model": changes.get("model") or saved_model(),
        "benchmark": changes.get("benchmark") or saved_benchmark(),
        "value": Decimal("88.5"),
        "reported_by": "independent",
    }
    return models.BenchmarkScore(**cited(**fields | changes))


def option(**changes: Any) -> models.DeploymentOption:
    fields = {
        "slug": slug("option"),
        "name": "Acme API",
        "kind": "closed_api",
        "serves": "closed",
        "location": "vetted_vendor",
        "staff_needed": "none",
    }
    return models.DeploymentOption(**cited(**fields | changes))


def saved_option(**changes: Any) -> models.DeploymentOption:
    row = option(**changes)
    row.save()
    return row


def certification(**changes: Any) -> models.Certification:
    fields = {"option": changes.get("option") or saved_option(), "name": "SOC 2"}
    return models.Certification(**cited(**fields | changes))


def offering(**changes: Any) -> models.Offering:
    fields = {
        "model": changes.get("model") or saved_model(),
        "option": changes.get("option") or saved_option(),
        "provider_model_id": "one-1",
    }
    return models.Offering(**fields | changes)


def saved_offering(**changes: Any) -> models.Offering:
    row = offering(**changes)
    row.save()
    return row


def price(**changes: Any) -> models.Price:
    fields = {
        "offering": changes.get("offering") or saved_offering(),
        "input": Decimal(3),
        "output": Decimal(15),
    }
    return models.Price(**cited(**fields | changes))


def hardware(**changes: Any) -> models.Hardware:
    fields = {
        "slug": slug("hardware"),
        "name": "H100",
        "vendor": "nvidia",
        "kind": "datacenter",
    }
    return models.Hardware(**fields | changes)


def saved_hardware(**changes: Any) -> models.Hardware:
    row = hardware(**changes)
    row.save()
    return row


def hardware_fact(**changes: Any) -> models.HardwareFact:
    fields = {
        "hardware": changes.get("hardware") or saved_hardware(),
        "field": "memory_gb",
        "number": Decimal(80),
        "unit": "GB",
        "verification": "looked_up",
    }
    return models.HardwareFact(**cited(**fields | changes))


def hardware_rate(**changes: Any) -> models.HardwareRate:
    fields = {
        "hardware": changes.get("hardware") or saved_hardware(),
        "provider": changes.get("provider") or saved_provider(),
        "usd_per_gpu_hour": Decimal("2.5"),
    }
    return models.HardwareRate(**cited(**fields | changes))


def precision(**changes: Any) -> models.Precision:
    fields = {
        "slug": slug("precision"),
        "name": "FP8",
        "bits_per_weight": Decimal(8),
    }
    return models.Precision(**cited(**fields | changes))


def saved_precision(**changes: Any) -> models.Precision:
    row = precision(**changes)
    row.save()
    return row


def precision_quality(**changes: Any) -> models.PrecisionQuality:
    fields = {
        "precision": changes.get("precision") or saved_precision(),
        "text": "no loss worth naming",
    }
    return models.PrecisionQuality(**cited(**fields | changes))


def throughput(**changes: Any) -> models.Throughput:
    fields = {
        "active_params_b": Decimal(70),
        "precision": changes.get("precision") or saved_precision(),
        "hardware": changes.get("hardware") or saved_hardware(),
        "tokens_per_second": Decimal(850),
        "low": Decimal(400),
        "high": Decimal(2500),
        "measured": False,
    }
    return models.Throughput(**cited(**fields | changes))


def assumption(**changes: Any) -> models.Assumption:
    fields = {
        "slug": slug("assumption"),
        "label": "Hours a month",
        "value": Decimal(730),
        "low": Decimal(730),
        "high": Decimal(730),
        "unit": "hours",
    }
    return models.Assumption(**cited(**fields | changes))


def product(**changes: Any) -> models.Product:
    fields = {
        "slug": slug("product"),
        "name": "Acme Chat",
        "kind": "chat app",
        "status": "active",
    }
    return models.Product(**cited(**fields | changes))


def tool(**changes: Any) -> models.Tool:
    fields = {
        "slug": slug("tool"),
        "name": "Runner",
        "kind": "runner",
        "status": "active",
    }
    return models.Tool(**cited(**fields | changes))


def subscription_plan(**changes: Any) -> models.SubscriptionPlan:
    fields = {
        "slug": slug("plan"),
        "name": "Acme Pro",
        "provider": changes.get("provider") or saved_provider(),
        "usd": Decimal(20),
        "per": "month",
    }
    return models.SubscriptionPlan(**cited(**fields | changes))


def claim(**changes: Any) -> models.Claim:
    fields = {
        "slug": slug("claim"),
        "article": changes.get("article") or saved_source(kind="article"),
        "line": 3,
        "subject": "One",
        "attribute": "price",
        "status": "disputed",
    }
    return models.Claim(**fields | changes)


def catalog_revision(**changes: Any) -> models.CatalogRevision:
    return models.CatalogRevision(**{"pk": 1, "sha256": "0" * 64} | changes)


def deleted_row(**changes: Any) -> models.DeletedRow:
    return models.DeletedRow(**{"kind": "price", "shipped_key": "a | b"} | changes)


def model_summary(**changes: Any) -> models.ModelSummary:
    fields: dict[str, Any] = {
        "model": changes.get("model") or saved_model(),
        "first_day": DAY,
        "slug": "one",
        "sort_name": "one",
        "entry": "model",
        "weights": "closed",
        "status": "active",
        "searched": "One",
        "kinds": [],
    }
    return models.ModelSummary(**fields | changes)


def imported_row(**changes: Any) -> models.ImportedRow:
    fields: dict[str, Any] = {
        "catalog_import": changes.get("catalog_import") or saved_import(),
        "number": 1,
        "line": 2,
        "effect": "added",
        "model": "price",
        "told": "{}",
    }
    return models.ImportedRow(**fields | changes)


def saved_import() -> models.CatalogImport:
    sent = models.CatalogImport(name="prices.csv", kind="price", file=b"")
    sent.save()
    return sent
