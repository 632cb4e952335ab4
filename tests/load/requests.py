"""Requests to a running server, with the milliseconds it needed for each."""

import json
import time
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any, NamedTuple

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.running_server import Server
from tests.visitor import Visitor

HEAD = f"{'':34}{'n':>5}{'median':>9}{'p95':>9}{'max':>9}{'to the visitor':>16}"


class Spent(NamedTuple):
    """Milliseconds of one request, in the server and as the visitor waits."""

    in_server: float
    to_visitor: float


def get_all(
    server: Server, addresses: Sequence[str], visitor: Visitor | None = None
) -> list[Spent]:
    """One visitor, one request after the other."""
    already = len(logged(server))
    visitor = visitor or server.visitor()
    waits = []
    for address in addresses:
        began = time.perf_counter()
        status = visitor.get(address).status
        waits.append((time.perf_counter() - began) * 1000)
        if status != 200:
            raise AssertionError(f"{status} for {address}")
    in_server = wait_for_log(server, already + len(addresses))[already:]
    return [Spent(*pair) for pair in zip(in_server, waits, strict=True)]


def wait_for_log(server: Server, count: int) -> list[float]:
    """The line of a request is written just after its answer has begun to leave."""
    deadline = time.monotonic() + 5
    while len(found := logged(server)) < count and time.monotonic() < deadline:
        time.sleep(0.02)
    return found


def logged(server: Server) -> list[float]:
    """The milliseconds in the request log, without the health checks."""
    lines = map(read_line, server.output().splitlines())
    return [
        line["milliseconds"]
        for line in lines
        if line.get("message") == "request" and line["route"] != "alive"
    ]


def read_line(text: str) -> dict[str, Any]:
    try:
        line = json.loads(text)
    except ValueError:
        return {}
    return line if isinstance(line, dict) else {}


def row(name: str, spent: Sequence[Spent]) -> str:
    times = sorted(one.in_server for one in spent)
    waited = median(one.to_visitor for one in spent)
    p95 = times[int(len(times) * 0.95)]
    figures = "".join(f"{value:9.1f}" for value in (median(times), p95, times[-1]))
    return f"{name:34}{len(times):5}{figures}{waited:16.1f}"


def in_process(addresses: Sequence[str]) -> list[Spent]:
    """The same in this process, without the time that other programs had the core."""
    client = Client(headers={"host": "localhost"})
    spent = []
    for address in addresses:
        clock, processor = time.perf_counter(), time.process_time()
        client.get(address)
        processor = (time.process_time() - processor) * 1000
        spent.append(Spent(processor, (time.perf_counter() - clock) * 1000))
    return spent


def query_counts(addresses: Sequence[str]) -> Iterator[int]:
    """The queries of each request, made in this process."""
    client = Client(headers={"host": "localhost"})
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        yield len(queries)


def told(counts: Sequence[int]) -> str:
    return f"{median(counts):.0f} usual, {max(counts)} at most"
