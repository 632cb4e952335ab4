"""Where the catalog keeps a package's prices: `routes.yaml`, read and asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "routes.yaml"


@dataclass(frozen=True, kw_only=True)
class Route:
    """The options that the prices of a package's provider belong to.

    Of the routes of a provider the first that fits a model counts.
    """

    package: str
    provider: str
    options: tuple[str, ...]
    starts: str = ""  # of the package's name for the model
    ends: str = ""
    weights: str = ""  # closed or open; empty: whatever they are

    def fits(self, model: str, weights: str) -> bool:
        """Whether the package's name and the weights of the model are meant."""
        return (
            model.startswith(self.starts)
            and model.endswith(self.ends)
            and self.weights in {"", weights}
        )


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The whole file."""

    routes: Mapping[tuple[str, str], Sequence[Route]]
    left_out: Mapping[tuple[str, str], str]  # provider -> why
    withdrawn: frozenset[tuple[str, str, str]]  # package, provider, name
    models: Mapping[str, str]  # a package's name -> the catalog's
    released: Mapping[str, date]

    def route(
        self, package: str, provider: str, model: str, weights: str
    ) -> Route | None:
        """Where a price belongs; None where nobody has said it."""
        found = self.routes.get((package, provider), ())
        return next((each for each in found if each.fits(model, weights)), None)


@cache
def routes() -> Routes:
    """The file as it ships."""
    return read(yaml.load(FILE.read_text("utf-8"), Loader=yaml.CSafeLoader))


def read(written: Mapping[str, Any]) -> Routes:
    """The file's text as values."""
    found: dict[tuple[str, str], list[Route]] = {}
    for row in written["routes"]:
        route = Route(**{**row, "options": tuple(row["options"])})
        found.setdefault((route.package, route.provider), []).append(route)
    return Routes(
        routes=found,
        left_out={
            (package, provider): why
            for package, providers in written["left_out"].items()
            for provider, why in providers.items()
        },
        withdrawn=frozenset(
            (package, provider, model)
            for package, providers in written["withdrawn"].items()
            for provider, models in providers.items()
            for model in models
        ),
        models=dict(names(written["models"])),
        released=written["released"],
    )


def names(models: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Each name that a package uses, with the catalog's; twice is a mistake."""
    seen: dict[str, str] = {}
    for slug, written in models.items():
        for name in written:
            if seen.setdefault(name, slug) != slug:
                raise ValueError(f"{name} is listed for {seen[name]} and {slug}.")
            yield name, slug
