"""How many tokens a month, and how much of them is input."""

from decimal import Decimal

from advisor.calculator.costing import Triple, Volume, for_each
from advisor.calculator.inputs import Inputs, Origin
from advisor.decision import cost
from advisor.decision.cost import ONE

PAIRS = (
    ("input_tokens_per_month", "output_tokens_per_month"),
    ("input_tokens_per_day", "output_tokens_per_day"),
)


def read_volume(inputs: Inputs) -> Volume:
    """The volume as it was given, or else the usual one."""
    hours, days = hours_of_month(inputs), days_of_month(inputs)
    for pair in PAIRS:
        if inputs.is_given(*pair):
            return of_both(inputs, pair)
    request = tokens_of_request(inputs)
    if inputs.is_given("requests_per_day"):
        requests = inputs.amount("requests_per_day") * days
    elif inputs.is_given("requests_per_month"):
        requests = inputs.amount("requests_per_month")
    else:
        tokens = (
            inputs.amount("tokens_per_month")
            if inputs.is_given("tokens_per_month")
            else inputs.amount("tokens_per_day") * days
        )
        return Volume(
            millions=tokens / cost.MILLION,
            input_share=input_share(inputs),
            hours=hours,
            requests=tokens / request if request else None,
        )
    return Volume(
        millions=requests * (request or Decimal(0)) / cost.MILLION,
        input_share=input_share(inputs),
        hours=hours,
        requests=requests,
    )


def hours_of_month(inputs: Inputs) -> Decimal:
    if inputs.is_given("days_per_month"):
        hours = inputs.amount("days_per_month") * cost.HOURS_PER_DAY
        inputs.sure("hours_per_month", hours, Origin.WORKED_OUT)
    return inputs.amount("hours_per_month")


def days_of_month(inputs: Inputs) -> Decimal:
    return hours_of_month(inputs) / cost.HOURS_PER_DAY


def of_both(inputs: Inputs, pair: tuple[str, str]) -> Volume:
    """A volume told as input and output."""
    input_tokens, output_tokens = (inputs.amount(key) for key in pair)
    if "day" in pair[0]:
        input_tokens *= days_of_month(inputs)
        output_tokens *= days_of_month(inputs)
    tokens = input_tokens + output_tokens
    share = input_tokens / tokens if tokens else ONE
    return Volume(
        millions=tokens / cost.MILLION,
        input_share=Triple(low=share, likely=share, high=share),
        hours=hours_of_month(inputs),
    )


def tokens_of_request(inputs: Inputs) -> Decimal | None:
    if not inputs.is_given("input_tokens_per_request"):
        return None
    return inputs.amount("input_tokens_per_request") + inputs.amount(
        "output_tokens_per_request"
    )


def input_share(inputs: Inputs) -> Triple[Decimal]:
    """The share of input by how it was told: a request, a share, or a ratio."""
    size = tokens_of_request(inputs)
    if size:
        share = inputs.amount("input_tokens_per_request") / size
        return Triple(low=share, likely=share, high=share)
    if inputs.is_given("input_share"):
        return for_each(lambda case: inputs.amount("input_share", case))

    def from_ratio(ratio: Decimal) -> Decimal:
        return ratio / (ratio + ONE)

    return for_each(lambda case: from_ratio(inputs.amount("input_output_ratio", case)))
