"""Who deals with whom in news, by the grammar of its sentences: "Roe told him that ...", "whom Roe had telephoned"."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analysis.diplomacy.counterparts import country_for
from analysis.diplomacy.dates import Days, find_days
from analysis.diplomacy.dating import day_told
from analysis.diplomacy.exchanges import AHEAD, DONE, Exchange, Kind
from analysis.diplomacy.issuers import SPOKES
from analysis.diplomacy.parties import Parties
from analysis.language.marks import quoted_stretches
from analysis.language.people import Mention, People
from analysis.language.sentences import Span, paragraphs, sentence_at
from analysis.language.tokens import Tokens

_CALLS = frozenset("call phone telephone ring dial".split())
_MEETS = frozenset("meet receive host visit lunch dine see welcome greet keep show".split())
_TALKS = frozenset("speak talk confer contact reach consult".split())
# What one says to another's face, as he who tells of it has it.
_SAYS = frozenset(
    "tell urge ask press thank assure warn promise remind inform brief congratulate caution offer pledge implore beg push advise give convey deliver explain say put".split()
)
_BEHIND = 60  # characters behind a quotation in which whoever is quoted is named
_MET = re.compile(
    r"\b(?:calls?|called|phoned?|telephoned?|rang|met|meeting|talks?|conversation|dinner|lunch|visit(?:ed)?|hosts?|guest|video link|screen|on the line|sat down|"
    r"received|exchange)\b",
    re.I,
)
_OTHERS = frozenset("guest caller visitor host interlocutor".split())  # "showed his guest": the official
_REACHED = _CALLS | frozenset("reach contact receive host".split())
_VERBS = _CALLS | _MEETS | _TALKS | _SAYS
# "took a call from", "held talks with": the exchange is the object.
_NOUNS = frozenset("call talk talks conversation meeting lunch dinner chat exchange message discussion".split())
_TO = frozenset(("with", "to", "from", "at"))
_OBJECTS = ("dobj", "obj", "iobj", "dative")
_BY_PHONE = re.compile(r"\b(?:calls?|called|tele)?phone[ds]?\b|\bcall(?:s|ed|er)?\b|\brang\b|\bon the line\b", re.I)
_IN_PERSON = re.compile(
    r"\b(?:met|meets?|meeting|hosts?|hosted|received|receives|sees|lunch(?:ed)?|dinner|in person|sat down|sits down|in the room)\b",
    re.I,
)
_BY_VIDEO = re.compile(r"\bvideo|\bscreen\b", re.I)


class Dealing(NamedTuple):
    """An official and a person of a party, the verb that joins them, the place of the verb."""

    official: str
    counterpart: str
    verb: str
    where: int


def find_dealings(
    tokens: Tokens, people: People, parties: Parties, published: dt.date | None, told: Sequence[Exchange], headline: str
) -> list[Exchange]:
    """Return the exchanges that news tells by what one said to the other or did: a person of a party, nobody's
    spokesperson, is subject or object of a verb whose other end is the official.

    Whose dealings are told is the official of the exchanges that are known (``told``), else whoever deals most with the
    parties. The kind is that of the words of the paragraph, else of the headline; the day that of the sentence, of the
    paragraph before it, or of the sentence that names the person first.
    """
    dealings = list(_dealings(tokens, people, parties))
    known = {name for one in told for name in one.officials}
    often = Counter(one.official for one in dealings if one.official).most_common(1)
    known = known or {name for name, _ in often}
    dealings = [one for one in dealings if one.official in known or (not one.official and len(known) == 1)]
    dealings = [one._replace(official=one.official or next(iter(known))) for one in dealings]
    opening = [tokens.text[slice(*span)] for span in tokens.sentences[:2]]
    start = next((named[0] for one in opening if (named := find_days(one, published))[0]), published)
    blocks = paragraphs(tokens.text)
    out: list[Exchange] = []
    for one in dealings:
        low, high = next((block for block in blocks if block[0] <= one.where < block[1]), (one.where, one.where))
        begin, end = tokens.sentences[sentence_at(tokens.sentences, one.where)]
        sentence = tokens.text[begin:end]
        ahead = bool(AHEAD.search(sentence)) and not DONE.search(sentence)
        before = [other for other in (*told, *out) if other.where < one.where and other.days[0]]
        last = max(before, key=lambda other: other.where).days[0] if before else start
        days: Days = (None, None)
        firm = False
        if one.verb not in _SAYS or not ahead:
            days, firm = day_told(tokens, (begin, end), one.where, published, ahead, last)
        land = country_for(one.counterpart, people, parties)
        side = next((party.pattern() for party in parties.parties if party.name == land), None)
        places = [text for text in opening if one.counterpart in people.named(text) or (side and side.search(text))]
        first = _first_told(tokens, people, one.counterpart)
        for place in (tokens.text[low:begin], first, *places):
            days = find_days(place, published, ahead) if days == (None, None) else days
        kind = "preview" if ahead else _kind(one.verb, (sentence, first, tokens.text[low:high], headline, tokens.text))
        out.append(Exchange((one.official,), ((one.counterpart, land),), kind, days, True, False, one.where, firm=firm))
    return out


def find_met(
    tokens: Tokens, people: People, parties: Parties, published: dt.date | None, told: Sequence[Exchange]
) -> list[Exchange]:
    """Return an exchange with each party that has none, where those of one other party are told: with the first of its
    persons, nobody's spokesperson and with an office, who stands in a paragraph with the official and a word of meeting.
    """
    usual = next((one for one in told if one.officials), None)
    have = {land for one in told for _, land in one.counterparts}
    if usual is None or len(have & set(parties.names)) != 1:
        return []
    out: list[Exchange] = []
    for low, high in paragraphs(tokens.text):
        mentions = people.within((low, high))
        met = _MET.search(tokens.text, low, high)
        if met is None or not any(one.name in usual.officials for one in mentions):
            continue
        for one in mentions:
            land = country_for(one.name, people, parties)
            person = people.person(one.name)
            if land in parties.names and land not in have and person and person.role and not SPOKES.search(person.role):
                ahead = usual.kind == "preview"
                on = find_days(tokens.text[low:high], published, ahead)
                kind = "preview" if ahead else _kind("", (tokens.text[low:high], tokens.text))
                out.append(Exchange(usual.officials, ((one.name, land),), kind, on, True, False, one.start))
                have |= {land}
    return out


def find_official(people: People, parties: Parties, headline: str) -> str | None:
    """Whom news tells of as the official, where no sentence says so: the person of no party, nobody's spokesperson, who
    is named most often, those with an office or in the headline before others.
    """
    named = Counter(one.name for one in people.mentions)
    heads = people.named(headline)
    persons = [one for one in people.persons if country_for(one.name, people, parties) not in parties.names]
    persons = [one for one in persons if not SPOKES.search(one.role or "")]
    ranked = [one for one in persons if one.role or one.name in heads] or persons
    return max((one.name for one in ranked), key=lambda name: named[name], default=None)


def _first_told(tokens: Tokens, people: People, name: str) -> str:
    """The sentence that names a person first."""
    first = next((one.start for one in people.mentions if one.name == name and one.how == "name"), None)
    return "" if first is None else tokens.text[slice(*tokens.sentences[sentence_at(tokens.sentences, first)])]


def _kind(verb: str, places: Sequence[str]) -> Kind:
    """What kind of exchange the first of some places tells of that tells of any."""
    for words in places:
        if _BY_VIDEO.search(words):
            return "video call"
        if verb in _CALLS or (verb not in _MEETS and _BY_PHONE.search(words)):
            return "call"
        if verb in _MEETS or _IN_PERSON.search(words):
            return "meeting"
    return "call"


def _dealings(tokens: Tokens, people: People, parties: Parties) -> Iterator[Dealing]:
    """Every pair of an official and a person of a party that a verb joins."""
    quoted = quoted_stretches(tokens.text)
    for at, word in enumerate(tokens.words):
        if word.pos != "VERB" or word.lemma not in _VERBS:
            continue
        subjects, objects = _ends(tokens, people, quoted, at)
        passive = not subjects and word.lemma in _REACHED
        for met in objects if passive else ():  # "Li was reached two hours later"
            if _stands_for_party(met, people, parties):
                yield Dealing("", met, word.lemma, word.start)
        for doer, met in ((one, other) for one in subjects for other in objects if one != other):
            for official, counterpart in ((doer, met), (met, doer)):
                if _stands_for_party(counterpart, people, parties) and (
                    not official or _is_official(official, people, parties)
                ):
                    yield Dealing(official, counterpart, word.lemma, word.start)


def _ends(tokens: Tokens, people: People, quoted: Sequence[Span], at: int) -> tuple[list[str], list[str]]:
    """The persons that are subject of a verb, and those that it is done to."""
    words, children = tokens.words, tokens.children[at]
    subjects = [child for child in children if words[child].dep == "nsubj"]
    objects = [child for child in children if words[child].dep in _OBJECTS]
    for child in children:
        if words[child].dep in ("prep", "dative") and words[child].text in _TO:
            objects += [one for one in tokens.children[child] if words[one].dep == "pobj"]
    for child in list(objects):  # "took a call from"
        if words[child].lemma in _NOUNS:
            objects += [
                one for prep in tokens.children[child] if words[prep].text in _TO for one in tokens.children[prep]
            ]
    if passive := [child for child in children if words[child].dep == "nsubjpass"]:
        agents = [one for child in children if words[child].dep == "agent" for one in tokens.children[child]]
        return _persons(tokens, people, quoted, agents), _persons(tokens, people, quoted, passive)
    head = words[at].head
    if words[at].dep == "relcl":  # "whom Roe telephoned": the noun before it
        subjects = [head if words[one].tag in ("WP", "WDT") else one for one in subjects]
        objects = [head if words[one].tag in ("WP", "WDT") else one for one in objects]
    above = at
    while not subjects and words[above].dep in ("conj", "advcl", "xcomp", "acl") and words[above].head != above:
        above = words[above].head
        subjects = [child for child in tokens.children[above] if words[child].dep == "nsubj"]
    return _persons(tokens, people, quoted, subjects), _persons(tokens, people, quoted, objects)


def _persons(tokens: Tokens, people: People, quoted: Sequence[Span], tops: Sequence[int]) -> list[str]:
    """Whom nouns and pronouns stand for, with those that "and" joins to them."""
    out: list[str] = []
    for top in tops:
        joined = [child for child in tokens.children[top] if tokens.words[child].dep == "conj"]
        word = tokens.words[top]
        found: Mention | None = next(
            (
                one
                for one in people.within((max(0, word.start - 60), word.end + 40))
                if one.start <= word.start < one.end
            ),
            None,
        )
        if word.text == "I" and (teller := _quoting(tokens.text, people, quoted, word.start)):
            out.append(teller)
        out += [found.name] if found else [""] if word.lemma in _OTHERS else []
        out += _persons(tokens, people, quoted, joined)
    return list(dict.fromkeys(out))


def _quoting(text: str, people: People, quoted: Sequence[Span], at: int) -> str | None:
    """Who says "I" in a quotation: whoever is named right behind it, \u201cI told Roe that,\u201d Li said."""
    end = next((high for low, high in quoted if low <= at < high), None)
    behind = people.within((end, min(len(text), end + _BEHIND))) if end else []
    return behind[0].name if behind and "\n" not in text[end : behind[0].start] else None


def _stands_for_party(name: str, people: People, parties: Parties) -> bool:
    person = people.person(name)
    role = (person.role if person else None) or ""
    return country_for(name, people, parties) in parties.names and not SPOKES.search(role)


def _is_official(name: str, people: People, parties: Parties) -> bool:
    person = people.person(name)
    if person is None or country_for(name, people, parties) in parties.names:
        return False
    return bool(person.role) and not SPOKES.search(person.role or "")
