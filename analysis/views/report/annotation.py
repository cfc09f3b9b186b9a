"""Articles with their marks: the pieces of each sentence, with the quotations, cues and acts that run over them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

Row = dict[Any, Any]


def anchor_names(sentence_ids: Sequence[str]) -> dict[str, str]:
    """Return for each sentence a name that can be an element's id and a link's fragment as it is.

    Examples
    --------
    >>> anchor_names(["a.s001", "b c.s001", "b-c.s001"])
    {'a.s001': 'a.s001', 'b c.s001': 'b-c.s001', 'b-c.s001': 'b-c.s001-2'}
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for key in dict.fromkeys(sentence_ids):
        base = name = re.sub(r"[^A-Za-z0-9_.-]+", "-", key)
        number = 1
        while name in taken:
            number += 1
            name = f"{base}-{number}"
        taken.add(name)
        names[key] = name
    return names


def annotate(reading: Reading, article_ids: set[str], anchors: Mapping[str, str]) -> dict[str, list[list[Row]]]:
    """Return article_id -> paragraphs -> sentences, each with the pieces its text falls into.

    A piece is a stretch of text over which the same quotations, cues and acts run, so spans that nest or overlap need
    no nested elements: ``text``, ``classes``, ``title`` (who speaks for whom), ``first`` (begins a quotation here).
    """
    marks: dict[str, list[tuple[int, int, str, Row]]] = defaultdict(list)
    quotations = {row["quotation_id"]: row for row in reading.quotations.to_dict("records")}
    for span in reading.spans.to_dict("records"):
        if quotation := quotations.get(span["quotation_id"]):
            marks[quotation["article_id"]].append((span["start"], span["end"], span["role"], quotation))
    for act in reading.acts.drop_duplicates(["article_id", "start", "end", "act"]).to_dict("records"):
        marks[act["article_id"]].append((act["start"], act["end"], "act", act))
    out: dict[str, list[list[Row]]] = {}
    for article_id, part in reading.sentences.groupby("article_id", sort=False):
        key = str(article_id)
        if key in article_ids:
            out[key] = _paragraphs(part, marks[key], reading.texts.get(key), anchors)
    return out


def _paragraphs(
    sentences: pd.DataFrame, marks: list[tuple[int, int, str, Row]], text: str | None, anchors: Mapping[str, str]
) -> list[list[Row]]:
    paragraphs: list[list[Row]] = []
    before: object = None
    for row in sentences.sort_values("position").to_dict("records"):
        start, end = row["start"], row["end"]
        # Without the text, or with one that the offsets do not fit, the sentence stands unmarked.
        fits = text is not None and text[start:end] == row["text"]
        near = [mark for mark in marks if mark[0] < end and mark[1] > start] if fits else []
        sentence = {
            "anchor": anchors[row["sentence_id"]], "sentence_id": row["sentence_id"], "number": row["position"] + 1,
            "party": _or(row["party"], "neither"), "voice": _or(row["voice"], ""), "act": _or(row["act"], "").lower(),
            "tone": None if row["tone"] != row["tone"] else float(row["tone"]),
            "pieces": _pieces(row["text"], start, near),
        }  # fmt: skip
        if not paragraphs or row["paragraph"] != before:
            paragraphs.append([])
        before = row["paragraph"]
        paragraphs[-1].append(sentence)
    return paragraphs


def _pieces(text: str, start: int, marks: list[tuple[int, int, str, Row]]) -> list[Row]:
    end = start + len(text)
    cuts = sorted({start, end, *(min(max(at, start), end) for low, high, _, _ in marks for at in (low, high))})
    pieces: list[Row] = []
    begun: set[str] = set()
    for low, high in pairwise(cuts):
        over = [mark for mark in marks if mark[0] <= low and mark[1] >= high]
        # The outermost quotation first, so that a title reads from the outside in.
        quoted = [row for _, _, role, row in sorted(over, key=lambda mark: mark[0] - mark[1]) if role == "content"]
        acts = [row for _, _, role, row in over if role == "act"]
        roles = {role for _, _, role, _ in over}
        classes = [f"q {row['kind']}" for row in quoted[-1:]] + ["nested"] * (len(quoted) > 1)
        classes += [role for role in ("source", "cue", "act") if role in roles]
        titles = [f"{row['kind']} quotation: {_or(row['speaker'], 'unknown speaker')}{_behalf(row)}" for row in quoted]
        titles += [f"act: {row['act'].lower()}" for row in acts]
        new = {row["quotation_id"] for row in quoted} - begun
        begun |= new
        pieces.append({"text": text[low - start : high - start], "classes": " ".join(classes),
                       "title": "; ".join(dict.fromkeys(titles)), "first": bool(new)})  # fmt: skip
    return pieces


def _behalf(row: Row) -> str:
    principal = _or(row["principal"], "an unknown principal")
    return ", in own name" if principal == row["speaker"] else f", for {principal.replace('; ', ' and ')}"


def _or(value: object, default: str) -> str:
    return value if isinstance(value, str) else default
