"""Models side by side, over HTTP."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import LanguageModel
from catalog.revision import catalog_change
from tests.catalog import rows

pytestmark = pytest.mark.django_db

ADDRESS = "/models/compare/"


def make(number: int) -> None:
    """A model with a figure, a license, a price and a score on a shared benchmark."""
    terms = rows.saved_license(name=f"License {number}")
    rows.license_clause(license=terms).save()
    model = rows.saved_model(slug=f"m{number}", name=f"Model {number}", license=terms)
    rows.model_fact(model=model).save()
    option = rows.saved_option(name=f"Option {number}")
    offering = rows.saved_offering(model=model, option=option)
    rows.price(offering=offering, input=Decimal(number)).save()


@pytest.fixture(autouse=True)
def models():
    with catalog_change():
        benchmark = rows.saved_benchmark(name="Shared test")
        for number in range(1, 6):
            make(number)
        for slug in ("m1", "m2"):
            model = LanguageModel.objects.get(slug=slug)
            rows.score(model=model, benchmark=benchmark).save()


def asking(*slugs: str) -> str:
    return f"{ADDRESS}?{'&'.join(f'm={slug}' for slug in slugs)}"


def lines_of(response, key: str) -> dict[str, list[str]]:
    parts = {part.key: part for part in response.context["comparison"].parts}
    return {line.label: [cell.text for cell in line.cells] for line in parts[key].lines}


def test_two_models_stand_side_by_side_in_the_order_asked(client):
    response = client.get(asking("m2", "m1"))

    assert response.status_code == 200
    assert lines_of(response, "glance")["License"] == ["License 2", "License 1"]
    assert lines_of(response, "figures") == {"context window": ["128,000", "128,000"]}
    assert lines_of(response, "license")["Use by a company seated in the EU"] == [
        "yes",
        "yes",
    ]
    assert lines_of(response, "scores") == {"Shared test": ["88.5", "88.5"]}


def test_prices_stand_by_option(client):
    lines = lines_of(client.get(asking("m1", "m2")), "prices")

    assert lines == {
        "Option 1": ["$1 in, $15 out", "no known price"],
        "Option 2": ["no known price", "$2 in, $15 out"],
    }


def test_a_benchmark_that_one_alone_took_is_not_shared(client):
    response = client.get(asking("m2", "m3"))

    assert lines_of(response, "scores") == {}
    assert "No benchmark is known that two of them took." in response.content.decode()


def test_every_figure_has_its_source(client):
    for part in client.get(asking("m1", "m2")).context["comparison"].parts:
        for line in part.lines:
            if part.key in ("figures", "scores"):
                assert all(cell.citation for cell in line.cells)


@pytest.mark.parametrize(
    ("slugs", "sentence", "columns"),
    [
        ([], "None was chosen", 0),
        (["m1"], "Only one was chosen", 0),
        (["m1", "m1"], "Only one was chosen", 0),
        (["m1", "nobody"], "The catalog has no model “nobody”.", 0),
        (["m1", "nobody", "m2"], "The catalog has no model “nobody”.", 2),
        (["m1", "m2", "m3", "m4", "m5"], "the first 4 of 5", 4),
        (["m1", "m2", "x" * 300], "x…", 2),
    ],
    ids=range(7),
)
def test_anything_but_two_to_four_models_is_told(slugs, sentence, columns, client):
    response = client.get(asking(*slugs))

    assert response.status_code == 422
    assert sentence in response.content.decode()
    comparison = response.context["comparison"]
    assert (len(comparison.models) if comparison else 0) == columns


def test_there_is_one_address_for_each_comparison(client):
    response = client.get(f"{asking('m1', '', 'm1', 'm2')}&foo=bar")

    assert response.status_code == 302
    assert response["Location"] == asking("m1", "m2")


def test_four_models_take_as_many_queries_as_two(client):
    assert queries_of(client, asking("m1", "m2")) == queries_of(
        client, asking("m1", "m2", "m3", "m4")
    )
    assert queries_of(client, asking("m1", "m2")) <= 10


def queries_of(client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_what_is_not_known_of_one_makes_no_difference(client):
    with catalog_change():
        rows.saved_model(slug="m9", name="Model 9")

    parts = client.get(asking("m1", "m9")).context["comparison"].parts
    [figure] = next(part.lines for part in parts if part.key == "figures")

    assert [cell.text for cell in figure.cells] == ["128,000", "not known"]
    assert not figure.differs


def test_the_list_offers_the_comparison(client):
    page = client.get("/models/").content.decode()

    assert f'action="{ADDRESS}"' in page
    assert 'name="m" value="m1" form="compare"' in page
