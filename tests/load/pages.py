"""How long the other pages take."""

from collections.abc import Iterator

from tests.load.requests import HEAD, get_all, query_counts, row, told
from tests.running_server import Server
from tests.visitor import reading_address

COUNT = 60
ANSWERS = "data_location=vetted_vendor&ml_staff=none&tokens_per_day=1000000"
PAGES = {
    "landing": "/",
    "question": f"/advise/?{ANSWERS}",
    "check of the answers": f"/advise/check/?{ANSWERS}",
    "all questions": f"/advise/all/?{ANSWERS}",
    "method": "/method/",
}


def lines(server: Server) -> Iterator[str]:
    yield "Other pages, one visitor (milliseconds)"
    yield HEAD
    link = reading_address(server.visitor().share(ANSWERS))
    shared = {"shared result": link, "shared result as JSON": f"{link}record.json"}
    for name, address in {**PAGES, **shared}.items():
        yield row(name, get_all(server, [address] * COUNT))
        yield f"{'':4}queries: {told(list(query_counts([address] * COUNT)))}"
