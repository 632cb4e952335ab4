"""Prices and fleets that tests of costs share; US dollars."""

from decimal import Decimal

from advisor.decision.cost import (
    Energy,
    OwnedFleet,
    RentedFleet,
    TokenPrice,
    Upkeep,
)

CACHED = TokenPrice(
    input=Decimal(3),
    output=Decimal(15),
    cached_input=Decimal("0.3"),
    batch_discount=Decimal("0.5"),
)
NO_UPKEEP = Upkeep(staff=Decimal(0), setup=Decimal(0), setup_months=Decimal(36))
ONE_GPU = RentedFleet(
    replicas=1,
    gpus_per_replica=1,
    usd_per_gpu_hour=Decimal("2.50"),
    hours_per_month=Decimal(730),
    overhead_share=Decimal(0),
)
OWNED = OwnedFleet(
    gpus=8,
    usd_per_gpu=Decimal(36_000),
    life_months=Decimal(36),
    watts_per_gpu=Decimal(1000),
    energy=Energy(
        usd_per_kwh=Decimal("0.15"), pue=Decimal("1.5"), hours_per_month=Decimal(730)
    ),
    space=Decimal(500),
)
