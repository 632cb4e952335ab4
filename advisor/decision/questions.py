"""The questions, their choices and why each is asked, in the order they are asked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum

from advisor.decision import references
from advisor.decision.references import Reference

type AnswerValue = str | int | float | tuple[str, ...]
type Answers = Mapping[str, AnswerValue]

NOT_SURE = "not_sure"


class Kind(Enum):
    """How a question is answered."""

    ONE_OF = "one of"
    ANY_OF = "any of"
    NUMBER = "number"
    SHARE = "share"  # a number from 0 to 1
    COUNTRIES = "countries"  # any of the ISO 3166 two-letter codes


class Group(Enum):
    """What a further question is about, in the order in which the groups are shown."""

    TRAFFIC = "Traffic and volume"
    QUALITY = "Quality and adaptation"
    RUNNING = "Machines, people and money"
    RULES = "Rules and licenses"
    WISHES = "What matters"


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One way to answer a question."""

    key: str
    label: str
    hint: str = ""


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question: its key is stable, for it stands in links and in the API."""

    key: str
    kind: Kind
    text: str
    why: str
    sources: tuple[Reference, ...] = ()  # none: our own judgment, and the page says so
    group: Group = Group.TRAFFIC
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    low: float = 0
    high: float = 1
    unit: str = ""
    measure: str = ""  # a number of it in a sentence; the bound is “ or more”, or empty
    short_form: bool = False
    is_gate: bool = False  # sets a hard limit, and is asked before the others
    is_floor: bool = False  # sets a limit too, but a soft wish in the order of asking
    limit: int | None = None  # most choices that can be picked
    alone: str | None = None  # a choice that excludes the others
    applies: Callable[[Answers], bool] = always

    @property
    def is_limit(self) -> bool:
        """Whether an answer can rule candidates out."""
        return self.is_gate or self.is_floor

    @property
    def choice_keys(self) -> tuple[str, ...]:
        return tuple(choice.key for choice in self.choices)

    def label(self, value: AnswerValue) -> str:
        """The answer in words, as a reader would say it."""
        labels = {choice.key: choice.label for choice in self.choices}
        if isinstance(value, tuple):
            return ", ".join(labels.get(key, key) for key in value)
        if isinstance(value, str):
            return labels.get(value, value)
        if self.kind is Kind.SHARE:
            return f"{value * 100:g}%"
        return f"{value:,} {self.unit}".strip()


def some_data_is_restricted(answers: Answers) -> bool:
    return answers.get("data_location") != "any_vendor"


def takes_text_and_more(answers: Answers) -> bool:
    inputs = answers.get("modalities", ())
    return isinstance(inputs, tuple) and "text" in inputs and len(inputs) > 1


def bar_is_raised(answers: Answers) -> bool:
    return answers.get("quality_bar") in {"strong", "frontier"}


SHORT_FORM = (
    Question(
        key="data_location",
        kind=Kind.ONE_OF,
        text="How far may your prompts travel?",
        hint="Think of the most sensitive text that this use would send to a model.",
        why=(
            "This is the one answer that can rule a whole side out: a model that you "
            "can only reach through its vendor cannot serve data that must not leave."
        ),
        sources=(references.OPENAI_YOUR_DATA, references.BEDROCK_REGIONS),
        short_form=True,
        is_gate=True,
        choices=(
            Choice(
                key="any_vendor",
                label="To any provider, on its standard terms",
                hint="Public or low-risk text.",
            ),
            Choice(
                key="vetted_vendor",
                label="To a provider we have vetted, under contract",
                hint="No training on our data, and a signed processing agreement.",
            ),
            Choice(
                key="own_cloud",
                label="Only within our own cloud account and region",
                hint=(
                    "A closed model that the cloud serves inside our own account "
                    "counts as within it."
                ),
            ),
            Choice(
                key="own_premises",
                label="Only to machines that we alone control",
                hint="Nothing may leave our own buildings or devices.",
            ),
        ),
    ),
    Question(
        key="sensitive_share",
        kind=Kind.SHARE,
        text="How much of the traffic is that sensitive?",
        hint=(
            "As a share of all requests: 30% or 0.3. If only a part is sensitive and "
            "you can tell it apart, the rest may go to any provider."
        ),
        why=(
            "When only a part of the traffic is sensitive, that part can stay close "
            "and the rest can go to the best model: often the better deal."
        ),
        sources=(references.TEN_QUESTIONS,),
        measure="{amount}{bound} of the traffic sensitive",
        short_form=True,
        is_gate=True,
        applies=some_data_is_restricted,
    ),
    Question(
        key="regulated",
        kind=Kind.ANY_OF,
        text="Which rules does this use fall under?",
        hint="Pick all that apply.",
        why=(
            "Regulation seldom forbids a closed model and never makes one safe by "
            "itself. It adds duties, such as an agreement to sign, and it rules out "
            "services made for private persons."
        ),
        sources=(references.HHS_CLOUD, references.OPENAI_BAA),
        short_form=True,
        alone="none",
        choices=(
            Choice(key="none", label="None of these"),
            Choice(
                key="gdpr",
                label="Personal data of people in Europe",
                hint="The General Data Protection Regulation (GDPR).",
            ),
            Choice(
                key="health",
                label="Health data",
                hint="For example HIPAA in the United States.",
            ),
            Choice(
                key="finance",
                label="Finance",
                hint="Banking, insurance, payments; for example DORA in Europe.",
            ),
            Choice(
                key="legal",
                label="Legal work",
                hint="Professional secrecy toward clients.",
            ),
            Choice(key="government", label="Government or defense"),
        ),
    ),
    Question(
        key="ml_staff",
        kind=Kind.ONE_OF,
        text="Who could run a model for you?",
        hint="People you have today, or have the budget to hire for this.",
        why=(
            "Running a model yourself takes people on call. Without them, the "
            "sensible choices are models that somebody else runs."
        ),
        sources=(references.RUNNING_COSTS_PEOPLE, references.SERVING_CHOICE),
        short_form=True,
        is_gate=True,
        choices=(
            Choice(
                key="none", label="Nobody", hint="We use software, we don't run it."
            ),
            Choice(
                key="some_devops",
                label="Developers or administrators",
                hint="They run servers, but not models on graphics processors.",
            ),
            Choice(
                key="ml_engineers",
                label="One or more machine-learning engineers",
                hint="They have run models in production.",
            ),
            Choice(
                key="ml_platform_team",
                label="A platform team",
                hint="Several engineers who share on-call duty.",
            ),
        ),
    ),
    Question(
        key="tokens_per_day",
        kind=Kind.NUMBER,
        text="How much text goes in and out on a day?",
        hint=(
            "In tokens, input and output together. A token is about three quarters of "
            "an English word. You can write 500k or 20M, or count requests below."
        ),
        why=(
            "Volume sets the bill. Whether a machine of your own pays is worked out "
            "from today's prices, never read off a threshold."
        ),
        sources=(references.REAL_COST_MATH, references.ON_PREMISE_PAYBACK),
        high=1e15,
        unit="tokens a day",
        measure="{amount} tokens{bound} a day",
        short_form=True,
    ),
    Question(
        key="quality_bar",
        kind=Kind.ONE_OF,
        text="How good must the answers to the hardest part be?",
        why=(
            "Each level is a fixed distance from today's best model, measured by "
            "people who compare answers without knowing which model wrote them."
        ),
        sources=(references.ARENA,),
        is_floor=True,
        short_form=True,
        choices=(
            Choice(
                key="good_enough",
                label="Good enough",
                hint="Sorting, extracting, short summaries.",
            ),
            Choice(
                key="strong",
                label="Strong",
                hint="Text that customers read, answers over documents.",
            ),
            Choice(
                key="frontier",
                label="As good as it gets",
                hint="Long reasoning, agents, research, hard code.",
            ),
        ),
    ),
)
