"""The page of costs in the eyes of who pays: its sentences, its units, its ranges."""

import re
from html import unescape

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("revision")

OWN_PRICES = "&".join(
    f"{line}=own&{line}.blended_usd_per_million=3" for line in ("closed", "hosted")
)


def page_of(client: Client, query: str = "") -> str:
    response = client.get(f"/costs/?{query}", follow=True)
    return " ".join(unescape(response.content.decode()).split())


def card(page: str, line: str) -> str:
    found = re.search(rf'<article class="card {line}">(.*?)</article>', page)
    assert found, line
    return found[1]


# --- What is said once ----------------------------------------------------------------


def test_a_hybrid_looks_at_the_months_that_were_asked_for(client):
    found = card(page_of(client, "horizon_months=60"), "hybrid")

    assert "In 60 months" in found
    assert "In 36 months" not in found


def test_the_second_stack_of_a_hybrid_pays_the_salary_that_was_given(client):
    page = page_of(client, "salary_usd_year=120000&hybrid.second_stack_fte=1")

    assert "1 full-time × $120,000 ÷ 12" in card(page, "hybrid")


# --- What the figures rest on ---------------------------------------------------------


def range_of(page: str, text: str) -> str:
    row = re.search(rf'<th scope="row">{re.escape(text)}</th>(.*?)</tr>', page)
    assert row, text
    found = re.search(r'<td data-label="Range">(.*?)</td>', row[1])
    assert found
    return found[1]


def test_a_range_that_makes_no_bill_says_that_it_only_shows_what_is_usual(client):
    page = page_of(client)

    usual = range_of(page, "Loaded cost of an engineer, a year")
    assert re.fullmatch(r"usual: \$[\d,]+ to \$[\d,]+", usual)
    assert re.fullmatch(
        r"\$[\d.]+ to \$[\d.]+", range_of(page, "Rent of one GPU by the hour")
    )
    assert "Where a range says “usual”, it only shows what is usual" in page


@pytest.mark.parametrize("key", ["rented.setup_usd", "salary_usd_year", "pue"])
def test_the_ends_of_a_usual_range_are_in_no_bill(client, key):
    """The figure in use, given as one's own, leaves every bill as it was."""
    page = page_of(client, f"edit={key.split('.')[0] if '.' in key else 'all'}")
    field = re.search(rf'name="{re.escape(key)}"[^>]*placeholder="([^"]+)"', page)
    assert field

    same = page_of(client, f"{key}={field[1]}")
    for line in ("rented", "owned"):
        assert bill(same, line) == bill(page, line)


def bill(page: str, line: str) -> str:
    found = re.search(r'<p class="cost">(.*?)<details>', card(page, line))
    assert found
    return found[1]


# --- The cheapest of all --------------------------------------------------------------


def summary(page: str) -> str:
    found = re.search(r'<p class="summary-line" role="status">(.*?)<span', page)
    assert found
    return re.sub("<.*?>", "", found[1]).strip()


def test_lines_that_cost_the_same_are_the_cheapest_together(client):
    told = summary(page_of(client, f"{OWN_PRICES}&tokens_per_day=10M&hybrid=none"))

    assert "are the cheapest of these: $913 a month each." in told


def test_no_tokens_at_all_cost_as_much_with_whoever_is_paid_by_the_token(client):
    told = summary(page_of(client, "tokens_per_day=0&hybrid=none"))

    assert told.startswith("At 0 tokens a day, ")
    assert " and " in told
    assert told.endswith("are the cheapest of these: $0 a month each.")


def test_where_every_line_is_left_out_there_is_nothing_to_compare(client):
    page = page_of(client, "closed=none&hosted=none&rented=none&owned=none&hybrid=none")

    assert summary(page) == "Every line is left out, so there is nothing to compare."


# --- Each line ------------------------------------------------------------------------

DESK = "owned=gpt-oss-20b&owned.hardware=rtx-4090"


def test_a_break_even_beyond_what_a_desk_serves_is_no_change_of_places(client):
    page = page_of(client, f"{DESK}&rented=none&hybrid=none&hosted=none")

    assert "Pairs that never change places: 1" in page
    assert "would become cheaper above" in page
    assert "never at this fleet size" in page
    assert "Where the cheaper of two changes" not in page


def test_machines_that_cannot_serve_the_volume_have_no_average_load(client):
    assert "Average load" in card(page_of(client, f"{DESK}&tokens_per_day=1M"), "owned")
    assert "Average load" not in card(
        page_of(client, f"{DESK}&tokens_per_day=10B"), "owned"
    )


def test_what_costs_less_than_a_cent_is_never_said_to_cost_nothing(client):
    found = card(page_of(client, "tokens_per_day=1"), "closed")

    assert re.search(r"\$0\.00\d*[1-9] in all", found)
    assert "$0.00 in all" not in found


def test_machines_by_the_million_are_written_with_commas(client):
    page = page_of(client, "tokens_per_day=1000000000000000")

    assert re.search(r"\d,\d{3},\d{3} × 8 × \$", card(page, "owned"))
    assert not re.search(r"\d{5}", re.sub("<.*?>", "", card(page, "owned")))


# --- Units and labels -----------------------------------------------------------------


def value_of(page: str, text: str) -> str:
    row = re.search(rf'<th scope="row">{re.escape(text)}</th>(.*?)</tr>', page)
    assert row, text
    found = re.search(r'<td data-label="In use" class="number">(.*?)</td>', row[1])
    assert found
    return found[1]


def test_figures_have_their_units(client):
    page = page_of(client, "edit=all&usd_per_kwh=0.2&rented.overhead_share=0.1")

    assert value_of(page, "Price of power") == "$0.20 a kWh"
    assert range_of(page_of(client), "Price of power").endswith(" a kWh")
    assert value_of(page, "Storage, network and logs on top of the rent") == "10 %"
    assert (
        value_of(page, "Months over which the purchase is written off") == "36 months"
    )


def test_the_page_speaks_of_no_slugs_and_points_at_what_it_has(client):
    page = page_of(client, "edit=rented")

    assert "slug" not in page
    assert "“Assumptions”" not in page


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        (
            "input_tokens_per_day=1M",
            "“Input tokens a day” needs “Output tokens a day” beside it.",
        ),
        ("requests_per_day=5", ">Requests a day</a>: Choose what a request is like"),
        ("use_preset=chat", ">Each of this kind</a>: This needs a number of requests"),
    ],
)
def test_what_is_wrong_reads_as_a_sentence(client, query, sentence):
    assert sentence in page_of(client, query)


def test_two_lines_of_ones_own_figures_have_names_that_tell_them_apart(client):
    page = page_of(client, f"{OWN_PRICES}&rented=own&rented.usd_per_gpu_hour=2")
    titles = re.findall(r"<h3>(Own figures[^<]*)</h3>", page)

    assert titles == [
        "Own figures, the closed model",
        "Own figures, the hosted open model",
        "Own figures on rented machines",
    ]
