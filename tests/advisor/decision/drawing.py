"""Draws of our own making, for tests that must know what was drawn."""

import numpy as np

from advisor.decision import cost
from advisor.decision.criteria import Criterion
from advisor.decision.draws import Draw, Draws


class AsStated(Draws):
    """One draw in which every weight is right and every price the likely one."""

    count = 1

    def factor(self, criterion: Criterion) -> Draw:
        return np.ones(self.count)

    def between(self, span: cost.Range, *name: str) -> Draw:
        return np.full(self.count, float(span.likely))
