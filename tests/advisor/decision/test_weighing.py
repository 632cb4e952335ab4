"""Who competes where: staff yields only for a part that nobody else can serve."""

from dataclasses import replace

import pytest

from advisor.decision.casting import Casting
from advisor.decision.plans import Place, Verdict
from advisor.decision.weighing import Weigher
from tests.advisor.decision.examples import (
    ALPHA_API,
    BETA_CLOUD,
    BETA_DESK,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_HOSTED,
    CATALOG,
    DAY,
    GAMMA_DESK,
    GAMMA_HARDWARE,
    catalog_of,
    weigh,
    weigher,
    with_model,
)

HOME = {"data_location": "own_premises"}


def yielding(catalog, **answers: object) -> set[str]:
    """The parts of the traffic that staff yields for."""
    fields = weigh(catalog, **answers).fields
    return {one.segment.key for one in fields if one.staff_yielded}


@pytest.mark.parametrize("staff", ["none", "some_devops"])
def test_without_engineers_no_organization_runs_a_model(staff):
    weighing = weigh(catalog_of(ALPHA_API, BETA_GPUS), ml_staff=staff)

    assert set(weighing.plans) == {Verdict.CLOSED}


def test_engineers_may_run_a_model():
    weighing = weigh(catalog_of(ALPHA_API, BETA_GPUS), ml_staff="ml_engineers")

    assert Verdict.OPEN in weighing.plans


def test_staff_yields_where_nobody_else_is_left():
    assert yielding(catalog_of(ALPHA_API, BETA_HARDWARE), ml_staff="none", **HOME) == {
        "all"
    }


def test_staff_does_not_yield_while_somebody_is_left():
    catalog = catalog_of(BETA_HARDWARE, GAMMA_DESK)

    assert yielding(catalog, ml_staff="some_devops", **HOME) == set()


def test_staff_yields_for_the_sensitive_part_alone():
    catalog = catalog_of(ALPHA_API, BETA_GPUS, BETA_HARDWARE)

    parts = yielding(catalog, ml_staff="none", sensitive_share=0.3, **HOME)

    assert parts == {"sensitive"}


def test_where_staff_holds_only_others_run_the_model():
    catalog = catalog_of(ALPHA_API, BETA_GPUS, BETA_HARDWARE, BETA_HOSTED)
    weighing = weigh(catalog, ml_staff="none", sensitive_share=0.3, **HOME)
    _, other = weighing.fields

    stacks = (Place.OWN_GPUS, Place.OWN_HARDWARE, Place.WORKSTATION)
    assert [other.entrants[place] for place in stacks] == [(), (), ()]


def test_staff_never_yields_where_it_would_not_help():
    assert yielding(catalog_of(ALPHA_API), ml_staff="none", **HOME) == set()


@pytest.mark.parametrize(
    "answers",
    [
        {"offline": "yes"},
        {"data_location": "own_premises"},
        {"customization": "deep_finetune"},
        {"transparency": "research_grade"},
        {"origin_excluded": "US"},
        {"modalities": "audio"},
        {"context_tokens": 2_000_000},
        {"license_facts": "needs_osi"},
    ],
)
def test_no_gate_but_staff_yields(answers):
    weighing = weigh(catalog_of(ALPHA_API), ml_staff="none", **answers)

    assert weighing.verdict is Verdict.NONE_FITS


def test_no_weight_buys_back_a_gate():
    weighing = weigh(
        catalog_of(ALPHA_API),
        offline="yes",
        priorities=["quality", "speed", "compliance"],
    )

    assert weighing.ranking == ()


def test_with_a_single_plan_there_is_no_margin():
    assert weigh(catalog_of(ALPHA_API)).margin is None


def test_the_margin_is_what_the_best_plan_leads_by():
    weighing = weigh(catalog_of(ALPHA_API, BETA_HOSTED))
    closed, opened = (weighing.plans[f].score for f in (Verdict.CLOSED, Verdict.OPEN))

    assert weighing.margin == pytest.approx(abs(closed - opened))


def test_an_empty_catalog_fits_nobody():
    assert weigh(catalog_of()).verdict is Verdict.NONE_FITS


# --- The capacity of a desk ------------------------------------------------------------


def open_place(**answers: object) -> str:
    catalog = catalog_of(GAMMA_DESK, GAMMA_HARDWARE)
    plan = weigh(catalog, ml_staff="ml_engineers", **HOME, **answers).plans
    return plan[Verdict.OPEN].picks[0].candidate.option.slug


def test_a_desk_serves_a_few_people():
    assert open_place(tokens_per_day=100_000) == "workstation"


def test_a_desk_does_not_serve_everybody():
    assert open_place(tokens_per_day=10**9) == "own-hardware"


def test_hard_and_routine_traffic_of_the_same_people_meets_on_one_desk():
    volume = 10**7
    while open_place(tokens_per_day=volume) == "workstation":
        volume *= 2

    split = open_place(tokens_per_day=volume, quality_bar="strong", hard_share=0.5)

    assert split == "own-hardware"


def test_a_model_that_no_machine_holds_competes_nowhere():
    unknown = with_model(BETA_GPUS, figures={})

    assert weigh(catalog_of(unknown)).verdict is Verdict.NONE_FITS


@pytest.mark.parametrize("candidate", [BETA_DESK, BETA_GPUS, BETA_HARDWARE])
def test_what_may_go_anywhere_is_not_put_on_a_desk(candidate):
    plans = weigh(catalog_of(candidate), tokens_per_day=1000).plans

    assert (Verdict.OPEN in plans) == (candidate is not BETA_DESK)


# --- What is remembered ----------------------------------------------------------------


def test_a_situation_is_weighed_once():
    advisor = weigher()

    assert advisor.weigh({}) is advisor.weigh({})


def test_situations_weighed_before_change_nothing():
    advisor = weigher()
    for place in ("own_premises", "own_cloud", "any_vendor"):
        advisor.weigh({"data_location": place})

    fresh = weigh(quality_bar="strong", data_location="own_cloud")

    known = advisor.weigh({"data_location": "own_cloud", "quality_bar": "strong"})

    assert known == fresh
    for family, plan in fresh.plans.items():
        assert known.plans[family].picks == plan.picks


def test_a_dearer_host_never_helps_its_own_side():
    cheap = catalog_of(ALPHA_API, BETA_HOSTED)
    dear = catalog_of(ALPHA_API, replace(BETA_HOSTED, prices=BETA_CLOUD.prices))

    before, after = (weigh(one).plans[Verdict.OPEN].score for one in (cheap, dear))

    assert after < before


class Asking(Casting):
    """Counts for how many parts somebody had to find who could serve them."""

    asked = 0

    def find_entry(self, *args):
        self.asked += 1
        return super().find_entry(*args)


@pytest.mark.parametrize(
    ("more", "is_found_anew"),
    [
        ({"priorities": ("cost",)}, False),
        ({"tokens_per_day": 10**9}, False),
        ({"offline": "yes"}, True),
        ({"latency": "batch"}, True),
        ({"context_tokens": 100_000}, True),
    ],
)
def test_who_could_serve_a_part_is_found_again_only_where_an_answer_sets_it(
    more, is_found_anew
):
    advisor = Weigher(CATALOG, DAY)
    advisor.casting = asking = Asking(advisor.market)
    advisor.weigh({})
    before = asking.asked

    advisor.weigh(more)

    assert (asking.asked > before) == is_found_anew


def test_what_a_desk_carries_is_not_mixed_up_with_smaller_loads():
    advisor = weigher()
    for volume in (10**3, 10**9, 10**3):
        weighing = advisor.weigh({**HOME, "tokens_per_day": volume})
        assert weighing.splits == weigh(**HOME, tokens_per_day=volume).splits
