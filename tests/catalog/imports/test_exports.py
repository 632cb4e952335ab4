"""What an editor sees in a list, as a file."""

import csv
from io import StringIO

import pytest
from django.urls import reverse

from catalog import models
from tests.catalog import rows
from tests.catalog.admin_pages import MAKERS, address

pytestmark = pytest.mark.django_db


def export_of(model, kind="csv"):
    return reverse(f"admin:catalog_{model._meta.model_name}_export", args=[kind])


def lines(answer):
    text = b"".join(answer.streaming_content).decode()
    return list(csv.DictReader(StringIO(text, newline="")))


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_the_rows_of_every_list_can_be_exported(viewer, model):
    MAKERS[model]().save()
    page = viewer.get(address(model)).content.decode()
    found = lines(viewer.get(export_of(model)))

    assert export_of(model) in page
    assert len(found) == model.objects.count()


def test_an_export_holds_what_the_filter_shows(viewer):
    rows.tool(name="One", kind="runner").save()
    rows.tool(name="Two", kind="server").save()
    query = {"kind__exact": "server"}
    page = viewer.get(address(models.Tool), query).content.decode()
    found = lines(viewer.get(export_of(models.Tool), query))

    assert f"{export_of(models.Tool)}?kind__exact=server" in page
    assert [line["name"] for line in found] == ["Two"]


def test_an_export_holds_what_was_searched_for(viewer):
    rows.tool(name="One").save()
    rows.tool(name="Two").save()

    found = lines(viewer.get(export_of(models.Tool), {"q": "one"}))
    assert [line["name"] for line in found] == ["One"]


def test_an_export_is_no_shorter_than_many_pages(viewer):
    models.Tool.objects.bulk_create(rows.tool() for _ in range(120))

    assert len(lines(viewer.get(export_of(models.Tool)))) == 120


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_chosen_rows_can_be_exported(viewer, kind):
    one, two = rows.tool(name="One"), rows.tool(name="Two")
    one.save()
    two.save()
    chosen = {"action": f"export_{kind}", "_selected_action": [two.pk]}
    answer = viewer.post(address(models.Tool), chosen)

    assert answer.headers["Content-Disposition"].startswith('attachment; filename="too')
    assert b"One" not in b"".join(answer.streaming_content)


def test_a_filter_that_is_none_leads_back_to_the_list(viewer):
    answer = viewer.get(export_of(models.Tool), {"nonsense": "1"})

    assert answer.status_code == 302


def test_an_unknown_kind_of_file_is_not_found(viewer):
    assert viewer.get(export_of(models.Tool, "yaml")).status_code == 404


def test_nobody_else_may_export(client):
    assert client.get(export_of(models.Tool)).status_code == 302


def test_staff_without_permission_may_not_export(client, django_user_model):
    user = django_user_model.objects.create_user("sam", is_staff=True)
    client.force_login(user)

    assert client.get(export_of(models.Tool)).status_code == 403


def test_only_who_may_import_is_led_there(viewer, client):
    assert "import/add" not in viewer.get(address(models.Tool)).content.decode()


def test_an_editor_is_led_to_the_import_of_this_kind(editor):
    page = editor.get(address(models.Tool)).content.decode()

    assert f"{reverse('admin:catalog_catalogimport_add')}?kind=tool" in page


@pytest.mark.parametrize("number", [1, 60])
def test_an_export_takes_a_fixed_number_of_queries(
    viewer, django_assert_num_queries, number
):
    for _ in range(number):
        rows.option().save()
    with django_assert_num_queries(8):
        lines(viewer.get(export_of(models.DeploymentOption)))
