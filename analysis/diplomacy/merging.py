"""Which of the exchanges that a text tells are one and the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from analysis.diplomacy.counterparts import stands_for
from analysis.diplomacy.exchanges import Exchange, is_group

_WEEK = dt.timedelta(days=7)


def merge(exchanges: Sequence[Exchange], trip: bool) -> list[Exchange]:
    """One exchange a country, or a set of countries that were in it together; on a trip a country is one leg."""
    out: dict[tuple[str, ...], Exchange] = {}
    for one in exchanges:
        for group in _apart(one, trip):
            names = {name for name, _ in group.counterparts}
            lands = tuple(sorted({country for _, country in group.counterparts if country}))
            key = lands or tuple(sorted(name.casefold() for name in names))
            same = [
                old
                for old, kept in out.items()
                if names & {name for name, _ in kept.counterparts} and not _other_round(kept, group)
            ]
            same.sort(key=lambda old: out[old].days != group.days)  # of two calls with one the one of that day
            home = same[0] if same else None
            if home is not None and not trip and _again(out[home], group):
                out[(*key, str(group.days[0]))] = group
                continue
            if home is None and key in out:
                home = key
            if home is None and not lands and len(out) == 1 and not group.separate and not is_group(group):
                home = next(iter(out))
            if home is None and not lands and trip and out and not is_group(group):
                home = list(out)[-1]
            if home is None and len(lands) == 1 and not group.separate:
                home = next((old for old in out if lands[0] in old and len(old) == 1), None)
            split = home is not None and not trip and _another(out[home], group)
            round_ = any(
                names & {name for name, _ in kept.counterparts} and _other_round(kept, group) for kept in out.values()
            )
            if home is not None and split:
                mine = tuple(name for name in out[home].officials if name not in group.officials)
                out[home] = replace(out[home], officials=mine or out[home].officials)
                home, key = None, (*key, *sorted(names))
            if home is None:
                if split or round_ or not (lands and out and any(set(lands) <= set(old) for old in out)):
                    out[key] = group
                continue
            kept = out[home]
            fresh = [
                single for single in group.counterparts if single[0] not in {name for name, _ in kept.counterparts}
            ]
            named = [single for single in kept.counterparts if single[0][0].isupper() and not stands_for(single[0])]
            if home == key or not lands or lands[0] in home:
                merged = (*(named if fresh else kept.counterparts), *(fresh if trip or not group.separate else ()))
                if kept.titled and not named and fresh:
                    merged = tuple(fresh)
            else:
                merged = kept.counterparts
            vague = kept.days[0] != kept.days[1] and group.days[0] is not None and group.days[0] == group.days[1]
            firmer = group.firm and not kept.firm and group.days != (None, None)
            later = kept.days == (None, None) or (vague and not trip) or firmer  # "this week", then a day
            out[home] = replace(
                kept,
                counterparts=merged,
                days=group.days if later else kept.days,
                firm=kept.firm or firmer,
                officials=_officials(kept, group),
                where=kept.where or group.where,
            )
    return list(out.values())


def _apart(exchange: Exchange, trip: bool) -> list[Exchange]:
    """An exchange for each counterpart where separate ones are meant; on a trip one without a country goes with the last."""
    if not exchange.separate or exchange.joined:
        return [exchange]
    groups: list[list[tuple[str, str | None]]] = []
    for single in exchange.counterparts:
        if trip and groups and single[1] is None and groups[-1][-1][1] is not None:
            groups[-1].append(single)
        else:
            groups.append([single])
    return [replace(exchange, counterparts=tuple(group)) for group in groups]


def _another(kept: Exchange, told: Exchange) -> bool:
    """Whether an exchange is another one, though with the same country: other persons on another day or in another way."""
    fresh = not {name for name, _ in kept.counterparts} & {name for name, _ in told.counterparts}
    apart = (None not in (*kept.days, *told.days) and kept.days != told.days) or (
        kept.kind != told.kind and told.separate
    )
    return fresh and apart and not is_group(kept) and not is_group(told) and bool(kept.officials and told.officials)


def _again(kept: Exchange, told: Exchange) -> bool:
    """Whether an exchange with the same person is another one: "again", surely on another day of the same week."""
    if not told.again or not told.firm or None in (*kept.days, *told.days) or kept.days == told.days:
        return False
    return kept.days[0] is not None and told.days[0] is not None and abs(kept.days[0] - told.days[0]) <= _WEEK


def _other_round(kept: Exchange, told: Exchange) -> bool:
    """Whether one of two exchanges is with several and the other, on another day, with one of them alone."""
    dated = None not in (*kept.days, *told.days) and kept.days != told.days
    return (
        dated
        and (len(kept.counterparts) > 1) != (len(told.counterparts) > 1)
        and bool(kept.joined or told.joined or kept.separate != told.separate)
    )


def _officials(kept: Exchange, told: Exchange) -> tuple[str, ...]:
    """Those of the exchange that is kept; the text may name more of them than the title."""
    more = kept.titled and set(kept.officials) < set(told.officials)
    return told.officials if more or not kept.officials else kept.officials
