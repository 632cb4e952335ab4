"""What a parameter of the calculator is; every input is declared as one of these."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MOST = Decimal(10) ** 15  # of anything: as many tokens a day as the questions take
LEAST = Decimal("1e-9")  # above zero: nothing anybody pays for is smaller


class Kind(StrEnum):
    """What a scenario is of."""

    API = "api"
    SELF_HOSTED = "self_hosted"
    OWNED = "owned"
    HYBRID = "hybrid"
    BREAK_EVEN = "break_even"


class Form(StrEnum):
    """What a value looks like."""

    MONEY = "money"  # US dollars
    NUMBER = "number"
    SHARE = "share"  # 0 to 1
    WHOLE = "whole"  # a whole number
    CHOICE = "choice"
    FLAG = "flag"  # true or false
    TEXT = "text"
    DAY = "day"  # 2026-11-22
    AMOUNTS = "amounts"  # US dollars by name
    TIERS = "tiers"  # prices for long requests


class Dear(StrEnum):
    """Which end of a range makes a bill dearer."""

    HIGH = "high"
    LOW = "low"
    NEITHER = "neither"  # a convention or a choice: its likely value in every bill


@dataclass(frozen=True, kw_only=True)
class Parameter:
    """One input: what it is, what it may be, and what stands in for it."""

    key: str
    text: str
    form: Form
    group: str
    unit: str = ""
    low: Decimal = Decimal(0)
    high: Decimal = MOST
    choices: tuple[str, ...] = ()
    # The assumption that stands in for it; {stack} and {traffic} are filled in.
    assumption: str = ""
    dear: Dear = Dear.NEITHER
    # Whether the assumption's own range makes the low and the high bill, too. A range
    # that was given always does.
    swings: bool = False
    # What stands in where no assumption does: nothing, or one time.
    neutral: Decimal | str | bool | None = None
    example: object = None

    @property
    def is_number(self) -> bool:
        return self.form in {Form.MONEY, Form.NUMBER, Form.SHARE, Form.WHOLE}

    @property
    def takes_range(self) -> bool:
        """Whether a range of it makes a low and a high bill."""
        return self.is_number and self.dear is not Dear.NEITHER


def by_key(*groups: tuple[Parameter, ...]) -> Mapping[str, Parameter]:
    """Parameters by their key, in the order of declaration."""
    return {one.key: one for group in groups for one in group}
