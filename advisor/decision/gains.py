"""Through which criteria an answer put a side ahead."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf

from advisor.decision.contributions import mean_weight, part_of_score
from advisor.decision.criteria import (
    BASE_WEIGHTS,
    EFFECTS,
    PRIORITY_CRITERIA,
    Criterion,
    Weighed,
)
from advisor.decision.needs import ASSUMED_NUMBERS, chosen
from advisor.decision.plans import Verdict
from advisor.decision.questions import Answers
from advisor.decision.stages import at_the_start, gap, in_a_year
from advisor.decision.weighing import Weigher, Weighing

NOTICEABLE = 1e-6  # smaller differences are rounding
VISIBLE = 0.005  # of a point: smaller gains show as none in the tables


def what_moved(key: str, contest: "Contest") -> str:
    """The criteria through which an answer put a side ahead, in words.

    First what the answer weighs itself; whatever moves with the picks is named where
    that gains more.
    """
    gains = {weighed: contest.gain(weighed.criterion) for weighed in BASE_WEIGHTS}
    most = max(gains, key=lambda weighed: gains[weighed].total)
    if gains[most].total < NOTICEABLE:
        return ""
    weighed_itself = worked_through(key, contest.answers)
    own = max(
        (one for one in gains if one.criterion in weighed_itself),
        key=lambda weighed: gains[weighed].total,
        default=most,
    )
    named = own if gains[own].total >= VISIBLE else most
    beyond = "" if gains[named].total >= gains[most].total else most.label
    told = gains[named].in_words(named, contest.favors, beyond)
    return f"{told} {contest.so}" if contest.so else told


@dataclass(frozen=True, kw_only=True)
class Gain:
    """How far a criterion puts a side ahead with an answer, beyond what it did without."""

    total: float
    by_weight: float  # of it, what the criterion's weight alone did
    weight_change: float
    is_mixed: bool  # more weight for one part of the traffic, less for another

    def in_words(self, weighed: Weighed, favors: Verdict, beyond: str) -> str:
        """The gain in a sentence; `beyond` names the criterion that gained more, if any."""
        label, side = f"“{weighed.label}”", favors.value
        if self.by_weight < self.total / 2:
            most = (
                f"in {label}, and most in “{beyond}”" if beyond else f"most in {label}"
            )
            return f"With that, {side} gains {most}."
        more_or_less = "more" if self.weight_change > 0 else "less"
        if self.is_mixed:
            why = WHY_PARTS_DIFFER[weighed.criterion]
            return (
                f"On average, {label} then counts for {more_or_less}, as {why}; that "
                f"helps {side}."
            )
        return f"{label} then counts for {more_or_less}, which helps {side}."


# What sets the weights of parts of the traffic apart, to follow “as”.
WHY_PARTS_DIFFER = {
    Criterion.QUALITY: "routine traffic is judged one level lower",
    Criterion.CONTROL: "traffic that may go anywhere needs less of it",
}


@dataclass(frozen=True, kw_only=True)
class Contest:
    """Two sides, compared one criterion at a time, with an answer and without it."""

    favors: Verdict
    rival: Verdict
    weighing: Weighing
    without: Weighing
    weigher: Weigher
    answers: Answers  # all that were given, those about the year too
    so: str = ""  # what the gain means for a plan in stages

    def gain(self, criterion: Criterion) -> Gain:
        weighing, without = self.weighing, self.without
        after, before = (
            mean_weight(weighing, criterion),
            mean_weight(without, criterion),
        )
        ahead, ahead_before = (
            self.advantage(one, criterion) for one in (weighing, without)
        )
        return Gain(
            total=ahead - ahead_before,
            by_weight=ahead_before * (after / before - 1) if before else 0.0,
            weight_change=after - before,
            is_mixed=is_mixed(criterion, weighing, without),
        )

    @property
    def gap_before(self) -> float:
        """How far the side was ahead of all others without the answer."""
        return gap(self.without.plans, self.favors)

    @property
    def gap_after(self) -> float:
        """How far it is with the answer."""
        return gap(self.weighing.plans, self.favors)

    def advantage(self, weighing: Weighing, criterion: Criterion) -> float:
        """How far a criterion puts one side ahead; 0 where either has no plan."""
        ours, theirs = (
            part_of_score(weighing, self.weigher, family, criterion)
            for family in (self.favors, self.rival)
        )
        return 0.0 if ours is None or theirs is None else ours - theirs


def contest_over(
    favors: Verdict,
    rivals: Sequence[Verdict],
    weighing: Weighing,
    without: Weighing,
    weigher: Weigher,
) -> Contest:
    """What to compare to see how an answer favored a side over its rivals.

    Of these, the one that was best without the answer: that is whom it helped against.

    A plan in stages has today's closed picks and next year's open ones: it is compared
    on the date on which it differs from its rival.
    """
    rival = max(rivals, key=lambda family: score_of(family, without))
    contest = Contest(
        favors=favors,
        rival=rival,
        weighing=weighing,
        without=without,
        weigher=weigher,
        answers=weighing.needs.answers,
    )
    staged = weighing.plans.get(Verdict.HYBRID)
    if staged is None or staged.later is None:
        return contest
    if favors is Verdict.HYBRID:
        return half_won(contest)
    if rival is Verdict.HYBRID and favors is Verdict.CLOSED:
        end = at_the_end_of(contest)
        return replace(end, favors=favors, rival=Verdict.OPEN, so="")
    return contest


def score_of(family: Verdict, weighing: Weighing) -> float:
    plan = weighing.plans.get(family)
    return -inf if plan is None else plan.score


def half_won(contest: Contest) -> Contest:
    """The half of the year that an answer helped a plan in stages to win.

    That is the half that held it back without the answer: its lead is that of the
    weaker one.
    """
    halves = (at_the_start_of(contest), at_the_end_of(contest))
    weaker, stronger = sorted(halves, key=lambda half: half.gap_before)
    return weaker if weaker.gap_after > weaker.gap_before else stronger


def at_the_start_of(contest: Contest) -> Contest:
    """The closed start of a plan in stages, compared at today's volume and date."""
    weighing, without = (
        contest.weigher.weigh_today(at_the_start(one.needs.answers))
        for one in (contest.weighing, contest.without)
    )
    so = "That speaks for starting with a closed model."
    return half_of(contest, Verdict.CLOSED, weighing, without, so)


def at_the_end_of(contest: Contest) -> Contest:
    """The open end of a plan in stages, compared at next year's volume."""
    weighing, without = (
        contest.weigher.weigh_today(in_a_year(one.needs))
        for one in (contest.weighing, contest.without)
    )
    so = "That speaks for moving to open weights within twelve months."
    return half_of(contest, Verdict.OPEN, weighing, without, so)


def half_of(
    contest: Contest, favors: Verdict, weighing: Weighing, without: Weighing, so: str
) -> Contest:
    others = [plan.family for plan in weighing.ranking if plan.family is not favors]
    return replace(
        contest,
        favors=favors,
        rival=next(iter(others), favors),
        weighing=weighing,
        without=without,
        so=so,
    )


def is_mixed(criterion: Criterion, weighing: Weighing, without: Weighing) -> bool:
    """Whether a criterion counts for more in one part of the traffic, less in another."""
    mean = mean_weight(without, criterion)
    before = {one.segment.key: one.weights[criterion] for one in without.fields}
    changes = [
        one.weights[criterion] - before.get(one.segment.key, mean)
        for one in weighing.fields
    ]
    return min(changes) < -NOTICEABLE and max(changes) > NOTICEABLE


def worked_through(key: str, answers: Answers) -> set[Criterion]:
    """The criteria that an answer moves by itself, whatever is picked."""
    own = {effect.criterion for effect in EFFECTS if effect.question == key}
    doubled = {
        criterion
        for choice, criterion in PRIORITY_CRITERIA.items()
        if key == "priorities" and choice in chosen(answers, key)
    }
    stake = {Criterion.INDEPENDENCE} if key == "tokens_per_day" else set()
    bill = {Criterion.COST} if key in ASSUMED_NUMBERS else set()
    return own | doubled | stake | bill
