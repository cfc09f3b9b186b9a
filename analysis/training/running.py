"""What both trainings share: the schedule, the running average of the weights, checkpoints, batches of like length."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from torch import Tensor, nn

Row = TypeVar("Row")


@dataclass
class Run:
    """A network in training: what a checkpoint holds.

    The step size rises over the first 50 steps and falls linearly to nothing. ``average`` is the running mean of the
    weights over about ``1 / (1 - decay)`` steps (Polyak averaging), which is what is kept in the end.
    """

    network: Any
    optimizer: torch.optim.Optimizer
    average: torch.optim.swa_utils.AveragedModel
    rates: list[float]
    total: int
    file: Path
    epoch: int = 0
    step: int = 0

    def go(self, loss: Tensor) -> None:
        """One step down the gradient of a loss."""
        scale = min((self.step + 1) / 50, 1.06 * max(0.02, 1 - self.step / self.total), 1.0)
        for group, rate in zip(self.optimizer.param_groups, self.rates, strict=True):
            group["lr"] = rate * scale
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        self.average.update_parameters(self.network)
        self.step += 1

    def save(self) -> None:
        """Write a checkpoint aside, then rename it: a run that is stopped leaves the last whole one."""
        state = {"network": self.network.state_dict(), "optimizer": self.optimizer.state_dict(),
                 "average": self.average.state_dict(), "epoch": self.epoch, "step": self.step}  # fmt: skip
        part = self.file.with_suffix(".part")
        torch.save(state, part)
        part.replace(self.file)

    def weights(self) -> dict[str, Tensor]:
        """The averaged weights."""
        return self.average.module.state_dict()  # type: ignore[no-any-return, union-attr, operator]


def begin(network: Any, rate: float, head_rate: float, decay: float, total: int, file: Path) -> Run:
    """Return a run of a network with an ``encoder``, from its checkpoint where there is one.

    The word embeddings stay as they are; the heads learn faster than the encoder; no weight decay on vectors.
    """
    network.encoder.words.weight.requires_grad_(False)
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, parameter in network.named_parameters():
        if parameter.requires_grad:
            groups.setdefault((name.startswith("encoder."), parameter.ndim < 2), []).append(parameter)
    optimizer = torch.optim.AdamW(
        [{"params": found, "weight_decay": 0.0 if flat else 0.01} for (_, flat), found in groups.items()], fused=True
    )
    average = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(decay)
    )
    run = Run(network, optimizer, average, [rate if inner else head_rate for inner, _ in groups], total, file)
    if file.exists():
        state = torch.load(file, weights_only=True)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        average.load_state_dict(state["average"])
        run.epoch, run.step = state["epoch"], state["step"]
    return run


def seed(number: int) -> random.Random:
    """Fix every source of chance; an epoch is seeded by itself, so that a resumed run equals an unbroken one."""
    torch.manual_seed(number)
    np.random.seed(number)
    return random.Random(number)  # noqa: S311


def batches(rows: Sequence[Row], size: int, length: Callable[[Row], int], rng: random.Random) -> list[list[Row]]:
    """Rows in random order, those of like length together."""
    order = list(rows)
    rng.shuffle(order)
    out: list[list[Row]] = []
    for low in range(0, len(order), size * 20):
        pool = sorted(order[low : low + size * 20], key=length)
        groups = [pool[at : at + size] for at in range(0, len(pool), size)]
        rng.shuffle(groups)
        out += groups
    return out
