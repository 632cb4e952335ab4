"""What the page of costs can compare, and what it compares at first, by rule."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from advisor.decision.candidates import Candidate, Family, Hardware, OptionKind
from advisor.decision.criteria import FLOORS
from advisor.decision.machine_costs import HARDWARE_KINDS
from advisor.decision.plans import Field, Place
from advisor.decision.prices import is_priced
from advisor.decision.weighing import Weigher

NONE, OWN, BY_RULE = "none", "own", "cheapest"
SEPARATOR = ":"  # of the model, the option that sells it, and its name there
ON_A_DESK = HARDWARE_KINDS[OptionKind.WORKSTATION]
EVERYTHING = 1  # the share of the traffic that needs the bar
USUAL_WAY = "closed-hosted"
NAMES = {
    "closed": "the closed model",
    "hosted": "the hosted open model",
    "rented": "the rented machines",
    "owned": "the own machines",
}
# A hybrid sends a share to its second part and the rest to the first.
WAYS = (
    "closed-hosted",
    "closed-rented",
    "closed-owned",
    "hosted-rented",
    "hosted-owned",
)


STACKS = {"rented": Place.OWN_GPUS, "owned": Place.OWN_HARDWARE}


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One entry of a list to pick from."""

    key: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Group:
    """Entries under one heading; without one they stand by themselves."""

    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True, kw_only=True)
class Picks:
    """The lists of the page by field, and what is picked where nothing was said."""

    groups: Mapping[str, Sequence[Group]]
    usual: Mapping[str, str]
    bar: str  # of quality, which every model picked by rule reaches; empty for none

    def label(self, field: str, key: str) -> str:
        """How a pick reads; itself where the catalog no longer has it."""
        return self.labels[field].get(key, key)

    @cached_property
    def labels(self) -> Mapping[str, Mapping[str, str]]:
        return {
            field: {one.key: one.label for group in groups for one in group.choices}
            for field, groups in self.groups.items()
        }


def picks_of(weigher: Weigher) -> Picks:
    """The lists for a catalog on a day; worth remembering."""
    sold = [
        candidate
        for candidate in weigher.survey.candidates
        if not candidate.kind.is_self_run
        and candidate.is_in_service(weigher.day)
        and is_priced(candidate, weigher.day)
    ]
    keys = keys_of(sold)
    open_models = models_to_run(weigher)
    bar, usual = usual_picks(weigher, keys)
    by_family = {
        family: [candidate for candidate in sold if candidate.family is family]
        for family in (Family.CLOSED, Family.OPEN)
    }
    hardware = weigher.catalog.hardware
    return Picks(
        groups={
            "closed": [*offers(by_family[Family.CLOSED], keys), besides("Prices")],
            "hosted": [*offers(by_family[Family.OPEN], keys), besides("Prices")],
            "rented": [Group(label="", choices=open_models), besides("A model")],
            "rented.hardware": to_rent(hardware),
            "owned": [Group(label="", choices=open_models), besides("A model")],
            "owned.hardware": to_own(hardware),
            "hybrid": [Group(label="", choices=[*ways(), left_out()])],
        },
        usual=usual,
        bar=bar,
    )


# --- Lists ----------------------------------------------------------------------------


def keys_of(candidates: Iterable[Candidate]) -> Mapping[tuple[str, str, str], str]:
    """How an address names each offering: its seller's name only where it needs one."""
    candidates = list(candidates)
    counts = Counter((one.model.slug, one.option.slug) for one in candidates)
    return {
        one.key: SEPARATOR.join(
            part
            for part in (
                one.model.slug,
                one.option.slug,
                one.offering if counts[one.model.slug, one.option.slug] > 1 else "",
            )
            if part
        )
        for one in candidates
    }


def offers(
    candidates: Iterable[Candidate], keys: Mapping[tuple[str, str, str], str]
) -> list[Group]:
    """Offerings under the option that sells them."""
    found: dict[str, list[Choice]] = {}
    for one in sorted(candidates, key=lambda c: (c.option.name, c.model.name, c.key)):
        key = keys[one.key]
        name = one.model.name
        if key.count(SEPARATOR) > 1:
            name += f" ({one.offering})"
        found.setdefault(one.option.name, []).append(
            Choice(key=key, label=f"{name} · {one.option.name}")
        )
    return [Group(label=name, choices=choices) for name, choices in found.items()]


def models_to_run(weigher: Weigher) -> list[Choice]:
    """Open models, by name."""
    found = {
        one.model.slug: one.model.name
        for one in weigher.survey.candidates
        if one.kind.is_self_run and one.model.is_in_service(weigher.day)
    }
    return [
        Choice(key=slug, label=name)
        for slug, name in sorted(found.items(), key=lambda pair: (pair[1], pair[0]))
    ]


def to_rent(hardware: Iterable[Hardware]) -> list[Group]:
    choices = [choice_of(one) for one in hardware if one.rates]
    return [by_rule(), Group(label="", choices=choices)]


def to_own(hardware: Iterable[Hardware]) -> list[Group]:
    priced = [one for one in hardware if one.list_price_usd]
    racks = [choice_of(one) for one in priced if one.kind not in ON_A_DESK]
    desks = [choice_of(one) for one in priced if one.kind in ON_A_DESK]
    return [
        by_rule(),
        Group(label="For a server", choices=racks),
        Group(label="For a desk: one machine", choices=desks),
    ]


def choice_of(hardware: Hardware) -> Choice:
    return Choice(
        key=hardware.slug, label=f"{hardware.name}, {hardware.memory_gb.value:g} GB"
    )


def besides(what: str) -> Group:
    """What can stand in place of a pick."""
    own = Choice(key=OWN, label=f"{what} of my own, put in below")
    return Group(label="Otherwise", choices=[own, left_out()])


def by_rule() -> Group:
    label = "The cheapest that holds the model"
    return Group(label="", choices=[Choice(key=BY_RULE, label=label)])


def left_out() -> Choice:
    return Choice(key=NONE, label="Leave out")


def ways() -> list[Choice]:
    found = []
    for way in WAYS:
        first, second = (NAMES[part] for part in way.split("-"))
        label = f"{first} and {second}"
        found.append(Choice(key=way, label=label[0].upper() + label[1:]))
    return found


# --- What is picked by rule -----------------------------------------------------------


def usual_picks(
    weigher: Weigher, keys: Mapping[tuple[str, str, str], str]
) -> tuple[str, dict[str, str]]:
    """By the highest bar that both families reach: the best closed, the cheapest open."""
    usual = {"hybrid": USUAL_WAY, "rented.hardware": BY_RULE, "owned.hardware": BY_RULE}
    for bar in sorted(FLOORS, key=lambda one: -FLOORS[one]):
        found = weigher.weigh({"quality_bar": bar, "hard_share": EVERYTHING}).fields[0]
        closed, hosted = best_closed(found, weigher), cheapest_hosted(found, weigher)
        if closed is not None and hosted is not None:
            candidates = weigher.survey.candidates
            usual["closed"] = keys[candidates[closed].key]
            usual["hosted"] = keys[candidates[hosted].key]
            return bar, {**usual, **usual_models(found, hosted, weigher)}
    return "", {**dict.fromkeys(NAMES, NONE), **usual}


def best_closed(field: Field, weigher: Weigher) -> int | None:
    """The best rated closed model of those that pass, where it is cheapest."""
    qualities = weigher.survey.qualities
    priced = prices_at(field, Place.CLOSED, weigher)
    return min(
        priced, key=lambda one: (-(qualities[one] or 0), priced[one], one), default=None
    )


def cheapest_hosted(field: Field, weigher: Weigher) -> int | None:
    """The cheapest hosted open model of those that pass."""
    priced = prices_at(field, Place.HOSTED, weigher)
    return min(priced, key=lambda one: (priced[one], one), default=None)


def prices_at(field: Field, place: Place, weigher: Weigher) -> dict[int, float]:
    """What a million tokens cost at the usual mix, by who passes and has a price."""
    market = weigher.market
    prices = market.prices_by_position(market.mix(weigher.weigh({}).needs))
    return {
        position: prices[position]
        for position in field.entrants.get(place, ())
        if market.token_prices[position] is not None
    }


def usual_models(field: Field, hosted: int, weigher: Weigher) -> dict[str, str]:
    """For each stack the model that is hosted, else the first that machines hold."""
    candidates = weigher.survey.candidates
    wanted = candidates[hosted].model.slug
    usual = {}
    for line, stack in STACKS.items():
        slugs = [candidates[one].model.slug for one in field.entrants.get(stack, ())]
        usual[line] = wanted if wanted in slugs else next(iter(slugs), NONE)
    return usual
