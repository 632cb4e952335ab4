"""What can be asked of whom, why, and when.

Asked is only what the catalog does not know, or what must stand in the contract.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from advisor.decision.bills import machines_text
from advisor.decision.candidates import Candidate, Location, Option, OptionKind
from advisor.decision.needs import Needs
from advisor.decision.plans import Pick
from advisor.decision.prices import price_in_use
from advisor.decision.recommendation import PROCESSOR_REGIMES
from advisor.decision.telling import Json, answer_text, dollars, plain_number, written
from advisor.decision.weighing import Weigher, Weighing

MINUTES_A_DAY = 24 * 60
DATA_TERMS = "data terms"  # stands for the answer that asks for them: place or rules
VENDOR, PROVIDER, SELLER, OURSELVES = "vendor", "provider", "seller", "yourselves"
NOBODY_SAYS = "Nothing published says so."
IN_CONTRACT = "What is published today can change; a contract stays."


@dataclass(frozen=True, kw_only=True)
class Talk:
    """What is to be settled with one partner, about the picks that go there."""

    picks: tuple[Pick, ...]
    weighing: Weighing
    weigher: Weigher

    @property
    def needs(self) -> Needs:
        return self.weighing.needs

    @property
    def candidate(self) -> Candidate:
        return self.picks[0].candidate

    @property
    def option(self) -> Option:
        return self.candidate.option

    @cached_property
    def names(self) -> list[str]:
        """The models that it is about, each once."""
        return list(dict.fromkeys(pick.candidate.model.name for pick in self.picks))

    @property
    def models(self) -> str:
        return " and ".join(self.names)

    @cached_property
    def share(self) -> float:
        return sum(pick.segment.share for pick in self.picks)

    @cached_property
    def is_limited(self) -> bool:
        """Whether an answer says how far this traffic may travel."""
        wanted = max(pick.segment.location.strictness for pick in self.picks)
        return wanted > Location.ANY_VENDOR.strictness

    @property
    def is_guarded(self) -> bool:
        """Whether rules or a limit on where data may go ask for a contract."""
        return self.is_limited or bool(self.needs.regimes)

    @property
    def keeps_prompts(self) -> bool:
        """Whether it matters to somebody that the service keeps prompts, as is known."""
        return self.option.retains_prompts is True and self.is_guarded

    def behind(self, answer: str | None) -> str | None:
        """The answer that was given and makes a question matter."""
        if answer == DATA_TERMS:
            answer = "data_location" if self.is_limited else "regulated"
        if answer == "regulated" and not self.needs.regimes:
            return None  # “None of these” makes nothing matter
        return answer if answer in self.needs.answers else None

    def under(self, *regimes: str) -> bool:
        return bool(self.needs.regimes & {*regimes})

    @cached_property
    def slots(self) -> dict[str, str]:
        """What the wording of a question can name."""
        needs, catalog = self.needs, self.weigher.catalog
        tokens = needs.tokens_per_day * self.share
        peak = float(catalog.assumed(f"peak_factor_{needs.traffic}"))
        fleets = [pick.fleet for pick in self.picks if pick.fleet]
        return {
            "models": self.models,
            "tokens": plain_number(round(tokens)),
            "peak": plain_number(float(f"{tokens * peak / MINUTES_A_DAY:.2g}")),
            "are": "are" if len(self.names) > 1 else "is",
            "kept": days_text(self.option.retention_days or 0),
            "price": self.price,
            "ends": " and ".join(self.ends),
            "machines": " and ".join(dict.fromkeys(map(machines_text, fleets))),
        }

    @property
    def price(self) -> str:
        rows = [price_in_use(p.candidate, self.weigher.day) for p in self.picks]
        texts = [
            f"{dollars(row.input)} in and {dollars(row.output)} out"
            for row in rows
            if row and row.output is not None
        ]
        return "; ".join(dict.fromkeys(texts))

    @property
    def ends(self) -> list[str]:
        """The models that are announced to be withdrawn, and when."""
        texts = [
            f"{model.name} on {written(model.retires_on)}"
            for pick in self.picks
            if (model := pick.candidate.model).retires_on
        ]
        return list(dict.fromkeys(texts))


def always(talk: Talk) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question, why it is asked, and when."""

    text: str
    why: str
    when: Callable[[Talk], object] = always
    answer: str | None = None  # the answer that makes it matter
    to: str = VENDOR

    def told(self, talk: Talk) -> Json:
        key = talk.behind(self.answer)
        return {
            "text": self.text.format(**talk.slots),
            "why": self.why,
            "answer": key,
            "answer_text": answer_text(talk.needs.answers, key),
        }


def days_text(days: int) -> str:
    return f"{days} day{'s' if days != 1 else ''}"


ASKS = (
    Ask(
        text="Do you train on what we send, under which terms?",
        why=NOBODY_SAYS,
        when=lambda t: t.option.trains_on_prompts is None,
        answer=DATA_TERMS,
    ),
    Ask(
        text="Will the contract say that nothing we send is trained on?",
        why=IN_CONTRACT,
        when=lambda t: t.option.trains_on_prompts is False and t.is_guarded,
        answer=DATA_TERMS,
    ),
    Ask(
        text="What do you keep of our prompts, and for how long?",
        why=NOBODY_SAYS,
        when=lambda t: t.option.retains_prompts is None,
        answer=DATA_TERMS,
    ),
    Ask(
        text=(
            "What do you keep of our prompts, for how long, who can read it, and can "
            "that be switched off for us?"
        ),
        why="The service is known to keep prompts for a time.",
        when=lambda t: t.keeps_prompts and not t.option.retention_days,
        answer=DATA_TERMS,
    ),
    Ask(
        text=(
            "You are known to keep prompts for {kept}: what of ours, who can read it, and "
            "can that be switched off for us?"
        ),
        why="The service is known to keep prompts for a time.",
        when=lambda t: t.keeps_prompts and t.option.retention_days,
        answer=DATA_TERMS,
    ),
    Ask(
        text="Can we choose the region where you process?",
        why=NOBODY_SAYS,
        when=lambda t: t.option.offers_region_choice is None,
        answer=DATA_TERMS,
    ),
    Ask(
        text="In which countries do you process what we send?",
        why="No choice of region is offered, and European rules ask where data goes.",
        when=lambda t: t.under("gdpr") and t.option.offers_region_choice is False,
        answer="regulated",
    ),
    Ask(
        text=(
            "Which region will the contract name, and do logs, support or fail-over "
            "ever leave it?"
        ),
        why="A region can be chosen; that nothing leaves it must be written down.",
        when=lambda t: t.option.offers_region_choice is True and t.is_guarded,
        answer=DATA_TERMS,
    ),
    Ask(
        text="Which subcontractors see what we send, and how are we told of new ones?",
        why="Whoever else sees the data must meet the same terms.",
        when=lambda t: t.is_guarded,
        answer=DATA_TERMS,
    ),
    Ask(
        text="Will you sign a data processing agreement?",
        why=NOBODY_SAYS,
        when=lambda t: t.option.offers_dpa is None,
        answer="regulated",
    ),
    Ask(
        text="Please send the data processing agreement that covers this very service.",
        why="It is offered; it counts once it is signed.",
        when=lambda t: t.option.offers_dpa and t.under(*PROCESSOR_REGIMES),
        answer="regulated",
    ),
    Ask(
        text="Will you sign a business associate agreement?",
        why="Health data needs one, and none is known to be offered.",
        when=lambda t: t.under("health") and t.option.offers_baa is not True,
        answer="regulated",
    ),
    Ask(
        text=(
            "Does your business associate agreement cover {models} and every feature "
            "that we use?"
        ),
        why="Such agreements often leave single features out.",
        when=lambda t: t.under("health") and t.option.offers_baa is True,
        answer="regulated",
    ),
    Ask(
        text=(
            "Do you grant audit rights to us and to our regulator, and do you help us "
            "leave when we end the contract?"
        ),
        why="Settle with your regulator whether the contract must grant both.",
        when=lambda t: t.under("finance"),
        answer="regulated",
    ),
    Ask(
        text="Can any of your staff read what we send, and how is secrecy kept?",
        why="Professional secrecy binds whoever helps you, too.",
        when=lambda t: t.under("legal"),
        answer="regulated",
    ),
    Ask(
        text="Which authorization level does the service hold, and since when?",
        why="Your agency asks for one; the catalog does not hold it.",
        when=lambda t: t.under("government"),
        answer="regulated",
    ),
    Ask(
        text="Which certificates do you hold, and may we see them?",
        why="The catalog knows of none.",
        when=lambda t: t.needs.regimes and not t.option.certifications,
        answer="regulated",
    ),
    Ask(
        text="Do you tune {models} for us, at what price, and may we take the result along?",
        why="You want to adapt the model.",
        when=lambda t: t.needs.tuning in {"light_finetune", "deep_finetune"},
        answer="customization",
    ),
    Ask(
        text="What follows {ends}, and at what price?",
        why="The end of service is announced.",
        when=lambda t: t.ends,
    ),
    Ask(
        text="How much notice do you give before {models} {are} withdrawn?",
        why="The catalog holds no term of notice, and moving takes time.",
    ),
    Ask(
        text=(
            "For how long do you guarantee today’s price ({price}, per million tokens), "
            "and is there less to pay for a commitment?"
        ),
        why="The bill rests on that price.",
        when=lambda t: t.price,
        answer="tokens_per_day",
    ),
    Ask(
        text=(
            "Can you carry {tokens} tokens a day, and about {peak} a minute at the peak? "
            "Which limits apply to us, and can we reserve capacity?"
        ),
        why="Published prices say nothing about how much you may send.",
        when=lambda t: t.needs.tokens_per_day,
        answer="tokens_per_day",
    ),
    Ask(
        text="Which availability do you commit to, and what do we get when you miss it?",
        why="An outage of the service is an outage of yours.",
    ),
    Ask(
        text=(
            "When we leave: what do you delete, by when, how do you confirm it, and what "
            "can we export?"
        ),
        why="Leaving is cheapest to settle before you sign.",
        answer="lock_in",
    ),
    Ask(
        text="Can you reserve {machines} for us: where, from when, at what price for a year?",
        why="The bill takes today’s hourly rate; a commitment may cost less.",
        to=PROVIDER,
        answer="tokens_per_day",
    ),
    Ask(
        text=(
            "Who can reach our disks and memory, in which country do the machines stand, "
            "and how are they wiped afterwards?"
        ),
        why="The prompts are on these machines.",
        to=PROVIDER,
        answer="data_location",
    ),
    Ask(
        text="How fast is a broken machine replaced, and what do we pay meanwhile?",
        why="With few machines, one that is missing is an outage.",
        to=PROVIDER,
    ),
    Ask(
        text="How much notice do you give before prices rise or machines are withdrawn?",
        why="The bill rests on that price.",
        to=PROVIDER,
    ),
    Ask(
        text="What is your price for {machines}, delivered, and how soon can you deliver?",
        why="The bill takes list prices, and how long delivery takes is not known.",
        to=SELLER,
        answer="time_to_production",
    ),
    Ask(
        text="Which warranty holds, and how fast is a broken part replaced on site?",
        why="With few machines, one that is missing is an outage.",
        to=SELLER,
    ),
    Ask(
        text="Who is on call for this at night, and who stands in when that person leaves?",
        why="Machines of one’s own need people who know them.",
        to=OURSELVES,
        answer="ml_staff",
    ),
    Ask(
        text="Is there power, cooling and room for {machines}?",
        why="The bill counts power and space at general rates.",
        when=lambda t: t.candidate.kind is OptionKind.OWN_HARDWARE,
        to=OURSELVES,
    ),
    Ask(
        text="Has somebody read the license of {models}, in the version that we deploy?",
        why="Open weights come with conditions, and nobody else checks them for you.",
        to=OURSELVES,
        answer="license_facts",
    ),
    Ask(
        text="Who filters harmful input and output, and who looks after security updates?",
        why="A vendor does this for its customers; here it is your work.",
        to=OURSELVES,
        answer="safety_owner",
    ),
    Ask(
        text=(
            "Where else does the text go: logs, monitoring, search, backups? Do they stay "
            "as near as the model does?"
        ),
        why="A model at home is no use when its logs travel.",
        when=lambda t: t.is_guarded,
        to=OURSELVES,
        answer="data_location",
    ),
)
