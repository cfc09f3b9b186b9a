"""What kind of document a text is, who issued it, and the contacts that it reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from analysis.diplomacy.parties import Parties
from analysis.language.countries import countries_in
from analysis.language.people import Known, Mention, People
from analysis.language.tokens import Tokens

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

Genre = Literal["readout", "statement", "briefing", "press_release", "news"]
Kind = Literal["call", "video call", "meeting", "statement", "preview"]

# An exchange with somebody: the words that report it, up to the "with" or "to" behind which the counterpart stands.
_EXCHANGE = re.compile(
    r"\b(?:(?P<verb>spoke|speaks?|speaking|talked|met|meets?|meeting|conferred|sat\s+down|hosted|hosts?|welcomed|received|"
    r"called|phoned|telephoned)|(?P<noun>(?:(?:tele)?phone |video |telephone )?calls?|conversations?|discussions?|talks|"
    r"meetings?|consultations?|videoconference|video conference|exchanges?|phone conversations?))"
    r"(?P<gap>(?:\s+(?!with\b|to\b|and\b)[\w,'\u2019.-]+){0,5}?)\s*\b(?P<with>with|to|between)\s+"
)
_DIRECT_OBJECT = re.compile(r"\b(?:called|phoned|telephoned|hosted|received)\s+(?=(?:the\s+)?[A-Z])")
_SEPARATE = re.compile(r"\bseparate(?:ly)?\b|\b(?:calls|conversations|meetings|phone calls|telephone calls)\s*$", re.I)
_JOINED = re.compile(r"\b(?:joint|jointly|trilateral|together|three-way|hosted)\b", re.I)
_VIDEO = re.compile(r"\bvideo\s*(?:call|conference|link)|\bvirtual(?:ly)?\b", re.I)
_MEETING = re.compile(
    r"\b(?:met|meets?|meetings?|hosted|hosts?|sat\s+down|received|welcomed|in person|on the margins)\b", re.I
)
_PREVIEW = re.compile(r"\bwill\s+(?:\w+\s+)?(?:meet|speak|call|host|travel|hold|welcome|receive)\b")
_TURN = re.compile(r"^(?:(?:MR|MS|MRS|DR)\.?\s+[A-Z'\u2019-]+|Q|QUESTION|SENIOR [A-Z ]+OFFICIAL[A-Z ]*):?\s", re.M)
_ISSUED = re.compile(
    r"(?:attributable to|[Ss]tatement (?:by|from)|[Rr]eadout (?:by|from))\s+(?:the\s+)?((?:[A-Z][\w.-]*\s+)*[A-Z][\w.-]*)"
)
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(rf"\b({'|'.join(_MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s+(\d{{4}}))?\b")
_LANGUAGES = (
    "ar az bg bn cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv ms nl no pl pt ro ru sk sl sq sr sv "
    "sw th tr uk ur uz vi zh"
).split()
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Contact:
    """One exchange of an official with counterparts, or one statement about a side.

    ``party`` is the side of the counterparts, ``"both"`` where they are of several sides, ``"neither"`` where of
    none. ``start`` and ``end`` are the first and last day, None where the text does not tell. ``joint`` is true
    where all counterparts were in one exchange. ``where`` is the first place that reports it.
    """

    official: str | None
    counterparts: tuple[str, ...]
    party: str
    kind: Kind
    start: dt.date | None
    end: dt.date | None
    joint: bool
    where: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a document: genre, issuer (a named spokesperson, else a body), language (ISO 639-1), contacts."""

    genre: Genre
    issuer: str | None
    language: str
    contacts: tuple[Contact, ...]


def known_people(parties: Parties) -> list[Known]:
    """The leaders of the parties as known persons, so that a surname alone finds them."""
    return [Known(one.name, one.title, party.name, one.aliases) for party in parties.parties for one in party.leaders]


def describe(
    tokens: Tokens, people: People, parties: Parties, title: str | None = None, outlet: str | None = None,
    published: dt.date | None = None,
) -> Document:  # fmt: skip
    """Return genre, issuer, language and contacts of a text.

    A contact is found at words that report an exchange ("spoke with", "call with", "separate conversations with"):
    behind them stand the counterparts, before them the official. Several counterparts of one "separate" or plural
    exchange are contacts of their own. Where a text reports no exchange, each leader or party that it names gives
    one contact of kind ``statement``. "Conversation" and "spoke with" without a word on the means count as a call.

    Not handled: counterparts that are named by their office alone; legs of a trip.

    Examples
    --------
    >>> from analysis.diplomacy.parties import load_parties
    >>> from analysis.language.people import find_people
    >>> from analysis.language.tokens import parse
    >>> parties = load_parties("armenia-azerbaijan")
    >>> tokens = parse("Secretary of State Jane Roe held separate calls with Pashinyan and Aliyev.")
    >>> document = describe(tokens, find_people(tokens, known_people(parties)), parties)
    >>> [(contact.counterparts, contact.party) for contact in document.contacts]
    [(('Nikol Pashinyan',), 'Armenia'), (('Ilham Aliyev',), 'Azerbaijan')]
    """
    text = tokens.text
    genre = _genre(text, title or "")
    contacts = list(_contacts(tokens, people, parties, published, genre, title or ""))
    return Document(genre, _issuer(text, title or "", people, outlet, genre), language_of(text), tuple(contacts))


def language_of(text: str) -> str:
    """The language of a text as an ISO 639-1 code; a text of fewer than ten words counts as English.

    Examples
    --------
    >>> language_of("Le ministre des affaires étrangères a rencontré hier son homologue à Paris pour discuter de la paix.")
    'fr'
    """
    if len(text.split()) < 10:
        return "en"
    return str(_detector().classify(text[:5000])[0])


@lru_cache(maxsize=1)
def _detector() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    detector = LanguageIdentifier.from_model_file(MODEL_FILE)
    detector.set_languages(_LANGUAGES)  # small and creole languages draw short English texts to them
    return detector


def _genre(text: str, title: str) -> Genre:
    if len(_TURN.findall(text)) >= 3:
        return "briefing"
    lower = title.casefold()
    attributed = re.search(r"\battributable to\b", text[:400])
    exchange = re.search(r"\b(?:call|meeting|conversation|talks)s? (?:with|to)\b", lower)
    possessive = re.search(r"['\u2019]s? (?:\w+ ){0,2}(?:call|meeting|conversation|trip|travel|participation)", lower)
    preview = bool(_PREVIEW.search(text[:400])) and not re.search(r"\b(?:spoke|met|discussed)\b", text[:600])
    if not preview and ("readout" in lower or (exchange and (possessive or attributed or "statement" in lower))):
        return "readout"
    if re.search(r"\bstatement\b|\bremarks\b", lower) or attributed:
        return "statement"
    if re.search(r"\bpress release\b|\bfact sheet\b", lower) or re.match(r"\s*FOR IMMEDIATE RELEASE", text):
        return "press_release"
    return "news"


def _issuer(text: str, title: str, people: People, outlet: str | None, genre: Genre) -> str | None:
    """A named spokesperson that a document names as its issuer, else the body that put it out."""
    for place in (title, text[:500]):
        match = _ISSUED.search(place)
        if match:
            named = match.group(1)
            person = next(
                (one for one in people.persons if one.name in named or named.endswith(one.name.split()[-1])), None
            )
            if person:
                return person.name
            office = re.match(
                r".*\b(?:Spokesperson|Spokesman|Spokeswoman|Secretary|President|Advisor|Adviser)\s+(.+)", named
            )
            if office and " " in office.group(1):
                return office.group(1)
    return outlet


def _contacts(
    tokens: Tokens, people: People, parties: Parties, published: dt.date | None, genre: Genre, title: str
) -> Iterator[Contact]:
    text = tokens.text
    sides = {one.name: party.name for party in parties.parties for one in party.leaders}
    found: dict[tuple[str, ...], Contact] = {}
    for span in tokens.sentences:
        sentence = text[span[0] : span[1]]
        for match in [*_EXCHANGE.finditer(text, *span), *_DIRECT_OBJECT.finditer(text, *span)]:
            counterparts = _listed(text, people, match.end(), span[1])
            if not counterparts:
                continue
            officials = [one for one in people.within((span[0], match.start())) if one.name not in {c.name for c in counterparts}
                         and one.name not in sides]  # fmt: skip
            official = officials[-1].name if officials else None
            groups = [tuple(one.name for one in counterparts)]
            if _plural(text, match) and not _JOINED.search(sentence):
                groups = [(one.name,) for one in counterparts]
            for group in groups:
                if any(set(group) & set(earlier) for earlier in found):
                    continue
                party = _party(text, [one for one in counterparts if one.name in group], people, parties, sides)
                start, end = _dates(sentence, published, genre)
                found[group] = Contact(
                    official, group, party, _kind(match.group(), sentence), start, end, len(group) > 1, match.start()
                )
    if not found:
        yield from _statements(tokens, people, parties, published, genre, title, sides)
        return
    officials_named = [one.official for one in found.values() if one.official]
    usual = max(set(officials_named), key=officials_named.count) if officials_named else None
    for contact in found.values():
        yield contact if contact.official else replace(contact, official=usual)


def _plural(text: str, match: re.Match[str]) -> bool:
    """Whether the exchange is told as several: "separate conversations", "calls", "spoke separately"."""
    return bool(_SEPARATE.search(text[max(0, match.start() - 12) : match.end()])
                or re.match(r"(?:calls|conversations|meetings|phone calls)\b", match.group()))  # fmt: skip


def _listed(text: str, people: People, start: int, end: int) -> list[Mention]:
    """The persons listed from a place on: "President A and Prime Minister B", as far as the list goes."""
    out: list[Mention] = []
    at = start
    for mention in people.within((start, end), ("name",)):
        between = text[at : mention.start]
        if len(between) > 110 or re.search(
            r"[.;:()]\s|\b(?:about|on|to|who|that|regarding|after)\b|,\s+(?!and\b)\w+ing\b", between
        ):
            break
        if out and not re.match(r"[^.;]*?(?:,|\band\b|&|as well as)", between):
            break
        out.append(mention)
        at = mention.end
    return list({one.name: one for one in out}.values())


def _party(text: str, counterparts: Iterable[Mention], people: People, parties: Parties, sides: dict[str, str]) -> str:
    """The side of some counterparts: by a leader's name, else by the country of their office."""
    names = set()
    for one in counterparts:
        person = people.person(one.name)
        near = (
            text[max(0, one.start - 60) : one.start].rsplit(" with ", maxsplit=1)[-1]
            + " "
            + re.split(r"[.;,]", text[one.end : one.end + 40])[0]
        )
        country = person.affiliation if person else None
        side = sides.get(one.name) or next((name for name in parties.names if name == country), None)
        if side is None and country is None:
            side = next((party.name for party in parties.parties if party.pattern().search(near)), None)
        names.add(side or "neither")
    known = names - {"neither"}
    return next(iter(known)) if len(known) == 1 else "both" if known else "neither"


def _kind(words: str, sentence: str) -> Kind:
    if _PREVIEW.search(sentence):
        return "preview"
    if _VIDEO.search(sentence):
        return "video call"
    return "meeting" if _MEETING.search(words) else "call"


def _dates(sentence: str, published: dt.date | None, genre: Genre) -> tuple[dt.date | None, dt.date | None]:
    """First and last day of an exchange: a written date, "today", a weekday before publication; else a readout's own."""
    match = _DATE.search(sentence)
    if match and (match.group(3) or published):
        year = int(match.group(3) or (published.year if published else 0))
        try:
            day = dt.date(year, _MONTHS.index(match.group(1)) + 1, int(match.group(2)))
        except ValueError:
            return None, None
        if not match.group(3) and published and day > published + dt.timedelta(days=30):
            day = day.replace(year=year - 1) if (day.month, day.day) != (2, 29) else day
        return day, day
    if published is None:
        return None, None
    lower = sentence.casefold()
    if re.search(r"\btoday\b|\bthis (?:morning|afternoon|evening)\b", lower):
        return published, published
    if "yesterday" in lower:
        return published - dt.timedelta(days=1), published - dt.timedelta(days=1)
    for number, name in enumerate(_DAYS):
        if re.search(rf"\b(?:on|this|last)\s+{name}\b", lower):
            day = published - dt.timedelta(days=(published.weekday() - number) % 7)
            return day, day
    return (published, published) if genre == "readout" else (None, None)


def _statements(
    tokens: Tokens,
    people: People,
    parties: Parties,
    published: dt.date | None,
    genre: Genre,
    title: str,
    sides: dict[str, str],
) -> Iterator[Contact]:
    """Contacts of a text that reports no exchange: one for each side that it names."""
    speaking = next((person.name for person in people.persons if person.name not in sides), None)
    for party in parties.parties:
        leaders = [one for one in people.mentions if one.how == "name" and sides.get(one.name) == party.name]
        place = party.pattern().search(tokens.text)
        if leaders or place:
            where = leaders[0].start if leaders else place.start() if place else 0
            counterparts = tuple(dict.fromkeys(one.name for one in leaders))
            day = published if genre != "news" else None
            yield Contact(speaking, counterparts, party.name, "statement", day, day, False, where)


def propose_parties(texts: Iterable[tuple[str | None, str]]) -> Parties | None:
    """Return parties for texts whose user named none, from ``(title, text)`` pairs; None where nothing is found.

    Titles and first sentences are searched for countries other than the United States; the two named in most
    articles are the parties.

    Examples
    --------
    >>> propose_parties([("Call with President Li of Chile", "..."), ("Call with the Peruvian premier", "...")]).names
    ('Chile', 'Peru')
    """
    from collections import Counter

    from analysis.diplomacy.parties import Party
    from analysis.language.countries import countries

    counts: Counter[str] = Counter()
    for title, text in texts:
        head = f"{title or ''} {text[:300]}"
        counts.update({country for _, _, country in countries_in(head) if country != "United States"})
    names = sorted(name for name, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:2])
    listed = {country.name: country for country in countries()}
    sides = tuple(
        Party(name, (*listed[name].demonyms, *(f"{one}s" for one in listed[name].demonyms), *listed[name].other_names),
              tuple(filter(None, [listed[name].capital])))
        for name in names
    )  # fmt: skip
    return Parties("proposed", sides) if sides else None
