"""The exchange that the title of a text tells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.diplomacy.counterparts import country_for, country_of, group_named, is_foreign
from analysis.diplomacy.dates import Days
from analysis.diplomacy.exchanges import AHEAD, MEETING, NOUN, PLURAL, SEPARATE, Exchange, Genre, abroad, kind_of
from analysis.diplomacy.parties import Parties
from analysis.language.people import People

# "White House adviser phones A and B": what a headline of news tells, where its text has no word for the exchange.
_HEADLINE = re.compile(
    r"^(?P<who>.*?)\b(?P<verb>phones?|telephones|calls?|rings|speaks?|talks|meets?|spoke|hosts|receives)\s+(?:by phone\s+|separately\s+)?(?:with\s+|to\s+)?"
    r"(?P<whom>[A-Z].*)$"
)
_TITLE = re.compile(
    rf"^(?P<lead>.*?)(?:(?P<who>[^,:]*?)['\u2019]s?\s+)?(?P<noun>{NOUN}|(?:upcoming\s+)?(?:trip|travel|visit|participation))\b"
    r"(?P<gap>(?:\s+(?!with\b|between\b|to\b)[\w.'\u2019-]+){0,5}?)\s+(?P<with>with|between|to)\s+(?P<whom>.+)$",
    re.I,
)
_BODIES = re.compile(
    r"^joint (?:readout|statement) (?:by|of|from) the United States and (?:the )?([A-Z][\w' -]+)$", re.I
)
_LEAD = re.compile(
    r"^.*?\b(?:readout|statement|remarks|background press call|press call)\b(?:\s+(?:of|on|by|from)\b)?\s*(?:the\s+)?",
    re.I,
)


def find_titled(people: People, parties: Parties, genre: Genre, title: str, preview: bool) -> Iterator[Exchange]:
    """The exchange that the title of an official text names."""
    if genre == "news":
        return
    match = _TITLE.match(title)
    if not match and (bodies := _BODIES.search(title)):
        ours = next((one for one in people.persons if not is_foreign(one.name, people, parties)), None)
        name = bodies.group(1).strip()
        yield Exchange(
            (ours.name,) if ours else (),
            ((name, country_of(name, parties)),),
            "meeting",
            (None, None),
            False,
            False,
            0,
            True,
        )
    if not match:
        return
    whom, lead = match.group("whom"), match.group("lead") + (match.group("who") or "")
    lead = (
        re.split(r"\b(?:on|announcing)\s+", lead, flags=re.I)[-1]
        if re.search(r"\bon\b", lead, re.I)
        else _LEAD.sub("", lead)
    )
    if match.group("with").lower() == "to" and not re.search(r"trip|travel|visit", match.group("noun"), re.I):
        return
    named = people.named(whom)
    if match.group("gap").strip().startswith("of "):  # "the meeting of Minister Li with Ann Lee"
        lead += match.group("gap")
    officials = tuple(one for one in people.named(lead) if one not in named)
    if match.group("with").lower() == "between":
        officials = tuple(one for one in named if not is_foreign(one, people, parties)) or tuple(named[:1])
        named = [one for one in named if one not in officials]
    if match.group("with").lower() == "to":
        named = []
    counterparts = tuple((one, country_for(one, people, parties)) for one in named)
    if not counterparts and match.group("with").lower() == "between" and " and " in whom:
        first, _, second = whom.partition(" and ")
        if (us := group_named(first)) and (them := group_named(second)):
            officials, counterparts = (us,), ((them, country_of(them, parties)),)
    if not counterparts and match.group("with").lower() == "with" and (phrase := group_named(whom, titled=True)):
        counterparts = ((phrase, country_of(phrase, parties)),)
    if not counterparts:
        return
    home = tuple(name for name in named if country_for(name, people, parties) not in parties.names)
    if abroad(officials, people, parties) and (home or not named):  # told from the other side
        counterparts = tuple((name, country_for(name, people, parties)) for name in officials)
        officials = home
    ahead = bool(AHEAD.search(title)) or preview
    yield Exchange(officials, counterparts, "preview" if ahead else kind_of(match.group("noun"), title), (None, None),
                    bool(PLURAL.search(match.group("noun")) or SEPARATE.search(title)), False, 0, True)  # fmt: skip


def find_headed(people: People, parties: Parties, title: str, ahead: bool, days: Days) -> Iterator[Exchange]:
    """The exchange that the headline of news tells: of several who are called each has one."""
    match = _HEADLINE.match(title)
    named = people.named(match.group("whom")) if match else []
    counterparts = tuple((one, land) for one in named if (land := country_for(one, people, parties)) != "United States")
    if not match or not counterparts:
        return
    officials = tuple(one for one in people.named(match.group("who")) if one not in named)
    if not officials:
        ours = (one.name for one in people.persons if one.role and one.affiliation == "United States")
        officials = tuple(ours)[:1]
    ahead = ahead or bool(re.search(r"\b(?:to|will)\s*$", match.group("who")))
    kind = "meeting" if MEETING.search(match.group("verb")) else "call"
    yield Exchange(officials, counterparts, "preview" if ahead else kind, days, kind == "call", False, 0)  # type: ignore[arg-type]
