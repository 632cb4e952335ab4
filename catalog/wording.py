"""Figures in words, as the catalog's pages and exports write them."""

from datetime import date
from decimal import Decimal

NOT_KNOWN = "not known"
THOUSAND = 1_000
MILLION = 1_000_000
CENTS = Decimal("0.01")


def usd(amount: Decimal) -> str:
    """US dollars with two places, or with all that a smaller price has."""
    plain = amount.normalize()
    if plain == plain.quantize(CENTS):
        return f"${plain:,.2f}".removesuffix(".00")
    return f"${plain:,f}"


def tokens(number: int) -> str:
    """A length in tokens as people say it: 128K, 1M, 1.05M."""
    if number < THOUSAND:
        return str(number)
    # Makers mean either 1,000 or 1,024 by a K.
    is_binary = number % THOUSAND and number % 1024 == 0
    if number < MILLION:
        return f"{number / (1024 if is_binary else THOUSAND):.4g}K"
    return f"{number / (1024**2 if is_binary else MILLION):.3g}M"


def billions(number: Decimal) -> str:
    """A number of parameters, given in billions."""
    if number >= THOUSAND:
        return f"{(number / THOUSAND).normalize():f}T"
    return f"{number.normalize():f}B"


def day(value: date) -> str:
    """A date as people write it: 22 Nov 2026."""
    return f"{value.day} {value:%b %Y}"


def part_of_date(text: str) -> str:
    """A year, a month or a day as people write it."""
    match text.count("-"):
        case 2:
            return day(date.fromisoformat(text))
        case 1:
            return f"{date.fromisoformat(f'{text}-01'):%b %Y}"
        case _:
            return text


def number(value: Decimal) -> str:
    """A figure without idle zeros, with separators."""
    return f"{value.normalize():,f}"
