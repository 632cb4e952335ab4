"""What the questions rest on: pages that anybody can open, each with its date.

The same pages stand in the catalog under the same slug where the catalog uses them
too; a test compares the two.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A page that says why a question matters."""

    slug: str
    title: str
    url: str
    kind: str  # as the catalog's sources: vendor, independent, aggregator, press, community
    as_of: str  # the day of its publication, else the day on which it was read

    @property
    def told(self) -> dict[str, str]:
        """As the catalog's sources are told."""
        return asdict(self)


OPENAI_YOUR_DATA = Reference(
    slug="openai-your-data",
    title="Data controls in the OpenAI platform",
    url="https://developers.openai.com/api/docs/guides/your-data",
    kind="vendor",
    as_of="2026-11-22",
)
BEDROCK_REGIONS = Reference(
    slug="bedrock-cross-region",
    title="Amazon Bedrock: cross-Region inference, geographic and global",
    url="https://docs.aws.amazon.com/bedrock/latest/userguide/cross-region-inference.html",
    kind="vendor",
    as_of="2026-11-22",
)
TEN_QUESTIONS = Reference(
    slug="ideaspur-ten-questions",
    title="10 questions that determine your LLM stack",
    url="https://ideaspur.com/blog/llm-deployment-decision-framework",
    kind="press",
    as_of="2026-11-22",
)
HHS_CLOUD = Reference(
    slug="hhs-cloud",
    title="HHS guidance on HIPAA and cloud computing, as summarized by law and compliance firms",
    url="https://www.hhs.gov/hipaa/for-professionals/special-topics/health-information-technology/cloud-computing/index.html",
    kind="press",
    as_of="2016-10-07",
)
OPENAI_BAA = Reference(
    slug="openai-baa",
    title="How to get a business associate agreement for the API",
    url="https://help.openai.com/en/articles/8660679-how-can-i-get-a-business-associate-agreement-baa-with-openai-for-the-api-services",
    kind="vendor",
    as_of="2026-11-22",
)
RUNNING_COSTS_PEOPLE = Reference(
    slug="kshirol",
    title="Inference infrastructure (AI infrastructure course, chapter 9)",
    url="https://kshirol-dev.github.io/learnAI/AIInfrastructure/09-inference-infrastructure.html",
    kind="press",
    as_of="2026-11-22",
)
REAL_COST_MATH = Reference(
    slug="agentropic",
    title="Self-hosting an LLM vs. calling an API: the real cost math",
    url="https://agentropic.ai/blog/self-host-llm-vs-api-cost",
    kind="press",
    as_of="2026-11-22",
)
ON_PREMISE_PAYBACK = Reference(
    slug="pan-2025",
    title="A cost-benefit analysis of on-premise LLM deployment (arXiv 2509.18101)",
    url="https://arxiv.org/abs/2509.18101",
    kind="press",
    as_of="2026-11-22",
)
ARENA = Reference(
    slug="arena-2026-10-20",
    title="Arena (LMArena) leaderboard, state of 2026-10-20",
    url="https://huggingface.co/datasets/lmarena-ai/leaderboard-dataset",
    kind="independent",
    as_of="2026-10-20",
)
ROUTELLM = Reference(
    slug="routellm",
    title="RouteLLM: routing between a strong and a weak model",
    url="https://github.com/lm-sys/RouteLLM",
    kind="community",
    as_of="2026-11-22",
)
STATE_OF_AI = Reference(
    slug="openrouter-state-of-ai",
    title="State of AI: an empirical 100 trillion token study with OpenRouter",
    url="https://openrouter.ai/state-of-ai",
    kind="aggregator",
    as_of="2025-12-04",
)
ANTHROPIC_PRICING = Reference(
    slug="anthropic-pricing",
    title="Pricing of Claude models",
    url="https://platform.claude.com/docs/en/about-claude/pricing",
    kind="vendor",
    as_of="2026-11-22",
)
TRACELAB = Reference(
    slug="tracelab",
    title="TraceLab: coding-agent workloads in the wild",
    url="https://tracelab.cs.washington.edu/",
    kind="independent",
    as_of="2026-06-29",
)
GEMINI_BATCH = Reference(
    slug="google-optimization",
    title="Gemini API: optimization and inference tiers (batch at half price)",
    url="https://ai.google.dev/gemini-api/docs/optimization",
    kind="vendor",
    as_of="2026-11-22",
)
BURSTGPT = Reference(
    slug="burstgpt",
    title="BurstGPT: a real-world workload trace of ChatGPT and GPT-4 services",
    url="https://github.com/HPMLL/BurstGPT",
    kind="independent",
    as_of="2026-11-22",
)
SERVING_CHOICE = Reference(
    slug="google-serving-choice",
    title="Choose an open models serving option",
    url="https://docs.cloud.google.com/vertex-ai/generative-ai/docs/open-models/choose-serving-option",
    kind="vendor",
    as_of="2026-11-22",
)
INFERENCE_BENCHMARKING = Reference(
    slug="digitalocean-inference",
    title="LLM inference benchmarking: latency, throughput, concurrency and cost",
    url="https://www.digitalocean.com/blog/llm-inference-benchmarking",
    kind="vendor",
    as_of="2026-11-22",
)
BEDROCK_TUNING = Reference(
    slug="bedrock-finetune",
    title="Amazon Bedrock: customize a model with fine-tuning",
    url="https://docs.aws.amazon.com/bedrock/latest/userguide/custom-model-fine-tuning.html",
    kind="vendor",
    as_of="2026-11-22",
)
GEMINI_TUNING = Reference(
    slug="google-cloud-tuning",
    title="Google Cloud agent platform: Gemini models that support supervised tuning",
    url="https://docs.cloud.google.com/gemini-enterprise-agent-platform/reference/models/tuning",
    kind="vendor",
    as_of="2026-11-22",
)
ANTHROPIC_RETIREMENTS = Reference(
    slug="anthropic-deprecations",
    title="Model deprecations",
    url="https://platform.claude.com/docs/en/about-claude/model-deprecations",
    kind="vendor",
    as_of="2026-11-22",
)
MODEL_OPENNESS = Reference(
    slug="model-openness-tool",
    title="Model Openness Tool: which parts of a model are open",
    url="https://github.com/lfai/model_openness_tool",
    kind="independent",
    as_of="2026-11-22",
)
MODELS_DEV = Reference(
    slug="models-dev-2026-07-02",
    title="models.dev repository, state of 2026-07-02",
    url="https://github.com/anomalyco/models.dev",
    kind="aggregator",
    as_of="2026-07-02",
)
LLAMA_4_LICENSE = Reference(
    slug="llama-4-license",
    title="Llama 4 Community License",
    url="https://github.com/meta-llama/llama-models/blob/main/models/llama4/LICENSE",
    kind="vendor",
    as_of="2025-04-05",
)
LLAMA_4_USE_POLICY = Reference(
    slug="llama4-aup",
    title="Llama 4 Acceptable Use Policy",
    url="https://github.com/meta-llama/llama-models/blob/main/models/llama4/USE_POLICY.md",
    kind="vendor",
    as_of="2025-04-05",
)
OSI_ON_LLAMA = Reference(
    slug="osi-llama",
    title="Meta's Llama license is still not open source",
    url="https://opensource.org/blog/metas-llama-license-is-still-not-open-source",
    kind="independent",
    as_of="2025-02-18",
)
NO_ADVERSARIAL_AI = Reference(
    slug="techstrong-no-adversarial-ai",
    title="New bill would ban DeepSeek from all U.S. government agencies",
    url="https://techstrong.ai/articles/new-bill-would-ban-deepseek-from-all-u-s-government-agencies",
    kind="press",
    as_of="2026-11-22",
)
LLAMA_4_CARD = Reference(
    slug="meta-card-llama4",
    title="Meta Llama 4 model card",
    url="https://github.com/meta-llama/llama-models/blob/main/models/llama4/MODEL_CARD.md",
    kind="vendor",
    as_of="2025-04-05",
)
HOSTING_CALCULATOR = Reference(
    slug="induwara",
    title="Self-hosting LLM cost calculator",
    url="https://induwara.lk/tools/ai-self-hosting-cost-calculator",
    kind="press",
    as_of="2026-06-09",
)
WHAT_MATTERS_MOST = Reference(
    slug="distrochooser-138",
    title="Distrochooser, request 138: a way to rank what is more important to the user",
    url="https://github.com/distrochooser/distrochooser/issues/138",
    kind="community",
    as_of="2021-12-21",
)
