"""Headline and page furniture off a text, after what they tell has been read; nothing is removed unlisted."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from analysis.sources.dates import parse_date

_END = re.compile(r"[.!?\u2026][\"'\u201d\u2019)\]]*$")
_STOP = re.compile(r"[.!?\u2026:;][\"'\u201d\u2019)\]]*$")  # what a headline does not end with
_FURNITURE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # Marks of the page, and rules
        r"(?:top|bottom|end) of page|skip to (?:main )?content|(?:back )?to (?:the )?top|#[# ]*#|-30-|[-_*=~\u2013\u2014\u2022\u00b7. ]{3,}",
        # Advertising and subscription; the imperative may end in a full stop
        r"(?:ads?|advertise?ments?|advertising|sponsored(?: content)?|promoted|story continues below(?: advertisement)?)",
        r"(?:ad|advertisement|advert) (?:for|by|from) [^.!?]{1,80}",
        r"(?:please )?subscribe(?: (?:now|today|here|free|for free))*(?: (?:to|for) .{1,100})?[.!]?|sign up(?: (?:now|today|here))?[.!]?",
        r"(?:get|join|sign up (?:for|to)) (?:\w+ ){0,4}(?:newsletters?|mailing list|email alerts)\b[^.!?]{0,80}[.!]?",
        r"(?:already a subscriber|not a subscriber|have an account)\?.{0,60}",
        # Sharing
        r"share (?:(?:this|the) (?:article|story|post|page|news)|this|on|via)\b[^.!?]{0,60}",
        r"follow us\b[^.!?]{0,60}[.!]?|like us on facebook[^.!?]{0,40}[.!]?|\d[\d,.]* (?:comments?|shares?|views?|likes?)",
        # Cookies, law
        r"(?:we|this (?:web ?)?site|our (?:web ?)?site|(?:the )?site) uses? cookies\b.{0,300}",
        r"by (?:continuing|clicking|using)\b.{0,120}\b(?:cookies|privacy policy|terms of (?:use|service))\b.{0,120}",
        r"(?:accept|reject|manage)(?: all)?(?: cookies)?|cookie (?:policy|settings|preferences|notice)",
        r"(?:privacy policy|terms (?:of|and) (?:use|service|conditions)|contact us|about us)(?:[\s|/\u2022\u00b7,&-]+(?:privacy policy|terms (?:of|and) (?:use|service|conditions)|contact us|about us))*",
        r"(?:\u00a9|\(c\)|copyright)\s*(?:\u00a9|\(c\))?\s*(?:\d{4}|by\b).{0,120}|\u00a9.{1,120}",
        r".{0,100}\ball rights reserved\b.{0,60}",
        # Letterheads
        r"(?:the )?white house|office of the (?:press secretary|spokesperson|vice president)|(?:u\.?s\.? )?department of state|media note|press (?:release|statement|office|service)",
        # Ways on from the page
        r"(?:read|learn|see|load|show) (?:more|all)(?: here)?\s*[:\u00bb\u2026>]*|(?:read|see) also:?|(?:related|latest|top|more|most read) (?:articles|stories|news|posts)|(?:previous|next) (?:article|post|story)",
        r"(?:related(?: (?:articles?|stor(?:y|ies)))?|(?:read|see) also|read more|more on this|recommended|up next)\s*:\s+[^.!?]{3,120}",
        r"\d{1,2}[ -]min(?:ute)?s? read|leave a (?:comment|reply)|loading\.*|for immediate release",
    )
)
# A line of nothing but these is a row of buttons.
_BUTTONS = frozenset(
    "home menu search login log in sign share print email e-mail mail tweet facebook twitter x linkedin whatsapp telegram reddit pinterest "
    "instagram youtube copy link save close comments newsletter subscribe advertisement skip".split()
)
_NAME = r"(?:The\s+)?[A-Z\u00c0-\u00de][\w.'\u2019&-]*(?:\s+(?:of|the|and|for|[A-Z\u00c0-\u00de][\w.'\u2019&-]*)){0,5}"
_OUTLET = re.compile(
    r"(?:(?i:subscrib\w+\s+to|(?:\u00a9|\(c\)|copyright)[\s\u00a9]*(?:\d{4})?(?:\s*[-\u2013]\s*\d{4})?,?(?:\s+by)?))\s+"
    + f"({_NAME})"
)
# What does not belong to an outlet's name at either end of what _OUTLET found.
_OUTLET_TAIL = re.compile(
    r"(?:^|\s+)(?:of|the|and|for|Newsletters?|Newspaper|All|Rights|Reserved|Today|Now|Inc\.?|LLC|Ltd\.?)\.?$|[.,]$"
)
_NO_OUTLET = frozenset("our your my us this free daily weekly it here now today email updates alerts".split())


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without furniture and headline, what those told, and every piece that was taken out, in order."""

    text: str
    title: str | None
    outlet: str | None
    published: dt.date | None
    removed: tuple[str, ...]


def clean(text: str, title: str | None = None) -> Cleaned:
    """Return a text of joined paragraphs without headline and page furniture, and what was taken out.

    Furniture is one of the usual short lines of a page, looked for among the first and last six paragraphs. The outlet
    is read from it first. Above the body stand, in any order, the headline, a date alone in its line and a byline. The
    headline is a paragraph that equals ``title``, or stands twice, or is the first one without the end of a sentence
    and either short or capitalised like a title. Where in doubt a paragraph stays: prose is never removed. Not handled: furniture between paragraphs of
    the body, and lines that a page has of its own.

    Parameters
    ----------
    text : str
        One line a paragraph, a blank line between paragraphs, as `join_lines` gives it.
    title : str, optional
        The headline, where it is known.

    Returns
    -------
    Cleaned
        ``published`` is the date that stands alone in a line above the body.

    Examples
    --------
    >>> page = "top of page\\n\\nEnvoys Meet\\n\\nEnvoys Meet\\n\\nThe envoys met.\\n\\nSubscribe to The Post"
    >>> cleaned = clean(page)
    >>> cleaned.text, cleaned.title, cleaned.outlet
    ('The envoys met.', 'Envoys Meet', 'The Post')
    """
    blocks = text.split("\n\n") if text else []
    removed: dict[int, str] = {}
    outlet = None
    for number, block in enumerate(blocks):
        if (number < _EDGE or number >= len(blocks) - _EDGE) and is_furniture(block):
            outlet = outlet or outlet_in(block)
            removed[number] = block
        elif number == len(blocks) - 1 and (mark := _END_MARK.search(block[-20:])):
            removed[number + 1] = mark.group(1)  # the sign that a press release ends
            blocks[number] = block[: -len(mark.group())]
    kept = [number for number in range(len(blocks)) if number not in removed]
    headline, published = title, None
    heading = False  # whether the headline stood in the text
    while len(kept) > 1 and kept[0] < 2 * _EDGE:
        block, after = blocks[kept[0]], blocks[kept[1]]
        if headline is not None and _same_headline(block, headline):
            heading = True
        elif published is None and (day := parse_date(block)):
            published = day
        elif _BYLINE.fullmatch(block) and (heading or headline is not None):
            pass
        elif headline is None and _is_headline(block, after):
            headline, heading = block, True
        else:
            break
        removed[kept.pop(0)] = block
    return Cleaned(
        "\n\n".join(blocks[number] for number in kept), headline, outlet, published,
        tuple(block for _, block in sorted(removed.items())),
    )  # fmt: skip


_END_MARK = re.compile(r"(?<=[.!?\"'\u201d\u2019])\s+(#{3}|# # #|-30-)$")
_EDGE = 6  # paragraphs
_BYLINE = re.compile(
    r"(?:By|BY|Written by|Posted by|Author:)\s+[A-Z][\w.'\u2019-]+(?:\s+(?:de|van|von|al|bin|[A-Z][\w.'\u2019-]*)){1,3}"
    r"(?:,?\s+(?:and|with)\s+[A-Z][\w.'\u2019-]+(?:\s+[A-Z][\w.'\u2019-]*){1,3})?"
)


def outlet_in(line: str) -> str | None:
    """Return the outlet that a line of page furniture names.

    Examples
    --------
    >>> outlet_in("Ad for subscribing to The Harbour Post"), outlet_in("Subscribe to our newsletter")
    ('The Harbour Post', None)
    """
    match = _OUTLET.search(line)
    name = match.group(1) if match else ""
    while tail := _OUTLET_TAIL.search(name):
        name = name[: tail.start()]
    return name if name and name.split()[0].casefold() not in _NO_OUTLET else None


def is_furniture(block: str) -> bool:
    """Whether a line is one of those that pages put around articles.

    Examples
    --------
    >>> is_furniture("Share this article"), is_furniture("Share prices fell.")
    (True, False)
    """
    if len(block) > 320:
        return False
    line = block.strip()
    words = re.findall(r"[a-z]+(?:-[a-z]+)?", line.casefold())
    if 0 < len(words) <= 12 and all(word in _BUTTONS for word in words) and not re.search(r"\d|[.!?;\"]", line):
        return True
    return any(pattern.fullmatch(line) for pattern in _FURNITURE)


def _is_headline(block: str, after: str) -> bool:
    """Whether the first paragraph is a headline: short, in capitals as titles have them, or there twice."""
    if _folded(block) == _folded(after) and len(block) <= 1000 and not block.endswith("."):
        return True
    if _STOP.search(block) or len(block) > 600:
        return False
    if len(block) <= 180 and len(block.split()) <= 25:
        return True
    words = re.findall(r"[^\W\d_]{4,}", block)
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.8 * len(words)


def _same_headline(block: str, headline: str) -> bool:
    """Whether a paragraph is the headline again, perhaps without the site's name behind it."""
    one, two = _folded(block), _folded(headline)
    if one == two:
        return bool(one)
    shorter, longer = sorted((one, two), key=len)
    if len(shorter) < 20 or not longer.startswith(shorter + " ") or _END.search(block[-60:]):
        return False
    return len(longer[len(shorter) :].split()) <= 5


def _folded(text: str) -> str:
    return re.sub(r"\W+", " ", text[:1000].casefold()).strip()
