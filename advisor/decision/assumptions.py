"""Which assumptions a result rests on, each with its spread and source."""

from collections.abc import Iterator

from advisor.decision.candidates import Assumption
from advisor.decision.needs import ASSUMED_NUMBERS, Needs
from advisor.decision.plans import Plan
from advisor.decision.telling import Json, source_of, to_number
from advisor.decision.weighing import Weigher, Weighing

ALWAYS = ("hours_per_month", "felt_bill_usd_month")
ONE_OF = {  # units as they read after a 1
    "full-time people": "full-time person",
    "machines": "machine",
    "months": "month",
    "requests": "request",
}
BARE_UNITS = {"ratio", "factor", "share"}  # that say nothing beside the label
FOR_FLEETS = (
    "default_context_tokens",
    "prefill_weight",
    "bandwidth_efficiency",
    "compute_efficiency",
    "memory_overhead",
    "usable_memory_share",
    "kv_bytes",
    "target_utilization",
)
BY_KIND = {
    "own_gpus": (
        "default_concurrency",
        "most_concurrency",
        "min_replicas",
        "hosting_overhead_share",
        "run_staff_fte_own_gpus",
        "setup_cost_own_gpus_usd",
        "setup_months",
    ),
    "own_hardware": (
        "default_concurrency",
        "most_concurrency",
        "min_replicas",
        "run_staff_fte_own_hardware",
        "setup_cost_own_hardware_usd",
        "setup_months",
        "hardware_life_months",
        "server_price_share",
        "server_power_share",
        "power_usd_kwh",
        "pue",
        "space_usd_month",
    ),
    "workstation": (
        "workstation_concurrency",
        "workstation_tokens_per_day",
        "run_staff_fte_workstation",
        "hardware_life_months",
        "computer_usd",
        "power_usd_kwh",
    ),
}


def assumptions_used(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """The rows that stood in for answers, and those that the bills rest on."""
    keys = dict.fromkeys(keys_used(weighing))
    rows = (weigher.catalog.assumptions[key] for key in keys)
    return [
        {
            "key": row.key,
            "label": row.label,
            "value": to_number(row.value),
            "low": to_number(row.low),
            "high": to_number(row.high),
            "unit": unit_of(row),
            "text": in_words(row),
            "source": source_of(weigher.catalog, row.source),
        }
        for row in rows
    ]


def readings(needs: Needs) -> Iterator[str]:
    """Answers that are taken to mean more than was said, in words."""
    if needs.rests_on_a_guess:
        yield (
            "You called data sensitive and left open how far it may travel. It is taken "
            "to mean your own premises, the strictest place."
        )


def shares_assumed(plan: Plan, needs: Needs) -> Iterator[str]:
    """The sizes of the parts that a plan splits traffic into, where nobody gave them."""
    if any(one.segment.is_base is not None for one in plan.fields):
        yield f"base_load_share_{needs.traffic}"
    is_stated = "media_share" in needs.answers
    if not is_stated and any(o.segment.has_media is not None for o in plan.fields):
        yield "media_share"


def unit_of(row: Assumption) -> str:
    """The unit as it reads after the likely value."""
    return ONE_OF.get(row.unit, row.unit) if row.value == 1 else row.unit


def in_words(row: Assumption) -> str:
    unit = "" if row.unit in BARE_UNITS else f" {unit_of(row)}"
    return (
        f"{row.label}: {row.value.normalize():,f}{unit} "
        f"(between {row.low.normalize():,f} and {row.high.normalize():,f})."
    )


def keys_used(weighing: Weighing) -> Iterator[str]:
    needs = weighing.needs
    for question, key in ASSUMED_NUMBERS.items():
        if question not in needs.answers and question != "growth":
            yield key
    if "hard_share" not in needs.answers and any(
        segment.is_hard is not None for segment in needs.segments
    ):
        yield "hard_share"
    for plan in weighing.plans.values():
        yield from shares_assumed(plan, needs)
    yield from ALWAYS
    kinds = {
        pick.candidate.kind
        for plan in weighing.plans.values()
        for pick in plan.picks
        if pick.fleet is not None
    }
    if kinds:
        yield from FOR_FLEETS
        yield f"peak_factor_{needs.traffic}"
    for kind in sorted(kinds):
        yield from BY_KIND[kind.value]
