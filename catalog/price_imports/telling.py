"""A proposal in words."""

from collections.abc import Iterator, Sequence

from catalog.price_imports.proposals import Proposal


def lines_of(proposal: Proposal) -> Iterator[str]:
    """What a package would change, one line each; the counts come first."""
    package = proposal.package
    yield f"{package.name} {package.version}, released on {package.released}:"
    yield f"  {proposal.unchanged} price lists are as the catalog holds them."
    groups: dict[str, Sequence[str]] = {
        "new": proposal.added,
        "changed": proposal.changed,
        "ended": proposal.ended,
        "disputed: the packages differ": proposal.disputed,
        "said to be on its way out": proposal.withdrawn,
    }
    for word, lists in groups.items():
        yield f"  {len(lists)} {word}{':' if lists else '.'}"
        yield from (f"    {one}" for one in lists)
    yield "  Not in the catalog, because they are:"
    for reason, number in sorted(proposal.unmapped.items()):
        yield f"    {number} {reason}"
