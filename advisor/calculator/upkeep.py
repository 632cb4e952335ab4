"""What is paid whatever the volume: people, set-up, and other things by name."""

from collections.abc import Iterator
from decimal import Decimal

from advisor.calculator.costing import Post
from advisor.calculator.inputs import Case, Inputs
from advisor.calculator.words import plain, usd
from advisor.decision import cost
from advisor.decision.cost import ZERO


def posts(inputs: Inputs, case: Case) -> Iterator[Post]:
    """US dollars a month."""
    yield staff(inputs, case)
    yield setup(inputs, case)
    yield from others(inputs, case)


def others(inputs: Inputs, case: Case) -> Iterator[Post]:
    """What was given by name."""
    for name, amount in inputs.amounts("other_monthly").items():
        yield Post(label=name, usd=amount, working="a month, as given")
    for name, amount in inputs.amounts("other_once").items():
        months = inputs.amount("setup_months", case)
        yield Post(label=name, usd=amount / months, working=spread(amount, months))


def staff(inputs: Inputs, case: Case) -> Post:
    if inputs.is_given("staff_usd_month"):
        amount = inputs.amount("staff_usd_month", case)
        return Post(label="People", usd=amount, working="a month, as given")
    people = inputs.amount("fte", case)
    if not people:
        return Post(label="People", usd=ZERO, working="nobody counted")
    salary = inputs.amount("salary_usd_year", case)
    return Post(
        label="People",
        usd=cost.staff_cost(fte=people, salary_per_year=salary),
        working=f"{plain(people)} full-time × {usd(salary)} ÷ 12",
    )


def setup(inputs: Inputs, case: Case) -> Post:
    amount = inputs.amount("setup_usd", case)
    if not amount:
        return Post(label="Set-up", usd=ZERO, working="nothing counted")
    months = inputs.amount("setup_months", case)
    return Post(label="Set-up", usd=amount / months, working=spread(amount, months))


def spread(amount: Decimal, months: Decimal) -> str:
    return f"{usd(amount)} over {plain(months)} months"


def paid_once(inputs: Inputs, case: Case) -> Decimal:
    """US dollars paid at the start, machines not included."""
    return inputs.amount("setup_usd", case) + others_once(inputs)


def others_once(inputs: Inputs) -> Decimal:
    return sum(inputs.amounts("other_once").values(), start=ZERO)


def spread_a_month(inputs: Inputs, case: Case) -> Decimal:
    """What of the posts is a part of something paid at the start."""
    return over_months(inputs, paid_once(inputs, case), case)


def others_spread(inputs: Inputs, case: Case) -> Decimal:
    return over_months(inputs, others_once(inputs), case)


def over_months(inputs: Inputs, once: Decimal, case: Case) -> Decimal:
    return once / inputs.amount("setup_months", case) if once else ZERO
