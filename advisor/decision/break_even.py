"""What the plans of a result cost at other volumes, and where the cheapest one changes.

The same picks are kept: only the machines of a fleet grow and shrink with the volume.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice, pairwise

from advisor.decision import cost
from advisor.decision.break_even_words import pair_text, reigns_text, turn_texts
from advisor.decision.contenders import (
    Contender,
    contenders_of,
    runs_machines,
    without_host,
)
from advisor.decision.curves import Curve
from advisor.decision.needs import named_parts
from advisor.decision.patterns import where_named
from advisor.decision.plans import Verdict
from advisor.decision.telling import Json, money, to_number
from advisor.decision.turning_points import (
    MOST_CROSSINGS,
    Pair,
    Scale,
    Turn,
    reigns_of,
    scale_of,
    turns_of,
)
from advisor.decision.weighing import Weigher, Weighing

# Jumps that are shown as such: on that chart a smaller one is two pixels high. With both
# sides of each, no line has more than some forty volumes.
LEAST_JUMP = Decimal("0.05")
MOST_JUMPS = 12

NO_VOLUME_TURNS_IT = "No volume that was tried changes it."


def break_even(
    weighing: Weighing, weigher: Weigher, flips: Sequence[Json]
) -> Json | None:
    """Monthly cost against volume; None where nothing fits, or without a token a day.

    `flips` are those of the verdict, which are something else: the notes say why.
    """
    needs, market = weighing.needs, weigher.market
    if not weighing.plans or needs.tokens_per_day < 1:
        return None
    scale = scale_of(needs.tokens_per_day)
    contenders = list(contenders_of(weighing, market))
    pairs = [
        Pair(one=one, other=other, turns=tuple(turns_of(one, other, scale)))
        for one, other in combinations(contenders, 2)
    ]
    return {
        "tokens_per_day": to_number(scale.here),
        "volumes": [to_number(volume) for volume in scale.volumes],
        "lines": [line_told(one, scale) for one in contenders],
        "cheapest": cheapest_told(contenders, pairs, scale),
        "pairs": [pair_told(pair, scale) for pair in pairs],
        "notes": list(notes(weighing, flips)),
    }


# --- The lines ---------------------------------------------------------------------------


def line_told(one: Contender, scale: Scale) -> Json:
    most = one.curve.most
    ends_at = None if most is None else max(scale.tokens(most), scale.here)
    is_cut = ends_at is not None and ends_at < scale.volumes[-1]
    return {
        "key": one.key,
        "name": one.name,
        "text": "; ".join(dict.fromkeys(where_named(pick) for pick in one.picks)),
        "is_staircase": bool(one.curve.fleets),
        "up_to": to_number(ends_at) if ends_at is not None and is_cut else None,
        "monthly_cost": money(one.here),
        "points": list(points(one, scale, ends_at)),
    }


def points(one: Contender, scale: Scale, ends_at: Decimal | None) -> Iterator[Json]:
    """The bill at each volume shown, and at both sides of each jump."""
    volumes = {*scale.volumes, *jumps(one.curve, scale)}
    if ends_at is not None and ends_at < scale.volumes[-1]:
        volumes = {volume for volume in volumes if volume <= ends_at} | {ends_at}
    for volume in sorted(volumes):
        is_here = volume == scale.here
        bill = one.here if is_here else one.curve.at(volume / scale.here)
        if bill is not None:
            yield {"tokens_per_day": to_number(volume), **money(bill)}


def jumps(curve: Curve, scale: Scale) -> Iterator[Decimal]:
    """The last volume before each jump that can be seen, and the next one."""
    low, high = scale.ends
    for times in islice(jumps_seen(curve, low, high), MOST_JUMPS):
        tokens = scale.tokens(times)
        yield from (tokens, tokens + 1)


def jumps_seen(curve: Curve, low: Decimal, high: Decimal) -> Iterator[Decimal]:
    for before, after in pairwise(curve.stretches(low, high)):
        times = before.end
        if times is None:
            return
        usd_month = before.line.at(times)
        if after.line.at(times) >= usd_month * (1 + LEAST_JUMP):
            yield times
        if curve.spare <= usd_month * LEAST_JUMP:
            return  # no jump is larger than what stands idle at most


# --- Where they cross --------------------------------------------------------------------


def cheapest_told(
    contenders: Sequence[Contender], pairs: Sequence[Pair], scale: Scale
) -> Json | None:
    """Which line is the cheapest of all where; None where there is but one.

    Nor where two cross more often than anybody counts.
    """
    if not pairs or any(len(pair.turns) == MOST_CROSSINGS for pair in pairs):
        return None
    reigns = list(reigns_of(contenders, pairs, scale))
    return {
        "spans": [
            {"above": to_number(reign.above), "line": reign.line.key}
            for reign in reigns
        ],
        "text": reigns_text(reigns),
    }


def pair_told(pair: Pair, scale: Scale) -> Json:
    """Every volume at which the cheaper of two changes, and what is to say about it."""
    return {
        "lines": [pair.one.key, pair.other.key],
        "crossings": [
            {**turn_told(turn), "text": text}
            for turn, text in zip(pair.turns, turn_texts(pair.turns), strict=True)
        ],
        "text": pair_text(pair, scale),
    }


def turn_told(turn: Turn) -> Json:
    return {
        "tokens_per_day": to_number(turn.tokens),
        "monthly_cost": to_number(cost.to_cents(turn.usd_month)),
        "cheaper_below": turn.below.key,
        "cheaper_above": turn.above.key,
        "is_jump": turn.is_jump,
    }


# --- What the lines are, and what they are not -------------------------------------------


def notes(weighing: Weighing, flips: Sequence[Json]) -> Iterator[str]:
    yield (
        "This compares cost alone. Every line keeps the models and the places that its "
        "plan has at your volume; machines of your own are added as the volume grows. "
        "Crossings are those of the likely costs: where two bands overlap, either plan "
        "may turn out to be the cheaper one."
    )
    turning = [str(flip["text"]) for flip in flips if flip["key"] == "tokens_per_day"]
    yield (
        "The advice weighs more than cost and picks anew at each volume, so it need not "
        f"change where two bills cross. {' '.join(turning) or NO_VOLUME_TURNS_IT}"
    )
    hybrid = weighing.plans.get(Verdict.HYBRID)
    if hybrid is not None and hybrid.later is not None:
        yield (
            "The hybrid plan has no line of its own: it begins as the closed plan, and "
            "becomes an open one within the year."
        )
    opened = weighing.plans.get(Verdict.OPEN)
    if opened and runs_machines(opened) and (missing := without_host(opened)):
        whole = [one.segment for one in opened.fields]
        yield (
            "Open models at a host, the usual rival of machines of your own, have no "
            f"line: none may take {named_parts(missing, whole)}."
        )
