"""Who only passes words on, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.diplomacy.counterparts import country_for
from analysis.diplomacy.document import Document
from analysis.diplomacy.parties import Parties
from analysis.language.names import OFFICE
from analysis.language.people import People, Person
from analysis.language.quotations import Quotation
from analysis.language.sentences import Span

SPOKES = re.compile(r"\b(?:spokes(?:person|man|woman)|press secretary)\b", re.I)
# Who speaks for himself unless he tells what his principal said.
AIDE = re.compile(r"\b(?:aide|assistant|advis[eo]r)\b", re.I)
# A body or a paper that speaks for somebody: its words are those of the person they are about.
_RELAY = re.compile(
    r"\b(?:statement|readout|release|communiqu[eé]|press service|embassy|department|ministry|white house|office)\b",
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
    rf"(?:(?:[Tt]hat|[Ii]n (?:the|his|her|their) [^,]{{1,40}},|(?:During|On|At) [^,]{{1,40}},)\s+)?(?:the\s+|The\s+)?(?:(?:\w+\s+){{0,2}}?(?:{OFFICE})\s+)?"
)
_SAID = re.compile(
    r"(?:,[^,]{0,60},)?\s+(?:had |has |also |would |\w+ly ){0,3}(?:said|told|urged|asked|thanked|warned|assured|called|pressed|reminded|made clear|stressed|emphasized|"
    r"underscored|underlined|reaffirmed|reiterated|expressed|noted|raised|conveyed|praised|welcomed|offered|promised|agreed|condemned|rejected|"
    r"described|listen|replied|responded|insisted|demanded|proposed|pledged|accused|voiced|recalled|informed|briefed|encouraged|congratulated)\b"
)
_NEAR = 60  # characters about a name in which its title is looked for


def passes_on(source: str, person: Person | None) -> bool:
    """Whether a source relays somebody else's words: a spokesperson, a body or a paper.

    Examples
    --------
    >>> passes_on("the State Department", None), passes_on("Mayor Ann Lee", None)
    (True, False)
    """
    if person is not None:
        return bool(SPOKES.search(person.role or ""))
    return bool(SPOKES.search(source) or _RELAY.search(source))


def relayed_by(text: str, sentence: Span, source: str | None, people: People) -> str | None:
    """The person through whom a sentence says that the words came, unless it is the source itself."""
    match = _RELAYED_BY.search(text, *sentence)
    if not match:
        return None
    for mention in people.within((match.end(), min(sentence[1], match.end() + 90)), ("name",)):
        person = people.person(mention.name)
        return mention.name if mention.name != source and person and SPOKES.search(person.role or "") else None
    return None


def mind_behind(
    text: str, quotation: Quotation, sources: Sequence[str], people: People, document: Document, parties: Parties
) -> str:
    """Whose position the words of a relay express.

    That of whoever acts in the words, where they tell what the official or a counterpart said or did; the counterpart's
    where the relay stands for a party; else that of the first person in the words who is neither a counterpart nor the
    relay, else the official's; the relay's own where nobody is known.
    """
    source = "; ".join(sources)
    if acting := acting_in(text, quotation, people, document, sources):
        return acting
    if theirs := _of_a_party(text, quotation, source, people, document, parties):
        return theirs
    excluded = {*sources, *(name for one in document.contacts for name in one.counterparts)}
    about = [one.name for span in quotation.content for one in people.within(span) if one.name not in excluded]
    official = document.principal or next((one.official for one in document.contacts if one.official), None)
    return about[0] if about else official or source


def acting_in(
    text: str, quotation: Quotation, people: People, document: Document, sources: Sequence[str]
) -> str | None:
    """Who of a contact begins the words of a relay as the one who said or did something: "the President assured ..."."""
    start, end = quotation.content[0]
    opening = _OPENING.match(text, start, end)
    first = people.within((start, min(end, opening.end() + 60 if opening else start)))[:1]
    if not opening or not first or text[opening.end() : first[0].start].strip():
        return None
    taking_part = {name for one in document.contacts for name in one.participants} - set(sources)
    said = _SAID.match(text, first[0].end, end)
    return first[0].name if said and first[0].name in taking_part else None


def _of_a_party(
    text: str, quotation: Quotation, source: str, people: People, document: Document, parties: Parties
) -> str | None:
    """Whose words a spokesperson or a body of a party relays: those of its counterpart in a contact; a ministry's are
    its own. None where the source stands for no party.
    """
    known = people.person(source) is not None
    titles = _titles(text, source, people) if known else [text[slice(*one)] for one in quotation.source]
    found = [one.name for title in titles for one in parties.parties if one.pattern().search(title)]
    country = country_for(source, people, parties)
    party = country if country in parties.names else next(iter(found), None)
    if party is None:
        return None
    leaders = dict.fromkeys(name for one in document.contacts if one.party == party for name in one.counterparts)
    own = not known and not _LEADERS_OFFICE.search(source)
    return source if own or not leaders else "; ".join(leaders)


def _titles(text: str, name: str, people: People) -> list[str]:
    """What stands about a name as a spokesperson's title: "Kremlin spokesman B", "B, a spokesman for its president"."""
    out = []
    for one in people.mentions:
        if one.name == name and one.how == "name":
            behind = re.match(r",\s+[^,.;]*", text[one.end : one.end + _NEAR])
            before = re.split(r"[.;\u201d\"]\s", text[max(0, one.start - _NEAR) : one.start])[-1]
            out += [part for part in (before, behind.group() if behind else "") if SPOKES.search(part)]
    return out
