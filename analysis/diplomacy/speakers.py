"""Who speaks each quotation and sentence, and whose position the words express."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.diplomacy.document import Document
from analysis.language.people import Mention, People
from analysis.language.quotations import Quotation
from analysis.language.sentences import Span, paragraphs

Evidence = Literal["name", "title", "pronoun", "continuation", "document", "anonymous", "none"]
Voice = Literal["narrator", "direct", "indirect", "mixed"]

_SPOKES = re.compile(r"\b(?:spokes(?:person|man|woman)|press secretary)\b", re.I)
# A body or a paper that speaks for somebody: its words are those of the person they are about.
_RELAY = re.compile(
    r"\b(?:statement|readout|release|communiqu[eé]|press service|embassy|department|ministry|white house|office)\b",
    re.I,
)
# "In a statement relayed by X, Y said ...": X is the voice on record, Y the mind behind the words.
_RELAYED_BY = re.compile(
    r"\b(?:(?:statement|readout|remarks|words|message|release)\b[^.;]{0,40}?\b(?:by|from|through|via)|relayed by|conveyed by|"
    r"released by|issued by|according to|as told by)\s+"
)
_ANONYMOUS = re.compile(
    r"\b(?:officials?|sources?|diplomats?|aides?|analysts?|experts?|person|people|spokes\w+)\b", re.I
)
_WE = re.compile(r"\b(?:we|our|us|I|my)\b")
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.I)
# Direct quotations that make up at least this share of a sentence's words are its voice.
_MOSTLY = 0.5
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Speaker and principal of a quotation or a sentence; None where unknown, ``evidence`` says how they were found."""

    speaker: str | None
    evidence: Evidence
    principal: str | None


@dataclass(frozen=True, slots=True)
class Utterance:
    """Voice and attribution of a sentence, and the position of the quotation that it got them from."""

    voice: Voice
    speaker: str | None
    principal: str | None
    quotation: int | None


def attribute(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], people: People, document: Document
) -> list[Attribution]:
    """Return the speaker and the principal of each quotation.

    The *speaker* is the voice on record: the source of the quotation as a person; whoever relays the words ("in a
    statement relayed by ..."); inside an official document, for indirect quotations, its issuer. The *principal* is
    whose position the words express: for a spokesperson, a body or a statement the official that the words are
    about ("The Secretary reaffirmed ...", "Blinken's points"), else the official of the contacts; everybody else
    speaks for himself. By convention "we" and "our" of a spokesperson speak for the principal that he relays.

    Parameters
    ----------
    text : str
    sentences : sequence of (int, int)
    quotations : sequence of Quotation
    people : People
    document : Document

    Returns
    -------
    list of Attribution
        One a quotation, in order.
    """
    official = _official(document)
    blocks = paragraphs(text)
    out: list[Attribution] = []
    for number, quotation in enumerate(quotations):
        source, evidence = _source(text, quotation, people)
        if source is None and quotation.kind == "direct" and number:
            before = quotations[number - 1]
            same = any(
                low <= before.content[-1][1] <= high and low <= quotation.content[0][0] <= high for low, high in blocks
            )
            if same and before.kind == "direct" and out[-1].speaker:
                out.append(Attribution(out[-1].speaker, "continuation", out[-1].principal))
                continue
        counterparts = {name for contact in document.contacts for name in contact.counterparts}
        sentence = next(
            (span for span in sentences if span[0] <= quotation.content[0][0] < span[1]), quotation.content[0]
        )
        relay = _relay(text, sentence, source, people)
        if relay and source:
            out.append(Attribution(relay, "name", source))
            continue
        if source is None:
            issued = document.issuer if document.genre != "news" else None
            out.append(Attribution(issued, "document" if issued else "none", official if issued else None))
            continue
        person = people.person(source)
        relays = _SPOKES.search((person.role or "") if person else source) or (person is None and _RELAY.search(source))
        principal: str | None = source
        if relays:
            principal = _subject(text, quotation, people, counterparts | {source}) or official or source
        speaker = source
        if document.genre in ("readout", "statement") and document.issuer and quotation.kind == "indirect":
            speaker, evidence = document.issuer, "document"
        out.append(Attribution(speaker, evidence, principal))
    return out


def speak(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], attributions: Sequence[Attribution],
    document: Document, outlet: str | None,
) -> list[Utterance]:  # fmt: skip
    """Return the voice of each sentence and who speaks it.

    A sentence with a quotation has the voice and the attribution of the longest one in it; it is ``direct`` where
    at least half of its words, attribution aside, are quoted directly, else ``mixed``. Any other sentence is the
    narrator's: the document's issuer in an official document, who then speaks for the official, else the outlet.
    """
    official = _official(document)
    narrator = document.issuer if document.genre != "news" else outlet
    behind = (official or narrator) if document.genre in ("readout", "statement") else narrator
    out: list[Utterance] = []
    for low, high in sentences:
        held: list[tuple[int, int, int]] = []
        for number, quotation in enumerate(quotations):
            words = sum(_count(text, max(low, start), min(high, end)) for start, end in quotation.content)
            if words:
                held.append((words, -number, number))
        if not held:
            out.append(Utterance("narrator", narrator, behind, None))
            continue
        direct = [one for one in held if quotations[one[2]].kind == "direct"]
        words, _, number = max(direct or held)
        chosen = quotations[number]
        frame = sum(_count(text, max(low, start), min(high, end)) for start, end in (*chosen.cue, *chosen.source))
        voice: Voice = chosen.kind
        if chosen.kind == "direct" and words < _MOSTLY * (_count(text, low, high) - frame):
            voice = "mixed"
        out.append(Utterance(voice, attributions[number].speaker, attributions[number].principal, number))
    return out


def _count(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end)) if end > start else 0


def _official(document: Document) -> str | None:
    """The official of the document's contacts, where all have the same."""
    names = {contact.official for contact in document.contacts if contact.official}
    return next(iter(names)) if len(names) == 1 else None


def _source(text: str, quotation: Quotation, people: People) -> tuple[str | None, Evidence]:
    """The source of a quotation: a person's canonical name, else its own words without the article."""
    if not quotation.source:
        return None, "none"
    hull = (quotation.source[0][0], quotation.source[-1][1])
    mentions = people.within(hull)
    if mentions:
        by_how: dict[str, Evidence] = {"name": "name", "title": "title", "pronoun": "pronoun"}
        chosen = next((one for one in mentions if one.how == "name"), mentions[0])
        return chosen.name, by_how[chosen.how]
    words = _ARTICLE.sub("", " ".join(text[start:end] for start, end in quotation.source)).strip(" ,")
    if not words or words.casefold() in ("he", "she", "they", "we", "i", "it", "who", "you"):
        return None, "none"
    return words, "anonymous" if _ANONYMOUS.search(words) and words.islower() else "name"


def _relay(text: str, sentence: Span, source: str | None, people: People) -> str | None:
    """The person through whom a sentence says that the words came, unless it is the source itself."""
    match = _RELAYED_BY.search(text, *sentence)
    if not match:
        return None
    for mention in people.within((match.end(), min(sentence[1], match.end() + 90)), ("name",)):
        person = people.person(mention.name)
        return mention.name if mention.name != source and person and _SPOKES.search(person.role or "") else None
    return None


def _subject(text: str, quotation: Quotation, people: People, excluded: set[str]) -> str | None:
    """Whom the words of a relay are about: the first person in them who is neither a counterpart nor the relay."""
    mentions: list[Mention] = [
        one for span in quotation.content for one in people.within(span) if one.name not in excluded
    ]
    return mentions[0].name if mentions else None
