"""What a report says, as a plain dict: the only place of the views that calls the statistics."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from analysis.statistics.units import counted, counted_acts, restating
from analysis.views.charts import (
    LADDER,
    acts_by_party,
    party_colours,
    short,
    signed,
    tone_along,
    tone_by_party,
    who_speaks,
)

if TYPE_CHECKING:
    import pandas as pd

    from analysis.reading import Reading

# A browser searches this many rows without delay; all of them stand in the saved tables.
EVIDENCE_ROWS = 2_000
ALIGNED_ROWS = 500
ARTICLES = 100
_ENOUGH = 3
_NAME = 60  # what a name may take of a sentence
# The cold rungs of the ladder, as things that can be found.
_COLD = {
    "CONDEMN": "condemnation",
    "WARN": "a warning",
    "REJECT": "a refusal",
    "CONCERN": "concern",
    "APPEAL": "an appeal",
}
_KIND = {"call": "call with", "video call": "video call with", "meeting": "meeting with", "statement": "statement on",
         "preview": "announced contact with"}  # fmt: skip


def summarise(reading: Reading) -> dict[str, Any]:
    """Return everything the report shows, as plain values that JSON can hold.

    Returns
    -------
    dict
        ``title``, ``byline``, ``finding`` and ``limits`` (sentences), ``parties`` (name, colour), ``charts`` (id,
        title, how_to_read, note, table, figure), ``one_side`` (what stands with one party only), ``evidence``,
        ``contacts`` and ``speakers`` (columns, rows), ``articles`` (what is known of each), ``manifest``.

    Examples
    --------
    >>> import analysis
    >>> article = analysis.Article.from_text("Blinken thanked Aliyev.", title="A call")
    >>> summary = summarise(analysis.analyze(article, "armenia-azerbaijan"))
    >>> summary["title"], [chart["id"] for chart in summary["charts"]]
    ('A call', ['chart-acts', 'chart-tone', 'chart-along', 'chart-speakers'])
    """
    return {
        "title": _title(reading), "byline": _byline(reading), "finding": finding(reading), "limits": limits(reading),
        "parties": [{"name": name, "colour": colour} for name, colour in party_colours(reading).items()],
        "charts": [_chart(name, draw(reading)) for name, draw in (
            ("chart-acts", acts_by_party), ("chart-tone", tone_by_party), ("chart-along", tone_along),
            ("chart-speakers", who_speaks))],
        "one_side": _one_side(reading), "evidence": _evidence(reading), "contacts": _contacts(reading),
        "speakers": _speakers(reading), "articles": _articles(reading), "manifest": json.loads(json.dumps(
            dict(reading.manifest), default=str)),
    }  # fmt: skip


def finding(reading: Reading) -> list[str]:
    """Return the finding in three sentences: who told what to whom, acts and tone a side, and how far it carries.

    Each gives the number of what it counts.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> finding(reading)[1]
    'On a scale from −1 to +1 the mean tone is +1.00 towards Azerbaijan (n = 1 sentence, most often praise: 1 of 1 act);
    nothing is told of Armenia alone.'
    """
    if reading.sentences.empty:
        return ["No sentence could be read, so there is nothing to tell (n = 0).",
                "There are no acts and there is no tone (n = 0 sentences).",
                "An empty reading says nothing about either side."]  # fmt: skip
    return [_who(reading), _what(reading), _how_far(reading)]


def limits(reading: Reading) -> list[str]:
    """Return what a reader must know before using the numbers, one paragraph each."""
    quotations, n = reading.quotations, len(reading.quotations)
    unknown = int(quotations["speaker"].isna().sum()), int(quotations["principal"].isna().sum())
    again = len(restating(reading))
    warned = reading.articles[reading.articles["warnings"].notna()]
    out = [
        "A readout is one government's edited account. It shows what an office chose to publish about a conversation, "
        "not what was said in the room; news about a readout is a retelling of it.",
        _how_far(reading) + " Sentences of one text depend on one another; the unit of every comparison is the contact as one "
        "text tells it.",
        "Tone is the stance of the official towards the counterpart: +1 for firm support, praise or thanks, −1 for "
        "condemning, warning or rejecting, 0 where no stance is taken. A grave topic such as war or suffering is not a cold "
        "tone, and blame for a third party is not blame for the counterpart.",
        "Quotations, speakers, sides, acts and tone were labelled by the rules of this program, not by a person, and no "
        "person has checked them here. Every label stands beside its sentence, so that it can be checked.",
        "\u201cNot found\u201d means that no sentence like it was found in the other side's part of the text, by the likeness of "
        "its words. Another wording can be missed.",
        f"The speaker is unknown in {unknown[0]:,} and the principal in {unknown[1]:,} of {n:,} quotations. "
        f"{_count(again, 'sentence')} only restate{'s' if again == 1 else ''} a quotation of the same article and "
        f"{'is' if again == 1 else 'are'} not counted a second time.",
    ]  # fmt: skip
    if len(warned):
        shown = [f"{row['title'] if isinstance(row['title'], str) else row['article_id']}: {row['warnings']}"
                 for row in warned.head(20).to_dict("records")]  # fmt: skip
        more = f" and {len(warned) - 20:,} more" if len(warned) > 20 else ""
        out.append(f"Read with a warning: {'; '.join(shown)}{more}.")
    return out


def _who(reading: Reading) -> str:
    """Who was in contact with whom, and whose words tell it."""
    contacts = reading.contacts[reading.contacts["party"].isin([*reading.parties, "both"])]
    about = set(contacts["article_id"]) or set(reading.articles["article_id"])
    quotations = reading.quotations[reading.quotations["article_id"].isin(about)]
    again = quotations["restates"].isin(quotations["quotation_id"])
    kept = quotations[~again]
    kinds = Counter(kept["kind"])
    told = _and(f"{kinds[kind]} {kind}" for kind in ("direct", "mixed", "indirect") if kinds[kind])
    said = f"{told} quotation{'' if len(kept) == 1 else 's'}" if told else "no quotation"
    tail = f"n = {len(kept)}" + (
        f", {int(again.sum())} more restate{'s' if again.sum() == 1 else ''} these" if again.any() else ""
    )
    speakers = Counter(kept["speaker"].dropna()).most_common(1)
    if speakers:
        tail += f"; {speakers[0][1]} of {len(kept)} in the words of {short(speakers[0][0], _NAME)}"
    where = "one article tells" if len(about) == 1 else f"{len(about):,} articles tell"
    others = len(reading.articles) - len(about)
    rest = f" {_count(others, 'more article')} {'is' if others == 1 else 'are'} about neither side." if others else ""
    if contacts.empty:
        what = f"of {_and(reading.parties) or 'no party'}, without naming a contact,"
    elif len(contacts) <= 3:
        rows = contacts.to_dict("records")
        officials = list(
            dict.fromkeys(short(row["official"], _NAME) for row in rows if isinstance(row["official"], str))
        )
        what = f"of {_own(_and(officials))} " if officials else "of a "
        what += _and(f"{_KIND.get(row['kind'], 'contact with')} {_counterpart(row)}" for row in rows)
    else:
        by = Counter(contacts["party"])
        what = f"of {len(contacts):,} contacts ({', '.join(f'{name} {n}' for name, n in by.items())})"
    return f"{where[0].upper()}{where[1:]} {what} in {said} ({tail}).{rest}"


def _counterpart(row: dict[Any, Any]) -> str:
    if not isinstance(row["counterparts"], str):
        return short(str(row["party"]), _NAME)
    return f"{_and(short(one, _NAME) for one in row['counterparts'].split('; '))} ({short(row['party'], _NAME)})"


def _what(reading: Reading) -> str:
    """Tone and acts towards each side."""
    sentences, acts = counted(reading), counted_acts(reading)
    parts: list[str] = []
    missing: list[str] = []
    present: dict[str, set[str]] = {}
    for name in reading.parties:
        part = sentences[(sentences["party"] == name) & sentences["tone"].notna()]
        if part.empty:
            missing.append(name)
            continue
        mine = Counter(acts.loc[acts["party"] == name, "act"])
        present[name] = set(mine)
        units = part["unit"].nunique()
        mean = part.groupby("unit")["tone"].mean().mean() if units >= _ENOUGH else part["tone"].mean()
        often = _often(mine)
        parts.append(f"{signed(mean)} towards {short(name, _NAME)} (n = {_count(len(part), 'sentence')}{often})")  # fmt: skip
    if not parts:
        return "No sentence stands in one side's conversation alone, so acts and tone cannot be told apart (n = 0)."
    text = f"On a scale from −1 to +1 the mean tone is {_and(parts)}"
    if missing:
        text += f"; nothing is told of {_and(missing)} alone"
    # Cold acts are rare and the most telling: say where they stand on one side only.
    for name, here in present.items():
        others = set().union(*(acts for other, acts in present.items() if other != name))
        cold = [noun for act, noun in _COLD.items() if act in here - others]
        if cold and len(present) > 1:
            text += f"; {_and(cold)} {'is' if len(cold) == 1 else 'are'} found in {_own(short(name, _NAME))} part alone"
    return f"{text}."


def _often(acts: Counter[str]) -> str:
    """The number of acts, and the most frequent one if there is one."""
    if not acts:
        return ""
    total, top = _count(sum(acts.values()), "act"), acts.most_common(2)
    if len(top) > 1 and top[0][1] == top[1][1]:
        return f", {total}"
    return f", most often {top[0][0].lower()}: {top[0][1]} of {total}"


def _how_far(reading: Reading) -> str:
    """What the number of tellings allows to say."""
    sentences = counted(reading)
    tellings = {name: int(sentences.loc[sentences["party"] == name, "unit"].nunique()) for name in reading.parties}
    each = ", ".join(f"{short(name, _NAME)} {n}" for name, n in tellings.items())
    if len(reading.articles) == 1:
        return f"One article is too few to tell chance from difference (tellings: {each}): read this as a description."
    if min(tellings.values(), default=0) < _ENOUGH:
        return f"Fewer than three tellings on a side are too few to tell chance from difference (tellings: {each})."
    return f"The numbers describe these texts (tellings: {each}); the intervals are drawn over tellings, and no test was made."


def _one_side(reading: Reading) -> dict[str, Any]:
    """Points by party that were not found with the other, and the whole alignment."""
    from analysis.statistics.alignment import omissions

    names = reading.parties[:2]
    if len(names) < 2:
        return {"sides": [], "table": [], "total": 0, "note": "There are no two sides to compare."}
    rows = [_plain(row) for row in omissions(reading, between=(names[0], names[1])).to_dict("records")]
    sides = [
        {"party": name, "other": other, "heading": f"Stands in {_own(name)} part, not found in {_own(other)}",
         "points": [row for row in rows if row["party"] == name and row["status"] == "absent"][:ALIGNED_ROWS],
         "compared": sum(row["party"] == name for row in rows)}
        for name, other in (names, names[::-1])
    ]  # fmt: skip
    note = (
        ""
        if len(reading.parties) == 2
        else f"Compared are {_and(names)}, the first two of {len(reading.parties)} parties."
    )
    return {"sides": sides, "table": rows[:ALIGNED_ROWS], "total": len(rows), "note": note}


def _evidence(reading: Reading) -> dict[str, Any]:
    columns = ["sentence_id", "position", "party", "voice", "speaker", "principal", "act", "tone", "text", "article_id"]
    table = reading.sentences[columns]
    rows = [_plain(row) for row in table.head(EVIDENCE_ROWS).to_dict("records")]
    # In one article the title says nothing; among several it tells where a sentence stands.
    titles = reading.articles.set_index("article_id")["title"].dropna().to_dict() if len(reading.articles) > 1 else {}
    for row in rows:
        row["article"] = titles.get(row["article_id"])
    choices = {name: [str(value) for value in table[name].dropna().unique()] for name in ("voice", "act", "speaker")}
    choices["party"] = [name for name in party_colours(reading) if (table["party"] == name).any()]
    choices["act"].sort(key=lambda act: LADDER.index(act) if act in LADDER else len(LADDER))
    return {"rows": rows, "total": len(table), "shown": len(rows), "choices": choices}


def _contacts(reading: Reading) -> dict[str, Any]:
    head = {
        "official": "official",
        "counterparts": "counterparts",
        "party": "side",
        "kind": "kind",
        "start_date": "date",
    }
    return _table(reading.contacts, head)


def _speakers(reading: Reading) -> dict[str, Any]:
    head = {"speaker": "name", "role": "role", "affiliation": "affiliation", "n_quotations": "quotations spoken",
            "n_relayed": "quotations relayed by others", "mean_tone": "mean tone"}  # fmt: skip
    return _table(reading.speakers, head)


def _table(table: pd.DataFrame, head: dict[str, str]) -> dict[str, Any]:
    rows = [_plain(row) for row in table[list(head)].head(EVIDENCE_ROWS).to_dict("records")]
    shown = [
        [signed(row[key]) if key == "mean_tone" else "–" if row[key] is None else row[key] for key in head]
        for row in rows
    ]
    return {"columns": list(head.values()), "rows": shown, "total": len(table)}


def _articles(reading: Reading) -> list[dict[str, Any]]:
    keys = [
        "article_id",
        "title",
        "published",
        "outlet",
        "url",
        "genre",
        "issuer",
        "language",
        "n_words",
        "duplicate_of",
    ]
    return [_plain(row) for row in reading.articles[keys].head(ARTICLES).to_dict("records")]


def _chart(name: str, figure: Any) -> dict[str, Any]:
    plain = json.loads(figure.to_json())
    # Title and table stand in the page as HTML, where they wrap and can be copied.
    meta = plain["layout"].pop("meta")
    plain["layout"].pop("title", None)
    plain["layout"]["margin"]["t"] = 8
    return {"id": name, **meta, "figure": plain}


def _title(reading: Reading) -> str:
    titles = reading.articles["title"].dropna()
    if len(reading.articles) == 1 and len(titles):
        return str(titles.iloc[0])
    return f"{_count(len(reading.articles), 'article')} on {_and(reading.parties) or 'no party'}"


def _byline(reading: Reading) -> str:
    articles = reading.articles
    if len(articles) == 1:
        row = _plain(articles.iloc[0].to_dict())
        facts = [row["outlet"], row["published"] or "no date given", row["genre"]]
        return ", ".join(str(fact).replace("_", " ") for fact in facts if fact)
    dates = articles["published"].dropna()
    genres = Counter(articles["genre"].dropna())
    span = [f"{dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}"] if len(dates) else ["no dates given"]
    kinds = ", ".join(f"{genre.replace('_', ' ')} {n:,}" for genre, n in genres.most_common(4))
    return "; ".join([*span, *([f"by genre: {kinds}"] if kinds else [])])


def _plain(row: dict[Any, Any]) -> dict[str, Any]:
    """A row without pandas: missing values are None, dates ISO, numbers Python's."""
    import pandas as pd

    out: dict[str, Any] = {}
    for key, value in row.items():
        if value is None or pd.isna(value):
            out[str(key)] = None
        elif isinstance(value, pd.Timestamp):
            out[str(key)] = f"{value:%Y-%m-%d}"
        else:
            out[str(key)] = value.item() if hasattr(value, "item") else value
    return out


def _and(words: Iterable[str]) -> str:
    listed: Sequence[str] = list(words)
    return listed[0] if len(listed) == 1 else " and ".join([", ".join(listed[:-1]), listed[-1]]) if listed else ""


def _own(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
