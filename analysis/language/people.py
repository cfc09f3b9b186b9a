"""Mentions of persons, and one canonical name a person."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from analysis.language.countries import countries, countries_in
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

How = Literal["name", "title", "pronoun"]

# Offices as they stand before a name, behind it, or alone with "the".
_OFFICES = (
    "Secretary of State", "Secretary of Defense", "Secretary of the Treasury", "Secretary of the Security Council",
    "Secretary-General", "Secretary General", "Deputy Secretary of State", "Assistant Secretary of State",
    "Assistant Secretary", "Deputy Secretary", "Under Secretary", "Secretary", "Prime Minister", "Deputy Prime Minister",
    "Premier", "Vice President", "President", "Foreign Minister", "Minister of Foreign Affairs", "Defense Minister",
    "Defence Minister", "Minister of Defense", "Minister", "Chancellor", "Foreign Secretary",
    "National Security Advisor", "National Security Adviser", "Foreign Policy Advisor", "Senior Advisor", "Advisor",
    "Adviser", "Special Envoy", "Envoy", "Ambassador", "Senator", "Congressman", "Congresswoman", "Representative",
    "Governor", "Mayor", "Speaker", "Spokesperson", "Spokesman", "Spokeswoman", "Press Secretary", "Chairman",
    "Chairwoman", "Chair", "Commissioner", "Director", "General", "Admiral", "Colonel", "King", "Queen", "Prince",
    "Crown Prince", "Emir", "Amir", "Sheikh", "Sultan", "Pope",
)  # fmt: skip
_OFFICE = "|".join(re.escape(office) for office in sorted(_OFFICES, key=len, reverse=True))
_SALUTATION = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sir|Dame|Hon|Amb|Sen|Rep|Gov|Gen|Adm|Col|Lt|Prof)\.?\s+")
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr)\.?$|\s+(?:II|III|IV)$")
# "Azerbaijani President Aliyev", "US State Department Spokesperson Miller": what stands before a name.
_BEFORE = re.compile(rf"((?:[A-Z][\w.'\u2019-]*\s+){{0,5}})\b({_OFFICE})\s+$")
_BEHIND = re.compile(
    rf"^,\s+(?:the\s+|an?\s+)?((?:[A-Z][\w.-]*\s+){{0,4}})({_OFFICE})\b(?:\s+(?:of|for)\s+(?:the\s+)?((?:[A-Z][\w.]*\s?)+))?",
    re.I,
)
_ALONE = re.compile(
    rf"\b[Tt]he\s+((?:[A-Z][\w.-]*\s+){{0,3}})({_OFFICE}|{_OFFICE.lower()}|premier|leader|top diplomat)(?=['\u2019]s\b|\W)"
)
_CAP = r"[A-Z\u00c0-\u024f\u018f][\w'\u2019-]*"
_CAPITALISED = re.compile(rf"{_CAP}(?:\s+(?:[A-Z]\.|(?:al|bin|de|da|van|von|el)\b|{_CAP}))*")
# What only a person, or a body that acts as one, does: the model sometimes takes a rare surname for a place.
_HUMAN_VERBS = frozenset(
    "say tell thank meet speak talk discuss urge welcome emphasize express add note stress call".split()
)
_SHE = frozenset({"she", "her", "hers", "herself"})
_HE = frozenset({"he", "his", "him", "himself"})


@dataclass(frozen=True, slots=True)
class Known:
    """A person that is known beforehand: name, office, country, other spellings."""

    name: str
    role: str
    affiliation: str
    aliases: tuple[str, ...] = ()


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

    def person(self, name: str | None) -> Person | None:
        """The person of a canonical name."""
        return next((person for person in self.persons if person.name == name), None)

    def within(self, span: Span, how: Iterable[How] = ("name", "title", "pronoun")) -> list[Mention]:
        """Mentions that lie in a span, of the given kinds."""
        wanted = set(how)
        return [one for one in self.mentions if span[0] <= one.start and one.end <= span[1] and one.how in wanted]


def find_people(tokens: Tokens, known: Iterable[Known] = (), title: str | None = None) -> People:
    """Return the persons of a text and their mentions.

    Names are spaCy's PERSON entities and capitalised words behind an office ("President Aliyev"). A surname alone
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
    found = list(_names(tokens, listed))
    names = _canonical([form for _, _, form in found], listed, title or "")
    spans = [(start, end, names[form]) for start, end, form in found if form in names]
    persons = _persons(text, spans, [form for *_, form in found], names, listed)
    mentions = [Mention(start, end, name, "name") for start, end, name in spans]
    mentions += _titles(text, persons, mentions)
    mentions += _pronouns(tokens, sorted(mentions, key=lambda one: one.start))
    return People(tuple(persons), tuple(sorted(mentions, key=lambda one: (one.start, one.end))))


def _names(tokens: Tokens, known: list[Known]) -> Iterator[tuple[int, int, str]]:
    """Spans that name a person, without office, salutation and possessive, and the form of the name."""
    text = tokens.text
    spans: list[Span] = []
    for label, low, high in tokens.entities():
        if label == "PERSON":
            spans.append((tokens.words[low].start, tokens.words[high - 1].end))
        elif label in ("GPE", "ORG") and high == low + 1 and (word := tokens.words[low]).dep == "nsubj":
            if tokens.words[word.head].lemma in _HUMAN_VERBS and not word.text.isupper() and word.text not in _cities():
                spans.append((word.start, word.end))
    for match in re.finditer(rf"\b(?:{_OFFICE})\s+(?=[A-Z\u018f])", text):
        name = _CAPITALISED.match(text, match.end())
        if name:
            spans.append(name.span())
    surnames = {form for one in known for form in (one.name.split()[-1], *one.aliases)}
    surnames |= {text[start:end].split()[-1] for start, end in spans if text[start:end].split()}
    surnames = {_bare(form) for form in surnames} - {""}
    if surnames:  # every later use of a surname, whatever the model made of it
        spans += [match.span() for match in re.finditer(rf"\b(?:{'|'.join(map(re.escape, surnames))})\b", text)]
    taken: list[tuple[int, int, str]] = []
    places = countries_in(text)
    for span in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        start, end = _stripped(text, *span)
        form = text[start:end]
        if (
            len(form) < 2
            or not form[0].isupper()
            or not re.fullmatch(r"[\w\s.'\u2019-]+", form)
            or len(form.split()) > 6
        ):
            continue
        if any(low < end and start < high for low, high, _ in places) or re.fullmatch(rf"(?:{_OFFICE})s?", form):
            continue
        if taken and start < taken[-1][1]:
            continue
        taken.append((start, end, re.sub(r"\s+", " ", form)))
    yield from taken


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    return frozenset(country.capital for country in countries())


def _stripped(text: str, start: int, end: int) -> Span:
    """A name span without leading office, salutation or body, and without a possessive."""
    form = text[start:end]
    lead = re.match(rf"(?:.*\b(?:{_OFFICE})\s+)", form)
    if lead and lead.end() < len(form):
        start += lead.end()
    salutation = _SALUTATION.match(text[start:end])
    if salutation:
        start += salutation.end()
    if (match := re.search(r"['\u2019]s?$", text[start:end])) and match.start():
        end = start + match.start()
    return start, end


def _bare(form: str) -> str:
    """A surname fit for searching: letters only, long enough not to be a word of its own."""
    form = re.sub(r"['\u2019]s?$", "", form)
    return form if len(form) > 3 and form[0].isupper() and form.isalpha() else ""


def _canonical(forms: list[str], known: list[Known], title: str) -> dict[str, str]:
    """Form -> the fullest form of the same name."""
    full = Counter(form for form in forms if " " in form)
    by_surname: dict[str, list[str]] = {}
    for form in full:
        by_surname.setdefault(_surname(form), []).append(form)
    for one in known:
        for alias in (one.name, *one.aliases):
            names = by_surname.setdefault(_surname(alias), [])
            if one.name not in names and not any(_compatible(one.name, name) for name in names):
                names.append(one.name)
    for form in {form for form in forms if " " not in form}:  # full names that only the headline has
        for match in re.finditer(rf"\b([A-Z]\w+(?: [A-Z]\.)?) {re.escape(form)}\b", title):
            if not re.search(rf"(?:{_OFFICE})$", match.group(1)) and not countries_in(match.group(1)):
                by_surname.setdefault(_surname(form), []).append(match.group())
    out = {}
    for form in forms:
        same = [name for name in by_surname.get(_surname(form), []) if _compatible(form, name)]
        official = next((one.name for one in known
                         if any(_surname(form) == _surname(alias) and _compatible(form, alias if " " in alias else one.name)
                                for alias in (one.name, *one.aliases))), None)  # fmt: skip
        out[form] = official or (max(same, key=lambda name: (len(name.split()), full[name])) if same else form)
    return out


def _surname(name: str) -> str:
    return _SUFFIX.sub("", name).split()[-1].casefold()


def _compatible(short: str, long: str) -> bool:
    """Whether two names with one surname can be one person's: first names agree as far as both have them."""
    first, second = _SUFFIX.sub("", short).split()[:-1], _SUFFIX.sub("", long).split()[:-1]
    if not first or not second:
        return True
    one, two = first[0].casefold().rstrip("."), second[0].casefold().rstrip(".")
    return one == two or (min(len(one), len(two)) == 1 and one[0] == two[0])


def _persons(
    text: str, spans: list[tuple[int, int, str]], forms: list[str], names: dict[str, str], known: list[Known]
) -> list[Person]:
    """One person a canonical name, with the office that stands beside a mention."""
    roles: dict[str, Counter[tuple[str, str | None]]] = {}
    for start, end, name in spans:
        roles.setdefault(name, Counter())
        before, behind = _BEFORE.search(text[max(0, start - 90) : start]), _BEHIND.match(text[end : end + 90])
        if before:
            roles[name][_office(before.group(1), before.group(2))] += 1
        elif behind:
            country = countries_in(behind.group(3) or "")
            office, body = _office(behind.group(1), behind.group(2))
            roles[name][office, body or (country[0][2] if country else None)] += 1
    given = {one.name: one for one in known}
    persons = []
    for name, seen in roles.items():
        ranked = sorted(seen, key=lambda pair: (pair[1] is not None, len(pair[0]), seen[pair]), reverse=True)
        role: str | None = ranked[0][0] if ranked else None
        affiliation = ranked[0][1] if ranked else None
        if name in given:
            role, affiliation = given[name].role or role, given[name].affiliation
        aliases = dict.fromkeys(form for form in forms if names.get(form) == name and form != name)
        persons.append(Person(name, role, affiliation, tuple(aliases)))
    return persons


def _office(lead: str, office: str) -> tuple[str, str | None]:
    """Office and country out of "US State Department Spokesperson": the country is taken off, a body stays."""
    places = countries_in(lead)
    country = places[0][2] if places else None
    rest = lead
    for start, end, _ in reversed(places):
        rest = rest[:start] + rest[end:]
    body = re.search(r"((?:[A-Z][\w.'\u2019-]*\s+)*)$", rest)
    words = body.group(1).split() if body else []
    words = [word for word in words if word not in ("The", "In", "During", "On", "But", "And", "With", "When", "As")]
    if words and words[-1] not in ("Department", "Ministry", "Council", "Deputy", "Senior", "House", "Office", "Acting",
                                   "NSC", "NATO", "Former", "Vice"):  # fmt: skip
        words = []
    if country is None and words and "State Department" in " ".join(words):
        country = "United States"
    return " ".join([*words, office]), country


def _titles(text: str, persons: list[Person], mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions by office alone: "the Secretary", "the Armenian premier"."""
    starts = sorted(mentions, key=lambda one: one.start)
    for match in _ALONE.finditer(text):
        if any(match.start() < one.end and one.start < match.end() + 1 for one in starts):
            continue
        behind = text[match.end() : match.end() + 25]
        if any(one.start == match.end() + 1 for one in starts) or re.match(r"\s+(?:of|for)\s+[A-Z]", behind):
            continue
        places = countries_in(match.group(1))
        office = match.group(2).casefold()
        fitting = [
            person for person in persons
            if person.role and _holds(person.role.casefold(), office) and (not places or person.affiliation == places[0][2])
        ]  # fmt: skip
        if not fitting:
            continue
        names = {person.name for person in fitting}
        earlier = [one for one in starts if one.start < match.start() and one.name in names]
        name = earlier[-1].name if earlier else fitting[0].name
        yield Mention(match.start(), match.end(), name, "title")


def _holds(role: str, office: str) -> bool:
    """Whether "the OFFICE" can mean the holder of a role."""
    if office in ("premier", "prime minister"):
        return role.endswith(("prime minister", "premier"))
    if office == "leader":
        return role.endswith(("president", "prime minister", "premier", "chancellor"))
    if office == "top diplomat":
        return role in ("secretary of state", "foreign minister", "minister of foreign affairs", "foreign secretary")
    if office == "secretary":
        return role.startswith("secretary")
    if office == "president":
        return role == "president"
    if office in ("spokesperson", "spokesman", "spokeswoman"):
        return role.endswith(("spokesperson", "spokesman", "spokeswoman"))
    return role.endswith(office)


def _pronouns(tokens: Tokens, mentions: list[Mention]) -> Iterator[Mention]:
    """Personal pronouns of the third person, by the last subject, else the last person named before them."""
    starts = [one.start for one in mentions]
    heads = [word.start for word in tokens.words if word.dep in ("nsubj", "nsubjpass")]

    def acts(mention: Mention) -> bool:
        """Whether a mention is the subject of a verb."""
        at = bisect_left(heads, mention.start)
        return at < len(heads) and heads[at] < mention.end

    gender: dict[str, str] = {}
    for low, high in tokens.bounds:
        end = tokens.words[high - 1].end
        for position in range(low, high):
            word = tokens.words[position]
            lower = word.text.casefold()
            if lower not in _SHE | _HE or word.pos != "PRON":
                continue
            wanted = "she" if lower in _SHE else "he"
            last = bisect_right(starts, word.start)
            nearby = [one for one in mentions[max(0, last - 12) : last] if gender.get(one.name, wanted) == wanted]
            # "During his talks with X, Y said": the subject comes behind.
            following = [one for one in mentions[last:] if one.start < end and acts(one)] if position - low <= 3 else []
            chosen = [one for one in nearby if acts(one)][-1:] or nearby[-1:]
            if lower in ("his", "her") and following:
                chosen = following[:1]
            if chosen:
                gender.setdefault(chosen[0].name, wanted)
                yield Mention(word.start, word.end, chosen[0].name, "pronoun")
