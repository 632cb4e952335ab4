"""Memory, GPUs, speed and replicas, against figures worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.decision.sizing import (
    CacheKind,
    CacheShape,
    cache_gb,
    capacity_millions,
    compute_tokens_per_second,
    demand_tokens_per_second,
    gpus_needed,
    kv_cache_bytes,
    load_per_token,
    memory_gb,
    replica_tokens_per_second,
    replicas_needed,
    requests_held,
    share_of_weights_read,
    step_gb,
    stream_tokens_per_second,
    sustained_tokens_per_second,
    weights_gb,
    whole_lots,
)

LLAMA_70B = CacheShape(kind=CacheKind.GROUPED, kv_layers=80, kv_heads=8, head_dim=128)
LATENT = CacheShape(kind=CacheKind.LATENT, kv_layers=78, latent_rank=512, rope_dim=64)
SLIDING = CacheShape(
    kind=CacheKind.GROUPED,
    kv_layers=62,
    kv_heads=16,
    head_dim=64,
    full_layers=16,
    window=2048,
)
shares = st.floats(min_value=0, max_value=1)


def bytes_of_a_token(shape: CacheShape) -> float:
    return kv_cache_bytes(shape=shape, context_tokens=1, bytes_per_value=2)


def test_a_grouped_70b_model_keeps_327680_bytes_per_token():
    assert bytes_of_a_token(LLAMA_70B) == 327_680


def test_8192_tokens_of_a_70b_model_take_2_68_gb():
    request = kv_cache_bytes(shape=LLAMA_70B, context_tokens=8192, bytes_per_value=2)

    assert cache_gb(bytes_per_request=request, concurrency=1) == pytest.approx(
        2.68, abs=0.005
    )


def test_the_cache_grows_with_concurrency():
    assert cache_gb(bytes_per_request=2e9, concurrency=16) == 32


def test_a_latent_cache_is_rank_plus_rope_per_layer():
    assert bytes_of_a_token(LATENT) == 78 * 576 * 2


def test_a_state_of_fixed_size_grows_with_no_token():
    shape = CacheShape(kind=CacheKind.NONE, kv_layers=40)

    assert kv_cache_bytes(shape=shape, context_tokens=10**6, bytes_per_value=2) == 0


@pytest.mark.parametrize("tokens", [100, 2048])
def test_within_the_window_a_sliding_cache_is_a_full_one(tokens):
    per_token = bytes_of_a_token(SLIDING)

    assert (
        kv_cache_bytes(shape=SLIDING, context_tokens=tokens, bytes_per_value=2)
        == tokens * per_token
    )


def test_beyond_the_window_only_full_layers_grow():
    kept = 16 * 100_000 + 46 * 2048

    assert (
        kv_cache_bytes(shape=SLIDING, context_tokens=100_000, bytes_per_value=2)
        == kept * 2 * 16 * 64 * 2
    )


def test_a_window_on_unknown_layers_saves_nothing():
    shape = CacheShape(
        kind=CacheKind.GROUPED, kv_layers=36, kv_heads=8, head_dim=64, window=128
    )

    assert kv_cache_bytes(
        shape=shape, context_tokens=1000, bytes_per_value=2
    ) == 1000 * bytes_of_a_token(shape)


@pytest.mark.parametrize(
    ("kind", "figures"),
    [
        (CacheKind.GROUPED, {"kv_heads": 8}),
        (CacheKind.LATENT, {"rope_dim": 64}),
        (CacheKind.COMPRESSED, {}),
        (CacheKind.NONE, {"full_layers": 9, "window": 128}),
    ],
)
def test_a_shape_that_lacks_its_figures_is_refused(kind, figures):
    with pytest.raises(ValueError, match=r"needs|cannot"):
        CacheShape(kind=kind, kv_layers=8, **figures)


@pytest.mark.parametrize(("bits", "gigabytes"), [(4, 35), (8, 70), (16, 140)])
def test_sn_10_weights_of_a_70b_model(bits, gigabytes):
    assert weights_gb(params_b=70, bits_per_weight=bits) == gigabytes


def test_sn_10_the_article_adds_overhead_to_four_bits():
    weights = weights_gb(params_b=70, bits_per_weight=4)

    assert memory_gb(weights=weights, cache=0, overhead=1.1) == pytest.approx(
        40, rel=0.15
    )


def test_405b_in_16_bits_does_not_fit_eight_gpus_of_80_gb():
    weights = weights_gb(params_b=405, bits_per_weight=16)

    assert gpus_needed(memory=weights, gpu_memory_gb=80, usable_share=0.9) == 16


@pytest.mark.parametrize(
    ("memory", "gpus"),
    [(0, 1), (72, 1), (72.1, 2), (150, 4), (300, 8), (577, 16), (1153, 24)],
)
def test_gpus_come_in_powers_of_two_then_in_nodes(memory, gpus):
    assert gpus_needed(memory=memory, gpu_memory_gb=80, usable_share=0.9) == gpus


def test_one_stream_takes_a_step_for_each_token():
    assert stream_tokens_per_second(
        bandwidth_gb_s=3350, gb_per_step=70, bandwidth_efficiency=0.55
    ) == pytest.approx(26.3, abs=0.05)


@pytest.mark.parametrize("concurrency", [1, 8, 256])
def test_a_dense_model_reads_all_its_weights_at_each_step(concurrency):
    assert share_of_weights_read(active_share=1, concurrency=concurrency) == 1


@pytest.mark.parametrize(
    ("concurrency", "share"), [(1, 0.25), (2, 0.4375), (3, 0.578125), (1000, 1)]
)
def test_more_requests_touch_more_experts(concurrency, share):
    read = share_of_weights_read(active_share=0.25, concurrency=concurrency)

    assert read == pytest.approx(share)


def test_a_step_reads_what_the_requests_touch_and_the_cache_of_each():
    step = step_gb(weights=100, active_share=0.25, concurrency=2, cache=3)

    assert step == pytest.approx(43.75 + 6)


@pytest.mark.parametrize(("cache", "held"), [(10, 5), (10.1, 4), (51, 1)])
def test_what_memory_the_weights_leave_holds_requests(cache, held):
    assert requests_held(memory=120, weights=70, cache_per_request=cache) == held


@pytest.mark.parametrize(
    ("gpus", "least", "taken"), [(1, 1, 1), (1, 8, 8), (8, 8, 8), (9, 8, 16), (4, 2, 4)]
)
def test_gpus_are_rounded_up_to_what_can_be_had(gpus, least, taken):
    assert whole_lots(gpus, least) == taken


@given(share=st.floats(0.001, 1), concurrency=st.integers(1, 1000))
def test_more_at_once_never_slow_a_machine_down(share, concurrency):
    def speed(at_once: int) -> float:
        step = step_gb(weights=100, active_share=share, concurrency=at_once, cache=0.5)
        return at_once / step

    assert speed(concurrency) <= speed(concurrency + 1) * (1 + 1e-9)


def test_arithmetic_limits_a_large_batch():
    limit = compute_tokens_per_second(
        dense_tflops=989, active_params_b=70, compute_efficiency=0.4
    )

    assert limit == pytest.approx(2825.7, abs=0.1)
    assert (
        replica_tokens_per_second(concurrency=1000, stream=26, compute_limit=limit)
        == limit
    )


def test_memory_limits_a_small_batch():
    assert (
        replica_tokens_per_second(concurrency=8, stream=26, compute_limit=2825) == 208
    )


def test_demand_weighs_input_less_than_output():
    assert demand_tokens_per_second(
        input_tokens_per_month=2_628_000,
        output_tokens_per_month=2_628_000,
        prefill_weight=0.1,
        hours_per_month=730,
    ) == pytest.approx(1.1)


@pytest.mark.parametrize(
    ("peak", "replicas"), [(0, 2), (420, 2), (840, 2), (841, 3), (8400, 20)]
)
def test_replicas_serve_the_peak_and_stay_up(peak, replicas):
    assert (
        replicas_needed(
            peak_tokens_per_second=peak,
            tokens_per_second_per_replica=700,
            target_utilization=0.6,
            minimum=2,
        )
        == replicas
    )


def test_a_full_fleet_needs_no_further_replica():
    sustained = sustained_tokens_per_second(
        replicas=3,
        tokens_per_second_per_replica=850,
        target_utilization=0.6,
        peak_factor=4,
    )

    assert math.isclose(sustained, 382.5)
    assert (
        replicas_needed(
            peak_tokens_per_second=sustained * 4,
            tokens_per_second_per_replica=850,
            target_utilization=0.6,
            minimum=1,
        )
        == 3
    )


def test_capacity_and_demand_are_each_others_inverse():
    work = load_per_token(input_share=0.75, prefill_weight=0.1)
    millions = capacity_millions(
        sustained=500, work_per_token=work, hours_per_month=730
    )

    assert demand_tokens_per_second(
        input_tokens_per_month=millions * 1e6 * 0.75,
        output_tokens_per_month=millions * 1e6 * 0.25,
        prefill_weight=0.1,
        hours_per_month=730,
    ) == pytest.approx(500)


@pytest.mark.properties
@given(input_share=shares, moved=shares, prefill_weight=shares)
def test_p12_more_output_never_raises_what_a_fleet_serves(
    input_share, moved, prefill_weight
):
    def served(share: float) -> float:
        work = load_per_token(input_share=share, prefill_weight=prefill_weight)
        return capacity_millions(
            sustained=500, work_per_token=max(work, 1e-6), hours_per_month=730
        )

    less_input = input_share * (1 - moved)

    assert served(less_input) <= served(input_share) * (1 + 1e-9)


@given(tokens=st.integers(1, 10**7), more=st.integers(0, 10**7))
def test_a_longer_context_never_needs_less_cache(tokens, more):
    def needed(context: int) -> float:
        return kv_cache_bytes(shape=SLIDING, context_tokens=context, bytes_per_value=2)

    assert needed(tokens) <= needed(tokens + more)


@given(memory=st.floats(0, 1e5), gpu=st.floats(8, 300), usable=st.floats(0.5, 1))
def test_the_gpus_hold_the_memory(memory, gpu, usable):
    count = gpus_needed(memory=memory, gpu_memory_gb=gpu, usable_share=usable)

    assert count * gpu * usable >= memory * (1 - 1e-9)
