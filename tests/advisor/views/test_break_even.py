"""Cost at other volumes on a result's page: lines, crossings, and words for both."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from advisor.views.break_even import cost_by_volume
from advisor.views.result_parts import parts_of
from tests.advisor.decision.examples import result
from tests.advisor.decision.situations import SITUATIONS

OWN_CLOUD: dict[str, Any] = {
    "data_location": "own_cloud",
    "ml_staff": "ml_platform_team",
    "tokens_per_day": 1_000_000_000,
}


def shown(told: dict[str, Any]) -> dict[str, Any]:
    found = cost_by_volume(told)
    assert found
    return found


def page(told: dict[str, Any]) -> str:
    text = render_to_string("advisor/_result.html", {**parts_of(told), "answers": []})
    return " ".join(text.split())


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_result_shared_earlier_has_no_such_section(answers):
    told = result(**answers)
    told["break_even"] = None  # as the first results had it
    emptied = page(told)
    del told["break_even"]

    assert 'id="break-even"' not in emptied
    assert 'id="break-even"' not in page(told)


def test_each_line_is_drawn_with_its_name_and_in_the_color_of_its_kind():
    comparison = shown(result(**OWN_CLOUD))["chart"].comparison

    assert [(line.name, line.kind) for line in comparison.lines] == [
        ("Closed plan", "closed"),
        ("Open plan", "open"),
        ("Hybrid plan", "hybrid"),
        ("Hosted open plan", "hosted"),
    ]
    assert comparison.here == 1_000_000_000
    assert (comparison.low, comparison.high) == (10**7, 10**11)


def test_every_volume_of_the_table_has_its_figures():
    table = shown(result(**OWN_CLOUD))["chart"].comparison.table

    assert len(table) == 17
    assert [row.is_here for row in table].count(True) == 1
    assert all(point for row in table for _, point in row.cells)


def test_a_line_that_ends_on_a_desk_serves_no_more():
    told = result(data_location="own_premises", sensitive_share=0.3, ml_staff="none")
    comparison = shown(told)["chart"].comparison

    assert all(line.serves_no_more for line in comparison.lines)
    last = comparison.table[-1]
    assert [point for _, point in last.cells] == [None, None]


def test_a_crossing_that_the_mark_of_another_hides_is_not_drawn():
    told = result(**OWN_CLOUD)
    pair = told["break_even"]["pairs"][0]
    (crossing,) = pair["crossings"]
    pair["crossings"] = [
        {**crossing, "tokens_per_day": volume} for volume in (100e6, 120e6, 300e6)
    ]

    crossings = shown(told)["chart"].comparison.crossings

    assert [one.volume for one in crossings if one.lines == (0, 1)] == [
        10**8,
        3 * 10**8,
    ]


def test_the_words_stand_on_the_page():
    told = result(**OWN_CLOUD)
    text = page(told)

    assert told["break_even"]["cheapest"]["text"] in text
    assert "sends the open plan’s traffic to Beta, Cloud, open models" in text
    for pair in told["break_even"]["pairs"]:
        assert pair["text"] in text
    for note in told["break_even"]["notes"]:
        assert note in text


def test_a_single_line_crosses_nothing():
    told = result(data_location="own_premises", ml_staff="some_devops")

    assert [line["key"] for line in told["break_even"]["lines"]] == ["open"]
    assert "Only one plan has a line, so there is nothing that it could cross." in page(
        told
    )
