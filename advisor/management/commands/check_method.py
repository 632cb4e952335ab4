"""Holds the advice of today's catalog against every written situation."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from advisor.decision.explanation import explain
from advisor.decision.weighing import Weigher
from advisor.management.catalog import catalog_or_end
from advisor.scenarios.judging import Standing, misses, standing
from advisor.scenarios.reading import UNDECIDED, VERDICTS, Scenario, read_scenarios


class Command(BaseCommand):
    """Prints how many situations of each expected verdict are met, and which are not."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        weigher = Weigher(catalog_or_end(), timezone.localdate())
        judged = []
        for scenario in read_scenarios():
            result = explain(scenario.answers(weigher.catalog), weigher)
            judged.append((scenario, standing(scenario, result)))
            for sentence in misses(scenario, result):
                self.stdout.write(f"{scenario.id}: {sentence}")
        for line in table(judged):
            self.stdout.write(line)
        if any(one is Standing.WRONG for _, one in judged):
            raise CommandError("Some situations are not met.")


def table(judged: Sequence[tuple[Scenario, Standing]]) -> Iterable[str]:
    """How the situations stand, one line for each expected verdict."""
    counts = Counter((scenario.expected or UNDECIDED, one) for scenario, one in judged)
    heads = "".join(f"{one.value:>12}" for one in Standing)
    yield f"{'expected':10}{heads}"
    for verdict in (*VERDICTS, UNDECIDED):
        cells = "".join(f"{counts[verdict, one]:12}" for one in Standing)
        yield f"{verdict:10}{cells}"
    totals = Counter(one for _, one in judged)
    yield f"{'all':10}" + "".join(f"{totals[one]:12}" for one in Standing)
