"""What the calculator looks up in the catalog."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from advisor.decision.candidates import (
    Candidate,
    Catalog,
    Family,
    Hardware,
    Model,
    OptionKind,
)
from advisor.decision.machine_costs import PricedHardware, hardware_for


@dataclass(frozen=True)
class Facts:
    """A catalog by address, on a day. Make one for many scenarios."""

    catalog: Catalog
    day: date

    @cached_property
    def offerings(self) -> dict[str, list[Candidate]]:
        """What is sold by the token, by model."""
        found: dict[str, list[Candidate]] = {}
        for candidate in self.catalog.candidates:
            if not candidate.kind.is_self_run:
                found.setdefault(candidate.model.slug, []).append(candidate)
        return found

    @cached_property
    def models(self) -> dict[str, Model]:
        return {one.model.slug: one.model for one in self.catalog.candidates}

    @cached_property
    def open_models(self) -> dict[str, Model]:
        """Models whose weights anybody may run."""
        return {
            slug: model
            for slug, model in self.models.items()
            if model.family is Family.OPEN
        }

    @cached_property
    def hardware(self) -> dict[str, Hardware]:
        return {one.slug: one for one in self.catalog.hardware}

    @cached_property
    def choices(self) -> dict[OptionKind, tuple[PricedHardware, ...]]:
        """What each kind of stack can be built of and is priced."""
        return {
            kind: hardware_for(kind, self.catalog)
            for kind in OptionKind
            if kind.is_self_run
        }
