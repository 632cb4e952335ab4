"""Through which criteria an answer put a side ahead."""

from dataclasses import dataclass

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
from advisor.decision.weighing import Weigher, Weighing

NOTICEABLE = 1e-6  # smaller differences are rounding
VISIBLE = 0.005  # of a point: smaller gains show as none in the tables


def what_moved(
    key: str, favors: Verdict, weighing: Weighing, without: Weighing, weigher: Weigher
) -> str:
    """The criteria through which an answer put a side ahead, in words.

    First what the answer weighs itself; whatever moves with the picks is named where
    that gains more.
    """
    rivals = [plan.family for plan in weighing.ranking if plan.family is not favors]
    if not rivals:
        return ""
    contest = Contest(favors=favors, rival=rivals[0], weigher=weigher)
    gains = {
        weighed: contest.gain(weighed.criterion, weighing, without)
        for weighed in BASE_WEIGHTS
    }
    most = max(gains, key=lambda weighed: gains[weighed].total)
    if gains[most].total < NOTICEABLE:
        return ""
    weighed_itself = worked_through(key, weighing.needs.answers)
    own = max(
        (one for one in gains if one.criterion in weighed_itself),
        key=lambda weighed: gains[weighed].total,
        default=most,
    )
    named = own if gains[own].total >= VISIBLE else most
    beyond = "" if gains[named].total >= gains[most].total else most.label
    return gains[named].in_words(named, favors, beyond)


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
    """Two sides, compared one criterion at a time."""

    favors: Verdict
    rival: Verdict
    weigher: Weigher

    def gain(self, criterion: Criterion, weighing: Weighing, without: Weighing) -> Gain:
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

    def advantage(self, weighing: Weighing, criterion: Criterion) -> float:
        """How far a criterion puts one side ahead; 0 where either has no plan."""
        ours, theirs = (
            part_of_score(weighing, self.weigher, family, criterion)
            for family in (self.favors, self.rival)
        )
        return 0.0 if ours is None or theirs is None else ours - theirs


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
