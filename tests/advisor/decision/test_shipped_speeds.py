"""The estimated speed of the shipped models, beside every speed that was measured."""

from math import exp, log
from pathlib import Path
from statistics import mean
from typing import Any

import yaml

from advisor.decision import sizing
from advisor.decision.candidates import Catalog
from advisor.decision.model_sizes import active_share, cache_shape, weights_gb
from tests.advisor.decision.test_shipped_sizes import model_of

FILE = Path(__file__).parents[3] / "catalog" / "data" / "throughputs.yaml"
MEASURED = [
    row for row in yaml.safe_load(FILE.read_text(encoding="utf-8")) if row["measured"]
]


def ratios(catalog: Catalog, *, most_at_once: int, kv_bytes: float) -> list[float]:
    """The estimate over what was measured, for each row at its own lengths."""
    weight = float(catalog.assumed("prefill_weight"))
    return [
        estimate(row, catalog, most_at_once, kv_bytes)
        / (
            row["tokens_per_second"]
            * (1 + weight * row["input_tokens"] / row["output_tokens"])
        )
        for row in MEASURED
    ]


def estimate(
    row: dict[str, Any], catalog: Catalog, most_at_once: int, kv_bytes: float
) -> float:
    def assumed(key: str) -> float:
        return float(catalog.assumed(key))

    model = model_of(row["model"], catalog)
    (hardware,) = (one for one in catalog.hardware if one.slug == row["hardware"])
    weights = weights_gb(
        model, row["precision"], catalog.bits_per_weight[row["precision"]]
    )
    active, shape = active_share(model), cache_shape(model)
    assert hardware.bandwidth_gb_s is not None
    assert hardware.dense_tflops is not None
    assert weights is not None
    assert active is not None
    assert shape is not None
    cache = sizing.cache_gb(
        bytes_per_request=sizing.kv_cache_bytes(
            shape=shape,
            context_tokens=row["input_tokens"] + row["output_tokens"] // 2,
            bytes_per_value=kv_bytes,
        ),
        concurrency=1,
    )
    usable = assumed("usable_memory_share") / assumed("memory_overhead")
    held = sizing.requests_held(
        memory=row["gpu_count"] * hardware.memory_gb.value * usable,
        weights=weights,
        cache_per_request=cache,
    )
    at_once = min(held, most_at_once)
    return sizing.replica_tokens_per_second(
        concurrency=at_once,
        stream=sizing.stream_tokens_per_second(
            bandwidth_gb_s=hardware.bandwidth_gb_s.value * row["gpu_count"],
            gb_per_step=sizing.step_gb(
                weights=weights, active_share=active, concurrency=at_once, cache=cache
            ),
            bandwidth_efficiency=assumed("bandwidth_efficiency"),
        ),
        compute_limit=sizing.compute_tokens_per_second(
            dense_tflops=hardware.dense_tflops.value * row["gpu_count"],
            active_params_b=model.figures["params_total_b"].value * active,
            compute_efficiency=assumed("compute_efficiency"),
        ),
    )


def test_a_service_is_never_promised_much_more_than_a_test_reached(shipped_catalog):
    most = int(shipped_catalog.assumed("most_concurrency"))
    kv_bytes = float(shipped_catalog.assumed("kv_bytes"))

    assert max(ratios(shipped_catalog, most_at_once=most, kv_bytes=kv_bytes)) < 1.5


def test_run_as_the_tests_are_the_estimate_is_off_by_less_than_two(shipped_catalog):
    off = ratios(shipped_catalog, most_at_once=256, kv_bytes=1)

    assert len(off) == 32
    assert exp(mean(abs(log(one)) for one in off)) < 1.8
