"""A volume given as requests of a kind: read, worked out, and shown before it is taken."""

from dataclasses import dataclass

from django.http import QueryDict

from advisor.decision.answers import AnswerError, parse_answer, shorten
from advisor.decision.candidates import Catalog
from advisor.decision.questions import Question
from advisor.decision.recommendation import with_answer
from advisor.decision.refinements import QUESTION_BY_KEY
from advisor.decision.telling import Json, source_of
from advisor.decision.volume import PRESET, REQUESTS, Estimate, estimate, has_sizes
from advisor.forms import Problem, Sheet
from advisor.forms import problem as problem_with
from advisor.views.fields import Field
from advisor.views.guidance import weigher_if_any

VOLUME = QUESTION_BY_KEY["tokens_per_day"]
RATIO = QUESTION_BY_KEY["input_output_ratio"]
UNREADABLE = Problem(
    question=VOLUME,
    message=(
        "How large such a request is cannot be looked up just now. Write the tokens a "
        "day."
    ),
)
TAKEN = {question.key: question for question in (REQUESTS, PRESET, VOLUME)}


@dataclass(frozen=True, kw_only=True)
class Helper:
    """The two fields that take requests, and what they come to."""

    requests: Field
    preset: Field
    problem: Problem | None  # with one of them, or with the volume beside them
    estimate: Estimate | None
    sources: tuple[Json, ...]  # of the size of a request
    own_ratio: str  # what the visitor says of input and output; empty if nothing

    def fill_in(self, sheet: Sheet) -> Sheet:
        """The answers with the volume that was worked out."""
        if self.estimate is None:
            return sheet
        return answered(sheet, VOLUME, self.estimate.tokens_per_day)

    def fill_in_ratio(self, sheet: Sheet) -> Sheet:
        """The answers with the ratio of such requests, unless one was given."""
        if self.estimate is None or self.own_ratio:
            return sheet
        return answered(sheet, RATIO, self.estimate.input_output_ratio)


def answered(sheet: Sheet, question: Question, value: float) -> Sheet:
    return Sheet(
        answers=with_answer(sheet.answers, question.key, value),
        skipped=sheet.skipped - {question.key},
    )


def are_given(data: QueryDict) -> bool:
    """Whether somebody counts requests."""
    return any(sent(data, question) for question in (REQUESTS, PRESET))


def sent(data: QueryDict, question: Question) -> list[str]:
    return [value for value in data.getlist(question.key) if value.strip()]


def helper_for(data: QueryDict, sheet: Sheet) -> Helper | None:
    """The helper with what was sent; None where the catalog sizes no requests."""
    catalog = sized_catalog()
    if catalog is None:
        return None
    found: Estimate | None = None
    problem: Problem | None = None
    if are_given(data):
        try:
            found = worked_out(data, sheet, catalog)
        except AnswerError as error:
            question = TAKEN[error.key]
            problem = problem_with(question, error.message, sent(data, question))
    return Helper(
        requests=field_of(data, REQUESTS, problem),
        preset=field_of(data, PRESET, problem),
        problem=problem,
        estimate=found,
        sources=sources_of(found, catalog) if found else (),
        own_ratio=own_ratio(sheet),
    )


def problem_in(data: QueryDict, helper: Helper | None) -> Problem | None:
    """What is wrong with the requests, where somebody counts them."""
    if not are_given(data):
        return None
    return helper.problem if helper else UNREADABLE


def sized_catalog() -> Catalog | None:
    weigher = weigher_if_any()
    if weigher is None or not has_sizes(weigher.catalog.assumptions):
        return None
    return weigher.catalog


def worked_out(data: QueryDict, sheet: Sheet, catalog: Catalog) -> Estimate:
    """What the requests come to; AnswerError where they say too little or too much."""
    requests = parse_answer(REQUESTS, sent(data, REQUESTS))
    preset = parse_answer(PRESET, sent(data, PRESET))
    if not isinstance(requests, int | float):
        raise AnswerError(REQUESTS.key, "Write how many requests there are a day.")
    if not isinstance(preset, str):
        raise AnswerError(PRESET.key, "Choose what a request is like.")
    found = estimate(requests, preset, catalog.assumptions)
    given = sheet.answers.get(VOLUME.key)
    if given is not None and given != found.tokens_per_day:
        raise AnswerError(
            VOLUME.key,
            f"You wrote {VOLUME.label(given)}, but {found.text.rstrip('.')}. Leave one "
            "of the two empty.",
        )
    return found


def field_of(data: QueryDict, question: Question, problem: Problem | None) -> Field:
    is_wrong = problem is not None and problem.question == question
    return Field(
        question=question,
        chosen=tuple(map(shorten, sent(data, question)[:1])),  # as it was typed
        message=problem.message if problem and is_wrong else "",
    )


def sources_of(found: Estimate, catalog: Catalog) -> tuple[Json, ...]:
    slugs = dict.fromkeys((found.inputs.source, found.outputs.source))
    return tuple(row for slug in slugs if (row := source_of(catalog, slug)))


def own_ratio(sheet: Sheet) -> str:
    if RATIO.key in sheet.skipped:
        return "“Not sure”"
    value = sheet.answers.get(RATIO.key)
    return "" if value is None else RATIO.label(value)
