"""What a result costs on the catalog as shipped, and on one ten times as large."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice
from random import Random
from statistics import median

from advisor.catalog_reader import current_catalog
from advisor.decision.candidates import Candidate, Catalog, Hardware, Model
from advisor.decision.explanation import explain
from advisor.decision.questions import Answers
from advisor.decision.weighing import Weigher
from advisor.scenarios.properties.answer_sets import answer_sets
from advisor.scenarios.properties.catalogs import dearer
from tests.running_server import Server

TIMES = 10
COUNT = 60
WARMING = 10  # results before the first that counts
APART = Decimal("0.03")  # by which each copy is dearer than the one before
POINTS = 3  # by which its model is rated lower
LEAST, MOST = 70, 140  # percent of a price that a varied copy asks


def lines(server: Server) -> Iterator[str]:
    yield (
        "Processor time of a result never computed before, any questions answered "
        "(milliseconds)"
    )
    yield f"{'':34}{'n':>5}{'median':>9}{'p95':>9}{'max':>9}{'verdict alone':>16}"
    catalog = current_catalog()
    yield measured("the catalog as shipped", catalog)
    yield measured(f"{TIMES} times, each dearer, lower", grown(catalog, TIMES))
    yield measured(f"{TIMES} times, prices either way", varied(catalog, TIMES))


def measured(name: str, catalog: Catalog) -> str:
    weigher = Weigher(catalog, date.today())  # noqa: DTZ011 (any day will do)
    sets = iter(answer_sets(WARMING + COUNT))
    for answers in islice(sets, WARMING):
        explain(answers, weigher)
    verdicts, results = zip(*(spent(answers, weigher) for answers in sets), strict=True)
    whole = sorted(results)
    p95 = whole[int(len(whole) * 0.95)]
    figures = "".join(f"{value:9.1f}" for value in (median(whole), p95, whole[-1]))
    return f"{name:34}{len(whole):5}{figures}{median(verdicts):16.1f}"


def spent(answers: Answers, weigher: Weigher) -> tuple[float, float]:
    """Milliseconds for the verdict, and for all of the result."""
    began = time.process_time()
    weigher.weigh(answers)
    weighed = time.process_time()
    explain(answers, weigher)
    return (weighed - began) * 1000, (time.process_time() - began) * 1000


def grown(catalog: Catalog, times: int) -> Catalog:
    """Every model, offering, price and machine again and again, each a bit worse.

    Each copy is dearer and rated lower, so hardly any can win.
    """
    return multiplied(catalog, times, lambda number: 1 + APART * number)


def varied(catalog: Catalog, times: int) -> Catalog:
    """The same, but each copy is cheaper or dearer at random: some copies win."""
    chance = Random(times)  # noqa: S311 (the same at every run, and no secret)

    def factor(number: int) -> Decimal:
        return Decimal(chance.randint(LEAST, MOST)) / 100 if number else Decimal(1)

    return multiplied(catalog, times, factor)


def multiplied(
    catalog: Catalog, times: int, factor: Callable[[int], Decimal]
) -> Catalog:
    """The first of each is the original; the others are rated lower, prices vary."""
    return replace(
        catalog,
        candidates=tuple(
            copied(candidate, number, factor(number))
            for candidate in catalog.candidates
            for number in range(times)
        ),
        hardware=tuple(
            machine(hardware, number, factor(number))
            for hardware in catalog.hardware
            for number in range(times)
        ),
    )


def copied(candidate: Candidate, number: int, factor: Decimal) -> Candidate:
    return replace(
        candidate,
        model=lower(candidate.model, number),
        prices=tuple(dearer(row, factor) for row in candidate.prices),
    )


def lower(model: Model, number: int) -> Model:
    rating = model.rating and replace(
        model.rating,
        value=model.rating.value - POINTS * number,
        low=model.rating.low - POINTS * number,
        high=model.rating.high - POINTS * number,
    )
    return replace(model, slug=f"{model.slug}{'-x' * number}", rating=rating)


def machine(hardware: Hardware, number: int, factor: Decimal) -> Hardware:
    price = hardware.list_price_usd
    return replace(
        hardware,
        list_price_usd=price and replace(price, value=price.value * float(factor)),
        slug=f"{hardware.slug}{'-x' * number}",
        rates=tuple(
            replace(rate, usd_per_gpu_hour=rate.usd_per_gpu_hour * factor)
            for rate in hardware.rates
        ),
    )
