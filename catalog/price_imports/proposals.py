"""What a package's prices would change in the catalog, as rows for an import.

Rows are added and open ones are ended; no figure that stands is written over. A price
list that differs in anything is followed by the package's whole list from the day of
its release on, so that all tiers of a list name one source.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from catalog.drafts import part_text
from catalog.models import CatalogRow, Offering, Price, Source, Status
from catalog.price_imports.comparing import agree, contradicts, from_day
from catalog.price_imports.held import Held, HeldOffering, HeldPrice
from catalog.price_imports.places import Places, Unmapped
from catalog.price_imports.quotes import Figures, Package, Quote
from catalog.price_imports.routes import Routes
from catalog.seed_files import SeedRow


@dataclass(kw_only=True)
class Proposal:
    """The rows of an import, and by price list what they do."""

    package: Package
    rows: list[SeedRow] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    disputed: list[str] = field(default_factory=list)
    withdrawn: list[str] = field(default_factory=list)
    unchanged: int = 0
    unmapped: Counter[Unmapped] = field(default_factory=Counter)


def propose(packages: Sequence[Package], held: Held, routes: Routes) -> list[Proposal]:
    """Compare packages with the catalog, one after the other.

    `held` learns what each of them adds, so that the next one is held against it, as
    things stood on the day of the newest.
    """
    newest = max((package.released for package in packages), default=date.min)
    return [
        Comparison(package, held, routes, newest).proposal() for package in packages
    ]


class Comparison:
    """One package beside the catalog."""

    def __init__(
        self, package: Package, held: Held, routes: Routes, newest: date
    ) -> None:
        self.package = package
        self.newest = newest
        self.held = held
        self.places = Places(package=package, held=held, routes=routes)
        self.told = Proposal(package=package)
        self.told.unmapped[Unmapped.NO_PRICE] = package.left_out
        self.found: dict[type[CatalogRow], list[dict[str, Any]]] = {
            Source: [],
            Offering: [],
            Price: [],
        }
        self.seen: set[str] = set()

    def proposal(self) -> Proposal:
        """Everything that the package would change."""
        for quote in self.package.quotes:
            places = self.places.of(quote)
            if isinstance(places, Unmapped):
                self.told.unmapped[places] += 1
                continue
            for offering in places:
                self._compare(quote, offering)
        self._end_the_rest()
        self._name_the_source()
        self.told.rows = self._rows()
        return self.told

    def _compare(self, quote: Quote, offering: HeldOffering) -> None:
        if offering.key in self.seen:
            self.told.unmapped[Unmapped.SECOND_NAME] += 1
            return
        self.seen.add(offering.key)
        if quote.withdrawn:
            self.told.withdrawn.append(f"{offering.key}: {quote.withdrawn}")
        ours = offering.prices_of(self.package.name)
        if not ours:
            self._add(quote, offering)
        elif not from_day([row.figures for row in ours], self.package.released):
            self.told.unmapped[Unmapped.ENDED] += 1
        elif agree([row.figures for row in ours], quote.figures, self.package.released):
            self._keep(offering)
        else:
            self._change(quote, offering, ours)

    def _keep(self, offering: HeldOffering) -> None:
        self.told.unchanged += 1
        if any(row.status == Status.DISPUTED for row in self._of_now(offering)):
            self.told.disputed.append(offering.key)

    def _of_now(self, offering: HeldOffering) -> list[HeldPrice]:
        return [
            row
            for row in offering.prices_of(self.package.name)
            if row.figures.holds_on(self.newest)
        ]

    # What follows from a difference

    def _add(self, quote: Quote, offering: HeldOffering) -> None:
        if offering.is_new:
            self.found[Offering].append(
                {
                    "model": offering.model,
                    "option": offering.option,
                    "provider_model_id": offering.name,
                    "context_offered": quote.context_offered,
                }
            )
        self.told.added.append(offering.key)
        self._append(offering, quote.figures)

    def _change(
        self, quote: Quote, offering: HeldOffering, ours: Sequence[HeldPrice]
    ) -> None:
        self.told.changed.append(
            f"{offering.key}: {self._listed([row.figures for row in ours])} becomes "
            f"{self._listed(quote.figures)}"
        )
        self._end(offering, ours)
        self._append(offering, from_day(quote.figures, self.package.released))

    def _listed(self, rows: Sequence[Figures]) -> str:
        coming = from_day(rows, self.package.released)
        return "; ".join(row.text for row in coming) or "nothing"

    def _append(self, offering: HeldOffering, figures: Sequence[Figures]) -> None:
        """New rows; disputed where another package's price of that day differs."""
        rivals = [
            row.figures
            for row in offering.prices
            if row.status == Status.ACCEPTED and row.is_from(self.package.rival)
        ]
        rows = []
        for each in figures:
            is_disputed = contradicts(each, rivals, self.newest)
            status = Status.DISPUTED if is_disputed else Status.ACCEPTED
            price = HeldPrice(figures=each, source=self.package.source, status=status)
            rows.append(price)
            self.found[Price].append(self._written(offering, price))
        if any(row.status == Status.DISPUTED for row in rows):
            self.told.disputed.append(offering.key)
        kept = [*offering.prices, *rows]
        self.held.put(replace(offering, is_new=False, prices=kept))

    def _end(self, offering: HeldOffering, rows: Sequence[HeldPrice]) -> None:
        """End what holds on the day of the release; what was to come will not."""
        day = self.package.released
        for row in rows:
            if row.figures.begins < day < row.figures.ends:
                change: dict[str, Any] = {"valid_until": day}
            elif row.figures.begins >= day:
                change = {"status": Status.WRONG, "note": "No longer announced."}
            else:
                continue
            self.found[Price].append(self._key(offering, row) | change)

    def _end_the_rest(self) -> None:
        """End the prices of what the package no longer has."""
        for offering in list(self.held.offerings.values()):
            ours = offering.prices_of(self.package.name)
            open_rows = [row for row in ours if row.figures.valid_until is None]
            if open_rows and offering.key not in self.seen and not offering.is_retired:
                self.told.ended.append(offering.key)
                self._end(offering, open_rows)

    def _name_the_source(self) -> None:
        package = self.package
        if self.found[Price] and package.source not in self.held.sources:
            self.found[Source].append(
                {
                    "slug": package.source,
                    "title": package.title,
                    "publisher": package.publisher,
                    "kind": "aggregator",
                    "url": package.url,
                    "locator": f"Python package {package.name} {package.version}",
                    "published_on": package.released,
                    "as_of": package.released,
                    "date_kind": "published",
                    "license": "MIT",
                }
            )

    # As rows

    def _key(self, offering: HeldOffering, row: HeldPrice) -> dict[str, Any]:
        return {
            "offering": offering.key,
            "source": row.source,
            "above_tokens": row.figures.above_tokens,
            "schedule": row.figures.schedule,
            "valid_from": row.figures.valid_from,
        }

    def _written(self, offering: HeldOffering, row: HeldPrice) -> dict[str, Any]:
        figures = row.figures
        return self._key(offering, row) | {
            "input": figures.input,
            "output": figures.output,
            "cached_input": figures.cached_input,
            "batch_discount": figures.batch_discount,
            "valid_until": figures.valid_until,
            "is_free": figures.is_free,
            "as_of": self.package.released,
            "status": row.status,
        }

    def _rows(self) -> list[SeedRow]:
        found = [(model, row) for model, rows in self.found.items() for row in rows]
        return [
            SeedRow(
                file=self.package.source,
                line=line,
                model=model,
                values={key: text(value) for key, value in row.items()},
                lines={},
            )
            for line, (model, row) in enumerate(found, start=1)
        ]


def text(value: Any) -> str | None:
    """A value as the data files write it."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else part_text(value)
