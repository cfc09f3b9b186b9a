"""What kind of document a text is, who issued it, and the contacts that it reports."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from analysis.diplomacy.contacts import Contact, find_contacts
from analysis.diplomacy.dates import find_days
from analysis.diplomacy.exchanges import AHEAD, DONE, Genre, tells_exchange
from analysis.diplomacy.issuers import BODY, DATELINE, SPOKES, TURN, body_of, body_spoken_for, briefer, named_issuer
from analysis.diplomacy.officials import officials_on
from analysis.diplomacy.parties import Parties, Party
from analysis.language.countries import countries, countries_in
from analysis.language.leaders import leaders_of
from analysis.language.names import Known
from analysis.language.people import People
from analysis.language.tokens import Tokens
from analysis.language.turns import dialogue

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_PREVIEW = re.compile(
    r"\bwill\s+(?:\w+\s+)?(?:meet|speak|call|host|travel|hold|welcome|receive|participate|join)\b|\bupcoming\b|\bannounc\w+ .{0,60}(?:meeting|visit|travel)\b",
    re.I,
)
_DONE = re.compile(r"\b(?:spoke|met|discussed|held|hosted|thanked|reaffirmed|welcomed)\b")
# What an official account of an exchange does not have: somebody to whom the words are attributed, a dateline.
_REPORTED = re.compile(
    r"^[A-Z][A-Z .,/]+(?:\(|,| [-\u2013\u2014])|\btold (?:\w+ ){0,3}(?:reporters|journalists|parliament|lawmakers|television|radio|news\w*|agency|correspondent)\b|"
    r"\baccording to (?!the (?:Prime Minister|President|Minister|Secretary|Chancellor|High Representative))|\bspokes(?:man|woman|person)\b[^.]{0,60}\b(?:said|told|wrote|says)\b|"
    r"\b(?:officials?|diplomats?|aides?|sources?|people|analysts?)\b[^.]{0,40}\b(?:said|say|told|familiar)\b|\b(?:wrote|posted|said) on (?:X|Twitter|Facebook|Telegram|social)\b|"
    r"\b(?:reported|anonymity|declined to comment|(?:department|ministry|statement) said)\b|, (?:he|she|it) said\b",
    re.M,
)
_MEETS = re.compile(r"\b(?:trip|visit|travels?|call|meeting|conversation|talks|meets|speaks)\b", re.I)
_FIRST = re.compile(r"(?<![\w\u2019'])(?:I|my|me)(?![\w])")
_QUOTED = re.compile(r"[\u201c\"][^\u201d\"]*[\u201d\"]")
_LANGUAGES = (
    "ar az bg bn cs da de el en es et fa fi fr he hi hr hu hy id it ja ka kk ko lt lv ms nl no pl pt ro ru sk sl sq sr sv "
    "sw th tr uk ur uz vi zh"
).split()


@dataclass(frozen=True, slots=True)
class Document:
    """A text as a document.

    ``issuer`` is the named spokesperson, or the author of a first-person statement, else the body that put it out;
    ``author`` who writes "I", if anybody; ``language`` an ISO 639-1 code; ``bodies`` the governments that the title of a
    joint text names, whose words its "we" are; ``hosts`` the counterparts, where the outlet is their own government's.
    """

    genre: Genre
    issuer: str | None
    author: str | None
    language: str
    contacts: tuple[Contact, ...]
    bodies: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()

    @property
    def principal(self) -> str | None:
        """Whose position a text expresses where nobody acts: the bodies of a joint text; the counterparts where their own
        government tells; else the official of the contacts where all have the same; else the author.
        """
        if self.bodies or self.hosts:
            return "; ".join(self.bodies or self.hosts)
        names = {contact.official for contact in self.contacts if contact.official}
        return next(iter(names)) if len(names) == 1 else self.author


def known_people(parties: Parties) -> list[Known]:
    """The leaders of the parties as known persons, so that a surname alone finds them: those of the file, and those of the
    list of leaders.
    """
    own = [Known(one.name, one.title, party.name, one.aliases) for party in parties.parties for one in party.leaders]
    have = {one.name for one in own}
    return own + [
        Known(name, office, party.name, listed=True)
        for party in parties.parties
        for name, office in leaders_of(party.name)
        if name not in have
    ]


def describe(
    tokens: Tokens, people: People, parties: Parties, title: str | None = None, outlet: str | None = None,
    published: dt.date | None = None,
) -> Document:  # fmt: skip
    """Return genre, issuer, language and contacts of a text.

    Genre: three or more turns are a briefing; an official account of an exchange that took place is a readout, whatever
    its title calls it; "statement", "remarks" and a preview are statements; else a press release or news. The contacts
    are those of `find_contacts`.

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
    text, headline = tokens.text, title or ""
    genre = _genre(text, headline)
    issuer = named_issuer(text, headline, people, officials_on(published, outlet))
    official = bool(outlet and BODY.search(outlet)) or (issuer is not None and not DATELINE.match(text))
    if genre in ("news", "press_release") and _account(tokens, official, outlet, headline):
        genre = "readout"
    elif (
        official
        and genre != "briefing"
        and _MEETS.search(headline)
        and not AHEAD.search(text[:400])
        and len(_QUOTED.findall(text)) <= 2
    ):
        genre = "readout" if genre in ("news", "press_release") else genre
    elif genre == "news" and official:
        genre = "statement" if AHEAD.search(text[:500]) and not DONE.search(text[:500]) else "press_release"
    speaks = briefer(text, people) if genre == "briefing" and issuer is None else None
    himself = people.person(speaks)  # an official who is interviewed, not one who speaks for somebody
    interviewed = bool(himself and himself.role and not SPOKES.search(himself.role))
    issuer = issuer or (outlet if interviewed and official else speaks)
    author = speaks if interviewed else _author(text, issuer, genre)
    contacts = find_contacts(tokens, people, parties, genre, headline, published, author)
    together = re.match(r"\s*joint\b", headline, re.I) and not author
    bodies = tuple(dict.fromkeys(country for *_, country in countries_in(headline))) if together else ()
    if together and len(bodies) < 2:
        bodies = ("United States", *(one for one in parties.names if any(contact.party == one for contact in contacts)))
    host = next(
        (one.name for one in parties.parties if outlet and genre != "news" and one.pattern().search(outlet)), None
    )
    spoken = body_spoken_for(headline)
    host = host or next((one.name for one in parties.parties if spoken and one.pattern().search(spoken)), None)
    hosts = next((one.counterparts for one in contacts if one.party == host), (spoken,) if host and spoken else ())
    if (
        not hosts and issuer and _OF_A_MINISTRY.search(headline) and not host
    ):  # "we" of a ministry's spokesperson, whichever
        hosts = (issuer,)
    body = outlet
    if outlet is None and genre in ("readout", "statement"):
        body, theirs = _told_by(contacts, people, headline, text[:300])
        body = spoken or body
        hosts = hosts or (theirs if issuer is None else ())
    signed = None if interviewed else author
    return Document(genre, signed or issuer or body, author, language_of(text), tuple(contacts),
                    bodies if len(bodies) > 1 else (), hosts)  # fmt: skip


_OF_A_MINISTRY = re.compile(
    r"\b[Cc]omment(?:s|ary)?\s+(?:by|of|from)\s+(?:the\s+)?(?:MFA|Foreign Ministry|Ministry)\s+[Ss]pokes"
)
# A title of an official page that names nothing but the exchange.
_CONVERSATION = re.compile(
    r"(?:Tele)?[Pp]hone (?:call|conversation|talk)s? with\b|(?:Call|Conversation|Meeting)s? with\b"
)
# As the receiver tells it: "Secretary A made a phone call to President B".
_BEGINS = 40  # characters of a title in which whoever tells it is named
_CALLED_UP = re.compile(r"\b(?:made|placed)\s+(?:an?\s+)?(?:tele)?phone\s+call\s+to\b")


def _told_by(
    contacts: Iterable[Contact], people: People, headline: str, opening: str
) -> tuple[str | None, tuple[str, ...]]:
    """The body that tells of the exchanges of whoever had them, where a text does not say who put it out: that of the
    official, or of the counterpart where he is named first or begins the title, or somebody "made a phone call to" him, as the other
    side tells it; and the counterparts then.
    """
    listed = list(contacts)
    ours = {name for one in listed for name in (one.official or "").split("; ")}
    if not ours - {""}:  # "The President of the Republic spoke with ...": of whichever
        return None, ()
    inside = {name for one in listed for name in one.participants}
    first = next((one.name for one in people.mentions if one.name in inside), None)
    met: list[str] = []
    if called := _CALLED_UP.search(f"{headline}. {opening}"):
        met = people.named(f"{headline}. {opening}"[called.end() :])
    elif not people.named(headline[:_BEGINS]):
        pass
    elif re.search(r"\b(?:received|receives|had|has|holds|held|meets|met|spoke|speaks|discuss\w*)\b", headline):
        met = people.named(headline[:_BEGINS])  # "Bo Li received a phone call from ..."
    first = next((name for name in met if name in inside - ours), first)
    telling = [name for one in listed for name in (one.official or "").split("; ")] if first in ours else [first]
    persons = (people.person(name) for name in telling)
    body = next((body for one in persons if one and (body := body_of(one.role, one.affiliation))), None)
    theirs = next((one.counterparts for one in listed if first in one.counterparts), ()) if first not in ours else ()
    return body, theirs


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


def _account(tokens: Tokens, official: bool, outlet: str | None, headline: str) -> bool:
    """Whether a text without a telling title is an official account of an exchange: its first sentence reports one, and
    a body put it out, or nobody known did and nothing in it is attributed.
    """
    if not tokens.sentences or dialogue(tokens.text):  # an interview
        return False
    opening = next((one for span in tokens.sentences[:3] if tells_exchange(one := tokens.text[slice(*span)])), "")
    if not opening or (AHEAD.search(opening) and not DONE.search(opening)):
        return False
    quotes = len(_QUOTED.findall(tokens.text))
    if official:
        return quotes <= 2  # a press release gives several people the word
    dated = find_days(opening, dt.date(2000, 1, 1))[0]
    titled = _CONVERSATION.match(headline)
    return bool(outlet is None and quotes <= 2 and not _REPORTED.search(tokens.text) and (dated or titled))


def _genre(text: str, title: str) -> Genre:
    lower = title.casefold()
    turns = [match.groupdict() for match in TURN.finditer(text)]
    asked = all(turn["asks"] for turn in turns)  # "Q: ...", "Lee: ...": an interview
    if re.search(r"\b(?:briefing|transcript)\b", f"{lower} {text[:200].casefold()}") and dialogue(text):
        return "briefing"
    if len(turns) >= 3 and not (asked and dialogue(text)) and not re.search(r"\bremarks\b", lower):
        return "briefing"
    attributed = re.search(r"\battributable to\b", text[:400])
    exchange = re.search(
        r"\b(?i:call|meeting|conversation|talks)s? (?i:with|to|between) (?:the )?[A-Z]|\b(?i:travel|trip|visit) (?i:to)\b",
        title,
    )
    possessive = re.search(r"['\u2019]s? (?:\w+ ){0,2}(?:call|meeting|conversation|trip|travel|participation)", lower)
    preview = bool(_PREVIEW.search(title + ". " + text[:400])) and not _DONE.search(text[:500])
    personal = len(_FIRST.findall(_QUOTED.sub("", text[:1500]))) >= 2
    if not preview and not personal and not DATELINE.match(text):
        if "readout" in lower or (exchange and (possessive or attributed or "statement" in lower)):
            return "readout"
    if re.search(r"\bstatement\b|\bremarks\b|\breadout\b|\bcomment(?:ary)? (?:of|by|from)\b", lower) or attributed:
        return "statement"
    if re.search(r"\bpress release\b|\bfact sheet\b", lower) or re.match(r"\s*FOR IMMEDIATE RELEASE", text):
        return "press_release"
    return "news"


def _author(text: str, issuer: str | None, genre: Genre) -> str | None:
    """Who writes in the first person: the issuer of a text that says "I" outside quotation marks."""
    if genre not in ("statement", "press_release") or issuer is None:
        return None
    return issuer if len(_FIRST.findall(_QUOTED.sub("", text))) >= 2 else None


def propose_parties(texts: Iterable[tuple[str | None, str]]) -> Parties | None:
    """Return parties for texts whose user named none, from ``(title, text)`` pairs; None where nothing is found.

    Titles and first sentences are searched for countries other than the United States; the two named in most
    articles are the parties.

    Examples
    --------
    >>> propose_parties([("Call with President Li of Chile", "..."), ("Call with the Peruvian premier", "...")]).names
    ('Chile', 'Peru')
    """
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
