"""The further questions: asked when a visitor refines the short form."""

from collections.abc import Mapping

from advisor.decision import references
from advisor.decision.questions import (
    SHORT_FORM,
    Answers,
    AnswerValue,
    Choice,
    Group,
    Kind,
    Question,
    bar_is_raised,
    takes_text_and_more,
)

REFINEMENTS = (
    Question(
        key="hard_share",
        kind=Kind.SHARE,
        text="How much of the traffic needs that level?",
        hint="As a share of all requests: 20% or 0.2. The rest is routine.",
        measure="{amount}{bound} of the traffic hard",
        why=(
            "Routine traffic is judged one level lower. If the two parts can be told "
            "apart, a cheaper model can take the routine part."
        ),
        group=Group.QUALITY,
        sources=(references.ROUTELLM,),
        applies=bar_is_raised,
    ),
    Question(
        key="growth",
        kind=Kind.NUMBER,
        text="How will the volume change within a year?",
        hint="As a factor: 1 means no change, 10 means ten times as much.",
        why="A choice that is right today may not be right at next year's volume.",
        group=Group.TRAFFIC,
        sources=(references.STATE_OF_AI,),
        low=0.1,
        high=1000,
        unit="times today's volume",
        measure="{amount} times today’s volume{bound}",
    ),
    Question(
        key="input_output_ratio",
        kind=Kind.NUMBER,
        text="How much text goes in for each piece that comes out?",
        hint="Input tokens per output token: about 3 for chat, 10 or more over documents.",
        why="Output costs several times as much as input almost everywhere.",
        group=Group.TRAFFIC,
        sources=(references.REAL_COST_MATH, references.STATE_OF_AI),
        low=0.01,
        high=1000,
        unit="input tokens per output token",
        measure="{amount} input tokens{bound} per output token",
    ),
    Question(
        key="cached_share",
        kind=Kind.SHARE,
        text="How much of the input repeats from request to request?",
        hint="A long fixed instruction, for example. As a share: 40% or 0.4.",
        measure="{amount}{bound} of the input repeating",
        why="Most vendors charge far less for input that they have just seen.",
        group=Group.TRAFFIC,
        sources=(references.ANTHROPIC_PRICING, references.TRACELAB),
    ),
    Question(
        key="batch_share",
        kind=Kind.SHARE,
        text="How much of the work can wait for a day?",
        hint="As a share of the traffic: 25% or 0.25.",
        measure="{amount}{bound} of the work able to wait",
        why="Some vendors charge less for work that they may do when they like.",
        group=Group.TRAFFIC,
        sources=(references.GEMINI_BATCH,),
    ),
    Question(
        key="traffic",
        kind=Kind.ONE_OF,
        text="What shape has the traffic over the day?",
        why="A machine of your own must be sized for the peak; an API is not.",
        group=Group.TRAFFIC,
        sources=(references.BURSTGPT, references.SERVING_CHOICE),
        choices=(
            Choice(key="steady", label="Steady, day and night"),
            Choice(key="office_hours", label="Office hours"),
            Choice(key="spiky", label="Spiky", hint="Quiet, then sudden bursts."),
            Choice(
                key="batch", label="In batches", hint="Overnight runs, for example."
            ),
        ),
    ),
    Question(
        key="latency",
        kind=Kind.ONE_OF,
        text="How long may a reader wait for the first word?",
        why="Waiting time decides how many requests one machine can serve at once.",
        group=Group.TRAFFIC,
        sources=(references.INFERENCE_BENCHMARKING,),
        choices=(
            Choice(key="relaxed", label="As long as it takes"),
            Choice(key="interactive", label="A few seconds"),
            Choice(key="realtime", label="Under a second"),
        ),
    ),
    Question(
        key="customization",
        kind=Kind.ONE_OF,
        text="How far must the model be adapted?",
        why=(
            "Prompts work with any model. Light tuning is offered by some vendors. "
            "Deep tuning needs the weights themselves."
        ),
        group=Group.QUALITY,
        sources=(references.BEDROCK_TUNING, references.GEMINI_TUNING),
        is_gate=True,
        choices=(
            Choice(
                key="prompts",
                label="Prompts and our own documents are enough",
            ),
            Choice(
                key="light_finetune",
                label="Light tuning",
                hint="Tone, format or a narrow task, on some thousand examples.",
            ),
            Choice(
                key="deep_finetune",
                label="Deep tuning",
                hint="Our own domain, with weights that we keep.",
            ),
        ),
    ),
    Question(
        key="time_to_production",
        kind=Kind.ONE_OF,
        text="When must the first users have it?",
        why="An API, closed or open, works today; a fleet of your own takes weeks.",
        group=Group.RUNNING,
        sources=(references.SERVING_CHOICE,),
        choices=(
            Choice(key="days", label="Within days"),
            Choice(key="weeks", label="Within weeks"),
            Choice(key="months", label="Within months"),
        ),
    ),
    Question(
        key="lock_in",
        kind=Kind.ONE_OF,
        text="Is it fine to depend on one vendor?",
        why="Open weights can move to another host; a closed model cannot.",
        group=Group.WISHES,
        sources=(references.ANTHROPIC_RETIREMENTS,),
        choices=(
            Choice(key="fine", label="Yes, that is fine"),
            Choice(key="avoid", label="No, we want to be able to leave"),
        ),
    ),
    Question(
        key="transparency",
        kind=Kind.ONE_OF,
        text="Must you be able to look inside the model?",
        why="Research and some audits need the weights, and no vendor gives those out.",
        group=Group.QUALITY,
        sources=(references.MODEL_OPENNESS,),
        is_gate=True,
        choices=(
            Choice(key="no_need", label="No"),
            Choice(key="research_grade", label="Yes, down to the weights"),
        ),
    ),
    Question(
        key="offline",
        kind=Kind.ONE_OF,
        text="Must it work with no network at all?",
        why="Then only a model on your own machines can serve you.",
        group=Group.RUNNING,
        is_gate=True,
        choices=(Choice(key="no", label="No"), Choice(key="yes", label="Yes")),
    ),
    Question(
        key="context_tokens",
        kind=Kind.NUMBER,
        text="How long is the longest single input?",
        hint="In tokens; a page of text is about 500. You can write 150k.",
        measure="{amount} tokens{bound} in the longest input",
        why="A model that cannot read the whole input is no use for it.",
        group=Group.QUALITY,
        sources=(references.MODELS_DEV,),
        low=1,
        high=1e8,
        unit="tokens",
        is_gate=True,
    ),
    Question(
        key="modalities",
        kind=Kind.ANY_OF,
        text="What must the model take in?",
        hint="Pick all that apply.",
        why="Few open models take sound or video yet.",
        group=Group.QUALITY,
        sources=(references.MODELS_DEV,),
        is_gate=True,
        choices=(
            Choice(key="text", label="Text"),
            Choice(key="image", label="Images"),
            Choice(key="audio", label="Sound"),
            Choice(key="video", label="Video"),
            Choice(key="documents", label="Scanned pages and PDF files"),
        ),
    ),
    Question(
        key="media_share",
        kind=Kind.SHARE,
        text="How much of the traffic carries more than text?",
        hint="As a share of all requests: 30% or 0.3. The rest is text alone.",
        measure="{amount}{bound} of the traffic with more than text",
        why=(
            "Few models take in everything. If the requests that carry images or sound "
            "can be told apart, the others can go to any model that reads."
        ),
        group=Group.QUALITY,
        applies=takes_text_and_more,
    ),
    Question(
        key="monthly_budget_usd",
        kind=Kind.NUMBER,
        text="What may it cost a month?",
        hint="In US dollars, people included.",
        why="If nothing fits the budget, you should hear it now.",
        group=Group.RUNNING,
        high=1e12,
        unit="US dollars a month",
    ),
    Question(
        key="license_facts",
        kind=Kind.ANY_OF,
        text="Which of these hold for you?",
        hint="Licenses and contracts have clauses about them.",
        why="Some licenses give no rights to some users, or for some uses, at any price.",
        group=Group.RULES,
        sources=(
            references.LLAMA_4_LICENSE,
            references.LLAMA_4_USE_POLICY,
            references.OSI_ON_LLAMA,
        ),
        is_gate=True,
        choices=(
            Choice(
                key="eu_seat", label="Our company has its seat in the European Union"
            ),
            Choice(
                key="over_700m_users",
                label="Our products have more than 700 million monthly users",
            ),
            Choice(
                key="needs_osi",
                label="We need a license approved by the Open Source Initiative",
            ),
            Choice(
                key="no_attribution", label="We cannot show a “Built with …” notice"
            ),
            Choice(
                key="trains_on_outputs",
                label="We want to train other models on the answers",
            ),
        ),
    ),
    Question(
        key="origin_excluded",
        kind=Kind.COUNTRIES,
        text="Are models from some countries ruled out?",
        hint="Two-letter country codes, such as CN or US, separated by spaces.",
        why="Some organizations may not use models made in certain countries.",
        group=Group.RULES,
        sources=(references.NO_ADVERSARIAL_AI,),
        limit=30,
        is_gate=True,
    ),
    Question(
        key="safety_owner",
        kind=Kind.ONE_OF,
        text="Who runs filters and moderation?",
        why="Vendors of closed models filter for you; with open weights it is your job.",
        group=Group.RULES,
        sources=(references.LLAMA_4_CARD,),
        choices=(
            Choice(key="vendor", label="The vendor should"),
            Choice(key="us", label="We will"),
        ),
    ),
    Question(
        key="engineer_cost_usd",
        kind=Kind.NUMBER,
        text="What does an engineer cost you a year?",
        hint="In US dollars, with everything that comes on top of the salary.",
        measure="${amount}{bound} a year for an engineer",
        why="People are most of the cost of running models yourself.",
        group=Group.RUNNING,
        sources=(references.HOSTING_CALCULATOR, references.RUNNING_COSTS_PEOPLE),
        high=1e7,
        unit="US dollars a year",
    ),
    Question(
        key="priorities",
        kind=Kind.ANY_OF,
        text="What matters most?",
        hint="Pick up to three.",
        why="What you pick counts double.",
        group=Group.WISHES,
        sources=(references.WHAT_MATTERS_MOST,),
        limit=3,
        choices=(
            Choice(key="cost", label="Cost"),
            Choice(key="quality", label="Quality"),
            Choice(key="control", label="Control over data and model"),
            Choice(key="speed", label="Being live soon"),
            Choice(key="compliance", label="Ready-made certificates and agreements"),
            Choice(key="independence", label="Not depending on one vendor"),
        ),
    ),
)

QUESTIONS = (*SHORT_FORM, *REFINEMENTS)
QUESTION_BY_KEY = {question.key: question for question in QUESTIONS}


def in_order(answers: Mapping[str, AnswerValue | None]) -> Answers:
    """The answers that were given, in the order in which they are asked."""
    return {
        key: value for key in QUESTION_BY_KEY if (value := answers.get(key)) is not None
    }
