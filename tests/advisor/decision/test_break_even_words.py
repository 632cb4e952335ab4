"""Crossings in sentences: each by itself while they are few, together where they are not."""

from collections.abc import Iterator
from decimal import Decimal

import pytest

from advisor.decision import cost
from advisor.decision.break_even_words import pair_text, reigns_text
from advisor.decision.contenders import Contender
from advisor.decision.curves import Curve
from advisor.decision.turning_points import (
    MOST_CROSSINGS,
    Pair,
    Reign,
    Turn,
    scale_of,
)


def line(key: str) -> Contender:
    nothing = Curve(fixed=cost.NO_COST, growing=cost.NO_COST)
    return Contender(key=key, picks=(), here=cost.NO_COST, curve=nothing)


CLOSED, OPEN, HYBRID = line("closed"), line("open"), line("hybrid")


def text_of(*millions: float) -> str:
    """What is told of the closed plan and the open one, taking turns at these volumes."""
    turns = tuple(taking_turns(millions))
    return pair_text(Pair(one=CLOSED, other=OPEN, turns=turns), scale_of(1_000_000))


def taking_turns(millions: tuple[float, ...]) -> Iterator[Turn]:
    for number, volume in enumerate(millions):
        below, above = (CLOSED, OPEN) if number % 2 == 0 else (OPEN, CLOSED)
        yield Turn(
            times=Decimal(str(volume)),
            tokens=Decimal(str(volume)) * 1_000_000,
            usd_month=Decimal(1),
            below=below,
            above=above,
            is_jump=number % 2 == 1,
        )


def test_one_crossing():
    assert text_of(410) == (
        "The open plan becomes cheaper than the closed plan above 410 M tokens a day."
    )


def test_three_crossings():
    assert text_of(410, 450, 480) == (
        "The open plan becomes cheaper than the closed plan above 410 M tokens a day. "
        "The closed plan becomes cheaper than the open plan again above 450 M tokens a "
        "day. "
        "The open plan becomes cheaper than the closed plan again above 480 M tokens a "
        "day."
    )


def test_volumes_that_would_read_the_same_are_told_in_more_digits():
    assert "above 410.1 M tokens" in text_of(410.1, 410.2)


def test_many_crossings_are_told_together():
    assert text_of(410, 450, 480, 500, 520) == (
        "Below 410 M tokens a day the closed plan is cheaper than the open plan; up to "
        "520 M they change places 5 times, as one machine more makes a bill jump; above, "
        "the open plan is cheaper."
    )


def test_what_was_not_followed_to_its_end_is_said():
    text = text_of(*range(400, 400 + MOST_CROSSINGS))

    assert f"{MOST_CROSSINGS} times up to" in text
    assert "above, " not in text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([CLOSED], "The closed plan is the cheapest at every volume shown."),
        (
            [CLOSED, OPEN],
            "Up to 1 M tokens a day the closed plan is the cheapest; above that the open "
            "plan.",
        ),
        (
            [CLOSED, HYBRID, OPEN],
            "Up to 1 M tokens a day the closed plan is the cheapest, then the hybrid plan "
            "up to 2 M; above that the open plan.",
        ),
        (
            [CLOSED, OPEN, CLOSED, OPEN, HYBRID],
            "Up to 1 M tokens a day the closed plan is the cheapest, above 4 M the hybrid "
            "plan; in between they take turns.",
        ),
    ],
)
def test_which_is_the_cheapest_of_all(lines, text):
    reigns = [
        Reign(above=Decimal(1_000_000 * number), line=one)
        for number, one in enumerate(lines)
    ]

    assert reigns_text(reigns) == text
