"""Questions to put to vendors, to whoever provides machines, and to oneself."""

from collections.abc import Iterable, Iterator

from advisor.decision.asks import ASKS, OURSELVES, PROVIDER, SELLER, VENDOR, Talk
from advisor.decision.candidates import OptionKind
from advisor.decision.licenses import license_questions
from advisor.decision.plans import Pick
from advisor.decision.telling import Json, answer_text
from advisor.decision.weighing import Weigher, Weighing

NAMES = {
    PROVIDER: "a provider of rented GPUs",
    SELLER: "a seller of machines",
    OURSELVES: "yourselves",
}


def inquiries(
    picks: Iterable[Pick], weighing: Weighing, weigher: Weigher
) -> list[Json]:
    """What to ask whom, in the order of the plan; whoever is asked nothing is left out."""
    found: list[Json] = []
    for to, name, talk in talks(tuple(picks), weighing, weigher):
        questions = [ask.told(talk) for ask in ASKS if ask.to == to and ask.when(talk)]
        if to == VENDOR:
            questions += about_license(talk)
        if questions:
            found.append({"to": to, "name": name, "questions": questions})
    return found


def about_license(talk: Talk) -> list[Json]:
    """What the license or the host's terms leave open, as far as it was asked about."""
    survey, key = talk.weigher.survey, "license_facts"
    cases = [survey.case(p.position, talk.needs, p.segment) for p in talk.picks]
    reasons: dict[str, list[str]] = {}
    for text, why in (pair for case in cases for pair in license_questions(case)):
        reasons.setdefault(text, []).append(why)
    return [
        {
            "text": text,
            "why": " ".join(dict.fromkeys(whys)),
            "answer": key,
            "answer_text": answer_text(talk.needs.answers, key),
        }
        for text, whys in reasons.items()
    ]


def talks(
    picks: tuple[Pick, ...], weighing: Weighing, weigher: Weigher
) -> Iterator[tuple[str, str, Talk]]:
    """With whom to talk about which picks: each vendor, then machines, then oneself."""
    partners: dict[tuple[str, str], list[Pick]] = {}
    own = [pick for pick in picks if pick.candidate.kind.is_self_run]
    for pick in picks:
        if not pick.candidate.kind.is_self_run:
            vendor = VENDOR, pick.candidate.option.name
            partners.setdefault(vendor, []).append(pick)
    for pick in own:
        is_rented = pick.candidate.kind is OptionKind.OWN_GPUS
        to = PROVIDER if is_rented else SELLER
        partners.setdefault((to, NAMES[to]), []).append(pick)
    if own:
        partners[OURSELVES, NAMES[OURSELVES]] = own
    for (to, name), some in partners.items():
        yield to, name, Talk(picks=tuple(some), weighing=weighing, weigher=weigher)


def vendor_questions(groups: Iterable[Json]) -> list[str]:
    """The questions to vendors in a row, each with the name of who is asked."""
    return [
        f"{group['name']}: {question['text']}"
        for group in groups
        if group["to"] == VENDOR and isinstance(group["questions"], list)
        for question in group["questions"]
    ]
