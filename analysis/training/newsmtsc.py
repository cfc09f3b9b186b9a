"""NewsMTSC (Hamborg & Donnay 2021): sentences of news with the tone towards targets in them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import PlaceNotFound
from analysis.language.sentences import Span

_POLARITY = {2: 0, 4: 1, 6: 2}


@dataclass(frozen=True, slots=True)
class Target:
    """A sentence, the characters of a target in it, and 0 for a negative, 1 a neutral, 2 a positive tone."""

    group: str
    text: str
    span: Span
    tone: int


def targets(folder: Path, split: str) -> list[Target]:
    """Return the targets of ``train`` or ``devtest_mt``, one each; ``group`` names the sentence.

    Raises
    ------
    PlaceNotFound
        If the file is missing.
    """
    file = folder / f"{split}.jsonl"
    if not file.is_file():
        raise PlaceNotFound("data", "a folder with train.jsonl and devtest_mt.jsonl of NewsMTSC", file)
    return list(_read(file))


def _read(file: Path) -> Iterator[Target]:
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for one in row["targets"]:
                span = (one["from"], one["to"])
                yield Target(row["primary_gid"], row["sentence_normalized"], span, _POLARITY[int(one["polarity"])])
