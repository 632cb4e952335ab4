"""The parts of the traffic in as few words as tell them apart."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

ALL = "all traffic"
MEANINGS = {
    "hard": "Hard: what needs the quality you asked for.",
    "routine": "Routine: the rest, judged one level lower.",
    "sensitive": "Sensitive: what may travel no farther than you said.",
    "other": "Other: what is not sensitive, and may go to any provider.",
    "media": "Media: what carries pictures, sound, video or scanned pages.",
    "text-only": "Text-only: what carries nothing but text.",
    "base-load": "Base-load: what comes day and night alike.",
    "peak": "Peak: what comes on top of that in busy hours.",
}


def parts_in(gates: Iterable[Mapping[str, Any]]) -> list[str]:
    """The parts that the checks judged one by one; empty where nothing was split."""
    names = dict.fromkeys(gate["segment"] for gate in gates)
    return [name for name in names if name != ALL]


def meanings(parts: Iterable[str]) -> list[str]:
    """What the words mean by which these parts are named."""
    used = {word for part in parts for word in words_of(part)}
    return [meaning for word, meaning in MEANINGS.items() if word in used]


def in_words(parts: list[str], every_part: list[str]) -> str:
    """Some of all parts, by what they have in common where nothing else has it."""
    if set(every_part) <= set(parts):
        return ALL
    for word in MEANINGS:
        if set(parts) == {part for part in every_part if word in words_of(part)}:
            return f"{word} traffic"
    return "; ".join(parts)


def splits_by_difficulty(assignments: Iterable[Mapping[str, Any]]) -> bool:
    """Whether hard and routine requests of the same sort go to different places."""
    places = {
        part["segment_text"]: (part["model"], part["option"]) for part in assignments
    }
    return any(
        places.get(text.replace("hard", "routine"), place) != place
        for text, place in places.items()
    )


def words_of(part: str) -> list[str]:
    return re.findall(r"[\w-]+", part)
