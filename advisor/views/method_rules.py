"""The rules of the method as tables to print, from the objects that decide."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import floor
from typing import Any

from advisor.decision import criteria
from advisor.decision.candidates import Family, Location
from advisor.decision.cases import Outcome
from advisor.decision.kind_ratings import BY_KIND, KIND_RATINGS, rating_of_kind
from advisor.decision.licenses import LICENSE_RULES, VENDORS, LicenseRule
from advisor.decision.machines import MOST_GPUS, PRECISIONS
from advisor.decision.needs import PART_WORDS
from advisor.decision.patterns import PATTERNS
from advisor.decision.patterns import RULES as RULES_OF_PARTS
from advisor.decision.quality import rating_gap
from advisor.decision.questions import AnswerValue, Choice, Kind, Question
from advisor.decision.recommendation import LIKELY
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import plain_number, signed
from advisor.diagram import CHECKS, targets_of

BEST = 1.0  # the quality index of the best model
LABELS = {weighed.criterion: weighed.label for weighed in criteria.BASE_WEIGHTS}


# --- Questions ---------------------------------------------------------------------------


def question_rows(questions: tuple[Question, ...]) -> list[dict[str, Any]]:
    return [
        {
            "question": question,
            "choices": [
                {"choice": choice, "effects": list(effects_of(question, choice))}
                for choice in question.choices
            ],
            "feeds": targets_of(question.key),
        }
        for question in questions
    ]


def effects_of(question: Question, choice: Choice) -> Iterator[str]:
    """What an answer does to the weights, in words."""
    for effect in criteria.EFFECTS:
        if (effect.question, effect.choice) == (question.key, choice.key):
            yield f"{LABELS[effect.criterion]} {signed(effect.change)}"
    if question.key == "priorities":
        criterion = criteria.PRIORITY_CRITERIA[choice.key]
        yield f"{LABELS[criterion]} × {criteria.PRIORITY_FACTOR}"


# --- Checks ------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What a gate compares, and what comes of a fact that the catalog does not know."""

    compares: str
    unknown: Outcome | None  # None: what it reads is always known
    unknown_fact: str = ""


ORDER_OF_PLACES = ", then ".join(
    QUESTION_BY_KEY["data_location"].label(place.value).lower() for place in Location
)
ORDER_OF_STAFF = ", then ".join(
    choice.label.lower() for choice in QUESTION_BY_KEY["ml_staff"].choices
)
OWN_RULES: Mapping[str, Rule] = {
    "location": Rule(
        compares=(
            "The place of the option must be at least as strict as that of this part "
            f"of the traffic, in this order: {ORDER_OF_PLACES}. At a vetted provider "
            "it must also sign a processing agreement and not train on prompts; in "
            "your own cloud it must let you choose the region."
        ),
        unknown=Outcome.CONDITIONAL,
        unknown_fact="the agreement, the training, the choice of region",
    ),
    "offline": Rule(
        compares="With “yes”, the option must work with no network.",
        unknown=Outcome.FAILED,
        unknown_fact="whether it works with no network",
    ),
    "tuning": Rule(
        compares=(
            "Light tuning: open weights pass, a closed model must be offered for it. "
            "Deep tuning: your own machines pass, a host of open weights passes on "
            "condition that it runs the weights you tuned, a closed model fails."
        ),
        unknown=Outcome.CONDITIONAL,
        unknown_fact="whether a closed model can be tuned lightly",
    ),
    "inspection": Rule(
        compares="With “yes”, open weights pass and closed ones fail.", unknown=None
    ),
    "quality": Rule(
        compares=(
            "The index at the low end of the model’s rating must reach the least index "
            "of the level, see Quality. Routine traffic is held to one level below."
        ),
        unknown=Outcome.FAILED,
        unknown_fact="the rating; it passes at “good enough” alone",
    ),
    "inputs": Rule(
        compares="All that you picked beside text must be among what the model takes.",
        unknown=Outcome.FAILED,
        unknown_fact="what it takes",
    ),
    "context": Rule(
        compares=(
            "The longest input must fit: the lesser of what the model reads and what "
            "the provider offers."
        ),
        unknown=Outcome.FAILED,
        unknown_fact="how much it reads",
    ),
    "origin": Rule(
        compares="The country of the maker must not be among those you exclude.",
        unknown=Outcome.FAILED,
        unknown_fact="the country",
    ),
    "service": Rule(
        compares=(
            "Model, option and offering must be in service today. An end that is "
            "announced makes it pass on condition."
        ),
        unknown=None,
    ),
    "price": Rule(
        compares=(
            "A price for input and output must be in force today; what you run "
            "yourself is priced by its machines."
        ),
        unknown=Outcome.FAILED,
        unknown_fact="the price",
    ),
    "business_terms": Rule(
        compares=(
            "Apps for private persons and unofficial access fail, and so does whatever "
            "is known to train on your prompts."
        ),
        unknown=Outcome.PASSED,
        unknown_fact="the training, which the first check asks about where it matters",
    ),
    "desk": Rule(
        compares=(
            "A workstation passes only for traffic that must stay on your own machines "
            "or must work with no network."
        ),
        unknown=None,
    ),
    "staff": Rule(
        compares=(
            "What others run passes. What you run needs at least the people that its "
            f"option names, in this order: {ORDER_OF_STAFF}."
        ),
        unknown=Outcome.CONDITIONAL,
        unknown_fact="your own answer",
    ),
    "capacity": Rule(
        compares=(
            "Some machine of that sort must hold the model, see Machines of your own. "
            "A workstation must also carry the part of your traffic alone, and no more "
            "of it than the assumption for a workstation says."
        ),
        unknown=Outcome.FAILED,
        unknown_fact="the size of the model, or its speed",
    ),
}


def license_rule(rule: LicenseRule) -> Rule:
    """What holds for open weights, whose terms nobody can settle by contract."""
    question = QUESTION_BY_KEY["license_facts"]
    asked = f"Asked with “{question.label(rule.choice)}”. " if rule.choice else ""
    is_settled = Family.OPEN in rule.settled_with
    known_by = "a clause on " if rule.needs_clause else ""
    return Rule(
        compares=(
            f"{asked}What the license says on {rule.about} must allow it; a duty, or a "
            f"limit that you may not reach, makes it pass on condition. {rule.reason}"
        ),
        unknown=Outcome.CONDITIONAL if is_settled else Outcome.FAILED,
        unknown_fact=f"{known_by}{rule.about}{EXCEPT.get(rule.settled_with, '')}",
    )


# Whose contract can settle what no clause is known on.
EXCEPT = {VENDORS: "; a closed model passes on condition, for its terms are a contract"}
RULES: Mapping[str, Rule] = {
    **OWN_RULES,
    **{rule.key: license_rule(rule) for rule in LICENSE_RULES},
}
UNKNOWN_WORDS = {
    None: "Always known",
    Outcome.PASSED: "Passes",
    Outcome.CONDITIONAL: "Passes on condition",
    Outcome.FAILED: "Fails",
}


def gate_rows() -> list[dict[str, object]]:
    rules = ((gate, RULES[gate.key]) for gate in CHECKS)
    return [
        {
            "gate": gate,
            "compares": rule.compares,
            "unknown": UNKNOWN_WORDS[rule.unknown],
            "unknown_fact": rule.unknown_fact,
        }
        for gate, rule in rules
    ]


# --- Criteria ----------------------------------------------------------------------------


def floors() -> list[dict[str, object]]:
    """Each bar, the index it asks for, and how many rating points that lies behind."""
    bar = QUESTION_BY_KEY["quality_bar"]
    return [
        {
            "label": bar.label(key),
            "index": least,
            "gap": floor(rating_gap(least, BEST)),
        }
        for key, least in criteria.FLOORS.items()
    ]


def kinds() -> list[dict[str, object]]:
    """Each kind of option with its ratings, in the order of the columns."""
    return [
        {
            "label": rating.kind.label,
            "ratings": [
                {
                    "label": LABELS[criterion],
                    "value": rating_of_kind(rating.kind, criterion),
                }
                for criterion in BY_KIND
            ],
            "reason": rating.reason,
        }
        for rating in KIND_RATINGS
    ]


def effects() -> list[dict[str, object]]:
    """What each answer adds to a weight, in words."""
    return [
        {
            "question": QUESTION_BY_KEY[effect.question].text,
            "choice": QUESTION_BY_KEY[effect.question].label(effect.choice),
            "criterion": LABELS[effect.criterion],
            "change": signed(effect.change),
            "reason": effect.reason,
        }
        for effect in criteria.EFFECTS
    ]


# --- Machines ----------------------------------------------------------------------------


def stacks() -> list[dict[str, object]]:
    """Each sort of machines of one's own: the precision of the weights."""
    return [
        {"label": kind.label, "precision": precision}
        for kind, precision in PRECISIONS.items()
    ]


def most_gpus() -> list[dict[str, object]]:
    return [
        {"label": kind.replace("_", " "), "most": most}
        for kind, most in MOST_GPUS.items()
    ]


# --- Confidence --------------------------------------------------------------------------


def priors() -> list[dict[str, object]]:
    """The answers that are taken to be likely, where choices do not count alike."""
    return [
        {
            "question": QUESTION_BY_KEY[key].text,
            "answers": [
                {"label": in_words(QUESTION_BY_KEY[key], value), "share": share}
                for value, share in likely
            ],
        }
        for key, likely in LIKELY.items()
    ]


def in_words(question: Question, value: AnswerValue) -> str:
    if question.kind is Kind.NUMBER and isinstance(value, int | float):
        return f"{plain_number(value)} {question.unit}"
    return question.label(value)


# --- Patterns ----------------------------------------------------------------------------


def patterns() -> list[dict[str, object]]:
    """How a hybrid can split the traffic: the two parts, and what tells them apart."""
    return [
        {
            "name": name,
            "parts": " and ".join(PART_WORDS[flag]).capitalize(),
            "rule": RULES_OF_PARTS[flag][0],
        }
        for name, flag in PATTERNS.items()
    ]
