"""The decision document: all that a decision may read, and nothing else.

It names rows by natural key, so that two databases with the same facts give the
same document, whatever their row numbers.
"""

from collections.abc import Iterable
from operator import itemgetter

from catalog.document_models import models_and_offerings
from catalog.document_rows import (
    CITATION,
    Document,
    Row,
    best_first,
    by_slug,
    cited,
    grouped,
    read,
    written,
)
from catalog.json_values import count, money
from catalog.models import (
    Assumption,
    Certification,
    DeploymentOption,
    Hardware,
    HardwareFact,
    HardwareRate,
    License,
    LicenseClause,
    Precision,
    Source,
    Throughput,
)
from catalog.models.hardware import HardwareField


def decision_document() -> Document:
    """What decisions read, as the catalog stands now, in a fixed number of queries."""
    models, offerings = models_and_offerings()
    return around_models({"models": models, "offerings": offerings})


def around_models(
    document: Document, sources_of_models: Iterable[str] = ()
) -> Document:
    """The document with all that is not said of single models.

    `sources_of_models` are those that models cite which it does not hold.
    """
    document |= {
        "licenses": _licenses(),
        "options": _options(),
        "hardware": _hardware(),
        "precisions": by_slug(Precision.objects.all(), PRECISION),
        "throughputs": _throughputs(),
        "assumptions": _assumptions(),
    }
    document["sources"] = _sources({*cited(document), *sources_of_models})
    return document


LICENSE = (
    "name",
    "spdx",
    "weights_open",
    "code_open",
    "data_open",
    "osi_approved",
    "commercial_use",
    "max_monthly_active_users",
    "excluded_territories",
    "excluded_territories_scope",
    "attribution",
    "attribution_above_users",
    "output_use",
    *CITATION,
)
CLAUSE = ("section", "says", "duty", "verification", *CITATION)
OPTION = (
    "name",
    "provider",
    "kind",
    "serves",
    "location",
    "works_offline",
    "staff_needed",
    "setup_days",
    "setup_days_high",
    "trains_on_prompts",
    "retains_prompts",
    "retention_days",
    "offers_dpa",
    "offers_baa",
    "offers_region_choice",
    "status",
    "retired_on",
    "stands_for_kind",
    *CITATION,
)
RATE = (
    "provider",
    "provider_name",
    "tier",
    "min_gpus",
    "usd_per_gpu_hour",
    *CITATION,
)
PRECISION = ("name", "bits_per_weight", *CITATION)
THROUGHPUT = (
    "model",
    "active_params_b",
    "precision",
    "hardware",
    "gpu_count",
    "tokens_per_second",
    "low",
    "high",
    "engine",
    "input_tokens",
    "output_tokens",
    "concurrency",
    "measured",
    *CITATION,
)


def _licenses() -> Document:
    licenses = by_slug(License.objects.all(), LICENSE)
    for terms in licenses.values():
        terms["clauses"] = {}
    for row in read(LicenseClause.objects.usable(), "license", "subject", *CLAUSE):
        licenses[row["license"]]["clauses"][row["subject"]] = written(row, CLAUSE)
    return licenses


def _options() -> Document:
    options = by_slug(DeploymentOption.objects.all(), OPTION)
    for option in options.values():
        option["certifications"] = []
    rows = read(Certification.objects.usable(), "option", "name", *CITATION)
    for row in sorted(rows, key=itemgetter("name", "source")):
        options[row["option"]]["certifications"].append(
            written(row, ("name", *CITATION))
        )
    return options


def _hardware() -> Document:
    hardware = by_slug(Hardware.objects.all(), ("name", "kind"))
    for machine in hardware.values():
        machine.update(dict.fromkeys(HardwareField.values), rates=[])
    _add_hardware_facts(hardware)
    _add_rates(hardware)
    return hardware


def _add_hardware_facts(hardware: Document) -> None:
    keys = ("hardware", "field", "number", "source_kind", *CITATION)
    rows = read(HardwareFact.objects.usable(), *keys)
    rows.sort(key=lambda row: (best_first(row), row["number"]))
    for (slug, field), facts in grouped(rows, "hardware", "field"):
        best = facts[0]
        write = money if field == HardwareField.LIST_PRICE_USD else count
        hardware[slug][field] = {
            "value": write(best["number"]),
            **written(best, CITATION),
        }


def _add_rates(hardware: Document) -> None:
    rows = read(HardwareRate.objects.usable(), "hardware", "provisioning", *RATE)
    order = ("provider", "tier", "min_gpus", "provisioning", "source", "as_of")
    rows.sort(key=itemgetter(*order))
    for row in rows:
        hardware[row["hardware"]]["rates"].append(written(row, RATE))


def _throughputs() -> list[Row]:
    rows = read(Throughput.objects.usable(), *THROUGHPUT)
    told = [
        {
            **written(row, THROUGHPUT),
            "low": count(row["low"]),
            "high": count(row["high"]),
        }
        for row in rows
    ]
    return sorted(told, key=lambda row: [str(row[key]) for key in THROUGHPUT])


def _assumptions() -> Document:
    figures = ("value", "low", "high")
    rows = read(Assumption.objects.all(), "slug", "label", *figures, "unit", *CITATION)
    return {
        row["slug"]: {
            **written(row, ("label", "unit", *CITATION)),
            **{figure: money(row[figure]) for figure in figures},
        }
        for row in rows
    }


def _sources(slugs: set[str]) -> Document:
    keys = ("title", "publisher", "kind", "url", "as_of")
    return by_slug(Source.objects.filter(slug__in=slugs), keys)
