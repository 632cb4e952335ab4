"""Inputs that sources state of all machines together, where others are of one replica."""

from decimal import Decimal

from advisor.calculator.parameters import Dear, Form, Parameter

RENT_TOTALS = (
    Parameter(
        key="rent_usd_month",
        text="Rent by the month of all machines together",
        form=Form.MONEY,
        group="rent",
        high=Decimal(10) ** 11,
        dear=Dear.HIGH,
        example="8000",
    ),
)
PURCHASE_TOTALS = (
    Parameter(
        key="purchase_usd",
        text="Purchase price of all machines together",
        form=Form.MONEY,
        group="purchase",
        high=Decimal(10) ** 11,
        dear=Dear.HIGH,
        example="250000",
    ),
    Parameter(
        key="residual_usd",
        text="What all machines together still fetch at the end",
        form=Form.MONEY,
        group="purchase",
        high=Decimal(10) ** 11,
        example="50000",
    ),
    Parameter(
        key="maintenance_usd_year",
        text="Maintenance of all machines together, a year",
        form=Form.MONEY,
        group="purchase",
        high=Decimal(10) ** 11,
        example="5000",
    ),
    Parameter(
        key="power_kw",
        text="Power of all machines together",
        form=Form.NUMBER,
        group="purchase",
        unit="kW",
        high=Decimal(10) ** 5,
        dear=Dear.HIGH,
        example=10,
    ),
    Parameter(
        key="space_usd_month",
        text="Space and hands for all machines together, a month",
        form=Form.MONEY,
        group="purchase",
        high=Decimal(10) ** 9,
        dear=Dear.HIGH,
        example="3000",
    ),
)
# Those that are a share of the purchase, so that it must be known.
OF_PURCHASE = {
    "residual_usd": "residual_share",
    "maintenance_usd_year": "maintenance_share_year",
}
# Those that are so many times what one replica takes, and how many units one has.
OF_REPLICAS = {
    "rent_usd_month": ("usd_per_replica_month", Decimal(1)),
    "purchase_usd": ("usd_per_replica", Decimal(1)),
    "power_kw": ("watts_per_replica", Decimal(1000)),
    "space_usd_month": ("space_usd_per_replica_month", Decimal(1)),
}
