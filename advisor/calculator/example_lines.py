"""A line of each kind, for the schema, with every input that a source might state."""

from collections.abc import Mapping

from advisor.calculator.parameters import Kind

type Line = Mapping[str, object]

API: Line = {
    "id": "tokens",
    "kind": "api",
    "input_tokens_per_month": 120_000_000,
    "output_tokens_per_month": 40_000_000,
    "input_usd_per_million": "3.00",
    "output_usd_per_million": "15.00",
    "cached_input_usd_per_million": "0.30",
    "cached_share": "0.5",
    "batch_share": 0,
}
SELF_HOSTED: Line = {
    "id": "rented",
    "kind": "self_hosted",
    "gpus": 2,
    "replicas": 1,
    "usd_per_gpu_hour": "2.50",
    "hours_per_month": 730,
    "overhead_share": "0.15",
    "tokens_per_second": 1500,
    "utilization": "0.7",
    "fte": "0.5",
    "salary_usd_year": 180_000,
    "setup_usd": 0,
}
OWNED: Line = {
    "id": "bought",
    "kind": "owned",
    "replicas": 1,
    "tokens_per_month": "2B",
    "usd_per_replica": 250_000,
    "life_months": 36,
    "residual_share": "0.1",
    "maintenance_share_year": "0.05",
    "watts_per_replica": 10_000,
    "pue": "1.3",
    "usd_per_kwh": "0.12",
    "space_usd_per_replica_month": 500,
    "tokens_per_second": 8000,
    "fte": 1,
    "setup_usd": 0,
    "horizon_months": 36,
}
HYBRID: Line = {
    "id": "both",
    "kind": "hybrid",
    "tokens_per_day": "50M",
    "input_output_ratio": 3,
    "parts": [
        {
            "kind": "self_hosted",
            "share": "0.8",
            "usd_per_replica_month": 8000,
            "tokens_per_second": 3400,
            "fte": 0,
            "setup_usd": 0,
        },
        {"kind": "api", "input_usd_per_million": 3, "output_usd_per_million": 15},
    ],
    "router_usd_month": 100,
}
BREAK_EVEN: Line = {
    "id": "which",
    "kind": "break_even",
    "tokens_per_month": "1B",
    "input_output_ratio": 3,
    "scenarios": [
        {
            "kind": "self_hosted",
            "name": "Server",
            "usd_per_replica_month": 8000,
            "fte": 0,
            "setup_usd": 0,
        },
        {
            "kind": "api",
            "input_usd_per_million": 3,
            "output_usd_per_million": 15,
            "cached_share": 0,
            "batch_share": 0,
        },
    ],
}
EXAMPLES: Mapping[Kind, Line] = {
    Kind.API: API,
    Kind.SELF_HOSTED: SELF_HOSTED,
    Kind.OWNED: OWNED,
    Kind.HYBRID: HYBRID,
    Kind.BREAK_EVEN: BREAK_EVEN,
}
