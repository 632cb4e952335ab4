"""The page of costs: what the address asks for is compared, and nothing breaks it."""

import re
from html import unescape

import pytest
from django.test import Client

from advisor.calculator.parameters import Form
from advisor.catalog_reader import CatalogEmptyError
from advisor.views import costs
from advisor.views.costs_fields import KEYS, LINES

pytestmark = pytest.mark.usefixtures("revision")

COSTS = "/costs/"
NUMBERS = {Form.MONEY, Form.NUMBER, Form.SHARE, Form.WHOLE}
SWAP = {"HX-Request": "true", "HX-Request-Type": "partial"}
ANTHILL = "closed=own&closed.input_usd_per_million=3&closed.output_usd_per_million=15"


def text_of(client: Client, query: str = "", **headers: str) -> str:
    response = client.get(f"{COSTS}?{query}" if query else COSTS, headers=headers)
    if response.status_code == 302:
        response = client.get(response.headers["Location"], headers=headers)
    assert response.status_code in {200, 422}, query
    return " ".join(unescape(response.content.decode()).split())


def card(page: str, line: str) -> str:
    """The part of the page about one line."""
    found = re.search(rf'<article class="card {line}">(.*?)</article>', page)
    assert found, line
    return found[1]


# --- A first visit --------------------------------------------------------------------


def test_a_first_visit_compares_one_of_each_sort(client):
    page = text_of(client)

    assert re.findall(r'<article class="card (\w+)">', page) == list(LINES)
    assert page.count(" a month</p>") == len(LINES)
    assert "is the cheapest of these" in page
    assert "You are here: 1 M a day" in page


def test_what_is_picked_by_rule_is_nowhere_in_the_address(client):
    response = client.get(COSTS)

    assert response.status_code == 200
    assert (
        client.get(f"{COSTS}?closed=&tokens_per_day=+&x=1").headers["Location"] == COSTS
    )


def test_every_figure_has_its_source_and_date(client):
    page = text_of(client)
    rows = re.findall(r'<td data-label="From">(.*?)</td>', page)

    assert len(rows) > 50
    assert all(row.strip() for row in rows)
    assert sum('class="source"' in row for row in rows) > 40
    assert re.search(r'class="source">.*?, \d+ \w{3} 20\d\d', page)


def test_the_questionnaire_can_go_on_with_the_volume(client):
    page = text_of(client, "tokens_per_day=20M&traffic=spiky&closed=none")

    link = re.search(r'href="(/advise/[^"]*)">Start a questionnaire', page)
    assert link
    assert link[1] == "/advise/?tokens_per_day=20000000&traffic=spiky"
    assert client.get(link[1]).status_code == 200


def test_without_a_volume_the_questionnaire_starts_from_nothing(client):
    assert 'href="/advise/">Start a questionnaire' in text_of(client)


# --- The address ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sent", "canonical"),
    [
        ("tokens_per_day=20M", "tokens_per_day=20000000"),
        ("cached_share=30%25&tokens_per_day=5", "tokens_per_day=5&cached_share=0.3"),
        ("rented.fte=0.50&closed=none", "closed=none&rented.fte=0.5"),
        ("traffic=steady&edit=all", "edit=all"),
        ("edit=nothing&hybrid=closed-hosted", ""),
        ("closed.discount_share=10%25", "closed.discount_share=0.1"),
    ],
)
def test_each_comparison_has_one_address(client, sent, canonical):
    response = client.get(f"{COSTS}?{sent}")

    expected = f"{COSTS}?{canonical}" if canonical else COSTS
    assert response.headers["Location"] == expected
    assert client.get(expected).status_code == 200


def test_every_key_can_be_given_and_is_kept(client):
    """What another key forbids is said; nothing is lost in silence."""
    for name, key in KEYS.items():
        if key.parameter.form not in NUMBERS:
            continue
        value = f"{max(key.parameter.low, 1):f}"
        page = text_of(client, f"{name}={value}")
        assert f'name="{name}"' in page, name


def test_htmx_gets_the_part_and_the_address_to_show(client):
    response = client.get(f"{COSTS}?tokens_per_day=20M", headers=SWAP)

    assert response.status_code == 200
    assert response.headers["HX-Replace-Url"] == f"{COSTS}?tokens_per_day=20000000"
    assert response.content.decode().lstrip().startswith('<form id="comparison"')


def test_a_page_out_of_the_history_is_whole(client):
    full = {**SWAP, "HX-Request-Type": "full"}

    assert "<html" in text_of(client, "tokens_per_day=20M", **full)


# --- What is asked for ----------------------------------------------------------------


def test_prices_of_ones_own_are_billed(client):
    """10 B tokens a month at $3 and $0.27 a million: $30,000 and $2,700."""
    page = text_of(
        client,
        "tokens_per_month=10B&closed=own&closed.blended_usd_per_million=3"
        "&hosted=own&hosted.blended_usd_per_million=0.27&hybrid=none",
    )

    assert "<strong>$30,000</strong>" in card(page, "closed")
    assert "<strong>$2,700</strong>" in card(page, "hosted")


def test_a_break_even_of_an_article_comes_out(client):
    """$8,000 a month against $3 in and $15 out at 3:1 meet at 1.33 B tokens a month."""
    page = text_of(
        client,
        f"{ANTHILL}&hosted=none&owned=none&hybrid=none&days_per_month=30"
        "&input_output_ratio=3&rented=own&rented.fte=0"
        "&rented.usd_per_replica_month=8000&rented.overhead_share=0&rented.setup_usd=0"
        "&rented.replicas=1&rented.tokens_per_second=10000",
    )

    assert "<strong>$8,000</strong>" in card(page, "rented")
    assert (
        "A and B: Own figures on rented machines becomes cheaper above 44.4 M tokens a day"
        in page
    )
    assert "A = B: 44.4 M" in page


def test_requests_of_a_kind_are_a_volume(client):
    page = text_of(client, "requests_per_day=1000&use_preset=chat")

    assert "At 1.05 M tokens a day" in page


def test_a_line_that_was_left_out_is_not_there(client):
    page = text_of(client, "rented=none")

    assert 'class="card rented"' not in page
    assert 'class="card owned"' in page


def test_a_hybrid_sends_each_part_its_share(client):
    figures = (
        "closed=own&closed.blended_usd_per_million=10&hosted=own"
        "&hosted.blended_usd_per_million=1&tokens_per_month=100M&hybrid.share=0.8"
    )

    assert "<strong>$280</strong>" in card(text_of(client, figures), "hybrid")


def test_a_hybrid_of_what_was_left_out_is_none(client):
    assert "there is no hybrid" in card(text_of(client, "hosted=none"), "hybrid")


def test_a_machine_on_a_desk_serves_no_more_than_it_can(client):
    page = text_of(
        client, "owned=gpt-oss-20b&owned.hardware=rtx-4090&tokens_per_day=10B"
    )

    assert "This hardware cannot serve that demand" in card(page, "owned")
    assert "It cannot serve this volume." in card(page, "owned")


def test_machines_are_told_with_what_their_speed_rests_on(client):
    found = card(text_of(client), "rented")

    for words in ("Machines", "Memory a machine needs", "Speed of one", "Average load"):
        assert words in found
    assert re.search(r"measured on|estimated from", found)


def test_a_figure_of_ones_own_is_shown_as_such_and_certain(client):
    page = text_of(client, "rented.usd_per_gpu_hour=2&edit=rented")
    row = re.search(
        r"<tr> <th scope=\"row\">Rent of one GPU by the hour</th>(.*?)</tr>", page
    )

    assert row
    assert "$2.00" in row[1]
    assert "your figure" in row[1]
    assert 'value="2"' in row[1]


def test_figures_that_are_not_shown_are_sent_along(client):
    page = text_of(client, "rented.fte=0.25&edit=owned")

    assert '<input type="hidden" name="rented.fte" value="0.25">' in page
    assert 'name="owned.fte"' in page


# --- Wrong and hostile ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("tokens_per_day=abc", "tokens_per_day"),
        ("tokens_per_day=1e400", "tokens_per_day"),
        ("tokens_per_day=NaN", "tokens_per_day"),
        ("tokens_per_day=-1", "tokens_per_day"),
        ("cached_share=2", "cached_share"),
        ("traffic=foo", "traffic"),
        ("use_preset=foo&requests_per_day=5", "use_preset"),
        ("use_preset=chat", "use_preset"),
        ("requests_per_day=5", "requests_per_day"),
        ("hybrid=closed-closed", "hybrid"),
        ("hybrid.share=1.5", "hybrid.share"),
        ("rented.fte=1&rented.fte=2", "rented.fte"),
        ("rented.precision=none", "rented.precision"),
        ("peak_factor=3&traffic=spiky", "peak_factor"),
        ("day=tomorrow", "day"),
    ],
)
def test_a_bad_value_is_told_beside_its_field_and_the_rest_is_kept(client, query, name):
    response = client.get(f"{COSTS}?{query}&batch_share=0.125")
    page = " ".join(response.content.decode().split())
    field = "field-" + name.replace(".", "-")

    assert response.status_code == 422
    assert f'id="{field}-error"' in page
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', page)
    assert f'<a href="#{field}">' in page
    assert re.search(r'name="batch_share"[^>]*value="0.125"', page)
    assert len(re.findall(r"<article", page)) == len(LINES)


def test_both_ways_to_give_a_volume_are_one_too_many(client):
    page = text_of(client, "requests_per_day=5&use_preset=chat&tokens_per_day=5")

    assert "says the volume already" in page
    assert "tokens_per_day”" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("closed=gone", "The catalog has no model “gone”."),
        ("closed=gpt-4:gone", "The catalog has no offering of gpt-4 by that name."),
        ("rented=gone", "The catalog has no model “gone”."),
        ("rented.hardware=gone", "The catalog has no hardware “gone”."),
        ("rented.hardware=a10", "This hardware cannot hold the model"),
        ("closed=own", "No price is known"),
        ("rented=own", "No rent is known"),
        ("rented=own&rented.usd_per_replica_month=5", "no speed is known"),
    ],
)
def test_what_cannot_be_told_is_said_in_a_sentence(client, query, sentence):
    page = text_of(client, query)

    assert sentence in page
    assert "<title>What it costs" in page


@pytest.mark.parametrize(
    "query",
    [
        "tokens_per_day=0",
        "tokens_per_day=0.000000001",
        "tokens_per_day=1000000000000000",
        "tokens_per_month=100000000000000000",
        "input_tokens_per_day=0&output_tokens_per_day=0",
        "closed=own&closed.blended_usd_per_million=0",
        "closed=none&hosted=none&rented=none&owned=none&hybrid=none",
        "closed=none&hosted=none&rented=none&owned=none",
        "hybrid.share=0",
        "hybrid.share=1",
        "rented.tokens_per_second=0.000000001&tokens_per_day=1000000000000000",
        "rented.context_tokens=100000000",
        "rented.gpu_memory_gb=0.000000001",
        "input_share=1&prefill_weight=0",
        "edit=hybrid",
    ],
)
def test_the_ends_of_what_can_be_asked_give_a_page(client, query):
    page = text_of(client, query)

    assert "NaN" not in page
    assert "Infinity" not in page
    assert "None<" not in page


def test_a_pick_the_catalog_no_longer_has_stays_picked(client):
    page = text_of(client, "closed=gone:for-ever")

    assert '<option value="gone:for-ever" selected>gone:for-ever</option>' in page


def test_markup_in_a_value_is_no_markup(client):
    page = client.get(COSTS + "?closed=<script>x</script>&rented.fte=<b>").content

    assert b"<script>x" not in page
    assert b"<b>" not in page


def test_no_query_is_made_while_the_catalog_is_known(client, django_assert_num_queries):
    client.get(COSTS)
    with django_assert_num_queries(0):
        client.get(f"{COSTS}?tokens_per_day=5000000")


def test_an_empty_catalog_is_said(client, monkeypatch):
    def empty():
        raise CatalogEmptyError

    monkeypatch.setattr(costs, "weigher_in_use", empty)
    assert client.get(COSTS).status_code == 503


@pytest.mark.parametrize(
    ("line", "figures"),
    [
        ("rented", "rented.usd_per_gpu_hour=2.50"),
        ("rented", "rented.gpus=8"),
        ("rented", "rented.rent_usd_month=9000"),
        ("owned", "owned.usd_per_gpu=30000"),
        ("owned", "owned.purchase_usd=250000&owned.power_kw=10"),
    ],
)
def test_another_price_leaves_the_hardware_where_it_was(client, line, figures):
    def hardware(query: str) -> str:
        title = re.search("<h3.*?</h3>", card(text_of(client, query), line))
        assert title
        return title[0]

    assert hardware(figures) == hardware("")


def test_machines_that_nobody_named_are_gpus(client):
    page = text_of(client, "rented=own&rented.usd_per_replica_hour=98&rented.gpus=8")

    assert "1 with 8 × GPU each" in card(page, "rented")


def test_a_cheapest_line_of_unknown_capacity_is_said_to_be_one(client):
    machines = "owned=own&owned.purchase_usd=1&owned.power_kw=0&owned.fte=0"
    unknown = "Whether its machines serve so much is not known."
    query = f"{machines}&owned.setup_usd=0&owned.space_usd_month=0&{ANTHILL}"

    assert unknown in text_of(client, query)
    assert unknown not in text_of(client, f"{query}&owned.tokens_per_second=10000")
