"""Whether two price lists are the same from a day on, and where they disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from itertools import groupby

from catalog.price_imports.quotes import Figures


def from_day(rows: Iterable[Figures], day: date) -> list[Figures]:
    """What a price list says of the time from a day on, and nothing of before."""
    return [
        row if row.begins >= day else replace(row, valid_from=day)
        for row in rows
        if row.ends > day
    ]


def agree(stored: Sequence[Figures], said: Sequence[Figures], day: date) -> bool:
    """Whether a package says what the catalog holds, from a day on.

    What the package leaves open is no disagreement: a discount, and an end that an
    editor knows of.
    """
    ours, theirs = by_lane(from_day(stored, day)), by_lane(from_day(said, day))
    return ours.keys() == theirs.keys() and all(
        len(ours[lane]) == len(theirs[lane])
        and all(map(_is_same, ours[lane], theirs[lane]))
        for lane in ours
    )


def by_lane(rows: Iterable[Figures]) -> dict[tuple[int, str], list[Figures]]:
    """Rows that follow on each other together, the earliest first."""
    found = sorted(rows, key=lambda row: (*row.lane, row.begins))
    return {
        lane: list(of_lane)
        for lane, of_lane in groupby(found, key=lambda row: row.lane)
    }


def _is_same(ours: Figures, theirs: Figures) -> bool:
    return (
        (ours.begins, ours.money) == (theirs.begins, theirs.money)
        and theirs.batch_discount in (None, ours.batch_discount)
        and theirs.valid_until in (None, ours.valid_until)
    )


def contradicts(row: Figures, rivals: Sequence[Figures], day: date) -> bool:
    """Whether a row of another source says otherwise on a day; unknown is no figure.

    A lane that the others lack is a contradiction too: for those requests they name
    the price of another lane.
    """
    others = [each for each in rivals if each.holds_on(day)]
    if not row.holds_on(day) or not others:
        return False
    same = [each for each in others if _is_beside(row, each)]
    return not any(_money_agrees(row, each) for each in same)


def _is_beside(row: Figures, other: Figures) -> bool:
    """Whether both are for the same requests.

    "From 200,000 tokens on" and "above 200,000 tokens" are told apart by nobody.
    """
    gap = abs(row.above_tokens - other.above_tokens)
    return row.schedule == other.schedule and gap <= 1


def _money_agrees(row: Figures, other: Figures) -> bool:
    pairs = zip(row.money, other.money, strict=True)
    return all(ours == theirs for ours, theirs in pairs if None not in (ours, theirs))
