"""What stands in one side's telling and is not found in the other's."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError
from analysis.language.countries import countries_in
from analysis.language.stems import stems
from analysis.reading import columns
from analysis.statistics.units import restating

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

COLUMNS = {
    "party": "str", "sentence_id": "str", "text": "str", "act": "str", "themes": "str", "status": "str",
    "nearest_sentence_id": "str", "nearest_text": "str", "nearest_act": "str", "similarity": "float64",
}  # fmt: skip
# Words of every readout, which say nothing about what one of them said.
_TEMPLATE = frozenset(
    "state stated told statement press release readout secretary president minister prime foreign spokesperson "
    "spokesman mrs united states including regarding separate conversation conversations call calls meeting meetings "
    "talks discussion discussions phone telephone today yesterday effort efforts importance opportunity opportunities "
    "need appreciation commitment especially particularly recent other each well during concerning toward towards "
    "additionally similarly".split()
)
# A trailing conjunction belongs to the point behind it.
_TAIL = re.compile(
    r"[\s,;:\"\u201c\u201d]*(?:\b(?:and|but|while|as well as|also|as|the|we|to|as we \w+ to)\b[\s,;:]*(?:\b(?:also|she|he|they|the \w+)\b\s*)?)*$",
    re.I,
)
# What stands between two points, up to four words before the cue of the second.
_BREAK = re.compile(r"(?:[,;:]|\b(?:and|but|while|as|also|that))\s+(?:\S+\s+){0,4}\Z")
# Whoever is named behind a closing mark is not part of the point.
_QUOTED = re.compile(r"[,.]?[\"\u201d].*\Z", re.S)
# Points at least this alike are one, those below the second figure are not; in between nobody can tell.
_SHARED, _ABSENT = 0.15, 0.05


@dataclass(frozen=True, slots=True)
class _Point:
    sentence_id: str
    article_id: str
    text: str
    act: str
    tone: float
    stems: frozenset[str]


def omissions(reading: Reading, between: tuple[str, str] | None = None) -> pd.DataFrame:
    """Return the points of each of two sides with what is nearest to them on the other side.

    A *point* is an act with the words behind it, up to the next clause of the sentence with an act. Points of a sentence that only
    paraphrases a quotation of the same article are left out: the quotation has them. Two points are alike by the
    cosine of their stems weighted by inverse frequency, names and titles left out. In an article about both sides
    each point is compared with that article's other side, else with all points of the other side.

    Parameters
    ----------
    reading : Reading
    between : (str, str), optional
        Two parties; needed where the reading has more than two.

    Returns
    -------
    pandas.DataFrame
        One row a point: party, sentence_id, text, act, themes, status, nearest_sentence_id, nearest_text,
        nearest_act, similarity in [0, 1]. ``status`` says how the point stands on the other side: ``"absent"``,
        ``"weaker"``, ``"stronger"``, ``"shared"``, or ``"uncertain"``. "Absent" means that it was not found in the
        other side's telling; it says nothing about what was said in the room.

    Raises
    ------
    InputError
        If ``between`` names something else than two of the reading's parties, or is missing where there are more.

    Examples
    --------
    >>> import analysis
    >>> text = "Blinken thanked Pashinyan for the truce. He urged Aliyev to release all detainees."
    >>> table = omissions(analysis.analyze(analysis.Article.from_text(text), parties="armenia-azerbaijan"))
    >>> table[["party", "act", "status"]].values.tolist()
    [['Armenia', 'PRAISE', 'absent'], ['Azerbaijan', 'APPEAL', 'absent']]
    """
    names = _between(reading, between)
    points = {name: _points(reading, name) for name in names}
    rarity = _rarity([point.stems for side in points.values() for point in side])
    rows: list[dict[str, Any]] = []
    for name, other in ((names[0], names[1]), (names[1], names[0])) if len(names) == 2 else ():
        at_home: dict[str, list[_Point]] = defaultdict(list)
        for point in points[other]:
            at_home[point.article_id].append(point)
        for point in points[name]:
            others = at_home.get(point.article_id) or points[other]
            nearest = max(others, key=lambda one: _cosine(point.stems, one.stems, rarity), default=None)
            similarity = _cosine(point.stems, nearest.stems, rarity) if nearest else 0.0
            found = nearest if nearest is not None and similarity > 0 else None
            rows.append({
                "party": name, "sentence_id": point.sentence_id, "text": point.text, "act": point.act, "themes": None,
                "status": _status(point, found, similarity), "nearest_sentence_id": found.sentence_id if found else None,
                "nearest_text": found.text if found else None, "nearest_act": found.act if found else None,
                "similarity": similarity,
            })  # fmt: skip
    return columns(rows, COLUMNS)


def _between(reading: Reading, between: tuple[str, str] | None) -> list[str]:
    names = reading.parties
    if between is None:
        if len(names) > 2:
            raise InputError("between", f"two of {', '.join(names)}", "None")
        return names
    chosen = list(between)
    if len(set(chosen)) != 2 or not set(chosen) <= set(names):
        raise InputError("between", f"two of {', '.join(names)}", repr(between))
    return chosen


def _points(reading: Reading, party: str) -> list[_Point]:
    """The points of a side in order; where the words behind two cues say the same, once."""
    acts, again = reading.acts, restating(reading)
    sentences = reading.sentences[(reading.sentences["party"] == party) & ~reading.sentences["sentence_id"].isin(again)]
    cues: dict[str, list[dict[Hashable, Any]]] = defaultdict(list)
    for act in acts.sort_values("start", kind="stable").to_dict("records"):
        cues[act["sentence_id"]].append(act)
    names = _name_stems(reading)
    out = []
    for sentence in sentences.to_dict("records"):
        # One row an act, whatever its contacts.
        mine = {act["start"]: act for act in cues[sentence["sentence_id"]] if not math.isnan(act["tone"])}
        starts: list[int] = []
        for start in sorted(
            mine
        ):  # "appreciation for his commitment" is one point, "thanked him and urged her" are two
            if not starts or _BREAK.search(
                sentence["text"], mine[starts[-1]]["end"] - sentence["start"], start - sentence["start"]
            ):
                starts.append(start)
        for start, end in zip(starts, [*starts[1:], sentence["end"]], strict=bool(starts)):
            act = mine[start]
            words = sentence["text"][start - sentence["start"] : end - sentence["start"]]
            words = _TAIL.sub("", _QUOTED.sub("", words)).strip(' ."\u201d')
            left = _stems(words) - names - _stems(act["cue"].split()[0])  # the act has a column of its own
            if left:
                out.append(
                    _Point(
                        sentence["sentence_id"],
                        sentence["article_id"],
                        words,
                        act["act"],
                        act["tone"],
                        left,
                    )
                )
    return out


def _name_stems(reading: Reading) -> frozenset[str]:
    """Stems of the parties' names and leaders, which say nothing about what was said."""
    words = []
    for party in reading.manifest.get("parties", ()):
        words += [party["name"], *party["demonyms"], *party["places"], *(one["name"] for one in party["leaders"])]
    words += reading.contacts["official"].dropna().tolist()
    words += reading.speakers["speaker"].dropna().tolist()
    return frozenset().union(*(_stems(word) for word in words)) if words else frozenset()


def _stems(text: str) -> frozenset[str]:
    """Stems of a text without countries and the words of the template."""
    for start, end, _ in reversed(countries_in(text)):
        text = text[:start] + " " + text[end:]
    return stems(text, _TEMPLATE)


def _rarity(points: Sequence[frozenset[str]]) -> Mapping[str, float]:
    counts = Counter(stem for stems in points for stem in stems)
    return {stem: math.log(1 + len(points) / count) for stem, count in counts.items()}


def _cosine(one: frozenset[str], two: frozenset[str], rarity: Mapping[str, float]) -> float:
    length = math.sqrt(sum(rarity[stem] ** 2 for stem in one)) * math.sqrt(sum(rarity[stem] ** 2 for stem in two))
    return sum(rarity[stem] ** 2 for stem in one & two) / length if length else 0.0


def _status(point: _Point, nearest: _Point | None, similarity: float) -> str:
    if nearest is None or similarity < _ABSENT:
        return "absent"
    if similarity < _SHARED:
        return "uncertain"
    if nearest.tone == point.tone:
        return "shared"
    return "weaker" if nearest.tone < point.tone else "stronger"
