"""What to do next: dated steps that follow from the verdict and from what is open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, log

from advisor.decision.asks import OURSELVES
from advisor.decision.bills import later_costs, usd
from advisor.decision.candidates import OptionKind
from advisor.decision.flips import WOULD_BE
from advisor.decision.patterns import a_year_after
from advisor.decision.plans import Pick, Verdict
from advisor.decision.recommendation import Recommendation
from advisor.decision.telling import Json, in_a_row, said, written
from advisor.decision.weighing import Weigher, Weighing

WEEK, FORTNIGHT, MONTH, QUARTER, YEAR = 7, 14, 30, 91, 365  # days
SPANS = (
    (WEEK, "a week"),
    (FORTNIGHT, "two weeks"),
    (3 * WEEK, "three weeks"),
    (MONTH, "a month"),
)
# By when the first users are to have it, in days: the longest that each answer can mean
# before the next one would have been given.
DUE = {"days": WEEK, "weeks": 6 * WEEK, "months": 182}

OWNER = "Whoever owns this use"
ENGINEERS = "Engineering"
LEGAL = "Legal and purchasing"
LEADS = "Whoever leads the team"
FINANCE = "Finance"


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something to do, by whom and by when."""

    by: date
    text: str
    who: str
    is_fixed: bool = False  # the day is set by somebody else

    def told(self, today: date) -> Json:
        return {
            "by": self.by.isoformat(),
            "within": None if self.is_fixed else span_in_words((self.by - today).days),
            "text": self.text,
            "who": self.who,
        }


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What the steps are derived from."""

    recommendation: Recommendation
    weigher: Weigher
    flips: Sequence[Json]
    inquiries: Sequence[Json]
    conditions: Sequence[Json]

    @property
    def weighing(self) -> Weighing:
        return self.recommendation.weighing

    @property
    def picks(self) -> tuple[Pick, ...]:
        return self.weighing.picks

    @property
    def own(self) -> list[Pick]:
        return [pick for pick in self.picks if pick.candidate.kind.is_self_run]

    @property
    def due(self) -> int | None:
        """In how many days the first users are to have it."""
        wanted = self.weighing.needs.answers.get("time_to_production")
        return DUE.get(str(wanted))

    @property
    def is_prepared_at_length(self) -> bool:
        """Whether more must be ready than an account and a trial."""
        places = {pick.candidate.key for pick in self.picks}
        return bool(self.own or len(places) > 1 or self.signers)

    @property
    def signers(self) -> list[str]:
        """Who must put a condition in writing."""
        names = {
            str(condition["option_name"])
            for condition in self.conditions
            if condition["in_writing"]
        }
        return sorted(names)

    def day(self, days: float) -> date:
        return self.weigher.day + timedelta(days=days)

    def before_launch(self, days: int) -> date:
        """So many days ahead, but never after the first users are to have it."""
        return self.day(min(days, self.due or days))


def next_steps(basis: Basis) -> list[Json]:
    """The steps, the soonest first."""
    steps = [
        *open_ends(basis),
        *paperwork(basis),
        *trial(basis),
        *people(basis),
        *machines(basis),
        *sorting(basis),
        *launch(basis),
        *days_ahead(basis),
        *move(basis),
        *growth(basis),
        *review(basis),
    ]
    return [step.told(basis.weigher.day) for step in sorted(steps, key=lambda s: s.by)]


def span_in_words(days: int) -> str:
    """How long that is: the named spans, then weeks, then months."""
    named = next((words for limit, words in SPANS if days <= limit), None)
    if named:
        return named
    if days < QUARTER:
        return f"{ceil(days / WEEK)} weeks"
    return f"{ceil(12 * days / YEAR)} months"


# --- Before anything is signed -----------------------------------------------------------


def open_ends(basis: Basis) -> Iterator[Step]:
    if basis.recommendation.verdict is Verdict.NONE_FITS:
        yield Step(
            by=basis.day(WEEK),
            text=(
                "Decide which of your answers can be loosened: the ways out stand under "
                "“Answers that do not go together”."
            ),
            who=OWNER,
        )
    key = basis.recommendation.next_question
    if key:
        yield Step(
            by=basis.day(WEEK),
            text=(
                f"Answer {said(key)}: no other open question can change the advice as much."
            ),
            who=OWNER,
        )


def paperwork(basis: Basis) -> Iterator[Step]:
    """Questions to those who sell, and the conditions in writing."""
    names = [
        str(group["name"]) for group in basis.inquiries if group["to"] != OURSELVES
    ]
    if names:
        yield Step(
            by=basis.day(WEEK),
            text=f"Send the questions below to {in_a_row(names, 'and')}.",
            who=LEGAL,
        )
    if basis.signers:
        yield Step(
            by=basis.before_launch(MONTH),
            text=(
                f"Have the conditions in writing from {in_a_row(basis.signers, 'and')}; "
                "send no real data before."
            ),
            who=LEGAL,
        )


def trial(basis: Basis) -> Iterator[Step]:
    names = dict.fromkeys(pick.candidate.model.name for pick in basis.picks)
    if names:
        rented = (
            " Rent a machine or use a host for that, with made-up data, before you buy."
            if any(p.candidate.kind is not OptionKind.OWN_GPUS for p in basis.own)
            else ""
        )
        yield Step(
            by=basis.before_launch(FORTNIGHT),
            text=(
                f"Try {in_a_row([*names, 'a rival from the list'], 'and')} on fifty of "
                f"your own requests.{rented}"
            ),
            who=ENGINEERS,
        )


# --- Machines of one's own, and the people for them --------------------------------------


def people(basis: Basis) -> Iterator[Step]:
    """Where people must be found: nobody is there, or nobody said who is."""
    is_missing = any(one.staff_yielded for one in basis.weighing.in_play)
    if not basis.own or (basis.weighing.needs.staff and not is_missing):
        return
    kinds = dict.fromkeys(pick.candidate.kind for pick in basis.own)
    engineers = sum(
        float(basis.weigher.catalog.assumed(f"run_staff_fte_{kind.value}"))
        for kind in kinds
    )
    yield Step(
        by=basis.before_launch(MONTH),
        text=(
            "Name who will run the machines, or find a partner who does: count on about "
            f"{time_of(engineers)}. Without them, don’t start."
        ),
        who=LEADS,
    )


def time_of(engineers: float) -> str:
    if engineers < 1:
        return f"{engineers:.0%} of an engineer’s time"
    return f"{engineers:g} full-time engineer{'s' if engineers > 1 else ''}"


def machines(basis: Basis) -> Iterator[Step]:
    options = {pick.candidate.option.slug: pick.candidate for pick in basis.own}
    for candidate in options.values():
        is_rented = candidate.kind is OptionKind.OWN_GPUS
        days = candidate.option.setup_days
        takes = (
            f" Setting it up takes about {days:g} day{'s' if days != 1 else ''}."
            if days
            else ""
        )
        yield Step(
            by=basis.before_launch(MONTH),
            text=(
                f"{'Reserve' if is_rented else 'Order'} the machines for "
                f"{candidate.model.name}, once the trial has gone well.{takes}"
            ),
            who=ENGINEERS,
        )


def sorting(basis: Basis) -> Iterator[Step]:
    """Where requests go to several places, something must tell them apart."""
    if len({pick.candidate.key for pick in basis.picks}) > 1:
        yield Step(
            by=basis.before_launch(MONTH),
            text=(
                "Build the switch that sends each request to its place, and check it on "
                f"a hundred requests sorted by hand.{in_doubt(basis.picks)}"
            ),
            who=ENGINEERS,
        )


def in_doubt(picks: Sequence[Pick]) -> str:
    """Where a request goes that the switch cannot tell: to the safe side."""
    if any(pick.segment.is_sensitive for pick in picks):
        return " In doubt it treats a request as sensitive."
    if any(pick.segment.is_hard for pick in picks):
        return " In doubt it treats a request as hard."
    return ""


# --- Going live, and looking again -------------------------------------------------------


def launch(basis: Basis) -> Iterator[Step]:
    if not basis.picks:
        return
    setup = max(pick.candidate.option.setup_days or 0 for pick in basis.picks)
    ready = basis.before_launch(
        MONTH if basis.is_prepared_at_length else FORTNIGHT
    ) + timedelta(days=setup)
    yield Step(
        by=max(ready, basis.day(basis.due or 0)),
        text="Let a small group work with it, and watch the bill and the complaints.",
        who=OWNER,
    )


def days_ahead(basis: Basis) -> Iterator[Step]:
    """Days that vendors have announced: prices that change, models that end."""
    needs, market = basis.weighing.needs, basis.weigher.market
    for day, likely in later_costs(basis.picks, needs, market):
        text = f"Announced prices begin: the bill is then about {usd(likely)} a month."
        yield Step(by=day, text=text, who=FINANCE, is_fixed=True)
    ends = {
        (day, name)
        for pick in basis.picks
        for day, name in (
            (pick.candidate.model.retires_on, pick.candidate.model.name),
            (pick.candidate.option.retired_on, pick.candidate.option.name),
        )
        if day and day > basis.weigher.day
    }
    for day, name in sorted(ends):
        text = f"{name} ends: move to its successor before, tried on the same requests."
        yield Step(by=day, text=text, who=ENGINEERS, is_fixed=True)


def move(basis: Basis) -> Iterator[Step]:
    """Where the advice itself changes sides within the year."""
    plan = basis.weighing.advised
    if plan is None or plan.later is None:
        return
    candidates = [pick.candidate for pick in plan.later.picks]
    places = dict.fromkeys(f"{c.model.name} on {c.option.name}" for c in candidates)
    yield Step(
        by=a_year_after(basis.weigher.day),
        text=(
            f"Finish the move to {in_a_row(list(places), 'and')}, tried on the same requests. "
            "Begin half a year before, and only if the volume has grown as expected."
        ),
        who=ENGINEERS,
    )


def growth(basis: Basis) -> Iterator[Step]:
    """The nearest volume above at which the advice turns, and when that is reached."""
    needs = basis.weighing.needs
    above = [
        (value, flip)
        for flip in basis.flips
        if flip["key"] == "tokens_per_day"
        and isinstance(value := flip["value"], int | float)
        and value > needs.tokens_per_day
    ]
    if not above:
        return
    value, flip = min(above, key=lambda pair: pair[0])
    day = reached_on(value, basis)
    then = WOULD_BE[Verdict(str(flip["verdict"]))]
    text = f"Look again: with {flip['value_text']} {then}."
    if day:
        text += f" As you expect to grow, that is about {written(day)}."
    yield Step(by=day or basis.day(QUARTER), text=text, who=OWNER)


def reached_on(volume: float, basis: Basis) -> date | None:
    """When a volume is reached at the growth that was stated; None beyond a year."""
    needs = basis.weighing.needs
    if "growth" not in needs.answers or needs.growth <= 1 or not needs.tokens_per_day:
        return None
    years = log(volume / needs.tokens_per_day) / log(needs.growth)
    return basis.day(ceil(years * YEAR)) if years <= 1 else None


def review(basis: Basis) -> Iterator[Step]:
    yield Step(
        by=basis.day(QUARTER),
        text="Open these answers again: prices and models change within months.",
        who=OWNER,
    )
