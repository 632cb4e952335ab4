"""A list as a file: all of it, with sources, and harmless in a spreadsheet."""

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest

from catalog.listing import paging
from catalog.listing.exports import harmless
from catalog.listing.lists import LISTINGS
from catalog.revision import catalog_change
from catalog.seed_files import loaded_models
from catalog.validators import FORMULA_STARTS
from tests.catalog import rows

pytestmark = pytest.mark.django_db

ALL = list(LISTINGS)
NASTY = "=HYPERLINK(A1)"


def body(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8-sig")


def table(client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body(client.get(address)))))


@pytest.mark.parametrize("key", ALL)
def test_a_csv_has_the_rows_of_the_page_and_the_day_in_its_name(
    key, client, one_of_each
):
    address = LISTINGS[key].address
    shown = client.get(address).context["page"]

    response = client.get(f"{address}?format=csv")
    lines = list(csv.DictReader(io.StringIO(body(response))))

    assert [line["slug"] for line in lines] == [row.slug for row in shown.rows]
    assert f'weighbridge-{key}-2026-11-01.csv"' in response["Content-Disposition"]


@pytest.mark.parametrize("key", ALL)
def test_nothing_in_a_csv_opens_as_a_formula(key, client, one_of_each):
    """Not even what no editor can enter."""
    spoil_everything()

    lines = list(csv.reader(io.StringIO(body(client.get(csv_of(key))))))

    cells = [cell for line in lines for cell in line]
    assert any(NASTY in cell for cell in cells)
    assert [cell for cell in cells if cell.lstrip().startswith(FORMULA_STARTS)] == []


def csv_of(key: str) -> str:
    return f"{LISTINGS[key].address}?format=csv"


def spoil_everything() -> None:
    """Write past all validators, as no page and no import can."""
    with catalog_change():
        for model in loaded_models():
            fields = {field.name for field in model._meta.concrete_fields}
            for name in fields & {"name", "title", "measures", "publisher", "vendor"}:
                model._default_manager.update(**{name: NASTY})


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", " =1", "\t=1"])
def test_a_formula_becomes_text(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-1", "-0.5", "+3", "plain", "", "a=b"])
def test_a_number_and_plain_text_stay_as_they_are(text):
    assert harmless(text) == text


def test_what_is_not_known_is_an_empty_cell(client, one_of_each):
    [line] = table(client, csv_of("models"))

    assert line["released"] == line["released_source"] == ""
    assert line["context"] == "128000"
    assert line["context_as_of"] == "2026-11-01"


@pytest.mark.parametrize("key", ALL)
def test_json_has_the_same_rows_with_the_sources_of_their_figures(
    key, client, one_of_each
):
    address = LISTINGS[key].address
    shown = client.get(address).context["page"]

    told = json.loads(body(client.get(f"{address}?format=json")))

    assert (told["list"], told["day"]) == (key, "2026-11-01")
    assert [row["slug"] for row in told["rows"]] == [row.slug for row in shown.rows]


def test_a_figure_in_json_names_its_source(client, one_of_each):
    told = json.loads(body(client.get("/models/?format=json")))

    figure = told["rows"][0]["context"]
    assert figure["value"] == 128000
    assert figure["source"]["title"] == "A price page"
    assert figure["source"]["as_of"] == "2026-11-01"
    assert told["units"]["context"] == "tokens"


def test_an_export_holds_what_the_filters_leave(client, one_of_each):
    with catalog_change():
        rows.saved_model(name="Two")

    told = json.loads(body(client.get("/models/?weights=closed&format=json")))

    assert [row["model"] for row in told["rows"]] == ["Two"]
    assert told["asked"] == {"weights": "closed"}


def test_an_export_is_no_page_but_the_whole_list(client, one_of_each, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 2)
    monkeypatch.setattr(paging, "CHUNK", 3)
    with catalog_change():
        for number in range(7):
            rows.saved_model(name=f"M {number}")

    assert len(table(client, csv_of("models"))) == 8


def test_every_key_of_an_export_is_there_once():
    for listing in LISTINGS.values():
        keys = [column.key for column in listing.columns]
        assert len(keys) == len(set(keys))


def test_small_and_large_figures_are_written_without_powers_of_ten(client, one_of_each):
    with catalog_change():
        rows.price(
            offering=rows.saved_offering(model=one_of_each),
            input=Decimal("0.000001"),
            output=Decimal("0.000001"),
            valid_from=date(2026, 1, 1),
        ).save()

    [line] = table(client, csv_of("models"))
    assert line["input_price"] == "0.000001"
