"""Who speaks each quotation and sentence, and whose position the words express."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.diplomacy import actors
from analysis.diplomacy.bodies import body_before, ministry_meant
from analysis.diplomacy.contacts import Contact
from analysis.diplomacy.counterparts import country_of
from analysis.diplomacy.document import Document
from analysis.diplomacy.parties import Parties
from analysis.diplomacy.relays import acting_in, mind_behind, passes_on, relayed_by, served_by, told_by
from analysis.diplomacy.sides import Side
from analysis.diplomacy.sources import Evidence, it_tells, known_before, looks_on, source_of
from analysis.diplomacy.transcripts import find_turns, turn_at
from analysis.language.choosing import length, shared
from analysis.language.countries import countries_in
from analysis.language.people import People
from analysis.language.quotations import Quotation
from analysis.language.sentences import Span, paragraphs, sentence_at
from analysis.language.tokens import Tokens

Voice = Literal["narrator", "direct", "indirect", "mixed"]

# "As President Diaz has said, ...": the words are his.
_AS_SAID = re.compile(
    r"(?:And\s+|But\s+)?[Aa]s\s+(?P<who>[^,]{2,60}?)\s+(?:has|have|had|himself)?\s*(?:\w+ly\s+)?(?:said|stated|noted|put it)\b"
)
# "According to the Prime Minister, ...", "In her view, ...".
_IN_HIS_VIEW = re.compile(
    r"According to (?P<who>[^,]{3,60}),|In (?P<view>[^,]{2,60}?)(?:['\u2019]s?)? (?:view|opinion|assessment|words|account),"
)
_MESSAGE = re.compile(
    r"\b(?:delivered|conveyed|relayed|passed)\s+(?:a\s+|the\s+)?(?:\w+\s+)?(?:message|letter|greetings|regards)\s+(?:from|on behalf of)\s+"
)
# A parser takes "The two shared concerns" for a noun.
_BOTH = re.compile(
    r"(?:The two|Both)(?:\s+also)?\s+(?!sides|leaders|countries|governments|delegations|presidents|ministers)\w+ed\b"
)
_WE_TALKED = re.compile(r"We\s+(?:also\s+|then\s+)?(?:discussed|talked|spoke|agreed|reviewed|exchanged)\b")
_HE = re.compile(r"(?:He|She)\b")
# Who reaffirms the commitment of the United States is theirs, whoever was named last.
_OUR_AID = re.compile(
    r"\w+\s+(?:also\s+)?(?:re\w+|underscored|underlined|emphasized|stressed|conveyed|highlighted|noted)\s+(?:the\s+|our\s+|that\s+the\s+)?"
    r"(?:U\.?S\.?|United States['\u2019]?|America['\u2019]s|our|Administration['\u2019]s)\s+(?:\w+\s+){0,3}(?:commitment|support|assistance|resolve)\b"
)
_ME = re.compile(r"I|[Ww]e")
_SAME = re.compile(
    r"(?:[Tt]he\s+)?same (?:source|statement|readout|official|person|advis[eo]r|diplomat|ministry|aide|press release|communiqu[e\u00e9]|message)|(?:[Tt]he|[Ii]ts|[Aa])?\s*(?:statement|readout|note|summary|press release|communiqu[e\u00e9]|message)"
)
_TOLD_ME = re.compile(
    r"\b(?:told|assured|promised|informed|asked|reminded|warned|offered|said to|clear to)\s+(?:me|us)\b"
)
# "We agree." With these words Ms. Lee left.
_SUMMED_UP = re.compile(
    r"[.,!?]?[\u201d\"]\s+With (?:that|this|these|those) (?:\w+ )?(?:lines?|words?|sentences?|phrase|verdict|remark),?\s"
)
_BESIDE = 40  # characters behind them in which whoever said them is named
_IT = re.compile(r"[Ii]t")
# Direct quotations that make up at least this share of a sentence's words are its voice.
_MOSTLY = 0.5
_FEW = 3  # words of another quotation that may be a slip
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
    tokens: Tokens,
    quotations: Sequence[Quotation],
    people: People,
    document: Document,
    sides: Sequence[Side],
    parties: Parties,
) -> list[Attribution]:
    """Return the speaker and the principal of each quotation.

    The *speaker* is the voice on record: the source of the quotation as a person; whoever relays the words ("in a
    statement relayed by ..."); inside an official document, for indirect quotations, its issuer. The *principal* is
    whose position the words express: for a spokesperson, a body or a statement the official that the words are
    about ("The Secretary reaffirmed ...", "Blinken's points"), else the official of the contacts; everybody else
    speaks for himself, several joined by "; ". By convention "we" and "our" of a spokesperson speak for the principal
    that he relays.

    Parameters
    ----------
    tokens, people, document, parties
        What `parse`, `find_people`, `describe` and `load_parties` returned.
    quotations : sequence of Quotation
    sides : sequence of Side
        One a sentence.

    Returns
    -------
    list of Attribution
        One a quotation, in order.
    """
    text, sentences = tokens.text, tokens.sentences
    official = document.principal
    blocks = paragraphs(text)
    taken = find_turns(text, people, document)
    begins = {one.start for one in taken}
    inside = {name for one in document.contacts for name in one.participants}
    out: list[Attribution] = []
    for number, quotation in enumerate(quotations):
        home = sentence_at(sentences, quotation.content[0][0])
        if quotation.source and quotation.source[0][0] in begins:  # "MR. LEE: ..."
            speaker, principal = turn_at(taken, quotation.source[0][0])
            out.append(Attribution(speaker, "name", principal))
            continue
        speaker, principal = turn_at(taken, quotation.content[0][0])
        if speaker and quotation.source and _ME.fullmatch(text, *quotation.source[0]):  # "I", who has the turn
            out.append(Attribution(speaker, "pronoun", principal))
            continue
        sources, evidence = source_of(tokens, quotation, people, _contact(document, sides[home]), parties, official)
        summed = _SUMMED_UP.match(text, quotation.content[-1][1]) if not sources else None
        if summed and (mentions := people.within((summed.end(), summed.end() + _BESIDE), ("name", "title"))):
            sources, evidence = (mentions[0].name,), "name"
        if not sources and quotation.kind == "direct" and number:
            before = quotations[number - 1]
            same = any(
                low <= before.content[-1][1] <= high and low <= quotation.content[0][0] <= high for low, high in blocks
            )
            if same and before.kind == "direct" and out[-1].speaker:
                out.append(Attribution(out[-1].speaker, "continuation", out[-1].principal))
                continue
        words = " ".join(text[slice(*one)] for one in quotation.source)
        if (not sources or _SAME.fullmatch(words)) and (_IT.fullmatch(words) or _SAME.fullmatch(words)):
            said = [one.speaker for one in out[-3:] if one.speaker and one.speaker not in people.names]
            body = body_before(tokens, home) or (said[-1] if said else None)
            sources, evidence = ((body,), "pronoun") if body else (sources, evidence)
        if evidence == "anonymous" or (len(sources) == 1 and sources[0] not in people.names):
            known = (
                known_before(sources[0], [one.speaker for one in out], people, official, inside, quotation.source[0][0])
                if sources and quotation.source
                else None
            )
            sources = (known,) if known else sources
        if len(sources) == 1 and sources[0] not in people.names:
            earlier = [one.speaker for one in out if one.speaker]
            place = (quotation.source or quotation.content)[0][0]
            sources = (ministry_meant(sources[0], earlier, text, place, people),)
        source = "; ".join(sources) or None
        relay = relayed_by(text, sentences[home], source, people) or _teller(
            text, quotation, number, quotations, sentences[home], people
        )
        relay = relay or it_tells(text, sentences[home], [one.speaker for one in out], people)
        if relay and source and relay != source:
            relay = known_before(
                relay, [one.speaker for one in out], people, official, inside, quotation.content[0][0]
            ) or relay  # fmt: skip
            out.append(Attribution(relay, "name", source))
            continue
        official_text = document.genre != "news"
        if source is None:
            issued = document.issuer if official_text else None
            out.append(Attribution(issued, "document" if issued else "none", official if issued else None))
            continue
        principal = source
        if passes_on(source, people.person(sources[0])):
            principal = mind_behind(text, quotation, sentences[home], sources, people, document, parties)
        # "His aide said the President had asked for time.", "Lee said Roe had promised him ..."
        elif len(sources) == 1:
            words = " ".join(text[low:high] for low, high in quotation.content)
            # "He wanted it, and I gave it" is one's own.
            own = quotation.kind == "direct" and source in inside and not _TOLD_ME.search(words)
            principal = (
                (
                    None
                    if own or looks_on(text, source, people)
                    else acting_in(text, quotation, sentences[home], people, document, sources, parties)
                )
                or served_by(source, people, document, parties, words)
                or source
            )
        speaker = source
        if official_text and document.genre != "briefing" and document.issuer and quotation.kind == "indirect":
            speaker, evidence = document.issuer, "document"
        out.append(Attribution(speaker, evidence, principal))
    return out


def _teller(
    text: str, quotation: Quotation, number: int, quotations: Sequence[Quotation], sentence: Span, people: People
) -> str | None:
    """Who tells that somebody said something, by the end of the sentence, where no other quotation there is his."""
    found = told_by(text, sentence, people) if quotation.kind != "direct" and quotation.source else None
    if found is None:
        return None
    teller, place = found
    own = [*quotation.source, *quotation.cue]
    aside = quotation.source[0][1] <= place[0]  # "Roe, the diplomat said, had promised": the rest stands behind
    if any(low < place[1] and place[0] < high for low, high in own) or (
        not aside and any(low >= place[1] for low, _ in quotation.cue)
    ):
        return None
    for other, one in enumerate(quotations):
        his = any(place[0] <= low < place[1] for low, _ in one.source)
        if his and other != number and shared(one.content, quotation.content) >= 0.8 * length(quotation.content):
            continue  # what he tells is that somebody said it
        content = [(low, high) for low, high in one.content if sentence[0] <= low < sentence[1]]
        apart = sum(
            _count(text, *span) for span in content if not shared(quotation.content, [span]) and not shared(own, [span])
        )
        if other != number and his and apart > _FEW:
            return None
    return teller


def speak(
    tokens: Tokens, quotations: Sequence[Quotation], attributions: Sequence[Attribution], people: People, document: Document,
    sides: Sequence[Side], parties: Parties, outlet: str | None,
) -> list[Utterance]:  # fmt: skip
    """Return the voice of each sentence and who speaks it.

    A sentence with a quotation has the voice and the attribution of the longest one in it; it is ``direct`` where
    at least half of its words, attribution aside, are quoted directly, else ``mixed``. Any other sentence is the
    narrator's: the outlet's in news, the issuer's in an official text. There the principal is whoever acts in the
    sentence, "they" and "the leaders" being everybody in the contact; where nobody acts, the official. In a
    briefing the speaker is that of the turn.
    """
    text = tokens.text
    official = document.principal
    taken = find_turns(text, people, document)
    begins = {one.start for one in taken}
    touching: list[list[int]] = [[] for _ in tokens.sentences]
    for number, quotation in enumerate(quotations):
        for start, end in quotation.content:
            for at in range(sentence_at(tokens.sentences, start), sentence_at(tokens.sentences, end - 1) + 1):
                touching[at].append(number)
    out: list[Utterance] = []
    for at, (low, high) in enumerate(tokens.sentences):
        held: list[tuple[int, int, int]] = []
        for number in dict.fromkeys(touching[at]):
            quotation = quotations[number]
            words = sum(_count(text, max(low, start), min(high, end)) for start, end in quotation.content)
            if words:
                held.append((words, -number, number))
        here = [one for one in held if any(low <= begin < high for begin, _ in quotations[one[2]].cue)]
        held = [one for one in held if one in here or not here or quotations[one[2]].kind == "direct"]
        direct = [one for one in held if quotations[one[2]].kind == "direct"]
        voice: Voice = "narrator"
        chosen = None
        if held:
            words, _, chosen = max(direct or held)
            quotation = quotations[chosen]
            frame = sum(
                _count(text, max(low, start), min(high, end)) for start, end in (*quotation.cue, *quotation.source)
            )
            voice = quotation.kind
            if quotation.kind == "direct" and words < _MOSTLY * (_count(text, low, high) - frame):
                voice = "mixed"
        speaker, principal = turn_at(taken, low)
        if speaker and not direct:
            inner = [
                one for one in held if quotations[one[2]].source[:1] and quotations[one[2]].source[0][0] not in begins
            ]
            words, _, chosen = max(inner, default=(0, 0, chosen))
            person = (
                people.person(attributions[chosen].principal)
                if inner and chosen is not None and speaker != "reporter"
                else None
            )
            own = (speaker,) if principal == speaker else (speaker, official)
            if person and person.name not in own and words >= _MOSTLY * _count(text, low, high):
                principal = person.name  # "As President Diaz has said, ..."
            if principal == official and official:  # whoever acts in what an official says of an exchange
                acting = _actor(tokens, at, people, document, sides[at], parties, official)
                principal = acting if acting and acting != speaker else principal
            out.append(Utterance(voice, speaker, principal, chosen))
        elif (
            document.genre == "news"
            and (chosen is None or not attributions[chosen].speaker)
            and (teller := told_by(text, (low, high), people))
        ):
            acting = _actor(tokens, at, people, document, sides[at], parties, official)
            relays = passes_on(teller[0], people.person(teller[0]))
            doer = acting if acting and acting != teller[0] else official if relays else None
            out.append(Utterance("indirect" if voice == "narrator" else voice, teller[0], doer or teller[0], chosen))
        elif document.genre == "news" and chosen is None:
            out.append(Utterance(voice, outlet, outlet, None))
        elif chosen is not None and (direct or document.genre == "news"):
            said, principal = attributions[chosen], attributions[chosen].principal
            tells = (
                told_by(text, (low, high), people)
                if quotations[chosen].cue and quotations[chosen].cue[0][0] < low
                else None
            )
            if tells and voice != "direct":  # the sentence has a teller of its own
                said = Attribution(tells[0], "name", said.principal)
            if quotations[chosen].content[0][0] < low and said.speaker:  # in each sentence of a relay somebody acts
                acts = acting_in(text, quotations[chosen], (low, high), people, document, (said.speaker,), parties)
                relays = passes_on(said.speaker, people.person(said.speaker))
                principal = acts or (principal if relays else said.speaker)
            out.append(Utterance(voice, said.speaker, principal, chosen))
        else:
            principal = _actor(tokens, at, people, document, sides[at], parties, official)
            cited = _AS_SAID.match(text, low, high)
            message = _MESSAGE.search(text, low, high)
            if message and (mentions := people.within((message.end(), high), ("name", "title"))):
                principal = mentions[0].name
            if view := _IN_HIS_VIEW.match(text, low, high):
                mentions = people.within(view.span("who") if view.group("who") else view.span("view"))
                principal = mentions[-1].name if mentions else principal
            if cited and (mentions := people.within(cited.span("who"), ("name", "title"))):
                principal = mentions[-1].name
            out.append(Utterance(voice, document.issuer, principal or official or document.issuer, chosen))
    return out


def _actor(
    tokens: Tokens, number: int, people: People, document: Document, side: Side, parties: Parties, official: str | None
) -> str | None:
    """Who acts in a sentence of an official text."""
    sentence = tokens.text[slice(*tokens.sentences[number])]
    contact = _contact(document, side)
    if contact and (_BOTH.match(sentence) or (document.author and _WE_TALKED.match(sentence))):
        return "; ".join(contact.participants) or None
    found = actors.main_subject(tokens, tokens.bounds[number])
    if found is None:
        return None
    if document.bodies and (bodies := _bodies(tokens, found, parties)):
        return bodies
    names = actors.named(tokens, found, people, contact, parties, official)
    if (
        official
        and contact
        and _HE.match(sentence)
        and _OUR_AID.match(sentence)
        and set(names) & set(contact.counterparts)
    ):
        names = (official,)
    joined = re.match(r"[^,]{0,40}\b(?:President|Secretary|Minister) \w+ and I\b", sentence)
    if joined and official and official not in names:
        names = (*names, official)
    return "; ".join(names) or None


def _bodies(tokens: Tokens, subject: Sequence[int], parties: Parties) -> str | None:
    """The countries that a subject names, where it names nothing else: "The United States and Chile"."""
    start, end = tokens.span(subject)
    words = tokens.text[start:end]
    lands = countries_in(words)
    names = [country_of(words[low:high], parties) or land for low, high, land in lands]
    for low, high, _ in reversed(lands):
        words = words[:low] + words[high:]
    rest = re.sub(r"\b(?:the|and|both)\b|\W", "", words, flags=re.I)
    return "; ".join(dict.fromkeys(names)) if lands and not rest else None


def _contact(document: Document, side: Side) -> Contact | None:
    """The contact of a sentence; in a text about several, all of them as one where the sentence is about all."""
    if side.contact is not None:
        return document.contacts[side.contact]
    if not document.contacts:
        return None
    first = document.contacts[0]
    everybody = tuple(dict.fromkeys(name for one in document.contacts for name in one.counterparts))
    ours = {one.official for one in document.contacts if one.official}
    together = next(iter(ours)) if len(ours) == 1 else document.author or first.official
    return Contact(together, everybody, "both", first.kind, None, None, True, first.where)


def _count(text: str, start: int, end: int) -> int:
    return len(_WORD.findall(text, start, end)) if end > start else 0
