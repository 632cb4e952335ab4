"""What a plan takes for each part of the traffic, worked out when somebody asks."""

from collections.abc import Iterator
from dataclasses import replace

from advisor.decision.layouts import Crew
from advisor.decision.market import Market
from advisor.decision.needs import Needs
from advisor.decision.plans import Field, Pick, exit_gain, is_flat
from advisor.decision.records import record


@record
class Picking:
    """All that the picks of a plan follow from."""

    market: Market
    needs: Needs
    fields: tuple[Field, ...]
    positions: tuple[int, ...]  # by segment, who serves it
    crews: tuple[Crew, ...]
    rooms: dict[int, float]  # by closed segment, see `exit_rooms`

    def __call__(self) -> tuple[Pick, ...]:
        """What serves each segment, in their order."""
        on_stacks = {
            index: pick for crew in self.crews for index, pick in self.crew_picks(crew)
        }
        return tuple(
            on_stacks[index] if index in on_stacks else self.single_pick(index)
            for index in range(len(self.fields))
        )

    def single_pick(self, index: int) -> Pick:
        """What is paid by the token, and what an exit beside it is worth."""
        utilities = self.market.cost_utilities(self.needs)
        pick = self.pick(index, utilities[self.positions[index]])
        if index not in self.rooms:
            return pick
        room = self.rooms[index]
        gain = exit_gain(self.fields[index], pick.candidate.kind)
        return replace(pick, score=pick.score + gain * room, exit_room=room)

    def crew_picks(self, crew: Crew) -> Iterator[tuple[int, Pick]]:
        """One model on one fleet for all segments of a crew."""
        stack, segments = crew
        fields = [self.fields[index] for index in segments]
        share = sum(one.segment.share for one in fields)
        flat = is_flat(fields)
        yard = self.market.yard(stack, share, self.needs, is_flat=flat)
        fleet = yard.fleet(self.positions[segments[0]])
        if fleet is None:
            raise LookupError(f"No fleet on {stack.value} serves this crew.")
        utility = self.market.fleet_utility(fleet, share, stack, self.needs)
        for index in segments:
            pick = self.pick(index, utility)
            yield index, pick.on_fleet(fleet, share, is_flat=flat)

    def pick(self, index: int, utility: float) -> Pick:
        one, position = self.fields[index], self.positions[index]
        return Pick(
            segment=one.segment,
            candidate=self.market.candidates[position],
            position=position,
            score=self.market.score(position, one.appeal, utility),
        )
