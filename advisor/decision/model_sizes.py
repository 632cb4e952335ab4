"""How large an open model is: its weights, and what it keeps of each token it reads."""

from advisor.decision import sizing
from advisor.decision.candidates import Figure, Model

# The figure of a model that states the least GPU memory, by precision of the weights.
STATED_MINIMUM = {"fp8": "vram_min_gb_fp8", "q4_k_m": "vram_min_gb_int4"}
SHAPE = (  # the whole numbers that make the shape of a cache
    "layers",
    "full_attention_layers",
    "kv_heads",
    "head_dim",
    "sliding_window",
    "window_kv_heads",
    "window_head_dim",
    "kv_lora_rank",
    "qk_rope_head_dim",
)


def weights_gb(model: Model, precision: str, bits_per_weight: float) -> float | None:
    """GB of the weights; None where neither a file nor the parameters are known.

    A published file is the size itself: of few-bit formats it is larger than the
    parameters say, since some layers keep more bits. What the maker publishes in
    fewer bits than asked for is served as it is.
    """
    known = []
    if file := model.figures.get(f"file_size_gb_{precision}"):
        known.append(file.value)
    elif total := model.figures.get("params_total_b"):
        known.append(
            sizing.weights_gb(params_b=total.value, bits_per_weight=bits_per_weight)
        )
    if published := model.figures.get("file_size_gb_published"):
        known.append(published.value)
    return min(known, default=None)


def stated_minimum(model: Model, precision: str) -> Figure | None:
    """The least GPU memory that a serving recipe states for a precision, in GB."""
    key = STATED_MINIMUM.get(precision)
    return model.figures.get(key) if key else None


def active_share(model: Model) -> float | None:
    """Active parameters / all of them: 1 where the active ones are not known apart."""
    total = model.figures.get("params_total_b")
    if total is None:
        return None
    active = model.figures.get("params_active_b", total)
    return min(active.value / total.value, 1.0)


def cache_shape(model: Model) -> sizing.CacheShape | None:
    """The shape of the key-value cache; None where the catalog does not know it."""
    if "kv_values_per_token" in model.figures:
        return sizing.CacheShape(
            kind=sizing.CacheKind.COMPRESSED,
            kv_layers=0,
            values_per_token=model.figures["kv_values_per_token"].value,
        )
    figures = {
        key: int(figure.value)
        for key in SHAPE
        if (figure := model.figures.get(key)) is not None
    }
    layers = figures.get("layers")
    if layers is None:
        return None
    if "kv_lora_rank" in figures:
        return sizing.CacheShape(
            kind=sizing.CacheKind.LATENT,
            kv_layers=figures.get("full_attention_layers", layers),
            latent_rank=figures["kv_lora_rank"],
            rope_dim=figures.get("qk_rope_head_dim", 0),
        )
    if "kv_heads" not in figures or "head_dim" not in figures:
        return None
    full_layers = figures.get("full_attention_layers", layers)
    window = figures.get("sliding_window") if full_layers < layers else None
    return sizing.CacheShape(
        kind=sizing.CacheKind.GROUPED,
        # Without a window the other layers keep no cache that grows with the text.
        kv_layers=full_layers if window is None else layers,
        kv_heads=figures["kv_heads"],
        head_dim=figures["head_dim"],
        window_kv_heads=figures.get("window_kv_heads", 0),
        window_head_dim=figures.get("window_head_dim", 0),
        full_layers=None if window is None else full_layers,
        window=window,
    )


def one_cache_gb(shape: sizing.CacheShape, tokens: int, kv_bytes: float) -> float:
    """GB of key-value cache of one request of that length."""
    one = sizing.kv_cache_bytes(
        shape=shape, context_tokens=tokens, bytes_per_value=kv_bytes
    )
    return sizing.cache_gb(bytes_per_request=one, concurrency=1)
