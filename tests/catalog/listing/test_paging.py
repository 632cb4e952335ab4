"""Pages by key: nothing is skipped, nothing comes twice, whatever is added meanwhile."""

from datetime import date
from decimal import Decimal

import pytest
from django.http import QueryDict

from catalog.listing import paging
from catalog.listing.asked import read_asked
from catalog.listing.lists import LISTINGS
from catalog.listing.page import ListPage, list_page
from catalog.models import ModelSummary
from tests.catalog import rows

pytestmark = pytest.mark.django_db

MODELS = LISTINGS["models"]
DAY = rows.DAY
COUNT = 11


@pytest.fixture(autouse=True)
def small_pages(monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 3)
    monkeypatch.setattr(paging, "CHUNK", 4)


def summary(number: int) -> ModelSummary:
    """Values that some rows share and some have not."""
    row = ModelSummary(
        model=rows.saved_model(slug=f"m{number:02}"),
        first_day=date(1, 1, 1),
        slug=f"m{number:02}",
        sort_name=f"name {number % 4}",
        entry="model",
        weights="closed",
        status="active",
        searched="name",
        context=None if number % 3 == 0 else number % 5 * 1000,
        params_b=None if number % 4 == 0 else Decimal(number % 3) / 7,
        released_on=None if number % 5 == 0 else date(2026, 1 + number % 3, 1),
        rating=None if number % 2 else Decimal(number),
        blended=None if number > 7 else Decimal(number % 3 + 1),
        kinds=[],
    )
    row.save()
    return row


@pytest.fixture
def models():
    return [summary(number) for number in range(COUNT)]


def page_at(address: str) -> ListPage:
    return list_page(read_asked(MODELS, QueryDict(address.partition("?")[2])), DAY)


def slugs(page: ListPage) -> list[str]:
    return [row.slug for row in page.rows]


def expected(sort: str) -> list[str]:
    """All slugs in order, as Python sorts them: rows without a value last."""
    chosen = MODELS.sort(sort.removeprefix("-"))
    assert chosen
    falls = chosen.falls is not sort.startswith("-")
    pairs = ModelSummary.objects.values_list(chosen.path, "slug")
    known = sorted(
        (pair for pair in pairs if pair[0] is not None), key=lambda pair: pair[1]
    )
    known.sort(key=lambda pair: pair[0], reverse=falls)
    unknown = sorted(slug for value, slug in pairs if value is None)
    return [slug for _, slug in known] + unknown


SORTS = [f"{sign}{sort.key}" for sort in MODELS.sorts for sign in ("", "-")]


@pytest.mark.parametrize("sort", SORTS)
def test_the_pages_together_are_the_whole_list_in_order_and_back(sort, models):
    page = page_at(f"?sort={sort}")
    seen, pages = slugs(page), [slugs(page)]
    assert not page.former
    while page.following:
        page = page_at(page.following)
        seen += slugs(page)
        pages.append(slugs(page))

    assert seen == expected(sort)

    for former in reversed(pages[:-1]):
        page = page_at(page.former)
        assert slugs(page) == former
        assert page.following
    assert not page.former


@pytest.mark.parametrize("sort", SORTS)
def test_an_export_reads_the_same_rows_by_the_chunk(sort, models):
    asked = read_asked(MODELS, QueryDict(f"sort={sort}"))
    keys = [
        key for some in paging.all_keys(asked.rows(DAY), asked.order) for key in some
    ]
    found = dict(ModelSummary.objects.values_list("pk", "slug"))

    assert [found[key] for key in keys] == expected(sort)


def test_a_row_that_comes_in_between_moves_no_page(models):
    page = page_at("?sort=context")
    following = page_at(page.following)

    early = summary(COUNT)
    ModelSummary.objects.filter(pk=early.pk).update(context=10**6)

    assert slugs(page_at(page.following)) == slugs(following)


def test_a_place_whose_row_is_gone_is_still_a_place(models):
    page = page_at("?sort=name")
    following = slugs(page_at(page.following))
    ModelSummary.objects.filter(slug=page.rows[-1].slug).delete()

    assert slugs(page_at(page.following)) == following
