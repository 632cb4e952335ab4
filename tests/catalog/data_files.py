"""What the tests of loading do to a folder of data files, and how they look at a load."""

from collections import Counter
from pathlib import Path

from catalog.loading import Report, load_catalog


def append(folder: Path, file: str, text: str) -> None:
    with (folder / file).open("a", encoding="utf-8") as stream:
        stream.write(text)


def replace(folder: Path, file: str, old: str, new: str) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def outcomes(report: Report) -> dict[str, int]:
    return dict(sum(report.counts.values(), Counter()))


def refused(folder: Path) -> list[str]:
    return [str(refusal) for refusal in load_catalog(folder).refusals]
