"""How much memory, how many GPUs and replicas a self-run model needs.

Units: GB are 10^9 bytes, parameters are counted in billions (`_b`), speeds are
tokens a second. Memory follows total parameters, speed follows active ones.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

BYTES_PER_GB = 1e9
BITS_PER_BYTE = 8
SECONDS_PER_HOUR = 3600
GPUS_PER_NODE = 8
GPU_COUNTS_IN_A_NODE = (1, 2, 4, 8)  # the sizes that tensor parallelism splits into
FLOPS_PER_PARAMETER = 2  # one multiplication and one addition a token


class CacheKind(StrEnum):
    """What a layer remembers of each token."""

    GROUPED = "grouped"  # keys and values by head: multi-head, grouped, multi-query
    LATENT = "latent"  # one compressed vector a layer (multi-head latent attention)
    COMPRESSED = "compressed"  # some tokens share an entry, or some layers a cache
    NONE = "none"  # a state of fixed size (linear attention, state space)


@dataclass(frozen=True, kw_only=True)
class CacheShape:
    """The shape of a model's key-value cache.

    `kv_layers` counts only the layers that keep a cache: in a hybrid model the
    linear layers are left out. With a `window`, `full_layers` of them keep every
    token and the others keep the newest `window` tokens, with heads of their own
    where `window_kv_heads` and `window_head_dim` say so. A compressed cache is known
    by what all layers together keep of a token.
    """

    kind: CacheKind
    kv_layers: int
    kv_heads: int = 0  # grouped only
    head_dim: int = 0  # grouped only
    latent_rank: int = 0  # latent only
    rope_dim: int = 0  # latent only; a model may have none
    values_per_token: float = 0  # compressed only: of all layers together
    window_kv_heads: int = 0  # grouped only; 0: as many as elsewhere
    window_head_dim: int = 0  # grouped only; 0: as elsewhere
    full_layers: int | None = None  # None: all of `kv_layers`
    window: int | None = None  # tokens

    def __post_init__(self) -> None:
        if self.kind is CacheKind.GROUPED and not (self.kv_heads and self.head_dim):
            raise ValueError("A grouped cache needs kv_heads and head_dim.")
        if self.kind is CacheKind.LATENT and not self.latent_rank:
            raise ValueError("A latent cache needs latent_rank.")
        if self.kind is CacheKind.COMPRESSED and not self.values_per_token:
            raise ValueError("A compressed cache needs values_per_token.")
        if self.layers_that_keep_all > self.kv_layers:
            raise ValueError("full_layers cannot exceed kv_layers.")

    @property
    def layers_that_keep_all(self) -> int:
        """Layers that keep every token; all of them where no window is known."""
        if self.window is None or self.full_layers is None:
            return self.kv_layers
        return self.full_layers

    @property
    def values_per_layer(self) -> int:
        """Numbers that one layer stores for one token; of a compressed cache none."""
        match self.kind:
            case CacheKind.GROUPED:
                return 2 * self.kv_heads * self.head_dim
            case CacheKind.LATENT:
                return self.latent_rank + self.rope_dim
            case CacheKind.COMPRESSED | CacheKind.NONE:
                return 0

    @property
    def values_per_window_layer(self) -> int:
        """The same for a layer that keeps the newest tokens only."""
        if self.kind is not CacheKind.GROUPED:
            return self.values_per_layer
        heads = self.window_kv_heads or self.kv_heads
        return 2 * heads * (self.window_head_dim or self.head_dim)

    def values_kept(self, tokens: int) -> float:
        """Numbers that all layers store for a text of that length."""
        if self.kind is CacheKind.COMPRESSED:
            return self.values_per_token * tokens
        full = self.layers_that_keep_all
        newest = tokens if self.window is None else min(tokens, self.window)
        windowed = (self.kv_layers - full) * self.values_per_window_layer
        return full * self.values_per_layer * tokens + windowed * newest


def kv_cache_bytes(
    *, shape: CacheShape, context_tokens: int, bytes_per_value: float
) -> float:
    """Bytes of cache for one request of that length; sliding layers stop growing.

    (full layers * values * tokens + sliding layers * their values * min(tokens,
    window)) * bytes.
    """
    return shape.values_kept(context_tokens) * bytes_per_value


def cache_gb(*, bytes_per_request: float, concurrency: int) -> float:
    """GB of cache for that many requests at once."""
    return bytes_per_request * concurrency / BYTES_PER_GB


def weights_gb(*, params_b: float, bits_per_weight: float) -> float:
    """GB of weights: billions of parameters * bits / 8.

    Total parameters give the memory, active ones what each token must read.
    """
    return params_b * bits_per_weight / BITS_PER_BYTE


def memory_gb(*, weights: float, cache: float, overhead: float) -> float:
    """GB a replica needs: (weights + cache) * overhead, such as 1.1."""
    return (weights + cache) * overhead


def gpus_needed(*, memory: float, gpu_memory_gb: float, usable_share: float) -> int:
    """GPUs that hold `memory` GB: 1, 2, 4 or 8, then whole nodes of eight.

    Some can only be had by more at a time, see `whole_lots`.
    """
    usable = gpu_memory_gb * usable_share
    for count in GPU_COUNTS_IN_A_NODE:
        if count * usable >= memory:
            return count
    return GPUS_PER_NODE * math.ceil(memory / (GPUS_PER_NODE * usable))


def whole_lots(gpus: int, least: int) -> int:
    """GPUs rounded up to what can be had, where they come by `least` at a time."""
    return math.ceil(gpus / least) * least


def requests_held(*, memory: float, weights: float, cache_per_request: float) -> int:
    """Requests whose cache fits beside the weights: (memory - weights) / cache.

    All in GB. At least one: what holds the model holds somebody's text.
    """
    return max(int((memory - weights) / cache_per_request), 1)


def share_of_weights_read(*, active_share: float, concurrency: float) -> float:
    """What part of the weights a step reads for that many requests at once.

    Each token of a mixture of experts reads its own experts. With even routing a
    share `a` is missed by each token with 1 - a, so that all together miss
    (1 - a) ^ requests of them. A dense model reads all, for one token as for many.
    """
    return 1 - math.pow(1 - active_share, concurrency)


def step_gb(
    *, weights: float, active_share: float, concurrency: float, cache: float
) -> float:
    """GB that must be read from memory for one more token of each request.

    The part of the weights that the requests touch, and the cache of each of them;
    `weights` and `cache` (of one request) in GB.
    """
    touched = share_of_weights_read(active_share=active_share, concurrency=concurrency)
    return weights * touched + concurrency * cache


def stream_tokens_per_second(
    *, bandwidth_gb_s: float, gb_per_step: float, bandwidth_efficiency: float
) -> float:
    """Speed of one stream: bandwidth * efficiency / GB read for each step.

    `bandwidth_gb_s` is that of all the GPUs of a replica together.
    """
    return bandwidth_gb_s * bandwidth_efficiency / gb_per_step


def compute_tokens_per_second(
    *, dense_tflops: float, active_params_b: float, compute_efficiency: float
) -> float:
    """Most that arithmetic allows: FLOPS * efficiency / (2 * active parameters).

    `dense_tflops` is that of all the GPUs of a replica together.
    """
    flops = dense_tflops * 1e12 * compute_efficiency
    return flops / (FLOPS_PER_PARAMETER * active_params_b * 1e9)


def replica_tokens_per_second(
    *, concurrency: float, stream: float, compute_limit: float
) -> float:
    """Estimated speed of a replica: min(concurrency * one stream, compute limit).

    Only for want of a measured row; mark it as an estimate.
    """
    return min(concurrency * stream, compute_limit)


def load_per_token(*, input_share: float, prefill_weight: float) -> float:
    """Work of an average token, in output tokens: an input token costs less."""
    return (1 - input_share) + prefill_weight * input_share


def demand_tokens_per_second(
    *,
    input_tokens_per_month: float,
    output_tokens_per_month: float,
    prefill_weight: float,
    hours_per_month: float,
) -> float:
    """Average load: (output + prefill weight * input) / the seconds of a month."""
    load = output_tokens_per_month + prefill_weight * input_tokens_per_month
    return load / (hours_per_month * SECONDS_PER_HOUR)


def replicas_needed(
    *,
    peak_tokens_per_second: float,
    tokens_per_second_per_replica: float,
    target_utilization: float,
    minimum: int,
) -> int:
    """Replicas for the peak: max(ceil(peak / (speed * utilization)), minimum)."""
    usable = tokens_per_second_per_replica * target_utilization
    return max(math.ceil(peak_tokens_per_second / usable), minimum)


def sustained_tokens_per_second(
    *,
    replicas: int,
    tokens_per_second_per_replica: float,
    target_utilization: float,
    peak_factor: float,
) -> float:
    """Average load a fleet can carry and still serve its peak."""
    at_peak = replicas * tokens_per_second_per_replica * target_utilization
    return at_peak / peak_factor


def capacity_millions(
    *, sustained: float, work_per_token: float, hours_per_month: float
) -> float:
    """Million tokens a month, input and output together, that a fleet can serve.

    Sustained tokens a second * seconds of a month / work of an average token.
    """
    tokens = sustained * hours_per_month * SECONDS_PER_HOUR / work_per_token
    return tokens / 1e6
