"""What of a scenario does not go together, and what its parts take over."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from advisor.calculator.near_keys import near_keys
from advisor.calculator.parameters import Kind
from advisor.calculator.scenarios import (
    INSTEAD,
    MIX_KEYS,
    OWN,
    PARAMETERS,
    REQUEST_SIZE,
    VOLUME_KEYS,
    VOLUME_WAYS,
    Given,
)
from advisor.calculator.total_parameters import OF_PURCHASE
from advisor.decision.answers import shorten


def passed_on(
    inherited: Mapping[str, Given], given: Mapping[str, Given], kind: Kind
) -> dict[str, Given]:
    """What a part takes over: what it knows and has not said in another way."""
    taken = {
        key: one
        for key, one in inherited.items()
        if key in PARAMETERS[kind] and key not in OWN
    }
    for group in (VOLUME_KEYS, MIX_KEYS, *map(set, INSTEAD)):
        if group & set(given):
            taken = {key: one for key, one in taken.items() if key not in group}
    return taken


def unknown(key: str, kind: Kind) -> str:
    """What to say of a key that a kind has not: who has it, or what is near."""
    why = f"A scenario of kind “{kind.value}” has no “{shorten(key)}”."
    others = [other.value for other in Kind if key in PARAMETERS[other]]
    if others:
        return f"{why} It belongs to {quoted(others, 'and')}."
    near = near_keys(shorten(key), PARAMETERS[kind])
    return f"{why} Did you mean {quoted(near, 'or')}?" if near else why


def quoted(words: list[str], last: str) -> str:
    marked = [f"“{word}”" for word in words]
    return f" {last} ".join(filter(None, [", ".join(marked[:-1]), marked[-1]]))


def clashes(given: Mapping[str, Given], kind: Kind) -> Iterator[tuple[str, str]]:
    """What was said twice in different ways, or by half."""
    ways = [[key for key in way if key in given] for way in VOLUME_WAYS]
    said = [way[0] for way in ways if way]
    if len(said) > 1:
        hint = (
            " How full machines may be at their peak is “target_utilization”."
            if "utilization" in said
            else ""
        )
        why = f"“{said[0]}” says the volume already; give one of them.{hint}"
        yield said[1], why
    yield from said_by_half(given)
    yield from too_active(given)
    yield from of_what(given)
    for group in INSTEAD:
        found = [key for key in group if key in given]
        if len(found) > 1:
            yield found[1], f"“{found[0]}” says this already; give one of them."
    mixes = [key for key in ("input_output_ratio", "input_share") if key in given]
    mixes += [
        pair[0]
        for pair in (REQUEST_SIZE, VOLUME_WAYS[2], VOLUME_WAYS[3])
        if all(key in given for key in pair)
    ]
    if len(mixes) > 1:
        yield (
            mixes[1],
            f"“{mixes[0]}” says how much is input already; give one of them.",
        )


def too_active(given: Mapping[str, Given]) -> Iterator[tuple[str, str]]:
    """No token uses more parameters than there are."""
    if is_more(given, "params_active_b", "params_total_b"):
        yield "params_active_b", "These are more than “params_total_b” says there are."


def of_what(given: Mapping[str, Given]) -> Iterator[tuple[str, str]]:
    """Parts of a purchase that is not told, or that are more than it."""
    for key in OF_PURCHASE:
        if key in given and "purchase_usd" not in given:
            yield key, f"“{key}” needs “purchase_usd” beside it."
    if is_more(given, "residual_usd", "purchase_usd"):
        yield "residual_usd", "This is more than “purchase_usd”."


def is_more(given: Mapping[str, Given], key: str, other: str) -> bool:
    one, two = (given[name].likely if name in given else None for name in (key, other))
    return isinstance(one, Decimal) and isinstance(two, Decimal) and one > two


def said_by_half(given: Mapping[str, Given]) -> Iterator[tuple[str, str]]:
    for pair in (VOLUME_WAYS[2], VOLUME_WAYS[3], REQUEST_SIZE):
        found = [key for key in pair if key in given]
        if len(found) == 1:
            other = next(key for key in pair if key not in given)
            yield found[0], f"“{found[0]}” needs “{other}” beside it."
    for key in ("requests_per_day", "requests_per_month"):
        if key in given and REQUEST_SIZE[0] not in given:
            yield key, f"“{key}” needs “{REQUEST_SIZE[0]}” and “{REQUEST_SIZE[1]}”."
