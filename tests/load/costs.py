"""How long a change on the page of costs takes that nobody asked for before."""

from collections.abc import Iterator
from itertools import islice, product

from tests.load.requests import HEAD, get_all, in_process, query_counts, row, told
from tests.running_server import Server

COUNT = 60
WHILE_COLD = 20  # pages after which each worker has read the catalog
PICKS = (
    "",
    "&rented.hardware=h200",
    "&hybrid=closed-rented&hybrid.share=0.3",
    "&owned=gpt-oss-20b&owned.hardware=rtx-4090",
    "&edit=owned",
    "&rented.fte=0.25&edit=rented",
)


def lines(server: Server) -> Iterator[str]:
    yield "A change on the page of costs, one visitor (milliseconds; goal: below 30)"
    yield HEAD
    fresh = iter(addresses())
    get_all(server, list(islice(fresh, WHILE_COLD)))
    yield row("the whole page", get_all(server, list(islice(fresh, COUNT))))
    yield row("processor time", in_process(list(islice(fresh, COUNT))))
    counts = list(query_counts(list(islice(fresh, COUNT))))
    yield f"{'':4}queries: {told(counts)} (goal: 0 usual, 1 at most)"


def addresses() -> Iterator[str]:
    """Different comparisons, the same ones at every run."""
    volumes = (
        10**exponent * step for exponent in range(5, 12) for step in range(2, 10)
    )
    for volume, picks in product(volumes, PICKS):
        yield f"/costs/?tokens_per_day={volume}{picks}"
