"""The assumptions of the catalog made by hand."""

from collections.abc import Mapping
from decimal import Decimal

from advisor.decision.candidates import Assumption

ASSUMED: Mapping[str, tuple[str, str, str]] = {  # value, low, high
    "tokens_per_day": ("1000000", "10000", "10000000"),
    "hours_per_month": ("730", "720", "744"),
    "input_output_ratio": ("3", "1", "20"),
    "cached_share": ("0", "0", "0.5"),
    "batch_share": ("0", "0", "0.5"),
    "hard_share": ("0.5", "0.2", "0.8"),
    "growth": ("1", "0.5", "10"),
    "engineer_salary_usd_year": ("180000", "100000", "270000"),
    "workstation_tokens_per_day": ("2000000", "500000", "5000000"),
    "felt_bill_usd_month": ("1500", "500", "5000"),
    "run_staff_fte_own_gpus": ("0.5", "0.1", "2"),
    "run_staff_fte_own_hardware": ("1", "0.1", "2"),
    "run_staff_fte_workstation": ("0.05", "0.02", "0.1"),
    "setup_cost_own_gpus_usd": ("30000", "10000", "60000"),
    "setup_cost_own_hardware_usd": ("60000", "30000", "120000"),
    "setup_months": ("36", "24", "60"),
    "hosting_overhead_share": ("0.15", "0.05", "0.3"),
    "target_utilization": ("0.6", "0.5", "0.8"),
    "peak_factor_steady": ("1.5", "1.2", "2"),
    "base_load_share_steady": ("0.6", "0.4", "0.8"),
    "base_load_share_office_hours": ("0.1", "0.05", "0.3"),
    "base_load_share_spiky": ("0.3", "0.1", "0.5"),
    "base_load_share_batch": ("1", "0.8", "1"),
    "media_share": ("0.3", "0.1", "0.7"),
    "peak_factor_office_hours": ("4", "3", "5"),
    "peak_factor_spiky": ("10", "5", "20"),
    "peak_factor_batch": ("1", "1", "1"),
    "min_replicas": ("2", "1", "3"),
    "default_context_tokens": ("8000", "2000", "32000"),
    "default_concurrency": ("16", "8", "64"),
    "most_concurrency": ("128", "64", "512"),
    "workstation_concurrency": ("2", "1", "4"),
    "prefill_weight": ("0.1", "0.05", "0.2"),
    "bandwidth_efficiency": ("0.55", "0.45", "0.8"),
    "compute_efficiency": ("0.4", "0.3", "0.6"),
    "memory_overhead": ("1.1", "1.05", "1.2"),
    "usable_memory_share": ("0.9", "0.85", "0.95"),
    "kv_bytes": ("2", "1", "2"),
    "power_usd_kwh": ("0.15", "0.08", "0.35"),
    "pue": ("1.3", "1.1", "1.6"),
    "space_usd_month": ("1200", "600", "2000"),
    "hardware_life_months": ("36", "24", "60"),
    "server_price_share": ("0.4", "0.2", "0.6"),
    "server_power_share": ("0.5", "0.25", "0.75"),
    "computer_usd": ("1800", "900", "3600"),
}


def assumptions(source: str) -> Mapping[str, Assumption]:
    """All of them, from one source."""
    return {
        key: Assumption(
            key=key,
            label=key.replace("_", " ").capitalize(),
            value=Decimal(value),
            low=Decimal(low),
            high=Decimal(high),
            unit="units",
            source=source,
        )
        for key, (value, low, high) in ASSUMED.items()
    }
