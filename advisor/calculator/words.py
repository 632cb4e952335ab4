"""Figures in words, from decimals alone."""

from decimal import ROUND_HALF_UP, Decimal

from advisor.decision import cost

SIGNIFICANT = 6  # digits of what is smaller than a dollar, or than a million tokens
FINEST = Decimal("1e-12")
WHOLE_FROM = 100  # US dollars from which on “.00” says nothing
UNITS = (
    (Decimal(10) ** 12, " T"),
    (Decimal(10) ** 9, " B"),
    (Decimal(10) ** 6, " M"),
)


def in_cents(amount: Decimal) -> Decimal:
    """US dollars in cents; below a dollar with six digits, so that little is not nothing."""
    return amount.quantize(grain(amount), rounding=ROUND_HALF_UP)


def grain(amount: Decimal) -> Decimal:
    """What a sum of money is rounded to: a cent, or less for less than a dollar."""
    if abs(amount) >= 1 or not amount:
        return cost.CENT
    six_digits = Decimal(1).scaleb(amount.adjusted() - SIGNIFICANT + 1)
    return min(max(six_digits, FINEST), cost.CENT)


def usd(amount: Decimal) -> str:
    """US dollars: $8,000 or $2.50 or $0.00115."""
    rounded = in_cents(amount)
    if abs(rounded) >= WHOLE_FROM and rounded == rounded.to_integral_value():
        rounded = rounded.to_integral_value()
    elif rounded:
        rounded = at_least_cents(rounded)
    sign = "−" if rounded < 0 else ""
    return f"{sign}${abs(rounded):,f}"


def at_least_cents(amount: Decimal) -> Decimal:
    """Without zeros at the end, but with two digits after the point."""
    short = amount.normalize()
    exponent = short.as_tuple().exponent
    return (
        short
        if isinstance(exponent, int) and exponent < -2
        else amount.quantize(cost.CENT)
    )


def number(value: Decimal, digits: int = 3) -> str:
    """A number as people say it: 410 M, 3,500, 0.25."""
    short = rounded(value, digits if abs(value) >= UNITS[-1][0] else SIGNIFICANT)
    for factor, letter in UNITS:
        if abs(short) >= factor:
            return f"{plain(short / factor)}{letter}"
    return plain(short)


def rounded(value: Decimal, digits: int) -> Decimal:
    """So many significant digits."""
    if not value:
        return Decimal(0)
    exponent = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return value.quantize(exponent, rounding=ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """A decimal in plain notation, with commas and without zeros at the end."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():,f}"
    return f"{value.normalize():,f}"


def tokens(millions: Decimal) -> str:
    """A number of tokens, given in millions."""
    return f"{number(millions * cost.MILLION)} tokens"


def rest_of_unit(unit: str) -> str:
    """What of a unit the figure does not already say."""
    if unit in {"share", "ratio", "factor"}:
        return ""
    return unit.removeprefix("USD ")


def percent(share: Decimal) -> str:
    """A share in hundredths, with four digits at most."""
    return f"{plain(rounded(share * 100, 4))} %"
