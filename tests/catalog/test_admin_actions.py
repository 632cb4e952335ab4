"""Actions on chosen rows say what they will do, and do it after a second click."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User

from catalog import models
from catalog.revision import catalog_change
from tests.catalog import rows
from tests.catalog.admin_pages import address, run_action, seen_on

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


def saved(row):
    row.save()
    return row


def ask(client, action, *chosen):
    form = {"action": action, "_selected_action": [row.pk for row in chosen]}
    return client.post(address(type(chosen[0])), form)


def text_of(response):
    return response.content.decode()


# Checked today


def test_the_page_lists_what_will_change_and_writes_nothing(editor):
    price = saved(rows.price())

    page = text_of(ask(editor, "mark_checked", price))

    assert "as of: 2026-11-01 → 2026-11-22" in page
    price.refresh_from_db()
    assert price.as_of == date(2026, 11, 1)
    assert not models.CatalogRevision.objects.exists()


def test_a_checked_figure_has_a_new_date_and_the_old_one_in_its_history(editor):
    price = saved(rows.price(shipped_key="x", origin="shipped"))

    run_action(editor, models.Price, "mark_checked", price)

    price.refresh_from_db()
    assert (price.as_of, price.output, price.origin) == (TODAY, 15, "editor")
    states = price.history.order_by("history_id")
    assert [state.as_of for state in states] == [date(2026, 11, 1), TODAY]
    assert states[1].history_user.username == "pat"
    assert states[1].history_change_reason == "Checked: the source still says so"
    assert '"as_of":"2026-11-22"' in models.CatalogRevision.objects.get().document


def test_what_is_checked_already_is_left_alone(editor):
    price = saved(rows.price(as_of=TODAY))

    page = text_of(ask(editor, "mark_checked", price))

    assert "was checked on 2026-11-22 already" in page
    assert "Nothing would change." in page


def test_a_date_that_would_make_twins_is_left_alone(editor):
    score = saved(rows.score())
    twin = {name: getattr(score, name) for name in ("model", "benchmark", "source")}
    saved(rows.score(**twin, value=score.value, as_of=TODAY))

    page = text_of(ask(editor, "mark_checked", score))
    run_action(editor, models.BenchmarkScore, "mark_checked", score)

    assert "There is already a row with the same" in page
    score.refresh_from_db()
    assert score.as_of == date(2026, 11, 1)


def test_a_figure_changed_since_is_not_marked(editor):
    price = saved(rows.price())
    asked = ask(editor, "mark_checked", price)
    with catalog_change(User.objects.create_user("kim")):
        price.output = 16
        price.save()

    form = {"action": "mark_checked", "_selected_action": [price.pk], "post": "yes"}
    page = editor.post(address(models.Price), form | {"seen": seen_on(asked)})

    assert "from 15 to 16" in text_of(page)
    price.refresh_from_db()
    assert price.as_of == date(2026, 11, 1)


def test_too_many_at_once_are_refused(editor, monkeypatch):
    monkeypatch.setattr("catalog.admin.actions.MOST_AT_ONCE", 1)
    chosen = [saved(rows.price()), saved(rows.price())]
    form = {"action": "mark_checked", "_selected_action": [row.pk for row in chosen]}

    page = editor.post(address(models.Price), form, follow=True)

    assert "Choose at most 1 rows at once." in text_of(page)


# Retired


def test_a_retired_offering_has_no_price_any_more(editor):
    price = saved(rows.price())
    coming = saved(
        rows.price(
            offering=price.offering,
            source=price.source,
            valid_from=TOMORROW,
            above_tokens=9,
        )
    )
    over = saved(
        rows.price(offering=price.offering, valid_until=YESTERDAY, above_tokens=5)
    )

    page = text_of(ask(editor, "retire", price.offering))
    run_action(editor, models.Offering, "retire", price.offering)

    assert "status: active → retired" in page
    assert "valid until: nothing → 2026-11-22" in page
    price.offering.refresh_from_db()
    price.refresh_from_db()
    over.refresh_from_db()
    assert price.offering.status == "retired"
    assert (price.valid_until, over.valid_until) == (TODAY, YESTERDAY)
    assert not models.Price.objects.filter(pk=coming.pk).exists()
    assert price.history.first().history_change_reason == "Retired"


def test_a_retired_model_takes_the_offerings_of_its_maker_along(editor):
    model = rows.saved_model()
    own = rows.saved_option(provider=model.maker)
    price = saved(rows.price(offering=saved(rows.offering(model=model, option=own))))
    elsewhere = saved(rows.price(offering=saved(rows.offering(model=model))))

    page = text_of(ask(editor, "retire", model))
    run_action(editor, models.LanguageModel, "retire", model)

    for row in (model, price, price.offering, elsewhere, elsewhere.offering):
        row.refresh_from_db()
    assert (model.status, price.offering.status) == ("retired", "retired")
    assert price.valid_until == TODAY
    assert "may go on; retire it by itself" in page
    assert (elsewhere.offering.status, elsewhere.valid_until) == ("active", None)


def test_a_retired_option_has_its_last_day(editor):
    price = saved(rows.price())

    run_action(editor, models.DeploymentOption, "retire", price.offering.option)

    option = models.DeploymentOption.objects.get(pk=price.offering.option_id)
    assert (option.status, option.retired_on) == ("retired", TODAY)
    price.refresh_from_db()
    assert price.valid_until == TODAY


def test_what_is_retired_already_is_left_alone(editor):
    model = rows.saved_model(status="retired")

    assert "is retired already" in text_of(ask(editor, "retire", model))


def test_a_price_that_came_in_between_is_shown_first(editor):
    price = saved(rows.price())
    asked = ask(editor, "retire", price.offering)
    with catalog_change():
        saved(rows.price(offering=price.offering, above_tokens=9))

    form = {"action": "retire", "_selected_action": [price.offering_id], "post": "yes"}
    editor.post(address(models.Offering), form | {"seen": seen_on(asked)})

    price.refresh_from_db()
    assert price.valid_until is None


# Who may


@pytest.mark.parametrize("action", ["mark_checked", "retire", "delete_selected"])
def test_a_viewer_has_no_actions(viewer, action):
    option = rows.saved_option()

    run_action(viewer, models.DeploymentOption, action, option)

    option.refresh_from_db()
    assert (option.status, option.as_of) == ("active", date(2026, 11, 1))


def test_who_may_not_change_prices_retires_no_offering_that_has_one(client):
    price = saved(rows.price())
    user = User.objects.create_user("half", is_staff=True)
    names = ["view_offering", "change_offering"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client.force_login(user)

    assert ask(client, "retire", price.offering).status_code == 403
