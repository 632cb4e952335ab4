"""Every address of the admin, for everybody who might ask for it.

The addresses come from the resolver, so a new page without a line in the table of
expectations is noticed.
"""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import URLPattern, reverse

from advisor.models import SharedResult
from catalog import models
from catalog.models.imports import CatalogImport
from catalog.revision import refresh_revision
from tests.catalog import rows
from tests.catalog.admin_pages import MAKERS

pytestmark = pytest.mark.django_db
OPEN, LOGIN, NO, ONWARD, POST_ONLY = 200, 302, 403, 302, 405

# Asked for with GET by: nobody signed in, a viewer, an editor, a superuser.
OF_CATALOG_ROWS = {
    "changelist": (LOGIN, OPEN, OPEN, OPEN),
    "add": (LOGIN, NO, OPEN, OPEN),
    "history": (LOGIN, OPEN, OPEN, OPEN),
    "delete": (LOGIN, NO, OPEN, OPEN),
    "change": (LOGIN, OPEN, OPEN, OPEN),
    "deleted": (LOGIN, OPEN, OPEN, OPEN),
    "restore": (LOGIN, OPEN, OPEN, OPEN),
    "export": (LOGIN, OPEN, OPEN, OPEN),
}
OF_IMPORTS = {
    "changelist": (LOGIN, NO, OPEN, OPEN),
    "add": (LOGIN, NO, OPEN, OPEN),
    "history": (LOGIN, NO, ONWARD, ONWARD),
    "delete": (LOGIN, NO, NO, NO),
    "change": (LOGIN, NO, OPEN, OPEN),
    "refused": (LOGIN, NO, OPEN, OPEN),
}
OF_DELETED_ROWS = {
    "changelist": (LOGIN, NO, NO, OPEN),
    "add": (LOGIN, NO, NO, NO),
    "history": (LOGIN, NO, NO, OPEN),
    "delete": (LOGIN, NO, NO, OPEN),
    "change": (LOGIN, NO, NO, OPEN),
}
OF_THE_REVISION = {**OF_DELETED_ROWS, "delete": (LOGIN, NO, NO, NO)}
OF_ACCOUNTS = {**OF_DELETED_ROWS, "add": (LOGIN, NO, NO, OPEN)}
OF_ALL = {
    "index": (LOGIN, OPEN, OPEN, OPEN),
    "login": (OPEN, ONWARD, ONWARD, ONWARD),
    "logout": (LOGIN, POST_ONLY, POST_ONLY, POST_ONLY),
    "password_change": (LOGIN, OPEN, OPEN, OPEN),
    "password_change_done": (LOGIN, OPEN, OPEN, OPEN),
    "autocomplete": (LOGIN, NO, NO, NO),  # without a field to complete
    "jsi18n": (LOGIN, OPEN, OPEN, OPEN),
    "app_list": (LOGIN, OPEN, OPEN, OPEN),
    "catalog_broken": (LOGIN, OPEN, OPEN, OPEN),
    "catalog_catalogimport_package": (LOGIN, POST_ONLY, POST_ONLY, POST_ONLY),
    "auth_user_password_change": (LOGIN, NO, NO, OPEN),
    "view_on_site": (LOGIN, 404, 404, 404),  # a model's own link leads there directly
}
BY_MODEL: dict[Any, dict[str, tuple[int, int, int, int]]] = {
    **dict.fromkeys(MAKERS, OF_CATALOG_ROWS),
    models.DeletedRow: OF_DELETED_ROWS,
    models.CatalogRevision: OF_THE_REVISION,
    CatalogImport: OF_IMPORTS,
    User: OF_ACCOUNTS,
    Group: OF_ACCOUNTS,
    SharedResult: OF_DELETED_ROWS,
}


def patterns(found):
    for each in found:
        if isinstance(each, URLPattern):
            yield each
        else:
            yield from patterns(each.url_patterns)


def names():
    return sorted({each.name for each in patterns(admin.site.get_urls()) if each.name})


def table():
    """What is expected at each address, by its name."""
    expected = dict(OF_ALL)
    for model, of_model in BY_MODEL.items():
        prefix = f"{model._meta.app_label}_{model._meta.model_name}"
        expected |= {f"{prefix}_{page}": line for page, line in of_model.items()}
    return expected


def test_every_address_has_its_line():
    assert set(names()) == set(table())


@pytest.fixture
def visitors():
    """Nobody, a viewer, an editor, a superuser."""
    clients = [Client() for _ in range(4)]
    for client, group in zip(clients[1:3], ("viewers", "editors"), strict=True):
        user = User.objects.create_user(group, is_staff=True)
        user.groups.add(Group.objects.get(name=f"Catalog {group}"))
        client.force_login(user)
    clients[3].force_login(User.objects.create_superuser("boss"))
    return clients


def stored(model):
    if model in MAKERS:
        row = MAKERS[model]()
        row.save()
        return row
    refresh_revision()
    makers: dict[Any, Any] = {
        models.DeletedRow: lambda: models.DeletedRow.objects.create(kind="price"),
        models.CatalogRevision: models.CatalogRevision.objects.get,
        User: lambda: User.objects.create_user("somebody"),
        Group: lambda: Group.objects.create(name="some"),
        CatalogImport: lambda: CatalogImport.objects.create(
            name="a.csv", kind="price", file=b"", state="ready"
        ),
        SharedResult: lambda: SharedResult.objects.create(
            token_hash="a",  # noqa: S106 (of a link that nobody has)
            manage_hash="b",
            answers=[],
            answers_in_words=[],
            result="{}",
            catalog_revision="c",
            method_version="1",
        ),
    }
    return makers[model]()


def address_of(model, page, row):
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}"
    if page in ("changelist", "add", "deleted"):
        return reverse(name)
    if page == "export":
        return reverse(name, args=["csv"])
    more = [row.history.first().history_id] if page == "restore" else []
    return reverse(name, args=[row.pk, *more])


@pytest.mark.parametrize("model", BY_MODEL, ids=lambda model: model.__name__)
def test_the_pages_of_a_model(model, visitors):
    row = stored(model)

    answers = {
        page: tuple(
            client.get(address_of(model, page, row)).status_code for client in visitors
        )
        for page in BY_MODEL[model]
    }

    assert answers == BY_MODEL[model]


OTHER_ARGUMENTS: dict[str, Any] = {
    "app_list": lambda: ["catalog"],
    "auth_user_password_change": lambda: [User.objects.get(username="boss").pk],
    "view_on_site": lambda: [999, 1],
}


@pytest.mark.parametrize("name", OF_ALL)
def test_the_other_pages(name, visitors):
    url = reverse(f"admin:{name}", args=OTHER_ARGUMENTS.get(name, list)())

    answers = tuple(client.get(url).status_code for client in visitors)

    assert answers == OF_ALL[name]


@pytest.mark.parametrize("model", MAKERS, ids=lambda model: model.__name__)
def test_who_may_not_change_a_row_writes_nothing_anywhere(model, visitors):
    row = stored(model)
    records = model.history.count()
    nobody, viewer = visitors[:2]

    for page in OF_CATALOG_ROWS:
        url = address_of(model, page, row)
        form = {"post": "yes", "action": "delete_selected", "_selected_action": row.pk}
        assert nobody.post(url, form).status_code == LOGIN
        viewer.post(url, form)

    assert model.history.count() == records


def test_a_page_of_a_model_leads_to_its_public_page(visitors):
    model = rows.saved_model(slug="one")
    url = address_of(models.LanguageModel, "change", model)

    page = visitors[2].get(url).content.decode()

    assert f'href="{reverse("catalog:model", args=["one"])}"' in page
