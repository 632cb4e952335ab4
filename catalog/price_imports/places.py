"""Which offerings of the catalog a package's quote prices, or why none."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from catalog.price_imports.held import Held, HeldOffering
from catalog.price_imports.quotes import Package, Quote
from catalog.price_imports.routes import Route, Routes


class Unmapped(StrEnum):
    """Why something that a package holds makes no row."""

    NO_PRICE = "without a price of text"
    ROUTER = "at a router, a reseller or in a product of another kind"
    WITHDRAWN = "withdrawn by the host"
    NO_MODEL = "of models that the catalog does not hold"
    NO_PLACE = "at places that the catalog does not hold"
    ENDED = "ended or retired in the catalog"
    SECOND_NAME = "under a second name for the same"


@dataclass(frozen=True, kw_only=True)
class Places:
    """Finds the places of one package's quotes."""

    package: Package
    held: Held
    routes: Routes

    def of(self, quote: Quote) -> Sequence[HeldOffering] | Unmapped:
        """The offerings, stored or to be added, at every option that the price is for."""
        place = (self.package.name, quote.provider)
        if place in self.routes.left_out:
            return Unmapped.ROUTER
        if (*place, quote.model) in self.routes.withdrawn:
            return Unmapped.WITHDRAWN
        model = self._model(quote)
        if model not in self.held.weights:
            return Unmapped.NO_MODEL
        weights = self.held.weights[model]
        route = self.routes.route(*place, quote.model, weights)
        if route is None or not self.held.options.issuperset(route.options):
            return Unmapped.NO_PLACE
        return self._offerings(quote, model, route)

    def _model(self, quote: Quote) -> str:
        """The catalog's name for the model: from the file, or from an offering."""
        if quote.model in self.routes.models:
            return self.routes.models[quote.model]
        routes = self.routes.routes.get((self.package.name, quote.provider), ())
        stored = (
            offering.model
            for route in routes
            for option in route.options
            for offering in self.held.named(option, quote.model)
        )
        return next(stored, "")

    def _offerings(
        self, quote: Quote, model: str, route: Route
    ) -> Sequence[HeldOffering] | Unmapped:
        found = [self._offering(model, option, quote.model) for option in route.options]
        active = [offering for offering in found if not offering.is_retired]
        if not active:
            return Unmapped.ENDED
        # What is withdrawn is not offered anew; what stands may still be compared.
        known = [offering for offering in active if not offering.is_new]
        return (known or Unmapped.WITHDRAWN) if quote.withdrawn else active

    def _offering(self, model: str, option: str, name: str) -> HeldOffering:
        for offering in self.held.named(option, name):
            if offering.model == model:
                return offering
        if not self.package.names_are_the_hosts:
            others = [
                offering
                for offering in self.held.beside(model, option)
                if not offering.is_retired
            ]
            if len(others) == 1:
                return others[0]
        return HeldOffering(model=model, option=option, name=name, is_new=True)
