"""Who may do what in the admin, and which rows nobody may remove."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from catalog import models
from catalog.revision import refresh_revision
from tests.catalog import rows
from tests.catalog.admin_pages import (
    MAKERS,
    address,
    delete,
    price_form,
    run_action,
)

pytestmark = pytest.mark.django_db


def test_the_groups_hold_permissions_for_the_catalog_and_nothing_else():
    held = Permission.objects.filter(group__isnull=False)

    assert {permission.content_type.app_label for permission in held} == {"catalog"}


def test_an_editor_may_change_every_kind_of_row():
    group = Group.objects.get(name="Catalog editors")
    names = set(group.permissions.values_list("codename", flat=True))

    assert names == {
        f"{action}_{model._meta.model_name}"
        for action in ("add", "change", "delete", "view")
        for model in MAKERS
    }


def test_a_viewer_may_look_and_not_touch(viewer):
    price = rows.price()
    price.save()

    assert viewer.get(address(models.Price)).status_code == 200
    assert viewer.get(address(models.Price, "add")).status_code == 403
    assert viewer.post(address(models.Price, "add"), price_form()).status_code == 403
    assert (
        viewer.post(address(models.Price, "delete", price.pk), {"post": "yes"})
    ).status_code == 403
    assert models.Price.objects.count() == 1


def test_an_editor_has_no_business_with_accounts(editor):
    assert editor.get(reverse("admin:auth_user_changelist")).status_code == 403


def test_nobody_writes_the_revision(admin_client):
    refresh_revision()

    assert admin_client.get(address(models.CatalogRevision)).status_code == 200
    assert admin_client.get(address(models.CatalogRevision, "add")).status_code == 403
    url = address(models.CatalogRevision, "delete", 1)
    assert admin_client.post(url, {"post": "yes"}).status_code == 403


# Rows that formulas look up by name

NAMED_IN_CODE = [models.Assumption, models.Precision]


@pytest.mark.parametrize("model", NAMED_IN_CODE, ids=lambda model: model.__name__)
@pytest.mark.parametrize("way", ["page", "action"])
def test_a_shipped_row_that_formulas_name_cannot_be_deleted(editor, model, way):
    row = MAKERS[model](shipped_key="fp8")
    row.save()
    if way == "page":
        delete(editor, row)
    else:
        run_action(editor, model, "delete_selected", row)

    assert model.objects.exists()


@pytest.mark.parametrize("model", NAMED_IN_CODE, ids=lambda model: model.__name__)
def test_a_shipped_row_that_formulas_name_keeps_its_name(editor, model):
    row = MAKERS[model](shipped_key="fp8")
    row.save()

    page = editor.get(address(model, "change", row.pk)).content.decode()

    assert 'name="slug"' not in page


@pytest.mark.parametrize("model", NAMED_IN_CODE, ids=lambda model: model.__name__)
def test_an_editor_may_delete_a_row_of_an_editor(editor, model):
    row = MAKERS[model]()
    row.save()

    delete(editor, row)

    assert not model.objects.exists()
