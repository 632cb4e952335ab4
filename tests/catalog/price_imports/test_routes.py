"""The file that says where prices belong."""

from importlib.metadata import version

import pytest

from catalog.price_imports import genai, makers
from catalog.price_imports.quotes import GENAI
from catalog.price_imports.routes import Route, names, routes
from catalog.seed_files import read_seed_files


def test_every_model_and_option_of_it_is_in_the_catalog():
    found = [route for each in routes().routes.values() for route in each]
    options = {option for route in found for option in route.options}

    assert set(routes().models.values()) <= shipped_slugs("language_models.yaml")
    assert options <= shipped_slugs("options.yaml")


def shipped_slugs(file):
    rows = read_seed_files().rows
    return {row.values.get("slug") for row in rows if row.file == file}


def test_every_name_and_provider_of_it_is_in_a_package():
    quotes = [
        (package.name, quote)
        for package in (genai.installed(released()), makers.installed())
        for quote in package.quotes
    ]
    providers = {(package, quote.provider) for package, quote in quotes}

    assert set(routes().models) <= {quote.model for _, quote in quotes}
    assert set(routes().routes) | set(routes().left_out) <= providers
    assert routes().withdrawn <= {
        (package, quote.provider, quote.model) for package, quote in quotes
    }


def released():
    return routes().released[f"{GENAI}-{version(GENAI)}"]


def test_a_route_fits_by_the_name_and_by_the_weights():
    route = Route(
        package="p",
        provider="a",
        options=("b",),
        starts="global.",
        ends="-v1",
        weights="open",
    )

    assert route.fits("global.one-v1", "open")
    assert not route.fits("one-v1", "open")
    assert not route.fits("global.one", "open")
    assert not route.fits("global.one-v1", "closed")


def test_one_name_stands_for_one_model():
    with pytest.raises(ValueError, match="listed for one and two"):
        dict(names({"one": ["name"], "two": ["name"]}))
