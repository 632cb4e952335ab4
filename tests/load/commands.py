"""How many results a second `manage.py recommend` gives on one core."""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import NamedTuple

from advisor.scenarios.properties.answer_sets import answer_sets
from tests.running_server import PROJECT, Server

COUNT = 240
TASKSET = shutil.which("taskset")


class Run(NamedTuple):
    """What a number of results took."""

    results: int
    seconds: float
    processor_seconds: float  # without those that other programs had the core

    def __str__(self) -> str:
        a_second = self.results / self.seconds
        of_its_own = self.results / self.processor_seconds
        return (
            f"{self.results} results in {self.seconds:.1f} s: {a_second:.1f} a second, "
            f"{of_its_own:.1f} a second of processor time"
        )


def lines(server: Server) -> Iterator[str]:
    """The server is idle meanwhile, and its database is used."""
    yield "manage.py recommend, flips included (goal: 8 results a second, aim: 25)"
    yield f"on {'one core' if TASKSET else 'as many cores as it likes'}"
    first, whole = run(1), run(COUNT)
    yield f"with the start     {whole}"
    rest = Run(
        whole.results - first.results,
        whole.seconds - first.seconds,
        whole.processor_seconds - first.processor_seconds,
    )
    yield f"without the start  {rest}"


def run(count: int) -> Run:
    """One process that answers as fast as it can."""
    core = [TASKSET, "--cpu-list", str(min(usable_cores()))] if TASKSET else []
    cpu, clock = processor_seconds(), time.perf_counter()
    done = subprocess.run(  # noqa: S603 (our own program)
        [*core, sys.executable, "manage.py", "recommend"],
        cwd=PROJECT,
        input=input_lines(count),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds, spent = time.perf_counter() - clock, processor_seconds() - cpu
    results = [json.loads(line) for line in done.stdout.splitlines()]
    if len(results) != count or any("error" in result for result in results):
        raise AssertionError("An answer set was refused.")
    return Run(count, seconds, spent)


def input_lines(count: int) -> str:
    return "".join(
        json.dumps({"id": number, "answers": answers}) + "\n"
        for number, answers in enumerate(answer_sets(count))
    )


def usable_cores() -> set[int]:
    return os.sched_getaffinity(0)


def processor_seconds() -> float:
    """What the processes that ended have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
