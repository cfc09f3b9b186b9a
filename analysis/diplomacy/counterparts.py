"""Who is met: the persons or the group that a list of words names, and the country that each stands for."""

from __future__ import annotations

import re

from analysis.diplomacy.parties import Parties
from analysis.language.countries import countries, countries_in
from analysis.language.names import OFFICE
from analysis.language.people import Mention, People
from analysis.language.sentences import Span

# Words that end a list of counterparts.
_STOP = re.compile(r"[.;:()]\s|[\"\u201c\u201d]|\s(?:about|on|who|that|regarding|after|before|while|when|where|during|following|as part|and\s+(?:discussed|reaffirmed|"
                   r"emphasized|underscored|thanked|welcomed|reiterated|expressed|agreed|reviewed|stressed|highlighted|conveyed|urged|condemned))\b|"
                   r"\b(?:he|she|they|met|spoke|joined by|accompanied by|with)\b|"
               r"\sto\s+(?!the\b|His\b)\w+|,\s+(?!and\b|including\b)\w+ing\b|\b(?:discussed|reaffirmed|thanked|underscored|emphasized)\b")  # fmt: skip
# A verb of the past behind a name: it is the subject of what follows, not the last of a list.
_SUBJECT = re.compile(r"\s+(?:also\s+|\w+ly\s+)?(?:\w+ed|spoke|said|met|told|made|took|gave|had|was|will|has)\b")
_HONORIFIC = re.compile(
    r"\b(?:H\.?\s?E\.?|H\.?R\.?H\.?|His (?:Excellency|Majesty|Highness)|Her (?:Excellency|Majesty|Highness))(?=\s)"
)
_DESCRIBED = re.compile(rf"(?:{OFFICE})(?:\s+(?:to|of|for|on)\s+(?:the\s+)?(?:(?:[A-Z][\w-]*|and)\s?)+)*")
# "Chief of Cabinet for President": the person behind it is not the one who is met.
_SERVES = re.compile(
    rf"\b(?:{OFFICE}|adviser|advisor|aide|assistant|secretary)\b[^,;]*\b(?:for|to|of)\s+(?:[^,;]*\s)?(?!(?:Sheikha?|General|Admiral|Colonel|Prince|"
    rf"Princess|Ambassador)\s*$)(?:{OFFICE})\s*$"
)
_AIDES = re.compile(r"\b(?:assistant|aide|advis[eo]r|spokes\w+|envoy|deputy)\s+(?:of|to|for)\s+$", re.I)
# "President A's cabinet", "members of President A of Chile's cabinet".
_OWNER = re.compile(r"(?:\s+of\s+(?:[A-Z][\w-]*\s?){1,3})?['\u2019]s?\s")
# "the leaders of A and B", "A's and B's foreign ministers", and whom such a plural means.
_OFFICES = r"(?:leaders|presidents|prime ministers|premiers|foreign ministers|top diplomats)"
_LAND = r"[A-Z][\w'\u2019-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w'\u2019-]*)*"
_PLURAL = re.compile(
    rf"(?:the\s+|both\s+)?(?:(?P<of>{_OFFICES})\s+of\s+(?:both\s+)?(?P<lands>(?:the\s+)?{_LAND}(?:(?:,\s+|,?\s+and\s+)(?:the\s+)?{_LAND})+)"
    rf"|(?:(?:his|her)\s+)?(?P<owners>(?:the\s+)?{_LAND}\s+and\s+(?:the\s+)?{_LAND})\s+(?P<their>{_OFFICES}|counterparts))"
)
_RANKS = {
    "foreign": re.compile(r"\bMinister\b(?<!Prime Minister)|Foreign Secretary"), "diplomat": re.compile(r"\bMinister\b(?<!Prime Minister)|Foreign Secretary"),
    "prime": re.compile(r"Prime Minister|Premier"), "premier": re.compile(r"Prime Minister|Premier"), "president": re.compile(r"^President"),
    "leader": re.compile(r"^President|Prime Minister|Premier|Chancellor"), "counterpart": re.compile(r"Minister|President|Secretary|Advis[eo]r"),
}  # fmt: skip
_GROUP = re.compile(
    r"\b(?:leaders?|counterparts?|delegations?|officials?|ministers?|all(?:y|ies)|partners?|CEOs?|senators|representatives|advisors|members|families|ambassadors|chiefs|envoys|"
    r"executives|advocates|governors|mayors|council|commission|union|NATO|G7|group|stakeholders|presidents|heads)\b", re.I,
)  # fmt: skip
_DETERMINER = re.compile(
    r"^(?:the|a|an|his|her|their|our|other|several|some|all|fellow|a group of|members of|both)\s+", re.I
)


def is_foreign(name: str, people: People, parties: Parties) -> bool:
    """Whether a person stands for another country than the United States."""
    country = country_for(name, people, parties)
    return country is not None and country != "United States"


def stands_for(words: str) -> bool:
    """Whether words stand for several people or a body: "G7 leaders"."""
    return bool(_GROUP.search(words))


def listed(text: str, people: People, start: int, end: int) -> list[Mention]:
    """The persons listed from a place on: "President A, Prime Minister B of Chile, and C", as far as the list goes.

    Whoever only describes another one is passed over: "the adviser to President A", "members of A's cabinet".
    """
    out: list[Mention] = []
    at = start
    for mention in people.within((start, end), ("name",)):
        before = _HONORIFIC.sub("", text[at : mention.start])
        before = re.sub(r"\b(?:Dr|Mr|Ms|Mrs|Gen|Amb)\.|\b(?:[A-Z]\.){2,}", "", before)  # no end of a sentence
        between = _DESCRIBED.sub("", before)
        if out and len(between) < 40:
            between = between.replace(";", ",")  # "A, adviser to B; C; and D" is one list
        if len(between) > 130 or _STOP.search(between + " "):
            break
        linked = re.search(r",|\band\b|&|as well as|\(|\bincluding\b", between)
        if out and (not (linked or _SERVES.search(before)) or _SUBJECT.match(text, mention.end)):
            break
        owner = _OWNER.match(text, mention.end)
        if _SERVES.search(before) or owner or (out and _AIDES.search(before)):
            at = owner.end() if owner and not out else at
            continue
        out.append(mention)
        at = mention.end
    return list({one.name: one for one in out}.values())


def titled(text: str, people: People, start: int, end: int) -> list[Mention]:
    """The persons listed from a place on by their offices alone: "Armenia's prime minister and Azerbaijan's president"."""
    out: list[Mention] = []
    at = start
    for one in people.within((start, end), ("title",)):
        between = text[at : one.start]
        linked = re.fullmatch(r"[^.;]{0,30}?(?:,\s+|\s+and\s+)(?:the\s+)?", between) if out else between in ("", "the ")
        if not linked:
            break
        out.append(one)
        at = one.end
    return list({one.name: one for one in out}.values())


def of_several(text: str, people: People, parties: Parties, start: int, end: int) -> list[Mention]:
    """Those who lead the countries of a plural: "the leaders of Armenia and Azerbaijan", "Chile's and Peru's ministers"."""
    match = _PLURAL.match(text, start, end)
    if match is None:
        return []
    office = match.group("of") or match.group("their")
    low, high = match.span("lands") if match.group("of") else match.span("owners")
    fits = _RANKS[next(key for key in _RANKS if key in office)]
    out = []
    for land in dict.fromkeys(country_of(text[begin:stop], parties) for begin, stop, _ in _lands(text[low:high], low)):
        holder = next(
            (one.name for one in people.mentions if one.how == "name" and country_for(one.name, people, parties) == land
             and (person := people.person(one.name)) and fits.search(person.role or "")), None,
        )  # fmt: skip
        out += [Mention(match.start(), match.end(), holder, "title")] if holder else []
    return out


def _lands(words: str, shift: int) -> list[tuple[int, int, str]]:
    return [(low + shift, high + shift, land) for low, high, land in countries_in(words)]


def members(people: People, parties: Parties, span: Span) -> list[tuple[str, str | None]]:
    """The foreign persons that are named behind a group: "calls with European leaders: Prime Minister A of ..., B of ..."."""
    names = dict.fromkeys(one.name for one in people.within(span, ("name",)) if is_foreign(one.name, people, parties))
    return [(name, country_for(name, people, parties)) for name in names]


def group_named(words: str, titled: bool = False) -> str | None:
    """What stands for a counterpart without a name, without its determiner; None where it is nothing that talks.

    In a title whoever is met in the plural is a group: "Meeting with Economists".
    """
    words = re.sub(r"\s*\([^)]*\)", "", words)
    words = re.split(
        r"[.;:()]|,|\s(?:to|on|about|in|at|today|this|for|who|that|regarding|from|during|as|ahead|following|after|and discussed)\s",
        words,
    )[0]
    words = _DETERMINER.sub("", _DETERMINER.sub("", words.strip()))
    plural = titled and re.search(r"[a-z]s$", words.strip())
    return words.strip() if (_GROUP.search(words) or plural) and 0 < len(words.split()) <= 8 else None


def country_for(name: str, people: People, parties: Parties) -> str | None:
    """The country or side that a counterpart stands for."""
    leads = next((party.name for party in parties.parties for one in party.leaders if one.name == name), None)
    if leads:
        return leads
    person = people.person(name)
    country = person.affiliation if person else None
    if country and country not in parties.names:  # a party may go by another of its country's names
        listed = next((one for one in countries() if one.name == country), None)
        forms = (listed.name, *listed.other_names) if listed else ()
        country = next(
            (one.name for one in parties.parties if one.name in forms or one.pattern().match(country)), country
        )
    return country


def country_of(phrase: str, parties: Parties) -> str | None:
    party = next((party.name for party in parties.parties if party.pattern().search(phrase)), None)
    found = countries_in(phrase)
    return party or (found[0][2] if found else None)
