"""A small decision document, as the catalog hands it to the advisor."""

from copy import deepcopy
from typing import Any

MODEL = {
    "name": "Alpha",
    "maker": "alpha-labs",
    "maker_name": "Alpha Labs",
    "maker_country": None,
    "maker_source": None,
    "entry": "model",
    "weights": "closed",
    "status": "active",
    "license": "terms",
    "inputs": ["text", "image"],
    "outputs": ["text"],
    "fine_tuning": None,
    "facts": {
        "context_window": [
            {
                "value": 200_000,
                "source": "page",
                "as_of": "2026-11-01",
                "verification": "looked_up",
            },
            {
                "value": 128_000,
                "source": "old-page",
                "as_of": "2025-01-01",
                "verification": "looked_up",
            },
        ]
    },
    "scores": {
        "arena-text": [
            {
                "value": "1480.5",
                "low": None,
                "high": "1490",
                "source": "page",
                "as_of": "2026-11-01",
                "reported_by": "independent",
                "settings": "",
            }
        ],
        "another": [{"value": "99", "low": None, "high": None, "source": "page"}],
    },
}
OPTION = {
    "name": "Alpha API",
    "provider": "alpha-labs",
    "kind": "closed_api",
    "serves": "closed",
    "location": "vetted_vendor",
    "works_offline": False,
    "staff_needed": "none",
    "setup_days": 1,
    "setup_days_high": None,
    "trains_on_prompts": None,
    "retains_prompts": None,
    "retention_days": None,
    "offers_dpa": True,
    "offers_baa": None,
    "offers_region_choice": None,
    "certifications": [{"name": "SOC 2", "source": "page", "as_of": "2026-11-01"}],
    "status": "active",
    "retired_on": None,
    "stands_for_kind": False,
    "source": "page",
    "as_of": "2026-11-01",
}
PRICE = {
    "input": "3",
    "output": "15",
    "cached_input": None,
    "batch_discount": "0.5",
    "above_tokens": 0,
    "schedule": "always",
    "valid_from": None,
    "valid_until": "2027-01-01",
    "source": "page",
    "as_of": "2026-11-01",
}
FIGURE = {"value": 80, "source": "page", "as_of": "2026-11-01"}
DOCUMENT: dict[str, Any] = {
    "sources": {
        "page": {
            "title": "A page",
            "publisher": "Somebody",
            "kind": "vendor",
            "url": None,
            "as_of": "2026-11-01",
        }
    },
    "licenses": {
        "terms": {
            "name": "Terms",
            "spdx": "",
            "weights_open": False,
            "code_open": False,
            "data_open": None,
            "osi_approved": None,
            "commercial_use": "yes",
            "max_monthly_active_users": None,
            "excluded_territories": ["EU"],
            "excluded_territories_scope": "all",
            "attribution": None,
            "attribution_above_users": None,
            "output_use": "conditional",
            "clauses": {
                "output_use": {
                    "section": "section 3",
                    "says": "a model trained on its answers must bear its name",
                    "duty": "name the model",
                    "verification": "looked_up",
                    "source": "page",
                    "as_of": "2026-11-01",
                }
            },
            "source": "page",
            "as_of": "2026-11-01",
        }
    },
    "models": {
        "alpha": MODEL,
        "beta": {**MODEL, "name": "Beta", "weights": "open_weight", "scores": {}},
    },
    "options": {
        "alpha-api": OPTION,
        "host": {**OPTION, "name": "Host", "kind": "hosted_open"},
        "own-gpus": {
            **OPTION,
            "name": "Rented GPUs",
            "kind": "own_gpus",
            "location": "own_cloud",
            "stands_for_kind": True,
        },
        "a-tool": {**OPTION, "name": "A tool", "kind": "own_gpus"},
        "a-framework": {**OPTION, "name": "A framework", "kind": "framework"},
    },
    "offerings": [
        {
            "model": model,
            "option": option,
            "provider_model_id": f"{model}-1",
            "context_offered": None,
            "status": "active",
            "prices": [PRICE],
        }
        for model, option in (("alpha", "alpha-api"), ("beta", "host"))
    ],
    "hardware": {
        "gpu": {
            "name": "GPU",
            "kind": "datacenter",
            "memory_gb": FIGURE,
            "memory_bandwidth_gb_s": None,
            "bf16_dense_tflops": FIGURE,
            "power_w": None,
            "list_price_usd": None,
            "rates": [
                {
                    "provider": "rent",
                    "provider_name": "Rent",
                    "tier": "",
                    "min_gpus": 1,
                    "usd_per_gpu_hour": "2.5",
                    "source": "page",
                    "as_of": "2026-11-01",
                }
            ],
        }
    },
    "precisions": {"fp8": {"name": "FP8", "bits_per_weight": "8", "source": "page"}},
    "throughputs": [],
    "assumptions": {
        "growth": {
            "label": "Growth",
            "value": "1",
            "low": "0.5",
            "high": "10",
            "unit": "times",
            "source": "page",
            "as_of": "2026-11-01",
        }
    },
}


def document(path: str = "", value: object = None) -> dict[str, Any]:
    """The document, with the value at a path (as a/b/c) replaced."""
    changed = deepcopy(DOCUMENT)
    if path:
        *parents, last = path.split("/")
        place = changed
        for key in parents:
            place = place[key]
        place[last] = value
    return changed
