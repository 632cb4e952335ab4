"""The start page of the admin counts what needs a person, and leads to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import CharField, Func
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalog import attention_found, models
from catalog.attention import CONCERNS, MOST_COUNTED, concerns_of
from catalog.attention_found import counts_found, rows_found
from catalog.history import write_with_history
from catalog.models.imports import CatalogImport
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.admin_pages import address

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
LONG_AGO = TODAY - timedelta(days=31)
SOON = TODAY + timedelta(days=30)
LATER = TODAY + timedelta(days=91)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def found(model, key):
    concern = concerns_of(model)[key]
    return list(model.objects.filter(pk__in=rows_found(concern, TODAY)))


def saved(row):
    row.save()
    return row


def twice(make, *columns, **changes):
    """Two rows on the same thing from two sources."""
    first = saved(make())
    same = {name: getattr(first, name) for name in columns}
    return first, saved(make(**same | changes))


# Prices


def test_a_price_unchecked_for_thirty_days():
    old = saved(rows.price(as_of=LONG_AGO))
    saved(rows.price(as_of=TODAY - timedelta(days=30)))
    saved(rows.price(as_of=LONG_AGO, valid_until=TODAY))
    saved(rows.price(as_of=LONG_AGO, valid_from=SOON))
    saved(rows.price(as_of=LONG_AGO, status="wrong"))
    retired = saved(rows.price(as_of=LONG_AGO)).offering
    retired.status = "retired"
    retired.save()

    assert found(models.Price, "unchecked") == [old]


def test_a_price_about_to_take_effect():
    coming = saved(rows.price(valid_from=SOON))
    saved(rows.price(valid_from=TODAY))
    saved(rows.price(valid_from=LATER))

    assert found(models.Price, "coming") == [coming]


def test_a_price_that_ends_with_none_after_it():
    ending = saved(rows.price(valid_until=SOON))
    followed = saved(rows.price(valid_until=SOON))
    saved(
        rows.price(offering=followed.offering, source=followed.source, valid_from=SOON)
    )
    saved(rows.price(valid_until=LATER))

    assert found(models.Price, "ending") == [ending]


def test_two_accepted_sources_that_disagree_on_a_price():
    pair = twice(rows.price, "offering", output=16)
    twice(rows.price, "offering")  # the same figures
    twice(rows.price, "offering", output=16, status="disputed")
    twice(rows.price, "offering", output=16, valid_until=TODAY)
    twice(rows.price, "offering", output=16, above_tokens=1000)
    twice(rows.price, "offering", output=None)  # not known is no other figure
    twice(rows.price, "offering", output=16, source=rows.saved_source(kind="article"))

    assert set(found(models.Price, "contradicted")) == set(pair)


# Other figures


def test_two_accepted_sources_that_disagree_on_a_fact():
    pair = twice(rows.model_fact, "model", value="64000", number=64000)
    twice(rows.model_fact, "model")
    twice(rows.model_fact, "model", "source", value="64000", number=64000)

    assert set(found(models.ModelFact, "contradicted")) == set(pair)


def test_two_accepted_sources_that_disagree_on_a_score():
    pair = twice(rows.score, "model", "benchmark", value=50)
    twice(rows.score, "model", "benchmark", value=50, settings="5-shot")

    assert set(found(models.BenchmarkScore, "contradicted")) == set(pair)


@pytest.mark.parametrize(
    ("model", "make"),
    [
        (models.Price, rows.price),
        (models.ModelFact, rows.model_fact),
        (models.BenchmarkScore, rows.score),
        (models.HardwareFact, rows.hardware_fact),
        (models.HardwareRate, rows.hardware_rate),
        (models.PrecisionQuality, rows.precision_quality),
    ],
)
def test_a_figure_marked_as_disputed(model, make):
    saved(make())
    disputed = saved(make(status="disputed"))

    assert found(model, "disputed") == [disputed]


def test_every_kind_of_row_that_can_be_disputed_is_looked_at():
    able = {
        model
        for model in models.CatalogRow.__subclasses__()
        for field in model._meta.concrete_fields
        if field.name == "status" and dict(field.flatchoices).keys() == {*STATUSES}
    }

    assert able == {each.model for each in CONCERNS if each.key == "disputed"}


STATUSES = models.Status.values


def test_an_option_of_which_the_keeping_of_prompts_is_not_known():
    unknown = saved(rows.option(kind="closed_api", retains_prompts=None))
    no_days = saved(rows.option(kind="closed_api", retains_prompts=True))
    saved(rows.option(kind="closed_api", retains_prompts=True, retention_days=30))
    saved(rows.option(kind="closed_api", retains_prompts=False))
    saved(rows.option(kind="own_hardware", retains_prompts=None))
    saved(rows.option(kind="closed_api", retains_prompts=None, status="retired"))

    expected = {unknown, no_days}
    assert set(found(models.DeploymentOption, "retention")) == expected


@pytest.mark.parametrize(
    ("day", "is_near"),
    [
        ("2026-12", True),
        ("2027-02-20", True),
        ("2027-02-21", False),
        ("2026-11-01", True),
        ("2028", False),
    ],
)
def test_a_model_about_to_retire(day, is_near):
    fact = saved(rows.model_fact(field="retired_on", value=day, number=None))
    gone = rows.saved_model(status="retired")
    saved(rows.model_fact(model=gone, field="retired_on", value=day, number=None))

    expected = [fact.model] if is_near else []
    assert found(models.LanguageModel, "retiring") == expected


def test_who_and_what_is_described_without_a_source():
    described = rows.saved_provider(roles=["host"])
    rows.saved_provider()
    doubted = saved(rows.claim(status="wrong"))
    answered = saved(rows.claim(status="wrong"))
    answered.better_sources.add(rows.saved_source())
    saved(rows.claim(status="supported"))

    assert found(models.Provider, "unsourced") == [described]
    assert found(models.Claim, "unsourced") == [doubted]


# The page


def start_page(client):
    return client.get(reverse("admin:index")).content.decode()


def test_the_start_page_counts_and_leads_to_the_rows(editor):
    old = saved(rows.price(as_of=LONG_AGO))
    saved(rows.price(as_of=TODAY))
    url = f"{address(models.Price)}?needs=unchecked"

    assert f'href="{url}"' in start_page(editor)
    assert list(editor.get(url).context["cl"].queryset) == [old]


def test_what_is_not_the_case_is_said_too(editor):
    editor.get(reverse("admin:catalog_broken"))

    assert "Nothing needs anybody today." in start_page(editor)
    assert "prices marked as disputed" in start_page(editor)


def test_a_change_is_counted_at_once(editor):
    saved(rows.price(status="disputed"))
    assert "<td>1</td>" in start_page(editor)

    write_with_history(added=[rows.price(status="disputed")])

    assert "<td>2</td>" in start_page(editor)


def test_rows_that_break_a_rule_are_counted_once_somebody_has_looked(editor):
    price = saved(rows.price())
    price.offering.status = "retired"
    price.offering.save()
    page = reverse("admin:catalog_broken")
    assert "not looked for since the last change" in start_page(editor)

    found = editor.get(page).content.decode()

    assert "What is retired has no open price." in found
    assert f'href="{address(models.Price, "change", price.pk)}"' in found
    assert f'href="{page}"' in start_page(editor)
    assert "not looked for" not in start_page(editor)
    saved(rows.price())
    assert "not looked for since the last change" in start_page(editor)


def test_an_import_waits_for_a_decision(editor):
    for state in ("ready", "applied"):
        CatalogImport.objects.create(name="a.csv", kind="price", file=b"", state=state)

    url = reverse("admin:catalog_catalogimport_changelist")
    url += "?state__in=ready,outdated"
    assert f'href="{url}"' in start_page(editor)
    assert editor.get(url).context["cl"].result_count == 1


def test_a_heap_is_not_counted_to_the_end(editor, monkeypatch):
    monkeypatch.setattr("catalog.attention.MOST_COUNTED", 1)
    monkeypatch.setattr("catalog.templatetags.desk.MOST_COUNTED", 1)
    for _ in range(3):
        saved(rows.price(status="disputed"))

    assert "more than 1" in start_page(editor)
    assert MOST_COUNTED > 1


def test_nobody_sees_counts_of_what_they_may_not_see(client, django_user_model):
    user = django_user_model.objects.create_user("new", is_staff=True)
    client.force_login(user)

    assert "needs-a-person" not in start_page(client)


def test_the_start_page_takes_the_same_queries_for_more_rows(editor):
    saved(rows.price(as_of=LONG_AGO))
    few = queries(editor)
    for _ in range(5):
        saved(rows.price(as_of=LONG_AGO))
        saved(rows.model_fact(status="disputed"))

    assert queries(editor) == few


def queries(client):
    start_page(client)
    with CaptureQueriesContext(connection) as found:
        start_page(client)
    return len(found)


@pytest.mark.parametrize("value", ["nonsense", "contradicted'", ""])
def test_an_unknown_need_lists_everything(editor, value):
    saved(rows.price())

    page = editor.get(address(models.Price), {"needs": value})

    assert page.context["cl"].result_count == 1


# What is kept


def test_a_change_keeps_what_it_found_for_the_start_page():
    with catalog_change():
        old = saved(rows.price(as_of=LONG_AGO))

    kept = models.KeptConcern.objects.get(name="price unchecked")
    assert kept.rows == [old.pk]
    assert kept.day == TODAY


def test_what_is_kept_holds_no_longer_than_the_rows_stay_the_same():
    with catalog_change():
        saved(rows.price(as_of=LONG_AGO))
    models.KeptConcern.objects.update(rows=[])
    concern = concerns_of(models.Price)["unchecked"]
    assert counts_found([concern], TODAY) == [0]  # as kept
    assert counts_found([concern], TODAY + timedelta(days=1)) == [1]

    saved(rows.price(as_of=LONG_AGO))

    assert counts_found([concern], TODAY) == [2]


def test_what_takes_too_long_to_find_stops_no_change(monkeypatch):
    monkeypatch.setitem(attention_found.SETTINGS, "statement_timeout", "1ms")
    slow = replace(
        concerns_of(models.Price)["unchecked"],
        rows=lambda day: models.Price.objects.annotate(
            waited=Func(0.1, function="pg_sleep", output_field=CharField())
        ).filter(waited__isnull=False),
    )
    monkeypatch.setattr(attention_found, "CONCERNS", [slow])

    with catalog_change():
        saved(rows.price())

    assert not models.KeptConcern.objects.exists()


def test_the_start_page_takes_a_handful_of_queries(admin_client):
    with catalog_change():
        saved(rows.price(as_of=LONG_AGO))

    with CaptureQueriesContext(connection) as queries:
        admin_client.get(reverse("admin:index"))

    assert len(queries) == 7
