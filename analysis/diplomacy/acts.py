"""Communicative acts: who does what towards whom, and about whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.diplomacy import actors
from analysis.diplomacy.contacts import Contact
from analysis.diplomacy.cues import Entry, find_cues, governor
from analysis.diplomacy.parties import Parties
from analysis.diplomacy.sides import Side
from analysis.diplomacy.speakers import Utterance
from analysis.language.countries import countries_in
from analysis.language.people import People
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

Modality = Literal["asserted", "negated", "possible", "planned"]
# Towards whom an act is aimed, as far as it matters for its tone.
Aim = Literal["counterpart", "adversary", "third party", "victim", "counterpart acts"]

_STRONG = frozenset(
    "strongly firmly unequivocally unwavering ironclad steadfast full deep deeply strong firm warm warmly sincere "
    "heartfelt profound grave serious strongest deepest repeatedly continued ongoing unshakable unshakeable".split()
)
_NEVER = frozenset(("not", "n't", "never", "without", "neither", "nor"))
_MAY = frozenset(("may", "might", "could", "would", "can"))
_BLAME = frozenset(("CONDEMN", "CONCERN", "WARN", "REJECT"))
# "Arvenia must stop": asked of the subject.
_OBLIGES = frozenset(("must", "should"))
# "by Arvenian forces": who did what is condemned.
_DONE_BY = re.compile(r"\bby\s+(?:(?!and\b)[\w'\u2019-]+\s+){0,3}?$")
# "support for dialogue with Arvenia" is not support for Arvenia.
_SHARED = re.compile(
    r"\b(?:dialogue|talks|negotiations?|peace|normali[sz]ation|relations|agreement|treaty|process|cease-?fire|cooperation|contacts?|reconciliation|"
    r"settlement|summit|meeting)\b[^,.;]{0,30}\b(?:with|between)\s+(?:[\w'\u2019-]+\s+){0,2}?$"
)
# Whom harm is done to stands behind these, who does it mostly does not.
_VICTIM = re.compile(
    r"\b(?:on|against|in|into|of|inside|throughout|upon|targeting|to|for|between)\s+(?:\S+\s+){0,3}?$", re.I
)


@dataclass(frozen=True, slots=True)
class Act:
    """One communicative act.

    ``start`` and ``end`` span its cue in the text, ``sentence`` is the sentence's position, ``contact`` that of its
    contact or None. ``principal`` does it, towards ``target``, about ``third_party``; each None where the text does
    not say. ``aim`` is what `analysis.diplomacy.tone.act_tone` needs to know of the target. ``strength`` in [0, 1].
    """

    sentence: int
    contact: int | None
    start: int
    end: int
    cue: str
    act: str
    plover: str | None
    strength: float
    modality: Modality
    principal: str | None
    target: str | None
    third_party: str | None
    party: str
    aim: Aim


def find_acts(
    tokens: Tokens, people: People, contacts: Sequence[Contact], parties: Parties, sides: Sequence[Side],
    utterances: Sequence[Utterance],
) -> list[Act]:  # fmt: skip
    """Return the communicative acts of a text in order.

    Cues are those of ``resources/acts.toml``, matched on lemmas. The principal is the subject of the cue, else that
    of the sentence. The target is whom the words behind the cue name: the counterpart unless they name somebody
    else. A topic of a discussion ("discussed support for ...") is no act of its own. An act in a sentence about
    several contacts that names none of them alone gives one row a contact.

    Not handled: irony, acts told without any of the cues, whether a quoted third party agrees.

    Parameters
    ----------
    tokens, people, contacts, parties
        What `parse`, `find_people`, `describe` and `load_parties` returned.
    sides, utterances
        One a sentence.
    """
    out: list[Act] = []
    for number, bounds in enumerate(tokens.bounds):
        if utterances[number].speaker == "reporter":
            continue  # a question asks, it does not do
        found = list(find_cues(tokens, bounds))
        for at, (positions, entry) in enumerate(found):
            behind = found[at + 1][0][0] if at + 1 < len(found) else bounds[1]
            out += _acts(
                tokens, number, positions, behind, entry, people, contacts, parties, sides[number], utterances[number]
            )
    return out


def _acts(
    tokens: Tokens, number: int, positions: list[int], behind: int, entry: Entry, people: People,
    contacts: Sequence[Contact], parties: Parties, side: Side, utterance: Utterance,
) -> Iterator[Act]:  # fmt: skip
    words, text = tokens.words, tokens.text
    start, end = words[positions[0]].start, words[positions[-1]].end
    concerned = [side.contact] if side.contact is not None else [
        at for at, one in enumerate(contacts) if side.party in (one.party, "both")]  # fmt: skip
    principal, counterpart_acts = _principal(tokens, positions[0], people, contacts, parties, utterance, side.contact)
    region = (start, words[behind - 1].end)
    named = _named(text, (end, region[1]), people, contacts, parties, utterance.speaker)
    if words[positions[0]].pos not in ("VERB", "AUX"):  # "Armenia's commitment": whose it is stands before
        named = named or _named(
            text,
            (words[max(positions[0] - 3, tokens.bounds[number][0])].start, start),
            people,
            contacts,
            parties,
            utterance.speaker,
        )
    asked = _obliged(tokens, positions[0], people, contacts, parties, side)
    if asked:
        principal, counterpart_acts = utterance.principal, False
        named = [(asked, start, end)]
    own = {party for party, _, _ in named if party in parties.names}
    strength = entry.strength
    inside = range(max(positions[0] - 2, tokens.bounds[number][0]), min(positions[-1] + 2, behind))
    firm = entry.act not in ("CONCERN", "APPEAL")  # deep concern is concern: blame makes it stronger, not an adverb
    if firm and 0 < strength < 1 and any(words[one].text.lower() in _STRONG for one in inside):
        strength = 1.0
    modality = _modality(tokens, positions[0])
    listed: list[int | None] = [*concerned] or [None]
    whole = tokens.sentences[number]
    before = {name for name, _, _ in _named(text, (whole[0], start), people, contacts, parties, utterance.speaker)}
    together = principal is not None and _together(principal, contacts)
    act, plover = entry.act, entry.plover or None
    if together and act in ("APPEAL", "SUPPORT"):  # what both stress, nobody asks of the other
        act, plover, strength = "AGREE", "AGREE", 0.5
    if act == "SUPPORT" and not named and not before:
        strength = min(strength, 0.5)  # of a cause: nobody says that it is the counterpart's
    for at in listed:
        party = contacts[at].party if at is not None else side.party
        if len(concerned) > 1 and own and party not in own and party in parties.names:
            continue
        mine = parties.names if party == "both" else (party,)
        aim, third = _aim(text, act, end, mine, named, parties, together, bool(before & set(mine)))
        who = "; ".join(contacts[at].counterparts) if at is not None else ""
        target = third if aim == "adversary" else who or (party if party in parties.names else None)
        if party == "both" and own:  # of one of those on the line
            target = "; ".join(name for name in parties.names if name in own)
        if counterpart_acts:
            aim, target = "counterpart acts", None
        elif aim in ("third party", "victim") and act in _BLAME:
            target = third
        yield Act(
            number, at, start, end, text[start:end], act, plover, strength, modality, principal, target,
            third if third != target else None, party, aim,
        )  # fmt: skip


def _principal(
    tokens: Tokens,
    position: int,
    people: People,
    contacts: Sequence[Contact],
    parties: Parties,
    utterance: Utterance,
    at: int | None,
) -> tuple[str | None, bool]:
    """Who does the act, and whether that is the counterpart alone."""
    text = tokens.text
    officials = list(dict.fromkeys(contact.official for contact in contacts if contact.official))
    usual = utterance.principal if utterance.voice != "narrator" else None
    usual = usual or (officials[0] if len(officials) == 1 else utterance.principal)
    counterparts = {name for contact in contacts for name in contact.counterparts}
    found = actors.subject(tokens, position)
    if found is None:
        return usual, False
    contact = contacts[at] if at is not None else None
    persons = actors.named(tokens, found, people, contact, parties, officials[0] if officials else None)
    if persons and set(persons) <= counterparts:
        return "; ".join(persons), True
    if not persons:
        span = tokens.span(found)
        named = [party.name for party in parties.parties if party.pattern().search(text, *span)]
        ours = [country for _, _, country in countries_in(text[slice(*span)]) if country not in parties.names]
        if named and not ours and tokens.words[max(found)].pos in ("PROPN", "NOUN"):
            return named[0], True
        return usual, False
    if len(persons) > 1:
        return "; ".join(persons), False
    speaker_relays = utterance.principal and persons[0] == utterance.speaker != utterance.principal
    return (utterance.principal if speaker_relays else persons[0]), False


def _obliged(
    tokens: Tokens, position: int, people: People, contacts: Sequence[Contact], parties: Parties, side: Side
) -> str | None:
    """The party of the conversation of which something is asked, as the subject of "must": "Arvenia must stop"."""
    found = actors.subject(tokens, position) if tokens.words[position].lemma in _OBLIGES else None
    if found is None:
        return None
    lands = {country for *_, country in countries_in(tokens.text[slice(*tokens.span(found))])}
    if lands - set(parties.names):  # "the United States and Arvenia must": of both
        return None
    named = _named(tokens.text, tokens.span(found), people, contacts, parties, None)
    mine = parties.names if side.party == "both" else (side.party,)
    return next((name for name, *_ in named if name in mine), None)


def _together(principal: str, contacts: Sequence[Contact]) -> bool:
    """Whether an act is done by an official and a counterpart in one."""
    names = set(principal.split("; "))
    counterparts = {name for contact in contacts for name in contact.counterparts}
    return bool(names & counterparts) and bool(names - counterparts)


def _named(
    text: str, span: Span, people: People, contacts: Sequence[Contact], parties: Parties, speaker: str | None
) -> list[tuple[str, int, int]]:
    """Parties, and other countries and persons, named in a span, as ``(name, start, end)`` in order.

    The official's own country, the official and whoever speaks are left out: they are nobody's target here.
    """
    officials = {speaker, *(contact.official for contact in contacts)}
    home = {
        person.affiliation
        for person in people.persons
        if person.name in officials and person.affiliation not in parties.names
    }
    home |= {"United States"} - set(parties.names)
    sides = {name: contact.party for contact in contacts for name in contact.counterparts}
    out = []
    for party in parties.parties:
        out += [(party.name, match.start(), match.end()) for match in party.pattern().finditer(text, *span)]
    for start, end, country in countries_in(text[slice(*span)]):
        if country not in home and country not in parties.names:
            out.append((country, start + span[0], end + span[0]))
    for mention in people.within(span, ("name", "title", "pronoun")):
        if mention.name not in officials:
            affiliation = next((one.affiliation for one in people.persons if one.name == mention.name), None)
            name = sides.get(mention.name) or (affiliation if affiliation in parties.names else mention.name)
            out.append((name or mention.name, mention.start, mention.end))
    return sorted(out, key=lambda one: one[1])


def _aim(
    text: str, act: str, end: int, mine: Sequence[str], named: Sequence[tuple[str, int, int]], parties: Parties, together: bool,
    before: bool,
) -> tuple[Aim, str | None]:  # fmt: skip
    """Towards whom an act in the conversation with a party, or several (``mine``), is aimed, and the third party that it is
    about.

    ``named`` are those behind the cue, ``before`` says whether the party itself is named before it.
    """
    if act in ("CONSULT", "STATE"):
        return "counterpart", None
    first = named[0] if named else None
    other = next((one[0] for one in named if one[0] not in mine), None)
    own = next((one for one in named if one[0] in mine), None)
    if act in _BLAME:
        doer = next((one[0] for one in named if _DONE_BY.search(text[end : one[1]])), None)
        if doer is not None and doer in mine:  # "condemned the killing of civilians by Arvenian forces"
            return "counterpart", other
        if act == "CONDEMN" and own is not None and _VICTIM.search(text[end : own[1]]):
            return "victim", other
        if together:  # both blame: somebody else, whether named or not
            return "third party", other
        if first is None:
            # Nobody condemns his guest without naming him: an attack that has no author here is somebody else's.
            return ("third party" if act == "CONDEMN" else "counterpart"), None
        if first[0] in mine or (act == "WARN" and own is not None) or act == "REJECT":
            return "counterpart", None  # what is rejected in a conversation is mostly the counterpart's
        # "Concern about evictions of Palestinians", "warned that any move into Arvenia": harm to the other side is what
        # the counterpart is reproached with.
        harmed = first[0] in parties.names and _VICTIM.search(text[end : first[1]])
        return ("counterpart", None) if harmed and act in ("CONCERN", "WARN") else ("third party", first[0])
    if first is None or own is not None or before:
        return "counterpart", other if first and first[0] not in mine else None
    if act == "APPEAL":  # asked of whom the cue's own object names
        addressed = first[1] - end <= 20
        return (
            ("adversary" if first[0] in parties.names else "third party", first[0])
            if addressed
            else ("counterpart", first[0])
        )
    if first[0] in parties.names:
        if _SHARED.search(text[end : first[1]]):
            return "counterpart", first[0]
        return ("adversary" if act in ("SUPPORT", "OFFER") else "third party"), first[0]
    return "counterpart", first[0]


def _modality(tokens: Tokens, position: int) -> Modality:
    """Negated, possible, planned or asserted: by the words that hang on the cue's verb."""
    words = tokens.words
    verb = position if words[position].pos in ("VERB", "AUX") else governor(tokens, position)
    if verb is None:
        return "asserted"
    near = [words[child].text.lower() for child in tokens.children[verb] if child < verb]
    if _NEVER & set(near):
        return "negated"
    if _MAY & set(near):
        return "possible"
    return "planned" if "will" in near else "asserted"
