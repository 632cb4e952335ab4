"""How much hardware open models need, for the pages of the catalog.

The pages belong to the catalog, which knows nothing of advice; the formulas are those
that the advice itself uses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import template
from django.db import DatabaseError, InterfaceError
from django.urls import reverse

from advisor.calculator.holding import Format
from advisor.catalog_parts import Found, best_open_models, open_model
from advisor.decision import machines
from advisor.decision.candidates import Catalog, Hardware, Model, OptionKind
from advisor.decision.machine_costs import HARDWARE_KINDS

register = template.Library()

SERVER, DESK = OptionKind.OWN_GPUS, OptionKind.WORKSTATION
FULL_SIZE = "f16"  # as most makers publish weights
SMALLEST = 3  # machines named for each number format
MOST_MODELS = 40  # on the page of some hardware: the best rated
AT_ONCE = {SERVER: "default_concurrency", DESK: "workstation_concurrency"}


@dataclass(frozen=True, kw_only=True)
class Held:
    """So many GPUs of some hardware, which hold a model."""

    slug: str
    name: str
    gpus: int


@dataclass(frozen=True, kw_only=True)
class Size:
    """A model in one number format; None: not known."""

    precision: str
    bits: float
    weights_gb: float | None
    cache_gb: float | None  # of one usual request
    at_once: int
    memory_gb: float | None  # with so many requests at once
    held_by: Sequence[Held]


@dataclass(frozen=True, kw_only=True)
class Fit:
    """A model that fits on some hardware, and on how many of it."""

    slug: str
    name: str
    gpus: int
    memory_gb: float


@register.inclusion_tag("advisor/_machine_sizes.html")
def machine_sizes(slug: str) -> dict[str, object]:
    """What one open model needs, by number format."""
    catalog, models = found(lambda: open_model(slug))
    if catalog is None or not models:
        return {"sizes": [], "costs_address": reverse("advisor:costs")}
    query = urlencode({"rented": slug})
    return {
        "sizes": sizes_of(models[0], catalog),
        "context_tokens": int(catalog.figures["default_context_tokens"]),
        "costs_address": f"{reverse('advisor:costs')}?{query}",
    }


@register.inclusion_tag("advisor/_models_that_fit.html")
def models_that_fit(slug: str) -> dict[str, object]:
    """The best rated open models that some hardware holds."""
    catalog, models = found(lambda: best_open_models(MOST_MODELS))
    machines_named = (
        (one for one in catalog.hardware if one.slug == slug) if catalog else ()
    )
    hardware = next(iter(machines_named), None)
    if catalog is None or hardware is None:
        return {"fits": []}
    kind = kind_for(hardware)
    if kind is None:
        return {"fits": []}
    setting = setting_of(catalog, kind, machines.PRECISIONS[kind])
    return {
        "fits": fits(models, hardware, setting),
        "setting": setting,
        "most": MOST_MODELS,
    }


def found(read: Callable[[], Found]) -> Found:
    """What is read; nothing where the catalog cannot be read just now."""
    try:
        return read()
    except (DatabaseError, InterfaceError):
        return None, []


def setting_of(catalog: Catalog, kind: OptionKind, precision: str) -> Format:
    """Usual requests on machines of a kind, with weights in one number format."""
    return Format(
        catalog=catalog,
        kind=kind,
        at_once=int(catalog.figures[AT_ONCE[kind]]),
        longest_tokens=0,
        number_format=precision,
    )


# --- One model --------------------------------------------------------------------------


def sizes_of(model: Model, catalog: Catalog) -> list[Size]:
    """The formats that matter: full size, those of the advice, and published files."""
    chosen = {FULL_SIZE, *machines.PRECISIONS.values()}
    chosen |= {
        key for key in catalog.bits_per_weight if f"file_size_gb_{key}" in model.figures
    }
    bits = catalog.bits_per_weight
    order = sorted(chosen & set(bits), key=lambda key: (-bits[key], key))
    return [size(model, key, catalog) for key in order]


def size(model: Model, precision: str, catalog: Catalog) -> Size:
    # The formats of one program for desks all begin with the letter.
    kind = DESK if precision.startswith("q") else SERVER
    setting = setting_of(catalog, kind, precision)
    load = machines.load_of(model, setting)
    return Size(
        precision=precision,
        bits=setting.bits_per_weight,
        weights_gb=load.weights_gb,
        cache_gb=load.cache_gb or None,
        at_once=setting.at_once,
        memory_gb=load.memory_gb,
        held_by=smallest(load.memory_gb, setting),
    )


def smallest(memory_gb: float | None, setting: Format) -> list[Held]:
    """The machines with the least memory that hold so much."""
    if memory_gb is None:
        return []
    holding = [
        (gpus * hardware.memory_gb.value, gpus, hardware.slug, hardware)
        for hardware in setting.catalog.hardware
        if hardware.kind in HARDWARE_KINDS[setting.kind]
        and (gpus := machines.gpus_that_hold(memory_gb, hardware, setting))
    ]
    return [
        Held(slug=slug, name=hardware.name, gpus=gpus)
        for _, gpus, slug, hardware in sorted(holding, key=lambda one: one[:3])
    ][:SMALLEST]


# --- One kind of hardware ---------------------------------------------------------------


def kind_for(hardware: Hardware) -> OptionKind | None:
    """Servers in data centers, desks elsewhere; None for small devices."""
    found = (kind for kind in (SERVER, DESK) if hardware.kind in HARDWARE_KINDS[kind])
    return next(found, None)


def fits(models: Sequence[Model], hardware: Hardware, setting: Format) -> list[Fit]:
    """Those of the models that it holds."""
    found = []
    for model in models:
        memory = machines.load_of(model, setting).memory_gb
        gpus = memory and machines.gpus_that_hold(memory, hardware, setting)
        if memory and gpus:
            found.append(
                Fit(slug=model.slug, name=model.name, gpus=gpus, memory_gb=memory)
            )
    return found
