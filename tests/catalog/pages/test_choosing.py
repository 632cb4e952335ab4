"""Which of several figures is in use, and what is said about why."""

from dataclasses import replace
from datetime import date

import pytest

from catalog.pages.choosing import Standing, why_in_use

VENDOR = Standing(
    status="accepted", source_kind="vendor", source="b", as_of=date(2026, 1, 1)
)
PRESS = replace(VENDOR, source_kind="press", as_of=date(2026, 6, 1))
NEWER = replace(VENDOR, as_of=date(2026, 2, 1))
OTHER = replace(VENDOR, source="a")
ARTICLE = replace(VENDOR, source_kind="article")
DISPUTED = replace(VENDOR, status="disputed")
WRONG = replace(VENDOR, status="wrong")
MEASURED = replace(VENDOR, source_kind="press", reported_by="independent")
CLAIMED = replace(VENDOR, reported_by="vendor", as_of=date(2026, 6, 1))
RANKED = [MEASURED, CLAIMED]


@pytest.mark.parametrize(
    ("best", "others"),
    [
        (VENDOR, [PRESS, ARTICLE, DISPUTED, WRONG]),
        (NEWER, [VENDOR, PRESS]),
        (OTHER, [VENDOR]),
        (PRESS, [ARTICLE, DISPUTED, WRONG]),
        (MEASURED, [CLAIMED]),
        (DISPUTED, [WRONG]),
    ],
)
def test_the_best_of_several_stands_first(best, others):
    assert sorted([*others, best], key=lambda one: one.order)[0] == best


@pytest.mark.parametrize(
    ("standings", "sentence"),
    [
        ([], ""),
        ([VENDOR], ""),
        ([VENDOR, PRESS], "In use: the vendor itself counts before the press."),
        ([NEWER, VENDOR], "In use: the newest of the best kind of source."),
        (
            [OTHER, VENDOR],
            "In use: the first by name of two that are equally good and equally new.",
        ),
        (
            RANKED,
            "In use: an independent measurement counts before the vendor’s own report.",
        ),
        (
            [PRESS, DISPUTED],
            "In use: the only figure that may be used. The others are not to be relied on.",
        ),
        (
            [ARTICLE],
            "None is in use: an article under review is its only source.",
        ),
        ([WRONG], "None is in use: it is marked wrong."),
        ([DISPUTED, DISPUTED], "None is in use: it is disputed."),
        (
            [DISPUTED, WRONG],
            "None is in use: each is disputed, marked wrong or an article’s alone.",
        ),
    ],
)
def test_the_reason_is_said(standings, sentence):
    assert why_in_use(standings) == sentence


def test_scores_that_differ_in_who_published_them_name_the_publisher():
    by_vendor = replace(MEASURED, source_kind="vendor")

    assert why_in_use([by_vendor, MEASURED]) == (
        "In use: an independent measurement counts before the same from the press."
    )
