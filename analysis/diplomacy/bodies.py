"""Bodies that speak: a ministry, an office, a government, each under one name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.diplomacy import actors
from analysis.language.countries import countries_in, demonym
from analysis.language.people import People
from analysis.language.tokens import Tokens

BODY_NOUN = re.compile(
    r"\b(?:ministry|presidency|office|department|embassy|government|kremlin|white house|service|administration|chancellery|cabinet|secretariat|agency|mission)\b",
    re.I,
)
# What may stand behind a country: "'s foreign ministry".
_OF_A_COUNTRY = re.compile(
    r"(?:['\u2019]s?)?\s+(?:foreign|defen[cs]e|interior|presidential|finance)?\s*(?:ministry|presidency|government|office|embassy|army|military)",
    re.I,
)
_OF = re.compile(r" (?:of|for) (?:the )?(?:[A-Z][\w-]* ?(?:of |and |the )*)+(?<! )")
# "the ministry", "his ministry's press service".
OF_MINISTRY = re.compile(
    r"(?:(?:the|his|her|its)\s+)?(?P<kind>(?:foreign|defen[cs]e|interior)\s+)?ministry(?:['\u2019]s?\s+(?:press\s+(?:service|office)|statement|account|readout|note))?",
    re.I,
)
_MINISTER = re.compile(r"\b(?:(Foreign|Defen[cs]e|Interior) (?:Minister|Ministry)|Minister of Foreign Affairs)\b")
_NEAR = 400  # characters before a ministry in which its minister is looked for
_PAPER_OF = re.compile(
    r"^(?:readout|statement|note|press release|communiqu[e\u00e9]|account|summary) (?:by|from) (?:the )?(?=[A-Z])"
)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)


def body_named(words: str) -> str:
    """Return the name of a body of a country, whichever way it is named; other words as they are.

    Examples
    --------
    >>> body_named("Pakistan's foreign ministry"), body_named("the mayor's office")
    ('Pakistani Foreign Ministry', "the mayor's office")
    """
    words = _PAPER_OF.sub("", words)
    lands = countries_in(words)
    if not lands or lands[0][0] or not _OF_A_COUNTRY.fullmatch(words, lands[0][1]):
        return words
    rest = re.sub(r"^['\u2019]s?\s+|^\s+", "", words[lands[0][1] :])
    return f"{demonym(lands[0][2])} {' '.join(one if one[0].isupper() else one.capitalize() for one in rest.split())}"


def ministry_meant(words: str, said: Sequence[str], text: str, at: int, people: People) -> str:
    """Return the name of the ministry that words without a country mean at a place: that of the last minister or
    spokesperson before it who has a country, else the last one that spoke (``said``); other words as they are.

    Examples
    --------
    >>> from analysis.language.people import find_people
    >>> from analysis.language.tokens import parse
    >>> text = "Foreign Minister Ana Diaz of Chile met Bo Li. The ministry said so."
    >>> ministry_meant("ministry", [], text, text.index("The"), find_people(parse(text)))
    'Chilean Foreign Ministry'
    """
    bare = OF_MINISTRY.fullmatch(words)
    if bare is None:
        return words
    kind = (bare.group("kind") or "").strip().title()
    for one in reversed(people.within((max(0, at - _NEAR), at), ("name", "title"))):
        person = people.person(one.name)
        held = _MINISTER.search(person.role or "") if person and person.affiliation else None
        if held and person and person.affiliation:
            return f"{demonym(person.affiliation)} {kind or held.group(1) or 'Foreign'} Ministry"
    return next((one for one in reversed(said) if one.endswith("Ministry")), words)


def body_before(tokens: Tokens, number: int) -> str | None:
    """Return the body that "it" stands for in a sentence: the subject of the one before; None where that is none."""
    found = actors.main_subject(tokens, tokens.bounds[number - 1]) if number else None
    words = tokens.text[slice(*tokens.span(found))] if found else ""
    if found and (of := _OF.match(tokens.text, tokens.span(found)[1])):  # "the Office of the Security Council"
        words += of.group()
    return body_named(_ARTICLE.sub("", words).strip(" ,")) if BODY_NOUN.search(words) else None
