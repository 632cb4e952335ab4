"""A small catalog made by hand, honest in every row; a test says only what differs."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from advisor.decision.answers import parse_answers
from advisor.decision.candidates import (
    Candidate,
    Catalog,
    Clause,
    Family,
    Figure,
    Hardware,
    License,
    Location,
    Model,
    Option,
    OptionKind,
    Rate,
    Rating,
    Source,
    Subject,
    Throughput,
)
from advisor.decision.cases import Case, Outcome
from advisor.decision.criteria import Weights
from advisor.decision.explanation import explain
from advisor.decision.gates import GATES
from advisor.decision.needs import Needs, Segment, read_needs
from advisor.decision.price_rows import PriceRow
from advisor.decision.weighing import Weigher, Weighing
from advisor.decision.weights import priorities, said_of, spoken_by, weights_of
from tests.advisor.decision.example_assumptions import assumptions

DAY = date(2026, 11, 22)
PAGE = "a-page"

SOURCE = Source(
    title="A page of figures",
    publisher="Somebody",
    kind="vendor",
    url="https://figures.example/",
    as_of="2026-11-01",
)

# --- Models ----------------------------------------------------------------------------


def clause(says: str = "nothing stands in the way", duty: str = "") -> Clause:
    return Clause(section="section 1", says=says, duty=duty, source=PAGE)


KEPT = (
    Subject.TERRITORY,
    Subject.MONTHLY_USERS,
    Subject.ATTRIBUTION,
    Subject.OUTPUT_USE,
)
VENDOR_TERMS = License(
    name="Terms of the vendor",
    commercial_use="yes",
    osi_approved=False,
    max_monthly_active_users=None,
    excluded_territories=(),
    excluded_territories_scope="none",
    attribution="",
    output_use="allowed",
    open_data=False,
    clauses={subject: clause() for subject in KEPT},
    source=PAGE,
)
APACHE = replace(VENDOR_TERMS, name="Apache 2.0", osi_approved=True)


def figure(value: float) -> Figure:
    return Figure(value=value, source=PAGE)


def rating(value: float) -> Rating:
    return Rating(
        benchmark="arena-text",
        value=value,
        low=value - 5,
        high=value + 5,
        source=PAGE,
    )


ALPHA = Model(
    slug="alpha",
    name="Alpha",
    maker_name="Alpha Labs",
    maker_country="US",
    maker_source=PAGE,
    family=Family.CLOSED,
    license=VENDOR_TERMS,
    status="active",
    retires_on=None,
    inputs=frozenset({"text", "image"}),
    fine_tuning="light",
    context_tokens=figure(1_000_000),
    rating=rating(1500),
    source=PAGE,
)
# 60 points behind: strong, and short of the frontier.
BETA = replace(
    ALPHA,
    slug="beta",
    name="Beta",
    maker_name="Beta Works",
    maker_country="FR",
    family=Family.OPEN,
    license=APACHE,
    inputs=frozenset({"text"}),
    fine_tuning="full",
    context_tokens=figure(128_000),
    rating=rating(1440),
    figures={
        "params_total_b": figure(70),
        "params_active_b": figure(70),
        "layers": figure(80),
        "kv_heads": figure(8),
        "head_dim": figure(128),
    },
)
# 200 points behind: good enough; small enough for a desk.
GAMMA = replace(
    BETA,
    slug="gamma",
    name="Gamma",
    rating=rating(1300),
    figures={
        "params_total_b": figure(8),
        "params_active_b": figure(8),
        "layers": figure(32),
        "kv_heads": figure(8),
        "head_dim": figure(128),
    },
)

# --- Ways to run them ------------------------------------------------------------------

CLOSED_API = Option(
    slug="alpha-api",
    name="Alpha API",
    kind=OptionKind.CLOSED_API,
    location=Location.VETTED_VENDOR,
    works_offline=False,
    staff_needed="none",
    setup_days=1,
    trains_on_prompts=False,
    retains_prompts=False,
    offers_dpa=True,
    offers_baa=True,
    offers_region_choice=True,
    certifications=("SOC 2",),
    retired_on=None,
    is_offered=True,
    stands_for_kind=False,
    source=PAGE,
)
CLOSED_CLOUD = replace(
    CLOSED_API,
    slug="cloud-closed",
    name="Cloud, closed models",
    kind=OptionKind.CLOSED_CLOUD,
    location=Location.OWN_CLOUD,
)
HOSTED = replace(
    CLOSED_API,
    slug="host",
    name="Host",
    kind=OptionKind.HOSTED_OPEN,
    certifications=(),
)
HOSTED_CLOUD = replace(
    CLOSED_CLOUD,
    slug="cloud-open",
    name="Cloud, open models",
    kind=OptionKind.HOSTED_OPEN_CLOUD,
)
OWN_GPUS = replace(
    CLOSED_API,
    slug="own-gpus",
    name="Rented GPUs",
    kind=OptionKind.OWN_GPUS,
    location=Location.OWN_CLOUD,
    staff_needed="ml_engineers",
    setup_days=30,
    stands_for_kind=True,
)
OWN_HARDWARE = replace(
    OWN_GPUS,
    slug="own-hardware",
    name="Own machines",
    kind=OptionKind.OWN_HARDWARE,
    location=Location.OWN_PREMISES,
    works_offline=True,
    setup_days=90,
)
WORKSTATION = replace(
    OWN_HARDWARE,
    slug="workstation",
    name="A workstation",
    kind=OptionKind.WORKSTATION,
    staff_needed="some_devops",
    setup_days=2,
)


def price(dollars_in: str, dollars_out: str | None, **changes: Any) -> PriceRow:
    row = PriceRow(
        input=Decimal(dollars_in),
        output=None if dollars_out is None else Decimal(dollars_out),
        cached_input=None,
        batch_discount=None,
        above_tokens=0,
        schedule="always",
        valid_from=None,
        valid_until=None,
        source=PAGE,
    )
    return replace(row, **changes)


def offered(model: Model, option: Option, *prices: PriceRow) -> Candidate:
    return Candidate(
        model=model,
        option=option,
        kind=option.kind,
        offering=model.slug if prices else "",
        prices=prices,
    )


ALPHA_API = offered(ALPHA, CLOSED_API, price("3", "15"))
ALPHA_CLOUD = offered(ALPHA, CLOSED_CLOUD, price("3.3", "16.5"))
BETA_HOSTED = offered(BETA, HOSTED, price("0.6", "0.8"))
BETA_CLOUD = offered(BETA, HOSTED_CLOUD, price("0.7", "0.9"))
BETA_GPUS = offered(BETA, OWN_GPUS)
BETA_HARDWARE = offered(BETA, OWN_HARDWARE)
BETA_DESK = offered(BETA, WORKSTATION)
GAMMA_GPUS = offered(GAMMA, OWN_GPUS)
GAMMA_HARDWARE = offered(GAMMA, OWN_HARDWARE)
GAMMA_DESK = offered(GAMMA, WORKSTATION)

CANDIDATES = (
    ALPHA_API,
    ALPHA_CLOUD,
    BETA_HOSTED,
    BETA_CLOUD,
    BETA_GPUS,
    BETA_HARDWARE,
    BETA_DESK,
    GAMMA_GPUS,
    GAMMA_HARDWARE,
    GAMMA_DESK,
)

# --- Machines, and all of it together ---------------------------------------------------

DATACENTER_GPU = Hardware(
    slug="big-gpu",
    name="Big GPU",
    kind="datacenter",
    memory_gb=figure(80),
    bandwidth_gb_s=figure(3350),
    dense_tflops=figure(989),
    power_w=figure(700),
    list_price_usd=figure(30_000),
    rates=(
        Rate(
            provider_name="Rent",
            usd_per_gpu_hour=Decimal("2.5"),
            source=PAGE,
        ),
    ),
)
DESK_GPU = replace(
    DATACENTER_GPU,
    slug="desk-gpu",
    name="Desk GPU",
    kind="workstation",
    memory_gb=figure(96),
    bandwidth_gb_s=figure(1790),
    dense_tflops=figure(500),
    power_w=figure(600),
    list_price_usd=figure(8_500),
    rates=(),
)

CATALOG = Catalog(
    revision="by-hand",
    sources={PAGE: SOURCE},
    candidates=CANDIDATES,
    hardware=(DATACENTER_GPU, DESK_GPU),
    bits_per_weight={"fp8": 8.0, "q4_k_m": 4.85},
    throughputs=(),
    assumptions=assumptions(PAGE),
)

# --- What tests ask about them ---------------------------------------------------------


def catalog_of(*candidates: Candidate) -> Catalog:
    return replace(CATALOG, candidates=candidates)


def needs(**answers: object) -> Needs:
    return read_needs(parse_answers(answers), CATALOG, DAY)


def segments(**answers: object) -> tuple[Segment, ...]:
    return needs(**answers).segments


def throughput(model: str, **changes: Any) -> Throughput:
    """A measured speed of a model on two of the big GPUs."""
    row = Throughput(
        model=model,
        active_params_b=70,
        bits_per_weight=8,
        hardware="big-gpu",
        gpu_count=2,
        tokens_per_second=1000,
        input_per_output=0,
        is_measured=True,
        source=PAGE,
    )
    return replace(row, **changes)


def with_model(candidate: Candidate, **changes: Any) -> Candidate:
    return replace(candidate, model=replace(candidate.model, **changes))


def with_option(candidate: Candidate, **changes: Any) -> Candidate:
    return replace(candidate, option=replace(candidate.option, **changes))


def with_license(candidate: Candidate, **changes: Any) -> Candidate:
    terms = candidate.model.license
    assert terms is not None
    return with_model(candidate, license=replace(terms, **changes))


def outcome(
    gate: str, candidate: Candidate, *, quality: float | None = 1, **answers: object
) -> Outcome:
    """What a gate says of a candidate for the first part of the traffic."""
    judge = next(one.judge for one in GATES if one.key == gate)
    return judge(case(candidate, quality=quality, **answers))


def case(candidate: Candidate, *, quality: float | None = 1, **answers: object) -> Case:
    """A candidate for the first part of the traffic, as gates see it."""
    wanted = needs(**answers)
    return Case(
        needs=wanted,
        segment=wanted.segments[0],
        candidate=candidate,
        sure_quality=quality,
    )


def weights_for(wanted: Needs, segment: Segment, stake: float = 0) -> Weights:
    look = segment.location, segment.quality_bar, segment.bars
    said = said_of(spoken_by(wanted), *look)
    return weights_of(said, priorities(wanted), stake)


def weigher(catalog: Catalog = CATALOG) -> Weigher:
    return Weigher(catalog, DAY)


def weigh(catalog: Catalog = CATALOG, /, **answers: object) -> Weighing:
    return weigher(catalog).weigh(parse_answers(answers))


WEIGHER = weigher()  # shared, for a result must not depend on what was asked before
# Open models are the cheaper ones from some volume on.
CHEAP_OPEN = weigher(
    catalog_of(ALPHA_API, replace(BETA_HOSTED, prices=(price("0.1", "0.1"),)))
)


def result(catalog: Catalog = CATALOG, /, **answers: object) -> dict[str, Any]:
    advisor = WEIGHER if catalog is CATALOG else weigher(catalog)
    return explain(parse_answers(answers), advisor)
