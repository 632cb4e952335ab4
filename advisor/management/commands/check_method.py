"""Shows what the method advises today: where it is wrong, and what has changed."""

from argparse import ArgumentTypeError
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from advisor.decision.explanation import explain
from advisor.decision.questions import Answers
from advisor.decision.recommendation import METHOD_VERSION
from advisor.decision.weighing import Weigher
from advisor.management.catalog import catalog_or_end
from advisor.scenarios.judging import Result, Standing, misses, standing
from advisor.scenarios.properties.adapter import Advisor
from advisor.scenarios.properties.answer_sets import answer_sets
from advisor.scenarios.properties.checking import Breach, Property, breach_of
from advisor.scenarios.properties.table import PROPERTIES
from advisor.scenarios.reading import UNDECIDED, VERDICTS, Scenario, read_scenarios
from advisor.scenarios.released import (
    Change,
    Extent,
    Release,
    advised,
    changes,
    read_release,
    write_release,
)

SETS = 100  # enough for a look before a change ships; the tests try more
COUNTED = {
    Extent.VERDICT: "verdicts that change",
    Extent.CONFIDENCE: "verdicts that are more or less sure",
    Extent.PLAN: "plans that change",
    Extent.COST: "costs that move",
}

type Run = Sequence[tuple[Scenario, Result]]


class Command(BaseCommand):
    """Runs every written situation and every property against today's catalog.

    A change is no fault: only a situation that is not met, or a property that is
    broken, ends it as failed.
    """

    help = (
        "Runs all written situations and the properties of sound advice against the "
        "catalog in use, and prints what changed since the last release of the method."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--sets",
            type=whole_number,
            default=SETS,
            help=f"answer sets that the properties are held against (default: {SETS})",
        )
        parser.add_argument(
            "--release",
            action="store_true",
            help="if nothing is wrong, remember what is advised now as the release",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        advisor = Advisor(catalog_or_end(), timezone.localdate())
        run = [
            (scenario, explain(scenario.answers(advisor.catalog), advisor.weigher))
            for scenario in read_scenarios()
        ]
        now = release_of(run, advisor.weigher)
        self.tell(situation_lines(run))
        self.tell(change_lines(read_release(), now))
        is_sound = self.check_properties(advisor, options["sets"])
        if any(standing(*one) is Standing.WRONG for one in run):
            raise CommandError("Some situations are not met.")
        if not is_sound:
            raise CommandError("Some properties are broken.")
        if options["release"]:
            write_release(now)
            self.stdout.write(f"Remembered as the release of method {METHOD_VERSION}.")

    def tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)
        self.stdout.write("")

    def check_properties(self, advisor: Advisor, count: int) -> bool:
        """Whether all hold; each is told as soon as it is known."""
        if not count:
            self.stdout.write("Properties: not looked at.")
            return True
        self.stdout.write(f"Properties, over {count} made-up answer sets:")
        sets = tuple(answer_sets(count))
        breaches = [self.check_property(one, advisor, sets) for one in PROPERTIES]
        return not any(breaches)

    def check_property(
        self, one: Property, advisor: Advisor, sets: Sequence[Answers]
    ) -> Breach | None:
        breach = breach_of(one, advisor, sets)
        state = f"BROKEN by {breach.count}" if breach else "holds"
        self.stdout.write(f"  {one.number:5}{one.sentence} {state}")
        for example in breach.examples if breach else ():
            self.stdout.write(f"         {example}")
        self.stdout.flush()
        return breach


def whole_number(written: str) -> int:
    if not written.isdecimal():
        raise ArgumentTypeError("write a whole number.")
    return int(written)


def release_of(run: Run, weigher: Weigher) -> Release:
    return Release(
        method_version=METHOD_VERSION,
        catalog_revision=weigher.catalog.revision,
        day=weigher.day.isoformat(),
        situations={scenario.id: advised(result) for scenario, result in run},
    )


def situation_lines(run: Run) -> Iterator[str]:
    """What is missed, then how the situations stand by expected verdict."""
    yield f"Situations, {len(run)} of them:"
    for scenario, result in run:
        for sentence in misses(scenario, result):
            yield f"  {scenario.id}: {sentence}"
    stands = [(scenario, standing(scenario, result)) for scenario, result in run]
    counts = Counter((scenario.expected or UNDECIDED, one) for scenario, one in stands)
    yield f"  {'expected':10}" + "".join(f"{one.value:>12}" for one in Standing)
    for verdict in (*VERDICTS, UNDECIDED):
        cells = "".join(f"{counts[verdict, one]:12}" for one in Standing)
        yield f"  {verdict:10}{cells}"
    totals = Counter(one for _, one in stands)
    yield f"  {'all':10}" + "".join(f"{totals[one]:12}" for one in Standing)


def change_lines(before: Release | None, now: Release) -> Iterator[str]:
    """What has changed since the last release, the verdicts first."""
    if before is None:
        yield (
            "Changes: no release of the method is kept yet, so there is nothing to "
            "compare with."
        )
        return
    yield (
        f"Changes since method {before.method_version} on catalog "
        f"{before.catalog_revision[:12]} of {before.day}:"
    )
    found = tuple(changes(before, now))
    for extent, words in COUNTED.items():
        yield from lines_of(words, [one for one in found if one.extent is extent])
    fresh = now.situations.keys() - before.situations.keys()
    gone = before.situations.keys() - now.situations.keys()
    for words, ids in (("new situations", fresh), ("situations gone", gone)):
        yield f"  {words}: {len(ids)}"


def lines_of(words: str, found: Sequence[Change]) -> Iterator[str]:
    yield f"  {words}: {len(found)}"
    for one in found:
        yield f"    {one.text}"
