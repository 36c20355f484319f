"""Every shipped card with fresh numbers, recomputed in another way than by its formula.

Arguments are called what the cards call them.
"""

# ruff: noqa: N803

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, count, product
from math import exp, isclose, log, prod
from random import Random

import pytest

from quizzer import values
from quizzer.card import Card
from quizzer.compute import amount, drawn
from quizzer.disk import deck_files, default_id, read_deck, shipped

DECKS = shipped("decks")
CARDS = [
    card
    for path in deck_files(DECKS, [])
    for card in read_deck(path, default_id(path, DECKS))[0].cards
    if card.form == "compute"
]


def size(*shapes: tuple[float, ...]) -> float:
    """Numbers in arrays of these shapes."""
    return sum(map(prod, shapes))


# Training


def block_parameters(L, d):
    attention = [(d, d)] * 4
    feed_forward = [(d, 4 * d), (4 * d, d)]
    return L * size(*attention, *feed_forward)


def ring_traffic(N, P):
    """GB that a device sends: a piece of the 2-byte gradients a step, in two rounds."""
    piece = 2 * P / N
    scattering = [piece for _ in range(int(N) - 1)]
    gathering = [piece for _ in range(int(N) - 1)]
    return sum(scattering + gathering) / 1e9


def idle_share(p, m):
    """Per cent of the slots of GPipe's schedule in which a stage has no micro-batch."""
    forward = {(stage, stage + batch) for stage in range(int(p)) for batch in range(int(m))}
    slots = 1 + max(slot for _, slot in forward)
    return 100 * (1 - len(forward) / (p * slots))


MODEL_STATES = {"weights": 2, "gradients": 2, "master copy": 4, "momentum": 4, "variance": 4}
"""Bytes a parameter takes in mixed-precision training with Adam."""
SHARDED = {
    1: {"master copy", "momentum", "variance"},
    3: set(MODEL_STATES),
}


def model_states(stage: int) -> Callable[..., float]:
    """GB that a device holds under a stage of ZeRO."""

    def held(P, N):
        return (
            sum(
                P * held / (N if name in SHARDED[stage] else 1)
                for name, held in MODEL_STATES.items()
            )
            / 1e9
        )

    return held


def global_batch(b, k, d):
    """Every sequence of every micro-batch of every group."""
    return len(list(product(range(int(d)), range(int(k)), range(int(b)))))


def best_interval(c, m):
    """The minutes between saves that lose least, by trying: saving, and half an interval redone."""
    tried = [minutes / 100 for minutes in range(100, 20_000)]
    return min(tried, key=lambda t: c / t + t / (2 * 60 * m))


# Attention


def attention_tflop(n, w, L):
    """Two operations for each multiply-add of a score, and as many to add a value."""
    score = value = 2 * w
    return L * sum((score + value) * n for _ in range(int(n))) / 1e12


def score_gb(n, h):
    return 2 * size(*[(n, n)] * int(h)) / 1e9


def recurrent_state_mb(L, h, d):
    """As much as a KV cache of d/2 tokens."""
    a_token = 2 * L * h * d * 2
    return a_token * d / 2 / 1e6


def times_fewer(n, d, B):
    """Multiplications of the left product against those of blocks, counted block by block."""
    left = 2 * n * n * d + 2 * n * d * n
    blocks = 0
    for _ in range(int(n / B)):
        blocks += 2 * B * B * d + 2 * B * d * B  # inside the block
        blocks += 2 * B * d * d + 2 * d * B * d  # what came before, and its update
    return left / blocks


# Memory


def lora_share(r, d):
    return 100 * size((r, d), (d, r)) / size((d, d))


def adapter_mb(m, r):
    return 2 * sum(size((r, 4096), (4096, r)) for _ in range(32 * int(m))) / 1e6


def adapters_like_the_base(d, r):
    return next(n for n in count(1) if n * size((r, d), (d, r)) >= size((d, d)))


def weights_gb(n, b):
    """As many weights as fit into a byte, or bytes for a weight."""
    held = {4: 0.5, 8: 1, 16: 2}[int(b)]
    return n * held / 1e9


def group_bits(b, g):
    codes, scale, zero_point = g * b, 16, b
    return (codes + scale + zero_point) / g


def q4f16_gb(p):
    """A group of 32 weights is four words of 32 bits and a scale of 16."""
    group = 4 * 4 + 2
    return p * 1e9 / 32 * group / 1e9


def embeddings_gb(n, d):
    return 4 * size((n * 10**6, d)) / 1e9


def cache_gb(L, h, T):
    """An array of layers, key and value, heads, tokens and width, in 2 bytes."""
    return 2 * size((L, 2, h, T, 128)) / 1e9


def sequences(free, k, T):
    left, fit = free * 10**9, 0
    while left >= k * T:
        left -= k * T
        fit += 1
    return fit


def shared_millions(V, d):
    """A model with two tables less the same with one."""
    embedding, output = (V, d), (d, V)
    return (size(embedding, output) - size(embedding)) / 1e6


# Speed


def tokens_per_second(w, N, bits):
    seconds = N * bits / 8 / (w * 1e9)
    return 1 / seconds


def tokens_a_pass(a, g):
    """Expected over the number of guesses that are accepted before the first that is not."""
    stopped = sum((n + 1) * a**n * (1 - a) for n in range(int(g)))
    return stopped + (g + 1) * a**g


def battery_hours(n):
    """A battery of 50 kJ in watt-hours, over the power drawn."""
    watt_hours = 50_000 / 3_600
    watts = 0.1 * n * 10
    return watt_hours / watts


def programs(n, b):
    return len(range(0, int(n), int(b)))


# Reinforcement learning


def clipped(rho, a):
    """Only what was gained beyond the edge is cut off."""
    return a * min(rho, 1.2) if a > 0 else a * max(rho, 0.8)


def dpo_margin(b, w, l):  # noqa: E741
    """The log-odds with which the chosen answer is preferred."""
    chosen, rejected = exp(b * w), exp(b * l)
    preferred = chosen / (chosen + rejected)
    return log(preferred / (1 - preferred))


def pairs(K):
    return len(list(combinations(range(int(K)), 2)))


def ppo_gb(n):
    trained, frozen = sum(MODEL_STATES.values()), MODEL_STATES["weights"]
    networks = {"policy": trained, "reference": frozen, "reward": frozen, "critic": trained}
    return sum(networks.values()) * n


def penalised(r, beta, lr):
    policy = 0.5
    reference = policy / exp(lr)
    return r - beta * log(policy / reference)


def both_orders(p1, p2):
    one, other = {"X": p1, "Y": 100 - p1}, {"Y": p2, "X": 100 - p2}
    return (one["X"] + other["X"]) / 2


RECOMPUTED: dict[str, Callable[..., float]] = {
    "How many parameters do {L} Transformer blocks": block_parameters,
    "{N} GPUs average the gradients": ring_traffic,
    "A pipeline has {p} stages": idle_share,
    "Mixed-precision Adam with 16-bit gradients trains {P} parameters on {N} devices under ZeRO "
    "stage 1": model_states(1),
    "Mixed-precision Adam with 16-bit gradients trains {P} parameters on {N} devices under ZeRO "
    "stage 3": model_states(3),
    "On each of {d} data-parallel groups": global_batch,
    "Saving a checkpoint stops training": best_interval,
    "How many TFLOP": attention_tflop,
    "How many GB ($10^9$ bytes) would the attention scores": score_gb,
    "How many MB ($10^6$ bytes) do the $d \\times d$ states": recurrent_state_mb,
    "How many times fewer operations does block-wise": times_fewer,
    "LoRA of rank {r} adapts a matrix": lora_share,
    "LLaMA 7B has 32 blocks": adapter_mb,
    "Every request of a batch uses another LoRA adapter": adapters_like_the_base,
    "How many GB ($10^9$ bytes) do the weights of a model": weights_gb,
    "Weights of {b} bits are quantised in groups": group_bits,
    "How many GB ($10^9$ bytes) do {p} billion weights take in MLC": q4f16_gb,
    "How many GB (of $10^9$ bytes) do {n} million embeddings": embeddings_gb,
    "How many GB ($10^9$ bytes) has the 16-bit KV cache": cache_gb,
    "After the weights, a GPU has": sequences,
    "A memory delivers {w} GB/s": tokens_per_second,
    "In speculative decoding each guess": tokens_a_pass,
    "Suppose a token costs 0.1 J": battery_hours,
    "A model has a vocabulary of {V} tokens": shared_millions,
    "A Triton kernel adds two vectors": programs,
    "What does a token with probability ratio": clipped,
    "In DPO with": dpo_margin,
    "A labeller ranks {K} answers": pairs,
    "RLHF with PPO holds four networks": ppo_gb,
    "An answer has reward-model score": penalised,
    "A labeller gives answer X": both_orders,
}
"""How each card is recomputed, by the beginning of its question."""


def recomputed(card: Card) -> Callable[..., float]:
    (found,) = [how for start, how in RECOMPUTED.items() if card.question.startswith(start)]
    return found


def test_every_way_to_recompute_is_used():
    used = [start for start in RECOMPUTED for card in CARDS if card.question.startswith(start)]
    assert sorted(used) == sorted(RECOMPUTED)


@pytest.mark.parametrize("card", CARDS, ids=[card.id for card in CARDS])
def test_all_numbers_that_a_card_can_draw_give_what_another_computation_gives(card):
    how = recomputed(card)
    names = [name for name, _ in card.vary]
    for chosen in product(*(spelt for _, spelt in card.vary)):
        instance = drawn(
            card._replace(
                vary=tuple((name, (text,)) for name, text in zip(names, chosen, strict=True))
            ),
            Random(1),
        )
        answer = values.number(instance.answer.removesuffix(card.unit).strip())
        shown, off = float(answer.value), float(values.margin(card.tolerance, answer))
        expected = how(
            **{name: float(amount(text)) for name, text in zip(names, chosen, strict=True)}
        )
        assert isclose(shown, expected, rel_tol=1e-9, abs_tol=off / 10 + 1e-9), instance.question
