"""Every write of the catalog leaves a record: what, who, why and when."""

import pytest
from django.contrib.auth.models import User

from catalog import models
from catalog.history import ADDED, CHANGED, remember, write_with_history
from catalog.loading import data_version, load_catalog
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.admin_pages import MAKERS
from tests.catalog.conftest import ROWS
from tests.catalog.data_files import replace

pytestmark = pytest.mark.django_db


@pytest.fixture
def pat():
    return User.objects.create_user("pat")


def records():
    return [record for model in MAKERS for record in model.history.all()]


def test_every_kind_of_row_keeps_its_states():
    for model, make in MAKERS.items():
        row = make()
        row.save()
        assert [record.history_type for record in row.history.all()] == ["+"], model


def test_a_record_says_who_and_why(pat):
    with catalog_change(pat, "a better page"):
        rows.price().save()

    record = models.Price.history.get()
    assert (record.history_user, record.history_change_reason) == (pat, "a better page")


def test_outside_a_change_nobody_is_named():
    rows.price().save()

    record = models.Price.history.get()
    assert (record.history_user, record.history_change_reason) == (None, "")


def test_all_rows_of_one_change_carry_one_moment():
    with catalog_change():
        rows.price().save()

    assert len({record.history_date for record in records()}) == 1


def test_a_deletion_is_recorded_with_what_hung_on_the_row(pat):
    price = rows.price()
    price.save()

    with catalog_change(pat):
        price.offering.delete()

    gone = [record for record in records() if record.history_type == "-"]
    assert [type(record.instance) for record in gone] == [models.Offering, models.Price]
    assert {record.history_user for record in gone} == {pat}


def test_nobody_has_a_permission_to_change_the_history():
    names = [model._meta.default_permissions for model in history_tables()]

    assert names == [()] * len(names)


def history_tables():
    tables = [model.history.model for model in MAKERS]
    lists = [
        getattr(model.history.model, relation.name).model
        for model in MAKERS
        for relation in model._meta.many_to_many
    ]
    assert len(lists) == 2
    return [*tables, *lists]


# Many at once


def test_rows_written_together_are_recorded_as_one_save_would(pat):
    source, offering = rows.saved_source(), rows.saved_offering()
    many = [
        rows.price(source=source, offering=offering, above_tokens=n) for n in (0, 9)
    ]

    with catalog_change(pat, "a file"):
        write_with_history(added=many)
        for row in many:
            row.note = "looked at"
        write_with_history(changed=many, fields=["note"])

    first = many[0].history.order_by("history_id")
    assert [(state.history_type, state.note) for state in first] == [
        ("+", ""),
        ("~", "looked at"),
    ]
    assert {state.history_user for state in first} == {pat}
    assert {state.history_change_reason for state in first} == {"a file"}
    assert first[1].instance == many[0]
    assert stored(first[1].instance) == stored(models.Price.objects.get(pk=many[0].pk))


def stored(row):
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_every_kind_of_row_can_be_recorded_in_bulk(model):
    row = MAKERS[model]()
    row.save()

    remember(model, [row.pk], CHANGED)

    alone, copied = row.history.order_by("history_id")
    assert stored(alone.instance) == stored(copied.instance)


def test_lists_of_other_rows_are_recorded_in_bulk():
    option, source = rows.saved_option(), rows.saved_source()
    through = models.DeploymentOption.sources.through
    through.objects.bulk_create([through(deploymentoption=option, source=source)])

    remember(models.DeploymentOption, [option.pk], CHANGED)

    newest = option.history.latest()
    assert [listed.source for listed in newest.sources.all()] == [source]


def test_nothing_written_is_nothing_recorded():
    write_with_history()
    remember(models.Price, [], ADDED)

    assert records() == []


# The loader


def test_the_first_load_is_recorded_with_its_version(folder):
    load_catalog(folder)

    found = records()
    assert len(found) == ROWS
    assert {record.history_type for record in found} == {"+"}
    assert {record.history_user for record in found} == {None}
    assert {record.history_change_reason for record in found} == {
        f"Data files, version {data_version(folder)}"
    }


def test_a_first_load_records_further_sources(folder):
    load_catalog(folder)

    listed = models.DeploymentOption.history.get().sources.all()
    assert [each.source.slug for each in listed] == ["blog"]


def test_a_later_load_records_what_it_changed_and_nothing_else(folder):
    load_catalog(folder)
    replace(folder, "offerings.yaml", "output: 15", "output: 14")

    load_catalog(folder)

    changed = [record for record in records() if record.history_type == "~"]
    assert [record.output for record in changed] == [14]
    assert len(records()) == ROWS + 1


def test_a_row_that_left_the_files_is_recorded_as_deleted(folder):
    load_catalog(folder)
    version = data_version(folder)
    replace(folder, "scores.yaml", "- {model: one", "#- {model: one")
    replace(folder, "scores.yaml", "   as_of", "#  as_of")

    load_catalog(folder)

    assert data_version(folder) != version
    gone = models.BenchmarkScore.history.latest()
    assert (gone.history_type, gone.history_change_reason) == (
        "-",
        f"Data files, version {data_version(folder)}",
    )


def test_a_refused_load_leaves_no_record(folder):
    replace(folder, "offerings.yaml", "output: 15", "output: lots")

    load_catalog(folder)

    assert records() == []
