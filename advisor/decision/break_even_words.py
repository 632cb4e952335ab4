"""Where bills cross, in sentences; or why they do not."""

from collections.abc import Sequence
from decimal import Decimal

from advisor.decision.contenders import Contender
from advisor.decision.curves import Crossing, crossings, last_of, stays_below
from advisor.decision.telling import plain_number
from advisor.decision.turning_points import (
    MOST_CROSSINGS,
    MOST_TOKENS,
    Pair,
    Reign,
    Scale,
    Turn,
)

DIGITS, ALL_DIGITS = 3, 6  # of a volume
TOLD_ONE_BY_ONE = 3  # changes; more are told together


def reigns_text(reigns: Sequence[Reign]) -> str:
    """Which line is the cheapest of all where."""
    first, *later = reigns
    if not later:
        return f"{capital(first.line.name)} is the cheapest at every volume shown."
    last = later[-1]
    if len(later) > TOLD_ONE_BY_ONE:
        start, end = amounts([later[0].above, last.above])
        return (
            f"Up to {start} tokens a day {first.line.name} is the cheapest, above {end} "
            f"{last.line.name}; in between they take turns."
        )
    start, *ends = amounts([reign.above for reign in later])
    between = "".join(
        f", then {reign.line.name} up to {end}"
        for reign, end in zip(later, ends, strict=False)
    )
    return (
        f"Up to {start} tokens a day {first.line.name} is the cheapest{between}; above "
        f"that {last.line.name}."
    )


def pair_text(pair: Pair, scale: Scale) -> str:
    """Where the cheaper of two lines changes, or why it does not."""
    if not pair.turns:
        return never_text(pair.one, pair.other, scale)
    if len(pair.turns) > TOLD_ONE_BY_ONE:
        return together(pair.turns)
    return " ".join(turn_texts(pair.turns))


def turn_texts(turns: Sequence[Turn]) -> list[str]:
    """Each change of the cheaper of two lines."""
    volumes = amounts([turn.tokens for turn in turns])
    return [
        f"{capital(turn.above.name)} becomes cheaper than {turn.below.name}"
        f"{' again' if number else ''} above {volume} tokens a day."
        for number, (turn, volume) in enumerate(zip(turns, volumes, strict=True))
    ]


def together(turns: Sequence[Turn]) -> str:
    first, last = turns[0], turns[-1]
    start, end = amounts([first.tokens, last.tokens])
    below = (
        f"Below {start} tokens a day {first.below.name} is cheaper than "
        f"{first.above.name}; "
    )
    if len(turns) == MOST_CROSSINGS:
        return (
            f"{below}from there on they are so near to each other that they change "
            f"places with every few machines: {len(turns)} times up to {end}."
        )
    return (
        f"{below}up to {end} they change places {len(turns)} times, as one machine "
        f"more makes a bill jump; above, {last.above.name} is cheaper."
    )


def never_text(one: Contender, other: Contender, scale: Scale) -> str:
    """Why the same of two is the cheaper one at every volume shown."""
    low, high = scale.ends
    last = last_of((one.curve, other.curve), high)
    gaps = (one.curve.likely(end) - other.curve.likely(end) for end in (low, last))
    gap = next(filter(None, gaps), None)
    if gap is None:
        return f"{capital(one.name)} and {other.name} cost the same at every volume."
    cheaper, dearer = (one, other) if gap < 0 else (other, one)
    if last < high:
        return desk_text(cheaper, dearer, scale.tokens(last), last)
    if stays_below(cheaper.curve, dearer.curve, high):
        return for_ever_text(cheaper, dearer)
    beyond = crossings(cheaper.curve, dearer.curve, high, MOST_TOKENS / scale.here)
    return beyond_text(cheaper, dearer, next(beyond, None), scale)


def desk_text(
    cheaper: Contender, dearer: Contender, up_to: Decimal, last: Decimal
) -> str:
    """One of the two stands on a desk, and serves no more than that."""
    volume = f"{amount(up_to)} tokens a day"
    if cheaper.curve.most == last:
        return (
            f"{capital(cheaper.name)} is cheaper than {dearer.name} at every volume up "
            f"to {volume}, beyond which one workstation is not enough."
        )
    return (
        f"{capital(dearer.name)} stays dearer than {cheaper.name} up to {volume}: if the "
        "two break even at all, it is beyond what one workstation can serve."
    )


def for_ever_text(cheaper: Contender, dearer: Contender) -> str:
    """The two do not meet at any larger volume either."""
    if dearer.is_on_machines and not cheaper.curve.fleets:
        return (
            f"Never at this fleet size or a larger one: {dearer.name} stays dearer than "
            f"{cheaper.name}, for each further machine costs more than it saves."
        )
    return (
        f"{capital(cheaper.name)} is cheaper than {dearer.name} at every volume shown, "
        "and at any larger one."
    )


def beyond_text(
    cheaper: Contender, dearer: Contender, found: Crossing | None, scale: Scale
) -> str:
    """The two meet beyond what is shown, if anywhere."""
    shown = (
        f"{capital(cheaper.name)} is cheaper than {dearer.name} at every volume shown"
    )
    if found is None:
        return f"{shown}."
    return (
        f"{shown}; {dearer.name} becomes cheaper above "
        f"{amount(scale.tokens(found.times))} tokens a day, more than a hundred times "
        "your volume."
    )


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def amount(tokens: Decimal, digits: int = DIGITS) -> str:
    return plain_number(float(tokens), digits)


def amounts(volumes: Sequence[Decimal]) -> list[str]:
    """Volumes in three digits, unless two of them would read the same."""
    read = [amount(tokens) for tokens in volumes]
    if len({*read}) == len(read):
        return read
    return [amount(tokens, ALL_DIGITS) for tokens in volumes]
