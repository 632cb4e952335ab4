"""Fleets for open models that we run ourselves: how many machines, and who runs them."""

from collections.abc import Iterable
from decimal import Decimal

from advisor.decision import cost, sizing
from advisor.decision.candidates import Catalog, OptionKind
from advisor.decision.machines import Machine
from advisor.decision.needs import Needs
from advisor.decision.records import record


@record
class Fleet:
    """As many replicas of a machine as the peak needs."""

    machine: Machine
    replicas: int
    usd_month: float  # the machines' likely cost, for comparing
    load_share: float  # average load / what the fleet could do

    @property
    def cost(self) -> cost.Range:
        """US dollars a month for the machines, people not included."""
        return self.machine.cost.times(Decimal(self.replicas))


@record
class Demand:
    """What a fleet has to carry."""

    average: float  # output tokens a second, see `work_tokens_per_second`
    peak_factor: float  # peak / average
    target_utilization: float  # of a replica, at the peak
    minimum: int  # replicas, so that one may fail


def work_tokens_per_second(needs: Needs, catalog: Catalog) -> float:
    """The average load of all traffic, in output tokens a second."""
    hours, ratio = catalog.figures["hours_per_month"], needs.input_output_ratio
    tokens = needs.millions(hours) * 1e6
    return sizing.demand_tokens_per_second(
        input_tokens_per_month=tokens * ratio / (ratio + 1),
        output_tokens_per_month=tokens / (ratio + 1),
        prefill_weight=catalog.figures["prefill_weight"],
        hours_per_month=hours,
    )


def work_of_a_token(needs: Needs, catalog: Catalog) -> float:
    """Work of an average token of the traffic, in output tokens."""
    return sizing.load_per_token(
        input_share=needs.input_output_ratio / (needs.input_output_ratio + 1),
        prefill_weight=float(catalog.assumed("prefill_weight")),
    )


def demand_for(
    kind: OptionKind, share: float, needs: Needs, catalog: Catalog, *, is_flat: bool
) -> Demand:
    """The demand of a share of all traffic on one kind of stack.

    A flat demand has no peaks, and needs no spare machine: what overflows, or is left
    over by a machine that fails, goes where the peaks go.
    """
    can_stop = is_flat or kind is OptionKind.WORKSTATION or needs.traffic == "batch"
    peak_factor = catalog.figures[f"peak_factor_{needs.traffic}"]
    return Demand(
        average=work_tokens_per_second(needs, catalog) * share,
        peak_factor=1.0 if is_flat else peak_factor,
        target_utilization=catalog.figures["target_utilization"],
        minimum=1 if can_stop else int(catalog.figures["min_replicas"]),
    )


def replicas(machine: Machine, demand: Demand) -> int:
    """How many of a machine carry a demand at its peak."""
    return sizing.replicas_needed(
        peak_tokens_per_second=demand.average * demand.peak_factor,
        tokens_per_second_per_replica=machine.tokens_per_second,
        target_utilization=demand.target_utilization,
        minimum=demand.minimum,
    )


def replicas_to_have(machine: Machine, demand: Demand, kind: OptionKind) -> int | None:
    """How many of a machine a stack takes to carry a demand; None where it cannot.

    A workstation is one machine for one person or a small team: it never grows.
    """
    needed = replicas(machine, demand)
    return needed if needed == 1 or kind is not OptionKind.WORKSTATION else None


def cheapest_fleet(
    machines: Iterable[Machine], demand: Demand, kind: OptionKind
) -> Fleet | None:
    """The cheapest fleet for a demand; None where there is none."""
    best: tuple[float, int, Machine] | None = None
    for machine in machines:
        needed = replicas_to_have(machine, demand, kind)
        if needed is None:
            continue
        usd_month = needed * machine.usd_month
        if best is None or usd_month < best[0]:
            best = usd_month, needed, machine
    if best is None:
        return None
    usd_month, needed, machine = best
    return Fleet(
        machine=machine,
        replicas=needed,
        usd_month=usd_month,
        load_share=demand.average / (needed * machine.tokens_per_second),
    )


def upkeep(kind: OptionKind, needs: Needs, catalog: Catalog) -> cost.Range:
    """People and set-up for a self-run stack, US dollars a month."""
    fte = catalog.assumptions[f"run_staff_fte_{kind.value}"]
    has_setup = kind is not OptionKind.WORKSTATION
    setup_key = f"setup_cost_{kind.value}_usd"

    def month(people: Decimal) -> Decimal:
        return cost.Upkeep(
            staff=cost.staff_cost(
                fte=people, salary_per_year=Decimal(str(needs.engineer_usd_year))
            ),
            setup=catalog.assumed(setup_key) if has_setup else Decimal(0),
            setup_months=catalog.assumed("setup_months"),
        ).monthly

    return cost.Range(low=month(fte.low), likely=month(fte.value), high=month(fte.high))
