"""Which gates stand in the ledger of a kind, for which traffic, set by which answer."""

from advisor.decision.gates import CAPACITY_GATE, GATES
from advisor.decision.refinements import QUESTION_BY_KEY
from tests.advisor.decision.examples import ALPHA_API, catalog_of, result, with_option
from tests.advisor.decision.ledgers import kind, row

OFFLINE = {"offline": "yes"}
TUNED = {"customization": "light_finetune"}
LONG = {"context_tokens": 500_000}
HELD_BY = {"origin_excluded": "US"}
OUT = {"failed", "not_known"}
LICENSE_FACTS = list(QUESTION_BY_KEY["license_facts"].choice_keys)


def test_gates_that_nobody_asked_for_are_left_out():
    told = {one["gate"] for one in kind("closed_api")["rows"]}

    assert told == {"service", "price", "commercial_use", "business_terms"}


def test_an_answer_that_asks_nothing_sets_no_gate():
    told = {one["gate"] for one in kind("closed_api", offline="no")["rows"]}

    assert "offline" not in told


def test_only_the_license_rules_that_were_picked_are_told():
    rows = kind("hosted_open", license_facts="needs_osi")["rows"]

    told = {one["gate"] for one in rows if one["answer"] == "license_facts"}
    assert told == {"license_osi"}


def test_a_gate_asks_only_the_kinds_that_it_concerns():
    told = {one["gate"] for one in kind("own_gpus", ml_staff="ml_engineers")["rows"]}

    assert told == {"service", "commercial_use", "staff", "capacity"}


def test_every_gate_can_stand_in_the_ledger():
    everything = {
        **OFFLINE,
        **TUNED,
        **LONG,
        **HELD_BY,
        "data_location": "own_premises",
        "transparency": "research_grade",
        "quality_bar": "strong",
        "modalities": "image",
        "license_facts": LICENSE_FACTS,
        "ml_staff": "none",
    }
    told = {
        one["gate"] for entry in result(**everything)["ledger"] for one in entry["rows"]
    }

    easier = {one["gate"] for entry in result()["ledger"] for one in entry["rows"]}
    assert told | easier == {gate.key for gate in GATES} | {CAPACITY_GATE.key}


def test_parts_of_the_traffic_that_fare_alike_stand_as_one():
    told = kind("own_hardware", data_location="own_premises", sensitive_share=0.3)[
        "rows"
    ]

    (location,) = [one for one in told if one["gate"] == "location"]
    assert location["segment"] == "all traffic"


def test_what_is_not_sensitive_is_free_by_the_share_that_was_stated():
    rows = kind("closed_api", data_location="own_premises", sensitive_share=0.3)["rows"]

    told = {one["segment"]: one["answer"] for one in rows if one["gate"] == "location"}
    assert told == {
        "sensitive traffic": "data_location",
        "other traffic": "sensitive_share",
    }


def test_what_some_plan_uses_is_not_out_where_the_traffic_is_parted_otherwise():
    """A model that takes text alone serves the part that carries nothing else."""
    texts = {"modalities": ["text", "image"], "media_share": 0.1}
    told = result(**texts)
    used = {
        one["kind"] for plan in told["plans"].values() for one in plan["assignments"]
    }
    out = {one["kind"] for one in told["ledger"] if one["outcome"] in OUT}

    assert "hosted_open_cloud" in used
    assert not used & out


def test_some_pass_and_some_do_not():
    told = row(
        "location",
        "closed_api",
        catalog_of(
            ALPHA_API, with_option(ALPHA_API, slug="b", name="B", offers_dpa=None)
        ),
        data_location="vetted_vendor",
    )

    assert (told["outcome"], told["passed"], told["conditional"]) == ("mixed", 1, 1)
