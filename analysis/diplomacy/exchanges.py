"""The exchanges that a title and the sentences of a text tell: who with whom, how and when, place by place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
AHEAD = re.compile(
    r"\b(?:will\s+(?:\w+\s+)?(?:meet|speak|call|host|travel|hold|welcome|receive|join|participate|convene)|upcoming|is\s+scheduled\s+to|"
    r"plans\s+to\s+(?:meet|speak|call|host)|looks?\s+forward\s+to\s+(?:meeting|speaking|hosting|welcoming))\b", re.I,
)  # fmt: skip
DONE = re.compile(r"\b(?:spoke|met|held|hosted)\b")
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
    r"executives|advocates|governors|mayors|council|commission|union|NATO|G7|group|stakeholders|presidents|heads)\b", re.I,
)  # fmt: skip
_DETERMINER = re.compile(
    r"^(?:the|a|an|his|her|their|our|other|several|some|all|fellow|a group of|members of|both)\s+", re.I
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one place says: officials, counterparts with their countries, whether several exchanges are meant."""

    officials: tuple[str, ...]
    counterparts: tuple[tuple[str, str | None], ...]
    kind: Kind
    days: Days
    separate: bool
    joined: bool
    where: int
    titled: bool = False


def find_titled(people: People, parties: Parties, genre: Genre, title: str, preview: bool) -> Iterator[Exchange]:
    """The exchange that the title of an official text names."""
    if genre == "news":
        return
    match = _TITLE.match(title)
    if not match and (bodies := _BODIES.search(title)):
        ours = next((one for one in people.persons if not is_foreign(one.name, people, parties)), None)
        name = bodies.group(1).strip()
        yield Exchange(
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
        officials = tuple(one for one in named if not is_foreign(one, people, parties)) or tuple(named[:1])
        named = [one for one in named if one not in officials]
    if match.group("with").lower() == "to":
        named = []
    counterparts = tuple((one, _country(one, people, parties)) for one in named)
    if not counterparts and match.group("with").lower() == "with" and (phrase := _phrase(whom)):
        counterparts = ((phrase, _country_of(phrase, parties)),)
    if not counterparts:
        return
    ahead = bool(AHEAD.search(title)) or preview
    yield Exchange(officials, counterparts, "preview" if ahead else _kind(match.group("noun"), title), (None, None),
                    bool(_PLURAL.search(match.group("noun")) or _SEPARATE.search(title)), False, 0, True)  # fmt: skip


def find_told(
    tokens: Tokens, people: People, parties: Parties, genre: Genre, published: dt.date | None, author: str | None
) -> Iterator[Exchange]:
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
                ours = tuple(name for name, _ in counterparts if not is_foreign(name, people, parties))
                ours = ours or tuple(name for name, _ in counterparts[:1])
                counterparts = [one for one in counterparts if one[0] not in ours]
                officials = officials or ours
                if not counterparts:
                    continue
            if officials is None:
                continue
            ahead = bool(AHEAD.search(sentence[: match.end() - span[0] + 20]))
            days = find_days(sentence, published, ahead)
            days = opening if days == (None, None) and number < 8 else days
            separate = bool(
                _SEPARATE.search(text[max(span[0], match.start() - 12) : match.end()]) or _PLURAL.search(match.group())
            )
            yield Exchange(officials, tuple(counterparts), "preview" if ahead else _kind(match.group(), sentence), days,
                            separate, bool(_JOINED.search(sentence)), match.start())  # fmt: skip


def find_convened(
    tokens: Tokens, people: People, parties: Parties, title: str, published: dt.date | None
) -> list[Exchange]:
    """The exchange of a joint text that says no "with": everybody whom its opening names, the foreign ones as counterparts."""
    if not tokens.sentences:
        return []
    opening = (tokens.sentences[0][0], tokens.sentences[:2][-1][1])
    names = list(dict.fromkeys(one.name for one in people.within(opening, ("name",))))
    foreign = [name for name in names if is_foreign(name, people, parties)]
    officials = tuple(name for name in names if name not in foreign)
    if not foreign and len(names) > 1:
        foreign, officials = names[1:], tuple(names[:1])
    if not foreign:
        return []
    sentence = tokens.text[slice(*opening)]
    counterparts = tuple((name, _country(name, people, parties)) for name in foreign)
    return [
        Exchange(
            officials, counterparts, _kind(title, sentence), find_days(sentence, published), False, True, opening[0]
        )
    ]


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


def is_foreign(name: str, people: People, parties: Parties) -> bool:
    """Whether a person stands for another country than the United States."""
    country = _country(name, people, parties)
    return country is not None and country != "United States"


def is_group(exchange: Exchange) -> bool:
    """Whether no counterpart of an exchange has a name."""
    return all(stands_for(name) for name, _ in exchange.counterparts)


def stands_for(words: str) -> bool:
    """Whether words stand for several people or a body: "G7 leaders"."""
    return bool(_GROUP.search(words))


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
    names = dict.fromkeys(one.name for one in people.within(span, ("name",)) if is_foreign(one.name, people, parties))
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


def _kind(words: str, sentence: str) -> Kind:
    if _VIDEO.search(words) or _VIDEO.search(sentence[:200]):
        return "video call"
    return "meeting" if _MEETING.search(words) else "call" if _CALL.search(words) else "meeting"
