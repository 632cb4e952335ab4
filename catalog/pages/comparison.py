"""Up to four models side by side: the figures in use, licenses, prices, shared scores."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from catalog import wording
from catalog.listing.lists.model_columns import COLUMNS
from catalog.listing.lists.models import summaries, with_facts
from catalog.listing.parts import Column
from catalog.models import LanguageModel, Price
from catalog.models.language_models import ModelField
from catalog.pages.citing import Citation, cited
from catalog.pages.figures import FigureGroup, figure_groups
from catalog.pages.license_rows import LicenseRow, license_rows
from catalog.pages.model_page import with_all_rows
from catalog.pages.places import Place, places
from catalog.pages.prices import Sold, with_prices
from catalog.pages.scores import ScoreGroup, score_groups
from catalog.pages.standing import Badge, badges
from catalog.summaries import tokens_in
from catalog.wording import NOT_KNOWN

FEWEST, MOST = 2, 4
MOST_OPTIONS = 12
# What the list of models tells, in its order; the names stand above the columns.
AT_A_GLANCE = (
    "maker",
    "weights",
    "status",
    "license",
    "lowest_price",
    "preference",
    "checked",
)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """What is known of one model on one subject."""

    text: str = NOT_KNOWN
    note: str = ""
    citation: Citation | None = None
    model: str = ""  # whose it is, for screens that show no columns


UNKNOWN = Cell()


@dataclass(frozen=True, kw_only=True)
class Line:
    """One subject over all models, in their order."""

    label: str
    cells: Sequence[Cell]
    slug: str = ""  # of the option or benchmark that the line is about

    @property
    def differs(self) -> bool:
        """Whether what is known of the models is not alike."""
        return len({cell.text for cell in self.cells} - {NOT_KNOWN}) > 1


@dataclass(frozen=True, kw_only=True)
class Part:
    """Lines on one matter; the note says what stands in them, or why there are none."""

    key: str
    title: str
    lines: Sequence[Line]
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Compared:
    """One model at the head of its column."""

    slug: str
    name: str
    badges: Sequence[Badge]


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """All that the page shows."""

    models: Sequence[Compared]
    parts: Sequence[Part]


def known_slugs(slugs: Sequence[str]) -> list[str]:
    """Those that name a model, in their order."""
    found = LanguageModel.objects.filter(slug__in=slugs)
    known = set(found.values_list("slug", flat=True))
    return [slug for slug in slugs if slug in known]


def comparison(slugs: Sequence[str], day: date) -> Comparison:
    """The models of those slugs, which there are, in as many queries for two as for four."""
    read = with_all_rows(LanguageModel.objects.filter(slug__in=slugs))
    by_slug = {model.slug: model for model in read}
    models = [by_slug[slug] for slug in slugs]
    parts = (
        glance(models, day),
        figures(models),
        licenses(models),
        prices(models, day),
        scores(models),
    )
    return Comparison(
        models=[
            Compared(slug=one.slug, name=one.name, badges=tuple(badges(one)))
            for one in models
        ],
        parts=[named(part, [one.name for one in models]) for part in parts],
    )


def named(part: Part, names: Sequence[str]) -> Part:
    """The part with the name of its model in every cell."""
    lines = [
        replace(
            line,
            cells=[
                replace(cell, model=name)
                for cell, name in zip(line.cells, names, strict=True)
            ],
        )
        for line in part.lines
    ]
    return replace(part, lines=lines)


# --- What the list tells, too ------------------------------------------------------------


def glance(models: Sequence[LanguageModel], day: date) -> Part:
    """The same as in the list of models, made by the same columns."""
    rows = with_facts(summaries(day).filter(model__in=models))
    by_model = {row.slug: row for row in rows}
    lines = [
        Line(
            label=column.label,
            cells=[listed_cell(column, by_model.get(one.slug)) for one in models],
        )
        for column in COLUMNS
        if column.key in AT_A_GLANCE
    ]
    return Part(key="glance", title="At a glance", lines=lines)


def listed_cell(column: Column, row: object | None) -> Cell:
    if row is None:
        return UNKNOWN
    found = column.citation(row) if column.citation else None
    return Cell(
        text=column.text(row),
        note=column.note(row) if column.note else "",
        citation=cited(found.source, found.as_of) if found else None,
    )


# --- Figures -----------------------------------------------------------------------------


def figures(models: Sequence[LanguageModel]) -> Part:
    """Every figure that is known of any of them; of several the one in use."""
    groups = [
        {one.key: one for one in figure_groups(model.facts.all(), ModelField.values)}
        for model in models
    ]
    lines = [
        Line(
            label=str(field.label),
            cells=[figure_cell(known.get(field)) for known in groups],
        )
        for field in ModelField
        if any(field in known for known in groups)
    ]
    return Part(
        key="figures",
        title="Figures in use",
        lines=lines,
        note="" if lines else "No figure is known of any of them.",
    )


def figure_cell(group: FigureGroup | None) -> Cell:
    if group is None:
        return UNKNOWN
    if group.in_use is None:
        return Cell(note=group.why)
    note = "sources disagree; see its page" if group.disagrees else ""
    return Cell(text=group.in_use.text, note=note, citation=group.in_use.citation)


# --- Licenses ----------------------------------------------------------------------------


def licenses(models: Sequence[LanguageModel]) -> Part:
    """The subjects of a license, each with the clause that answers it."""
    rows = [by_subject(model) for model in models]
    subjects = {key: row.question for known in rows for key, row in known.items()}
    lines = [
        Line(label=question, cells=[license_cell(known.get(key)) for known in rows])
        for key, question in subjects.items()
    ]
    note = "" if lines else "No license is known of any of them."
    return Part(key="license", title="What the license allows", lines=lines, note=note)


def by_subject(model: LanguageModel) -> dict[str, LicenseRow]:
    terms = model.license
    if terms is None:
        return {}
    rows = license_rows(terms, terms.clauses.all(), model.inputs)
    return {row.subject: row for row in rows}


def license_cell(row: LicenseRow | None) -> Cell:
    if row is None:
        return UNKNOWN
    return Cell(text=row.answer, note=row.section, citation=row.citation)


# --- Prices ------------------------------------------------------------------------------


def prices(models: Sequence[LanguageModel], day: date) -> Part:
    """What each option asks today; those that sell most of the models come first."""
    offered = by_option(models, day)
    names = {place.terms.slug: place.terms.name for place in offered.values()}
    slugs = [one.slug for one in models]

    def order(option: str) -> tuple[object, ...]:
        count = sum((slug, option) in offered for slug in slugs)
        return -count, names[option].lower(), option

    options = sorted(names, key=order)
    lines = [
        Line(
            label=names[option],
            slug=option,
            cells=[price_cell(offered.get((slug, option))) for slug in slugs],
        )
        for option in options[:MOST_OPTIONS]
    ]
    return Part(
        key="prices",
        title="Prices today",
        lines=lines,
        note=price_note(len(options)),
    )


def price_note(count: int) -> str:
    if not count:
        return "No price in force is known of any of them."
    told = "US dollars per million tokens, input and output."
    if count <= MOST_OPTIONS:
        return told
    return (
        f"{told} {MOST_OPTIONS} of {count} options, those first that sell most of these "
        "models; the page of each model has them all."
    )


def by_option(
    models: Sequence[LanguageModel], day: date
) -> Mapping[tuple[str, str], Place]:
    """The cheapest place of each model on each option, if its price is known."""
    offerings = [one for model in models for one in model.offerings.all()]
    sold: list[Sold] = with_prices(offerings, Price.objects.all(), day)
    found: dict[tuple[str, str], Place] = {}
    for place in places(sold, day, tokens_in()).rows:
        is_over = place.is_over or place.terms.is_over
        if place.price is not None and not is_over:
            found.setdefault((place.model, place.terms.slug), place)
    return found


def price_cell(place: Place | None) -> Cell:
    if place is None or place.price is None:
        return Cell(text="no known price")
    price = place.price
    if price.is_free:
        return Cell(text="free", citation=price.citation)
    output = NOT_KNOWN if price.output is None else wording.usd(price.output)
    return Cell(
        text=f"{wording.usd(price.input)} in, {output} out",
        note="a change is announced" if place.changes else "",
        citation=price.citation,
    )


# --- Scores ------------------------------------------------------------------------------


def scores(models: Sequence[LanguageModel]) -> Part:
    """The scores in use on the benchmarks that at least two of the models took."""
    taken = [dict(scores_of(model)) for model in models]
    names: dict[str, str] = {
        key: group.name for known in taken for key, group in known.items()
    }
    shared = [key for key in names if sum(key in known for known in taken) > 1]
    lines = [
        Line(
            label=names[key],
            slug=key,
            cells=[score_cell(known.get(key)) for known in taken],
        )
        for key in sorted(shared, key=lambda key: (names[key].lower(), key))
    ]
    note = (
        "Scores under different settings do not compare well."
        if lines
        else "No benchmark is known that two of them took."
    )
    return Part(key="scores", title="Shared benchmarks", lines=lines, note=note)


def scores_of(model: LanguageModel) -> Iterator[tuple[str, ScoreGroup]]:
    """The benchmarks with a score that may be used."""
    for group in score_groups(model.scores.all()):
        if group.scores[0].is_in_use:
            yield group.benchmark, group


def score_cell(group: ScoreGroup | None) -> Cell:
    if group is None:
        return UNKNOWN
    score = group.scores[0]
    value = NOT_KNOWN if score.value is None else f"{score.value:,}"
    parts = filter(None, (score.conditions, f"reported by: {score.reporter}"))
    return Cell(text=value, note="; ".join(parts), citation=score.citation)
