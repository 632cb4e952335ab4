"""What the catalog announces to whoever reads it, without knowing them."""

from typing import cast

from django.dispatch import Signal

from catalog.imports.effects import Finding

# Sent with `before` and `after`: the decision document in force, and the one that an
# import would bring, both as JSON text. Receivers return `Finding`s or nothing.
catalog_previewed = Signal()


def findings_on(before: str, after: str) -> list[Finding]:
    """What all receivers have to say about a change of the catalog."""
    answers = catalog_previewed.send(sender=None, before=before, after=after)
    # The stubs of Django take every answer for text.
    findings = [cast(list[Finding] | None, answer) for _, answer in answers]
    return [finding for found in findings for finding in found or ()]
