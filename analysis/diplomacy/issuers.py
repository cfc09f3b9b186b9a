"""Who put a text out: a named spokesperson, the official who signs, or a body."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from analysis.language.names import CAPITALISED, OFFICE, Known
from analysis.language.people import People

# "FRESNO, June 3 (Wire) - ": a report of news.
DATELINE = re.compile(
    r"[A-Z][A-Z .'\u2019/]{2,40}(?:,[^\u2014\u2013-]{0,40}?)?(?:\s\([^)]{2,30}\))?\s[\u2014\u2013-]{1,2}\s"
)
# Who speaks for somebody else.
SPOKES = re.compile(r"\b(?:spokes(?:person|man|woman)|press secretary)\b", re.I)
# Who has the word in a transcript, at the start of a line.
TURN = re.compile(
    r"^(?:(?:MR|MS|MRS|DR|AMBASSADOR|SECRETARY|SENATOR|GENERAL)\.?\s+(?P<name>[A-Z][A-Z'\u2019-]+)|"
    r"(?P<asks>Q|QUESTION|REPORTER)|(?P<anonymous>SENIOR [A-Z ]+OFFICIAL)[A-Z0-9 #]*|(?P<president>THE (?:VICE )?PRESIDENT)|"
    r"(?P<other>MODERATOR|OPERATOR))\s*:?\s",
    re.M,
)
# "Statement by NSC Spokesperson Jane Roe on ...".
_ISSUED = re.compile(
    r"(?:[Aa]ttributable to|(?:[Ss]tatement|[Cc]omment(?:ary)?|[Rr]eply|[Aa]nswer|[Rr]esponse) (?:by|from|of)|STATEMENT (?:BY|FROM|OF)|[Rr]eadout (?:by|from)|[Rr]emarks (?:by|of)|[Bb]riefing by)\s+(?:the\s+)?"
    r"((?:[A-Z][\w.\u2019-]*\s*|and\s+(?=[A-Z]))+)"
)
# "The spokesperson of the Ministry, Jane Roe, informs:" at the head of a text.
_INFORMS = re.compile(
    rf"(?:(?P<first>{CAPITALISED.pattern}),\s+)?\b[Ss]pokes(?:person|man|woman)\b[^.:\n]{{0,80}}?,?\s+(?P<name>{CAPITALISED.pattern})?,?\s+(?:\w+\s+){{0,4}}?"
    r"(?:informs|informed|states|stated|reports|reported|commented|comments|announces|announced|gave the following|issued the following|said|says)\b[^.\n]{0,40}:\s*$",
    re.M,
)
# An outlet that is a government's own.
BODY = re.compile(
    r"\b(?:White House|Department of|State Department|Ministry|MFA|Office of the|Government|Kremlin|Embassy|[E\u00c9]lys[e\u00e9]e|Downing Street|"
    r"Presidency|Press Service|(?:President|Prime Minister) of)\b"
)
# The name of such a body, in a line that holds names of bodies and nothing else, or as the one that announces.
_NAME = (
    r"(?:The )?(?:White House|(?:U\.?S\.? )?Department of|(?:U\.?S\.? )?State Department|(?:Federal )?Ministry (?:of|for)|Office of|"
    r"Press (?:Service|Office) of|Presidential Press (?:Service|Office)|Presidency of|Presidential (?:Office|Administration)|Prime Minister['\u2019]s Office|Government of|"
    r"Embassy of|[E\u00c9]lys[e\u00e9]e(?: Palace)?|Kremlin)\b(?:,? (?!Office\b|Readout\b|Statement\b|Press\b|Via\b|For\b|Interview\b|Washington\b)(?:[A-Z][\w.'\u2019-]*|of|the|for|and|to|on|&)){0,14}"
)
_BODY_NAME = re.compile(rf"\b(?:{_NAME})", re.I)
_ANNOUNCES = re.compile(rf"\b((?-i:{_NAME})) (?:announces|announced|informs|informed|reports|reported|states|stated)\b")
# "Ann Lee, Lead Spokesperson for Foreign Affairs" as the last line.
_SIGNS = re.compile(
    rf"^({CAPITALISED.pattern}),\s+(?:[A-Z]\w+\s+){{0,3}}?[Ss]pokes(?:person|man|woman)\b[^.\n]*\s*\Z", re.M
)
# "Information of the Ministry of X of Arvenia on ...", as a title.
_INFORMATION = re.compile(rf"\b(?:Information|Communiqu[e\u00e9]|Press [Rr]elease)\s+(?:of|by|from)\s+the\s+({_NAME})")
# "Ann Lee, Spokesperson of the Ministry of X of Arvenia, disclosed that ...": whose spokesperson, and who.
_OF_BODY = re.compile(
    rf"({CAPITALISED.pattern}),\s+(?:the\s+)?[Ss]pokes(?:person|man|woman)\s+(?:of|for)\s+the\s+({_NAME}),?\s+(?:has\s+)?(?:discloses?d?|informs?|informed|states?|stated|announce[sd]|reports?|reported|said|says|notes?d?|shared)\s+that\b"
)
# "Commentary of Ann Lee, Spokesperson of the Ministry of X of Arvenia, on ..."
_SPOKES_BEHIND = re.compile(
    r",?\s*(?:the\s+)?[Ss]pokes(?:person|man|woman)\s+(?:of|for)\s+the\s+(?P<body>[A-Z][^,.:]*?)(?=,|\s+(?:on|regarding|about|in)\s|$)"
)
# "Comment of the MFA spokesperson Ann Lee on ...", "Statement by the Spokesperson of the Ministry of X of Arvenia", with "Answer by Ann Lee:" in the text.
_BY_SPOKESPERSON = re.compile(
    rf"(?:[Ss]tatement|[Cc]omment(?:s|ary)?|[Aa]nswer|[Rr]eply|[Rr]esponse|[Rr]emarks|[Bb]riefing)\s+(?:by|of|from)\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){{0,3}}?"
    rf"[Ss]pokes(?:person|man|woman)(?:\s+(?:of|for)\s+the\s+(?P<body>[A-Z][^,.:]*?)(?=,|\s+(?:on|regarding|about|in)\s|$))?,?\s*(?P<name>{CAPITALISED.pattern})?"
)
_ANSWERS = re.compile(rf"^(?:Answer(?: (?:by|of))?|Reply(?: by)?):?\s*(?P<name>{CAPITALISED.pattern})\s*:", re.M)
# What journalists write, also where a body is their source.
_NEWSY = re.compile(
    r"\btold\s+(?:reporters|journalists|lawmakers|the\s+agency)\b|\b(?:his|her|its|their)\s+(?:press\s+secretary|spokes\w+)[^.]{0,40}\bsaid\b|\bdeclined\s+to\s+comment\b"
)
_SENTENCE = re.compile(r"[.!?:]\s*$|(?<![A-Z]) [a-z]{4,}\b")  # small words of four letters and more are a sentence's
_WORDS = 24
_SMALL = re.compile(r"(?<=\s)(?:Of|The|For|And)\b")
# Whose exchanges a body of the United States puts out, by the office of the official.
_PUTS_OUT = (
    (re.compile(r"\b(?:Vice )?President\b|\bNational Security Advis[eo]r\b|\bNational Security Council\b"), "The White House"),
    (re.compile(r"\bSecretary of State\b|\bState Department\b|\bSpecial (?:Presidential )?(?:Envoy|Representative)\b|\b(?:Deputy|Under|Assistant) Secretary\b"), "Department of State"),
    (re.compile(r"\bSecretary of (?:Defense|War)\b"), "Department of Defense"),
    (re.compile(r"\bSecretary of the Treasury\b"), "Department of the Treasury"),
)  # fmt: skip


# The same for other governments: the country follows.
_ABROAD = (
    (re.compile(r"\b(?:Foreign|External Affairs) (?:Affairs )?(?:Minister|Secretary)\b|\bMinister (?:of|for) (?:Foreign|External) Affairs\b|\bHigh Representative\b"), "Ministry of Foreign Affairs"),
    (re.compile(r"\bPrime Minister\b|\bPremier\b|\bTaoiseach\b"), "Office of the Prime Minister"),
    (re.compile(r"\bPresident\b"), "Office of the President"),
    (re.compile(r"\bChancellor\b"), "Office of the Federal Chancellor"),
)  # fmt: skip
_OWN_NAMES = {
    ("Ministry of Foreign Affairs", "European Union"): "European External Action Service",
    ("Ministry of Foreign Affairs", "United Kingdom"): "Foreign, Commonwealth and Development Office",
    ("Ministry of Foreign Affairs", "India"): "Ministry of External Affairs of India",
    ("Office of the Prime Minister", "United Kingdom"): "Prime Minister's Office, 10 Downing Street",
}


def issuing_body(text: str, title: str | None = None) -> str | None:
    """Return the government's body that a line of its own names at the head or the foot of a text, or its title; None
    without one.

    Examples
    --------
    >>> issuing_body("President Li met Ann Lee.\\n\\nPress Service of the President of Arvenia")
    'Press Service of the President of Arvenia'
    >>> issuing_body("THE WHITE HOUSE\\n\\nPresident Li met Ann Lee."), issuing_body("The White House welcomed it.")
    ('The White House', None)
    """
    lines = [line for line in (line.strip(" *_#-\u2013\u2014") for line in text.splitlines()) if line]
    for line in (*lines[:3], *lines[3:][-2:]):
        if len(line.split()) > _WORDS or _SENTENCE.search(line):
            continue
        names = [match.group().strip(" ,") for match in _BODY_NAME.finditer(line)]
        names = [one for one in names if one[0].isupper()]
        if names:
            chosen = next((one for one in names if "spokesperson" not in one.casefold()), names[0])
            return _SMALL.sub(lambda word: word.group().lower(), chosen.title()) if chosen.isupper() else chosen
    informed = _INFORMATION.search(title or "")
    if informed:
        return re.split(r"\s(?:on|about|regarding)\b", informed.group(1))[0]
    announced = _ANNOUNCES.search(text, 0, 300)
    if announced and not DATELINE.match(text) and not _NEWSY.search(text):
        return announced.group(1).removeprefix("The ")
    spoken = _OF_BODY.search(text, 0, 300)
    return spoken.group(2).removeprefix("The ").rstrip() if spoken else None


def body_of(role: str | None, affiliation: str | None) -> str | None:
    """Return the body that tells of the exchanges of an office; None where the country is not known.

    Examples
    --------
    >>> body_of("Vice President", "United States"), body_of("President", "Chile"), body_of("Mayor", None)
    ('The White House', 'Office of the President of Chile', None)
    """
    if role is None:
        return None
    if affiliation is None and role == "Foreign Secretary":  # without a country it is the British one
        affiliation = "United Kingdom"
    if affiliation in (None, "United States"):
        return next((body for pattern, body in _PUTS_OUT if pattern.search(role)), None)
    body = next((body for pattern, body in _ABROAD if pattern.search(role)), None)
    return _OWN_NAMES.get((body, affiliation), f"{body} of {affiliation}") if body else None


def named_issuer(text: str, title: str, people: People, officials: Iterable[Known]) -> str | None:
    """Return a named spokesperson, or the official who signs; None where there is none."""
    if spoken := _BY_SPOKESPERSON.search(title):
        answered = _ANSWERS.search(text)
        name = spoken.group("name") or (answered.group("name") if answered else None)
        if name and " " in name:
            return name
    for place in (title, text[:500]):
        match = _ISSUED.search(place)
        if not match or re.search(r"\bJoint\s+$", place[: match.start()]):  # a joint statement is nobody's alone
            continue
        words = match.group(1)
        # "Statement by Jane Roe on the call": a capitalised preposition ends the name.
        words = re.split(r"\s(?:On|After|Before|Following|Announcing|Regarding|At|About|In|For|And)\s", words + " ")[
            0
        ].strip()
        person = next(
            (one for one in people.persons if one.name in words or words.endswith(one.name.split()[-1])), None
        )
        if person:
            return person.name
        if _SPOKES_BEHIND.match(place, match.end()) and " " in words:
            return words
        office = re.match(rf".*\b(?:{OFFICE})\s+(.+)", words)
        if office and " " in office.group(1).strip():
            return office.group(1).strip()
        if re.fullmatch(OFFICE, words):  # "Statement of the President"
            return next((one.name for one in officials if one.host and one.role == words), None)
    signed = _SIGNS.search(text, max(0, len(text) - 300))
    if signed and (people.person(signed.group(1)) or not people.named(signed.group(1))):
        return signed.group(1)
    informs = _INFORMS.search(text, 0, 500) or _OF_BODY.search(text, 0, 300)
    if informs and "first" in informs.re.groupindex:
        return informs.group("first") or informs.group("name")
    return informs.group(1) if informs else None


def body_spoken_for(title: str) -> str | None:
    """Return the body whose spokesperson a title names as the one who says something; None without one.

    Examples
    --------
    >>> body_spoken_for("Comment by Ann Lee, Spokesperson of the Ministry of Foreign Affairs of the Republic of Chile, on the call")
    'Ministry of Foreign Affairs of Chile'
    """
    issued = _ISSUED.search(title)
    behind = _SPOKES_BEHIND.match(title, issued.end()) if issued else None
    behind = behind or _BY_SPOKESPERSON.search(title)
    if behind and not behind.group("body"):
        return None
    return re.sub(r"\bthe Republic of ", "", behind.group("body")) if behind else None


def briefer(text: str, people: People) -> str | None:
    """Return who speaks most often in a transcript under a name of his own."""
    names = Counter(match.group("name") for match in TURN.finditer(text) if match.group("name"))
    if not names:
        return None
    name = names.most_common(1)[0][0]
    return next(iter(people.named(name)), name.title())
