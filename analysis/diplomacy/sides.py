"""In whose conversation each sentence stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.diplomacy.contacts import Contact
from analysis.diplomacy.counterparts import country_for
from analysis.diplomacy.parties import Parties
from analysis.diplomacy.relays import told_by
from analysis.language.countries import countries_in
from analysis.language.people import Mention, People
from analysis.language.sentences import Span, paragraphs

# All exchanges of the text at once. "Talks" is left out: it is plural even when it is one.
_ALL = re.compile(
    r"(?<!that )\b(?:(?:both|two|each|all)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+)?(?:leaders|calls|conversations|presidents|meetings|sides)|"
    r"both\s+(?:of\s+)?(?:the\s+)?(?:men|women|gentlemen|counterparts|premiers|ministers|officials|capitals|governments|parties|stops|countries|nations|states|peoples)|"
    r"(?:both|either|neither|each|the\s+two)\s+of\s+them|(?:to|for|with|from)\s+both(?=\s+(?:was|were|is|are|had|has|for|in|on|at)\b|[,.;:])|(?:at|in|on|during)\s+(?:each|both|every)\s+(?:stop|capital|leg|call|meeting|conversation)s?|(?:\w+\s+)?engagements|(?:the|these|his|her|their|\w+['\u2019]s)\s+(?:\w+\s+)?(?:calls|conversations|phone calls)|"
    r"(?:two|three|four|five|six|seven|several|separate|multiple)\s+(?:\w+\s+)?(?:calls|conversations|meetings)|"
    r"(?:in|during|on)\s+(?:both|separate)\s+(?:calls|conversations|meetings))\b",
    re.I,
)
# Those who quarrel, where they are the subject of a sentence: what is told of both, not in a conversation.
_PAIR = re.compile(
    r"\b(?:(?:the|two|both|all|rival|nuclear-armed|warring|old)\s+(?:[\w-]+\s+)?(?:neighbou?rs|rivals|foes|armies|adversaries|enemies|nations|peoples|capitals)|"
    r"(?:each|either|neither)\s+(?:of\s+them|of\s+the\s+two|army|capital|government|country|side)|(?:both|two)\s+(?:men|women|ministers|presidents|premiers|leaders|officials|armies)|"
    r"the\s+two\s+(?:presidents|ministers|governments|countries|armies|premiers))\b",
    re.I,
)
# What a person who stands for a side does behind his name: "Ann Lee, his aide, said".
_TELLS = re.compile(
    r",?(?:[^,.;]{0,60},)?\s+(?:also\s+|later\s+)?(?:said|says|told|wrote|added|adds|confirmed|denied|insisted|called|rejected|declined|refused|dismissed|would)\b"
)
_FOES = re.compile(
    r"\b(?:the|two|both|rival|nuclear-armed|warring)\s+(?:[\w-]+\s+)?(?:neighbou?rs|rivals|foes|adversaries|enemies)\b",
    re.I,
)
_BOTH_NAMED = re.compile(
    r"\b(?:urge[ds]?|ask(?:ed|s)?|told|tells|call(?:ed|s)\s+on|press(?:ed|es)|thank(?:ed|s)|warn(?:ed|s)|appealed\s+to)\s+both\s+(?:the\s+)?$"
)  # "urged both Chile and Peru"
# Behind the words quoted: ", said ".
_SAID_BY = re.compile(r"(?:[,\u201d\"?!]\s*)?\b(?:said|says|according to|wrote|told)\s+(?:\S+\s+){0,6}?$")
# How a page goes on to something else.
_OTHER = re.compile(
    r"\s*(?:\d{1,2}[.:h]\d\d(?: ?[ap]m)?\s*[:\u2013\u2014-]\s*)?(?:In other news|Elsewhere|In other developments|Other news|Also in (?:the news|today|this|our)|In brief|News in brief|"
    r"Away from|Also in the|On other|In sport|More (?:news|from|stories|headlines)|Read (?:also|more|next)|Related|Around the (?:region|world)|Briefly|Most read)\b",
    re.I,
)
# A speaker leaves the subject for one paragraph.
_TURNED = re.compile(r"(?:Turning to|On a different|On another|Asked about)\b")
# What a paragraph that goes on has: a pronoun, a quotation, somebody known.
_GOES_ON = re.compile(
    r"\b(?:he|she|him|his|her|himself|herself)\b|\bthe (?:call|conversation|meeting|lunch|dinner|talk|exchange|spokes\w+|minister|president|premier|official)\b",
    re.I,
)
# "He added that ...".
_SAYS_ON = re.compile(
    r"(?P<who>He|She)\s+(?:also\s+|then\s+|later\s+)?(?:said|added|noted|insisted|claimed|argued|complained|went on)\b"
)
_SUBJECT = 60  # characters of a sentence in which a pair is its subject
_SHORT = 20  # before a place that is named as the subject
_EARLY = 45  # characters of a sentence in which its subject, or where it takes place, is named
_ANOTHER = re.compile(
    r"['\u2019]s?\s+(?:\w+\s+){0,3}?(?:minister|spokes\w+|advis[eo]r|aide|secretary|assistant|ambassador|envoy|deputy|wife|son|party|predecessor)\b"
)
# "Haiti: Police commanders ...": an item of a list of news.
_ITEM = re.compile(r"[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}: [A-Z]")
# Whoever was met before: "urged her hosts".
_SAME = re.compile(r"\b(?:his|her|their)\s+(?:hosts?|guests?|counterparts?|colleagues?|interlocutors?)\b")
_ASKS = re.compile(r"\s*(?:Q|QUESTION|REPORTER)\b")
# A question of a briefing that leaves the subject.
_ASIDE = re.compile(
    r"\s*(?:Q|QUESTION|REPORTER)\b[^.?!]{0,40}?\b(?:something else|(?:a )?(?:different|another|separate|unrelated) (?:topic|subject|issue|matter|question|region)|"
    r"(?:chang\w+|switch\w+) (?:topics?|subjects?|gears))\b",
    re.I,
)
# Who has the exchange stands behind "with" or "to"; a person named elsewhere may be only a topic.
_WITH = re.compile(
    r"\b(?:with|(?<!ccording )to(?!\s+(?:meet|see|call|phone|host|sign|join|visit|let|give|ask|urge|press|talk|speak|deal|work)\b)|from|told|thanked|promised|asked|reached|pressed|warned|reminded|urged|assured|informed|commended|congratulated|welcomed|hosted|called|phoned|telephoned|rang|met|meets|received|visited)\s+(?:(?!(?:and|that|which|noted)\b)\S+\s+){0,6}?$"
)
# Whose words the text is: said by nobody in the conversation.
_ATTRIBUTION = re.compile(r"the (?:below|following)(?: \w+){0,3} (?:is|are|may be) attribut(?:able|ed) to\b", re.I)
# "with President A and Prime Minister B": the second one is addressed too.
_LISTED = re.compile(r"(?:['\u2019]s)?\s*(?:,|and|as well as)\s+(?:[\w.'\u2019-]+\s+){0,6}")


@dataclass(frozen=True, slots=True)
class Side:
    """Where a sentence stands: position of its contact in the document or None, party, the words that decided."""

    contact: int | None
    party: str
    evidence: str


def find_sides(
    text: str, sentences: Sequence[Span], people: People, contacts: Sequence[Contact], parties: Parties,
    strays: bool = False,
) -> list[Side]:  # fmt: skip
    """Return the side of each sentence.

    In order of force: the counterpart of one contact is named (the one behind "with", where several are); all
    exchanges at once ("both leaders", "Blinken's engagements") are ``both``; the country of one contact alone is
    named; else the sentence stands where the one before it did, and the words that decided there are repeated behind
    "continues: ". With one contact in the document every sentence stands there. Two countries named together decide
    nothing: they are mostly the topic.

    Parameters
    ----------
    text : str
    sentences : sequence of (int, int)
    people, contacts, parties
        What `find_people`, `describe` and `load_parties` returned.
    strays : bool
        Whether a paragraph may be about something else, as on a page of news: one that names nobody who takes part and
        no party, but persons or countries that no paragraph before it had, is ``neither``, with what follows it until
        somebody who takes part is named.

    Returns
    -------
    list of Side
        One a sentence, in order.
    """
    blocks = paragraphs(text)
    starts = {start for start, _ in blocks}
    elsewhere = _strays(text, blocks, people, contacts, parties, strays) if contacts else []
    out: list[Side] = []
    last: Side | None = None
    aside = False
    met = {name for contact in contacts for name in contact.participants}
    for span in sentences:
        if span[0] in starts and last is not None and last.contact is None and last.party == "neither":
            last = None
        if _ATTRIBUTION.match(text, span[0]) or any(low <= span[0] < high for low, high in elsewhere):
            out.append(Side(None, "neither", ""))
            continue
        aside = bool(_ASIDE.match(text, span[0])) or (aside and not _ASKS.match(text, span[0]))
        if aside:
            out.append(Side(None, "neither", ""))
            continue
        same = _SAYS_ON.match(text, span[0]) if strays and last is not None else None
        if same and last is not None and last.contact is not None:
            teller = next(iter(people.within(same.span("who"))), None)
            if teller and teller.name not in met:  # "He said ...": whoever spoke goes on
                out.append(_continued(last))
                continue
        side = _decided(
            text,
            span,
            people,
            contacts,
            parties,
            opening=last is None or last.party == "neither",
            late=strays or span[0] not in starts,
            news=strays,
        )
        if side is None and len(contacts) == 1:
            side = Side(
                0, contacts[0].party, f"only contact: {'; '.join(contacts[0].counterparts) or contacts[0].party}"
            )
        if side is None and strays and span[0] in starts and len(contacts) > 1 and _leads(text, span, people):
            side = Side(None, "both", "a new paragraph that names neither")
        if side is None and last is not None:
            side = _continued(last)
        side = side or Side(None, "neither", "")
        out.append(side)
        last = side
    return out


def _continued(last: Side) -> Side:
    evidence = last.evidence if last.evidence.startswith("continues: ") else f"continues: {last.evidence}"
    return Side(last.contact, last.party, evidence)


def _leads(text: str, span: Span, people: People) -> bool:
    """Whether a sentence at the head of a paragraph does not go on with what was said: it names nobody."""
    return text[span[0]].isalnum() and not people.within(span) and not _GOES_ON.search(text, *span)


def _strays(
    text: str, blocks: Sequence[Span], people: People, contacts: Sequence[Contact], parties: Parties, news: bool
) -> list[Span]:
    """Paragraphs about something else than the contacts; outside news only what stands behind a heading of other news."""
    inside = {name for contact in contacts for name in contact.participants}
    inside |= {leader.name for party in parties.parties for leader in party.leaders}
    seen: set[str] = set()
    out: list[Span] = []
    away = headed = False  # behind a heading of other news the page does not come back
    for span in blocks:
        persons = {one.name for one in people.within(span, ("name", "title"))}
        lands = {country for *_, country in countries_in(text[slice(*span)])}
        here = (
            bool(persons & inside)
            or bool(_PAIR.search(text, *span))
            or bool(_ALL.search(text, *span))
            or any(party.pattern().search(text, *span) for party in parties.parties)
        )
        fresh = (persons | lands) - seen - {"United States"} or _OTHER.match(text, span[0])
        headed = headed or bool(_OTHER.match(text, span[0]) and len(text[slice(*span)].split()) <= 6)
        item = _ITEM.match(text, span[0]) is not None and bool(seen)
        turned = _TURNED.match(text, span[0]) and not any(
            party.pattern().search(text, *span) for party in parties.parties
        )
        away = headed or (item and (away or not here)) or (not here and (away or bool(fresh and seen)))
        if headed or (news and (away or turned)):
            out.append(span)
        else:
            seen |= persons | lands
    return out


def _only(contacts: Sequence[Contact], party: str, at: int) -> int | None:
    """The position of a party's contact where it has one alone, or several with the same person."""
    own = [number for number, contact in enumerate(contacts) if contact.party == party]
    if len({contacts[number].counterparts for number in own}) == 1:
        own = _begun(contacts, own, at)
    return own[0] if len(own) == 1 else None


def _begun(contacts: Sequence[Contact], numbers: Sequence[int], at: int) -> list[int]:
    """Some contacts, of those with the same persons only the one that the text told last before a place."""
    out: dict[tuple[str, ...], int] = {}
    for number in numbers:
        if contacts[number].counterparts not in out or contacts[number].where < at:
            out[contacts[number].counterparts] = number
    return list(out.values())


def _decided(
    text: str,
    span: Span,
    people: People,
    contacts: Sequence[Contact],
    parties: Parties,
    opening: bool,
    late: bool,
    news: bool,
) -> Side | None:
    """What the sentence itself says of its side; ``opening`` where nothing was said before, ``late`` where a
    country named late in it is a topic.
    """
    named = list(people.within(span, ("name", "title")))
    addressed: dict[int, Mention] = {}
    mentioned: dict[int, Mention] = {}
    for one in named:
        if _ANOTHER.match(text, one.end):
            continue  # "Netanyahu's finance minister" is another one
        fitting = [number for number, contact in enumerate(contacts) if one.name in contact.counterparts]
        fitting = _begun(contacts, fitting, span[1])
        alone = [number for number in fitting if len(contacts[number].counterparts) == 1]
        for number in alone or fitting:  # whoever met him alone as well
            mentioned.setdefault(number, one)
            before = text[span[0] : one.start]
            listed = addressed and _LISTED.fullmatch(text[list(addressed.values())[-1].end : one.start])
            if listed or _WITH.search(before):
                addressed.setdefault(number, one)
    # "His spokeswoman, Ann Lee, said he would meet Diaz": her side's, whomever she speaks of.
    first = next((one for one in named if one.start - span[0] < _EARLY), None)
    met = {name for contact in contacts for name in contact.counterparts}
    told = told_by(text, span, people) if len(contacts) > 1 or news else None
    if told and told[0] not in met and (land := country_for(told[0], people, parties)) in parties.names:
        return Side(_only(contacts, str(land), span[1]), str(land), text[slice(*told[1])])
    if (
        first
        and (first.how == "name" or first.start == span[0])
        and first.name not in met
        and (len(contacts) > 1 or (contacts and news))
    ):
        land = country_for(first.name, people, parties)
        if land in parties.names and _TELLS.match(text, first.end):
            return Side(_only(contacts, land, span[1]), land, text[first.start : first.end])
    counterparts = addressed if len(addressed) == 1 and not (opening and len(mentioned) > 1) else mentioned
    if len(counterparts) == 1:
        number, mention = next(iter(counterparts.items()))
        return Side(number, contacts[number].party, text[mention.start : mention.end])
    begun = [number for number, contact in enumerate(contacts) if span[0] <= contact.where < span[1]]
    if len(counterparts) > 1 and len(begun) == 1 and begun[0] in counterparts and news and not opening:
        mention = counterparts[begun[0]]  # "before he received A, he spoke with B": what it tells is with B
        return Side(begun[0], contacts[begun[0]].party, text[mention.start : mention.end])
    if len(counterparts) > 1:
        evidence = "; ".join(text[one.start : one.end] for one in counterparts.values())
        sides = {contacts[number].party for number in counterparts}
        return Side(None, next(iter(sides)) if len(sides) == 1 else "both", evidence)
    standing = {land: one for one in named if (land := country_for(one.name, people, parties)) in parties.names}
    meant = {
        number: one
        for one in people.within(span, ("pronoun",))
        for number, contact in enumerate(contacts)
        if one.name in contact.counterparts and _WITH.search(text[span[0] : one.start])
    }
    several = len(contacts) > 1 and len({contact.party for contact in contacts}) > 1
    foes = _FOES.search(text, span[0], min(span[1], span[0] + _SUBJECT)) if news else None
    if foes and len(parties.names) > 1:
        return Side(None, "both", foes.group())
    exchanges = _ALL.search(text, *span) or _PAIR.search(text, span[0], min(span[1], span[0] + _SUBJECT))
    if exchanges and several:
        return Side(None, "both", exchanges.group())
    places = {party.name: match for party in parties.parties if (match := party.pattern().search(text, *span))}
    if several and len(standing) == 1 and len(places) < 2:  # a spokesman, a minister: those who stand for one side
        name, one = next(iter(standing.items()))
        if one.start - span[0] < _EARLY or _SAID_BY.search(text[span[0] : one.start]):
            return Side(_only(contacts, name, span[1]), name, text[one.start : one.end])
    if several and late and _SAME.search(text, *span):
        return None
    if (
        several
        and len(places) > 1
        and (
            _BOTH_NAMED.search(text[span[0] : min(match.start() for match in places.values())])
            or all(match.start() - span[0] < _SUBJECT for match in places.values())
        )
    ):
        return Side(None, "both", "; ".join(match.group() for match in places.values()))
    if several and opening and len(places) > 1:  # what tells all of them, before anything else
        return Side(None, "both", "; ".join(match.group() for match in places.values()))
    if len(places) == 1:
        name, match = next(iter(places.items()))
        before = text[span[0] : match.start()]
        if several and late and len(before) > _EARLY and not _WITH.search(before):
            return None  # a topic, of the conversation that is told
        if several and len(meant) == 1 and contacts[next(iter(meant))].party != name and len(before) > _SHORT:
            return None
        if not contacts or any(contact.party == name for contact in contacts):
            return Side(_only(contacts, name, span[1]), name, match.group())
    if several and len(meant) == 1 and not places:  # "Roe asked him to ..."
        number, one = next(iter(meant.items()))
        return Side(number, contacts[number].party, text[one.start : one.end])
    if len(places) > 1 and all(contact.kind == "statement" for contact in contacts):
        return Side(None, "both", "; ".join(match.group() for match in places.values()))
    return None
