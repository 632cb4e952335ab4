"""The scores of all plans in each draw: every way to part the traffic, and the year."""

import numpy as np

from advisor.decision.criteria import SECOND_FAMILY_PENALTY
from advisor.decision.drawn_market import DrawnMarket
from advisor.decision.drawn_offers import Best, DrawnBook
from advisor.decision.draws import Draw, highest
from advisor.decision.offers import penalty_of
from advisor.decision.plans import FAMILIES, ROUNDING
from advisor.decision.stages import ABOUT_THE_START, in_a_year
from advisor.decision.weighing import Weigher, Weighing

CLOSED, HYBRID, OPEN = FAMILIES
DIGITS = 9  # in which scores are compared, so that no machine's last bit decides


def scores_drawn(weighing: Weighing, weigher: Weigher, drawn: DrawnMarket) -> Best:
    """By family its best score in each draw; one without a plan is missing.

    In the order in which equal plans win, rounded so that they are equal.
    """
    scores = scores_of_a_day(weighing, drawn)
    has_stage = ABOUT_THE_START & {*weighing.needs.answers} and not weighing.is_by_year
    if has_stage:  # where the year decides, no plan changes sides
        later = weigher.weigh_today(in_a_year(weighing.needs))
        scores |= staged(scores, scores_of_a_day(later, drawn))
    return {
        family: np.round(scores[family], DIGITS)
        for family in FAMILIES
        if family in scores
    }


def scores_of_a_day(weighing: Weighing, drawn: DrawnMarket) -> Best:
    """The best of every way to part the traffic, without a look at the year."""
    best: Best = {}
    for fields in weighing.splits:
        book = DrawnBook(drawn=drawn, needs=weighing.needs, fields=fields, best=best)
        book.compete_all()
    return {family: best[family] - penalty_of(family) for family in best}


def staged(now: Best, later: Best) -> Best:
    """The hybrid plan where one that becomes open within the year joins in.

    See `stages.staged`; where closed does not lead today, nobody would start with it.
    """
    if CLOSED not in now or OPEN not in later or not {*now} & {*later}:
        return {}
    kept = [(now[family] + later[family]) / 2 for family in {*now} & {*later}]
    start_and_end = (now[CLOSED] + later[OPEN]) / 2
    lead = start_and_end - SECOND_FAMILY_PENALTY - highest(kept)
    best = highest(now.values())
    stage = best + lead
    may_start = np.round(now[CLOSED], DIGITS) >= np.round(best, DIGITS)
    counts = may_start & (gap(later) > gap(now) + ROUNDING)
    if not counts.any():
        return {}
    # Without another hybrid it also stands where it cannot lead: behind, by how much.
    other = now.get(HYBRID, stage)
    return {HYBRID: np.where(counts, np.maximum(other, stage), other)}


def gap(scores: Best) -> Draw:
    """How far the open plan is ahead of the best other one."""
    nowhere = np.full(1, -np.inf)
    others = [score for family, score in scores.items() if family is not OPEN]
    return scores.get(OPEN, nowhere) - highest([nowhere, *others])
