"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import re
from urllib.parse import unquote

_MOST = 500_000  # characters, as the standard has it
_MOST_RULES = 2_000


def allows(robots: str, agent: str, path: str) -> bool:
    """Whether a robots.txt lets an agent have a path, with its query.

    The rules of the groups that name the agent count, else those for all; of the rules that match, the longest.

    Examples
    --------
    >>> robots = "User-agent: *\\nDisallow: /drafts/\\nAllow: /drafts/final$\\nDisallow: /*.zip"
    >>> [allows(robots, "readouts", path) for path in ("/news", "/drafts/one", "/drafts/final", "/a.zip")]
    [True, False, True, False]
    """
    mine: list[tuple[str, bool]] = []
    everyone: list[tuple[str, bool]] = []
    mine_found = False
    here: list[list[tuple[str, bool]]] = []
    heading = False  # whether the line before named an agent
    for line in robots[:_MOST].splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().casefold(), value.strip()
        if key == "user-agent":
            here = here if heading else []
            heading = True
            name = re.split(r"[/\s]", value.casefold())[0]
            if name == "*":
                here.append(everyone)
            elif name == agent.casefold():
                mine_found = True
                here.append(mine)
        elif key in ("allow", "disallow"):
            heading = False
            for rules in here:
                if value and len(rules) < _MOST_RULES:
                    rules.append((unquote(value), key == "allow"))
    matching = [
        (len(rule), allow) for rule, allow in (mine if mine_found else everyone) if _matches(rule, unquote(path))
    ]
    return max(matching, default=(0, True))[1]  # of two of one length the one that allows


def _matches(rule: str, path: str) -> bool:
    """Whether a path begins with a rule, in which ``*`` is anything and ``$`` at its end the end of the path."""
    whole = rule.endswith("$")
    first, *rest = rule.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1] if whole else rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    if whole and rest:
        return len(path) - len(rest[-1]) >= at and path.endswith(rest[-1])
    return at == len(path) if whole else True
