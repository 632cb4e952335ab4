"""The explanation as the page prints it, from results made by hand where need be."""

import re
from typing import Any

import pytest
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string

from advisor.decision.patterns import NAMES
from advisor.views.explained import PATTERNS, explained, is_rule, with_text
from advisor.views.result_parts import parts_of
from tests.advisor.decision.examples import result
from tests.advisor.decision.situations import SITUATIONS

SPLIT = {"data_location": "own_premises", "sensitive_share": 0.3}
ROBUSTNESS = {
    "draws": 2000,
    "holds": 0.913,
    "verdicts": {"closed": 0.06, "hybrid": 0.913, "open": 0.027},
    "margins": {"low": -0.02, "middle": 0.14, "high": 0.31},
    "histogram": [
        {"from": -0.05, "to": 0.0, "draws": 174},
        {"from": 0.0, "to": 0.05, "draws": 1826},
    ],
}
COST = {"low": 1.0, "likely": 20.0, "high": 400.0}
NEW_KEYS = {"ledger", "next_steps", "inquiries", "cannot_know", "close_call"}


def page(told: dict[str, Any]) -> str:
    """What stands on the page, in a row of words."""
    parts = {**parts_of(told), "answers": []}
    verdict = render_to_string("advisor/_verdict.html", parts)
    text = verdict + render_to_string("advisor/_result.html", parts)
    return " ".join(text.split())


def hybrid(**plan: object) -> dict[str, Any]:
    told = result(**SPLIT)
    assert told["verdict"] == "hybrid"
    plans = {**told["plans"], "hybrid": {**told["plans"]["hybrid"], **plan}}
    return {**told, "plans": plans}


def flip(key: str) -> dict[str, Any]:
    return {"key": key, "verdict": "open", "text": f"By {key}."}


# --- All of it -----------------------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_nothing_on_the_page_is_left_blank(answers):
    text = page(result(**answers))

    assert not re.search(r"None(?! fits| of these)|nan\b", text)
    assert not re.search(r'(x|y|y1|x1|width|height)=""', text)


@pytest.mark.parametrize("answers", SITUATIONS)
def test_no_style_is_written_into_the_page(answers):
    assert "style=" not in page({**result(**answers), "robustness": ROBUSTNESS})


@pytest.mark.parametrize("answers", SITUATIONS)
def test_a_result_shared_earlier_is_shown_without_what_it_lacks(answers):
    told = result(**answers)
    told["vendor_questions"] = ["Alpha API: A question of then?"]
    text = page({key: told[key] for key in told.keys() - NEW_KEYS})

    assert "What to do next" not in text
    assert "check by check</h3>" not in text
    assert "Alpha API: A question of then?" in text
    assert "on fifty of your own requests" in text


# --- At a glance ---------------------------------------------------------------------------


def test_cost_first_step_and_flip_stand_under_the_verdict():
    flips = {"flips": [flip("data_location")], "price_flips": []}
    told = {**result(**SPLIT), **flips}
    glance = explained(told)["glance"]

    assert glance["cost"] == told["plans"]["hybrid"]["monthly_cost"]
    assert glance["first"] == told["next_steps"][0]["text"]
    assert glance["tips"] == told["flips"][0]["text"]


def test_a_bill_that_is_announced_to_change_says_so_under_the_verdict():
    text = page(hybrid(later_costs=[{"from": "2027-03-01", "likely": 99}]))

    assert "From 1 Mar 2027 about $99, by prices already announced." in text


def test_in_a_close_call_the_nearest_flip_stands_there():
    told = {**result(**SPLIT), "close_call": {"text": "Close.", "tip": "The nearest."}}

    assert explained(told)["glance"]["tips"] == "The nearest."
    assert "What would tip it</a></dt> <dd>The nearest.</dd>" in page(told)


def test_what_moves_by_itself_comes_before_other_answers():
    told = {**result(**SPLIT), "price_flips": [flip("prices")]}
    with_volume = {"flips": [flip("ml_staff"), flip("tokens_per_day")]}
    without = {"flips": [flip("ml_staff")]}

    assert explained({**told, **with_volume})["glance"]["tips"] == "By tokens_per_day."
    assert explained({**told, **without})["glance"]["tips"] == "By prices."


def test_an_answer_beyond_the_short_form_is_told_as_such():
    told = {**result(**SPLIT), "flips": [flip("context_tokens")], "price_flips": []}

    assert explained(told)["glance"]["tips"] == (
        "No other answer to a short question does, nor do prices from a tenth of today’s "
        "to ten times as much. By context_tokens."
    )


def test_of_prices_nothing_is_said_where_none_were_tried():
    told = {**result(**SPLIT), "flips": [flip("context_tokens")]}
    del told["price_flips"]

    assert explained(told)["glance"]["tips"] == (
        "No other answer to a short question does. By context_tokens."
    )


def test_the_words_for_parts_are_explained_once():
    text = page(result(**SPLIT, quality_bar="strong"))

    assert text.count("Sensitive: what may travel no farther") == 1


def test_where_no_answer_changes_it_that_is_said():
    told = {**result(**SPLIT), "flips": [], "price_flips": []}

    assert explained(told)["glance"]["tips"].startswith("No other answer")


def test_where_nothing_fits_there_is_only_a_first_step():
    told = result(context_tokens=10**8)
    glance = explained(told)["glance"]

    assert (glance["cost"], glance["tips"]) == (None, None)
    assert "loosened" in glance["first"]


# --- Prices --------------------------------------------------------------------------------


def test_prices_that_change_the_advice_stand_under_the_answers_that_do():
    told = {**result(**SPLIT), "price_flips": [flip("prices")]}
    text = page(told)

    assert (
        text.index('id="flips"') < text.index("By prices.") < text.index('id="plans"')
    )


def test_where_no_price_changes_the_advice_that_is_said():
    said = "Prices alone do not change it"
    told = result(**SPLIT)

    assert said in page({**told, "price_flips": []})
    assert said not in page({key: told[key] for key in told if key != "price_flips"})


# --- Charts --------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", SITUATIONS)
def test_the_chart_of_criteria_holds_the_figures_of_its_table(answers):
    told = result(**answers)
    chart = explained(told)["criteria_chart"]

    drawn = {
        (row.label, bar.kind): bar.text.split()[1]
        for row in chart.rows
        for bar in row.bars
    }
    assert drawn or told["verdict"] == "none_fits"
    for (label, family), figure in drawn.items():
        (row,) = [one for one in told["contributions"] if one["label"] == label]
        assert figure == floatformat(row[family], 2)


@pytest.mark.parametrize("answers", [one for one in SITUATIONS if one])
def test_the_chart_of_answers_holds_the_figures_of_its_table(answers):
    parts = explained(result(**answers))
    bars = [row.bars[0] for row in parts["answers_chart"].rows]

    for bar, row in zip(bars, parts["answer_rows"], strict=True):
        assert bar.is_rule == row["is_rule"]
        assert bar.is_rule or bar.text.removeprefix("+") == floatformat(
            row["weight"], 2
        )


def test_a_chart_rounds_as_its_table_does():
    told = result(tokens_per_day=1)
    (reason, *_) = told["reasons"]
    text = page({**told, "reasons": [{**reason, "is_gate": False, "weight": 0.045}]})

    assert ">+0.05</text>" in text
    assert 'class="number">0.05</td>' in text


def test_without_answers_there_is_no_chart_of_them():
    assert explained(result())["answers_chart"] is None


def test_a_rule_is_no_number_of_points():
    text = page(result(data_location="own_premises", ml_staff="ml_engineers"))

    assert "decides by a rule, not by points" in text
    assert '<td data-label="Points" class="number">a rule</td>' in text


@pytest.mark.parametrize(
    ("reason", "rule"),
    [
        ({"is_gate": True, "weight": 0.1}, True),
        ({"is_gate": False, "weight": -10}, True),
        ({"weight": 9.9}, False),
    ],
)
def test_what_is_a_rule(reason, rule):
    assert is_rule(reason) is rule


def test_several_choices_read_as_in_the_questionnaire():
    rows = explained(result(priorities=["control", "cost"]))["answer_rows"]

    assert [row["answer"] for row in rows] == ["Cost, Control over data and model"]


# --- The ledger ----------------------------------------------------------------------------


def test_each_kind_opens_to_its_checks():
    text = page(result(**SPLIT))

    assert text.count('<details class="kind ') == 7
    assert "Passes in part. It passes for other traffic only." in text
    assert "✕" in text


# --- How firm ------------------------------------------------------------------------------


def test_without_draws_nothing_is_said_about_them():
    assert "How firm it is" not in page({**result(**SPLIT), "robustness": None})


def test_the_draws_are_told_and_drawn_with_their_table():
    text = page({**result(**SPLIT), "robustness": ROBUSTNESS})

    assert "compared 2,000 times more" in text
    assert "the advice stays in 1,826 of these draws" in text
    assert "Hybrid: 91% of the draws. Closed: 6% of the draws." in text
    assert '<td class="number">1,826</td><td class="number">91%</td>' in text
    assert '<th scope="row">-0.05 to 0.00</th><td class="number">174</td>' in text
    assert '<rect class="below"' in text
    assert "Nine in ten draws lie between -0.02 and 0.31 points" in text


def test_without_a_rival_there_is_no_histogram():
    told = {**ROBUSTNESS, "verdicts": {"hybrid": 1.0}, "histogram": [], "margins": None}
    text = page({**result(**SPLIT), "robustness": told})

    assert "By how much the advised side led" not in text
    assert "Nine in ten draws" not in text


# --- A split -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PATTERNS)
def test_each_pattern_is_told_in_plain_words(name):
    assert PATTERNS[name] in page(hybrid(pattern=name))


def test_each_pattern_of_the_decision_has_its_words():
    assert PATTERNS.keys() == {*NAMES}


def test_a_pattern_without_words_is_told_by_its_name():
    assert "Split by weekday." in page(hybrid(pattern="weekday"))


def test_two_patterns_are_both_told():
    text = page(hybrid(pattern="sensitivity and difficulty"))

    assert PATTERNS["sensitivity"] in text
    assert PATTERNS["difficulty"] in text


def test_both_bills_stand_with_their_sum_and_the_second_stack():
    bills = [
        {"family": "closed", "text": "The contract", "monthly_cost": COST},
        {"family": "open", "text": "Machines and people", "monthly_cost": COST},
    ]
    stack = {"text": "people on call.", "monthly_cost": COST}
    text = page(hybrid(bills=bills, second_stack=stack, monthly_cost=COST))

    assert "The contract: <strong>$20</strong> a month, $1.00 to $400" in text
    assert "Machines and people: <strong>$20</strong>" in text
    assert "Together: <strong>$20</strong>" in text
    assert "<p>people on call.</p>" in text


def test_a_split_by_stage_tells_what_comes_later():
    later = {
        "from": "2027-11-22",
        "text": "Open weights take over.",
        "monthly_cost": COST,
        "places": [{"traffic": "all traffic", "where": "Beta, Own machines"}],
    }
    text = page(hybrid(pattern="stage", later=later, monthly_cost=COST))

    assert "From 22 Nov 2027 about $20 a month." in text
    assert ">From 22 Nov 2027</h3>" in text
    assert "Open weights take over." in text
    assert "Together" not in text


def test_a_plan_that_moves_within_the_year_says_so_where_it_stands():
    later = {
        "from": "2027-11-22",
        "text": "Open weights take over.",
        "monthly_cost": COST,
        "places": [{"traffic": "all traffic", "where": "Beta, Own machines"}],
    }
    text = page(hybrid(later=later))

    assert "From 22 Nov 2027: all traffic to Beta, Own machines." in text


def test_the_side_of_a_route_is_named_where_it_is_known():
    told = hybrid()
    routing = [{**row, "family": "open"} for row in told["routing"]]

    assert '<span class="tag open">open</span>' in page({**told, "routing": routing})


def test_one_place_needs_no_routing():
    assert "Which request goes where" not in page(result())


# --- Questions to ask ----------------------------------------------------------------------


def test_the_questions_can_be_copied_as_one_text():
    group = {"name": "A", "questions": [{"text": "One?"}, {"text": "Two?"}]}

    assert with_text(group)["plain"] == "1. One?\n2. Two?"


def test_a_box_to_copy_holds_every_question():
    told = result(**SPLIT)
    text = page(told)

    assert text.count("<textarea") == len(told["inquiries"])
    assert text.count("readonly") == len(told["inquiries"])
