"""The result page: the verdict first, every figure with its source."""

import json
import re

import pytest
from django.test import Client

from advisor.catalog_reader import catalog_in_use
from advisor.views.traffic import MEANINGS

pytestmark = pytest.mark.usefixtures("revision")

RESULT = "/advise/result/"
SENSITIVE = (
    "data_location=own_premises&sensitive_share=0.2&regulated=health"
    "&ml_staff=ml_engineers&tokens_per_day=5000000&quality_bar=strong"
)


@pytest.mark.parametrize(
    "answers",
    [
        "",
        SENSITIVE,
        "data_location=own_premises&ml_staff=none",
        "data_location=any_vendor&quality_bar=frontier&tokens_per_day=1000000000",
        "tokens_per_day=0",
    ],
)
def test_the_verdict_stands_in_the_heading(client: Client, answers: str):
    response = client.get(f"{RESULT}?{answers}".rstrip("?"), follow=True)

    verdict = response.context["result"]["verdict"]
    words = {"closed": "Closed", "open": "Open", "hybrid": "Hybrid"}
    heading = f'<h1 class="verdict">{words.get(verdict, "None fits")}</h1>'
    assert response.status_code == 200
    assert heading in response.text
    assert response.text.count("<h1") == 1


def test_the_sections_come_in_the_order_of_use(client: Client):
    response = client.get(f"{RESULT}?{SENSITIVE}")

    wanted = ["reasons", "blockers", "flips", "plans", "break-even", "steps"]
    wanted += ["shortlist", "routing", "ask", "assumptions", "limits"]
    positions = [response.text.index(f'<h2 id="{name}"') for name in wanted]
    assert positions == sorted(positions)


@pytest.mark.parametrize(
    "answers",
    [
        SENSITIVE,
        "data_location=own_cloud&ml_staff=ml_platform_team&tokens_per_day=1000000000",
        "cached_share=0.4&batch_share=0.5&tokens_per_day=50000000&quality_bar=strong",
    ],
)
def test_what_a_place_costs_adds_up_from_the_lines_shown(client: Client, answers: str):
    plans = client.get(f"{RESULT}?{answers}", follow=True).context["plans"]

    places = [place for plan in plans for place in plan["places"]]
    assert places
    for place in places:
        shown = [line for working in place["workings"] for line in working["lines"]]
        total = sum(dollars_at_the_end(line) for line in shown)
        assert total == pytest.approx(place["monthly_cost"]["likely"], abs=3)


def dollars_at_the_end(line: str) -> float:
    sign, digits = re.findall(r"(−?)\$([\d,.]+)$", line)[0]
    amount = float(digits.replace(",", ""))
    return -amount if sign else amount


def test_the_scores_are_printed_with_their_total(client: Client):
    text = client.get(f"{RESULT}?{SENSITIVE}").text

    assert re.search(r'<tr class="total">\s*<th scope="row">Total</th>', text)
    assert '<td data-label="Weight" class="number"></td>' in text


def test_the_words_for_parts_are_explained_where_the_traffic_is_split(client: Client):
    split = client.get(f"{RESULT}?{SENSITIVE}").text
    whole = client.get(f"{RESULT}?data_location=own_premises").text

    for word in ("sensitive", "other", "hard", "routine"):
        assert MEANINGS[word] in split
        assert MEANINGS[word] not in whole


def test_unknown_figures_are_said_to_be_unknown(client: Client):
    response = client.get(RESULT)

    assert not re.search(r"None(?! fits| of these)|nan\b", response.text)


def test_the_only_form_that_posts_is_sharing(client: Client):
    response = client.get(f"{RESULT}?ml_staff=none")

    assert response.text.count('method="post"') == 1
    assert '<input type="hidden" name="ml_staff" value="none">' in response.text
    assert "csrfmiddlewaretoken" in response.text


def test_the_next_question_leads_back_to_the_result(client: Client):
    response = client.get(RESULT)

    assert "/advise/?ask=data_location&amp;then=result" in response.text


def test_it_is_neither_stored_nor_indexed(client: Client):
    response = client.get(RESULT)

    assert response["Cache-Control"] == "no-store"
    assert '<meta name="robots" content="noindex">' in response.text


def test_a_catalog_never_read_takes_one_query(
    client: Client, django_assert_num_queries, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(catalog_in_use, "catalog", None)

    with django_assert_num_queries(1):
        client.get(RESULT)


def test_a_catalog_in_use_takes_one_query_a_second(
    client: Client, django_assert_num_queries
):
    client.get(RESULT)

    catalog_in_use.checked_at = float("-inf")
    with django_assert_num_queries(1):
        client.get(f"{RESULT}?ml_staff=none")
    with django_assert_num_queries(0):
        client.get(f"{RESULT}?ml_staff=some_devops")


def test_without_a_catalog_it_says_so(
    client: Client, revision, monkeypatch: pytest.MonkeyPatch
):
    revision.delete()
    monkeypatch.setattr(catalog_in_use, "catalog", None)

    response = client.get(RESULT)

    assert response.status_code == 503
    assert "Not available for the moment" in response.text


def test_the_result_can_be_written_as_json(client: Client):
    found = client.get(f"{RESULT}?{SENSITIVE}").context["result"]

    assert json.loads(json.dumps(found)) == found


def test_a_plan_that_costs_nothing_has_no_bar(client: Client):
    text = client.get(f"{RESULT}?tokens_per_day=0", follow=True).text

    assert "$0" in text
    assert '="%"' not in text


def test_a_rating_stands_beside_that_of_the_best(client: Client):
    response = client.get(f"{RESULT}?quality_bar=strong")

    assert re.search(r"Rated [\d,.]+, where the best today has 1,\d+", response.text)


def test_a_sensitive_part_without_a_place_is_said_to_be_assumed(client: Client):
    text = client.get(
        f"{RESULT}?sensitive_share=0.5&regulated=health", follow=True
    ).text

    told = text.partition('<h2 id="assumptions">')[2]
    assert "is taken to mean your own premises" in told


def test_a_result_leads_to_what_is_known_of_its_models_and_options(client: Client):
    response = client.get(f"{RESULT}?{SENSITIVE}")

    entry = response.context["shortlist"][0]
    assert f'href="/models/{entry["model"]}/"' in response.text
    assert f'href="/options/{entry["where"][0]["option"]}/"' in response.text
