"""The model and the hardware of a scenario: the catalog's, with what was given of them."""

from dataclasses import replace

from advisor.calculator.inputs import Inputs
from advisor.decision.answers import shorten
from advisor.decision.candidates import Family, Figure, Hardware, Model, OptionKind
from advisor.decision.model_sizes import SHAPE

GIVEN = "given"
PARAMETERS = ("params_total_b", "params_active_b")
FIGURES = (*PARAMETERS, *SHAPE, "kv_values_per_token")  # what may be given of a model
MACHINE = ("gpu_memory_gb", "gpu_bandwidth_gb_s", "gpu_dense_tflops")
# Sizes that were looked up for one number of parameters in one number format.
LOOKED_UP = ("file_size_gb", "vram_min_gb")


def figures_given(inputs: Inputs, keys: tuple[str, ...]) -> dict[str, Figure]:
    return {
        key: Figure(value=float(inputs.amount(key)), source=GIVEN)
        for key in keys
        if inputs.is_given(key)
    }


def described_model(inputs: Inputs) -> Model | None:
    """The model of the catalog with what was given of it, or one of those alone."""
    given = figures_given(inputs, FIGURES)
    slug = inputs.text("model")
    if slug is None:
        return unnamed_model(given) if "params_total_b" in given else None
    model = inputs.facts.open_models.get(slug)
    if model is None:
        inputs.refuse("model", why_no_model(inputs, slug))
    known = dict(model.figures)
    if inputs.is_given("bits_per_weight", *PARAMETERS):
        known = {k: f for k, f in known.items() if not k.startswith(LOOKED_UP)}
    return replace(model, figures={**known, **given})


def why_no_model(inputs: Inputs, slug: str) -> str:
    if slug in inputs.facts.models:
        return f"The weights of {slug} are not to be had, so nobody can run it."
    return f"The catalog has no model “{shorten(slug)}”."


def unnamed_model(figures: dict[str, Figure]) -> Model:
    """A model known by its figures alone."""
    return Model(
        slug="",
        name="the model described",
        maker_name="",
        maker_country="",
        family=Family.OPEN,
        license=None,
        status="active",
        retires_on=None,
        inputs=frozenset(),
        fine_tuning=None,
        context_tokens=None,
        rating=None,
        figures=figures,
    )


def described_hardware(inputs: Inputs, kind: OptionKind) -> Hardware | None:
    """The hardware of the catalog with what was given of it, or one of those alone."""
    given = figures_given(inputs, MACHINE)
    slug = inputs.text("hardware")
    if slug is None:
        memory = given.get("gpu_memory_gb")
        return None if memory is None else unnamed_hardware(memory, given, kind)
    hardware = inputs.facts.hardware.get(slug)
    if hardware is None:
        why = f"The catalog has no hardware “{shorten(slug)}”."
        inputs.refuse("hardware", why)
    return replace(
        hardware,
        memory_gb=given.get("gpu_memory_gb", hardware.memory_gb),
        bandwidth_gb_s=given.get("gpu_bandwidth_gb_s", hardware.bandwidth_gb_s),
        dense_tflops=given.get("gpu_dense_tflops", hardware.dense_tflops),
    )


def unnamed_hardware(
    memory: Figure, given: dict[str, Figure], kind: OptionKind
) -> Hardware:
    return Hardware(
        slug="",
        name="the GPU described",
        kind="workstation" if kind is OptionKind.WORKSTATION else "datacenter",
        memory_gb=memory,
        bandwidth_gb_s=given.get("gpu_bandwidth_gb_s"),
        dense_tflops=given.get("gpu_dense_tflops"),
        power_w=None,
        list_price_usd=None,
        rates=(),
    )
