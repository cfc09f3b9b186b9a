"""Are reprints found, and is nothing else? ``python -m tests.benchmarks.reprints --data FOLDER [--texts 100] [--least 95]``

Of the readouts in FOLDER every n-th of at least 80 words is printed again as other outlets do: under a headline of their own with a dateline and a
closing line, without its last fifth, with other reporting verbs and straight quotation marks, and all of these at once. Recall is the share that is
found to repeat its original by the likeness of the words (`find_repeats`). The second table is what is merged among the originals themselves when
nothing but the words is looked at; in a reading, texts with other counterparts or days are never merged.
"""

from __future__ import annotations

import argparse
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from analysis.language.sentences import split_sentences
from analysis.sources.articles import read
from analysis.sources.duplicates import find_repeats

VERBS = {"reaffirmed": "affirmed again", "underscored": "stressed", "emphasized": "stressed", "discussed": "talked about", "expressed": "voiced",
         "thanked": "gave thanks to", "reiterated": "repeated", "spoke": "talked", "noted": "pointed out", "welcomed": "was glad of"}  # fmt: skip


def outlet(text: str) -> str:
    """Under a headline of another outlet, with dateline and closing line."""
    return (f"Valley Wire: what was said, and by whom\n\nWASHINGTON (Valley Wire) - {text}\n\nThe Valley Wire has not checked this account. "
            "Write to the desk with what you know.")  # fmt: skip


def cut(text: str) -> str:
    """Without its last fifth."""
    spans = split_sentences(text)
    return text[: spans[max(0, len(spans) - max(1, len(spans) // 5) - 1)][1]]


def reworded(text: str) -> str:
    """With other verbs and straight quotation marks."""
    for word, other in VERBS.items():
        text = re.sub(rf"\b{word}\b", other, text)
    return text.translate(str.maketrans("\u201c\u201d\u2018\u2019", "\"\"''"))


KINDS: dict[str, Callable[[str], str]] = {
    "headline, dateline, closing line": outlet, "last fifth cut": cut, "reporting verbs changed": reworded,
    "all three": lambda text: outlet(reworded(cut(text))),
}  # fmt: skip


def recall(texts: Sequence[str], again: Sequence[int], kind: Callable[[str], str]) -> float:
    """Share of the reprints that are found to repeat their original, in percent."""
    found = find_repeats([*texts, *(kind(texts[at]) for at in again)], lambda _, number: number < len(texts))
    return 100 * sum(found.get(len(texts) + place) == at for place, at in enumerate(again)) / len(again)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--least", type=float, help="fail where a recall is below this")
    options = parser.parse_args()
    articles = [article for article in read(options.data) if article.text]
    texts = [article.text for article in articles]
    long = [at for at, text in enumerate(texts) if len(text.split()) >= 80]
    step = max(1, len(long) // options.texts)
    again = long[step // 2 :: step][: options.texts]  # the threshold was chosen on those from the first one on
    print(f"{len(texts):,} originals, {len(again)} reprints a kind\n\n| reprint | found, % |\n|---|---|")
    low = 100.0
    for name, kind in KINDS.items():
        share = recall(texts, again, kind)
        low = min(low, share)
        print(f"| {name} | {share:.1f} |", flush=True)
    began = time.process_time()
    merged = find_repeats(texts, lambda one, two: False)
    print(
        f"\nAmong the originals {len(merged)} repeat another one by their words ({time.process_time() - began:.1f} CPU seconds):"
    )
    for at, kept in merged.items():
        print(
            f"- {articles[at].title} ({articles[at].published:%Y-%m-%d}) / {articles[kept].title} ({articles[kept].published:%Y-%m-%d})"
        )
    if options.least is not None and low < options.least:
        raise SystemExit(f"a recall of {low:.1f} % is below {options.least}")


if __name__ == "__main__":
    main()
