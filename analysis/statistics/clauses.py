"""Points: what one telling says, clause by clause, each with the act that it does."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.diplomacy.themes import THEMES, find_themes
from analysis.language.countries import countries_in
from analysis.statistics.masking import content, name_stems

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

# A trailing conjunction belongs to the point behind it.
_TAIL = re.compile(
    r"[\s,;:\"\u201c\u201d]*(?:\b(?:and|but|while|as well as|also|as|the|we|to|as we \w+ to)\b[\s,;:]*(?:\b(?:also|she|he|they|the \w+)\b\s*)?)*$",
    re.I,
)
# What stands between two points, up to four words before the cue of the second.
_BREAK = re.compile(r"(?:[,;:]|\b(?:and|but|while|as|also|that))\s+(?:\S+\s+){0,4}\Z")
# Where one act has several objects: "urged A, and to do B, as well as C".
_JOINT = re.compile(
    r";\s+|,?\s+as well as\s+|,\s+while\s+|,\s+but\s+(?=also\b)|,?\s+and(?:\s+also)?\s+(?=(?:to|that|the (?:need|importance|imperative))\b)"
    r"|,\s+(?:and\s+)?(?=\w+ing\b)|,\s+(?=including\b)",
)
# That there was an exchange is no point; what it was about is.
_EXCHANGE = re.compile(r"(?:spoke|spoken|met|talked|called|held|had|joined|convened|hosted|phoned|received)\b", re.I)
_ABOUT = re.compile(r"\b(?:to (?!(?:the|a|his|her|its|their)\b)|about |regarding |concerning |in which )")
# A piece with fewer words of content is no point of its own.
_LEAST = 2
# Whoever is named behind a closing mark is not part of the point.
_QUOTED = re.compile(r"[,.]?[\"\u201d].*\Z", re.S)


@dataclass(frozen=True, slots=True)
class Point:
    """A clause of a telling.

    ``act`` and ``tone`` are None and NaN where no act is found in it; ``own`` is false for what only serves to be compared
    with: the counterpart's acts, and clauses that are denied. ``terms`` are what two points are compared by: the stems of its
    words without names and the template of readouts, and behind a mark its act (``@``), themes (``#``) and the countries that it
    names (``=``), the party whose telling it is being ``=own`` besides.
    """

    sentence_id: str
    text: str
    act: str | None
    tone: float
    themes: tuple[str, ...]
    terms: frozenset[str]
    own: bool


def points(reading: Reading, sentences: pd.DataFrame) -> list[Point]:
    """Return the points of some sentences of a reading, in order."""
    names = name_stems(reading)
    acts: dict[str, list[dict[Hashable, Any]]] = defaultdict(list)
    kept = reading.acts[reading.acts["sentence_id"].isin(sentences["sentence_id"])]
    for act in kept.sort_values("start", kind="stable").to_dict("records"):
        acts[act["sentence_id"]].append(act)
    out: list[Point] = []
    for sentence in sentences.to_dict("records"):
        if sentence["text"].rstrip(' "\u201d').endswith("?"):
            continue
        for one, words, bare in _clauses(sentence, acts[sentence["sentence_id"]]):
            left = content(words) - names
            if one is not None and one["cue"]:
                left -= content(one["cue"].split()[0])  # the act has a column of its own
            if left:
                out.append(_point(sentence, one, words, left, bare, reading.parties))
    return out


def _clauses(
    sentence: Mapping[Hashable, Any], acts: list[dict[Hashable, Any]]
) -> Iterator[tuple[dict[Hashable, Any] | None, str, bool]]:
    """Yield the acts of a sentence with their words, cut where one act has several objects; true: a bare exchange."""
    text, base = sentence["text"], sentence["start"]
    starts: list[dict[Hashable, Any]] = []
    for act in acts:  # "appreciation for his commitment" is one point, "thanked him and urged her" are two
        last = starts[-1] if starts else None
        if last is None or (
            act["start"] > last["start"]
            and (_EXCHANGE.match(last["cue"]) or _BREAK.search(text, last["end"] - base, act["start"] - base))
        ):
            starts.append(act)
    if not starts:
        yield None, _trimmed(text), False
    ends = [*(act["start"] for act in starts[1:]), sentence["end"]]
    for act, end in zip(starts, ends, strict=False):
        words = _QUOTED.sub("", text[act["start"] - base : end - base])
        if _EXCHANGE.match(act["cue"]):
            about = _ABOUT.search(words)
            if about is None:
                yield act, _trimmed(words), True
                continue
            words = words[about.end() :]
        pending = ""
        for piece in _pieces(words):
            pending += piece
            if len(content(pending)) >= _LEAST:
                yield act, _trimmed(pending), False
                pending = ""
        if content(pending) or (pending and pending == words):
            yield act, _trimmed(pending), False


def _pieces(words: str) -> Iterator[str]:
    low = 0
    for joint in _JOINT.finditer(words):
        yield words[low : joint.start()] + " "
        low = joint.end()
    yield words[low:]


def _trimmed(words: str) -> str:
    return _TAIL.sub("", words).strip(' ."\u201d')


def _point(
    sentence: Mapping[Hashable, Any],
    act: Mapping[Hashable, Any] | None,
    words: str,
    left: frozenset[str],
    bare: bool,
    sides: list[str],
) -> Point:
    """A point; of the sentence's themes those that its words tell, or all where it is the whole sentence."""
    themes = set(sentence["themes"].split("; ")) if isinstance(sentence["themes"], str) else set()
    if len(words) + 2 < len(sentence["text"]):
        themes &= set(find_themes(words, sides))
    tone = float(act["tone"]) if act is not None else math.nan
    own = not bare and (act is None or (not math.isnan(tone) and act["modality"] != "negated"))
    named = {country for _, _, country in countries_in(words)} - {"United States"}
    terms = {*left, *(f"#{theme}" for theme in themes), *(f"={country}" for country in named)}
    if sentence["party"] in named:
        terms.add("=own")
    if act is not None:
        terms.add(f"@{act['act']}")
    return Point(
        sentence["sentence_id"],
        words,
        act["act"] if act is not None else None,
        tone,
        tuple(one for one in THEMES if one in themes),
        frozenset(terms),
        own,
    )
