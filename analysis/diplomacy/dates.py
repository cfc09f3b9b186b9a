"""When an exchange took place: dates written in a sentence, resolved against the day of publication."""

from __future__ import annotations

import datetime as dt
import re

Days = tuple[dt.date | None, dt.date | None]

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_SHORT = {name[:3].casefold(): number for number, name in enumerate(_MONTHS, 1)}
_MONTH = r"(?:" + "|".join(_MONTHS) + r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)"
_DATE = re.compile(
    rf"\b(?:(?P<month>{_MONTH})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"(?:\s*(?:-|\u2013|and|to|through|,)\s*(?:(?P<month2>{_MONTH})\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d))?"
    rf"|(?P<dayb>\d{{1,2}})\s+(?P<monthb>{_MONTH}))(?:,?\s+(?P<year>\d{{4}}))?"
)
# "WASHINGTON, May 3 (Wire) - ", "Pristina, 20 February 2025 - ": when it was written, not when they spoke.
_DATELINE = re.compile(
    rf"^(?:[A-Z][A-Z .'\u2019/]{{2,40}}[,(][^\u2014\u2013]{{0,60}}?|[A-Z]\w+(?:[ /-]\w+){{0,2}},\s+(?:\w+day,\s+)?(?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?(?:\s\([^)]{{2,40}}\))?)"
    r"(?:\.|:|\s[\u2014\u2013-]{1,2})\s"
)
_IN_BRACKETS = re.compile(r"^\([A-Z][^)]{2,60}\d{4}\)\s*")  # "(Addis Ababa, 6 February 2025) The Minister ..."
_WEEK = re.compile(rf"\bweek of\s+({_MONTH})\s+(\d{{1,2}})")
_THIS_WEEK = re.compile(r"\bthis (?:past )?week\b", re.I)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"\b(?:on\s+|this\s+|last\s+|early\s+|late\s+)?({'|'.join(_DAYS)})\b", re.I)
_COUNTS = {"a": 1, "an": 1, "one": 1, "the": 1, "two": 2, "three": 3, "four": 4, "five": 5}
_APART = re.compile(
    r"\b(?P<count>a|one|two|three|four|five|the) days? (?P<way>earlier|later|before(?!\s+\w))\b|\bthe (?P<beside>previous|following|next|same) (?:day|morning|afternoon|evening)\b",
    re.I,
)
_ASIDE = re.compile(r"(?:^|,[\u201d\"]? )(?P<count>an?|one|two|three) days? (?P<way>after|before)\b[^,]*", re.I)
_EVE = re.compile(r"\bthe (?:night|evening|day) before\b(?!\s+\w)")
_NEAR_DAY = re.compile(r"\b(?:yesterday|tomorrow|last (?:night|evening))\b", re.I)
_TODAY = re.compile(r"\b(?:today|this (?:morning|afternoon|evening)|tonight|earlier today|just)\b", re.I)


def find_days(sentence: str, published: dt.date | None, ahead: bool = False) -> Days:
    """Return the first and last day that a sentence gives for what it tells; ``(None, None)`` where it gives none.

    A written date without a year is the nearest one to the day of publication, "Sunday" the last one before it (the
    next one where ``ahead``), "the week of May 6" runs from that Monday to the day of publication.

    Parameters
    ----------
    sentence : str
    published : datetime.date or None
        Without it only a date with its year is resolved.
    ahead : bool
        Whether the sentence tells of something to come.

    Examples
    --------
    >>> find_days("They met on Sunday.", dt.date(2024, 5, 22))
    (datetime.date(2024, 5, 19), datetime.date(2024, 5, 19))
    >>> find_days("PARIS, May 21, 2024 (Wire) - They met on Sunday.", dt.date(2024, 5, 21))[0]
    datetime.date(2024, 5, 19)
    >>> find_days("He was there on September 4 and 5.", dt.date(2024, 9, 5))[1]
    datetime.date(2024, 9, 5)
    """
    sentence = _DATELINE.sub("", _IN_BRACKETS.sub("", sentence))
    if published and (match := _WEEK.search(sentence)):
        first = _near(_month(match.group(1)), int(match.group(2)), None, published)
        return (first - dt.timedelta(days=first.weekday()), published) if first else (None, None)
    if match := _DATE.search(sentence):
        year = int(match.group("year")) if match.group("year") else None
        month = _month(match.group("month") or match.group("monthb"))
        first = _near(month, int(match.group("day") or match.group("dayb")), year, published)
        if first is None:
            return None, None
        if match.group("day2") and int(match.group("day2")) <= 31:
            last = _near(
                _month(match.group("month2")) if match.group("month2") else month,
                int(match.group("day2")),
                year,
                published,
            )
            if last and first <= last:
                return first, last
        return first, first
    if published is None:
        return None, None
    if _TODAY.search(sentence):
        if re.search(r"\btomorrow\b", sentence, re.I):
            return published, published + dt.timedelta(days=1)
        return published, published
    if re.search(r"\byesterday\b|\blast (?:night|evening)\b", sentence, re.I):
        return published - dt.timedelta(days=1), published - dt.timedelta(days=1)
    if re.search(r"\btomorrow\b", sentence, re.I):
        return published + dt.timedelta(days=1), published + dt.timedelta(days=1)
    if match := _WEEKDAY.search(sentence):
        eve = (
            1 if _EVE.search(sentence, match.end()) else 0
        )  # "said on Friday that she had called him the night before"
        number = _DAYS.index(match.group(1).casefold())
        back = (published.weekday() - number) % 7
        day = (
            published + dt.timedelta(days=(number - published.weekday()) % 7)
            if ahead
            else published - dt.timedelta(days=back + eve)
        )
        return day, day
    if _THIS_WEEK.search(sentence) and not ahead:
        return published - dt.timedelta(days=published.weekday()), published
    return None, None


def day_spans(sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence names days, in order, its dateline aside.

    Examples
    --------
    >>> day_spans("They met on Sunday, she said on Monday.")
    [(9, 18), (29, 38)]
    """
    lead = _DATELINE.match(sentence)
    start = lead.end() if lead else 0
    found = {
        one.span()
        for pattern in (_DATE, _TODAY, _WEEKDAY, _NEAR_DAY, _APART)
        for one in pattern.finditer(sentence, start)
    }
    return sorted(
        one for one in found if not any(one != two and two[0] <= one[0] and one[1] <= two[1] for two in found)
    )


def days_from(sentence: str, last: dt.date | None) -> Days | None:
    """Return the day that a sentence counts from another exchange's: "a day earlier", "two days later"; None without one.

    Examples
    --------
    >>> days_from("Her call with him took place a day earlier.", dt.date(2024, 5, 22))[0]
    datetime.date(2024, 5, 21)
    """
    match = _APART.search(sentence) if last else None
    if match is None or last is None:
        return None
    count = _COUNTS[(match.group("count") or "one").casefold()]
    way = (match.group("way") or match.group("beside")).casefold()
    day = last + dt.timedelta(
        days=0 if way == "same" else -count if way in ("earlier", "before", "previous") else count
    )
    return day, day


def days_aside(sentence: str, published: dt.date | None) -> tuple[Days, tuple[int, int]] | None:
    """Return the day of what a clause tells that is counted from that of the rest, and where the clause stands; None
    without one: "A day after she spoke with A, Ms. Roe met B on Tuesday" is Monday for A.

    Examples
    --------
    >>> days_aside("A day after she spoke with Li, Ms. Roe met Ann Lee on Tuesday.", dt.date(2024, 5, 22))[0][0]
    datetime.date(2024, 5, 20)
    >>> days_aside("Ms. Roe met Ann Lee on Tuesday, a day after she spoke with Li.", dt.date(2024, 5, 22))[0][0]
    datetime.date(2024, 5, 20)
    """
    clause = _ASIDE.search(sentence)
    rest = sentence[: clause.start()] + sentence[clause.end() :] if clause else ""
    day = find_days(rest, published)[0]
    if clause is None or day is None:
        return None
    day += dt.timedelta(days=_COUNTS[clause.group("count").casefold()] * (-1 if clause.group("way") == "after" else 1))
    return (day, day), clause.span()


def _month(name: str) -> int:
    return _SHORT[name[:3].casefold()]


def _near(month: int, day: int, year: int | None, published: dt.date | None) -> dt.date | None:
    """The date of that day nearest to publication; None where it cannot be."""
    if year is None and published is None:
        return None
    years = [year] if year else [published.year + shift for shift in (-1, 0, 1)] if published else []
    days = []
    for one in years:
        try:
            days.append(dt.date(one, month, day))
        except ValueError:
            continue
    if not days:
        return None
    return min(days, key=lambda one: abs((one - published).days)) if published else days[0]
