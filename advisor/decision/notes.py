"""Notes: what somebody in this situation should know, each with a stable code."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from advisor.decision import cost
from advisor.decision.bargains import running_it_yourself
from advisor.decision.candidates import Family, Location
from advisor.decision.conflicts import NO_STAFF, takes_long_to_set_up
from advisor.decision.plans import Pick, Place, Verdict, place_of
from advisor.decision.telling import Json
from advisor.decision.weighing import Weigher, Weighing

IDLE_BELOW = 0.3  # busy on average; reports of what is reached run from 0.3 to 0.6
NOTICEABLE_GAP = 0.1  # of the quality index, 18 rating points from the top


@dataclass(frozen=True)
class Situation:
    """What the notes look at."""

    weighing: Weighing
    weigher: Weigher

    def answer(self, key: str) -> object:
        return self.weighing.needs.answers.get(key)

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What the advised plan takes, now and later."""
        plan = self.weighing.advised
        later = plan.later.picks if plan and plan.later else ()
        return (*self.weighing.picks, *later)

    @cached_property
    def verdict(self) -> Verdict:
        return self.weighing.verdict

    @property
    def regimes(self) -> frozenset[str]:
        return self.weighing.needs.regimes

    @cached_property
    def has_vendor(self) -> bool:
        return any(not pick.candidate.kind.is_self_run for pick in self.picks)

    @cached_property
    def runs_itself(self) -> bool:
        return any(pick.candidate.kind.is_self_run for pick in self.picks)

    @cached_property
    def has_open(self) -> bool:
        return any(pick.candidate.family is Family.OPEN for pick in self.picks)

    @property
    def has_fixed_region(self) -> bool:
        """Whether a vendor of some part is known to offer no choice of region."""
        return any(
            pick.candidate.option.offers_region_choice is False
            for pick in self.picks
            if not pick.candidate.kind.is_self_run
        )

    @property
    def is_split_by_sensitivity(self) -> bool:
        return any(s.is_sensitive for s in self.weighing.needs.segments)

    @property
    def places_differ_by_sensitivity(self) -> bool:
        sensitive, other = (
            {p.candidate.key for p in self.picks if p.segment.is_sensitive is flag}
            for flag in (True, False)
        )
        return bool(sensitive and other) and sensitive != other

    @property
    def is_kept_home(self) -> bool:
        is_strict = self.weighing.needs.strictest is Location.OWN_PREMISES
        return is_strict or self.weighing.needs.offline

    @property
    def data_place_open(self) -> bool:
        return self.answer("data_location") is None

    @property
    def staff_yielded(self) -> bool:
        return any(one.staff_yielded for one in self.weighing.in_play)

    def is_slow_to_start(self) -> bool:
        is_short = self.answer("time_to_production") == "days"
        return is_short and takes_long_to_set_up(self.weighing)

    def starts_apart(self) -> bool:
        """Whether somebody else runs all but the sensitive part."""
        run_by_us = {
            pick.segment.is_sensitive
            for pick in self.picks
            if pick.candidate.kind.is_self_run
        }
        return self.is_split_by_sensitivity and run_by_us == {True}

    def has_quality_gap(self) -> bool:
        """Whether even the best that passes for some part is well behind the best."""
        qualities = self.weigher.survey.qualities
        return (
            bool(self.picks)
            and self.answer("quality_bar") in {"strong", "frontier"}
            and any(
                max(qualities[i] or 0.0 for i in positions) < 1 - NOTICEABLE_GAP
                for one in self.weighing.in_play
                if (positions := [i for group in one.entrants.values() for i in group])
            )
        )

    def is_cheaper_than_own_machines(self) -> bool:
        """Whether each hosted open model would cost more on machines of one's own."""
        needs, market = self.weighing.needs, self.weigher.market
        hosted: dict[str, list[Pick]] = {}
        for pick in self.weighing.picks:
            if place_of(pick.candidate) is Place.HOSTED:
                hosted.setdefault(pick.candidate.model.slug, []).append(pick)
        for picks in hosted.values():
            bill = cost.total(market.bill(pick, needs) for pick in picks)
            share = sum(pick.segment.share for pick in picks)
            own = running_it_yourself(picks[0].candidate, share, needs, market)
            if own is None or own <= bill.likely:
                return False
        return bool(hosted)

    def is_mostly_idle(self) -> bool:
        return any(
            pick.fleet and pick.fleet.load_share < IDLE_BELOW for pick in self.picks
        )


@dataclass(frozen=True, kw_only=True)
class Note:
    """A sentence and the test that says whether it is for this reader."""

    code: str
    text: str
    is_for: Callable[[Situation], object]
    more: str = ""  # what is added where it holds too
    adds_more: Callable[[Situation], object] = lambda s: False

    def told(self, situation: Situation) -> Json:
        more = f" {self.more}" if self.adds_more(situation) else ""
        return {"code": self.code, "text": f"{self.text}{more}"}


NOTES = (
    Note(
        code="ask_data_location",
        text=(
            "First settle how far your data may travel: it decides more than anything "
            "else here."
        ),
        is_for=lambda s: (
            s.data_place_open
            and (
                s.regimes or s.answer("sensitive_share") or not s.weighing.needs.answers
            )
        ),
    ),
    Note(
        code="sign_baa",
        text=(
            "Before any health data goes to a vendor, sign a business associate "
            "agreement (BAA) that covers this very service."
        ),
        is_for=lambda s: "health" in s.regimes and s.has_vendor,
    ),
    Note(
        code="dpa_and_region",
        text=(
            "For personal data from Europe, sign a data processing agreement, choose "
            "the region where there is a choice, and settle on what basis data may leave "
            "Europe."
        ),
        is_for=lambda s: "gdpr" in s.regimes and s.has_vendor,
        more=(
            "A service advised here offers no choice of region: settle where it "
            "processes, or take another."
        ),
        adds_more=lambda s: s.has_fixed_region,
    ),
    Note(
        code="no_training_contract",
        text="Have it in the contract that nothing is trained on what you send.",
        is_for=lambda s: (
            s.has_vendor and (s.regimes or s.answer("data_location") == "vetted_vendor")
        ),
    ),
    Note(
        code="not_consumer_tier",
        text=(
            "Use business services only: apps and plans for private persons come "
            "without the agreements you need."
        ),
        is_for=lambda s: s.regimes and s.has_vendor,
    ),
    Note(
        code="authorization_level",
        text="Check that the service holds the authorization level your agency asks for.",
        is_for=lambda s: "government" in s.regimes and s.has_vendor,
    ),
    Note(
        code="customer_still_accountable",
        text=(
            "Whoever runs the model, you stay accountable: a vendor carries its part "
            "of the duties, not yours, and a machine of your own carries none."
        ),
        is_for=lambda s: s.regimes,
    ),
    Note(
        code="human_verification",
        text="Have a qualified person check what the model says before anybody acts on it.",
        is_for=lambda s: s.regimes & {"health", "legal", "finance", "government"},
    ),
    Note(
        code="contract_terms",
        text=(
            "Regulated buyers need audit rights, notice of subcontractors and an exit "
            "clause in the contract."
        ),
        is_for=lambda s: s.has_vendor and s.regimes & {"finance", "government"},
    ),
    Note(
        code="check_current_vendor_terms",
        text=(
            "Terms change: read the vendor’s current ones on training, retention and "
            "subcontractors on the day you sign."
        ),
        is_for=lambda s: s.has_vendor and s.answer("data_location") == "vetted_vendor",
    ),
    Note(
        code="redaction_before_vendor",
        text="Strip names and numbers that a vendor need not see before you send a text.",
        is_for=lambda s: s.has_vendor and (s.regimes or s.is_split_by_sensitivity),
    ),
    Note(
        code="needs_staff_or_partner",
        text=(
            "You need people who can run this, or a partner who runs it on your "
            "machines: without them, don’t start."
        ),
        is_for=lambda s: s.runs_itself and s.staff_yielded,
    ),
    Note(
        code="staff_dependency",
        text="Plan for on-call duty and for the day your engineer leaves.",
        is_for=lambda s: s.runs_itself,
    ),
    Note(
        code="time_not_realistic",
        text="The date is not realistic for machines of your own: plan weeks to months.",
        is_for=lambda s: s.is_slow_to_start(),
    ),
    Note(
        code="utilization",
        text=(
            "Your machines would stand idle most of the time, and you would pay for them "
            "all the same."
        ),
        is_for=lambda s: s.is_mostly_idle(),
    ),
    Note(
        code="quality_gap",
        text=(
            "For some of this traffic the best model that passes is behind today’s "
            "best: try fifty of your own prompts on both before you commit."
        ),
        is_for=lambda s: s.has_quality_gap(),
    ),
    Note(
        code="vendor_isolated_option_exists",
        text=(
            "Some vendors run a closed model for you on isolated machines in your own "
            "building. The catalog holds no price for that; ask them if that would do."
        ),
        is_for=lambda s: s.is_kept_home,
    ),
    Note(
        code="check_what_still_leaks_to_cloud",
        text=(
            "Running the model yourself is not enough: check logs, monitoring, search "
            "and backups for what still leaves."
        ),
        is_for=lambda s: s.is_kept_home and s.runs_itself,
    ),
    Note(
        code="routing_by_sensitivity",
        text=(
            "Sort requests before they are sent: what is sensitive goes to the strict "
            "place, the rest to the other; when in doubt, strict."
        ),
        is_for=lambda s: s.places_differ_by_sensitivity,
    ),
    Note(
        code="start_with_non_sensitive",
        text=(
            "Start with the part that is not sensitive: it can go live in days, while "
            "the machines for the rest are set up."
        ),
        is_for=lambda s: s.starts_apart(),
    ),
    Note(
        code="hosted_not_self_hosted",
        text=(
            "Open does not mean running it yourself: a provider hosts these weights."
        ),
        is_for=lambda s: s.has_open and not s.runs_itself,
        more="At this volume that costs less than running them on your own machines.",
        adds_more=lambda s: s.is_cheaper_than_own_machines(),
    ),
    Note(
        code="not_self_hosting_without_staff",
        text="Don’t run a model yourself without people who have done it before.",
        is_for=lambda s: (
            s.picks and s.answer("ml_staff") in NO_STAFF and not s.runs_itself
        ),
    ),
    Note(
        code="check_model_license",
        text=(
            "Read the license of the very version you deploy: open weights come with "
            "conditions, and they differ from version to version."
        ),
        is_for=lambda s: s.has_open,
    ),
    Note(
        code="check_model_origin",
        text="Check whether your rules or your customers care where a model was made.",
        is_for=lambda s: s.has_open and (s.regimes & {"government", "finance"}),
    ),
    Note(
        code="start_with_prompts",
        text="Try prompts and your own documents first: tuning often proves unnecessary.",
        is_for=lambda s: (
            s.answer("customization") in {"light_finetune", "deep_finetune"}
        ),
    ),
    Note(
        code="vendor_tuning_or_hosted_tuning",
        text=(
            "Without engineers of your own, have it tuned: some vendors tune their "
            "models, and some hosts tune open ones."
        ),
        is_for=lambda s: (
            s.answer("customization") == "light_finetune"
            and s.answer("ml_staff") in NO_STAFF
        ),
    ),
    Note(
        code="gateway_for_portability",
        text=(
            "Put the model behind one interface in your code, so that another can take its "
            "place: prices and models change within months."
        ),
        is_for=lambda s: s.verdict in {Verdict.CLOSED, Verdict.HYBRID},
    ),
    Note(
        code="exit_plan",
        text="Write down how you would leave: to which model, in how many days.",
        is_for=lambda s: (
            s.verdict in {Verdict.CLOSED, Verdict.HYBRID}
            and ("finance" in s.regimes or s.answer("lock_in") == "avoid")
        ),
    ),
)


def notes(weighing: Weighing, weigher: Weigher) -> list[Json]:
    """The notes for this situation, in the order above."""
    situation = Situation(weighing, weigher)
    return [note.told(situation) for note in NOTES if note.is_for(situation)]
