"""The contacts that a text reports: who exchanged with whom, of which side, how and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from analysis.diplomacy.counterparts import is_foreign
from analysis.diplomacy.dates import Days, find_days
from analysis.diplomacy.dating import day_of
from analysis.diplomacy.dealings import find_dealings, find_met, find_official
from analysis.diplomacy.exchanges import (
    AHEAD,
    DONE,
    TOOK_PLACE,
    Exchange,
    Genre,
    Kind,
    find_convened,
    find_told,
    is_group,
)
from analysis.diplomacy.merging import merge
from analysis.diplomacy.parties import Parties
from analysis.diplomacy.titles import find_headed, find_titled
from analysis.language.countries import countries_in
from analysis.language.people import People
from analysis.language.tokens import Tokens

_APART = re.compile(r"\bseparate (?:calls|meetings|conversations)\b|\beach (?:call|meeting|conversation)\b", re.I)
_CALLS = re.compile(r"\b(?:calls|conversations)\b", re.I)
_TRIP = re.compile(r"\b(?:trip|travels?|visit)\b", re.I)
_BY_PHONE = re.compile(
    r"\b(?:(?:phone|telephone|separate|two|both)\s+)+(?:calls|conversations)\b|\bby (?:tele)?phone\b|\b(?:in|after|during) (?:his|her|\w+) (?:phone )?calls\b",
    re.I,
)
_LEADS = re.compile(
    r"\b(?:President|Prime Minister|Premier|Chancellor|Foreign (?:Minister|Secretary)|King|Minister of Foreign Affairs)\b"
)
_HEAD = 500
_SEPARATELY = re.compile(r"\bseparately\b|\bleaders of\b|\bon both sides\b", re.I)
_LATER = re.compile(
    r"(?:(?:The\s+)?(?:next|following)\s+day|(?:\w+\s+)?(?:days?|hours?)\s+later|Later (?:that|in the) (?:day|week)|From there|Afterwards?|Then|On \w+day)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Contact:
    """One exchange of an official with counterparts, or one statement about a side.

    ``official`` may name several, joined by "; ". ``party`` is the side of the counterparts, ``"both"`` where they are
    of several sides, ``"neither"`` where of none. ``start`` and ``end`` are the first and last day, None where the text
    does not tell. ``joint`` is true where counterparts of several sides were in one exchange, or several governments
    issued the text together. ``where`` is the first place in the text that reports it.
    """

    official: str | None
    counterparts: tuple[str, ...]
    party: str
    kind: Kind
    start: dt.date | None
    end: dt.date | None
    joint: bool
    where: int

    @property
    def participants(self) -> tuple[str, ...]:
        """The official, or officials, and the counterparts."""
        return (*(self.official.split("; ") if self.official else ()), *self.counterparts)


def find_contacts(
    tokens: Tokens,
    people: People,
    parties: Parties,
    genre: Genre,
    title: str,
    published: dt.date | None,
    author: str | None,
) -> list[Contact]:
    """Return the contacts of a text in the order in which it tells them.

    An exchange is told by the title of an official text ("Readout of A's Call with B") and by verbs and nouns of
    exchange in the text; behind "with" stand the counterparts, before it the officials. Counterparts of one country
    are one contact, as are those of several countries in one exchange; those of "separate" or several exchanges have a
    contact for each country. A counterpart without a name is the words that stand for it ("G7 leaders"). Where a text
    tells no exchange, each side that it names gives a contact of kind ``statement``.

    Parameters
    ----------
    tokens, people, parties
        What `parse`, `find_people` and `load_parties` returned.
    genre, title, published
        As known of the document; the title may be empty.
    author : str or None
        Who writes in the first person, if anybody: "I spoke with ..." is his exchange.
    """
    opening = tokens.text[:500]
    coming = bool(AHEAD.search(opening) or AHEAD.search(title)) and not DONE.search(opening)
    preview = genre in ("statement", "briefing") and coming
    exchanges = [
        *find_titled(people, parties, genre, title, preview),
        *find_told(tokens, people, parties, genre, published, author),
    ]
    if genre == "news" or not exchanges:
        # Where what is to come opens the text, what was said before is background.
        coming = bool(exchanges) and all(one.kind == "preview" for one in exchanges)
        coming = coming and bool(exchanges[0].where < _HEAD or AHEAD.search(f"{title}. {opening}"))
        exchanges += [one for one in find_dealings(tokens, people, parties, published, exchanges, title)
                      if one.kind == "preview" or not coming]  # fmt: skip
        exchanges += find_met(tokens, people, parties, published, exchanges) if genre == "news" else []
        exchanges.sort(key=lambda one: one.where)
    if genre == "news" and not exchanges:
        ahead = bool(AHEAD.search(opening))
        exchanges = list(find_headed(people, parties, title, ahead, _opening(tokens, published, ahead)))
    exchanges = _took_place(exchanges, tokens, published)
    titled = next((one for one in exchanges if one.titled), None)
    if titled:
        exchanges = [one for one in exchanges if one.titled or not one.officials or not titled.officials
                     or set(one.officials) & set(titled.officials) or _TRIP.search(title)]  # fmt: skip
    if genre == "briefing" and any(one.kind == "preview" for one in exchanges[:4]):
        exchanges = [replace(one, kind="preview") for one in exchanges]
    if exchanges and exchanges[0].kind == "preview" and genre == "statement":
        exchanges = [
            one for one in exchanges if one.kind == "preview"
        ]  # what was held is background of what is to come
    elif any(one.kind != "preview" for one in exchanges):
        held = {land for one in exchanges if one.kind != "preview" for _, land in one.counterparts}
        # ... in news the coming call with the other side is one of the two that it is about.
        exchanges = [
            one for one in exchanges
            if one.kind != "preview" or (genre == "news" and all(land in parties.names and land not in held for _, land in one.counterparts))
        ]  # fmt: skip
    ours = {name for one in exchanges for name in one.officials}
    exchanges = [
        replace(one, counterparts=left)
        for one in exchanges
        if (left := tuple(single for single in one.counterparts if single[0] not in ours))
    ]
    if titled and titled.separate and _APART.search(tokens.text[:700]):  # "In four separate calls" says so afterwards
        exchanges = [replace(one, separate=True) for one in exchanges]
    if _CALLS.search(title):  # "after his calls" says that it was not one with all
        exchanges = [replace(one, separate=True) for one in exchanges]
    trip = bool(_TRIP.search(title))
    merged = merge(_legs(exchanges, tokens, title) if trip else exchanges, trip)
    joint = bool(
        re.match(r"\s*joint\b", title, re.I) or re.search(r"\bjoint (?:statement|readout)\b", tokens.text[:200], re.I)
    )
    if (joint or genre == "readout") and all(is_group(one) for one in merged):
        merged = find_convened(tokens, people, parties, title, published, joint) or merged
    if not merged:
        return list(_statements(tokens, people, parties, genre, title, published, author))
    # A group ("European Leaders") gives way to the names that the text has.
    named = {one.kind for one in merged if not is_group(one)}
    if named:  # ... but a meeting with a group is not the call with a person that the text tells as well
        merged = [
            one for one in merged if not is_group(one) or (not one.titled and one.kind not in named and one.officials)
        ]
    usual = next((one.officials for one in exchanges if one.officials), (author,) if author else ())
    if not usual and genre == "news" and (likely := find_official(people, parties, title)):
        usual = (likely,)
    if not usual and genre in ("readout", "statement"):  # "The delegation met with": whoever the text names first
        usual = _first(people, parties, {name for one in merged for name, _ in one.counterparts})
    out = []
    for one in merged:
        countries = {_side(name, country, parties) for name, country in one.counterparts}
        known = {name for name in parties.names if name in countries}
        party = next(iter(known)) if len(known) == 1 else "both" if known else "neither"
        start, end = one.days
        if start is None and genre != "news" and (len(merged) == 1 or one.titled):
            start, end = _opening(tokens, published, one.kind == "preview")
        if start is None and one.kind != "preview" and genre == "news" and party in parties.names:
            start, end = _day_named(one, party, tokens, people, parties, published, merged)
        if (
            start is None
            and one.kind != "preview"
            and (genre != "news" or all(other.days[0] is None for other in merged))
        ):
            start = end = published
        out.append(Contact(
            "; ".join(one.officials or usual) or None, tuple(dict.fromkeys(name for name, _ in one.counterparts)), party, one.kind, start, end,
            joint or len(countries) > 1, one.where,
        ))  # fmt: skip
    if genre == "news":
        out += _untold(out, tokens, people, parties, title)
    return sorted(out, key=lambda one: one.where)


def _day_named(
    one: Exchange, party: str, tokens: Tokens, people: People, parties: Parties, published: dt.date | None,
    merged: Sequence[Exchange],
) -> Days:  # fmt: skip
    """The day of a sentence that names the counterpart of an exchange or his side, for one that is told without a day."""
    mine = next(other for other in parties.parties if other.name == party).pattern()
    others = [other.pattern().pattern for other in parties.parties if other.name != party]
    last = next((other.days[0] for other in merged if other.days[0]), published)
    names = [name for name, _ in one.counterparts]
    return day_of(tokens, people, names, mine, re.compile("|".join(others)) if others else None, published, last)


def _took_place(exchanges: Sequence[Exchange], tokens: Tokens, published: dt.date | None) -> list[Exchange]:
    """The exchanges, the last one before "The call took place on October 25" on that day."""
    out = list(exchanges)
    for low, high in tokens.sentences:
        days = find_days(tokens.text[low:high], published) if TOOK_PLACE.match(tokens.text, low, high) else (None, None)
        before = [at for at, one in enumerate(out) if one.where < low]
        if before and days != (None, None):
            met = {name for name, _ in max((out[at] for at in before), key=lambda one: one.where).counterparts}
            out = [replace(one, days=days) if at in before and met & {name for name, _ in one.counterparts} else one
                   for at, one in enumerate(out)]  # fmt: skip
    return out


def _untold(told: Sequence[Contact], tokens: Tokens, people: People, parties: Parties, title: str) -> Iterator[Contact]:
    """The contacts with sides of which news says no more than that there were separate ones, or names their leaders in
    the headline: like the first that it tells, where only the headline names them on a day that it does not tell.
    """
    have = {one.party for one in told}
    opening = tokens.text[:_HEAD]
    if "both" in have or len(told) != 1 or told[0].joint:
        return
    headline, sides = people.named(title), _leaders(people, parties)
    apart = bool(_APART.search(opening) or _SEPARATELY.search(opening))
    for party in parties.parties:
        leaders = [one for one in people.mentions if one.how == "name" and sides.get(one.name) == party.name]
        named = [one for one in leaders if one.name in headline] or (leaders if apart else [])
        if party.name not in have and named:
            one = replace(told[0], counterparts=(named[0].name,), party=party.name, where=named[0].start)
            yield one if apart else replace(one, start=None, end=None)


def _leaders(people: People, parties: Parties) -> dict[str, str]:
    """Who leads a side, by name: the leaders of the party file, and whom the text or the list of leaders says to."""
    sides = {one.name: party.name for party in parties.parties for one in party.leaders}
    for person in people.persons:
        if person.affiliation in parties.names and _LEADS.search(person.role or ""):
            sides.setdefault(person.name, person.affiliation)
    return sides


def _legs(exchanges: Sequence[Exchange], tokens: Tokens, title: str) -> list[Exchange]:
    """The exchanges of a trip; one "two days later" that names no country is in the next one of the title's."""
    stops = list(dict.fromkeys(country for *_, country in countries_in(title)))
    out: list[Exchange] = []
    here: str | None = None
    for one in exchanges:
        lands = [land for _, land in one.counterparts if land]
        begin = next((low for low, high in tokens.sentences if low <= one.where < high), one.where)
        if not lands and here in stops[:-1] and _LATER.match(tokens.text, begin):
            here = stops[stops.index(here) + 1]
            out.append(replace(one, counterparts=tuple((name, here) for name, _ in one.counterparts)))
            continue
        here = lands[-1] if lands else here
        out.append(one)
    return out


def _opening(tokens: Tokens, published: dt.date | None, ahead: bool) -> Days:
    """The days that the first sentence of a text gives, or the first one that tells what is to come."""
    opening = [tokens.text[slice(*span)] for span in tokens.sentences[:3]]
    opening = [one for one in opening if AHEAD.search(one)] if ahead else [one for one in opening if len(one) > 60][:1]
    found = (find_days(one, published, ahead) for one in opening)
    return next((days for days in found if days != (None, None)), (None, None))


def _first(people: People, parties: Parties, counterparts: set[str]) -> tuple[str, ...]:
    names = (one.name for one in people.mentions if one.name not in counterparts)
    return next(((name,) for name in names if not is_foreign(name, people, parties)), ())


def _side(name: str, country: str | None, parties: Parties) -> str | None:
    """The party of a counterpart: that of his country; of the only party where nothing is known of him."""
    if country in parties.names:
        return country
    if country is None:
        beside = next((party.name for party in parties.parties if party.pattern().search(name)), None)
        return beside or (parties.names[0] if len(parties.names) == 1 else None)
    return country


def _statements(
    tokens: Tokens, people: People, parties: Parties, genre: Genre, title: str, published: dt.date | None,
    author: str | None,
) -> Iterator[Contact]:  # fmt: skip
    """Contacts of a text that says of no exchange with whom it was: one for each side that it names. News that opens with
    calls tells calls ("told the leaders of both in separate calls"), anything else statements.
    """
    sides = _leaders(people, parties)
    opening = tokens.text[: _HEAD + len(title)]
    calls = genre == "news" and bool(_BY_PHONE.search(f"{title}. {opening}"))
    ahead = bool(AHEAD.search(opening))
    kind: Kind = ("preview" if ahead else "call") if calls else "statement"
    days = _opening(tokens, published, ahead) if calls else (None, None)
    foreign = {
        person.name for person in people.persons if sides.get(person.name) or person.affiliation in parties.names
    }
    speaking = author or next((person.name for person in people.persons if person.name not in foreign), None)
    for party in parties.parties:
        leaders = [one for one in people.mentions if one.how == "name" and sides.get(one.name) == party.name]
        place = party.pattern().search(tokens.text)
        if leaders or place:
            where = leaders[0].start if leaders else place.start() if place else 0
            counterparts = tuple(dict.fromkeys(one.name for one in leaders))
            day = published if genre != "news" else None
            first = counterparts[:1] if calls else counterparts
            yield Contact(speaking, first, party.name, kind, days[0] or day, days[1] or day, False, where)
