"""The exchanges that the sentences of a text tell: who with whom, how and when, place by place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from analysis.diplomacy.counterparts import (
    country_for,
    country_of,
    group_named,
    is_foreign,
    listed,
    members,
    of_several,
    stands_for,
    titled,
)
from analysis.diplomacy.dates import Days, days_aside, days_from, find_days
from analysis.diplomacy.dating import day_opened, day_told
from analysis.diplomacy.issuers import SPOKES
from analysis.diplomacy.parties import Parties
from analysis.language.names import OFFICE
from analysis.language.people import Mention, People, without_owners
from analysis.language.sentences import Span
from analysis.language.tokens import Tokens

Genre = Literal["readout", "statement", "briefing", "press_release", "news"]
Kind = Literal["call", "video call", "meeting", "statement", "preview"]

NOUN = (
    r"(?:(?:tele)?phone |video |telephone |virtual |bilateral |trilateral |secure |secure video |in-person |private |separate |expanded |"
    r"upcoming |working |brief |pull-aside )*(?:calls?|conversations?|discussions?|talks|meetings?|consultations?|videoconference|"
    r"video conference|teleconference|exchanges?|engagements?|sessions?|dialogue|lunch|dinner|breakfast)"
)
# An exchange with somebody: the words that report it, up to the "with" behind which the counterpart stands.
_EXCHANGE = re.compile(
    r"\b(?:(?P<verb>spoke|speaks?|speaking|spoken|talked|met|meets?|meeting|conferred|lunched|dined|sat\s+down|consulted|engaged|convened|joined|travel(?:l)?ed)"
    rf"|(?P<noun>{NOUN}))"
    r"(?P<gap>,?(?:\s+(?!with\b|to\b|and\b|between\b)[\w,'\u2019.()-]+){0,7}?)\s*\b(?P<with>with|between)\s+",
    re.I,
)
_SPOKE_TO = re.compile(
    r"\b(?:(?:spoke|spoken|talked|speak|speaking)(?:\s+\w+){0,7}?\s+to|"
    r"(?:made|placed)\s+an?\s+(?:\w+\s+)?call\s+to|(?:received|took|taken|had)\s+(?:an?\s+)?(?:\w+\s+){0,2}call\s+(?:today\s+|yesterday\s+|on\s+[\w ]{3,20}?\s+)?from|"
    r"put\s+(?:\w+\s+){1,6}?to|on\s+the\s+(?:phone|line|telephone)(?:\s+\w+){0,3}?\s+with|(?:was|were)\s+(?:received|hosted|welcomed|greeted)(?:\s+\w+){0,4}?\s+by|(?:lunch|dinner|talks|reception)\s+(?:hosted|given)\s+by|on\s+the\s+(?:phone|line|telephone)\s+to|\b(?:the|his|her|a|another|second|first|\w+ing|later)\s+(?:phone\s+)?call\s+to|(?:it\s+was\s+)?the\s+turn\s+of|call\b[^.;]{0,40}\bwent\s+to|sounded\s+out|(?:sat|sitting|seated)(?:\s+down)?\s+(?:across\s+(?:the\s+table\s+)?from|opposite))\s+(?=(?:(?:the|his|her|their)\s+)?(?:[A-Z]|(?:leaders|presidents|premiers|prime ministers|foreign ministers) of\b))"
)
_DIRECT_OBJECT = re.compile(
    r"\b(?:(?:told|urged|pressed|asked)(?=\s+(?:the\s+)?(?:leaders|presidents|premiers|prime ministers|foreign ministers) of\b)|called(?:\s+(?:\w+ly\s+)?on)?|phoned|telephoned|rang|reached|calling|phoning|telephoning|reaching|hosted|hosts?|received|welcomed|host|met|joined|"
    r"(?:will|to)\s+(?:welcome|receive|meet))(?:\s+(?:today|yesterday|first))?\s+(?=(?:the\s+|his\s+|her\s+|their\s+)?(?:[A-Z]|(?:leaders|presidents|premiers|prime ministers|foreign ministers) of\b))|\b(?:will|to)\s+(?:call|phone|telephone|visit)\s+(?=(?:the\s+)?[A-Z])"
)
# "to review X with A and with B": the exchange goes on with somebody else.
_AND_WITH = re.compile(
    r"\band,?\s+(?:\w+,?\s+|(?:(?:an?|the|few|several|one|two|three|hours?|minutes|days?|later|then|shortly|earlier|before|after|"
    r"that|this|last|late|early|today|yesterday|afterwards?|on|next|following|same|day|morning|afternoon|evening|in|turn|[A-Z][a-z]+day),?\s+)+)?(?:with|to)\s+"
    r"(?=(?:(?:the|its|his|her)\s+)?(?:[A-Z]|(?:head|chief|director|speaker)\b))"
)
# "In a separate call, A urged B": the exchange is the frame of what is said in it.
_IN_A_CALL = re.compile(
    r"\b(?:in|during)\s+(?:a|another)\s+(?:(?:separate|subsequent|second|follow-up|later|phone|telephone|video)\s+)*"
    r"(?:call|conversation|meeting)\b(?!\s+(?:with|between|to)\b),?", re.I,
)  # fmt: skip
# "A and B discussed": an exchange that says no "with".
_TOGETHER = re.compile(
    r"\b(?:spoke|met|discussed|conferred|talked|held\s+(?:\w+\s+)?(?:talks|call|meeting|conversation))\b"
)
# "President A's call with B", told on the way, is background of an official text.
_OWNED = re.compile(r"\b[A-Z]\w+['\u2019]s?\s+(?:\w+\s+)?$")
_CHAIRED = re.compile(r"\b(?:co-?chaired|chaired|led|hosted)(?:\s+\w+){0,5}?\s+by\s+")
SEPARATE = re.compile(r"\bseparate(?:ly)?\b|\beach\b|\bback-to-back\b|\bin turn\b|\bapart\b", re.I)
PLURAL = re.compile(r"\b(?:calls|conversations|meetings)\b", re.I)
# Who phones two countries phones twice.
_CALLED = re.compile(
    r"\b(?:called|phoned|telephoned|reached|calling|phoning|telephoning|reaching|(?:will|to)\s+(?:call|phone|telephone))\b",
    re.I,
)
_AND_DAY = re.compile(
    r",?(?:\s+\w+){0,3}?\s+(?:on\s+)?[A-Z][a-z]+day(?:\s+(?:morning|afternoon|evening|night))?,?\s+and\s+(?:then\s+)?(?=(?:(?:the|his|her)\s+)?[A-Z])"
)
# "spoke again on Thursday", "a second call": not what was told before.
_AGAIN = re.compile(
    r"\b(?:again|once more|(?:call|phon|r[ai]ng)\w*\s+(?:\w+\s+)?back|(?:second|third|another|further|follow-up|new)\s+(?:\w+\s+)?(?:call|conversation|meeting|talk|time|round))\b",
    re.I,
)
_LEADERS = re.compile(
    r"\b(?:leaders|counterparts|ministers|presidents|premiers|secretaries|advis[eo]rs|allies|partners)\b", re.I
)
_FOLLOWED = re.compile(r",?\s+(?:followed|before|then|and)\b")
_CALLING = re.compile(
    r"(?:(?:had|has|have|also|later|then|again)\s+)*(?:called|phoned|telephoned|rang)(?:\s+up)?", re.I
)
_TITLES_ONLY = re.compile(
    r"(?:(?:the|his|her|acting|then|[A-Z]\S*|prime|foreign|minister|president|secretary|counterpart,?)\s+)*"
)
_AFTER_A_CALL = re.compile(
    r"\s*(?:$|[,.]|(?:on|at|in|to|late|early|again|and|from|by|shortly|after|before|today|yesterday|this|last|twice)\b)"
)
_JOINED = re.compile(r"\b(?:joint|jointly|trilateral|together|three-way|hosted|quad|group)\b", re.I)
_VIDEO = re.compile(r"\bvideo\s*(?:call|conference|link)|\bvideoconference", re.I)
MEETING = re.compile(r"\b(?:met|meets?|meetings?|hosted|hosts?|sat\s+down|received|welcomed|in person|on the margins|travel(?:l)?ed|trip|travel|"
                      r"visit|convened|summit|lunch|dinner|session|dialogue|joined)\b", re.I)  # fmt: skip
_CALL = re.compile(
    r"\b(?:calls?|called|phone|phoned|telephone|telephoned|telephones?|reached|reaching|put|spoke|talked|conversations?|line)\b",
    re.I,
)
AHEAD = re.compile(
    r"\b(?:will\s+(?:\w+\s+)?(?:meet|speak|call|phone|telephone|visit|host|travel|hold|welcome|receive|join|participate|convene)|upcoming|(?:is|are)\s+(?:scheduled|planned|due|set|expected)\b|(?:is|are)\s+to\s+(?:see|meet|speak|call|host|receive|travel|visit|hold)\b|"
    r"(?:plans|intends|expects|means|hopes)\s+to\s+(?:meet|speak|call|host|phone|telephone|visit|travel|put)|looks?\s+forward\s+to\s+(?:meeting|speaking|hosting|welcoming))\b", re.I,
)  # fmt: skip
DONE = re.compile(r"\b(?:spoke|met|held|hosted)\b")
# Background: an exchange of other people or of another time than the one that the text is about.
_BACKGROUND = re.compile(r"\b(?:previous|earlier|last (?:month|year|week)|prior|following (?:his|her|their)|since (?:his|her|their)|ahead of|after (?:his|her|their)|"
                         r"recent|builds? on|follows|followed(?!\s+(?:\w+\s+){0,3}by\b)|as a follow-up to|last met|last spoke|further to|"
                         # What was talked about, not what was held.
                         r"(?:discussed|reviewed|briefed|debriefed|updated|informed)\b[^.;]{0,60}?\b(?:his|her|their)\s+(?:\w+\s+){0,2}"
                         r"(?:calls?|conversations?|meetings?|talks|engagements?|discussions?))\b", re.I)  # fmt: skip
_OPENS = re.compile(r"\n\s*$")
# ... but a paragraph that opens with it tells the other call: "Earlier in the day, he spoke with ...".
_TURNS_TO = re.compile(
    r"(?:(?:Earlier|Previously|Before that|Prior to that|A day earlier|Hours earlier)\b|(?:The|On the) (?:day before|previous day)\b)"
)


# The day of what was told before: "The call took place on October 25."
TOOK_PLACE = re.compile(
    r"(?:The|This|Their)\s+(?:\w+\s+)?(?:call|conversation|meeting|talks|exchange)\s+(?:took place|was held)\b|"
    r"(?:The two|The pair|They|Both)(?:\s+(?:men|women|leaders|ministers|presidents|officials))?\s+(?:spoke|talked|met)\b(?!\s+with)"
)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What one place says: officials, counterparts with their countries, whether several exchanges are meant.

    ``firm`` is false where the place itself does not say that it was on these days, ``again`` true where it says that
    they had dealt with each other before.
    """

    officials: tuple[str, ...]
    counterparts: tuple[tuple[str, str | None], ...]
    kind: Kind
    days: Days
    separate: bool
    joined: bool
    where: int
    titled: bool = False
    firm: bool = True
    again: bool = False


def tells_exchange(sentence: str) -> bool:
    """Whether a sentence reports an exchange with somebody.

    Examples
    --------
    >>> tells_exchange("President Li received a phone call from Ann Lee."), tells_exchange("It rained.")
    (True, False)
    """
    return any(pattern.search(sentence) for pattern in (_EXCHANGE, _SPOKE_TO, _DIRECT_OBJECT))


def only_calls(text: str, cue: Sequence[Span], content: Sequence[Span], people: People) -> bool:
    """Whether "Roe called Prime Minister Li on Monday" was taken for words of Roe's: a verb of calling, and a person behind it.

    "Roe called Li a friend" is no call.
    """
    if len(cue) != 1 or len(content) != 1 or not _CALLING.fullmatch(text, *cue[0]):
        return False
    named = people.within(content[0], ("name", "title"))
    if not named or not _TITLES_ONLY.fullmatch(text, content[0][0], named[0].start):
        return False
    return bool(_AFTER_A_CALL.match(text[named[0].end : content[0][1]]))


def find_told(
    tokens: Tokens, people: People, parties: Parties, genre: Genre, published: dt.date | None, author: str | None
) -> Iterator[Exchange]:
    """The exchanges that the sentences of a text tell."""
    text = tokens.text
    opening: Days = (None, None)
    usual: tuple[str, ...] = ()  # who has the exchanges
    last: dt.date | None = None  # the day of the exchange that was told before
    for number, span in enumerate(tokens.sentences):
        sentence = text[slice(*span)]
        if number < 3 and opening == (None, None):
            opening = find_days(sentence, published)
        if last and TOOK_PLACE.match(text, *span):
            last = find_days(sentence, published)[0] or last
        matches = [
            *_EXCHANGE.finditer(text, *span),
            *_SPOKE_TO.finditer(text, *span),
            *_DIRECT_OBJECT.finditer(text, *span),
        ]
        if matches:
            matches += list(_AND_WITH.finditer(text, min(one.end() for one in matches), span[1]))
        elif (framed := _IN_A_CALL.search(text, *span)) and (
            parted := _parted(people, parties, (framed.end(), span[1]))
        ):
            days = find_days(sentence, published)
            days = opening if days == (None, None) else days
            last = days[0] or last
            yield Exchange(*parted, kind_of(framed.group(), framed.group()), days, True, False, framed.start())
        elif number < 3 and genre != "briefing" and (both := _together(tokens, people, parties, span)):
            ours, theirs, where = both
            days = find_days(sentence, published)
            yield Exchange(ours, theirs, kind_of(sentence, sentence), opening if days == (None, None) else days,
                            False, True, where)  # fmt: skip
        officials: tuple[str, ...] = ()
        told = span[0]  # how far the sentence is read: "yesterday he met A and today B"
        already: set[str] = set()
        how = ""  # the words that say what it is, also of those behind "and with"
        matches.sort(key=lambda one: one.start())
        ends = [*(one.start() for one in matches[1:]), span[1]]  # where the next one begins
        for match, after in zip(matches, ends, strict=False):
            if genre != "news" and number and match.re is _EXCHANGE and _OWNED.search(text, span[0], match.start()):
                continue
            met = (
                of_several(text, people, parties, match.end(), span[1])
                or listed(text, people, match.end(), span[1])
                or titled(text, people, match.end(), span[1])
            )
            met = [one for one in met if not SPOKES.search(_role(people, one.name))]  # ", said his spokesman A"
            # "reached A late on Tuesday and B on Wednesday"
            linked = False
            while met and (link := _AND_DAY.match(text, met[-1].end)):
                more = listed(text, people, link.end(), span[1]) or titled(text, people, link.end(), span[1])
                if not more:
                    break
                met += more
                linked = True
            how = how if match.re is _AND_WITH else match.group()
            counterparts = [(one.name, country_for(one.name, people, parties)) for one in met]
            before = text[span[0] : match.start()]
            if not counterparts and match.re is _EXCHANGE and number < 3:
                phrase = group_named(text[match.end() : span[1]])
                counterparts = [(phrase, country_of(phrase, parties))] if phrase else []
                ahead_to = tokens.sentences[min(number + 1, len(tokens.sentences) - 1)][1]
                each = members(people, parties, (match.end(), ahead_to)) if phrase and _LEADERS.search(phrase) else []
                lands = _from(text[match.end() : span[1]], parties)
                counterparts = [(phrase, land) for land in lands] if phrase and len(lands) > 1 else counterparts
                counterparts = each if len(each) > 1 else counterparts
            dated = len(counterparts) == 1 and find_days(text[span[0] : match.end() + 60], published)[0]
            turns = (dated and dated not in opening) or (_TURNS_TO.match(sentence) and _OPENS.search(text, 0, span[0]))
            if not counterparts or (number and not turns and _BACKGROUND.search(before[-60:] + match.group())):
                continue
            if (
                re.search(r"\b(?:in|of|with) (?:his|her|their|the)\s*$", before)
                and match.groupdict().get("noun")
                and number > 2
            ):
                continue
            if not any(land for _, land in counterparts):  # "In Belgrade, A met B"
                places = [one.name for one in parties.parties if one.pattern().search(_in_place(before))]
                counterparts = [(name, places[0] if len(places) == 1 else None) for name, _ in counterparts]
            names = {name for name, _ in counterparts}
            if match.re is not _AND_WITH:
                officials = _officials(text, people, span[0], match.start(), names | already, parties, author)
            already |= names
            if (match.groupdict().get("with") or "").lower() == "between":
                ours = tuple(name for name, _ in counterparts if not is_foreign(name, people, parties))
                ours = ours or tuple(name for name, _ in counterparts[:1])
                counterparts = [one for one in counterparts if one[0] not in ours]
                officials = officials or ours
                if not counterparts:
                    continue
            if abroad(officials, people, parties) and abroad([name for name, _ in counterparts], people, parties):
                officials = usual or officials  # "This morning he was on the phone with ...": not the other side's
            elif officials and not abroad(officials, people, parties):
                usual = officials
            ours = tuple(name for name, land in counterparts if land not in parties.names)
            leads = bool(officials) and all(_leads(name, parties) for name in officials)
            if leads or (ours and abroad(officials, people, parties)):  # told from the other side
                if not ours or (number > 2 and any(is_foreign(name, people, parties) for name in ours)):
                    continue
                counterparts = [(name, country_for(name, people, parties)) for name in officials]
                officials = ours
            if match.group().startswith("joined") and not all(land for _, land in counterparts):
                continue
            far = 80 if match.groupdict().get("noun") else 20  # "A call with President Li is planned for Friday"
            ahead = bool(AHEAD.search(sentence[: match.end() - span[0] + far]))
            until = met[-1].end if met else match.end()
            known = last or opening[0] or (published if genre == "news" else None)
            if len(matches) == 1:
                days, firm = day_told(tokens, span, match.start(), published, ahead, known)
            else:
                firm = True
                days = find_days(text[told:until], published, ahead)
                if days == (None, None) and after > until:  # "with A on Monday and with B on Tuesday"
                    days, until = find_days(_FOLLOWED.split(text[until:after])[0], published, ahead), after
                days = find_days(sentence, published, ahead) if days == (None, None) else days
                days = days_from(text[told:until], known) or days
            if match.group().lower().split()[0].endswith("ing"):  # "said today that ... after telephoning A"
                days = find_days(text[match.end() : after], published, ahead)
            aside = days_aside(sentence, published)
            if aside and aside[1][0] <= match.start() - span[0] < aside[1][1]:
                days, firm = aside[0], True
            told = until
            if days == (None, None) and number and genre == "news":
                before_it = text[slice(*tokens.sentences[number - 1])]
                days = day_opened(before_it, published, known)
                if sentence.startswith("There ") and days == (None, None):  # at the place that was named
                    days = find_days(before_it, published, ahead)
                firm = days != (None, None)
            if days == (None, None) and number < 8:
                days, firm = (last, last) if last and genre == "news" else opening, False
            last = days[0] or last
            says = match.group().lower().startswith(("told", "urged", "pressed", "asked"))
            separate = bool(
                SEPARATE.search(text[max(span[0], match.start() - 20) : match.end()])
                or PLURAL.search(match.group())
                or _CALLED.search(match.group())
                or linked
                or (says and (PLURAL.search(sentence) or SEPARATE.search(sentence)))
            )
            one = Exchange(officials, tuple(counterparts), "preview" if ahead else kind_of(sentence if says else how, text[match.start() : after] if told else sentence), days,
                           separate, bool(_JOINED.search(sentence)), match.start(), firm=firm, again=bool(_AGAIN.search(sentence)))  # fmt: skip
            yield from _by_day(one, met, text[: span[1]], published, ahead) if separate else [one]


def _by_day(
    exchange: Exchange, met: Sequence[Mention], text: str, published: dt.date | None, ahead: bool
) -> list[Exchange]:
    """Separate exchanges of one sentence, each on its own day where each has one: "to call A on Thursday and B on Friday"."""
    if len(met) < 2:
        return [exchange]
    ends = [*(one.start for one in met[1:]), len(text)]
    days = [find_days(text[one.end : end], published, ahead) for one, end in zip(met, ends, strict=True)]
    lands = dict(exchange.counterparts)
    if (None, None) in days or len(set(days)) < 2 or not {one.name for one in met} <= set(lands):
        return [exchange]
    return [
        replace(exchange, counterparts=((one.name, lands[one.name]),), days=day, firm=True)
        for one, day in zip(met, days, strict=True)
    ]


def _in_place(before: str) -> str:
    """Where a sentence says that it takes place, before what it tells: "In Belgrade, Ms. Roe ..."."""
    match = re.match(r"\s*(?:While\s+)?(?:[Ii]n|[Aa]t)\s+([A-Z][^,]{1,40}),", before)
    return match.group(1) if match else ""


def _from(words: str, parties: Parties) -> list[str]:
    """The parties from which a group comes: "ambassadors from Chile, Peru and Bolivia"."""
    group = re.match(r"[^.;]{0,60}?\bfrom\s+(?:the\s+)?(?=[A-Z])", words)
    return [one.name for one in parties.parties if group and one.pattern().search(words, group.end())]


def _parted(
    people: People, parties: Parties, span: Span
) -> tuple[tuple[str, ...], tuple[tuple[str, str | None], ...]] | None:
    """Those named in a span who stand for no party, and those who do; None where one of them is missing."""
    names = dict.fromkeys(one.name for one in people.within(span, ("name", "title")))
    lands = {name: country_for(name, people, parties) for name in names}
    theirs = tuple((name, land) for name, land in lands.items() if land in parties.names)
    ours = tuple(name for name, land in lands.items() if land not in parties.names)
    return (ours[:1], theirs) if ours and theirs else None


def _together(
    tokens: Tokens, people: People, parties: Parties, span: Span
) -> tuple[tuple[str, ...], tuple[tuple[str, str | None], ...], int] | None:
    """Officials and counterparts of "A and B discussed ...", and where it stands."""
    verb = _TOGETHER.search(tokens.text, *span)
    if not verb:
        return None
    names = list(dict.fromkeys(one.name for one in people.within((span[0], verb.start()), ("name",))))
    foreign = [name for name in names if is_foreign(name, people, parties)]
    ours = tuple(name for name in names if name not in foreign)
    several = re.search(r"\band\b", tokens.text[span[0] : verb.start()])
    if not foreign or not ours or not several:
        return None
    return ours, tuple((name, country_for(name, people, parties)) for name in foreign), verb.start()


def find_convened(
    tokens: Tokens, people: People, parties: Parties, title: str, published: dt.date | None, joint: bool
) -> list[Exchange]:
    """An exchange that is told without a "with": whoever chaired it, or in a joint text everybody whom its opening names,
    the foreign ones as counterparts.
    """
    if not tokens.sentences:
        return []
    opening = (tokens.sentences[0][0], tokens.sentences[:2][-1][1])
    chaired = _CHAIRED.search(tokens.text, tokens.sentences[0][0], tokens.sentences[:5][-1][1])
    if not chaired and not joint:
        return []
    if chaired:
        opening = next(span for span in tokens.sentences if span[0] <= chaired.start() < span[1])
        opening = (chaired.end(), opening[1])
    names = list(dict.fromkeys(one.name for one in people.within(opening, ("name",))))
    names = [name for name in names if not chaired or not re.match("President|Prime Minister", _role(people, name))]
    foreign = [name for name in names if is_foreign(name, people, parties)]
    officials = tuple(name for name in names if name not in foreign)
    if not foreign and len(names) > 1:
        foreign, officials = names[1:], tuple(names[:1])
    if not foreign:
        return []
    sentence = tokens.text[slice(*opening)]
    counterparts = tuple((name, country_for(name, people, parties)) for name in foreign)
    return [
        Exchange(
            officials,
            counterparts,
            kind_of(title, sentence),
            find_days(tokens.text[slice(*tokens.sentences[0])], published),
            False,
            True,
            opening[0],
        )
    ]


def _officials(
    text: str, people: People, start: int, end: int, counterparts: set[str], parties: Parties, author: str | None
) -> tuple[str, ...]:
    """Who has the exchange: the list of persons right before it, without leaders of a party where others are beside
    them; () where nobody is named.
    """
    mentions = [one for one in people.within((start, end)) if one.name not in counterparts]
    mentions = without_owners(text, mentions) or mentions
    if not mentions:
        return (author,) if author and re.search(r"\b(?:I|we)\b", text[start:end]) else ()
    subject = [mentions[-1]]
    others = [] if subject[0].how == "pronoun" else mentions[:-1]
    for one in reversed(others):  # "A, B, and C met with"
        between = re.sub(rf"(?:{OFFICE})", "", text[one.end : subject[-1].start])
        if re.search(r"\b(?:accompanied|joined|along)\b", between):
            subject = [one]
            continue
        if (
            len(between) > 80
            or not re.match(r"\s*(?:,|and\b)", between)
            or re.search(r"\b(?:who|that|is|was)\b", between)
        ):
            break
        subject.append(one)
    names = list(dict.fromkeys(one.name for one in reversed(subject)))
    home = [name for name in names if not _leads(name, parties)]
    return tuple(home or names)


def _role(people: People, name: str) -> str:
    person = people.person(name)
    return (person.role if person else None) or ""


def _leads(name: str, parties: Parties) -> bool:
    return any(name == one.name for party in parties.parties for one in party.leaders)


def abroad(names: Sequence[str], people: People, parties: Parties) -> bool:
    """Whether there are some and all of them stand for a party."""
    return bool(names) and all(country_for(name, people, parties) in parties.names for name in names)


def is_group(exchange: Exchange) -> bool:
    """Whether no counterpart of an exchange has a name."""
    return all(stands_for(name) for name, _ in exchange.counterparts)


def kind_of(words: str, sentence: str) -> Kind:
    """What kind of exchange the words that report it tell of; its sentence may tell that it was by video."""
    if _VIDEO.search(words) or _VIDEO.search(sentence[:200]):
        return "video call"
    if re.search(r"\bcalls?\b|phon(?:e|ing)|\brang\b|\bcalled\b(?!.*\bon\b)", words):
        return "call"
    return "meeting" if MEETING.search(words) else "call" if _CALL.search(words) else "meeting"
