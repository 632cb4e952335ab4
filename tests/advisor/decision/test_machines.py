"""Machines that hold an open model: memory, GPUs, speed and cost, worked out by hand."""

from dataclasses import replace
from decimal import Decimal

import pytest

from advisor.decision.candidates import (
    Catalog,
    Hardware,
    Model,
    OptionKind,
    Throughput,
)
from advisor.decision.machine_costs import hardware_for
from advisor.decision.machines import (
    Machine,
    concurrency,
    load_of,
    machines_that_hold,
    measured_under,
    memory_needed_gb,
    setting_for,
    speed_at,
    speed_on,
    worth_having,
)
from tests.advisor.decision.examples import (
    BETA,
    CATALOG,
    DATACENTER_GPU,
    GAMMA,
    figure,
    needs,
    throughput,
)

RENTED, OWNED, DESK = (
    OptionKind.OWN_GPUS,
    OptionKind.OWN_HARDWARE,
    OptionKind.WORKSTATION,
)
TEST_RUN = throughput("beta")


def with_figures(model: Model, **figures: float) -> Model:
    known = {key: figure(value) for key, value in figures.items()}
    return replace(model, figures={**model.figures, **known})


def without_figures(model: Model, *keys: str) -> Model:
    kept = {key: value for key, value in model.figures.items() if key not in keys}
    return replace(model, figures=kept)


def memory(model: Model, kind: OptionKind = RENTED, /, **answers: object) -> float:
    """GB; 0 where nobody knows."""
    return memory_needed_gb(model, setting_for(kind, needs(**answers), CATALOG)) or 0


def machines(
    model: Model, catalog: Catalog = CATALOG, kind: OptionKind = RENTED
) -> tuple[Machine, ...]:
    setting = setting_for(kind, needs(), catalog)
    return worth_having(machines_that_hold(model, hardware_for(kind, catalog), setting))


def catalog_with(*hardware: Hardware) -> Catalog:
    return replace(CATALOG, hardware=hardware)


# --- Memory ----------------------------------------------------------------------------


def test_memory_is_weights_and_cache_with_overhead():
    cache = 2 * 80 * 8 * 128 * 2 * 8000 * 16 / 1e9  # GB, for 16 requests of 8,000

    assert memory(BETA) == pytest.approx((70 + cache) * 1.1)


def test_a_desk_keeps_fewer_bits():
    weights = 8 * 4.85 / 8
    cache = 2 * 32 * 8 * 128 * 2 * 8000 * 2 / 1e9

    assert memory(GAMMA, DESK) == pytest.approx((weights + cache) * 1.1)


def test_without_the_shape_of_the_cache_only_a_stated_minimum_tells_the_memory():
    shapeless = without_figures(BETA, "layers")

    assert memory(shapeless) == 0
    assert memory(with_figures(shapeless, vram_min_gb_fp8=84)) == 84


def test_a_published_file_is_the_size_of_the_weights():
    cache = 2 * 80 * 8 * 128 * 2 * 8000 * 16 / 1e9

    assert memory(with_figures(BETA, file_size_gb_fp8=75)) == pytest.approx(
        (75 + cache) * 1.1
    )


def test_a_stated_minimum_is_never_undercut():
    assert memory(with_figures(BETA, vram_min_gb_fp8=640)) == 640


def test_a_stated_minimum_does_not_shrink_what_we_reckon():
    assert memory(with_figures(BETA, vram_min_gb_fp8=1)) == memory(BETA)


def test_a_model_of_unknown_size_needs_unknown_memory():
    assert memory(without_figures(BETA, "params_total_b")) == 0


def test_one_very_long_input_needs_more_than_the_usual_ones_together():
    longest = 1_000_000
    cache = 2 * 80 * 8 * 128 * 2 * longest / 1e9

    assert memory(BETA, context_tokens=longest) == pytest.approx((70 + cache) * 1.1)


def test_an_input_that_fits_among_the_usual_ones_changes_nothing():
    assert memory(BETA, context_tokens=100_000) == memory(BETA)


def test_a_latent_cache_is_far_smaller():
    latent = with_figures(BETA, kv_lora_rank=512, qk_rope_head_dim=64)

    assert memory(latent) < memory(BETA)


def test_layers_with_a_window_keep_less():
    windowed = with_figures(BETA, full_attention_layers=10, sliding_window=1024)

    assert memory(windowed) < memory(BETA)


def test_layers_that_keep_no_cache_need_no_room():
    hybrid = with_figures(BETA, full_attention_layers=10)
    windowed = with_figures(BETA, full_attention_layers=10, sliding_window=1024)

    assert memory(hybrid) < memory(windowed)


# --- Which machines --------------------------------------------------------------------


def test_as_many_gpus_as_hold_the_model():
    (machine,) = machines(BETA)

    assert (machine.hardware.slug, machine.gpus) == ("big-gpu", 2)


def test_a_model_of_unknown_size_runs_nowhere():
    assert machines(without_figures(BETA, "params_total_b")) == ()


def test_a_model_too_large_for_two_nodes_runs_nowhere():
    assert machines(with_figures(BETA, params_total_b=5_000)) == ()


def test_hardware_of_unknown_speed_runs_nothing():
    unknown = replace(DATACENTER_GPU, bandwidth_gb_s=None)

    assert machines(BETA, catalog_with(unknown)) == ()


@pytest.mark.parametrize(("kind", "slug"), [(RENTED, "big-gpu"), (DESK, "desk-gpu")])
def test_each_stack_is_built_of_its_own_hardware(kind, slug):
    assert [one.hardware.slug for one in hardware_for(kind, CATALOG)] == [slug]


@pytest.mark.parametrize(
    ("kind", "unpriced"),
    [
        (RENTED, replace(DATACENTER_GPU, rates=())),
        (OWNED, replace(DATACENTER_GPU, list_price_usd=None)),
        (OWNED, replace(DATACENTER_GPU, power_w=None)),
    ],
)
def test_hardware_of_unknown_price_is_left_out(kind, unpriced):
    assert hardware_for(kind, catalog_with(unpriced)) == ()


def test_a_machine_that_is_both_slower_and_dearer_is_left_out():
    slower = replace(
        DATACENTER_GPU,
        slug="slow-gpu",
        bandwidth_gb_s=figure(1000),
        rates=(replace(DATACENTER_GPU.rates[0], usd_per_gpu_hour=Decimal(3)),),
    )

    kept = machines(BETA, catalog_with(slower, DATACENTER_GPU))

    assert [one.hardware.slug for one in kept] == ["big-gpu"]


def test_a_machine_that_is_slower_and_cheaper_is_kept():
    cheaper = replace(
        DATACENTER_GPU,
        slug="slow-gpu",
        bandwidth_gb_s=figure(1000),
        rates=(replace(DATACENTER_GPU.rates[0], usd_per_gpu_hour=Decimal(1)),),
    )

    kept = machines(BETA, catalog_with(DATACENTER_GPU, cheaper))

    assert [one.hardware.slug for one in kept] == ["slow-gpu", "big-gpu"]


def test_the_order_of_the_hardware_does_not_matter():
    twin = replace(DATACENTER_GPU, slug="another-big-gpu")

    assert machines(BETA, catalog_with(twin, DATACENTER_GPU)) == machines(
        BETA, catalog_with(DATACENTER_GPU, twin)
    )


# --- Speed -----------------------------------------------------------------------------


def speed(
    model: Model, hardware: Hardware = DATACENTER_GPU, catalog: Catalog = CATALOG
) -> float:
    setting = setting_for(RENTED, needs(), catalog)
    return speed_at(1, load_of(model, setting), hardware, 2, setting) or 0


def measured(*rows: Throughput, kind: OptionKind = RENTED) -> float | None:
    catalog = replace(CATALOG, throughputs=rows)
    setting = setting_for(kind, needs(), catalog)
    return measured_under(load_of(BETA, setting), DATACENTER_GPU, 2, setting)


HELD = 23  # requests of 8,000 tokens beside 70 GB in two GPUs: (144 / 1.1 - 70) / 2.62
CACHE = 2 * 80 * 8 * 128 * 2 * 8000 / 1e9  # GB of one of them


def test_as_many_as_the_memory_holds_share_the_bandwidth():
    step = 70 + HELD * CACHE

    assert speed(BETA) == pytest.approx(HELD * 3350 * 2 * 0.55 / step)


def test_no_more_run_at_once_than_the_most():
    few = {**CATALOG.assumptions}
    few["most_concurrency"] = replace(few["most_concurrency"], value=Decimal(5))
    found = speed(BETA, catalog=replace(CATALOG, assumptions=few))

    assert found == pytest.approx(5 * 3350 * 2 * 0.55 / (70 + 5 * CACHE))


def test_a_mixture_of_experts_reads_what_all_requests_together_touch():
    touched = 70 * (1 - 0.9**HELD)  # each token needs a tenth of the weights

    assert speed(with_figures(BETA, params_active_b=7)) == pytest.approx(
        HELD * 3350 * 2 * 0.55 / (touched + HELD * CACHE)
    )


def test_arithmetic_is_the_limit_where_it_is_less():
    starved = replace(DATACENTER_GPU, dense_tflops=figure(0.1))

    assert speed(BETA, starved) == pytest.approx(2e11 * 0.4 / (2 * 70e9))


def test_speed_goes_by_the_active_parameters():
    sparse = with_figures(BETA, params_active_b=7)

    assert speed(sparse) > speed(BETA)


def test_where_active_parameters_are_not_known_all_of_them_are():
    assert speed(without_figures(BETA, "params_active_b")) == speed(BETA)


def test_a_measured_row_beats_the_estimate():
    (machine,) = machines(BETA, replace(CATALOG, throughputs=(TEST_RUN,)))

    assert (machine.tokens_per_second, machine.is_measured) == (1000, True)


def test_several_measured_rows_give_their_median():
    runs = [replace(TEST_RUN, tokens_per_second=value) for value in (900, 1000, 5000)]

    assert measured(*runs) == 1000


def test_input_in_a_test_is_counted_by_its_weight():
    assert measured(replace(TEST_RUN, input_per_output=10)) == 2000


@pytest.mark.parametrize(
    "changes",
    [
        {"model": "gamma"},
        {"hardware": "desk-gpu"},
        {"gpu_count": 4},
        {"is_measured": False},
    ],
)
def test_a_row_about_anything_else_says_nothing(changes):
    assert measured(replace(TEST_RUN, **changes)) is None


def test_a_crowd_on_a_server_says_nothing_about_a_desk():
    assert measured(TEST_RUN, kind=DESK) is None


@pytest.mark.parametrize(
    ("latency", "at_once"), [("relaxed", 32), ("interactive", 16), ("realtime", 4)]
)
def test_fewer_requests_must_be_held_where_nobody_may_wait(latency, at_once):
    assert concurrency(RENTED, needs(latency=latency), CATALOG) == at_once


def speed_for(latency: str, *rows: Throughput) -> float:
    catalog = replace(CATALOG, throughputs=rows)
    setting = setting_for(RENTED, needs(latency=latency), catalog)
    found = speed_on(load_of(BETA, setting), DATACENTER_GPU, 2, setting)
    assert found is not None
    return found[0]


def test_a_quarter_of_what_is_held_runs_where_nobody_may_wait():
    few = HELD / 4

    assert speed_for("realtime") == pytest.approx(
        few * 3350 * 2 * 0.55 / (70 + few * CACHE)
    )


def test_a_wish_not_to_wait_slows_what_was_measured_as_much_as_the_estimate():
    slowed = speed_for("realtime") / speed_for("interactive")

    assert speed_for("interactive", TEST_RUN) == 1000
    assert speed_for("realtime", TEST_RUN) == pytest.approx(1000 * slowed)


def test_nobody_is_faster_than_what_was_measured_flat_out():
    assert speed_for("relaxed", TEST_RUN) == 1000


def test_where_the_estimate_is_not_known_a_quarter_is_left():
    unknown = replace(DATACENTER_GPU, bandwidth_gb_s=None)
    catalog = replace(CATALOG, throughputs=(TEST_RUN,))
    setting = setting_for(RENTED, needs(latency="realtime"), catalog)

    assert measured_under(load_of(BETA, setting), unknown, 2, setting) == 250
