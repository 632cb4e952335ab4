"""What must be known of a name before its figures are read, in a word and a sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from catalog.models import LanguageModel
from catalog.models.language_models import Entry, ModelStatus


@dataclass(frozen=True, kw_only=True)
class Badge:
    """A word for the head of a page, and what it means."""

    key: str
    word: str
    meaning: str


ENTRY_BADGES = {
    Entry.FAMILY: Badge(
        key="family",
        word="a family",
        meaning=(
            "This name stands for a whole family of models. Figures belong to its "
            "members, which have pages of their own; advice never names a family."
        ),
    ),
    Entry.CATEGORY: Badge(
        key="category",
        word="a category",
        meaning=(
            "This name stands for a sort of models, not for one. It is kept because "
            "articles write of it; advice never names it."
        ),
    ),
    Entry.DOUBTFUL: Badge(
        key="doubtful",
        word="named by an article only",
        meaning=(
            "An article under review names this, and no maker does. It may not exist; "
            "advice never names it."
        ),
    ),
}
STATUS_BADGES = {
    ModelStatus.DEPRECATED: Badge(
        key="deprecated",
        word="deprecated",
        meaning="Its maker still serves it, and advises against starting with it.",
    ),
    ModelStatus.RETIRED: Badge(
        key="retired",
        word="retired",
        meaning=(
            "Its maker serves it no more. The page stays for those who compare with "
            "it; advice never names it."
        ),
    ),
    ModelStatus.ANNOUNCED: Badge(
        key="announced",
        word="announced",
        meaning="Its maker has announced it; nobody can use it yet.",
    ),
    ModelStatus.UNVERIFIED: Badge(
        key="unverified",
        word="unverified",
        meaning=(
            "Nobody has confirmed that it exists under this name; advice never names it."
        ),
    ),
    ModelStatus.NONEXISTENT: Badge(
        key="nonexistent",
        word="does not exist",
        meaning=(
            "It was looked for at its maker’s and is not there. The page says where "
            "the name comes from; advice never names it."
        ),
    ),
}


def badges(model: LanguageModel) -> Iterator[Badge]:
    """What sets a name apart from a model in service; nothing for most."""
    if model.entry in ENTRY_BADGES:
        yield ENTRY_BADGES[Entry(model.entry)]
    if model.status in STATUS_BADGES:
        yield STATUS_BADGES[ModelStatus(model.status)]
