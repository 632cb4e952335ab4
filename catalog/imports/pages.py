"""The report of an import, a hundred rows a page."""

from dataclasses import dataclass

from django.http import Http404

from catalog.imports.effects import Effect, RowEffect
from catalog.models import CatalogImport, ImportedRow

ROWS_A_PAGE = 100
# In this order, since what is refused or different wants to be looked at first.
SHOWN = (Effect.REFUSED, Effect.CHANGED, Effect.ADDED)


@dataclass(frozen=True)
class Page:
    """Rows with one effect, and where the others are."""

    show: str
    number: int
    last: int
    rows: list[RowEffect]
    counts: list[tuple[str, int]]

    @property
    def before(self) -> int | None:
        """The page before this one."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The page after this one."""
        return self.number + 1 if self.number < self.last else None


def report_page(job: CatalogImport, show: str | None, page: str | None) -> Page | None:
    """The rows asked for; None where a file changes nothing and nothing is refused."""
    counts = [(each.value, job.counts[each]) for each in SHOWN if job.counts[each]]
    if not counts:
        return None
    shown = show or counts[0][0]
    number = int(page) if page and page.isdecimal() and len(page) < 9 else None
    last = -(-dict(counts).get(shown, 0) // ROWS_A_PAGE)
    if page is None:
        number = 1
    if number is None or not 0 < number <= last:
        raise Http404
    return Page(shown, number, last, _rows(job, shown, number), counts)


def _rows(job: CatalogImport, show: str, number: int) -> list[RowEffect]:
    rows = job.rows.filter(effect=show).order_by("number")
    first = (number - 1) * ROWS_A_PAGE
    return [stored_effect(row) for row in rows[first : first + ROWS_A_PAGE]]


def stored_effect(row: ImportedRow) -> RowEffect:
    """What became of a row, as the preview had it."""
    effect = Effect(row.effect)
    return RowEffect("", row.line, row.model, effect, row.key, row.told)
