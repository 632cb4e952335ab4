"""How long a result takes that was never computed before."""

from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlencode

from advisor.catalog_reader import current_catalog
from advisor.decision.questions import SHORT_FORM, Answers
from advisor.scenarios.properties.answer_sets import answer_sets
from advisor.scenarios.reading import read_scenarios
from tests.load.requests import HEAD, get_all, in_process, query_counts, row, told
from tests.running_server import Server

COUNT = 120
WHILE_COLD = 20  # results after which each worker has read the catalog
GENERATED = 1_000
SHORT_KEYS = {question.key for question in SHORT_FORM}


def lines(server: Server) -> Iterator[str]:
    yield "Results never computed before, one visitor (milliseconds; goal: below 150)"
    yield HEAD
    fresh = iter(addresses(answer_sets(GENERATED)))
    short = iter(addresses(map(short_form_of, answer_sets(GENERATED))))
    yield row("just after the start", get_all(server, list(islice(fresh, WHILE_COLD))))
    yield row("the written situations", get_all(server, written_situations()))
    yield row(
        "with any questions answered", get_all(server, list(islice(fresh, COUNT)))
    )
    asked = list(islice(short, COUNT))
    yield row("with the short form answered", get_all(server, asked))
    get_all(server, asked[-1:] * WHILE_COLD)  # until each worker has had it
    yield row("one of these again", get_all(server, asked[-1:] * WHILE_COLD))
    yield row(
        "processor time, any questions (goal: at most 80)",
        in_process(list(islice(fresh, COUNT))),
    )
    counts = list(query_counts(list(islice(short, COUNT))))
    yield f"queries of a result: {told(counts)} (goal: at most 4)"


def written_situations() -> list[str]:
    """What people really ask, as far as we know."""
    catalog = current_catalog()
    return addresses(scenario.answers(catalog) for scenario in read_scenarios())


def addresses(sets: Iterable[Answers]) -> list[str]:
    """Addresses of different answers, the same ones at every run."""
    queries = [urlencode(answers, doseq=True) for answers in sets]
    return [f"/advise/result/?{query}" for query in dict.fromkeys(queries) if query]


def short_form_of(answers: Answers) -> Answers:
    return {key: value for key, value in answers.items() if key in SHORT_KEYS}
