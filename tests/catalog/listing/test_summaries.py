"""What the list of models shows is worked out from the figures in use."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import connection

from catalog.listing.lists.models import summaries
from catalog.models import BenchmarkScore, LanguageModel, ModelFact, ModelSummary, Price
from catalog.revision import catalog_change
from catalog.summaries import PREFERENCE, refresh_summaries
from tests.catalog import rows

pytestmark = pytest.mark.django_db

TODAY = rows.DAY
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime(2026, 11, 1, 12), tick=False):  # noqa: DTZ001 (the clock is frozen; UTC by settings)
        yield


def summary_of(model: LanguageModel, day: date = TODAY) -> ModelSummary:
    refresh_summaries()
    found: ModelSummary = summaries(day).get(model=model)
    return found


def test_the_figure_of_the_best_kind_of_source_is_shown():
    model = rows.saved_model()
    press = rows.saved_source(kind="press", as_of=TOMORROW)
    rows.model_fact(model=model, value="8000", number=8000, source=press).save()
    best = rows.model_fact(model=model, value="9000", number=9000)
    best.save()

    summary = summary_of(model)

    assert (summary.context, summary.context_fact) == (9000, best)


@pytest.mark.parametrize("changes", [{"status": "disputed"}, {"status": "wrong"}])
def test_a_figure_that_may_not_be_used_is_not_shown(changes):
    model = rows.saved_model()
    rows.model_fact(model=model, **changes).save()
    article = rows.saved_source(kind="article")
    rows.model_fact(model=model, source=article).save()

    assert summary_of(model).context is None


@pytest.mark.parametrize(
    ("written", "first_day"),
    [("2026", "2026-01-01"), ("2026-05", "2026-05-01"), ("2026-05-17", "2026-05-17")],
)
def test_a_part_of_a_date_counts_from_its_first_day(written, first_day):
    model = rows.saved_model()
    rows.model_fact(
        model=model, field="release_date", value=written, number=None
    ).save()

    assert summary_of(model).released_on == date.fromisoformat(first_day)


def test_the_preference_rating_is_the_most_independent_one():
    model = rows.saved_model()
    arena = rows.saved_benchmark(slug=PREFERENCE, maximum=None)
    rows.score(model=model, benchmark=arena, value=1500, reported_by="vendor").save()
    rows.score(model=model, benchmark=arena, value=1400).save()

    assert summary_of(model).rating == 1400


def test_the_lowest_price_is_that_of_the_cheapest_option():
    model = rows.saved_model()
    dear, cheap = rows.saved_offering(model=model), rows.saved_offering(model=model)
    rows.price(offering=dear).save()
    lowest = rows.price(offering=cheap, input=Decimal(1), output=Decimal(2))
    lowest.save()
    rows.assumption(slug="input_output_ratio", value=3, low=1, high=10).save()

    summary = summary_of(model)

    assert (summary.price, summary.blended) == (lowest, Decimal("1.25"))


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "wrong"},
        {"output": None},
        {"above_tokens": 200_000},
        {"valid_until": TODAY},
        {"valid_from": TOMORROW},
    ],
    ids=str,
)
def test_a_price_that_no_bill_is_made_from_is_not_shown(changes):
    model = rows.saved_model()
    rows.price(offering=rows.saved_offering(model=model), **changes).save()

    assert summary_of(model).price is None


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "retired"},
        {"option": {"status": "retired"}},
        {"option": {"retired_on": TODAY}},
        {"option": {"kind": "unofficial"}},
    ],
    ids=str,
)
def test_nor_is_one_where_the_model_cannot_be_had(changes):
    model = rows.saved_model()
    option = rows.saved_option(**changes.pop("option", {}))
    offering = rows.saved_offering(model=model, option=option, **changes)
    rows.price(offering=offering).save()

    assert summary_of(model).price is None


def test_a_price_that_begins_tomorrow_is_shown_from_tomorrow_on_without_a_write():
    model = rows.saved_model()
    offering, source = rows.saved_offering(model=model), rows.saved_source()
    now = rows.price(offering=offering, source=source, valid_until=TOMORROW)
    then = rows.price(offering=offering, source=source, valid_from=TOMORROW, input=9)
    now.save()
    then.save()

    assert summary_of(model).price == now
    assert summaries(TOMORROW).get(model=model).price == then
    assert summaries(date(2100, 1, 1)).get(model=model).price == then


def test_every_model_is_listed_once_on_every_day():
    for number in range(3):
        offering = rows.saved_offering()
        for start in range(-2, 5, 3):
            day = TODAY + timedelta(days=start + number)
            until = day + timedelta(days=2)
            rows.price(offering=offering, valid_from=day, valid_until=until).save()
    refresh_summaries()

    for shift in range(12):
        found = summaries(TODAY + timedelta(days=shift))
        assert found.count() == LanguageModel.objects.count()


def test_the_kinds_of_ways_to_run_it_go_by_its_weights():
    host = rows.saved_option(kind="hosted_open")
    rows.saved_option(kind="own_gpus", stands_for_kind=True)
    closed, opened = rows.saved_model(), rows.saved_model(weights="open_weight")
    rows.saved_offering(model=closed, option=host)
    rows.saved_offering(model=opened, option=host)

    assert summary_of(closed).kinds == ["closed_api"]
    assert summary_of(opened).kinds == ["hosted_open", "own_gpus"]


def test_the_last_day_that_anything_was_checked_is_known():
    model = rows.saved_model()
    rows.model_fact(model=model).save()
    assert summary_of(model).last_checked == TODAY

    newer = rows.saved_source()
    rows.score(model=model, source=newer, as_of=TOMORROW).save()
    assert summary_of(model).last_checked == TOMORROW


def test_a_change_of_the_catalog_brings_the_summaries_along():
    with catalog_change():
        model = rows.saved_model(name="Zephyr")
    assert ModelSummary.objects.get(model=model).sort_name == "zephyr"

    with catalog_change():
        LanguageModel.objects.filter(pk=model.pk).update(name="Aura")
    assert ModelSummary.objects.get(model=model).sort_name == "aura"

    with catalog_change():
        model.delete()
    assert not ModelSummary.objects.exists()


def test_a_row_that_stays_the_same_is_not_written():
    one, other = rows.saved_model(), rows.saved_model()
    refresh_summaries()
    before = written_by()

    rows.model_fact(model=one).save()
    refresh_summaries()

    after = written_by()
    assert after[other.pk] == before[other.pk]
    assert after[one.pk] != before[one.pk]


def written_by() -> dict[int, tuple[str, str]]:
    """Where each row lies: a row written anew lies elsewhere."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT model_id, ctid::text, xmin::text FROM catalog_modelsummary"
        )
        return {key: (place, number) for key, place, number in cursor.fetchall()}


def test_a_figure_that_is_gone_leaves_nothing_behind():
    model = rows.saved_model()
    rows.model_fact(model=model).save()
    rows.price(offering=rows.saved_offering(model=model)).save()
    rows.score(model=model, benchmark=rows.saved_benchmark(slug=PREFERENCE)).save()
    assert summary_of(model).price

    for kind in (Price, ModelFact, BenchmarkScore):
        kind.objects.all().delete()

    summary = summary_of(model)
    assert (summary.price_id, summary.context_fact_id) == (None, None)
    assert (summary.rating, summary.last_checked) == (None, None)


def test_only_the_summaries_get_more_time_than_a_page():
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        usual = cursor.fetchone()
        refresh_summaries()
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == usual
