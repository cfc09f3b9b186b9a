"""The contacts that a text reports: who exchanged with whom, of which side, how and when."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.diplomacy.dates import Days, find_days
from analysis.diplomacy.parties import Parties
from analysis.language.countries import countries_in
from analysis.language.names import OFFICE
from analysis.language.people import Mention, People
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

Genre = Literal["readout", "statement", "briefing", "press_release", "news"]
Kind = Literal["call", "video call", "meeting", "statement", "preview"]

_NOUN = (
    r"(?:(?:tele)?phone |video |telephone |virtual |bilateral |trilateral |secure |secure video |in-person |private |separate |expanded |"
    r"upcoming |working |brief |pull-aside )*(?:calls?|conversations?|discussions?|talks|meetings?|consultations?|videoconference|"
    r"video conference|teleconference|exchanges?|engagements?|sessions?|dialogue|lunch|dinner|breakfast)"
)
# An exchange with somebody: the words that report it, up to the "with" behind which the counterpart stands.
_EXCHANGE = re.compile(
    r"\b(?:(?P<verb>spoke|speaks?|speaking|spoken|talked|met|meets?|meeting|conferred|sat\s+down|consulted|engaged|convened|joined|travel(?:l)?ed)"
    rf"|(?P<noun>{_NOUN}))"
    r"(?P<gap>,?(?:\s+(?!with\b|to\b|and\b|between\b)[\w,'\u2019.()-]+){0,7}?)\s*\b(?P<with>with|between)\s+",
    re.I,
)
_MET = re.compile(r"\b(?:discussed|met|spoke|convened|conferred|exchanged)\b")
_SPOKE_TO = re.compile(
    r"\b(?:spoke|talked|speak)(?:\s+(?:today|by phone|yesterday|again|separately))*\s+to\s+(?=(?:the\s+)?[A-Z])"
)
_DIRECT_OBJECT = re.compile(
    r"\b(?:called|phoned|telephoned|hosted|hosts?|received|welcomed|host)\s+(?=(?:the\s+|his\s+|her\s+|their\s+)?[A-Z])"
)
_SEPARATE = re.compile(r"\bseparate(?:ly)?\b|\beach\b", re.I)
_PLURAL = re.compile(r"\b(?:calls|conversations|meetings)\b", re.I)
_JOINED = re.compile(r"\b(?:joint|jointly|trilateral|together|three-way|hosted|quad|group)\b", re.I)
_VIDEO = re.compile(r"\bvideo\s*(?:call|conference|link)|\bvideoconference", re.I)
_MEETING = re.compile(r"\b(?:met|meets?|meetings?|hosted|hosts?|sat\s+down|received|welcomed|in person|on the margins|travel(?:l)?ed|trip|travel|"
                      r"visit|convened|summit|lunch|dinner|session|dialogue|joined)\b", re.I)  # fmt: skip
_CALL = re.compile(r"\b(?:calls?|called|phone|phoned|telephone|telephoned|spoke|conversations?)\b", re.I)
_AHEAD = re.compile(
    r"\b(?:will\s+(?:\w+\s+)?(?:meet|speak|call|host|travel|hold|welcome|receive|join|participate|convene)|upcoming|is\s+scheduled\s+to|"
    r"plans\s+to\s+(?:meet|speak|call|host)|looks?\s+forward\s+to\s+(?:meeting|speaking|hosting|welcoming))\b", re.I,
)  # fmt: skip
_DONE = re.compile(r"\b(?:spoke|met|held|hosted)\b")
# Background: an exchange of other people or of another time than the one that the text is about.
_BACKGROUND = re.compile(r"\b(?:previous|earlier|last (?:month|year|week)|prior|following (?:his|her|their)|since (?:his|her|their)|ahead of|after (?:his|her|their)|"
                         r"recent|builds? on|follows|followed|as a follow-up to|last met|last spoke|further to)\b", re.I)  # fmt: skip
_TITLE = re.compile(
    rf"^(?P<lead>.*?)(?:(?P<who>[^,:]*?)['\u2019]s?\s+)?(?P<noun>{_NOUN}|(?:upcoming\s+)?(?:trip|travel|visit|participation))\b"
    r"(?P<gap>(?:\s+(?!with\b|between\b|to\b)[\w.'\u2019-]+){0,5}?)\s+(?P<with>with|between|to)\s+(?P<whom>.+)$",
    re.I,
)
_BODIES = re.compile(
    r"^joint (?:readout|statement) (?:by|of|from) the United States and (?:the )?([A-Z][\w' -]+)$", re.I
)
_LEAD = re.compile(
    r"^.*?\b(?:readout|statement|remarks|background press call|press call)\b(?:\s+(?:of|on|by|from)\b)?\s*(?:the\s+)?",
    re.I,
)
# Words that end a list of counterparts.
_STOP = re.compile(r"[.;:()]\s|\s(?:about|on|who|that|regarding|after|before|while|when|where|during|following|as part|and\s+(?:discussed|reaffirmed|"
                   r"emphasized|underscored|thanked|welcomed|reiterated|expressed|agreed|reviewed|stressed|highlighted|conveyed|urged|condemned))\b|"
                   r"\sto\s+(?!the\b|His\b)\w+|,\s+(?!and\b)\w+ing\b|\b(?:discussed|reaffirmed|thanked|underscored|emphasized)\b")  # fmt: skip
# A verb of the past behind a name: it is the subject of what follows, not the last of a list.
_SUBJECT = re.compile(r"\s+(?:also\s+|\w+ly\s+)?(?:\w+ed|spoke|said|met|told|made|took|gave|had|was|will|has)\b")
_HONORIFIC = re.compile(
    r"\b(?:H\.?\s?E\.?|H\.?R\.?H\.?|His (?:Excellency|Majesty|Highness)|Her (?:Excellency|Majesty|Highness))(?=\s)"
)
_DESCRIBED = re.compile(rf"(?:{OFFICE})(?:\s+(?:to|of|for|on)\s+(?:the\s+)?(?:(?:[A-Z][\w-]*|and)\s?)+)*")
# "Chief of Cabinet for President": the person behind it is not the one who is met.
_SERVES = re.compile(
    rf"\b(?:{OFFICE}|adviser|advisor|aide|assistant|secretary)\b[^,;]*\b(?:for|to|of)\s+(?:[^,;]*\s)?(?:{OFFICE})\s*$"
)
_GROUP = re.compile(
    r"\b(?:leaders?|counterparts?|delegation|officials?|ministers?|all(?:y|ies)|partners?|CEOs?|senators|representatives|advisors|members|families|"
    r"executives|advocates|governors|mayors|council|commission|union|NATO|G7|group|families|stakeholders|presidents|heads)\b", re.I,
)  # fmt: skip
_DETERMINER = re.compile(
    r"^(?:the|a|an|his|her|their|our|other|several|some|all|fellow|a group of|members of|both)\s+", re.I
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


@dataclass(frozen=True, slots=True)
class _Exchange:
    """What one place says: officials, counterparts with their countries, whether several exchanges are meant."""

    officials: tuple[str, ...]
    counterparts: tuple[tuple[str, str | None], ...]
    kind: Kind
    days: Days
    separate: bool
    joined: bool
    where: int
    titled: bool = False


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
    coming = bool(_AHEAD.search(opening) or _AHEAD.search(title)) and not _DONE.search(opening)
    preview = genre in ("statement", "briefing") and coming
    exchanges = [
        *_titled(people, parties, genre, title, preview),
        *_told(tokens, people, parties, genre, published, author),
    ]
    titled = next((one for one in exchanges if one.titled), None)
    if titled:
        exchanges = [one for one in exchanges if one.titled or not one.officials or not titled.officials
                     or set(one.officials) & set(titled.officials) or re.search(r"\b(?:trip|travel|visit)\b", title, re.I)]  # fmt: skip
    if genre == "briefing" and any(one.kind == "preview" for one in exchanges[:4]):
        exchanges = [replace(one, kind="preview") for one in exchanges]
    if any(one.kind != "preview" for one in exchanges):
        exchanges = [one for one in exchanges if one.kind != "preview"]
    ours = {name for one in exchanges for name in one.officials}
    exchanges = [
        replace(one, counterparts=left)
        for one in exchanges
        if (left := tuple(single for single in one.counterparts if single[0] not in ours))
    ]
    merged = _merged(exchanges)
    joint = bool(
        re.match(r"\s*joint\b", title, re.I) or re.search(r"\bjoint (?:statement|readout)\b", tokens.text[:200], re.I)
    )
    if joint and all(_grouped(one) for one in merged):
        merged = _convened(tokens, people, parties, title, published) or merged
    if not merged:
        return list(_statements(tokens, people, parties, genre, published, author))
    # A group ("European Leaders") gives way to the names that the text has.
    if any(not _grouped(one) for one in merged):
        merged = [one for one in merged if not _grouped(one)]
    usual = next((one.officials for one in exchanges if one.officials), (author,) if author else ())
    if not usual and genre in ("readout", "statement"):  # "The delegation met with": whoever the text names first
        usual = _first(people, parties, {name for one in merged for name, _ in one.counterparts})
    out = []
    for one in merged:
        countries = {_side(name, country, parties, people) for name, country in one.counterparts}
        known = {name for name in parties.names if name in countries}
        party = next(iter(known)) if len(known) == 1 else "both" if known else "neither"
        start, end = one.days
        if start is None and genre != "news" and one.kind != "preview":
            start = end = published
        out.append(Contact(
            "; ".join(one.officials or usual) or None, tuple(name for name, _ in one.counterparts), party, one.kind, start, end,
            joint or len(countries) > 1, one.where,
        ))  # fmt: skip
    return sorted(out, key=lambda one: one.where)


def _titled(people: People, parties: Parties, genre: Genre, title: str, preview: bool) -> Iterator[_Exchange]:
    """The exchange that the title of an official text names."""
    if genre == "news":
        return
    match = _TITLE.match(title)
    if not match and (bodies := _BODIES.search(title)):
        ours = next((one for one in people.persons if not _foreign(one.name, people, parties)), None)
        name = bodies.group(1).strip()
        yield _Exchange(
            (ours.name,) if ours else (),
            ((name, _country_of(name, parties)),),
            "meeting",
            (None, None),
            False,
            False,
            0,
            True,
        )
    if not match:
        return
    whom, lead = match.group("whom"), match.group("lead") + (match.group("who") or "")
    lead = (
        re.split(r"\b(?:on|announcing)\s+", lead, flags=re.I)[-1]
        if re.search(r"\bon\b", lead, re.I)
        else _LEAD.sub("", lead)
    )
    if match.group("with").lower() == "to" and not re.search(r"trip|travel|visit", match.group("noun"), re.I):
        return
    named = people.named(whom)
    officials = tuple(one for one in people.named(lead) if one not in named)
    if match.group("with").lower() == "between":
        officials = tuple(one for one in named if not _foreign(one, people, parties)) or tuple(named[:1])
        named = [one for one in named if one not in officials]
    if match.group("with").lower() == "to":
        named = []
    counterparts = tuple((one, _country(one, people, parties)) for one in named)
    if not counterparts and match.group("with").lower() == "with" and (phrase := _phrase(whom)):
        counterparts = ((phrase, _country_of(phrase, parties)),)
    if not counterparts:
        return
    ahead = bool(_AHEAD.search(title)) or preview
    yield _Exchange(officials, counterparts, "preview" if ahead else _kind(match.group("noun"), title), (None, None),
                    bool(_PLURAL.search(match.group("noun")) or _SEPARATE.search(title)), False, 0, True)  # fmt: skip


def _told(
    tokens: Tokens, people: People, parties: Parties, genre: Genre, published: dt.date | None, author: str | None
) -> Iterator[_Exchange]:
    """The exchanges that the sentences of a text tell."""
    text = tokens.text
    opening: Days = (None, None)
    for number, span in enumerate(tokens.sentences):
        sentence = text[slice(*span)]
        if number < 3 and opening == (None, None):
            opening = find_days(sentence, published)
        matches = [
            *_EXCHANGE.finditer(text, *span),
            *_SPOKE_TO.finditer(text, *span),
            *_DIRECT_OBJECT.finditer(text, *span),
        ]
        for match in sorted(matches, key=lambda one: one.start()):
            listed = _listed(text, people, match.end(), span[1])
            counterparts = [(one.name, _country(one.name, people, parties)) for one in listed]
            before = text[span[0] : match.start()]
            if not counterparts and match.re is _EXCHANGE and number < 3:
                phrase = _phrase(text[match.end() : span[1]])
                counterparts = [(phrase, _country_of(phrase, parties))] if phrase else []
                ahead_to = tokens.sentences[min(number + 1, len(tokens.sentences) - 1)][1]
                members = _members(people, parties, (match.end(), ahead_to)) if phrase else []
                counterparts = members if len(members) > 1 else counterparts
            if not counterparts or (number and _BACKGROUND.search(before[-60:] + match.group())):
                continue
            if (
                re.search(r"\b(?:in|of|with) (?:his|her|their|the)\s*$", before)
                and match.groupdict().get("noun")
                and number > 2
            ):
                continue
            names = {name for name, _ in counterparts}
            officials = _officials(text, people, span[0], match.start(), names, parties, author)
            if (match.groupdict().get("with") or "").lower() == "between":
                ours = tuple(name for name, _ in counterparts if not _foreign(name, people, parties))
                ours = ours or tuple(name for name, _ in counterparts[:1])
                counterparts = [one for one in counterparts if one[0] not in ours]
                officials = officials or ours
                if not counterparts:
                    continue
            if officials is None:
                continue
            ahead = bool(_AHEAD.search(sentence[: match.end() - span[0] + 20]))
            days = find_days(sentence, published, ahead)
            days = opening if days == (None, None) and number < 8 else days
            separate = bool(
                _SEPARATE.search(text[max(span[0], match.start() - 12) : match.end()]) or _PLURAL.search(match.group())
            )
            yield _Exchange(officials, tuple(counterparts), "preview" if ahead else _kind(match.group(), sentence), days,
                            separate, bool(_JOINED.search(sentence)), match.start())  # fmt: skip


def _among(
    text: str, span: Span, people: People, parties: Parties
) -> tuple[tuple[str, ...], tuple[tuple[str, str | None], ...]] | None:
    """Officials and counterparts of "A and President B discussed ...": both are its subject."""
    match = _MET.search(text, *span)
    named = people.within((span[0], match.start()), ("name",)) if match else []
    if not match or len(named) < 2 or not re.search(r",|\band\b", text[named[0].end : named[-1].start]):
        return None
    if len(text[named[-1].end : match.start()]) > 40 or re.search(
        r"\bwith\b|\bto\b", text[named[0].end : named[-1].start]
    ):
        return None
    names = list(dict.fromkeys(one.name for one in named))
    foreign = [name for name in names if _foreign(name, people, parties)]
    ours = tuple(name for name in names if name not in foreign)
    if not foreign or not ours:
        return None
    return ours, tuple((name, _country(name, people, parties)) for name in foreign)


def _officials(
    text: str, people: People, start: int, end: int, counterparts: set[str], parties: Parties, author: str | None
) -> tuple[str, ...] | None:
    """Who has the exchange: the list of persons right before it; () where nobody is named, None where a foreigner has it."""
    mentions = [one for one in people.within((start, end)) if one.name not in counterparts]
    if not mentions:
        return (author,) if author and re.search(r"\b(?:I|we)\b", text[start:end]) else ()
    subject = [mentions[-1]]
    for one in reversed(mentions[:-1]):  # "A, B, and C met with"
        between = re.sub(rf"(?:{OFFICE})", "", text[one.end : subject[-1].start])
        if re.search(r"\b(?:accompanied|joined|along)\b", between):
            subject = [one]
            continue
        if (
            len(between) > 80
            or not re.match(r"\s*(?:,|and\b)", between)
            or re.search(r"\b(?:who|that|is|was)\b", between)
        ):
            break
        subject.append(one)
    names = list(dict.fromkeys(one.name for one in reversed(subject)))
    home = [name for name in names if not _leads(name, parties)]
    return tuple(home) if home else None


def _leads(name: str, parties: Parties) -> bool:
    return any(name == one.name for party in parties.parties for one in party.leaders)


def _foreign(name: str, people: People, parties: Parties) -> bool:
    country = _country(name, people, parties)
    return country is not None and country != "United States"


def _convened(
    tokens: Tokens, people: People, parties: Parties, title: str, published: dt.date | None
) -> list[_Exchange]:
    """The exchange of a joint text that says no "with": everybody whom its opening names, the foreign ones as counterparts."""
    if not tokens.sentences:
        return []
    opening = (tokens.sentences[0][0], tokens.sentences[:2][-1][1])
    names = list(dict.fromkeys(one.name for one in people.within(opening, ("name",))))
    foreign = [name for name in names if _foreign(name, people, parties)]
    officials = tuple(name for name in names if name not in foreign)
    if not foreign and len(names) > 1:
        foreign, officials = names[1:], tuple(names[:1])
    if not foreign:
        return []
    sentence = tokens.text[slice(*opening)]
    counterparts = tuple((name, _country(name, people, parties)) for name in foreign)
    return [
        _Exchange(
            officials, counterparts, _kind(title, sentence), find_days(sentence, published), False, True, opening[0]
        )
    ]


def _first(people: People, parties: Parties, counterparts: set[str]) -> tuple[str, ...]:
    names = (one.name for one in people.mentions if one.name not in counterparts)
    return next(((name,) for name in names if not _foreign(name, people, parties)), ())


def _grouped(exchange: _Exchange) -> bool:
    return all(bool(_GROUP.search(name)) for name, _ in exchange.counterparts)


def _merged(exchanges: Sequence[_Exchange]) -> list[_Exchange]:
    """One exchange a country, or a set of countries that were in it together."""
    out: dict[tuple[str, ...], _Exchange] = {}
    for one in exchanges:
        apart = one.separate and not one.joined
        groups = [replace(one, counterparts=(single,)) for single in one.counterparts] if apart else [one]
        for group in groups:
            names = {name for name, _ in group.counterparts}
            lands = tuple(sorted({country for _, country in group.counterparts if country}))
            key = lands or tuple(sorted(names))
            home = next((old for old, kept in out.items() if names & {name for name, _ in kept.counterparts}), None)
            if home is None and key in out:
                home = key
            if home is None and not lands and len(out) == 1 and not group.separate and not _grouped(group):
                home = next(iter(out))
            if home is None and len(lands) == 1 and not group.separate:
                home = next((old for old in out if lands[0] in old and len(old) == 1), None)
            if home is None:
                if not (lands and out and any(set(lands) <= set(old) for old in out)):
                    out[key] = group
                continue
            kept = out[home]
            fresh = [
                single for single in group.counterparts if single[0] not in {name for name, _ in kept.counterparts}
            ]
            named = [single for single in kept.counterparts if single[0][0].isupper() and not _GROUP.search(single[0])]
            if home == key or not lands or lands[0] in home or not home:
                merged = (*(named if fresh and named else kept.counterparts), *(fresh if not group.separate else ()))
                if kept.titled and not named and fresh:
                    merged = tuple(fresh)
            else:
                merged = kept.counterparts
            first = min(filter(None, (kept.days[0], group.days[0])), default=None)
            days = kept.days if kept.days != (None, None) else group.days
            kind = kept.kind
            out[home] = replace(kept, counterparts=merged, days=days if first else group.days, kind=kind,
                                officials=kept.officials or group.officials, where=kept.where or group.where)  # fmt: skip
    return list(out.values())


def _listed(text: str, people: People, start: int, end: int) -> list[Mention]:
    """The persons listed from a place on: "President A, Prime Minister B of Chile, and C", as far as the list goes.

    Whoever only describes another one is passed over: "the adviser to President A", "members of A's cabinet".
    """
    out: list[Mention] = []
    at = start
    for mention in people.within((start, end), ("name",)):
        before = _HONORIFIC.sub("", text[at : mention.start])
        between = _DESCRIBED.sub("", before)
        if out and len(between) < 40:
            between = between.replace(";", ",")  # "A, adviser to B; C; and D" is one list
        if len(between) > 130 or _STOP.search(between + " "):
            break
        linked = re.search(r",|\band\b|&|as well as|\(|\bincluding\b", between)
        if out and (not (linked or _SERVES.search(before)) or _SUBJECT.match(text, mention.end)):
            break
        if _SERVES.search(before) or re.match(r"['\u2019]s?\s", text[mention.end : mention.end + 3]):
            continue
        out.append(mention)
        at = mention.end
    return list({one.name: one for one in out}.values())


def _members(people: People, parties: Parties, span: Span) -> list[tuple[str, str | None]]:
    """The foreign persons that are named behind a group: "calls with European leaders: Prime Minister A of ..., B of ..."."""
    names = dict.fromkeys(one.name for one in people.within(span, ("name",)) if _foreign(one.name, people, parties))
    return [(name, _country(name, people, parties)) for name in names]


def _phrase(words: str) -> str | None:
    """What stands for a counterpart without a name, without its determiner; None where it is nothing that talks."""
    words = re.split(
        r"[.;:()]|,|\s(?:to|on|about|in|at|today|this|for|who|that|regarding|from|during|as|ahead|following|after|and discussed)\s",
        words,
    )[0]
    words = _DETERMINER.sub("", _DETERMINER.sub("", words.strip()))
    return words.strip() if _GROUP.search(words) and 0 < len(words.split()) <= 8 else None


def _country(name: str, people: People, parties: Parties) -> str | None:
    """The country or side that a counterpart stands for."""
    leads = next((party.name for party in parties.parties for one in party.leaders if one.name == name), None)
    if leads:
        return leads
    person = people.person(name)
    return person.affiliation if person else None


def _country_of(phrase: str, parties: Parties) -> str | None:
    party = next((party.name for party in parties.parties if party.pattern().search(phrase)), None)
    found = countries_in(phrase)
    return party or (found[0][2] if found else None)


def _side(name: str, country: str | None, parties: Parties, people: People) -> str | None:
    """The party of a counterpart: that of his country; of the only party where nothing is known of him."""
    if country in parties.names:
        return country
    if country is None:
        beside = next((party.name for party in parties.parties if party.pattern().search(name)), None)
        return beside or (parties.names[0] if len(parties.names) == 1 else None)
    return country


def _kind(words: str, sentence: str) -> Kind:
    if _VIDEO.search(words) or _VIDEO.search(sentence[:200]):
        return "video call"
    return "meeting" if _MEETING.search(words) else "call" if _CALL.search(words) else "meeting"


def _statements(
    tokens: Tokens, people: People, parties: Parties, genre: Genre, published: dt.date | None, author: str | None
) -> Iterator[Contact]:
    """Contacts of a text that reports no exchange: one for each side that it names."""
    sides = {one.name: party.name for party in parties.parties for one in party.leaders}
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
            yield Contact(speaking, counterparts, party.name, "statement", day, day, False, where)
