"""Mentions of persons, and one canonical name a person."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from analysis.language.countries import countries_in
from analysis.language.leaders import leader
from analysis.language.names import (
    HONORIFIC,
    OFFICE,
    OFFICES_HELD,
    SERVES,
    Known,
    behind_offices,
    canonical,
    find_names,
    split_office,
    surname,
)
from analysis.language.pronouns import find_pronouns
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens
from analysis.language.turns import turns

How = Literal["name", "title", "pronoun"]

# Offices that news write in small letters.
_LOWER = r"(?:spokes(?:man|woman|person)|president|prime minister|premier|foreign minister|secretary of state|chancellor|ambassador)"
# "Azerbaijani President Aliyev", "US State Department Spokesperson Miller": what stands before a name.
_BEFORE = re.compile(
    rf"((?:(?:[A-Z][\w.'\u2019-]*(?<![a-z]{{2}}\.)|of)\s+){{0,6}}?)\b({OFFICES_HELD}|{_LOWER})\s+(?:(?:for|of|on)\s+(?:the\s+)?(?:(?:[A-Z][\w-]*|and|of|the)\s+){{1,7}}?)?(?:(?:Dr|Sir|Mr|Ms|Mrs|HE|H\.E|Sheikha?)\.?\s+)*$"
)
# "the President of Chile, His Excellency Bo Li".
_BEFORE_OF = re.compile(
    rf"\b({OFFICES_HELD})(?:\s+(?:and|[A-Z]\w+)){{0,3}}\s+(?:of|for|to)\s+(?:the\s+)?((?:(?:Republic|Kingdom|State|Government)\s+of\s+)?[A-Z][\w'\u2019-]*(?:\s+(?:of|and|the|[A-Z][\w'\u2019-]*))*?),?\s+{HONORIFIC}$"
)
_BEFORE_COMMA = re.compile(rf"\b[Tt]he\s+({OFFICES_HELD}),\s+$")
_TO = re.compile(
    rf"\b({OFFICE})\s+to\s+(?:the\s+)?$"
)  # "Advisor to the Vice President Ann Lee" is not the Vice President
_BEHIND = re.compile(
    rf"^,\s+(?:the\s+|an?\s+)?((?:(?:[A-Z][\w.-]*|and)\s+){{0,4}})((?i:{OFFICE}))\b"
    r"(?:\s+(?:of|for|to)\s+(?:the\s+)?((?:[A-Z][\w.'\u2019]*\s?(?:of\s+(?:the\s+)?)?)+))?"
)
_OF = re.compile(r"^\s+of\s+(?:the\s+)?(?=[A-Z])")
# "The Vice President and Prime Minister" are two, where nobody holds both.
_AND_OFFICE = re.compile(rf"\s+and\s+(?:the\s+)?({OFFICE})(?=['\u2019]s\b|\s+[a-z]|[,.;])")
_AND_AN_OFFICE = re.compile(rf"\band\b.*\b(?:{OFFICE})")
# Not over the end of a sentence: "the West Bank. The President".
_ALONE = re.compile(
    rf"\b[Tt]he\s+((?:(?!The\b)[A-Z][\w.-]*(?<![a-z]{{2}}\.)\s+){{0,3}}?)((?:{OFFICE})(?:-(?:{OFFICE}))*|[Hh]ead of [Ss]tate|[Hh]ead of [Gg]overnment|{OFFICE.lower()}|premier|leader|top diplomat|foreign policy chief)(?=['\u2019]s\b|\W)"
)
# "Arvenia's prime minister".
_OF_COUNTRY = re.compile(
    rf"\b((?:[A-Z]\w+\s+)?[A-Z]\w+)['\u2019]s\s+((?:{OFFICE})|{OFFICE.lower()}|premier|leader|top diplomat|foreign policy chief)(?=['\u2019]s\b|\W)"
)
# "the president of Arvenia", where no name follows.
_OFFICE_OF = re.compile(
    rf"\b[Tt]he\s+({OFFICE}|{OFFICE.lower()}|premier|leader|top diplomat|foreign policy chief)\s+of\s+(?:the\s+)?((?:[A-Z]\w+\s+)?[A-Z]\w+)\b(?!,?\s+[A-Z]|['\u2019-])"
)
_BUREAU = re.compile(r"['\u2019]s\s+(?:press\s+)?(?:[Oo]ffice|[Pp]ress [Ss]ervice|[Ss]ervice|[Pp]arty)\b")
# "Bo Li, who speaks for the ministry".
_SPEAKS_FOR = re.compile(
    r"^,\s+(?:who\s+speaks\s+for\b|(?:the|an?|its|their)\s+(?:[\w'\u2019-]+\s+){0,5}?spokes(?:person|man|woman)\b)"
)
# "Arvenia's army chief, General ", "his Arvenian counterpart, "; ", the policy adviser of Arvenia's president".
_OWN_HOME = re.compile(
    r"((?:[A-Z][\w.-]*\s+){0,2}[A-Z][\w.-]*(?:['\u2019]s)?)\s+(?:[\w-]+\s+){0,4}?"
    r"(?i:minister|spokes\w+|aide|advis[eo]r|chief|head|official|leader|envoy|diplomat|counterpart|secretary|ambassador|president|premier|general|commander|"
    r"director|colleague|assistant|negotiator),?\s+(?:(?:General|Mr|Ms|Mrs|Dr|Admiral|Colonel)\.?\s+)?$"
)
_APPOSITION = re.compile(
    r",\s+((?=(?:the|an?|who)\s|[a-z-]+(?:\s[a-z-]+)?\s(?:to|of|for|at)\b|[A-Z]\w+(?:['\u2019]s|an|ish|ese|i|ch|ic)\s)(?:(?! and )[^,.;:\u201c\u201d\"]){3,80})"
)
_SERVING = re.compile(
    r"(?:['\u2019]s?)?\s+(?:[\w-]+\s+){0,3}?(?:spokes(?:man|woman|person)|press secretary|aide|assistant|advis[eo]r|deputy|minister),?\s+",
    re.I,
)
_APPOSED = re.compile(
    r",\s+((?:the\s+)?[^,.;:\u201c\u201d\"]{3,80}['\u2019]s?\s+[\w ]{0,30}?(?:aide|advis[eo]r|assistant|office|spokes\w+|envoy|minister)\b)"
)
_NOUN = re.compile(r"\s+(?:spokes\w+|press secretary|aide)\b")  # "Diaz spokeswoman Ann Lee"
_NEAR_OWNER = 50  # characters between an owner and the name of whoever serves him
_CLAUSE = re.compile(r"\s+(?:also\s+|then\s+)?(?:[a-z]+ed|said|told|met|spoke|made|took|gave|had|has|was|will|did)\b")
_ALONE_BEHIND = re.compile(
    r"(?<=[a-z])(?<!s)(?:[,.;]|['\u2019]s?\s|\s+(?:that|said|told|asked|wanted|wrote|says|added|posted|tried|called|rang|had|was|would|also|replied|answered|promised|pledged|insisted|rejected|agreed|to|in)\b)"
)
_OWNS = re.compile(r"['\u2019]s?\s")
_OF_STATE = re.compile(r"\b(?:President|Minister|Premier|Chancellor|Foreign Secretary|King|Spokes\w+)\b")
_NEAR = 250  # characters before an office in small letters in which its holder is looked for first


@dataclass(frozen=True, slots=True)
class Person:
    """A person of a text: canonical name, office and country or body as far as the text says so, forms used."""

    name: str
    role: str | None
    affiliation: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that stands for a person, and how it does: by name, by title alone, or by a pronoun."""

    start: int
    end: int
    name: str
    how: How


@dataclass(frozen=True, slots=True)
class People:
    """The persons of a text and every mention of them, in order."""

    persons: tuple[Person, ...]
    mentions: tuple[Mention, ...]

    @property
    def names(self) -> set[str]:
        """The canonical names."""
        return {one.name for one in self.persons}

    def person(self, name: str | None) -> Person | None:
        """The person of a canonical name."""
        return next((person for person in self.persons if person.name == name), None)

    def at_home(self, country: str) -> People:
        """The same persons in a text that a government put out: an office of state without a country is its own."""
        return replace(self, persons=tuple(
            replace(one, affiliation=country) if one.affiliation is None and _OF_STATE.search(one.role or "") else one
            for one in self.persons
        ))  # fmt: skip

    def within(self, span: Span, how: Iterable[How] = ("name", "title", "pronoun")) -> list[Mention]:
        """Mentions that lie in a span, of the given kinds."""
        wanted = set(how)
        low = bisect_left(self.mentions, span[0], key=lambda one: one.start)
        high = bisect_left(self.mentions, span[1], key=lambda one: one.start)
        return [one for one in self.mentions[low:high] if one.end <= span[1] and one.how in wanted]

    def named(self, words: str) -> list[str]:
        """Canonical names of the persons that some words name by surname, in the order of the words.

        Of two with one surname the one is meant whose full name stands there, if it does.
        """
        found: list[tuple[int, str]] = []
        for person in self.persons:
            lasts = {surname(form) for form in (person.name, *person.aliases)}
            spellings = "|".join(re.escape(last) for last in sorted(lasts) if len(last) > 1)
            match = re.search(rf"(?<![\w-])(?:{spellings})(?![\w-])", words, re.I) if spellings else None
            if match:
                found.append((match.start(), person.name))
        whole = {at for at, name in found if name in words}
        return [name for at, name in sorted(found) if at not in whole or name in words]


def without_owners(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions but for those behind which stands what is theirs: of "Diaz's aide, Ann Lee" it is Ann Lee.

    Examples
    --------
    >>> text = "Diaz's aide, Ann Lee"
    >>> mentions = [Mention(0, 4, "Bo Diaz", "name"), Mention(13, 20, "Ann Lee", "name")]
    >>> [one.name for one in without_owners(text, mentions)]
    ['Ann Lee']
    """
    return [one for one in mentions if not _OWNS.match(text, one.end)]


def find_people(tokens: Tokens, known: Iterable[Known] = (), title: str | None = None) -> People:
    """Return the persons of a text and their mentions.

    Names are PERSON entities and capitalised words behind an office ("President Aliyev"). A surname alone
    is the one person of that surname with a full name in the text or the title, earlier or later, else a known
    person's. "The Secretary" is the person of that office, the last named one where there are several, and a
    demonym decides ("the Armenian premier"). "He" and "she" are the last person that was the subject of a
    sentence, else the last named.

    Parameters
    ----------
    tokens : Tokens
    known : iterable of Known
        Leaders of a party file, for names of which the text has only a part.
    title : str, optional
        The headline, for full names that the text does not repeat.

    Examples
    --------
    >>> from analysis.language.tokens import parse
    >>> people = find_people(parse("Secretary of State Jane Roe met President Bo Li. Roe thanked him."))
    >>> [(person.name, person.role) for person in people.persons]
    [('Jane Roe', 'Secretary of State'), ('Bo Li', 'President')]
    """
    text = tokens.text
    listed = list(known)
    headline = [(start, end, form) for start, end, form in behind_offices(title or "")]
    found = list(find_names(tokens, listed, [form for *_, form in headline]))
    names = canonical([*(form for *_, form in found), *(form for *_, form in headline)], listed, title or "")
    spans = [(start, end, names[form]) for start, end, form in found if form in names]
    forms = [form for *_, form in found]
    persons = _persons([(text, spans), (title or "", [(start, end, names[form]) for start, end, form in headline])],
                       forms, names, listed)  # fmt: skip
    mentions = [Mention(start, end, name, "name") for start, end, name in spans]
    mentions += _titles(text, persons, mentions, [names[form] for *_, form in headline], listed)
    seen = {one.name for one in mentions} - {one.name for one in persons}
    persons += [Person(one.name, one.role, one.affiliation, ()) for one in listed if one.name in seen]
    ordered = sorted(mentions, key=lambda one: one.start)
    lasts = {surname(one.name).casefold(): one.name for one in persons}
    spoken = [
        (content, lasts.get(text[slice(*source)].split()[-1].casefold(), "")) for content, _, source in turns(text)
    ]
    mentions += [Mention(start, end, name, "pronoun") for start, end, name in find_pronouns(tokens, ordered, spoken)]
    mentions.sort(key=lambda one: (one.start, one.end))
    return People(tuple(_through_owners(text, persons, mentions)), tuple(mentions))


def _through_owners(text: str, persons: list[Person], mentions: list[Mention]) -> Iterator[Person]:
    """The persons, an aide or a spokesperson with the country of whom he serves: "his spokeswoman, Ann Lee"."""
    lands = {one.name: one.affiliation for one in persons}
    for one in persons:
        land = one.affiliation
        for at, mention in enumerate(mentions):
            if land or mention.name != one.name or mention.how != "name":
                continue
            owner = next((other for other in reversed(mentions[:at]) if mention.start - other.end < _NEAR_OWNER), None)
            between = text[owner.end : mention.start] if owner else ""
            if (
                owner
                and _SERVING.fullmatch(between)
                and (owner.how == "pronoun" or not between[:1].isspace() or _NOUN.match(between))
            ):
                land = lands.get(owner.name)
            behind = _APPOSED.match(text, mention.end)  # "Bo Li, President Diaz's aide"
            served = [other for other in mentions if behind and behind.start(1) <= other.start < behind.end(1)]
            land = land or (lands.get(served[0].name) if served else None)
        yield replace(one, affiliation=land)


def _persons(
    places: list[tuple[str, list[tuple[int, int, str]]]], forms: list[str], names: dict[str, str], known: list[Known]
) -> list[Person]:
    """One person a canonical name, with the office that stands beside a mention in the text or the title."""
    roles: dict[str, Counter[tuple[str, str | None]]] = {}
    homes: dict[str, Counter[str]] = {}
    for text, spans in places:
        for start, end, name in spans:
            roles.setdefault(name, Counter())
            homes.setdefault(name, Counter())
            lead = text[max(0, start - 120) : start]
            before, behind = _BEFORE.search(lead), _BEHIND.match(text[end : end + 120])
            of = _BEFORE_OF.search(lead)
            # "Secretary of State A and Minister of Arvenia B"
            while of and (link := _AND_AN_OFFICE.search(of.group(2))):
                of = _BEFORE_OF.search(lead, of.start(2) + link.start() + 1)
            place = countries_in(of.group(2)) if of and "Affairs" not in of.group(2) else []
            if of and place:
                roles[name][of.group(1), place[0][2]] += 1
            elif before:
                served = _TO.search(lead, 0, before.start(2))
                office = served.group(1) if served else before.group(2)
                office = office.title().replace(" Of ", " of ") if office.islower() else office
                if not countries_in(before.group(1)):  # "the President and King Abdullah" are two
                    office = re.split(r"\s+and\s+", office)[-1]
                roles[name][split_office(before.group(1), office)] += 1
            elif apposed := _BEFORE_COMMA.search(lead):  # "The Foreign Secretary, Ann Lee, "
                roles[name][apposed.group(1), None] += text[end : end + 1] == ","
            elif his := SERVES.search(lead):
                roles[name][his.group(1).title(), None] += 1
            speaks = _SPEAKS_FOR.match(text[end : end + 90])
            if speaks and not _CLAUSE.match(text, end + speaks.end()):
                roles[name]["Spokesperson", None] += 1
            # "A, Deputy Secretary Ann Lee": the office is that of the next one.
            # "With A, the Secretary discussed": a clause.
            clause = behind and _CLAUSE.match(text, end + behind.end())
            if behind and not clause and not re.match(r"\s+[A-Z][a-z]+\s+[A-Z]", text[end + behind.end() :][:40]):
                whose = (behind.group(3) or "").rstrip()
                country = countries_in(whose)
                if " of " in whose and country and re.match(r"\s+[A-Z]", whose[country[-1][1] :]):
                    continue  # "A, Deputy Prime Minister for Energy of Belgium C D": the office is that of C D
                words = behind.group(1) + behind.group(2)
                whole = re.search(rf"(?i:{OFFICE})$", words)  # "High Representative" is one office
                at = whole.start() if whole else behind.end(1) - behind.start(1)
                office, body = split_office(words[:at], words[at:])
                roles[name][office, body or (country[0][2] if country else None)] += 1
            if of := _OF.match(text[end : end + 40]):  # "President Lee of Chile"
                country = countries_in(text[end + of.end() : end + of.end() + 40])
                if country and country[0][0] == 0:
                    homes[name][country[0][2]] += 1
    given = {one.name: one for one in known}
    persons = []
    for name, seen in roles.items():
        ranked = sorted(seen, key=lambda pair: (pair[1] is not None, len(pair[0]), seen[pair]), reverse=True)
        role: str | None = ranked[0][0] if ranked else None
        affiliation = ranked[0][1] if ranked else None
        if homes[name]:
            affiliation = homes[name].most_common(1)[0][0]
        if affiliation is None and (listed := leader(name)):
            known_as = role is None or listed.office.casefold().endswith(role.casefold())  # "Minister Lee"
            role, affiliation = listed.office if known_as else role, listed.country
        if affiliation is None:
            affiliation = next(
                (
                    land
                    for text, spans in places
                    for start, end, one in spans
                    if one == name and (land := _home(text, start, end))
                ),
                None,
            )
        if name in given:
            one = given[name]
            role = role if one.listed and role else one.role or role
            affiliation = one.affiliation
        aliases = dict.fromkeys(form for form in forms if names.get(form) == name and form != name)
        persons.append(Person(name, role, affiliation, tuple(aliases)))
    return persons


def _home(text: str, start: int, end: int) -> str | None:
    """The one country that stands in what is said beside a name: "Arvenia's army chief, General A", "B, who leads Arvenia's bank"."""
    before = re.split(r"[.;:\u201c\u201d\"]", text[max(0, start - 70) : start])[-1]
    owned = _OWN_HOME.search(before)
    behind = _APPOSITION.match(text, end, end + 110)
    for words in (owned.group(1) if owned else "", behind.group(1) if behind else ""):
        # "the office for Arvenia" is another country's
        lands = {
            land for low, _, land in countries_in(words) if not re.search(r"\b(?:for|on)\s+(?:the\s+)?$", words[:low])
        }
        if len(lands) == 1:
            return lands.pop()
    return None


def _titles(
    text: str, persons: list[Person], mentions: list[Mention], headline: list[str], listed: list[Known]
) -> Iterator[Mention]:
    """Mentions by office alone: "the Secretary", "the Armenian premier".

    Where several hold the office, the headline's first one is meant, else the one named last.
    """
    starts = sorted(mentions, key=lambda one: one.start)
    lows = [one.start for one in starts]

    def holder(words: str, lead: str, start: int, at: int) -> str | None:
        """Who holds an office at a place, behind the ``at`` first names."""
        places, office = countries_in(lead), words.casefold()
        fitting = [
            person for person in persons
            if person.role and holds(person.role.casefold(), office) and (not places or person.affiliation == places[0][2])
        ]  # fmt: skip
        hosts = [one for one in listed if one.host and not places]
        host = next((one.name for one in hosts if one.role.casefold() == office), None)
        if not host and not fitting and not places and office in ("secretary", "secretary of state"):
            host = next((one.name for one in listed if one.role == "Secretary of State"), None)
        near = {one.name for one in starts[:at] if start - _NEAR < one.start < start}
        if host and words.islower() and any(one.name in near for one in fitting):
            host = None  # "spoke with President Diaz. He urged the president ..."
        if host and not any(one.name in headline for one in fitting):
            return host
        if not fitting and not places and office == "president":
            return next((one.name for one in listed if one.role == "President of the United States"), None)
        if not fitting:
            return None
        exact = {person.name for person in fitting if person.role and person.role.casefold() == office}
        names = exact or {person.name for person in fitting}
        first = [] if places else [one for one in headline if one in names]
        earlier = [one.name for one in starts[:at] if one.start < start and one.name in names][-1:]
        return (first or earlier or [one.name for one in fitting if one.name in names])[0]

    for start, end, office, country in _placed(text):
        if name := holder(office, country, start, bisect_right(lows, start)):
            yield Mention(start, end, name, "title")
    for start, end, land in _nationals(text):
        at = bisect_right(lows, start)
        fitting = {
            one.name for one in persons if one.affiliation == land and "spokes" not in (one.role or "").casefold()
        }
        meant = [one.name for one in starts[:at] if one.name in fitting][-1:]
        if meant:
            yield Mention(start, end, meant[0], "title")
    owned = [match for match in _OF_COUNTRY.finditer(text) if countries_in(match.group(1))]
    for match in sorted([*_ALONE.finditer(text), *owned], key=lambda one: one.start()):
        if _BUREAU.match(text, match.end()):  # "the Prime Minister's Office" is not the Prime Minister
            continue
        at = bisect_right(lows, match.end() + 1)
        if any(match.start() < one.end and one.start < match.end() + 1 for one in starts[max(0, at - 2) : at]):
            continue
        behind = text[match.end() : match.end() + 25]
        if (at and starts[at - 1].start == match.end() + 1) or re.match(r"\s+(?:of|for)\s+[A-Z]", behind):
            continue
        name = holder(match.group(2), match.group(1), match.start(), at)
        if name:
            yield Mention(match.start(), match.end(), name, "title")
        second = _AND_OFFICE.match(text, match.end())
        other = holder(second.group(1), "", second.start(1), at) if second else None
        if second and other and other != name:
            yield Mention(second.start(1), second.end(1), other, "title")


def _nationals(text: str) -> Iterator[tuple[int, int, str]]:
    """ "The American told ...", "with the Chilean, she said": one of a country, and which."""
    for low, high, land in countries_in(text):
        if re.search(r"\b[Tt]he\s$", text[max(0, low - 4) : low]) and _ALONE_BEHIND.match(text, high):
            yield low - 4, high, land


def _placed(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Offices behind which a country stands, with it: "the prime minister of Arvenia"."""
    for match in _OFFICE_OF.finditer(text):
        if countries_in(match.group(2)):
            yield match.start(), match.end(), match.group(1), match.group(2)


def holds(role: str, office: str) -> bool:
    """Whether "the OFFICE" can mean the holder of a role, both in small letters.

    Examples
    --------
    >>> holds("minister of foreign affairs", "foreign minister"), holds("president", "premier")
    (True, False)
    """
    if re.search(r"\band\b|-", role) or re.search(r"\band\b|-", office):  # several offices: one of them is enough
        held, meant = (re.split(r"\s+and\s+|-", one) for one in (role, office))
        if len(held) + len(meant) > 2:
            return any(holds(one, other) for one in held for other in meant)
    if office in ("premier", "prime minister"):
        return role.endswith(("prime minister", "premier", "taoiseach"))
    if office == "foreign minister":
        return role in (
            "minister of foreign affairs",
            "minister for foreign affairs",
            "external affairs minister",
        ) or role.endswith(office)
    if office == "head of state":
        return role in ("president", "king", "queen", "emir", "amir", "sultan")
    if office in ("leader", "head of government"):
        return role.endswith(("president", "prime minister", "premier", "chancellor"))
    if office == "foreign policy chief":
        return role == "high representative"
    if office == "top diplomat":
        return role in ("secretary of state", "foreign minister", "minister of foreign affairs", "foreign secretary")
    if office == "secretary":
        return role.startswith("secretary")
    if office == "president":
        return role == "president"
    if office in ("spokesperson", "spokesman", "spokeswoman"):
        return role.endswith(("spokesperson", "spokesman", "spokeswoman"))
    if office in ("king", "prince", "general"):
        return role.rsplit(maxsplit=1)[-1] == office
    return role.endswith(office) or role.startswith(office)
