"""The finding in sentences, and what a reader must know before using it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from analysis.statistics.comparison import compare
from analysis.statistics.units import counted, counted_acts, restating
from analysis.views.charts.style import ENOUGH, count, short, signed

if TYPE_CHECKING:
    from analysis.reading import Reading

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


def finding(reading: Reading) -> list[str]:
    """Return the finding in three sentences: who told what to whom, acts and tone a side, and how far it carries.

    Each gives the number of what it counts.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> finding(reading)[1]
    'On a scale from −1 to +1 the mean tone is +0.96 towards Azerbaijan (n = 1 sentence, most often praise: 1 of 1 act);
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
        "Sentences of one text depend on one another. The unit of every comparison is therefore the contact as one text tells it, "
        "and the number of sentences says nothing about how sure a difference is.",
        "Tone is the stance of the official towards the counterpart: +1 for firm support, praise or thanks, −1 for "
        "condemning, warning or rejecting, 0 where no stance is taken. A grave topic such as war or suffering is not a cold "
        "tone, and blame for a third party is not blame for the counterpart.",
        "Quotations, speakers, sides, acts and tone were labelled by the rules and the bundled models of this program, not by a person, "
        "and no person has checked them here. Every label stands beside its sentence, so that it can be checked.",
        "\u201cNot found\u201d means that no sentence like it was found in the other side's part of the text, by the likeness of "
        "its words. Another wording can be missed.",
        f"The speaker is unknown in {unknown[0]:,} and the principal in {unknown[1]:,} of {n:,} quotations. "
        f"{count(again, 'sentence')} only restate{'s' if again == 1 else ''} a quotation of the same article and "
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
    repeats = set(reading.articles.loc[reading.articles["duplicate_of"].notna(), "article_id"])
    unread = set(reading.articles.loc[reading.articles["n_sentences"].fillna(0) == 0, "article_id"])
    first = ~reading.contacts["article_id"].isin(repeats)
    contacts = reading.contacts[reading.contacts["party"].isin([*reading.parties, "both"]) & first]
    about = set(contacts["article_id"]) or set(reading.articles["article_id"]) - repeats - unread
    quotations = reading.quotations[reading.quotations["article_id"].isin(about)]
    again = quotations["restates"].isin(quotations["quotation_id"])
    kept = quotations[~again]
    kinds = Counter(kept["kind"])
    told = listed(f"{kinds[kind]} {kind}" for kind in ("direct", "mixed", "indirect") if kinds[kind])
    said = f"{told} quotation{'' if len(kept) == 1 else 's'}" if told else "no quotation"
    tail = f"n = {len(kept)}" + (
        f", {int(again.sum())} more restate{'s' if again.sum() == 1 else ''} these" if again.any() else ""
    )
    speakers = Counter(kept["speaker"].dropna()).most_common(1)
    if speakers:
        tail += f"; {speakers[0][1]} of {len(kept)} in the words of {short(speakers[0][0], _NAME)}"
    where = "one article tells" if len(about) == 1 else f"{len(about):,} articles tell"
    others = len(set(reading.articles["article_id"]) - about - repeats - unread)
    rest = f" {count(others, 'more article')} {'is' if others == 1 else 'are'} about neither side." if others else ""
    rest += (
        f" {count(len(repeats), 'more article')} repeat{'s' if len(repeats) == 1 else ''} one of these."
        if repeats
        else ""
    )
    rest += f" {count(len(unread), 'more article')} could not be read: the warnings below say why." if unread else ""
    if contacts.empty:
        what = f"of {listed(reading.parties) or 'no party'}, without naming a contact,"
    elif len(contacts) <= 3:
        rows = contacts.to_dict("records")
        officials = list(
            dict.fromkeys(short(row["official"], _NAME) for row in rows if isinstance(row["official"], str))
        )
        what = f"of {own(listed(officials))} " if officials else "of a "
        what += listed(f"{_KIND.get(row['kind'], 'contact with')} {_counterpart(row)}" for row in rows)
    else:
        by = Counter(contacts["party"])
        what = f"of {len(contacts):,} contacts ({', '.join(f'{name} {n}' for name, n in by.items())})"
    return f"{where[0].upper()}{where[1:]} {what} in {said} ({tail}).{rest}"


def _counterpart(row: dict[Any, Any]) -> str:
    if not isinstance(row["counterparts"], str):
        return short(str(row["party"]), _NAME)
    return f"{listed(short(one, _NAME) for one in row['counterparts'].split('; '))} ({short(row['party'], _NAME)})"


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
        mean = part.groupby("unit")["tone"].mean().mean() if units >= ENOUGH else part["tone"].mean()
        often = _often(mine)
        parts.append(f"{signed(mean)} towards {short(name, _NAME)} (n = {count(len(part), 'sentence')}{often})")  # fmt: skip
    if not parts:
        return "No sentence stands in one side's conversation alone, so acts and tone cannot be told apart (n = 0)."
    text = f"On a scale from −1 to +1 the mean tone is {listed(parts)}"
    if missing:
        text += f"; nothing is told of {listed(missing)} alone"
    # Cold acts are rare and the most telling: say where they stand on one side only.
    for name, here in present.items():
        others = set().union(*(acts for other, acts in present.items() if other != name))
        cold = [noun for act, noun in _COLD.items() if act in here - others]
        if cold and len(present) > 1:
            text += (
                f"; {listed(cold)} {'is' if len(cold) == 1 else 'are'} found in {own(short(name, _NAME))} part alone"
            )
    return f"{text}."


def _often(acts: Counter[str]) -> str:
    """The number of acts, and the most frequent one if there is one."""
    if not acts:
        return ""
    total, top = count(sum(acts.values()), "act"), acts.most_common(2)
    if len(top) > 1 and top[0][1] == top[1][1]:
        return f", {total}"
    return f", most often {top[0][0].lower()}: {top[0][1]} of {total}"


def _how_far(reading: Reading) -> str:
    """What the tellings allow to say of the difference in tone."""
    sentences = counted(reading)
    tellings = {name: int(sentences.loc[sentences["party"] == name, "unit"].nunique()) for name in reading.parties}
    each = "tellings: " + ", ".join(f"{short(name, _NAME)} {n:,}" for name, n in tellings.items())
    if len(reading.articles) == 1:
        return f"One article is too few to tell chance from difference ({each}): read this as a description."
    sides = chief_sides(reading)
    if sides is None:
        return f"With one party there is nothing to compare ({each})."
    row = compare(reading, "tone", between=sides).to_dict("records")[0]
    names = [short(name, _NAME) for name in sides]
    if row["verdict"] == "different":
        ahead, behind = names if row["difference"] > 0 else names[::-1]
        p = "p < 0.001" if row["p"] < 0.001 else f"p = {row['p']:.3f}"
        return (f"The tone towards {ahead} is {abs(row['difference']):.2f} warmer than towards {behind}, more than chance explains "
                f"(95 % interval {_size(row)}, {p}; {each}).")  # fmt: skip
    if row["verdict"] == "no difference shown":
        return (f"No difference in tone is shown between {listed(names)}, which does not prove that there is none "
                f"(95 % interval of {names[0]} less {names[1]} {_size(row, signed_=True)}; {each}).")  # fmt: skip
    if row["verdict"] == "not comparable":
        return f"The tone towards {listed(names)} is not comparable: {row['reason']} ({each})."
    return f"These tellings are too few to tell chance from difference ({each}): read this as a description."


def _size(row: Mapping[Any, Any], signed_: bool = False) -> str:
    """The interval of a difference: of its size, or with its sign."""
    if signed_:
        return f"{signed(row['low'])} to {signed(row['high'])}"
    low, high = sorted((abs(row["low"]), abs(row["high"])))
    return f"{low:.2f} to {high:.2f}"


def chief_sides(reading: Reading) -> tuple[str, str] | None:
    """Return the two parties with the most units, in the order of the parties; None where there are not two.

    Examples
    --------
    >>> import analysis
    >>> reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev."), "armenia-azerbaijan")
    >>> chief_sides(reading)
    ('Armenia', 'Azerbaijan')
    """
    units = counted(reading).groupby("party")["unit"].nunique()
    most = sorted(reading.parties, key=lambda name: -int(units.get(name, 0)))[:2]
    if len(most) < 2:
        return None
    first, second = (name for name in reading.parties if name in most)
    return first, second


def listed(words: Iterable[str]) -> str:
    """Return words as a list in a sentence.

    Examples
    --------
    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    every = list(words)
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def own(name: str) -> str:
    """Return a name in the possessive.

    Examples
    --------
    >>> own("Wales"), own("Chad")
    ("Wales'", "Chad's")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"
