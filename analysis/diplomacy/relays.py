"""Who only passes words on, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.diplomacy.counterparts import country_for
from analysis.diplomacy.document import Document
from analysis.diplomacy.issuers import SPOKES
from analysis.diplomacy.parties import Parties
from analysis.language.countries import countries_in
from analysis.language.marks import quoted_stretches
from analysis.language.names import OFFICE
from analysis.language.people import Mention, People, Person, holds, without_owners
from analysis.language.quotations import Quotation
from analysis.language.sentences import Span, paragraphs

# A body or a paper that speaks for somebody: its words are those of the person they are about.
_RELAY = re.compile(
    r"\b(?:statement|readout|release|communiqu[eé]|press service|embassy|department|ministry|white house|office|presidency|kremlin|palace|secretariat|[e\u00e9]lys[e\u00e9]e|downing street|chancellery)\b",
    re.I,
)
# A body that speaks for a head of state or government.
_LEADERS_OFFICE = re.compile(
    r"\b(?:president|premier|prime minister|presidential|press service|(?<!foreign )office)\b", re.I
)
# "In a statement relayed by X, Y said ...": X is the voice on record, Y the mind behind the words.
_RELAYED_BY = re.compile(
    r"\b(?:(?:statement|readout|remarks|words|message|release)\b[^.;]{0,40}?\b(?:by|from|through|via)|relayed by|conveyed by|"
    r"released by|issued by|according to|as told by)\s+"
)
# What a content begins with before its subject, and the verbs by which a subject takes a stand.
_OPENING = re.compile(
    rf"[\"\u201c]?(?:(?:[Tt]hat|[Tt]o [^,]{{1,40}},(?: [^,]{{1,40}},)?|[Ii]n (?:the|his|her|their) [^,]{{1,40}},|(?:In (?:response|turn|reply|return)|(?:For|On) (?:his|her|their) (?:own )?part|Meanwhile|Afterwards?|Later|Earlier),|(?:During|On|At) [^,]{{1,40}},)\s+)?(?:the\s+|The\s+)?(?:(?:\w+\s+){{0,2}}?(?:{OFFICE})\s+)?(?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?"
)
_STANDS = (
    "said say says told tell urged asked ask thanked thank warned assured called pressed reminded made stressed emphasized underscored underlined "
    "reaffirmed reiterated expressed noted raised conveyed praised welcomed offered offer promised agreed answered countered objected vowed condemned "
    "rejected described listen replied responded insisted demanded proposed pledged accused voiced recalled informed briefed encouraged congratulated "
    "refused declined accepted backed explained complained confirmed put wanted wants dismissed denied gave laid set let heard hears hopes hoped plans "
    "intends believes thinks expects keep keeps see sees took takes turned defended argued signaled signalled sought requested repeated handed posed "
    "cautioned appealed spoke discussed received met held hosted phoned telephoned rang"
).split()
# "the American had been vague" says how he was, not what he did.
_DOES = r"(?!(?:been|seemed|sounded|appeared)\b(?!\s+(?:ready|willing|prepared|clear|determined|open|grateful)))\w{3,}"
_SAID = re.compile(
    r"(?:,[^,]{0,60},)?(?:\s+(?:on|late on|early on)\s+\w+day)?\s+[\"\u201c]?(?:"
    rf"(?:had|has|have|would|will|did|could|may|might)\s+(?:not\s+|also\s+|never\s+)?[\"\u201c]?{_DOES}|"
    r"(?:is|was|are|were)\s+(?:ready|willing|prepared|determined|open|grateful|alarmed|concerned|pleased)|ruled\s+out|"
    rf"(?:(?:also|not|later|then|again|first|\w+ly)\s+){{0,3}}(?:{'|'.join(_STANDS)}))\b"
)
# What a spokesperson tells that his own did, whatever it is.
_ACTS = re.compile(r"(?:,[^,]{0,60},)?\s+(?:also\s+|\w+ly\s+|then\s+)?\w{2,}ed\b")
# "his spokeswoman, ", "Prime Minister Diaz's press secretary, ", and ", a spokesman for Diaz".
_WHOSE = re.compile(
    r"\b(his|her|(?:[A-Z][\w-]+\s+){0,3}[A-Z][\w-]+(?=['\u2019]s?\s))(?:['\u2019]s?)?\s+(?:[\w-]+(?:['\u2019]s)?\s+){0,3}?(?:spokes(?:man|woman|person)|press secretary),?\s+$"
)
_BEHIND = re.compile(
    r",\s+(?:the\s+|an?\s+)?(?:(?:spokes\w+|press secretary)\s+(?:for|of)\s+(?:the\s+)?)?((?:[A-Z][\w-]+\s+){0,3}[A-Z][\w-]+|the (?:prime minister|president|minister|premier))['\u2019]s?\s+(?:spokes\w+|press secretary|ministry|office|government)\b"
)
# "Roe promised, in Lee's account, to ...": Lee tells it.
_ACCOUNT = re.compile(
    r"\b(?:in|by|on)\s+((?:(?:Mr|Mrs|Ms|Dr)\.?\s+)?(?:[A-Z][\w-]+\s+){0,3}[A-Z][\w-]+|(?:the|his|her)\s+[\w ]{3,40}?)['\u2019]s?\s+(?:own\s+)?(?:account|telling|version|retelling|words)\b"
)
# ", the prime minister told him".
_TOLD_HIM = re.compile(
    r"\s+(?:has |had )?(?:told|assured|asked|warned|promised|reminded)\s+(?:him|her|them|his|the|[A-Z])"
)
# "in the words of his spokesman, Ann Lee", "by his account".
_WORDS_OF = re.compile(
    r"\b(?:in|by)\s+the\s+(?:words|account|telling)\s+of\s+(?P<who>[^.;\u201c\u201d\"]{3,80})|\b(?:by|in)\s+(?P<his>his|her)\s+(?:own\s+)?(?:account|telling|words)\b"
)
# "the presidency quoted Lee as saying".
_QUOTED_AS = re.compile(
    r"\b(?:quoted|cited|quotes|cites)\s+(?P<who>(?:[\w.'\u2019-]+\s+){1,6}?)as\s+(?:having\s+)?\w+(?:ing|ed)\b"
)
# Bodies that speak for the officials of others than the parties.
_OUR_BODY = re.compile(
    r"\b(?:[Dd]epartment|White House|Pentagon|National Security Council|Security Council|U\.?S\.?|American|Commission|European|E\.?U\.?|U\.?N\.?|United Nations|"
    r"[E\u00c9]lys[e\u00e9]e|French|Downing Street|Foreign Office|British|German|Kremlin|Russian|his|her|Secretary[- ]General)\b"
)
_MINISTRY = re.compile(r"\b((?:[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior) [Mm]inistry|Ministry of (?:[A-Z]\w+|and|for|\s)+)")
_MINISTER = re.compile(r"\bMinister\b(?<!Prime Minister)")
_TELLS = r"(?:said|says|told|tells|wrote|writes|added|adds|reported|confirmed|explained|noted|went on|continued)"
_WHO = r"(?P<who>(?:(?!,\s)(?:\b[A-Z]\.|[^\u201c\u201d\".;:])){2,70}?(?:,\s+(?:(?!,\s)(?:\b[A-Z]\.|[^\u201c\u201d\".;:])){3,60})?)"
# "..., his spokesman, Bo Li, said afterwards."
_CLOSES = re.compile(rf",[\u201d\"]?\s+{_WHO},?\s+(?:also\s+|later\s+)?{_TELLS}\b[^,;\u201c\u201d\"]{{0,60}}[.!?]?\s*$")
_WITHIN = re.compile(rf"(?<=\w),\s+{_WHO}\s+{_TELLS},\s")
_SAID_IN = re.compile(rf"(?<=\w),\s+(?:said|says|added)\s+{_WHO},\s")
_TOLD_BY = re.compile(rf",[\u201d\"]?\s+[^,]{{2,40}}\s+(?:was|were)\s+told\s+by\s+{_WHO}[.]?\s*$")
_SAID_BY = re.compile(rf",[\u201d\"]?\s+(?:said|says|according to)\s+{_WHO}(?:,\s+(?:who|at|in|on)\b[^.]*)?[.]?\s*$")
# What is said of somebody without a name beside his office.
KNOWS = re.compile(
    r",?\s+(?:who|familiar|quoted|involved|present|travell?ing|with knowledge|briefed|speaking|close to|on condition|based)\b.*",
    re.S,
)
_NAMELESS = re.compile(r"\b(?:officials?|diplomats?|advis[eo]rs?|aides?|sources?|person|people)\b")
_AIDE = re.compile(r"\b(?:aide|assistant|advis[eo]r)\b", re.I)
_MYSELF = re.compile(r"\b(?:I|me|my)\b")
_NEAR = 60  # characters about a name in which its title is looked for


# An official without a name, of whom a country or a house is said, tells what his own side did.
_ANONYMOUS = re.compile(
    r"\b(?:administration|department|White House|Elys[e\u00e9]e|Kremlin|ministry|presidential|government|U\.?S\.?|EU|UN|UK|[A-Z]\w+(?:an|ish|ese|i|ch|ic))\s+(?:\w+\s+){0,2}(?:officials?|diplomats?|advis[eo]rs?|aides?)\b"
)


def passes_on(source: str, person: Person | None) -> bool:
    """Whether a source relays somebody else's words: a spokesperson, a body or a paper.

    Examples
    --------
    >>> passes_on("the State Department", None), passes_on("Mayor Ann Lee", None)
    (True, False)
    """
    if person is not None:
        return bool(SPOKES.search(person.role or ""))
    return bool(SPOKES.search(source) or _RELAY.search(source) or _ANONYMOUS.search(source))


def relayed_by(text: str, sentence: Span, source: str | None, people: People) -> str | None:
    """The person through whom a sentence says that the words came, unless it is the source itself."""
    told = _ACCOUNT.search(text, *sentence)
    if told and (teller := next(iter(people.within(told.span(1))), None)):
        return teller.name if teller.name != source else None
    said = _WORDS_OF.search(text, *sentence)
    if said:
        group = "who" if said.group("who") else "his"
        names = without_owners(text, people.within(said.span(group), ("name",))) or people.within(said.span(group))
        return names[-1].name if names and names[-1].name != source else None
    match = _RELAYED_BY.search(text, *sentence)
    if not match:
        return None
    for mention in people.within((match.end(), min(sentence[1], match.end() + 90)), ("name",)):
        person = people.person(mention.name)
        return mention.name if mention.name != source and person and SPOKES.search(person.role or "") else None
    return None


def told_by(text: str, sentence: Span, people: People) -> tuple[str, Span] | None:
    """Who tells what a sentence says, and where he stands, by its end or an aside: "..., his spokesman, Bo Li, said.",
    "Roe, the diplomat said, had ..."; None where nobody does.

    A person, or an official without a name as the text calls him.
    """
    for pattern in (_CLOSES, _WITHIN, _SAID_IN, _SAID_BY, _TOLD_BY):
        if match := pattern.search(text, *sentence):
            names = without_owners(text, people.within(match.span("who"), ("name",)))
            others = names or people.within(match.span("who"), ("title", "pronoun"))
            if others:
                # "Diaz spokeswoman Ann Lee"
                serving = len(others) > 1 and SPOKES.search(text, others[0].end, others[1].start)
                return others[1 if serving else 0].name, match.span("who")
            words = re.sub(r"^(?:the|a|an)\s+", "", match.group("who").strip(" ,"), flags=re.I)
            words = KNOWS.sub("", words)
            if SPOKES.search(words) or _NAMELESS.search(words):
                return words, match.span("who")
    return None


def mind_behind(
    text: str, quotation: Quotation, sentence: Span, sources: Sequence[str], people: People, document: Document,
    parties: Parties,
) -> str:  # fmt: skip
    """Whose position the words of a relay express.

    That of whoever acts in the words, where they tell what the official or a counterpart said or did; of the counterpart
    whose spokesperson it is, or whose party it stands for; else that of the first person in the words who is neither a
    counterpart nor the relay, else the official's; the relay's own where nobody is known.
    """
    source = "; ".join(sources)
    quoted = _QUOTED_AS.search(text, *sentence)
    told = next((one.name for one in people.within(quoted.span("who"))), None) if quoted else None
    theirs = (
        told
        or acting_in(text, quotation, sentence, people, document, sources, parties)
        or _owner(text, source, people, document)
        or _of_a_party(text, quotation, source, people, document, parties)
    )
    if theirs:
        return theirs
    excluded = {*sources, *(name for one in document.contacts for name in one.counterparts)}
    about = [one.name for span in quotation.content for one in people.within(span) if one.name not in excluded]
    official = document.principal or next((one.official for one in document.contacts if one.official), None)
    return about[0] if about else official or source


def acting_in(
    text: str, quotation: Quotation, sentence: Span, people: People, document: Document, sources: Sequence[str],
    parties: Parties,
) -> str | None:  # fmt: skip
    """Return who of a contact acts in what another one tells: "the President assured ...", also around the source, as in
    "He told her, the ministry said, that ..." and behind it, as in "No road, the premier told him"; None where nobody
    does, or the source itself. "The president" of a spokesperson is his own.
    """
    inside = {name for one in document.contacts for name in one.participants} - set(sources)
    relays = bool(sources) and passes_on(sources[0], people.person(sources[0]))
    for start in dict.fromkeys((*(low for low, _ in quotation.content), sentence[0])):
        if not sentence[0] <= start < sentence[1]:
            continue
        opening = _OPENING.match(text, start, sentence[1])
        at = opening.end() if opening else start
        near = people.within((start, at + 60))
        # "The Secretary stressed": the office itself
        first = next((one for one in near if one.end > at or (one.how == "title" and one.end + 1 >= at)), None)
        if first is None or text[at : first.start].strip():
            continue
        acts = _SAID.match(text, first.end, sentence[1]) or (relays and _ACTS.match(text, first.end, sentence[1]))
        if not acts:
            continue
        heard = any(low <= first.start < high for low, high in quotation.source)
        name = _of_his_own(text, first, sources, people, document, parties) or first.name
        foreign = first.how == "pronoun" and relays and _foes(sources[0], name, people, parties)
        return None if heard or foreign or name not in inside else name
    for low, high in quotation.content:
        for one in people.within((low, high), ("name", "title")):
            if text[max(low, one.start - 2) : one.start] == ", " and _TOLD_HIM.match(text, one.end, high):
                name = _of_his_own(text, one, sources, people, document, parties) or one.name
                return name if name in inside else None
    return None


def _foes(source: str, name: str, people: People, parties: Parties) -> bool:
    """Whether a source speaks for one party and somebody stands for another."""
    land = country_for(source, people, parties)
    if people.person(source) is None:
        land = next((one.name for one in parties.parties if one.pattern().search(source)), None)
    theirs = country_for(name, people, parties)
    return land in parties.names and theirs in parties.names and land != theirs


def _of_his_own(
    text: str, mention: Mention, sources: Sequence[str], people: People, document: Document, parties: Parties
) -> str | None:
    """Who of the source's own side holds the office that a title without a country names; None where nobody does."""
    words = text[mention.start : mention.end].removeprefix("the ").removeprefix("The ")
    if mention.how != "title" or countries_in(words) or not sources:
        return None
    source = sources[0]
    land = country_for(source, people, parties)
    if people.person(source) is None:
        land = next((one.name for one in parties.parties if one.pattern().search(source)), None)
    if land not in parties.names and not passes_on(source, people.person(source)):
        return None
    for one in document.contacts:
        theirs = one.counterparts if one.party == land else () if land in parties.names else one.participants[:1]
        for name in theirs:
            role = (people.person(name) or Person(name, "", None, ())).role or ""
            if holds(role.casefold(), words.casefold()):
                return name
    return None


def _owner(text: str, source: str, people: People, document: Document) -> str | None:
    """The counterpart whose spokesperson a source is: "his spokeswoman, Ann Lee", "Diaz's press secretary, Bo Li"."""
    met = {name for one in document.contacts for name in one.participants}
    for one in people.mentions:
        lead = _WHOSE.search(text, max(0, one.start - _NEAR), one.start) if one.name == source else None
        owner = next((other for other in people.within(lead.span(1))), None) if lead else None
        if owner and owner.name in met:
            return owner.name
        behind = _BEHIND.match(text, one.end) if one.name == source else None
        owner = next((other for other in people.within(behind.span(1))), None) if behind else None
        if owner and owner.name in met:
            return owner.name
    return None


def _of_a_party(
    text: str, quotation: Quotation, source: str, people: People, document: Document, parties: Parties
) -> str | None:
    """Whose words a spokesperson or a body of a party relays: those of its counterpart in a contact; a ministry's are
    its own. None where the source stands for no party.
    """
    known = people.person(source) is not None
    titles = _titles(text, source, people) if known else [source, *(text[slice(*one)] for one in quotation.source)]
    found = [one.name for title in titles for one in parties.parties if one.pattern().search(title)]
    country = country_for(source, people, parties)
    party = country if country in parties.names else next(iter(found), None)
    if party is None and known and country is None and not any(_OUR_BODY.search(title) for title in titles):
        party = _only_side(text, source, people, document, parties)
    if party is None:
        return None
    leaders = dict.fromkeys(name for one in document.contacts if one.party == party for name in one.counterparts)
    ministry = next((match for title in titles if (match := _MINISTRY.search(title))), None) if known else None
    if ministry and not any(
        _MINISTER.search((people.person(name) or Person(name, "", None, ())).role or "") for name in leaders
    ):
        word = ministry.group(1)
        return f"{_demonym(party, parties)} {word if word[0].isupper() else word.title()}"
    own = not known and not _LEADERS_OFFICE.search(source) and not _ANONYMOUS.search(source)
    return source if own or not leaders else "; ".join(leaders)


def _only_side(text: str, source: str, people: People, document: Document, parties: Parties) -> str | None:
    """The one side that a paragraph names, and not the official, before a spokesperson of whom it is not said whose he is."""
    at = next((one.start for one in people.mentions if one.name == source and one.how == "name"), None)
    if at is None:
        return None
    low = next((low for low, high in paragraphs(text) if low <= at < high), at)
    officials = {name for one in document.contacts for name in (one.official or "").split("; ")}
    quoted = quoted_stretches(text)
    if any(
        one.name in officials and not any(begin <= one.start < end for begin, end in quoted)
        for one in people.within((low, at))
    ):
        return None
    named = {one.name for one in parties.parties if one.pattern().search(text, low, at)}
    named |= {
        land for one in people.within((low, at)) if (land := country_for(one.name, people, parties)) in parties.names
    }
    return named.pop() if len(named) == 1 else None


def _demonym(party: str, parties: Parties) -> str:
    """The adjective of a party: its first demonym that is no plural, else its name."""
    one = next(one for one in parties.parties if one.name == party)
    return one.demonyms[0] if one.demonyms else party


def served_by(source: str, people: People, document: Document, parties: Parties, content: str) -> str | None:
    """The counterparts for whom an aide of theirs speaks, who does not speak of himself; None where nobody's aide does."""
    person = people.person(source)
    if person is None or not _AIDE.search(person.role or "") or _MYSELF.search(content):
        return None
    country = country_for(source, people, parties)
    leaders = dict.fromkeys(
        name
        for one in document.contacts
        if one.party == country and len(one.counterparts) == 1
        for name in one.counterparts
    )
    return "; ".join(leaders) if leaders and source not in leaders else None


def _titles(text: str, name: str, people: People) -> list[str]:
    """What stands about a name as a spokesperson's title: "Kremlin spokesman B", "B, a spokesman for its president"."""
    out = []
    for one in people.mentions:
        if one.name == name and one.how == "name":
            behind = re.match(r",\s+[^,.;]*", text[one.end : one.end + _NEAR])
            before = re.split(r"[.;\u201d\"]\s", text[max(0, one.start - _NEAR) : one.start])[-1]
            out += [part for part in (before, behind.group() if behind else "") if SPOKES.search(part)]
    return out
