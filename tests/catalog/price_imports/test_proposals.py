"""What a package would change: rows are added and ended, never written over."""

from datetime import date
from decimal import Decimal

import pytest

from catalog.imports.changes import apply
from catalog.models import Offering, Price, Source
from catalog.price_imports.held import held
from catalog.price_imports.places import Unmapped
from catalog.price_imports.proposals import propose
from tests.catalog.price_imports.packages import (
    FIRST,
    OFFERING,
    RELEASED,
    SECOND,
    catalog,
    figures,
    package,
    quote,
    routes,
    second,
)

pytestmark = pytest.mark.django_db

OLD = {"input": Decimal(3), "output": Decimal(15)}
DECEMBER = date(2026, 12, 1)


def proposed(*packages, **changes):
    return propose(packages, held(), routes(**changes))


def applied(*packages, **changes):
    for each in proposed(*packages, **changes):
        assert list(apply(each.rows).refused) == []


def stored():
    found = Price.objects.order_by("source__slug", "valid_from")
    return [
        (int(row.input), row.valid_from, row.valid_until, row.source.slug, row.status)
        for row in found
    ]


def test_the_same_prices_change_nothing():
    catalog(OLD)

    (found,) = proposed(package(quote()))

    assert (found.rows, found.unchanged) == ([], 1)


def test_a_model_that_is_not_offered_there_yet_is_added_with_its_source():
    catalog()

    applied(package(quote(context_tokens=1000)))

    offering = Offering.objects.get()
    assert (offering.provider_model_id, offering.context_offered) == ("one-1", 1000)
    assert stored() == [(3, None, None, "genai-prices-9.0", "accepted")]
    assert Price.objects.get().as_of == RELEASED
    assert Source.objects.get(slug="genai-prices-9.0").as_of == RELEASED


def test_a_context_that_the_tiers_contradict_is_not_known():
    catalog()

    applied(package(quote(figures(), figures(above_tokens=1000), context_tokens=1000)))

    assert Offering.objects.get().context_offered is None


def test_a_changed_price_ends_the_open_one_on_the_day_of_the_release():
    catalog(OLD)

    applied(package(quote(figures("2"))))

    assert stored() == [
        (3, None, RELEASED, "genai-prices-8.0", "accepted"),
        (2, RELEASED, None, "genai-prices-9.0", "accepted"),
    ]


def test_a_change_is_told_with_what_it_was():
    catalog(OLD)

    (found,) = proposed(package(quote(figures("2"))))

    assert found.changed == [
        f"{OFFERING}: 3 / 15 from 2026-11-20 becomes 2 / 15 from 2026-11-20"
    ]


def test_a_second_look_after_a_change_finds_nothing():
    catalog(OLD)
    applied(package(quote(figures("2"))))

    (found,) = proposed(package(quote(figures("2"))))

    assert found.rows == []


def test_all_tiers_of_a_changed_list_name_one_source():
    catalog(OLD, OLD | {"above_tokens": 1000})

    applied(package(quote(figures("2"), figures(above_tokens=1000))))

    now = Price.objects.filter(valid_until=None)
    assert {row.source.slug for row in now} == {"genai-prices-9.0"}
    assert sorted(now.values_list("above_tokens", "input")) == [(0, 2), (1000, 3)]


def test_a_change_that_is_announced_becomes_a_row_of_its_day():
    catalog(OLD)
    now = figures(valid_until=DECEMBER)

    applied(package(quote(now, figures("6", valid_from=DECEMBER))))

    assert stored() == [
        (3, None, RELEASED, "genai-prices-8.0", "accepted"),
        (3, RELEASED, DECEMBER, "genai-prices-9.0", "accepted"),
        (6, DECEMBER, None, "genai-prices-9.0", "accepted"),
    ]


def test_what_is_no_longer_announced_does_not_count():
    announced = OLD | {"input": Decimal(6), "valid_from": DECEMBER}
    catalog(OLD | {"valid_until": DECEMBER}, announced)

    applied(package(quote()))

    assert stored() == [
        (6, DECEMBER, None, "genai-prices-8.0", "wrong"),
        (3, None, RELEASED, "genai-prices-8.0", "accepted"),
        (3, RELEASED, None, "genai-prices-9.0", "accepted"),
    ]


def test_what_a_package_no_longer_has_ends():
    catalog(OLD)

    (found,) = proposed(package())
    apply(found.rows)

    assert found.ended == [OFFERING]
    assert stored() == [(3, None, RELEASED, "genai-prices-8.0", "accepted")]


def test_an_end_that_an_editor_knows_of_stays():
    catalog(OLD | {"valid_until": DECEMBER})

    (found,) = proposed(package(quote()))

    assert found.rows == []


def test_an_unknown_discount_is_no_disagreement_and_another_one_is():
    catalog(OLD | {"batch_discount": Decimal("0.5")})

    (unknown,) = proposed(package(quote()))
    (other,) = proposed(package(quote(figures(batch_discount=Decimal("0.25")))))

    assert unknown.rows == []
    assert len(other.changed) == 1


def test_what_has_ended_is_not_brought_back():
    catalog(OLD | {"valid_until": date(2026, 10, 1)})

    (found,) = proposed(package(quote()))

    assert (found.rows, found.unmapped[Unmapped.ENDED]) == ([], 1)


def test_what_is_retired_is_not_brought_back():
    catalog(OLD, status="retired")

    (found,) = proposed(package(quote(figures("2"))))

    assert (found.rows, found.unmapped[Unmapped.ENDED]) == ([], 1)


def test_prices_of_other_sources_are_left_alone():
    catalog(OLD | {"source": "genai-prices-survey"})

    applied(package(quote(figures("2"))))

    assert (3, None, None, "genai-prices-survey", "accepted") in stored()


# The second package


def test_where_the_packages_differ_both_rows_stay_and_the_second_is_disputed():
    catalog()

    found = proposed(package(quote()), second(quote(figures("2"))))
    for each in found:
        apply(each.rows)

    assert found[1].disputed == [OFFERING]
    assert stored() == [
        (3, None, None, f"{FIRST}-9.0", "accepted"),
        (2, None, None, f"{SECOND}-9.0", "disputed"),
    ]


def test_where_they_agree_nothing_is_disputed():
    catalog()

    for each in proposed(package(quote()), second(quote())):
        apply(each.rows)

    assert [row[-1] for row in stored()] == ["accepted", "accepted"]


def test_a_dispute_is_told_again_while_it_lasts():
    catalog(OLD, OLD | {"source": f"{SECOND}-8.0", "status": "disputed"})

    _, again = proposed(package(quote()), second(quote()))

    assert (again.rows, again.disputed) == ([], [OFFERING])


def test_the_second_package_may_know_the_model_by_another_name():
    catalog(OLD)

    _, found = proposed(package(quote()), second(quote(model="one-2")))

    assert found.added == [OFFERING]


def test_the_first_package_adds_another_name_beside_the_one_there():
    catalog(OLD)

    (found,) = proposed(package(quote(), quote(model="one-2")))

    assert found.added == ["one | acme-api | one-2"]


def test_a_second_name_for_the_same_is_counted_and_adds_nothing():
    catalog(OLD)

    _, found = proposed(package(quote()), second(quote(), quote(model="one-2")))

    assert found.added == [OFFERING]
    assert found.unmapped[Unmapped.SECOND_NAME] == 1


# What makes no row


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"left_out": {(FIRST, "acme"): "A router."}}, Unmapped.ROUTER),
        ({"withdrawn": {(FIRST, "acme", "one-1")}}, Unmapped.WITHDRAWN),
        ({"models": {}}, Unmapped.NO_MODEL),
        ({"models": {"one-1": "elsewhere"}}, Unmapped.NO_MODEL),
        ({"routes": {}}, Unmapped.NO_PLACE),
    ],
)
def test_what_has_no_place_is_counted_by_its_reason(changes, reason):
    catalog()

    (found,) = proposed(package(quote()), **changes)

    assert (found.rows, found.unmapped[reason]) == ([], 1)


def test_what_is_said_to_be_withdrawn_is_not_added():
    catalog()

    (found,) = proposed(package(quote(withdrawn="removed")))

    assert (found.rows, found.unmapped[Unmapped.WITHDRAWN]) == ([], 1)


def test_what_is_held_and_said_to_be_withdrawn_is_told():
    catalog(OLD)

    (found,) = proposed(package(quote(withdrawn="deprecated")))

    assert found.withdrawn == [f"{OFFERING}: deprecated"]


def test_an_offering_tells_the_model_where_no_list_does():
    catalog(OLD)

    (found,) = proposed(package(quote()), models={})

    assert found.unchanged == 1


def test_the_catalog_is_read_in_a_fixed_number_of_queries(
    django_assert_num_queries,
):
    catalog(OLD, OLD | {"above_tokens": 1000})

    with django_assert_num_queries(5):
        held()
