"""Pages of single things: what they answer, in how many queries, and as JSON."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from advisor.catalog_reader import catalog_in_use
from tests.catalog import rows
from tests.catalog.admin_pages import sign_in

pytestmark = pytest.mark.django_db

ARTICLE = {"kind": "article", "title": "An article"}


@pytest.fixture(autouse=True)
def _no_catalog_in_use(monkeypatch):
    """The part of a page that advice adds is looked up once a second: keep it out."""
    monkeypatch.setattr(catalog_in_use, "catalog", None)
    monkeypatch.setattr(catalog_in_use, "checked_at", float("-inf"))


def full_model(number=1, **changes):
    """A model with that many rows of each kind."""
    terms = rows.saved_license()
    rows.license_clause(license=terms).save()
    fields = {"weights": "open_weight", "license": terms, "slug": "one"}
    model = rows.saved_model(**fields | changes)
    for _ in range(number):
        rows.model_fact(model=model).save()
        rows.score(model=model).save()
        option = rows.saved_option(provider=rows.saved_provider(slug=rows.slug("p")))
        rows.price(offering=rows.saved_offering(model=model, option=option)).save()
        claim = rows.claim(subject=model.name)
        claim.save()
        claim.better_sources.add(rows.saved_source())
    return model


def queries(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def full_hardware(number):
    machine = rows.saved_hardware(slug="one")
    for _ in range(number):
        rows.hardware_fact(hardware=machine).save()
        rows.hardware_rate(hardware=machine).save()
        rows.throughput(hardware=machine, model=rows.saved_model()).save()


def full_option(number):
    option = rows.saved_option(slug="one")
    for _ in range(number):
        rows.certification(option=option).save()
        rows.price(offering=rows.saved_offering(option=option)).save()


def full_benchmark(number):
    benchmark = rows.saved_benchmark(slug="one")
    for _ in range(number):
        rows.score(benchmark=benchmark).save()
        rows.score(benchmark=benchmark, status="disputed").save()


def full_license(number):
    terms = rows.saved_license(slug="one")
    for _ in range(number):
        rows.saved_model(license=terms)


def full_provider(number):
    provider = rows.saved_provider(slug="one")
    for _ in range(number):
        rows.saved_model(maker=provider)
        rows.saved_option(provider=provider)
        rows.hardware_rate(provider=provider).save()
        rows.product(provider=provider).save()
        rows.subscription_plan(provider=provider).save()


def full_source(number):
    source = rows.saved_source(slug="one")
    for _ in range(number):
        rows.price(source=source).save()
        rows.model_fact(source=source).save()


@pytest.mark.parametrize("number", [1, 5])
@pytest.mark.parametrize(
    ("kind", "fill", "exactly"),
    [
        ("models", full_model, 11),
        ("options", full_option, 6),
        ("benchmarks", full_benchmark, 4),
        ("licenses", full_license, 3),
        ("hardware", full_hardware, 5),
        ("providers", full_provider, 6),
        ("sources", full_source, 2),
    ],
)
def test_more_rows_take_no_more_queries(client, kind, fill, exactly, number):
    fill(number)

    assert queries(client, f"/{kind}/one/") == exactly


@pytest.mark.parametrize(
    ("kind", "fill"), [("models", full_model), ("hardware", full_hardware)]
)
def test_a_page_says_in_which_part_of_the_catalog_it_stands(client, kind, fill):
    fill(1)

    text = client.get(f"/{kind}/one/").text

    assert f'<a href="/{kind}/" aria-current="true">{kind.capitalize()}</a>' in text


@pytest.mark.parametrize(
    "kind",
    ["models", "options", "benchmarks", "licenses", "hardware", "providers", "sources"],
)
def test_what_is_not_there_is_not_found(client, kind):
    assert client.get(f"/{kind}/nothing-of-the-kind/").status_code == 404


def test_a_format_that_there_is_none_of_is_told_with_the_page(client):
    full_model()

    response = client.get("/models/one/?format=pdf")

    assert response.status_code == 422
    assert "This page comes as html or as json" in response.text
    assert "<h1>One</h1>" in response.text


def test_json_holds_what_the_page_shows(client):
    full_model(number=2)

    found = client.get("/models/one/?format=json").json()

    assert found["name"] == "One"
    assert found["facts"][0]["figures"][0]["number"] == 128_000
    assert found["facts"][0]["figures"][0]["citation"]["as_of"] == "2026-11-01"
    assert found["places"]["rows"][0]["price"]["input"] == "3"
    assert found["prices"]["total"] == 2
    assert found["license_rows"][1]["answer"] == "yes"
    assert not {"charts", "pk"} & set(found)


def test_json_has_the_rows_that_the_page_leaves_out(client, monkeypatch):
    monkeypatch.setattr("catalog.pages.model_page.MOST_PRICES", 1)
    full_model(number=3)

    page = client.get("/models/one/")

    assert "The first 1 of 3" in page.text
    assert len(client.get("/models/one/?format=json").json()["prices"]["rows"]) == 3


def test_an_editor_finds_the_way_to_the_form_and_a_visitor_costs_no_session(client):
    full_model()
    alone = client.get("/models/one/").text

    signed_in = sign_in(client, "Catalog editors").get("/models/one/").text

    assert "/admin/" not in alone
    assert "/admin/catalog/languagemodel/" in signed_in


def test_a_viewer_is_not_sent_to_a_form_that_is_shut(client):
    full_model()

    assert "Edit" not in sign_in(client, "Catalog viewers").get("/models/one/").text


# --- What a model page says -------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"status": "retired"}, "Its maker serves it no more."),
        ({"status": "unverified"}, "Nobody has confirmed that it exists"),
        ({"entry": "doubtful"}, "An article under review names this"),
        ({"entry": "family"}, "stands for a whole family"),
        ({"entry": "category"}, "stands for a sort of models"),
        ({"license": None}, "Its license is not known"),
        ({"fine_tuning": ""}, "not known"),
    ],
)
def test_what_sets_a_name_apart_is_said(client, changes, words):
    full_model(**changes)

    assert words in client.get("/models/one/").text


def test_a_model_in_service_has_no_warning(client):
    full_model()

    assert "callout warning" not in client.get("/models/one/").text


def test_figures_that_disagree_stand_side_by_side_with_the_reason(client):
    model = full_model()
    press = rows.saved_source(kind="press", title="A paper")
    rows.model_fact(model=model, value="256000", number=256_000, source=press).save()

    text = client.get("/models/one/").text

    assert "From 128,000 to 256,000." in text
    assert "In use: the vendor itself counts before the press." in text


def test_what_only_an_article_says_is_shown_and_not_in_use(client):
    model = rows.saved_model(slug="one")
    article = rows.saved_source(**ARTICLE)
    rows.model_fact(model=model, source=article).save()

    page = client.get("/models/one/?format=json").json()

    assert page["facts"][0]["why"] == (
        "None is in use: an article under review is its only source."
    )
    assert page["glance"][1] == {"label": "context window", "figure": None}


def test_a_score_that_is_disputed_says_so(client):
    model = rows.saved_model(slug="one")
    rows.score(model=model, status="disputed", value=12).save()

    assert '<span class="mark-word">disputed</span>' in client.get("/models/one/").text


def test_a_price_to_come_is_told_with_its_day(client):
    model = rows.saved_model(slug="one")
    offering = rows.saved_offering(model=model)
    coming = date(2026, 12, 1)
    rows.price(offering=offering, valid_until=coming).save()
    rows.price(offering=offering, input=6, output=30, valid_from=coming).save()

    with time_machine.travel("2026-11-22"):
        text = client.get("/models/one/").text

    assert "From 1 Dec 2026: $6 in, $30 out" in text
    assert "Holds until 30 Nov 2026" in text


@pytest.mark.parametrize(("ratio", "first"), [(3, "Dear answers"), (1, "Dear input")])
def test_places_stand_by_the_mix_of_tokens_that_the_list_goes_by(client, ratio, first):
    rows.assumption(slug="input_output_ratio", value=ratio, low=1, high=10).save()
    model = rows.saved_model(slug="one")
    for name, asked in (("Dear answers", (1, 6)), ("Dear input", (3, 3))):
        option = rows.saved_option(name=name)
        sold = rows.saved_offering(model=model, option=option)
        rows.price(offering=sold, input=asked[0], output=asked[1]).save()

    page = client.get("/models/one/")
    found = client.get("/models/one/?format=json").json()["places"]["rows"]

    assert found[0]["terms"]["name"] == first
    assert f"with {ratio} tokens going in for each that comes out" in page.text


def test_claims_are_matched_by_other_names_too(client):
    full_model(aliases=["Uno"])
    rows.claim(subject="uno", better_fact="It is cheaper than that.").save()

    assert "It is cheaper than that." in client.get("/models/one/").text


@pytest.mark.parametrize(
    ("kind", "fill", "address"),
    [
        ("licenses", full_license, "/models/?license=one"),
        ("providers", full_provider, "/models/?maker=one"),
    ],
)
def test_a_list_that_is_cut_leads_to_all_of_it(
    client, monkeypatch, kind, fill, address
):
    monkeypatch.setattr("catalog.pages.listed.MOST_SHOWN", 2)
    fill(3)

    text = client.get(f"/{kind}/one/").text

    assert "The first 2 of 3" in text
    assert address in text
    assert client.get(address).status_code == 200


# --- A board ----------------------------------------------------------------------------


def placed(client):
    found = client.get("/benchmarks/one/?format=json").json()
    rows_ = found["places"]["rows"]
    return [(row["number"], row["scores"][0]["value"]) for row in rows_]


@pytest.mark.parametrize(
    ("higher_is_better", "board"),
    [(True, [(1, 90), (2, 80), (2, 80), (4, 10)]), (False, [(1, 10), (2, 80)])],
)
def test_the_best_score_in_use_comes_first_and_equals_share_a_place(
    client, higher_is_better, board
):
    benchmark = rows.saved_benchmark(slug="one", higher_is_better=higher_is_better)
    for value in (80, 10, 90, 80):
        rows.score(benchmark=benchmark, value=value).save()

    assert placed(client)[: len(board)] == board


def test_a_model_stands_where_its_score_in_use_puts_it(client):
    benchmark = rows.saved_benchmark(slug="one")
    boaster, other = rows.saved_model(), rows.saved_model()
    rows.score(benchmark=benchmark, model=other, value=70).save()
    rows.score(benchmark=benchmark, model=boaster, value=60).save()
    rows.score(
        benchmark=benchmark, model=boaster, value=99, reported_by="vendor"
    ).save()

    assert placed(client) == [(1, 70), (2, 60)]


def test_what_counts_for_nothing_stands_apart(client):
    benchmark = rows.saved_benchmark(slug="one")
    rows.score(benchmark=benchmark, status="disputed").save()
    rows.score(benchmark=benchmark, source=rows.saved_source(**ARTICLE)).save()

    found = client.get("/benchmarks/one/?format=json").json()

    assert found["places"] == {"rows": [], "total": 0}
    assert found["left_out"]["total"] == 2
