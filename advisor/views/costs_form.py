"""The fields of the page of costs: lists, numbers, and what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from advisor.calculator.facts import Facts
from advisor.decision.break_even_words import capital
from advisor.decision.memo import Memo
from advisor.decision.needs import USUAL_TRAFFIC
from advisor.decision.volume import PRESET as PRESETS
from advisor.views.costs_asked import Asked, written
from advisor.views.costs_fields import (
    AT_THE_TOP,
    HYBRID_SHARE,
    KEYS,
    LINES,
    PICKS,
    PRESET,
    SHARE,
    TITLES,
)
from advisor.views.costs_picks import OWN, Choice, Group, Picks

LABELS = {
    "tokens_per_day": "Tokens a day, in and out",
    "requests_per_day": "or requests a day",
    PRESET: "each of this kind",
    "input_output_ratio": "Input tokens per output token",
    "cached_share": "Share of input from a cache",
    "batch_share": "Share that can wait for batch",
    "traffic": "Traffic over the day",
    "rented.hardware": "Hardware to rent",
    "owned.hardware": "Hardware to own",
    HYBRID_SHARE: "Share that goes to the second",
}
TRAFFIC = {
    "steady": "Steady",
    "office_hours": "Office hours",
    "spiky": "Spiky",
    "batch": "In batches",
}
NO_CHOICE = Choice(key="", label="—")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One field as the page shows it."""

    name: str
    label: str
    value: str
    message: str = ""  # what is wrong; empty where nothing is
    unit: str = ""
    usual: str = ""  # what stands in where the field is empty
    options: SafeString | None = None  # of a list

    @property
    def id(self) -> str:
        return "field-" + self.name.replace(".", "-")

    @property
    def html(self) -> SafeString:
        return field_html(self, is_in_table=False)

    @property
    def html_in_table(self) -> SafeString:
        """The same with its label for screen readers alone."""
        return field_html(self, is_in_table=True)


@lru_cache(maxsize=500)
def field_html(entry: Entry, *, is_in_table: bool) -> SafeString:
    """A field as text: most are the same from one visitor to the next."""
    context = {"field": entry, "is_in_table": is_in_table}
    return render_to_string("advisor/_costs_field.html", context)


def entries(asked: Asked, picks: Picks, facts: Facts) -> Mapping[str, object]:
    """The fields that are always there: of the volume, and of each line."""
    volume = [top_entry(name, asked, facts) for name in AT_THE_TOP]
    lines = []
    for line in LINES:
        names = [name for name in PICKS if name.split(".")[0] == line]
        fields = [pick_entry(name, asked, picks) for name in names]
        if line == "hybrid":
            fields.append(share_entry(asked, facts))
        lines.append({"key": line, "title": TITLES[line], "fields": fields})
    return {"volume": volume, "lines": lines}


def top_entry(name: str, asked: Asked, facts: Facts) -> Entry:
    if name == PRESET:
        choices = [
            NO_CHOICE,
            *(Choice(key=c.key, label=c.label) for c in PRESETS.choices),
        ]
        return listed(name, [Group(label="", choices=choices)], asked)
    if name == "traffic":
        choices = [Choice(key=key, label=label) for key, label in TRAFFIC.items()]
        return listed(name, [Group(label="", choices=choices)], asked, USUAL_TRAFFIC)
    return number_entry(name, asked, facts)


def number_entry(name: str, asked: Asked, facts: Facts) -> Entry:
    row = facts.catalog.assumptions.get(KEYS[name].parameter.assumption)
    return Entry(
        name=name,
        label=LABELS[name],
        value=asked.shown(name),
        message=asked.problems.get(name, ""),
        usual=f"{row.value.normalize():,f}" if row else "",
    )


def share_entry(asked: Asked, facts: Facts) -> Entry:
    usual = 1 - facts.catalog.assumed(SHARE.assumption)
    return Entry(
        name=HYBRID_SHARE,
        label=LABELS[HYBRID_SHARE],
        value=asked.shown(HYBRID_SHARE),
        message=asked.problems.get(HYBRID_SHARE, ""),
        usual=written(usual),
    )


def listed(name: str, groups: Sequence[Group], asked: Asked, usual: str = "") -> Entry:
    chosen = asked.shown(name) or usual
    return Entry(
        name=name,
        label=LABELS[name],
        value=chosen,
        message=asked.problems.get(name, ""),
        options=chosen_in(options_of(groups), chosen),
    )


# --- Lists ----------------------------------------------------------------------------

# The options of a field as text, once for each catalog and day.
lists = Memo[object, SafeString](limit=50)


def pick_entry(name: str, asked: Asked, picks: Picks) -> Entry:
    chosen = asked.pick(name, picks)
    options = lists((id(picks), name), lambda: options_of(picks.groups[name]))
    return Entry(
        name=name,
        label=LABELS.get(name, TITLES.get(name, "")),
        value=chosen,
        message=asked.problems.get(name, ""),
        options=chosen_in(options, chosen),
    )


def options_of(groups: Sequence[Group]) -> SafeString:
    return mark_safe("".join(map(group_of, groups)))  # noqa: S308 (each part is escaped)


def group_of(group: Group) -> SafeString:
    options = format_html_join(
        "", '<option value="{}">{}</option>', ((c.key, c.label) for c in group.choices)
    )
    if not group.label:
        return options
    return format_html('<optgroup label="{}">{}</optgroup>', group.label, options)


def chosen_in(options: SafeString, chosen: str) -> SafeString:
    """The same options with one of them chosen; added where the list has it no more."""
    before = format_html('<option value="{}"', chosen)
    if before in options:
        return mark_safe(options.replace(before, before + " selected", 1))  # noqa: S308 (as above)
    return format_html(
        '<option value="{}" selected>{}</option>{}', chosen, chosen, options
    )


# --- What is not shown, and what is wrong ---------------------------------------------


def open_sections(asked: Asked) -> set[str]:
    """The section to be changed, and those where figures are wrong or are missing."""
    wrong = {KEYS[name].line for name in asked.problems if name in KEYS}
    own = {name.split(".")[0] for name in PICKS if asked.values.get(name) == OWN}
    return {asked.section, *wrong, *own}


def hidden(asked: Asked) -> list[tuple[str, str]]:
    """Values whose fields are not on the page, so that they are sent along."""
    shown = open_sections(asked)
    return [
        (name, written(value))
        for name, value in asked.values.items()
        if name in KEYS
        and name not in {*AT_THE_TOP, HYBRID_SHARE}
        and KEYS[name].line not in shown
    ]


def problem_links(asked: Asked) -> list[dict[str, str]]:
    """What is wrong, each with the field that it leads to."""
    return [
        {
            "id": Entry(name=name, label="", value="").id,
            "label": label_of(name),
            "message": message,
        }
        for name, message in asked.problems.items()
        if message
    ]


def label_of(name: str) -> str:
    """A field by itself: what only follows another label begins anew."""
    if name in LABELS or name in PICKS:
        return capital(LABELS.get(name, TITLES.get(name, name)).removeprefix("or "))
    key = KEYS[name]
    return f"{TITLES[key.line]}: {key.short_text}"
