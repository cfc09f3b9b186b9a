"""Who has the word in a briefing or an interview, and for whom."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from analysis.diplomacy.document import Document
from analysis.diplomacy.issuers import SPOKES, TURN
from analysis.language.people import People
from analysis.language.turns import dialogue

_ASKED = re.compile(r"Q|[Qq]uestion|QUESTION|[Rr]eporter|[Cc]orrespondent")


class Turn(NamedTuple):
    """Where somebody has the word, and whose position he speaks for."""

    start: int
    end: int
    speaker: str
    principal: str | None


def find_turns(text: str, people: People, document: Document) -> list[Turn]:
    """Return the turns of a briefing or an interview, in order; of other texts none.

    In a briefing a turn lasts until the next one and a spokesperson, or an official without a name, speaks for the
    official; in an interview it is a paragraph and everybody speaks for himself. Who asks is the "reporter".
    """
    official = document.principal
    talk = dialogue(text)
    if document.genre != "briefing":
        return [
            Turn(source[0], content[1], *([_named(text[slice(*source)], people)] * 2)) for content, _, source in talk
        ]
    if talk and not any(TURN.match(text, source[0]) for *_, source in talk):  # "Spokesman: ...", "Question: ..."
        ends = [*(source[0] for *_, source in talk[1:]), len(text)]
        speaks = next((one.name for one in people.persons if SPOKES.search(one.role or "")), document.issuer)
        out = []
        for (*_, source), end in zip(talk, ends, strict=True):
            words = text[slice(*source)]
            name = speaks or words if SPOKES.search(words) else _named(words, people)
            out.append(Turn(source[0], end, name, official or name if SPOKES.search(words) else name))
        return out
    begins = [match.start() for match in TURN.finditer(text)]
    return [
        Turn(match.start(), end, *_of_a_briefing(match, people, official))
        for match, end in zip(TURN.finditer(text), [*begins[1:], len(text)], strict=True)
    ]


def turn_at(turns: Sequence[Turn], position: int) -> tuple[str | None, str | None]:
    """Return who has the word at a place, and for whom; (None, None) where nobody has."""
    at = bisect_right(turns, position, key=lambda one: one.start)
    return turns[at - 1][2:] if at and position < turns[at - 1].end else (None, None)


def _named(label: str, people: People) -> str:
    """The person that a label names; "reporter" for whoever asks."""
    if _ASKED.fullmatch(label):
        return "reporter"
    return next(iter(people.named(label)), label.title() if label.isupper() else label)


def _of_a_briefing(match: re.Match[str], people: People, official: str | None) -> tuple[str, str | None]:
    """Speaker and principal of a turn that a title or a role in capitals opens."""
    if match.group("asks"):
        return "reporter", "reporter"
    if match.group("anonymous"):
        return match.group("anonymous").strip().lower(), official
    if match.group("president"):
        wanted = "Vice President" if "VICE" in match.group() else "President"
        holder = next((one.name for one in people.persons if one.role == wanted), official)
        return holder or wanted, holder
    if match.group("name"):
        name = next(iter(people.named(match.group("name"))), match.group("name").title())
        person = people.person(name)
        relays = person is None or person.role is None or bool(SPOKES.search(person.role))
        return name, official if relays and official else name
    return match.group("other").lower(), None
