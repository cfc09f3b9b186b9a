"""Who acts in a sentence: its subject as persons, also where a pronoun or a plural stands for several."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analysis.diplomacy.contacts import Contact
from analysis.diplomacy.parties import Parties
from analysis.language.countries import countries_in
from analysis.language.people import People, without_owners
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

_ALL = re.compile(
    r"^(?:the\s+|all\s+(?:of\s+)?(?:the\s+)?|both\s+(?:the\s+)?|these\s+)*(?:(?:two|three|four|five|six|quad|g7|g20|nato|european|world|other|assembled)\s+)*"
    r"(?:they|both|two|three|leaders|sides|parties|interlocutors|presidents|prime ministers|ministers|secretaries|officials|delegations|diplomats|participants|"
    r"countries|governments|principals|counterparts|(?:national security |homeland security |foreign policy )?advis[eo]rs|foreign ministers|"
    r"heads of \w+|pair|group|allies|partners|quad leaders|g7 leaders)$",
    re.I,
)
_AND_GROUP = re.compile(
    r"\band\s+(?:the\s+|his\s+|her\s+|other\s+|\w+\s+){0,3}(?:leaders|senators|ministers|counterparts|officials|executives|CEOs|members|ambassadors|envoys|representatives|participants)\b",
    re.I,
)
_BOTH_NATIONS = re.compile(r"\bUnited States and\b|\band the United States\b|\bU\.?S\.? and\b")
_OURS = re.compile(
    r"^(?:I|we|the United States|the U\.?S\.?|U\.?S\.?|America|Washington|our \w+|the Administration|the White House|the US)$",
    re.I,
)
# "He was encouraged by what he heard": who is moved is the one whose stance it is.
_MOVED = frozenset(
    "encourage hearten please trouble alarm disturb reassure disappoint surprise concern impress delight".split()
)
# "They are expected to discuss", "It is expected that she will raise".
_AHEAD = frozenset("expect schedule plan suppose".split())
_OF_LAND = re.compile(r"\s+(?:of|for)\s+(?:the\s+)?(?:(?:[A-Z][\w'\u2019-]*|of|the|and)\s+)+")
# Labels under which the parser hangs a further subject of a long list on the verb.
_LISTED = ("conj", "appos", "nmod", "compound")
_SIDE = re.compile(r"\b(?:side|delegation|government|team|officials|leaders|ministers?|counterparts?)\b", re.I)


def subject(tokens: Tokens, position: int) -> list[int] | None:
    """Positions of the subject of a word: a noun's owner, a verb's subject or agent, else that of the verb above it."""
    words = tokens.words
    owners = [child for child in tokens.children[position] if words[child].dep == "poss"]
    if words[position].pos not in ("VERB", "AUX") and owners:
        return tokens.subtree(owners[0])
    for _ in range(6):
        word = words[position]
        if word.pos in ("VERB", "AUX"):
            children = tokens.children[position]
            if any(words[child].dep in ("nsubjpass", "auxpass") for child in children):
                patient = [child for child in children if words[child].dep == "nsubjpass"]
                ahead = word.lemma in _AHEAD and any(words[child].dep == "xcomp" for child in children)
                if patient and (word.lemma in ("join", "accompany", *_MOVED) or ahead):
                    return tokens.subtree(patient[0])
                agents = [
                    grand for child in children if words[child].dep == "agent" for grand in tokens.children[child]
                ]
                return tokens.subtree(agents[0]) if agents else None
            if found := _listed(tokens, position):
                joined = [child for child in children if words[child].dep == "dobj"] if word.lemma == "join" else []
                return found + [one for child in joined for one in tokens.subtree(child)]
            if word.dep in ("relcl", "acl"):
                return None
        if word.head == position:
            return None
        position = word.head
    return None


def _listed(tokens: Tokens, position: int) -> list[int]:
    """Positions of a verb's subjects without their clauses and places: those so labelled, and what else of a long list
    the parser hung on the verb. What stands before a colon is a speaker's name.
    """
    words, children = tokens.words, tokens.children[position]
    # "He condemned it and urged Chile to stop": what stands behind a further verb is whom it is done to.
    further = words[position].dep == "conj"
    subjects = [child for child in children if words[child].dep == "nsubj" and not (further and child > position)]
    before = [child for child in children if child < position]
    begin = max((at for at in range(min(before, default=position), position) if words[at].text in ":;"), default=-1)
    if any(child in before for child in subjects) or words[position].head == position:
        nouns = [child for child in before if child > begin and words[child].pos in ("NOUN", "PROPN", "PRON")]
        subjects = [child for child in nouns if words[child].dep in ("nsubj", *_LISTED)] or subjects
    loose = [
        frozenset(child for child in tokens.children[top] if words[child].dep in ("relcl", "acl", "prep"))
        for top in subjects
    ]
    return [one for top, cut in zip(subjects, loose, strict=True) for one in tokens.subtree(top, cut)]


def main_subject(tokens: Tokens, bounds: Span) -> list[int] | None:
    """Positions of the subject of a sentence's main verb."""
    root = next((position for position in range(*bounds) if tokens.words[position].head == position), None)
    if root is None:
        return None
    if tokens.words[root].pos not in ("VERB", "AUX"):
        return None
    clause = [child for child in tokens.children[root] if tokens.words[child].dep == "ccomp"]
    if tokens.words[root].lemma in _AHEAD and clause and tokens.words[bounds[0]].text == "It":
        return subject(tokens, clause[0])
    return subject(tokens, root)


def named(
    tokens: Tokens,
    positions: Sequence[int],
    people: People,
    contact: Contact | None,
    parties: Parties,
    official: str | None,
) -> tuple[str, ...]:
    """Return the persons that a subject stands for, in order; empty where it stands for nobody known.

    Names, titles and pronouns are those of `find_people`; "they", "both sides", "the leaders" are everybody in the
    contact; "the Chilean side" its counterparts; "we" and the official's own country the official.
    """
    spans = _spans(tokens, positions)
    hull = (spans[0][0], spans[-1][1])
    text = tokens.text[slice(*hull)].strip(" ,")
    # "The Secretary of State": an office goes on behind the subject's own words.
    mentions = [one for low, high in spans for one in people.within((low, high + 40)) if one.start < high]
    if not mentions:  # "Minister of the Republic of Chile Bo Li", where the parser hangs the name elsewhere
        behind = people.within((hull[1], hull[1] + 60), ("name",))[:1]
        mentions = [one for one in behind if _OF_LAND.fullmatch(tokens.text[hull[1] : one.start])]
    if len(mentions) > 1:  # "President Lee's advisor Ann Brown": the owner does not act
        mentions = without_owners(tokens.text, mentions) or mentions
    persons = [one.name for one in mentions]
    if persons and contact and _AND_GROUP.search(text):
        return contact.participants
    if persons:
        if re.match(r"^(?:I|we)\b.*\band\b|.*\band (?:I|me)$", text) and official:
            persons.append(official)
        return tuple(dict.fromkeys(persons))
    for group in contact.counterparts if contact else ():  # "The economists briefed": those whom the title names
        last = group.split()[-1].casefold()
        if last.endswith("s") and text.casefold().endswith(last) and group not in people.names:
            return (group,)
    everybody = contact.participants if contact else ()
    if _ALL.match(text) or _BOTH_NATIONS.search(text):
        return everybody
    if _OURS.match(text):
        return (official,) if official else ()
    if contact and _SIDE.search(text):
        named_sides = [party.name for party in parties.parties if party.pattern().search(text)]
        if named_sides:
            return contact.counterparts if contact.party in (named_sides[0], "both") else ()
        lands = countries_in(text)
        if lands and lands[0][2] == "United States":
            return (official,) if official else ()
        theirs = {person.affiliation for one in contact.counterparts if (person := people.person(one))}
        if lands and (lands[0][2] in theirs or not theirs - {None}):
            return contact.counterparts
    return ()


def _spans(tokens: Tokens, positions: Sequence[int]) -> list[Span]:
    """Runs of positions as character spans."""
    out: list[Span] = []
    last = None
    for position in sorted(positions):
        word = tokens.words[position]
        if last is not None and position == last + 1:
            out[-1] = (out[-1][0], word.end)
        else:
            out.append((word.start, word.end))
        last = position
    return out
