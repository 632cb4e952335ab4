"""How much hardware open models need, as the pages of the catalog say it."""

import pytest
from django.template import Context, Template

from advisor.decision import machines
from advisor.decision.candidates import OptionKind
from advisor.templatetags import machine_sizes
from advisor.templatetags.machine_sizes import setting_of, sizes_of

MODEL = "llama-3.3-70b"


@pytest.fixture
def model(shipped_catalog):
    return next(
        one.model for one in shipped_catalog.candidates if one.model.slug == MODEL
    )


def test_more_bits_need_more_memory(model, shipped_catalog):
    sizes = sizes_of(model, shipped_catalog)

    weights = [one.weights_gb or 0 for one in sizes]
    assert weights == sorted(weights, reverse=True)
    assert {"f16", "fp8", "q4_k_m"} <= {one.precision for one in sizes}


def test_the_memory_is_that_which_the_advice_reckons_with(model, shipped_catalog):
    setting = setting_of(shipped_catalog, OptionKind.OWN_GPUS, "fp8")
    size = next(
        one for one in sizes_of(model, shipped_catalog) if one.precision == "fp8"
    )

    assert size.memory_gb == machines.memory_needed_gb(model, setting)


def test_the_machines_named_hold_the_model_and_come_smallest_first(
    model, shipped_catalog
):
    memory = {one.slug: one.memory_gb.value for one in shipped_catalog.hardware}
    share = shipped_catalog.figures["usable_memory_share"]
    for size in sizes_of(model, shipped_catalog):
        rooms = [held.gpus * memory[held.slug] for held in size.held_by]
        assert rooms == sorted(rooms)
        assert all(room * share >= size.memory_gb for room in rooms)


def test_small_devices_hold_nothing_that_is_served(shipped_catalog):
    kinds = {one.kind: machine_sizes.kind_for(one) for one in shipped_catalog.hardware}

    assert kinds["datacenter"] is OptionKind.OWN_GPUS
    assert kinds["consumer"] is OptionKind.WORKSTATION
    assert kinds.get("device") is None


@pytest.mark.django_db
@pytest.mark.parametrize("tag", ["machine_sizes", "models_that_fit"])
def test_without_a_catalog_nothing_is_claimed(tag):
    template = Template(f"{{% load machine_sizes %}}{{% {tag} 'one' %}}")

    text = template.render(Context())

    assert "not known" in text.lower()
