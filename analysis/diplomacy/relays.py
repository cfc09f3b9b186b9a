"""Who only passes words on, and whose words they are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.diplomacy.counterparts import country_for
from analysis.diplomacy.document import Document
from analysis.diplomacy.parties import Parties
from analysis.language.people import People, Person
from analysis.language.quotations import Quotation
from analysis.language.sentences import Span

SPOKES = re.compile(r"\b(?:spokes(?:person|man|woman)|press secretary)\b", re.I)
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

    The counterpart's where the relay stands for a party; else that of the first person in the words who is neither a
    counterpart nor the relay, else the official's; the relay's own where nobody is known.
    """
    source = "; ".join(sources)
    if theirs := _of_a_party(text, quotation, source, people, document, parties):
        return theirs
    excluded = {*sources, *(name for one in document.contacts for name in one.counterparts)}
    about = [one.name for span in quotation.content for one in people.within(span) if one.name not in excluded]
    official = document.principal or next((one.official for one in document.contacts if one.official), None)
    return about[0] if about else official or source


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
