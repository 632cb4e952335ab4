"""How it decides: the figures printed hold for what decides, and add up."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from advisor.catalog_reader import CatalogInUse
from advisor.decision.candidates import Candidate
from advisor.decision.cases import Outcome
from advisor.decision.contributions import rating
from advisor.decision.criteria import SECOND_FAMILY_PENALTY, Criterion
from advisor.decision.kind_ratings import rating_of_kind
from advisor.decision.licenses import LICENSE_RULES
from advisor.decision.plans import Verdict
from advisor.decision.quality import quality_index
from advisor.diagram import CHECKS
from advisor.views.method_rules import RULES, floors
from tests.advisor.decision.examples import (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_HOSTED,
    catalog_of,
    outcome,
    weigh,
    weigher,
    with_model,
    with_option,
)

ROUNDED = 2e-4  # four digits are printed
METHOD = "/method/"


class Tables(HTMLParser):
    """The tables of the worked example by name, as rows of cells."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, list[list[list[str]]]] = {}
        self.rows: list[list[str]] | None = None
        self.in_cell = False

    def handle_starttag(
        self, tag: str, attrs: Sequence[tuple[str, str | None]]
    ) -> None:
        name = dict(attrs).get("data-table")
        if tag == "table" and name:
            self.rows = []
            self.found.setdefault(name, []).append(self.rows)
        if self.rows is not None and tag == "tr":
            self.rows.append([])
        if self.rows is not None and tag in {"td", "th"}:
            self.rows[-1].append("")
            self.in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.rows = None
        if tag in {"td", "th"}:
            self.in_cell = False

    def handle_data(self, data: str) -> None:
        if self.rows is not None and self.in_cell:
            self.rows[-1][-1] += data


def number(cell: str) -> float:
    return float(cell.replace("−", "-").replace(",", "").replace("$", "").strip())


@pytest.fixture
def tables(client: Client, revision) -> Mapping[str, list[list[list[str]]]]:
    parser = Tables()
    parser.feed(client.get(METHOD).text)
    return parser.found


# --- Rules -------------------------------------------------------------------------------


@pytest.mark.parametrize("floor", floors(), ids=lambda floor: str(floor["label"]))
def test_a_model_as_far_behind_as_printed_still_passes(floor):
    assert quality_index(0, best=floor["gap"]) >= floor["index"]
    assert quality_index(0, best=floor["gap"] + 1) < floor["index"]


@pytest.mark.django_db
def test_the_one_open_answer_that_is_taken_to_mean_something_is_named(client: Client):
    text = client.get(METHOD).text

    assert "An unanswered question removes nothing" in text
    assert "There is one exception" in text


def test_every_check_says_what_it_compares():
    assert set(RULES) == {gate.key for gate in CHECKS}


def test_a_fact_that_no_clause_is_needed_for_is_named_without_one():
    needs_clause = {one.key: one.needs_clause for one in LICENSE_RULES}
    told = {key: "clause" in RULES[key].unknown_fact for key in needs_clause}

    assert told == needs_clause


BARE = with_model(BETA_HOSTED, license=None)
UNKNOWN: Mapping[str, tuple[Candidate, Mapping[str, Any]]] = {
    "location": (
        with_option(ALPHA_API, offers_dpa=None),
        {"data_location": "vetted_vendor"},
    ),
    "offline": (with_option(BETA_HOSTED, works_offline=None), {"offline": "yes"}),
    "tuning": (
        with_model(ALPHA_API, fine_tuning=None),
        {"customization": "light_finetune"},
    ),
    "quality": (ALPHA_API, {"quality": None, "quality_bar": "frontier"}),
    "inputs": (with_model(ALPHA_API, inputs=frozenset()), {"modalities": ["image"]}),
    "context": (
        replace(with_model(ALPHA_API, context_tokens=None), context_offered=None),
        {"context_tokens": 1000},
    ),
    "origin": (with_model(ALPHA_API, maker_country=""), {"origin_excluded": ["CN"]}),
    "price": (replace(ALPHA_API, prices=()), {}),
    **{
        rule.key: (BARE, {"license_facts": [rule.choice]} if rule.choice else {})
        for rule in LICENSE_RULES
    },
    "business_terms": (with_option(ALPHA_API, trains_on_prompts=None), {}),
}


@pytest.mark.parametrize("key", UNKNOWN)
def test_what_is_not_known_does_what_is_printed(key: str):
    candidate, answers = UNKNOWN[key]

    assert outcome(key, candidate, **answers) is RULES[key].unknown


def test_every_other_check_reads_what_is_always_known_or_an_answer():
    left = {key: rule.unknown for key, rule in RULES.items() if key not in UNKNOWN}

    assert left == {
        "inspection": None,
        "service": None,
        "desk": None,
        "staff": Outcome.CONDITIONAL,
        "capacity": Outcome.FAILED,
    }


# --- The worked example ------------------------------------------------------------------


def test_each_check_leaves_no_more_than_the_one_before(tables):
    (rows,) = tables["checks"]
    for column in range(1, len(rows[0])):
        left = [int(row[column]) for row in rows[1:]]

        assert left == sorted(left, reverse=True)
        assert left[-1] > 0


def test_the_cost_of_a_candidate_follows_from_its_bill(client: Client, revision):
    text = client.get(METHOD).text
    parser = Tables()
    parser.feed(text)
    shares = re.findall(r"ln\(1 \+ bill ÷ \(([\d.]+) × ([\d,]+)\)\)", text)

    assert shares
    for (share, unit), rows in zip(shares, parser.found["candidates"], strict=True):
        for row in rows[1:]:
            bill, cost = number(row[5]), number(row[6])
            felt = bill / (float(share) * number(unit))
            assert cost == pytest.approx(-0.5 * math.log(1 + felt), abs=ROUNDED)


def test_the_points_of_a_candidate_add_up_from_what_is_printed(tables):
    assert tables["scoring"]
    for rows in tables["scoring"]:
        criteria, total = rows[1:-1], rows[-1]
        for column in range(2, len(total), 2):
            products = [number(row[1]) * number(row[column]) for row in criteria]
            added = [number(row[column + 1]) for row in criteria]
            assert products == pytest.approx(added, abs=2 * ROUNDED)
            assert sum(added) == pytest.approx(
                number(total[column + 1]), abs=len(added) * ROUNDED
            )


def test_a_weight_is_its_base_with_what_answers_add(tables):
    for rows in tables["scoring"]:
        for row in rows[1:-1]:
            written = re.sub(r"\([^)]*\)", "", row[0]).replace("−", "-")
            parts = re.findall(r"[+-]?\d+(?:\.\d+)?", written)
            assert max(0.0, sum(map(float, parts))) == pytest.approx(
                number(row[1]), abs=ROUNDED
            )


def test_the_best_candidate_of_a_part_stands_in_a_plan(tables):
    for rows, scoring in zip(tables["candidates"], tables["scoring"], strict=True):
        best = max(number(row[7]) for row in rows[1:])
        assert best in {number(cell) for cell in scoring[-1][3::2]}


def test_a_plan_adds_up_from_its_parts_and_the_best_one_is_the_verdict(
    client: Client, tables
):
    (rows,) = tables["plans"]
    scores = []
    for family, parts, penalty, score in rows[1:]:
        products = [
            float(share) * float(points)
            for share, points in re.findall(r"([\d.]+) × (-?[\d.]+):", parts)
        ]
        less = SECOND_FAMILY_PENALTY if family == "Hybrid" else 0
        assert abs(number(penalty)) == less
        assert sum(products) - less == pytest.approx(number(score), abs=ROUNDED)
        scores.append((number(score), family))
    assert f"<strong>{max(scores)[1]}</strong>" in client.get(METHOD).text


# --- The page ----------------------------------------------------------------------------


EXIT = re.compile(r"own \+ min\(1, share beside ÷ own share\) × \((\S+) − own\)")


@pytest.mark.django_db
@pytest.mark.parametrize("hard_share", [0.3, 0.8])
def test_the_independence_of_a_part_with_an_exit_is_what_is_printed(
    client: Client, hard_share: float
):
    found = EXIT.search(client.get(METHOD).content.decode())
    assert found
    catalog = catalog_of(ALPHA_CLOUD, BETA_HOSTED)
    weighing = weigh(catalog, quality_bar="frontier", hard_share=hard_share)
    hard = weighing.plans[Verdict.HYBRID].picks[0]

    own = rating_of_kind(hard.candidate.kind, Criterion.INDEPENDENCE)
    room = min(1, (1 - hard_share) / hard_share)
    rated = rating(hard, weighing, weigher(catalog), Criterion.INDEPENDENCE)
    assert rated == pytest.approx(own + room * (float(found[1]) - own))


def test_it_shows_every_assumption_with_its_source(client: Client, revision):
    response = client.get(METHOD)

    assert len(response.context["today"]["assumptions"]) > 30
    for one in response.context["today"]["assumptions"]:
        assert one["row"].key in response.text
        assert one["source"]["title"]


def test_it_asks_the_database_once_and_then_not_at_all(
    client: Client, revision, django_assert_max_num_queries
):
    with django_assert_max_num_queries(2):  # which revision, and its document
        client.get(METHOD)
    with django_assert_max_num_queries(0):
        client.get(METHOD)


def test_without_a_catalog_the_rules_are_still_there(
    client: Client, revision, monkeypatch: pytest.MonkeyPatch
):
    revision.delete()
    monkeypatch.setattr("advisor.results.current_catalog", CatalogInUse().current)

    response = client.get(METHOD)

    assert response.status_code == 200
    assert "The catalog cannot be read just now" in response.text
    assert "What weighs how much" in response.text
