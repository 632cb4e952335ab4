"""From the decision document to values."""

from datetime import date
from decimal import Decimal

import pytest

from advisor.catalog_reader import read_catalog
from advisor.decision.candidates import (
    Candidate,
    Catalog,
    Clause,
    Family,
    Location,
    OptionKind,
    Subject,
)
from tests.advisor.documents import DOCUMENT, PRICE, document


def read(path: str = "", value: object = None) -> Catalog:
    return read_catalog(document(path, value), "a-revision")


def candidate(catalog: Catalog, model: str, option: str) -> Candidate:
    (found,) = (
        one
        for one in catalog.candidates
        if (one.model.slug, one.option.slug) == (model, option)
    )
    return found


def places(catalog: Catalog) -> set[tuple[str, str]]:
    return {(one.model.slug, one.option.slug) for one in catalog.candidates}


def test_offerings_and_open_models_on_ones_own_machines_are_candidates():
    assert places(read()) == {
        ("alpha", "alpha-api"),
        ("beta", "host"),
        ("beta", "own-gpus"),
    }


@pytest.mark.parametrize("weights", ["unknown", "mixed"])
def test_a_model_of_unknown_weights_is_left_out(weights):
    assert places(read("models/alpha/weights", weights)) == {
        ("beta", "host"),
        ("beta", "own-gpus"),
    }


def test_open_source_weights_are_open():
    catalog = read("models/alpha/weights", "open_source")

    assert candidate(catalog, "alpha", "alpha-api").family is Family.OPEN


def test_an_option_that_is_no_longer_offered_is_not_paired():
    assert ("beta", "own-gpus") not in places(
        read("options/own-gpus/status", "retired")
    )


def test_an_offering_of_a_retired_option_stays_for_the_gates_to_name():
    catalog = read("options/host/status", "retired")

    assert not candidate(catalog, "beta", "host").option.is_offered


def test_for_how_long_prompts_are_kept_is_read_where_it_is_told():
    told = read("options/host/retention_days", 55)

    assert candidate(told, "beta", "host").option.retention_days == 55
    assert candidate(read(), "beta", "host").option.retention_days is None


@pytest.mark.parametrize(
    ("weights", "option", "kind"),
    [
        ("closed", "host", OptionKind.CLOSED_API),
        ("open_weight", "host", OptionKind.HOSTED_OPEN),
    ],
)
def test_the_kind_goes_by_whose_weights_a_host_sells(weights, option, kind):
    catalog = read("models/beta/weights", weights)

    assert candidate(catalog, "beta", option).kind is kind


@pytest.mark.parametrize(
    ("provider", "label"),
    [
        ("alpha-labs", "the vendor’s own API"),
        ("a-reseller", "an API of another provider"),
    ],
)
def test_an_api_is_the_vendors_own_where_the_vendor_made_the_model(provider, label):
    catalog = read("options/alpha-api/provider", provider)

    assert candidate(catalog, "alpha", "alpha-api").kind_label == label


def test_the_first_figure_is_the_one_in_use():
    model = candidate(read(), "alpha", "alpha-api").model

    assert model.context_tokens is not None
    assert model.context_tokens.value == 200_000


def test_a_rating_comes_from_the_named_benchmark_alone():
    rating = candidate(read(), "alpha", "alpha-api").model.rating

    assert rating is not None
    assert (rating.benchmark, rating.value, rating.low, rating.high) == (
        "arena-text",
        1480.5,
        1480.5,
        1490,
    )


def test_a_model_that_nobody_rated_has_no_rating():
    assert candidate(read(), "beta", "host").model.rating is None


def test_unknown_stays_unknown():
    option = candidate(read(), "alpha", "alpha-api").option

    assert (option.trains_on_prompts, option.offers_baa) == (None, None)


def test_an_unknown_country_and_license_are_no_country_and_no_license():
    model = candidate(read("models/alpha/license", None), "alpha", "alpha-api").model

    assert (model.maker_country, model.license) == ("", None)


def test_a_clause_comes_with_its_place_and_source():
    terms = candidate(read(), "alpha", "alpha-api").model.license

    assert terms is not None
    assert terms.clauses == {
        Subject.OUTPUT_USE: Clause(
            section="section 3",
            says="a model trained on its answers must bear its name",
            duty="name the model",
            source="page",
        )
    }


def test_money_is_read_without_rounding():
    (row,) = candidate(
        read(
            "offerings",
            [{**DOCUMENT["offerings"][0], "prices": [PRICE | {"input": "0.1"}]}],
        ),
        "alpha",
        "alpha-api",
    ).prices

    assert (row.input, row.cached_input) == (Decimal("0.1"), None)


def test_days_are_days():
    (row,) = candidate(read(), "alpha", "alpha-api").prices

    assert (row.valid_from, row.valid_until) == (None, date(2027, 1, 1))


@pytest.mark.parametrize("text", ["2027-03-01", "2027-03"])
def test_a_retirement_is_a_day(text):
    fact = [{"value": text, "source": "page", "as_of": "2026-11-01"}]
    catalog = read("models/alpha/facts/retired_on", fact)

    assert candidate(catalog, "alpha", "alpha-api").model.retires_on == date(2027, 3, 1)


def test_hardware_of_unknown_memory_is_left_out():
    assert read("hardware/gpu/memory_gb", None).hardware == ()


def test_a_figure_that_is_not_known_is_none():
    (hardware,) = read().hardware

    assert (hardware.bandwidth_gb_s, hardware.power_w) == (None, None)


def test_places_are_told_by_how_far_prompts_travel():
    assert candidate(read(), "beta", "own-gpus").option.location is Location.OWN_CLOUD


def test_a_source_without_an_address_has_an_empty_one():
    assert read().sources["page"].url == ""


def test_the_document_is_not_changed_by_being_read():
    sent = document()
    read_catalog(sent, "a-revision")

    assert sent == DOCUMENT


def test_the_shipped_catalog_has_all_kinds_of_candidates(shipped_catalog):
    kinds = {one.kind for one in shipped_catalog.candidates}

    assert kinds >= set(OptionKind) - {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}


def test_every_fact_of_the_shipped_catalog_has_a_known_source(shipped_catalog):
    cited = {
        source
        for one in shipped_catalog.candidates
        for source in (one.option.source, *(price.source for price in one.prices))
    }

    assert cited <= set(shipped_catalog.sources)
