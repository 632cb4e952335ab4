"""Every way to place the parts of the traffic, by the stacks of our own that it needs."""

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count, product

from advisor.decision.plans import FLEETS, STACKS, Place, Verdict, family_of

type Places = tuple[tuple[Place, ...], ...]  # by segment
type Loads = tuple[bool | None, ...]  # by segment, see `Segment.is_base`
type Singles = tuple[tuple[int, Place], ...]  # parts that are paid by the token
type Crew = tuple[Place, tuple[int, ...]]  # a stack, and the segments that share it


@dataclass(frozen=True, slots=True)
class Way:
    """A way to place the segments: each by the token, or with others on a stack."""

    family: Verdict
    singles: Singles
    crews: tuple[Crew, ...]
    rank: int = 0  # among all ways for some places: the first of equals wins


@dataclass(frozen=True, slots=True)
class Layout:
    """The ways to place the segments that have the same crews."""

    crews: tuple[Crew, ...]
    others: tuple[int, ...]  # the segments in no crew
    families: frozenset[Verdict]
    ways: tuple[Way, ...]


def without_stacks(places: Places) -> Places:
    return tuple(tuple(p for p in here if p not in STACKS) for here in places)


@lru_cache(maxsize=10_000)
def layouts(places: Places) -> tuple[Layout, ...]:
    """Every way to choose one place a segment, those without stacks of our own first."""
    assignments = sorted(product(*places), key=lambda a: sum(p in STACKS for p in a))
    by_crews: dict[tuple[Crew, ...], list[Way]] = {}
    for assignment in assignments:
        way = way_of(assignment)
        by_crews.setdefault(way.crews, []).append(way)
    ranks = count()
    return tuple(
        Layout(
            crews=crews,
            others=tuple(index for index, _ in ways[0].singles),
            families=frozenset(way.family for way in ways),
            ways=tuple(replace(way, rank=next(ranks)) for way in ways),
        )
        for crews, ways in by_crews.items()
    )


@lru_cache(maxsize=10_000)
def layouts_with_stacks(places: Places, loads: Loads) -> tuple[Layout, ...]:
    """Those with machines of our own, and some without peaks where parted by load.

    Who is paid by the token does not care when a request comes: only a fleet that the
    peaks spare is a reason to part the traffic by load.
    """
    return tuple(
        layout
        for layout in layouts(places)
        if layout.crews and (loads[0] is None or spares_the_peaks(layout, loads))
    )


def spares_the_peaks(layout: Layout, loads: Loads) -> bool:
    """Whether some fleet serves nothing but what is there around the clock."""
    return any(
        stack in FLEETS and all(loads[index] for index in segments)
        for stack, segments in layout.crews
    )


def way_of(assignment: tuple[Place, ...]) -> Way:
    return Way(
        family=family_of(assignment),
        singles=tuple(
            (i, place) for i, place in enumerate(assignment) if place not in STACKS
        ),
        crews=tuple(
            (stack, tuple(i for i, place in enumerate(assignment) if place is stack))
            for stack in STACKS
            if stack in assignment
        ),
    )
