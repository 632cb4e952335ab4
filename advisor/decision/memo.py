"""A dictionary that remembers what was worked out, up to a limit."""

from collections.abc import Callable


class Memo[Key, Value]:
    """Remembers the newest results of a pure function; the oldest are forgotten."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.known: dict[Key, Value] = {}

    def __call__(self, key: Key, work_out: Callable[[], Value]) -> Value:
        if key in self.known:
            return self.known[key]
        value = work_out()
        # Threads share this: `pop` with a default never fails when two make room.
        if len(self.known) >= self.limit:
            self.known.pop(next(iter(self.known), key), None)
        self.known[key] = value
        return value
