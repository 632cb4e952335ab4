"""What a key that no scenario has was probably meant to be."""

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher

# Words that price lists and other calculators use, by the words of the keys here.
SAME: dict[str, tuple[str, ...]] = {
    "usd": ("price", "cost", "costs", "rate", "dollars", "fee", "capex", "rental"),
    "kwh": ("electricity", "energy"),
    "watts": ("power", "kw", "w", "watt", "kilowatts", "tdp"),
    "purchase": ("capex", "price", "hardware", "bought"),
    "life": (
        "depreciation",
        "amortization",
        "amortisation",
        "lifetime",
        "lifespan",
        "useful",
        "years",
    ),
    "months": ("years", "month"),
    "month": ("monthly", "months"),
    "year": ("yearly", "annual", "annually"),
    "hour": ("hourly", "hours", "hr"),
    "day": ("daily", "days"),
    "space": ("colo", "colocation", "rack", "hosting"),
    "fte": ("engineers", "engineer", "headcount", "people", "employees"),
    "salary": ("wage", "engineer", "loaded"),
    "staff": ("engineering", "eng", "ops", "devops", "labor", "people"),
    "replica": ("server", "servers", "node", "nodes", "instance", "machine"),
    "replicas": ("servers", "nodes", "instances", "machines", "redundancy", "number"),
    "gpu": ("card", "gpus", "accelerator"),
    "gpus": ("gpu", "cards", "count", "num", "accelerators"),
    "hardware": ("gpu", "type", "card"),
    "memory": ("vram", "ram"),
    "params": ("parameters", "param", "size"),
    "context": ("sequence", "seq", "length", "ctx"),
    "concurrency": ("concurrent", "batch", "users", "parallel"),
    "bits": ("quantization", "quant", "bytes", "bit"),
    "weight": ("param", "parameter", "weights", "quantization"),
    "precision": ("quantization", "quant", "dtype", "format"),
    "second": ("s", "sec", "throughput", "tps", "speed"),
    "tokens": ("token", "throughput", "tps"),
    "requests": ("request", "calls", "queries", "conversations", "messages"),
    "million": ("mtok", "m", "thousand", "1m", "1k"),
    "input": ("prompt", "in"),
    "output": ("completion", "out"),
    "cached": ("cache", "hit"),
    "share": ("percent", "pct", "fraction", "rate", "ratio"),
    "batch": ("asynchronous", "async"),
    "utilization": ("utilisation", "load", "duty", "uptime", "usage"),
    "overhead": ("storage", "network", "infra", "egress"),
    "residual": ("resale", "salvage"),
    "maintenance": ("support", "repair"),
    "pue": ("cooling",),
    "setup": ("implementation", "onboarding", "migration"),
    "machine": ("on", "uptime"),
    "reasoning": ("thinking", "hidden"),
}
LEAST = 0.5  # below it, a guess would mislead
MOST, NEARLY = 2, 0.05
# Words that nearly every key has say little about which is meant.
COMMON = {"usd", "per", "tokens", "month", "share", "day", "gb", "b"}
LITTLE, MUCH, ANOTHER_WORD = 0.4, 1.0, 0.8
LETTERS = 0.3  # of the likeness, beside the words
CLOSE = 0.8  # letters in common, for a word that may be misspelled


def near_keys(key: str, known: Collection[str]) -> list[str]:
    """The likeliest of the keys known, best first; none where nothing is near."""
    marks = {one: likeness(key.lower(), one) for one in known}
    best = max(marks.values(), default=0.0)
    if best < LEAST:
        return []
    found = [one for one in known if marks[one] >= best - NEARLY]
    return sorted(found, key=lambda one: -marks[one])[:MOST]


def likeness(sent: str, key: str) -> float:
    """From 0 to 1: words in common, weighed, and next to them the letters."""
    words, others = sent.split("_"), key.split("_")
    said = sum(max(meets(word, other) for other in others) for word in words)
    asked = sum(max(meets(other, word) for word in words) for other in others)
    whole = sum(weights(words)) + sum(weights(others))
    letters = SequenceMatcher(None, sent, key).ratio()
    return (1 - LETTERS) * (said + asked) / whole + LETTERS * letters


def weights(words: list[str]) -> Iterator[float]:
    return (LITTLE if word in COMMON else MUCH for word in words)


def meets(word: str, other: str) -> float:
    """How much of one word is said by another."""
    weight = LITTLE if word in COMMON else MUCH
    if word == other or word.rstrip("s") == other.rstrip("s"):
        return weight
    if word in SAME.get(other, ()) or other in SAME.get(word, ()):
        return ANOTHER_WORD * weight
    close = SequenceMatcher(None, word, other).ratio()
    return close * weight if close > CLOSE else 0.0
