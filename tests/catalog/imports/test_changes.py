"""A preview tells what an import would do and writes nothing; applying does that."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog import models
from catalog.imports import work
from catalog.imports.changes import NotAppliedError, apply, preview
from catalog.imports.effects import Difference, Effect
from catalog.loading import load_catalog
from catalog.models import CatalogRevision
from catalog.revision import catalog_change
from catalog.seed_files import RefusedError, SeedRow

pytestmark = pytest.mark.django_db

OFFERING = "one | acme-api | one-1"


def row(model, line=2, /, **values):
    return SeedRow("rows.csv", line, model, values, {})


def price(line=2, **values):
    given = {
        "offering": OFFERING,
        "source": "acme",
        "above_tokens": "0",
        "schedule": "always",
        "valid_from": None,
    }
    return row(models.Price, line, **given | values)


def new_price(line=2, **values):
    return price(
        line,
        **{"above_tokens": "200000", "input": "6", "as_of": "2026-11-20"} | values,
    )


def stored():
    return [
        list(model.objects.order_by("pk").values())
        for model in (models.Price, models.Offering, models.Provider, CatalogRevision)
    ]


def told(effect):
    return [refusal.sentence for refusal in effect.refusals]


# One row


def test_a_changed_row_is_told_field_by_field(loaded):
    (effect,) = preview([price(output="14", note="asked again")]).effects

    assert effect.effect == Effect.CHANGED
    assert effect.differences == [
        Difference("output", "15", "14"),
        Difference("note", "", "asked again"),
    ]


def test_an_equal_row_is_unchanged(loaded):
    (effect,) = preview([price(input="3.00", output="15")]).effects

    assert effect.effect == Effect.UNCHANGED


def test_a_column_that_is_not_there_stays_as_it_is_stored(loaded):
    apply([price(output="14")])

    assert models.Price.objects.get(output=14).cached_input == Decimal("0.3")


def test_an_empty_value_empties_the_field(loaded):
    apply([price(cached_input=None)])

    assert models.Price.objects.get(valid_from=None).cached_input is None


def test_a_new_row_is_told_with_all_that_it_says(loaded):
    (effect,) = preview([new_price()]).effects

    assert effect.effect == Effect.ADDED
    assert Difference("input", "", "6") in effect.differences
    assert Difference("offering", "", OFFERING) in effect.differences


def test_a_written_row_belongs_to_the_editors(loaded):
    apply([price(output="14"), new_price()])

    changed = models.Price.objects.get(output=14)
    assert (changed.origin, changed.shipped_key != "") == ("editor", True)
    assert models.Price.objects.get(above_tokens=200_000).origin == "editor"


def test_an_unchanged_row_stays_a_shipped_one(loaded):
    apply([price(output="15")])

    assert models.Price.objects.get(output=15).origin == "shipped"


def test_the_next_load_leaves_an_imported_row_alone(loaded, folder):
    apply([price(output="14"), new_price()])
    load_catalog(folder)

    assert models.Price.objects.filter(output=14).exists()
    assert models.Price.objects.filter(above_tokens=200_000).exists()


def test_a_list_of_other_rows_is_compared_and_written(loaded):
    option = row(models.DeploymentOption, slug="acme-api", sources=["acme", "blog"])
    (effect,) = apply([option]).effects

    assert effect.differences == [Difference("sources", "blog", "acme, blog")]
    assert models.DeploymentOption.objects.get().sources.count() == 2


def test_the_number_of_a_fact_follows_its_value(loaded):
    fact = row(
        models.ModelFact,
        model="one",
        field="context_window",
        value="256000",
        source="acme",
        as_of="2026-11-01",
        verification="looked_up",
    )
    apply([fact])

    assert models.ModelFact.objects.get(value="256000").number == 256_000


def test_two_kinds_of_line_breaks_are_no_difference(loaded):
    apply([price(note="one\r\ntwo")])

    (effect,) = preview([price(note="one\ntwo")]).effects
    assert effect.effect == Effect.UNCHANGED


# Several rows


def test_a_row_may_refer_to_one_before_it(loaded):
    offering = row(models.Offering, model="one", option="acme-api")
    done = apply([offering, new_price(3, offering="one | acme-api | ")])

    assert done.counts["added"] == 2
    assert models.Offering.objects.get(provider_model_id="").prices.count() == 1


def test_a_price_may_follow_one_that_a_later_row_ends(loaded):
    done = apply(
        [
            price(
                2,
                input="5",
                valid_from="2026-11-10",
                valid_until="2026-12-01",
                as_of="2026-11-10",
            ),
            price(3, valid_until="2026-11-10"),
        ]
    )

    assert done.counts == {"added": 1, "changed": 1, "unchanged": 0, "refused": 0}


def test_the_second_of_two_equal_rows_is_refused(loaded):
    effects = preview([price(2, output="14"), price(3, output="13")]).effects

    assert [effect.effect for effect in effects] == ["changed", "refused"]
    assert told(effects[1]) == ["The same row stands in line 2."]


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"input": "x"}, "input: “x” value must be a decimal number."),
        ({"input": "1e1000000"}, "input: Ensure that there are no more than 12"),
        ({"input": "NaN"}, "input: “NaN” value must"),
        ({"input": "-6"}, "Below zero is not possible"),
        ({"input": "0"}, "A price of zero needs the mark"),
        ({"input": None}, "input: This field cannot be null."),
        ({"offering": "none"}, "offering: There is no “none”."),
        ({"offering": None}, "offering: is missing."),
        ({"note": "=1+1"}, "note: The text may not start with"),
        ({"color": "red"}, "color: There is no such key."),
        ({"as_of": "someday"}, "as_of: “someday” value has an invalid date"),
        ({"above_tokens": "0"}, "This source already has a price"),
        ({"source": ["acme"]}, "source: Write one value here."),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_the_reason(loaded, values, sentence):
    before = stored()
    given = {"valid_from": "2026-11-21"} | values
    done = preview([new_price(7, **given), new_price(8)])

    assert [effect.effect for effect in done.effects] == ["refused", "added"]
    assert done.effects[0].line == 7
    assert any(each.startswith(sentence) for each in told(done.effects[0])), told(
        done.effects[0]
    )
    assert stored() == before


def test_one_row_that_the_database_refuses_stops_no_other(loaded):
    rows = [
        new_price(line, above_tokens=str(line), input="-1" if line == 9 else "1")
        for line in range(2, 20)
    ]

    assert Counter(each.effect for each in preview(rows).effects) == {
        "added": 17,
        "refused": 1,
    }


def test_many_rows_that_the_database_refuses_end_the_preview(loaded, monkeypatch):
    monkeypatch.setattr(work, "MOST_NOT_TAKEN", 3)
    rows = [
        new_price(line, above_tokens=str(line), input="-1") for line in range(2, 20)
    ]
    with pytest.raises(RefusedError, match=r"rows.csv:2: More than 3 rows are like"):
        preview(rows)


def test_rows_can_come_from_a_generator(loaded):
    assert preview(each for each in [new_price()]).counts["added"] == 1


# Preview and apply


def test_a_preview_writes_nothing(loaded):
    before = stored()
    preview([price(output="14"), new_price()])

    assert stored() == before


def test_a_preview_knows_the_revision_that_applying_brings(loaded):
    rows = [price(output="14"), new_price()]
    foreseen = preview(rows)
    apply(rows)

    assert foreseen.revision != foreseen.next_revision
    assert CatalogRevision.objects.get().sha256 == foreseen.next_revision


def test_applying_with_a_refused_row_writes_nothing(loaded):
    before = stored()
    with pytest.raises(NotAppliedError, match="1 of the rows cannot be loaded"):
        apply([price(output="14"), price(3, output="13")])

    assert stored() == before


def test_the_good_rows_load_without_the_refused_if_that_is_wanted(loaded):
    apply([price(output="14"), new_price(3, input="x")], despite_refusals=True)

    assert models.Price.objects.filter(output=14).exists()
    assert not models.Price.objects.filter(above_tokens=200_000).exists()


def test_what_changed_since_the_preview_stops_the_import(loaded):
    rows = [price(output="14")]
    seen = preview(rows).fingerprint
    with catalog_change():
        models.Price.objects.filter(output=15).update(output=16)
    before = stored()

    with pytest.raises(NotAppliedError, match="make a new preview"):
        apply(rows, expected=seen)
    assert stored() == before


def test_a_change_of_other_rows_does_not_stop_the_import(loaded):
    rows = [price(output="14")]
    seen = preview(rows).fingerprint
    with catalog_change():
        models.Provider.objects.update(name="Other")
    apply(rows, expected=seen)

    assert models.Price.objects.filter(output=14).exists()


def test_a_preview_takes_the_same_queries_for_any_number_of_rows(
    loaded,
):
    def ask(number):
        rows = [new_price(line, above_tokens=str(line)) for line in range(1, number)]
        with CaptureQueriesContext(connection) as queries:
            preview(rows)
        return len(queries)

    assert ask(3) == ask(30)


def test_dates_and_decimals_are_keys_like_text(loaded):
    (effect,) = preview([price(valid_from="2026-12-01", valid_until=None)]).effects

    assert effect.key.endswith(" | 2026-12-01")
    assert models.Price.objects.filter(valid_from=date(2026, 12, 1)).exists()
    assert effect.effect == Effect.UNCHANGED


def test_the_history_says_who_wrote_each_row_and_why(loaded, django_user_model):
    pat = django_user_model.objects.create_user("pat")
    apply([price(output="14"), new_price(3)], user=pat, reason="Import of rows.csv")

    changed, added = models.Price.history.filter(history_user=pat).order_by("pk")
    assert (changed.history_type, changed.output) == ("~", 14)
    assert (added.history_type, added.above_tokens) == ("+", 200_000)
    assert added.history_change_reason == "Import of rows.csv"


def test_a_preview_leaves_no_history(loaded):
    before = models.Price.history.count()
    preview([price(output="14")])

    assert models.Price.history.count() == before


def test_an_unchanged_row_has_no_new_state(loaded):
    before = models.Price.history.count()
    apply([price(output="15")])

    assert models.Price.history.count() == before


# Rules of the catalog


def test_a_row_that_breaks_a_rule_is_refused_and_the_others_load(loaded):
    rows = [new_price(2, cached_input="7"), price(3, output="14")]
    done = apply(rows, despite_refusals=True)

    assert "Cached input costs 7" in told(done.effects[0])[0]
    assert done.counts == {"added": 0, "changed": 1, "unchanged": 0, "refused": 1}


def test_a_rule_broken_in_a_row_that_is_not_in_the_file_stops_all_of_it(loaded):
    before = stored()
    key = {"model": "one", "option": "acme-api", "provider_model_id": "one-1"}
    rows = [row(models.Offering, status="retired", **key)]
    done = preview(rows)

    assert f"price {OFFERING} | acme" in done.obstacles[0]
    with pytest.raises(NotAppliedError, match="price_after_retirement"):
        apply(rows, despite_refusals=True)
    assert stored() == before


def test_a_rule_that_was_broken_before_stops_nothing(loaded):
    with catalog_change():
        models.Price.objects.filter(valid_from=None).update(cached_input=9)
    done = apply([new_price()])

    assert (done.counts["added"], done.obstacles) == (1, [])
