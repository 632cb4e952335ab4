"""The models of the shipped catalog: cache and weights against what is published.

Each cache is worked out by hand from the published configuration; the facts in the
catalog name where it was read.
"""

import pytest

from advisor.decision.candidates import Catalog, Model, OptionKind
from advisor.decision.machines import memory_needed_gb, setting_for
from advisor.decision.model_sizes import cache_shape, weights_gb
from advisor.decision.needs import read_needs
from advisor.decision.sizing import kv_cache_bytes
from tests.advisor.conftest import DAY

BYTES = 2  # 16 bits a value

GROUPED = {  # 2 x layers x key-value heads x head dimension
    "llama-3.1-8b": 2 * 32 * 8 * 128,
    "llama-3.3-70b": 2 * 80 * 8 * 128,
    "llama-3.1-405b": 2 * 126 * 8 * 128,
    "mixtral-8x7b": 2 * 32 * 8 * 128,
    "falcon-180b": 2 * 80 * 8 * 64,
    "minimax-m3": 2 * 60 * 4 * 128,
}
LATENT = {  # layers x (rank + rope dimension)
    "glm-5.3": 78 * (512 + 64),
    "mistral-small-4": 36 * (256 + 64),
    "mistral-large-3": 61 * (512 + 64),
    "kimi-k2.6": 61 * (512 + 64),
}
HYBRID = {  # the same, of the layers that are neither linear nor a state
    "qwen3.8-27b": 2 * 16 * 4 * 256,
    "qwen3.8-2.4t-a95b": 2 * 23 * 4 * 256,
    "nemotron-3-super": 2 * 8 * 2 * 128,
    "nemotron-3-ultra": 2 * 12 * 2 * 128,
    "kimi-k3": 24 * (512 + 64),
    "glm-5.3-flash": 11 * 512,
}
COMPRESSED = {  # entries of 512 for 4 and for 128 tokens
    "deepseek-v4-pro": 30 * 512 // 4 + 31 * 512 // 128,
    "deepseek-v4-flash": 21 * 512 // 4 + 20 * 512 // 128,
}
WINDOWED = {  # window, values of full layers, values of the others
    "gpt-oss-120b": (128, 2 * 18 * 8 * 64, 2 * 18 * 8 * 64),
    "gpt-oss-20b": (128, 2 * 12 * 8 * 64, 2 * 12 * 8 * 64),
    "gemma-2-27b": (4096, 2 * 23 * 16 * 128, 2 * 23 * 16 * 128),
    "gemma-4-31b": (1024, 2 * 10 * 4 * 512, 2 * 50 * 16 * 256),
    "gemma-4-26b-a4b": (1024, 2 * 5 * 2 * 512, 2 * 25 * 8 * 256),
    "muse-spark-open": (2048, 2 * 16 * 16 * 64, 2 * 46 * 16 * 64),
    "muse-glimmer-30b": (2048, 2 * 13 * 2 * 128, 2 * 39 * 2 * 128),
    "inkling": (512, 2 * 11 * 8 * 128, 2 * 55 * 16 * 128),
    "olmo-3-7b": (4096, 2 * 8 * 32 * 128, 2 * 24 * 32 * 128),
    "llama-4-scout": (8192, 2 * 12 * 8 * 128, 2 * 36 * 8 * 128),
}
LARGER = "some layers keep more bits than the format names"
BESIDE_THE_FORMULA = {  # (model, precision): why the file is another size
    ("gemma-4-26b-a4b", "q4_k_m"): LARGER,
    ("kimi-k2.6", "int4"): LARGER,
    ("nemotron-3-ultra", "nvfp4"): LARGER,
    ("qwen3.8-2.4t-a95b", "mxfp4"): LARGER,
    ("qwen3.8-2.4t-a95b", "nvfp4"): LARGER,
    ("qwen3.8-27b", "fp8"): LARGER,
    ("qwen3.8-27b", "nvfp4"): LARGER,
}


def model_of(slug: str, catalog: Catalog) -> Model:
    models = (one.model for one in catalog.candidates)
    return next(model for model in models if model.slug == slug)


def cache(slug: str, catalog: Catalog, tokens: int) -> float:
    shape = cache_shape(model_of(slug, catalog))
    assert shape is not None
    return kv_cache_bytes(shape=shape, context_tokens=tokens, bytes_per_value=BYTES)


@pytest.mark.parametrize(
    ("slug", "values"), {**GROUPED, **LATENT, **HYBRID, **COMPRESSED}.items()
)
def test_a_token_takes_what_the_published_configuration_says(
    shipped_catalog, slug, values
):
    assert cache(slug, shipped_catalog, 1) == values * BYTES
    assert cache(slug, shipped_catalog, 10_000) == 10_000 * values * BYTES


@pytest.mark.parametrize(
    ("slug", "window", "full", "windowed"),
    [(slug, *figures) for slug, figures in WINDOWED.items()],
)
def test_beyond_the_window_only_the_other_layers_grow(
    shipped_catalog, slug, window, full, windowed
):
    within = cache(slug, shipped_catalog, window)
    beyond = cache(slug, shipped_catalog, window + 1_000)

    assert within == window * (full + windowed) * BYTES
    assert beyond - within == 1_000 * full * BYTES


def test_a_long_text_takes_what_another_calculator_says(shipped_catalog):
    """Gemma 4 31B at 100,000 tokens and 8 bits: 4,515,430,400 bytes, in public code."""
    assert cache("gemma-4-31b", shipped_catalog, 100_000) == 2 * 4_515_430_400


def test_all_open_models_that_may_be_advised_have_a_known_shape(shipped_catalog):
    """Advice leaves out what has no license; some models are there for their prices."""
    setting = setting_for(
        OptionKind.OWN_GPUS, read_needs({}, shipped_catalog, DAY), shipped_catalog
    )
    unknown = {
        one.model.slug
        for one in shipped_catalog.candidates
        if one.kind is OptionKind.OWN_GPUS and one.model.is_in_service(DAY)
        if one.model.license is not None
        if cache_shape(one.model) is None
        or memory_needed_gb(one.model, setting) is None
    }

    assert unknown == set()


# --- Weights ---------------------------------------------------------------------------


def files(catalog: Catalog) -> dict[tuple[str, str], tuple[float, float, float]]:
    """By model and precision: the published size, the size in use, the formula's."""
    found = {}
    for one in catalog.candidates:
        bare = {"params_total_b": one.model.figures.get("params_total_b")}
        for key, figure in one.model.figures.items():
            precision = key.removeprefix("file_size_gb_")
            if precision in {key, "published"}:
                continue
            bits = catalog.bits_per_weight[precision]
            total = bare["params_total_b"]
            found[one.model.slug, precision] = (
                figure.value,
                weights_gb(one.model, precision, bits) or 0,
                total.value * bits / 8 if total else 0,
            )
    return found


def off(size: float, other: float) -> float:
    return abs(other / size - 1)


def test_weights_agree_with_every_published_file(shipped_catalog):
    assert all(
        off(file, used) < 1e-9 for file, used, _ in files(shipped_catalog).values()
    )


def test_parameters_times_bits_agree_with_most_files_within_five_percent(
    shipped_catalog,
):
    sizes = files(shipped_catalog)
    beside = {
        key for key, (file, _, formula) in sizes.items() if off(file, formula) > 0.05
    }
    agreeing = sizes.keys() - beside

    assert beside == BESIDE_THE_FORMULA.keys()
    assert len({model for model, _ in agreeing}) >= 15
    assert len({precision for _, precision in agreeing}) >= 4
