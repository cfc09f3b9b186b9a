"""The sides of a comparison: names, demonyms, places and leaders, read from TOML."""

from __future__ import annotations

import datetime as dt
import os
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.errors import InputError, PlaceNotFound


@dataclass(frozen=True, slots=True)
class Leader:
    """A person who speaks for a party: in office from ``since`` (included) until ``until`` (excluded)."""

    name: str
    title: str = ""
    aliases: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None

    def in_office(self, day: dt.date | None) -> bool:
        """Whether the leader held the office on a day; an unknown day excludes nobody."""
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day < self.until))


@dataclass(frozen=True, slots=True)
class Party:
    """A side: the country or body that a counterpart stands for."""

    name: str
    demonyms: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    leaders: tuple[Leader, ...] = ()

    def pattern(self) -> re.Pattern[str]:
        """Matches every word that names the party itself: its name, demonyms and places, not its leaders."""
        return _pattern((self.name, *self.demonyms, *self.places))


@lru_cache(maxsize=1024)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest = sorted(set(words), key=len, reverse=True)
    # Not "the South China Sea": waters bear the name of a country and are not it.
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?!\w|\s+(?:Sea|Strait|Gulf)\b)")


@dataclass(frozen=True, slots=True)
class Parties:
    """The parties of one comparison, in the order of their file; the order fixes their colours."""

    name: str
    parties: tuple[Party, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The parties' names in order."""
        return tuple(party.name for party in self.parties)

    def as_dict(self) -> dict[str, Any]:
        """Plain values for the manifest."""
        return {"name": self.name, "parties": [
            {"name": party.name, "demonyms": list(party.demonyms), "places": list(party.places), "leaders": [
                {"name": one.name, "title": one.title, "aliases": list(one.aliases),
                 "from": one.since.isoformat() if one.since else None,
                 "until": one.until.isoformat() if one.until else None}
                for one in party.leaders]}
            for party in self.parties]}  # fmt: skip


# The names are those of the file in `load_parties`' message and of the template of `readouts parties new`.
TEMPLATE = """\
# The sides of a comparison. Give this file to --parties or analysis.analyze(..., parties=FILE).
name = "first-second"

[[party]]
name = "First"                  # as it shall stand in tables and charts
demonyms = ["Firstian"]         # "the Firstian premier"
places = ["First City"]         # capital and other names that stand for the party

[[party.leader]]
name = "Full Name"
title = "President"
aliases = ["Other Spelling"]    # optional
from = 2020-01-01               # optional: first day in office
until = 2024-01-01              # optional: first day out of office

[[party]]
name = "Second"
demonyms = ["Secondian"]
places = ["Second City"]

[[party.leader]]
name = "Other Name"
title = "Prime Minister"
"""


def shipped_parties() -> list[str]:
    """Names of the party files that come with the package.

    Examples
    --------
    >>> shipped_parties()
    ['armenia-azerbaijan', 'israel-palestinians', 'russia-ukraine']
    """
    folder = files("analysis.resources") / "parties"
    return sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml"))


def load_parties(parties: str | os.PathLike[str] | Parties) -> Parties:
    """Return the parties of a shipped name or a TOML file.

    Parameters
    ----------
    parties : str, path or Parties
        A name of `shipped_parties`, or a file. A `Parties` comes back as it is.

    Raises
    ------
    PlaceNotFound
        If there is neither a shipped file of that name nor a file at that path.
    InputError
        If the file is not TOML, or a key is missing, unknown or of the wrong type.

    Examples
    --------
    >>> load_parties("armenia-azerbaijan").names
    ('Armenia', 'Azerbaijan')
    """
    if isinstance(parties, Parties):
        return parties
    if not isinstance(parties, str | os.PathLike):
        raise InputError("parties", "a shipped name, a TOML file or None", type(parties).__name__)
    if str(parties) in shipped_parties():
        text = (files("analysis.resources") / "parties" / f"{parties}.toml").read_text(encoding="utf-8")
        return _parties(text, str(parties))
    path = Path(parties)
    if not path.is_file():
        raise PlaceNotFound("parties", f"one of {', '.join(shipped_parties())}, or a TOML file", repr(str(parties)))
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError("parties", "a TOML file in UTF-8", f"{path}, which is not UTF-8 text") from None
    return _parties(text, str(path))


def _parties(text: str, place: str) -> Parties:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError("parties", "a TOML file", f"{place}: {error}") from None
    _keys(data, {"name": str, "party": list}, place, required=("party",))
    listed = []
    for number, raw in enumerate(data["party"], 1):
        where = f"{place}, party {number}"
        _keys(raw, {"name": str, "demonyms": list, "places": list, "leader": list}, where, required=("name",))
        leaders = []
        for count, one in enumerate(raw.get("leader", []), 1):
            here = f"{where}, leader {count}"
            _keys(
                one,
                {"name": str, "title": str, "aliases": list, "from": dt.date, "until": dt.date},
                here,
                required=("name",),
            )
            leaders.append(Leader(one["name"].strip(), one.get("title", ""), _texts(one, "aliases", here),
                                  one.get("from"), one.get("until")))  # fmt: skip
        listed.append(
            Party(raw["name"].strip(), _texts(raw, "demonyms", where), _texts(raw, "places", where), tuple(leaders))
        )
    names = [party.name for party in listed]
    if len(listed) < 1 or len(set(names)) < len(names) or {"both", "neither", ""} & set(names):
        raise InputError("parties", "one [[party]] or more with different names other than 'both' and 'neither'",
                         f"{place}: {', '.join(map(repr, names)) or 'none'}")  # fmt: skip
    return Parties(str(data.get("name") or Path(place).stem), tuple(listed))


def _keys(raw: object, allowed: Mapping[str, type], place: str, required: Iterable[str]) -> None:
    if not isinstance(raw, dict):
        raise InputError("parties", "tables [[party]] and [[party.leader]]", f"{place}: {type(raw).__name__}")
    for key, value in raw.items():
        if key not in allowed:
            raise InputError("parties", f"keys are {', '.join(allowed)}", f"{place}: {key!r}")
        if not isinstance(value, allowed[key]) or isinstance(value, dt.datetime):
            raise InputError("parties", f"{key} is a {allowed[key].__name__}", f"{place}: {value!r}")
    for key in required:
        if not raw.get(key):
            raise InputError("parties", f"{key} is given", f"{place}: nothing")


def _texts(raw: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    values = raw.get(key, [])
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise InputError("parties", f"{key} is a list of texts", f"{place}: {values!r}")
    return tuple(value.strip() for value in values)
