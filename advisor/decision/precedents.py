"""Plans found before that still are the best, for nobody whom they pick has fallen out.

Most answers do nothing but remove candidates. Who led among more of them, at the same
weights and bills, leads among those that remain.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

from advisor.decision.candidates import Candidate, Catalog, OptionKind
from advisor.decision.criteria import EFFECT_QUESTIONS
from advisor.decision.machines import setting_for
from advisor.decision.memo import Memo
from advisor.decision.needs import Needs
from advisor.decision.plans import STACKS, Field, Place, Plan, Verdict
from advisor.decision.records import record
from advisor.decision.weights import priorities

type Splits = tuple[tuple[Field, ...], ...]
type Plans = dict[Verdict, Plan]
type Finder = Callable[[Needs, Splits], Plans]
type Longest = dict[Place, int]  # the input that the machines of a stack are sized for

NONE_LONG: Longest = dict.fromkeys(STACKS, 0)
MOST_CIRCUMSTANCES = 1_000
MOST_ALIKE = 16  # precedents of one circumstance: the oldest stood among the most


@record
class Precedent:
    """Plans, and among whom they were the best."""

    splits: Splits
    longest: Longest
    plans: dict[Verdict, tuple[int, Plan]]  # with the split that each parts traffic by

    def holds(self, splits: Splits, longest: Longest) -> bool:
        """Whether the same plans are the best among those who compete now."""
        return (
            self.has_all(splits)
            and are_built_alike(splits, self.longest, longest)
            and all(
                way < len(splits)
                and all(
                    one.bits >> position & 1
                    for one, position in zip(splits[way], plan.positions, strict=True)
                )
                for way, plan in self.plans.values()
            )
        )

    def has_all(self, splits: Splits) -> bool:
        """Whether nobody competes who did not then."""
        return len(splits) <= len(self.splits) and all(
            not one.bits & ~before.bits
            for fields, known in zip(splits, self.splits, strict=False)
            for one, before in zip(fields, known, strict=True)
        )


@dataclass(kw_only=True)
class Precedents:
    """What was found before, by all that is weighed beside who competes."""

    catalog: Catalog
    candidates: tuple[Candidate, ...]  # by position
    lengths: Memo[Hashable, Longest] = field(
        default_factory=lambda: Memo(limit=MOST_CIRCUMSTANCES)
    )
    known: Memo[Hashable, list[Precedent]] = field(
        default_factory=lambda: Memo(limit=MOST_CIRCUMSTANCES)
    )

    def plans(self, needs: Needs, splits: Splits, find: Finder) -> Plans:
        """The plans that still are the best; found anew where somebody new could be."""
        longest = self.longest(needs)
        alike = self.known(circumstances(needs), list)
        for one in alike:
            if one.holds(splits, longest):
                return {
                    family: replace(plan, fields=splits[way])
                    for family, (way, plan) in one.plans.items()
                }
        plans = find(needs, splits)
        if len(alike) < MOST_ALIKE:
            ways = {id(fields): way for way, fields in enumerate(splits)}
            found = {
                family: (ways[id(plan.fields)], plan) for family, plan in plans.items()
            }
            alike.append(Precedent(splits=splits, longest=longest, plans=found))
        return plans

    def lasts(
        self,
        needs: Needs,
        splits: Splits,
        plans: Plans,
        context_tokens: int,
    ) -> bool:
        """Whether plans are the same with a longer input."""
        return (
            all(
                is_within(context_tokens, self.candidates[position].context_tokens)
                for plan in plans.values()
                for position in plan.positions
            )
            and not needs.has_stated_pairs
            and are_built_alike(
                splits,
                self.longest(needs),
                self.longest(replace(needs, context_tokens=context_tokens)),
            )
        )

    def longest(self, needs: Needs) -> Longest:
        if needs.context_tokens is None:
            return NONE_LONG
        key = needs.context_tokens, needs.latency
        return self.lengths(key, lambda: self.find_longest(needs))

    def find_longest(self, needs: Needs) -> Longest:
        return {
            stack: setting_for(
                OptionKind(stack.value), needs, self.catalog
            ).longest_tokens
            for stack in STACKS
        }


def circumstances(needs: Needs) -> Hashable:
    """All that sets weights and bills, beside the longest input."""
    return (
        needs.parting,
        tuple([needs.answers.get(key) for key in EFFECT_QUESTIONS]),
        priorities(needs),
        needs.tokens_per_day,
        needs.input_output_ratio,
        needs.cached_share,
        needs.batch_share,
        needs.traffic,
        needs.latency,
        needs.engineer_usd_year,
    )


def are_built_alike(splits: Splits, one: Longest, other: Longest) -> bool:
    """Whether every stack that anybody could use is built the same both times."""
    return all(
        one[stack] == other[stack]
        or not any(entering.entrants[stack] for fields in splits for entering in fields)
        for stack in STACKS
    )


def is_within(context_tokens: int, most: int | None) -> bool:
    """Whether who passed with a shorter input passes still; None sets no limit."""
    return most is None or context_tokens <= most
