"""A result leads to the page of costs with its volume and its picks."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from advisor.views.costs_links import costs_address

ANSWERS = "data_location=own_cloud&ml_staff=ml_platform_team&tokens_per_day=2000000000"


def part(
    share: float, kind: str, model: str, family: str = "open"
) -> dict[str, object]:
    return {
        "share": share,
        "kind": kind,
        "model": model,
        "option": "somewhere",
        "family": family,
    }


def result(*parts: dict[str, object], **answers: object) -> dict[str, object]:
    return {"answers": answers, "plans": {"open": {"assignments": parts}}}


def query_of(address: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(address).query)


def test_each_sort_of_pick_has_its_line():
    address = costs_address(
        result(
            part(0.2, "closed_cloud", "alpha", "closed"),
            part(0.2, "hosted_open", "beta"),
            part(0.3, "own_gpus", "gamma"),
            part(0.3, "own_hardware", "delta"),
        )
    )

    assert query_of(address) == {
        "closed": ["alpha:somewhere"],
        "hosted": ["beta:somewhere"],
        "rented": ["gamma"],
        "owned": ["delta"],
    }


def test_of_two_picks_for_a_line_the_one_with_more_traffic_counts():
    address = costs_address(
        result(part(0.4, "own_gpus", "small"), part(0.6, "own_gpus", "large"))
    )

    assert query_of(address) == {"rented": ["large"]}


def test_what_was_answered_of_the_traffic_goes_along_and_nothing_else():
    address = costs_address(
        result(tokens_per_day=5, traffic="spiky", quality_bar="strong")
    )

    assert query_of(address) == {"tokens_per_day": ["5"], "traffic": ["spiky"]}


def test_nothing_said_and_nothing_picked_leads_to_the_page_itself():
    assert costs_address(result()) == "/costs/"


@pytest.mark.usefixtures("revision")
def test_the_link_of_a_result_opens_with_its_models(client):
    page = unescape(client.get(f"/advise/result/?{ANSWERS}").content.decode())
    link = re.search(r'href="(/costs/\?[^"]*)"', page)

    assert link
    costs = client.get(link[1], follow=True)
    assert costs.status_code == 200
    assert "At 2 B tokens a day" in costs.content.decode()
    picked = query_of(link[1])
    assert {"tokens_per_day", "closed"} <= set(picked)
    assert "The catalog has no" not in costs.content.decode()
