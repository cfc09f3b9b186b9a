"""Do the intervals cover, and do equal sides raise no alarm? ``python -m tests.benchmarks.coverage [simulations]``

Units of 3 to 9 sentences are drawn from known distributions, sentences of a unit correlated by ``icc``, the units of a pair
by a half. Coverage is how often the 95 % interval holds the true difference, an alarm the verdict "different" between sides
of equal means. Beside it stands the alarm of Welch's test on sentences, as if each were a unit.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.inference import difference_interval, permutation, t_interval

Values = NDArray[np.float64]
Draw = Callable[[Values], Values]  # standard normal sentences -> scores


class Measure(NamedTuple):
    """Scores of both sides and the true difference of their means."""

    name: str
    a: Draw
    b: Draw
    truth: float


def _zero_heavy(quantile: float) -> Draw:
    return lambda z: (z > quantile).astype(float)


MEASURES = (
    Measure("normal, equal variance", lambda z: z, lambda z: z, 0.0),
    Measure("normal, variance 1 to 9", lambda z: z, lambda z: 3 * z, 0.0),
    Measure("skewed (log-normal)", lambda z: np.exp(0.8 * z), lambda z: np.exp(0.8 * z), 0.0),
    Measure("zero-heavy (1 sentence in 10)", _zero_heavy(1.2816), _zero_heavy(1.2816), 0.0),
)
HARD = (
    Measure("zero-heavy, 1 in 20 and 1 in 5", _zero_heavy(1.6449), _zero_heavy(0.8416), -0.15),
    Measure("one side skewed, the other not", lambda z: z, lambda z: (np.exp(z) - np.exp(0.5)) / 2, 0.0),
)
SIZES = ((4, 4), (6, 6), (10, 10), (20, 20), (40, 40))
UNLIKE = ((4, 10), (6, 20), (20, 6), (10, 40))


class Result(NamedTuple):
    """Shares of the simulations, in percent."""

    coverage: float
    alarms: float
    naive: float


def simulate(measure: Measure, n: tuple[int, int], icc: float, paired: bool, simulations: int) -> Result:
    """Coverage, alarms, and the alarms of the test on sentences, in so many simulations; the seeds are fixed."""
    rng = np.random.default_rng([2024, *n, round(10 * icc), paired])
    pairs = [(i, i) for i in range(n[0])] if paired else []
    covered = alarms = naive = 0
    for at in range(simulations):
        latent = [rng.standard_normal(size) for size in n]
        if paired:
            latent[1] = 0.5 * latent[0] + np.sqrt(0.75) * latent[1]
        sides = []
        for draw, units in zip((measure.a, measure.b), latent, strict=True):
            sizes = rng.integers(3, 10, len(units))
            z = np.sqrt(icc) * np.repeat(units, sizes) + np.sqrt(1 - icc) * rng.standard_normal(sizes.sum())
            sides.append((draw(z), np.concatenate([[0], sizes.cumsum()[:-1]]), sizes))
        a, b = (np.add.reduceat(scores, starts) / sizes for scores, starts, sizes in sides)
        low, high = difference_interval(a, b, pairs, seed=at)
        p, least = permutation(a, b, pairs, resamples=199, seed=at)
        # Where nothing varies there is no interval that could be wrong, and no verdict.
        covered += np.isnan(low) or low <= measure.truth <= high
        alarms += least <= 0.05 and p <= 0.05 and not low <= 0 <= high
        low, high = t_interval(sides[0][0], sides[1][0])
        naive += not np.isnan(low) and not low <= 0 <= high
    return Result(*(100 * one / simulations for one in (covered, alarms, naive)))


def main(simulations: int = 1_000) -> None:
    """Print the tables."""

    def table(
        measures: tuple[Measure, ...], sizes: tuple[tuple[int, int], ...], designs: tuple[tuple[float, bool], ...]
    ) -> None:
        print("| measure | icc | pairs | " + " | ".join(f"{a} and {b}" for a, b in sizes) + " |")
        print("|---" * (3 + len(sizes)) + "|")
        for measure in measures:
            for icc, paired in designs:
                cells = []
                for n in sizes:
                    found = simulate(measure, n, icc, paired, simulations)
                    alarms = f" / {found.alarms:.1f} / {found.naive:.1f}" if measure.truth == 0 else ""
                    cells.append(f"{found.coverage:.1f}{alarms}")
                print(
                    f"| {measure.name} | {icc} | {'yes' if paired else 'no'} | " + " | ".join(cells) + " |", flush=True
                )
        print()

    table(MEASURES, SIZES, ((0.0, False), (0.5, False), (0.0, True), (0.5, True)))
    table(MEASURES, UNLIKE, ((0.5, False),))
    table(HARD, SIZES, ((0.25, False),))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
