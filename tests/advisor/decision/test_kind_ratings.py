"""How each kind rates: on one scale, each with its reason, and with an exit beside it."""

import pytest

from advisor.decision.candidates import OptionKind
from advisor.decision.criteria import Criterion
from advisor.decision.kind_ratings import (
    BY_KIND,
    INDEPENDENCE_WITH_EXIT,
    KIND_RATINGS,
    rating_of_kind,
)

CLOSED_KINDS = {OptionKind.CLOSED_API, OptionKind.CLOSED_CLOUD}


@pytest.mark.parametrize("row", KIND_RATINGS, ids=lambda row: row.kind.value)
def test_ratings_run_from_0_to_1_and_have_a_reason(row):
    assert row.reason.strip()
    assert all(0 <= rating_of_kind(row.kind, one) <= 1 for one in BY_KIND)


def test_every_kind_for_business_is_rated_once():
    private = {OptionKind.VENDOR_APP, OptionKind.UNOFFICIAL}

    assert sorted(row.kind for row in KIND_RATINGS) == sorted(set(OptionKind) - private)


def test_an_exit_is_worth_more_than_any_vendor_and_no_more_than_open_weights():
    own = {r.kind: rating_of_kind(r.kind, Criterion.INDEPENDENCE) for r in KIND_RATINGS}
    closed = [own[kind] for kind in CLOSED_KINDS]
    opened = [rated for kind, rated in own.items() if kind not in CLOSED_KINDS]

    assert max(closed) < INDEPENDENCE_WITH_EXIT <= min(opened)
