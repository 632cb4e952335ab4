"""The data files come in whole or not at all, and editors keep their rows."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from catalog import models
from catalog.bulk import remember_deletion
from catalog.loading import Loader, Report, load_catalog
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.conftest import ROWS
from tests.catalog.data_files import append, outcomes, replace

pytestmark = pytest.mark.django_db


def edit(row, **changes):
    """What the admin does when an editor saves."""
    for name, value in changes.items():
        setattr(row, name, value)
    row.origin = "editor"
    with catalog_change():
        row.save()


def delete(row):
    with catalog_change():
        remember_deletion(row)
        row.delete()


def test_every_row_is_added(folder):
    assert outcomes(load_catalog(folder)) == {"added": ROWS}


def test_a_second_load_changes_nothing(folder):
    load_catalog(folder)

    assert outcomes(load_catalog(folder)) == {"unchanged": ROWS}


def test_text_keeps_the_word_that_is_also_a_truth_value(folder):
    load_catalog(folder)

    assert models.Provider.objects.get().country == "NO"


def test_the_number_of_a_numeric_fact_is_worked_out(folder):
    load_catalog(folder)

    assert models.ModelFact.objects.get(field="context_window").number == 128000


def test_further_sources_are_connected(folder):
    load_catalog(folder)

    assert models.DeploymentOption.objects.get().sources.get().slug == "blog"


def test_loaded_rows_are_marked_as_shipped(folder):
    load_catalog(folder)

    assert {row.origin for row in models.Price.objects.all()} == {"shipped"}


def test_a_shipped_row_follows_its_file(folder):
    load_catalog(folder)
    replace(folder, "offerings.yaml", "output: 15", "output: 14")

    assert outcomes(load_catalog(folder)) == {"updated": 1, "unchanged": ROWS - 1}
    assert models.Price.objects.get(valid_from=None).output == 14


def test_a_changed_list_of_further_sources_is_an_update(folder):
    load_catalog(folder)
    replace(folder, "options.yaml", "sources: [blog]", "sources: [blog, acme]")

    assert outcomes(load_catalog(folder)) == {"updated": 1, "unchanged": ROWS - 1}
    assert models.DeploymentOption.objects.get().sources.count() == 2


def test_a_shipped_row_that_left_the_files_is_removed(folder):
    load_catalog(folder)
    (folder / "scores.yaml").write_text("", encoding="utf-8")

    assert outcomes(load_catalog(folder)) == {"removed": 1, "unchanged": ROWS - 1}


def test_a_corrected_key_replaces_the_old_row(folder):
    """The corrected price would overlap the old one if that stayed."""
    load_catalog(folder)
    replace(
        folder, "offerings.yaml", "valid_from: 2026-12-01", "valid_from: 2026-12-05"
    )

    report = load_catalog(folder)

    assert outcomes(report) == {"removed": 1, "added": 1, "unchanged": ROWS - 1}


def test_a_row_that_an_editors_row_needs_stays(folder):
    load_catalog(folder)
    acme = models.Source.objects.get(slug="acme")
    append(
        folder,
        "sources.yaml",
        "- {slug: other, title: x, kind: press, as_of: 2026-11-01, date_kind: published}\n",
    )
    load_catalog(folder)
    other = models.Source.objects.get(slug="other")
    edit(rows.score(model=models.LanguageModel.objects.get(), source=other))
    replace(
        folder,
        "sources.yaml",
        "- {slug: other, title: x, kind: press, as_of: 2026-11-01, date_kind: published}\n",
        "",
    )

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS}
    assert {acme, other} <= set(models.Source.objects.all())


def test_an_edited_row_is_never_touched(folder):
    load_catalog(folder)
    edit(models.BenchmarkScore.objects.get(), value=Decimal(90), note="mine")
    replace(folder, "scores.yaml", "note: first", "note: second")

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}
    assert models.BenchmarkScore.objects.get().note == "mine"


def test_an_edited_row_stays_when_it_leaves_the_files(folder):
    load_catalog(folder)
    edit(models.BenchmarkScore.objects.get(), note="mine")
    (folder / "scores.yaml").write_text("", encoding="utf-8")

    load_catalog(folder)

    assert models.BenchmarkScore.objects.get().note == "mine"


def test_rows_still_find_a_thing_whose_slug_an_editor_changed(folder):
    load_catalog(folder)
    edit(models.LanguageModel.objects.get(), slug="renamed")

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}


def test_an_editors_row_with_the_key_of_a_shipped_one_is_kept(folder):
    edit(rows.provider(slug="acme", name="Ours"))

    assert outcomes(load_catalog(folder)) == {"kept": 1, "added": ROWS - 1}
    assert models.Provider.objects.get().name == "Ours"


def test_a_shipped_price_gives_way_to_an_editors(folder):
    load_catalog(folder)
    price = models.Price.objects.get(valid_from=None)
    edit(price, valid_until=date(2026, 11, 15))
    newer = rows.price(
        offering=price.offering,
        source=price.source,
        valid_from=date(2027, 6, 1),
    )
    edit(
        models.Price.objects.get(valid_from=date(2026, 12, 1)),
        valid_until=date(2027, 6, 1),
    )
    edit(newer)
    append(
        folder,
        "offerings.yaml",
        "  - {input: 9, valid_from: 2027-07-01, source: acme, as_of: 2026-11-01}\n",
    )

    report = load_catalog(folder)

    assert report.refusals == []
    assert outcomes(report) == {"kept": 3, "unchanged": ROWS - 2}


def test_a_shipped_score_gives_way_to_an_editors_range(folder):
    load_catalog(folder)
    delete(models.BenchmarkScore.objects.get())
    edit(models.Benchmark.objects.get(), maximum=Decimal(50))
    replace(folder, "scores.yaml", "value: 88.5", "value: 89.5")

    assert outcomes(load_catalog(folder)) == {"kept": 2, "unchanged": ROWS - 2}


def test_a_key_that_an_editor_took_is_left_to_the_editor(folder):
    load_catalog(folder)
    edit(models.BenchmarkScore.objects.get(), settings="5-shot")
    replace(folder, "scores.yaml", "note: first", "settings: 5-shot")

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}


def test_a_deleted_row_does_not_come_back(folder):
    load_catalog(folder)
    delete(models.BenchmarkScore.objects.get())

    assert outcomes(load_catalog(folder)) == {"kept": 1, "unchanged": ROWS - 1}
    assert not models.BenchmarkScore.objects.exists()


def test_what_hangs_on_a_deleted_row_does_not_come_back_either(folder):
    load_catalog(folder)
    delete(models.LanguageModel.objects.get())

    assert outcomes(load_catalog(folder)) == {"kept": 7, "unchanged": ROWS - 7}


def test_rows_that_no_file_can_mean_are_not_read(folder):
    load_catalog(folder)
    theirs = rows.price(source=models.Source.objects.get(slug="acme"))
    theirs.save()
    loader = Loader(Report())

    with transaction.atomic():
        loader.load(folder)

    assert theirs.offering_id not in loader.known[models.Offering].key_of
    assert theirs.pk not in loader.known[models.Price].key_of
    assert loader.known[models.Price].key_of
    assert loader.report.refusals == []


def test_an_editors_row_that_a_file_only_refers_to_is_found(folder):
    rows.saved_source(slug="agency")
    path = folder / "providers.yaml"
    path.write_text(path.read_text().replace("source: acme", "source: agency"))

    assert load_catalog(folder).refusals == []
    assert models.Provider.objects.get(source__slug="agency").slug == "acme"
