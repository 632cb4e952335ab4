"""What the catalog announces to whoever reads it, without knowing them."""

from typing import cast

from django.dispatch import Signal

from catalog.imports.effects import Finding

__all__ = ["Finding", "catalog_previewed", "findings_on"]

# Sent with `before` and `after`: the decision document in force, and the one that an
# import would bring, both as JSON text. Receivers return `Finding`s or nothing.
catalog_previewed = Signal()


def findings_on(before: str, after: str) -> list[Finding]:
    """What all receivers have to say about a change of the catalog."""
    answers = catalog_previewed.send_robust(sender=None, before=before, after=after)
    return [finding for _, answer in answers for finding in _findings(answer)]


def _findings(answer: object) -> list[Finding]:
    """That somebody fails on the new catalog is worth telling too; Django logs it."""
    if isinstance(answer, Exception):
        name = type(answer).__name__
        title = f"What it would do to the advice could not be worked out ({name})."
        return [Finding(title, ())]
    return cast(list[Finding] | None, answer) or []
