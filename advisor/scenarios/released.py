"""What the last release of the method advised, and what has changed since."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from advisor.scenarios.judging import Result

RELEASED = Path(__file__).parent / "released.json"


class Extent(StrEnum):
    """The largest thing that is different, the largest first."""

    VERDICT = "verdict"
    CONFIDENCE = "confidence"
    PLAN = "plan"
    COST = "cost"


@dataclass(frozen=True, kw_only=True)
class Advised:
    """What came out for a situation."""

    verdict: str
    confidence: str
    plan: tuple[str, ...]  # which model serves which part of the traffic, and where
    usd_month: float | None  # likely; None where nothing fits

    @property
    def told(self) -> Mapping[Extent, str]:
        """Each thing that can be different, in words."""
        bill = "no bill" if self.usd_month is None else f"${self.usd_month:,.2f}"
        return {
            Extent.VERDICT: self.verdict,
            Extent.CONFIDENCE: self.confidence,
            Extent.PLAN: "; ".join(self.plan) or "nothing",
            Extent.COST: bill,
        }


@dataclass(frozen=True, kw_only=True)
class Release:
    """What one version of the method advised in every situation."""

    method_version: str
    catalog_revision: str
    day: str
    situations: Mapping[str, Advised]


@dataclass(frozen=True, kw_only=True)
class Change:
    """What is different in a situation; each is told once, by its largest change."""

    situation: str
    extent: Extent
    before: str
    now: str

    @property
    def text(self) -> str:
        return f"{self.situation}: {self.before} becomes {self.now}"


def advised(result: Result) -> Advised:
    """What a result advises, as far as a release remembers it."""
    plan = result["plans"].get(result["verdict"])
    return Advised(
        verdict=result["verdict"],
        confidence=result["confidence"],
        plan=tuple(plan_lines(plan)) if plan else (),
        usd_month=plan["monthly_cost"]["likely"] if plan else None,
    )


def plan_lines(plan: Result) -> Iterator[str]:
    for one in plan["assignments"]:
        yield f"{one['segment_text']}: {one['model']} on {one['option']}"


def changes(before: Release, now: Release) -> Iterator[Change]:
    """What is different in the situations that both know, in their order."""
    for situation, ours in now.situations.items():
        theirs = before.situations.get(situation)
        if theirs is not None and (change := difference(situation, theirs, ours)):
            yield change


def difference(situation: str, before: Advised, now: Advised) -> Change | None:
    for extent in Extent:
        if before.told[extent] != now.told[extent]:
            return Change(
                situation=situation,
                extent=extent,
                before=before.told[extent],
                now=now.told[extent],
            )
    return None


def read_release(path: Path = RELEASED) -> Release | None:
    """The last release; None before the first."""
    if not path.exists():
        return None
    written = json.loads(path.read_text("utf-8"))
    situations = {
        situation: Advised(**{**row, "plan": tuple(row["plan"])})
        for situation, row in written.pop("situations").items()
    }
    return Release(**written, situations=situations)


def write_release(release: Release, path: Path = RELEASED) -> None:
    """Remember a release in the place of the one before, one line a situation."""
    head = {key: value for key, value in asdict(release).items() if key != "situations"}
    rows = ",\n".join(
        f"    {json.dumps(situation)}: {json.dumps(asdict(one), ensure_ascii=False)}"
        for situation, one in release.situations.items()
    )
    lines = [
        f"  {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()
    ]
    text = "\n".join(["{", *lines, '  "situations": {', rows, "  }", "}", ""])
    path.write_text(text, "utf-8")
