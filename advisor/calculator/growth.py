"""How a fleet grows with its volume, and what it can serve."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from advisor.calculator.costing import Triple, Volume, for_each
from advisor.calculator.holding import Speed
from advisor.calculator.inputs import Case, Inputs, Origin
from advisor.calculator.tariffs import Staircase, Tariff, whole_tokens
from advisor.calculator.volumes import days_of_month
from advisor.calculator.words import percent, tokens
from advisor.decision import cost
from advisor.decision.cost import ONE

SECONDS_PER_HOUR = Decimal(3600)
MANY_GPUS = 1000  # price lists are for servers, not for halls of them
# Who fixes one of these has a replica in mind as it stands, and no spare beside it.
ONE_AS_IT_STANDS = (
    "gpus",
    "usd_per_replica_hour",
    "usd_per_replica_month",
    "usd_per_replica",
)


@dataclass(frozen=True, kw_only=True)
class Growth:
    """Replicas by volume. Speeds are None where nobody knows them."""

    least: Triple[int]
    most: int | None  # None: as many as are needed
    full_millions: Triple[Decimal] | None  # a month of a replica that never rests
    room: Triple[Decimal]  # what of it the average may take, so that peaks fit
    cap: Decimal | None = None  # million tokens a month of one, whatever the speed

    def planned(self, case: Case) -> Decimal | None:
        """Million tokens a month that a replica is planned for."""
        if self.full_millions is None:
            return None
        by_speed = self.full_millions.at(case) * self.room.at(case)
        return whole_tokens(by_speed if self.cap is None else min(by_speed, self.cap))

    @property
    def most_of_one(self) -> Decimal | None:
        """Million tokens a month that a replica serves at the very most."""
        if self.full_millions is None or self.cap is None:
            return None if self.full_millions is None else self.full_millions.likely
        return min(self.full_millions.likely, self.cap)

    def replicas(self, millions: Decimal, case: Case) -> int:
        """As many as the volume takes: not fewer than the least, nor more than most."""
        stairs = self.stairs(case)
        return self.least.at(case) if stairs is None else stairs.steps(millions)

    def stairs(self, case: Case, step: Decimal = cost.ZERO) -> Staircase | None:
        """How replicas at `step` a month each are added; None if no speed is known."""
        least, each = self.least.at(case), self.planned(case)
        if each is None:
            return None
        return Staircase(
            step_monthly=step,
            step_millions=each,
            minimum_steps=least,
            maximum_steps=None if self.most is None else max(self.most, least),
        )

    def tariff(self, fixed: Decimal, step: Decimal, case: Case) -> Tariff:
        """What a month costs by volume, where each replica costs `step`."""
        stairs = self.stairs(case, step)
        if stairs is None:
            least = self.least.at(case)
            return Tariff(fixed=fixed + least * step, is_limit_known=False)
        return Tariff(fixed=fixed, stairs=(stairs,), most_millions=stairs.most_millions)

    def can_serve(self, volume: Volume) -> bool:
        """Whether the likely fleet could serve the volume if it never rested."""
        most = self.most_of_one
        replicas = self.replicas(volume.millions, Case.LIKELY)
        return most is None or volume.millions <= replicas * most

    def remark(self, volume: Volume) -> str | None:
        """What to say of a fleet that serves too little; None where it serves enough."""
        replicas = self.replicas(volume.millions, Case.LIKELY)
        planned, most = self.planned(Case.LIKELY), self.most_of_one
        days = volume.days
        if most is None or planned is None:
            return "How much these machines can serve is not known: no speed is known."
        at_most = replicas * most
        if volume.millions > at_most:
            return (
                f"This hardware cannot serve that demand: {tokens(volume.millions / days)} "
                f"a day are asked of machines that serve {tokens(at_most / days)} a day at "
                "the most."
            )
        if volume.millions > replicas * planned:
            return (
                f"This load leaves too little room for peaks: with it, plan for "
                f"{tokens(replicas * planned / days)} a day at the most, an average load "
                f"of {percent(self.room.likely)}."
            )
        return None


def remark_on_number(gpus: int) -> Iterator[str]:
    """What to say of more GPUs than anybody asks a price for."""
    if gpus > MANY_GPUS:
        yield (
            f"This takes {gpus:,} GPUs. Prices are those of a few servers, and whether so "
            "many can be had at them is not known."
        )


def growth_of(
    inputs: Inputs,
    speed: Speed | None,
    input_share: Triple[Decimal],
    machine_hours: Decimal,
    *,
    most: int | None,
) -> Growth:
    """The fleet as it was described; `most` where it never grows beyond so many."""
    least, most = least_and_most(inputs, most)
    return Growth(
        least=least,
        most=most,
        full_millions=None
        if speed is None
        else for_each(
            lambda case: full_millions(inputs, speed, input_share, machine_hours, case)
        ),
        room=for_each(lambda case: room(inputs, case)),
        cap=cap_of(inputs),
    )


def cap_of(inputs: Inputs) -> Decimal | None:
    """Million tokens a month that a replica may be planned for at all."""
    most = inputs.maybe("most_tokens_per_day")
    if most is None:
        return None
    return most * days_of_month(inputs) / cost.MILLION


def full_millions(
    inputs: Inputs,
    speed: Speed,
    input_share: Triple[Decimal],
    machine_hours: Decimal,
    case: Case,
) -> Decimal:
    """Million tokens a month of a replica that never rests."""
    millions = speed.each.at(case) * machine_hours * SECONDS_PER_HOUR / cost.MILLION
    if not speed.counts_output_only:
        return millions
    work = work_of_a_token(inputs, input_share.at(case), case)
    # Input that costs no work and no output at all: then nothing limits the speed but
    # that of output itself.
    return millions / work if work else millions


def work_of_a_token(
    inputs: Inputs, input_share: Decimal, case: Case = Case.LIKELY
) -> Decimal:
    """Of an average token, in output tokens: input costs less."""
    return ONE - input_share + inputs.amount("prefill_weight", case) * input_share


def room(inputs: Inputs, case: Case) -> Decimal:
    peak = inputs.amount("peak_factor", case)
    return inputs.amount("target_utilization", case) / peak


def least_and_most(inputs: Inputs, most: int | None) -> tuple[Triple[int], int | None]:
    """Replicas fixed outright, or at least so many as may not fail."""
    if inputs.is_given("utilization") and not inputs.is_given("replicas"):
        inputs.sure("replicas", ONE, Origin.USUAL)
    if inputs.is_given("utilization", "replicas"):
        fixed = for_each(lambda case: int(inputs.amount("replicas", case)))
        return fixed, fixed.likely
    can_stop = most is not None or inputs.names["traffic"] == "batch"
    is_fixed = can_stop or inputs.is_given(*ONE_AS_IT_STANDS)
    if is_fixed and not inputs.is_given("min_replicas"):
        inputs.sure("min_replicas", ONE, Origin.USUAL)
    return for_each(lambda case: int(inputs.amount("min_replicas", case))), most
