"""Who the source of a quotation is: a person by name, title or pronoun, a body, or somebody without a name."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

from analysis.diplomacy import actors
from analysis.diplomacy.bodies import BODY_NOUN, OF_MINISTRY, body_named
from analysis.diplomacy.contacts import Contact
from analysis.diplomacy.parties import Parties
from analysis.diplomacy.relays import KNOWS
from analysis.language.people import People, without_owners
from analysis.language.quotations import Quotation
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

Evidence = Literal["name", "title", "pronoun", "continuation", "document", "anonymous", "none"]

_ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|diplomats?|aides?|analysts?|experts?|person|people|spokes\w+)\b", re.I
)
# "the official", "the aide": somebody of whom more was said before.
_ANONYMOUS_NOUN = re.compile(
    r"(?:the\s+)?(?:same\s+|american\s+|senior\s+)?(?:official|diplomat|aide|advis[eo]r|source|assistant)"
)
_AIDES = frozenset("aide adviser advisor assistant".split())
_ENVOY = re.compile(r"(?:the\s+)?(?:(?:american|u\.?s\.?|eu|special)\s+)*(?:envoy|visitor|guest)")
_SCHOLAR = re.compile(
    r",\s+(?:who\s+(?:teaches|studies|writes|runs\s+a)|(?:an?|the)\s+(?:[\w-]+\s+){0,4}?(?:analyst|professor|historian|commentator|expert|lecturer|fellow|researcher|scholar))\b"
)
# "her host", "his guest": the other one of the two who met.
_GUEST = re.compile(r"(?:his|her)\s+(?:host|guest|visitor|caller|interlocutor|counterpart|colleague)")
_BACK = 400  # characters before them in which the two are looked for
_POST = re.compile(r"(?:the|his|her)?\s*(?:post|tweet)")
_BUREAU = re.compile(
    r"\b(?:[Oo]ffice|[Mm]inistry|[Dd]epartment|[Pp]ress [Ss]ervice|[Ee]mbassy|[Gg]overnment|[Pp]residency|[Kk]remlin|[Ss]ecretariat|[Ss]ervice)$"
)
# ", a foreign policy aide to ": the first of two is meant.
_SERVES = re.compile(
    r"\b(?:aide|assistant|advis[eo]r|spokes\w+|secretary|deputy|envoy|minister|ambassador|head|chief)\s+(?:to|of|for)\b|\bwho\b"
)
_SERVES_NAMED = re.compile(
    r"(?:an?|one|another|the)\s+(?:[\w-]+\s+){0,3}?(?:aide|assistant|advis[eo]r)\s+(?:to|of|for)\s+(?:the\s+)?(?=[A-Z])",
    re.I,
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
_PRONOUN = re.compile(r"^(?:they|he|she|we|i|it|you|who)$", re.I)
_IT_TELLS = re.compile(
    r",[\u201d\"]?\s+it\s+(?:also\s+)?(?:said|added|noted|reported|went on|says|adds)\b[^,\u201c\u201d\"]{0,40}[.]?\s*$"
)


def source_of(
    tokens: Tokens,
    quotation: Quotation,
    people: People,
    contact: Contact | None,
    parties: Parties,
    official: str | None,
) -> tuple[tuple[str, ...], Evidence]:
    """The source of a quotation: persons by their canonical names, else its own words without the article; where it has
    none, the persons that are the subject of its cue.
    """
    text = tokens.text
    hull = (quotation.source[0][0], quotation.source[-1][1]) if quotation.source else _acting(tokens, quotation)
    if hull is None:
        return (), "none"
    mentions = people.within(hull)
    if _GUEST.fullmatch(text[slice(*hull)].casefold()):
        return (text[slice(*hull)],), "title"
    body = BODY_NOUN.search(text, *hull)
    of = text[body.end() : mentions[0].start].strip() if body and mentions else ""
    if of in ("of", "of the") and mentions[0].how != "pronoun":  # "the press service of the Chilean president"
        return (_ARTICLE.sub("", text[hull[0] : mentions[0].end]),), "name"
    if (
        mentions
        and (serves := _SERVES_NAMED.match(text, *hull))
        and not any(one.end < serves.end() for one in mentions)
    ):
        owner = mentions[0]  # "an aide to Lee" is not Lee
        words = KNOWS.sub("", text[owner.end : hull[1]])
        return (f"{_ARTICLE.sub('', serves.group())}{owner.name}{words}".strip(" ,"),), "anonymous"
    # "Pashinyan's press secretary, Ann Lee": the owner does not speak.
    own = without_owners(text, mentions)
    if BODY_NOUN.search(text, *hull):  # "Diaz's office", "his office" is not Diaz
        whose = next((one for one in own if text[one.start : one.end].casefold() in ("his", "her")), None)
        if whose and whose.start == hull[0] and not OF_MINISTRY.fullmatch(text, *hull):
            return (f"{whose.name}'s{text[whose.end : hull[1]]}",), "pronoun"
        own = [one for one in own if one != whose]
        mentions = own
    else:
        mentions = own or mentions
    if mentions:
        by_how: dict[str, Evidence] = {"name": "name", "title": "title", "pronoun": "pronoun"}
        chosen = next((one for one in mentions if one.how == "name"), mentions[0])
        # "The envoy, Ann Lee" is one person, "the envoy and Ann Lee" are two.
        link = r"\band\b" if any(one.how != "name" for one in mentions) else r"\band\b|,"
        between = text[mentions[0].end : mentions[-1].start]
        listed = re.search(link, between) if len(mentions) > 1 and not _SERVES.search(between) else None
        names = tuple(dict.fromkeys(one.name for one in mentions)) if listed else (chosen.name,)
        return names, by_how[chosen.how]
    if not quotation.source:
        return (), "none"
    # "Ann Lee, the ministry's spokeswoman, said": the source may be the title alone.
    ahead = [
        one for one in people.within((max(0, hull[0] - 60), hull[0]), ("name",)) if text[one.end : hull[0]] == ", "
    ]
    if (
        ahead
        and _ARTICLE.match(text[slice(*hull)])
        and (_ANONYMOUS.search(text, *hull) or not _BUREAU.search(text[slice(*hull)].strip(" ,")))
    ):
        return (ahead[-1].name,), "name"
    words = _ARTICLE.sub("", " ".join(text[start:end] for start, end in quotation.source)).strip(" ,")
    words = KNOWS.sub("", words) if _ANONYMOUS.search(words) else words
    low = bisect_right(tokens.words, hull[0], key=lambda word: word.end)
    high = bisect_right(tokens.words, hull[1] - 1, key=lambda word: word.start)
    if contact is not None and high > low and not _BUREAU.search(words):
        everybody = actors.named(tokens, range(low, high), people, contact, parties, official)
        if everybody:
            return everybody, "pronoun" if _PRONOUN.match(words) else "title"
    if not words or _PRONOUN.match(words):
        return (), "none"
    words = body_named(words)
    return (words,), "anonymous" if _ANONYMOUS.search(words) and words.islower() else "name"


def known_before(
    words: str, said: Sequence[str | None], people: People, official: str | None, inside: set[str], at: int
) -> str | None:
    """Who "the official" or "the post" is: the last speaker without a name of whom more was said, a person of that
    office, or whoever wrote last; "the envoy" is the official. None where nobody fits.
    """
    bare = words.casefold()
    before = people.within((max(0, at - _BACK), at + 4))
    if _ENVOY.fullmatch(bare) and official:
        return official
    if guest := _GUEST.fullmatch(bare):
        met = [one for one in reversed(before) if one.name in inside]
        owner = next((one.name for one in met if one.how == "pronoun" and one.start == at), None)
        others = [
            one.name for one in met if one.name != (owner or official) and (one.name == official) == (owner != official)
        ]
        return others[0] if others and guest else None
    if _POST.fullmatch(bare):
        return next((one for one in reversed(said) if one in people.names), None)
    if not _ANONYMOUS_NOUN.fullmatch(bare):
        return None
    noun = bare.split()[-1]
    nouns = _AIDES if noun in _AIDES else {noun}
    for one in reversed(said):
        if one and one.casefold() != bare and one not in people.names and nouns & set(one.casefold().split()):
            return one
    fitting = [one.name for one in people.persons if nouns & set((one.role or "").casefold().split())]
    return fitting[0] if len(fitting) == 1 and noun not in ("official", "source") else None


def it_tells(text: str, sentence: Span, said: Sequence[str | None], people: People) -> str | None:
    """The body that "..., it added" means at the end of a sentence: the last speaker that is none of the persons."""
    if not _IT_TELLS.search(text, *sentence):
        return None
    return next((one for one in reversed(said) if one and one not in people.names), None)


def looks_on(text: str, source: str, people: People) -> bool:
    """Whether a source is said to be a scholar or the like, who gives a view and tells nothing of the exchange."""
    return any(_SCHOLAR.match(text, one.end) for one in people.mentions if one.name == source and one.how == "name")


def _acting(tokens: Tokens, quotation: Quotation) -> Span | None:
    """Where the subject of a cue stands that has no source of its own: "Roe's visits show it, stressing that ..."."""
    if quotation.kind == "direct" or not quotation.cue:
        return None
    position = bisect_right(tokens.words, quotation.cue[0][0], key=lambda word: word.end)
    found = actors.subject(tokens, position) if position < len(tokens.words) else None
    return tokens.span(found) if found else None
