"""Each rule of the catalog names the row that breaks it, and lets sound rows be."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from catalog.imports.references import References
from catalog.integrity import RULES, broken_rules, rules
from catalog.models import Price
from tests.catalog import rows
from tests.catalog.broken_rows import (
    BROKEN,
    FUTURE,
    fact,
    lone_price,
    price,
    row_from_the_future,
    tenfold_price,
)
from tests.catalog.rows import DAY

pytestmark = pytest.mark.django_db


def broken_by(key: str):
    return [broken for broken in broken_rules(DAY) if broken.rule.key == key]


def test_each_rule_has_a_row_that_breaks_it():
    keys = [rule.key for rule in RULES]

    assert len(keys) == len(set(keys))
    assert set(keys) == BROKEN.keys() | FUTURE.keys()


@pytest.mark.parametrize("key", BROKEN)
def test_a_row_that_breaks_a_rule_is_named(key):
    row = BROKEN[key]()

    found = broken_by(key)

    assert [(each.rule.model, each.pk) for each in found] == [(type(row), row.pk)]
    assert found[0].row == References().key(type(row), row.pk)
    assert found[0].address == f"/admin/catalog/{row._meta.model_name}/{row.pk}/change/"
    assert "{" not in found[0].sentence


@pytest.mark.parametrize("key", FUTURE)
def test_a_fact_from_a_day_to_come_is_named(key):
    row = row_from_the_future(FUTURE[key])

    assert [each.pk for each in broken_by(key)] == [row.pk]


def test_the_shipped_catalog_breaks_no_rule():
    call_command("load_catalog", verbosity=0)

    assert [str(broken) for broken in broken_rules()] == []


def test_tomorrow_is_today_east_of_the_server():
    rows.saved_source(as_of=DAY + timedelta(days=1), date_kind="estimated")

    assert broken_rules(DAY) == []


# Prices that are true


def test_a_large_step_that_somebody_read_again_is_let_be():
    tenfold_price(vouched_on=DAY, note="The vendor announced it.")

    assert broken_by("price_jump") == []


def test_a_step_of_ten_times_is_let_be():
    tenfold_price(output=Decimal(150))

    assert broken_by("price_jump") == []


def test_a_fall_is_as_suspicious_as_a_rise():
    row = tenfold_price(input=Decimal("0.29"), output=Decimal(15))

    assert [each.pk for each in broken_by("price_jump")] == [row.pk]


def test_the_cached_price_may_not_jump_either():
    first = price(cached_input=Decimal(1), valid_until=DAY)
    row = price(
        offering=first.offering,
        source=first.source,
        cached_input=Decimal("0.09"),
        valid_from=DAY,
    )

    assert [each.pk for each in broken_by("price_jump")] == [row.pk]


def test_free_and_then_charged_is_no_jump():
    first = price(input=Decimal(0), output=Decimal(0), is_free=True, valid_until=DAY)
    price(offering=first.offering, source=first.source, valid_from=DAY)

    assert broken_rules(DAY) == []


def test_another_tier_is_no_step():
    first = price()
    price(
        offering=first.offering,
        source=first.source,
        input=Decimal(50),
        above_tokens=200_000,
    )

    assert broken_by("price_jump") == []


def test_a_disputed_price_is_no_step():
    tenfold_price(status="disputed")

    assert broken_by("price_jump") == []


def test_a_price_far_from_others_that_somebody_read_again_is_let_be():
    lone_price(vouched_on=DAY, note="Prompts pay for the rest.")

    assert broken_rules(DAY) == []


def test_what_others_asked_once_does_not_count():
    row = lone_price()
    for other in Price.objects.exclude(pk=row.pk):
        other.valid_until = DAY
        other.save()

    assert broken_by("price_far_from_others") == []


def test_of_two_offerings_far_apart_both_are_named():
    model = rows.saved_model()
    cheap = price(offering=rows.saved_offering(model=model), input=Decimal("0.1"))
    dear = price(offering=rows.saved_offering(model=model))

    found = broken_by("price_far_from_others")

    assert {each.pk for each in found} == {cheap.pk, dear.pk}


def test_many_tiers_of_one_offering_do_not_outvote_the_others():
    row = lone_price()
    for tier in (1_000, 2_000, 3_000, 4_000):
        price(
            offering=row.offering,
            source=row.source,
            input=row.input,
            output=row.output,
            above_tokens=tier,
        )

    assert len(broken_by("price_far_from_others")) == 5


def test_another_host_may_sell_what_the_maker_retired():
    model = rows.saved_model(status="retired")
    price(offering=rows.saved_offering(model=model))

    assert broken_rules(DAY) == []


# Facts


def test_figures_that_are_disputed_are_not_compared():
    total = fact("params_total_b", "70")
    fact("params_active_b", "71", model=total.model, status="disputed")

    assert broken_rules(DAY) == []


def test_a_year_and_a_day_compare_as_far_as_both_are_known():
    model = rows.saved_model(status="retired")
    for field, value in (("release_date", "2026-10-01"), ("retired_on", "2026")):
        rows.model_fact(model=model, field=field, value=value, number=None).save()

    assert broken_rules(DAY) == []


# Licenses


def test_a_clause_that_was_read_stands_behind_what_a_license_allows():
    terms = rows.saved_license(verification="unverified")
    rows.license_clause(license=terms, subject="commercial_use").save()

    assert broken_rules(DAY) == []


def test_a_clause_from_memory_stands_behind_nothing():
    terms = rows.saved_license(verification="unverified")
    rows.license_clause(
        license=terms, subject="commercial_use", verification="unverified"
    ).save()

    assert len(broken_by("license_unread_yet_allowing")) == 1


def test_a_clause_on_an_unknown_use_is_a_claim():
    terms = rows.saved_license(commercial_use="unknown")
    rows.license_clause(license=terms, subject="commercial_use").save()

    assert len(broken_by("license_unknown_yet_allowing")) == 1


# Asking


def test_the_number_of_queries_does_not_grow(django_assert_num_queries):
    for _ in range(2):
        price(cached_input=Decimal(4))
    with django_assert_num_queries(len(RULES) + 1):
        assert len(broken_rules(DAY)) == 2

    for _ in range(20):
        price(cached_input=Decimal(4))
    with django_assert_num_queries(len(RULES) + 1):
        assert len(broken_rules(DAY)) == 22


def test_of_each_rule_only_so_many_are_named(monkeypatch):
    monkeypatch.setattr(rules, "MOST", 2)
    for _ in range(3):
        price(cached_input=Decimal(4))
        tenfold_price()

    assert len(broken_by("price_cached_above_input")) == 2
    assert len(broken_by("price_jump")) == 2


def test_what_is_about_to_be_committed_is_seen():
    with transaction.atomic():
        price(cached_input=Decimal(4))
        found = broken_rules(DAY)
        transaction.set_rollback(True)

    assert [each.rule.key for each in found] == ["price_cached_above_input"]
    assert broken_rules(DAY) == []


# The command


def test_the_command_names_the_row_and_ends_with_an_error():
    row = price(cached_input=Decimal(4))
    out = StringIO()

    with pytest.raises(CommandError, match="1 row breaks a rule"):
        call_command("check_catalog", stdout=out)

    assert out.getvalue() == (
        f"price {References().key(type(row), row.pk)}: Cached input costs 4, more than input at 3."
        f" (price_cached_above_input, /admin/catalog/price/{row.pk}/change/)\n"
    )


def test_the_command_says_that_all_is_well():
    out = StringIO()

    call_command("check_catalog", stdout=out)

    assert out.getvalue() == f"All {len(RULES)} rules hold.\n"
