"""The memo forgets the oldest, and threads that share it never trip over each other."""

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from advisor.decision.memo import Memo


def test_a_value_is_worked_out_once():
    memo = Memo[str, list[int]](limit=2)

    assert memo("a", lambda: [1]) is memo("a", lambda: [2])


def test_the_oldest_is_forgotten():
    memo = Memo[int, int](limit=2)
    for key in (1, 2, 3):
        memo(key, lambda: 0)

    assert list(memo.known) == [2, 3]


def test_an_error_of_the_work_is_not_swallowed():
    memo = Memo[str, int](limit=2)

    def fail() -> int:
        raise KeyError("missing")

    with pytest.raises(KeyError, match="missing"):
        memo("a", fail)


@pytest.fixture
def hasty_threads():
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_threads_share_it_at_its_limit():
    memo = Memo[int, int](limit=3)

    def ask(start: int) -> list[int]:
        return [memo((start + i) % 7, lambda: 1) for i in range(20_000)]

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))

    assert len(memo.known) == 3
    assert answers == [[1] * 20_000] * 4
