"""What a million tokens cost at every price of a market, for one mix after another."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from math import lcm

from advisor.decision import cost


@dataclass(frozen=True, slots=True)
class PlainPrice:
    """A price where everything is known: what is not stands as in `cost.TokenPrice`."""

    input: Decimal
    cached: Decimal
    written: Decimal
    output: Decimal
    discount: Decimal

    @property
    def figures(self) -> tuple[Decimal, ...]:
        return self.input, self.cached, self.written, self.output, self.discount


class PriceList:
    """The prices of all candidates; those that are alike are worked out once.

    A number that is tried along its span makes a new mix at each step, and each mix
    asks for every price: in whole numbers that takes a sixth of the time, and comes to
    the very figure that `cost.price_per_million` makes.
    """

    def __init__(self, prices: Iterable[cost.TokenPrice | None]) -> None:
        numbers: dict[PlainPrice, int] = {}
        self.places = [
            numbers.setdefault(plain(price), len(numbers) + 1) if price else 0
            for price in prices
        ]
        distinct = list(numbers)
        # So small a part of a US dollar, or of a discount, that all are whole numbers.
        self.units = lcm(
            *(
                figure.as_integer_ratio()[1]
                for one in distinct
                for figure in one.figures
            )
        )
        self.in_units = [
            tuple(int(figure * self.units) for figure in one.figures)
            for one in distinct
        ]

    def at(self, mix: cost.Mix) -> tuple[float, ...]:
        """US dollars per million tokens by position; 0 where no price is kept."""
        ratio, per_output = mix.input_output_ratio.as_integer_ratio()
        cached, of_cached = mix.cached_share.as_integer_ratio()
        written, of_written = mix.written_share.as_integer_ratio()
        batch, of_batch = mix.batch_share.as_integer_ratio()
        parts = lcm(of_cached, of_written)
        for_cached = ratio * cached * (parts // of_cached)
        for_written = ratio * written * (parts // of_written)
        for_fresh = ratio * parts - for_cached - for_written
        for_output = per_output * parts
        in_full = of_batch * self.units
        whole = (ratio + per_output) * parts * self.units * in_full
        known = [0.0]
        known += [
            (
                for_fresh * fresh
                + for_cached * cached_input
                + for_written * written_input
                + for_output * output
            )
            * (in_full - batch * discount)
            / whole
            for fresh, cached_input, written_input, output, discount in self.in_units
        ]
        return tuple([known[place] for place in self.places])


def plain(price: cost.TokenPrice) -> PlainPrice:
    return PlainPrice(
        input=price.input,
        cached=price.input if price.cached_input is None else price.cached_input,
        written=price.input if price.cache_write is None else price.cache_write,
        output=price.output,
        discount=price.batch_discount or cost.ZERO,
    )
