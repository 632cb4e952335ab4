"""Answers as a program would send them; between them, every list of a result has rows."""

from typing import Any

SITUATIONS: list[dict[str, Any]] = [
    {},
    {"data_location": "own_premises", "sensitive_share": 0.3, "ml_staff": "none"},
    {
        "quality_bar": "strong",
        "regulated": "government",
        "tokens_per_day": 3_000_000,
        "growth": 1.1,
    },
    {"offline": "yes", "origin_excluded": ["FR", "US"]},
    {
        "priorities": ["control", "cost"],
        "regulated": ["health", "gdpr"],
        "data_location": "own_cloud",
        "hard_share": "33.3%",
        "quality_bar": "frontier",
        "monthly_budget_usd": 17,
        "growth": 0.7,
        "tokens_per_day": "1.1M",
        "input_output_ratio": 0.1,
    },
]
