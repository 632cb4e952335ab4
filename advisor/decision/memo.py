"""A dictionary that remembers what was worked out, up to a limit."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock


class Memo[Key, Value]:
    """Remembers the newest results of a pure function; the oldest are forgotten.

    No result is None.
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.known = OrderedDict[Key, Value]()
        self.storing = Lock()

    def __call__(self, key: Key, work_out: Callable[[], Value]) -> Value:
        known = self.known.get(key)
        if known is not None:
            return known
        value = work_out()
        # Requests share this in threads: making room and storing is one step.
        with self.storing:
            if len(self.known) >= self.limit and key not in self.known:
                self.known.popitem(last=False)
            self.known[key] = value
        return value
