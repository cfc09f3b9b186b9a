"""Names and offices: what they look like, where a text has them, and when two names are one person's."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from analysis.language.countries import countries, countries_in
from analysis.language.leaders import leader
from analysis.language.sentences import Span
from analysis.language.spelling import slip, spelling
from analysis.language.tokens import Tokens

# Offices as they stand before a name, behind it, or alone with "the".
OFFICES = (
    "Secretary of State", "Secretary of Defense", "Secretary of the Treasury", "Secretary of the Security Council",
    "Secretary-General", "Secretary General", "Deputy Secretary of State", "Deputy Secretary", "Under Secretary",
    "Assistant Secretary of State", "Assistant Secretary", "Secretary", "Prime Minister", "Deputy Prime Minister", "Premier",
    "Vice President", "President", "Foreign Minister", "Minister of Foreign Affairs", "Minister for Foreign Affairs",
    "Foreign Affairs Minister", "Minister of Defense", "Minister of Defence", "Minister for Defense",
    "Minister for Strategic Affairs", "Minister of Strategic Affairs", "Minister of Economy", "Minister of Finance",
    "Minister of Energy", "Minister of the Interior", "Minister of Interior", "Minister of Trade", "Minister of State", "Minister of National Defense", "Defense Minister",
    "Defence Minister", "Finance Minister", "Interior Minister", "Energy Minister", "Economy Minister", "Minister", "Chancellor",
    "Foreign Secretary", "National Security Advisor", "National Security Adviser", "Homeland Security Advisor",
    "Homeland Security Adviser", "Diplomatic Advisor", "Foreign Policy Advisor", "Foreign Policy and Security Policy Advisor",
    "Special Presidential Coordinator", "Special Presidential Envoy", "Special Envoy", "Special Representative",
    "Special Coordinator", "Special Advisor", "Senior Advisor", "Senior Director", "Coordinator", "Counselor", "Counsellor",
    "Advisor", "Adviser", "Envoy", "Ambassador", "Senator", "Congressman", "Congresswoman", "Representative", "Governor", "Mayor",
    "Speaker", "Spokesperson", "Spokesman", "Spokeswoman", "Press Secretary", "Chairman", "Chairwoman", "Chairperson", "Chair",
    "Commissioner", "Director-General", "Director General", "Director", "Administrator", "Attorney General", "Chief of Staff",
    "Chief of the General Staff", "Chief of Defense", "Chief", "Head of the Office of the President", "Head of Cabinet",
    "Head of the Presidential Office", "Head of Government", "Head", "Commander", "General", "Lieutenant General", "Major General",
    "Admiral", "Colonel", "Chief of Cabinet", "Cabinet Chief", "King", "Queen", "Prince", "Princess", "Crown Prince", "Emir", "Amir", "Sheikh", "Sheikha", "Sultan",
    "Pope", "Taoiseach", "First Lady", "High Representative", "Executive Director", "Managing Director", "Leader",
)  # fmt: skip
OFFICE = "|".join(re.escape(office) for office in sorted(OFFICES, key=len, reverse=True))
# Several offices of one person: "Crown Prince and Prime Minister".
OFFICES_HELD = rf"(?:{OFFICE})(?:(?:\s+and\s+|-)(?:{OFFICE}))*"
# "his spokeswoman, Ann Lee", "the president's foreign policy aide, Bo Li": what stands before the name.
SERVES = re.compile(
    r"\b(?:his|her|their|\w+['\u2019]s?)\s+(?:[\w-]+\s+){0,3}?([Ss]pokes(?:man|woman|person)|press secretary|aide|assistant|advis[eo]r),?\s+$"
)
_OFFICE_WORDS = frozenset(word for office in OFFICES for word in office.split() if len(word) > 6)
PLURAL_OFFICE = "Senators|Presidents|Prime Ministers|Ministers|Secretaries|Advisors|Ambassadors|Representatives|Governors|Chancellors"
_SALUTATION = re.compile(
    r"^(?:Mr|Mrs|Ms|Dr|Sir|Dame|Hon|Amb|Sen|Rep|Gov|Gen|Adm|Col|Lt|Prof|MR|MRS|MS|DR|Datuk(?: Seri)?|Dato(?: Seri)?|Tan Sri|Sheikh)\.?\s+|^(?:His|Her)\s+(?:Royal\s+)?(?:Majesty|Highness|"
    r"Excellency)\s+|^(?:Majesty|Highness|Excellency)\s+"
)
SUFFIX = re.compile(r",?\s+(?:Jr|Sr)\b\.?,?$")
_NUMERAL = re.compile(r",?\s+(?:II|III|IV|V|VI|XIV)$")
_CAP = r"(?:(?:[Aa]l|[Ee]l|[Aa]n|[Aa]s|[Aa]sh|[Uu]l)-)?[A-Z\u00c0-\u00de\u0100-\u024f\u018f\u1e00-\u1eff][\w'\u2019-]*"
_PARTICLE = r"(?:al|bin|bint|ibn|de|da|do|dos|del|der|van|von|el|ul|y|di|ter|ten|af|av)\b"
_ARTICLED = re.compile(r"(?:al|el|as|ash|an|ul)-[A-Z]")  # "al-Sisi"
# "met with Ann Lee, National Security Advisor to ...": an office behind tells that it is a name.
_WITH_OFFICE = re.compile(
    rf"\bwith\s+({_CAP}(?:\s+{_CAP}){{1,3}}),\s+(?:the\s+)?(?:[A-Z][\w-]*\s+){{0,4}}?(?:{OFFICE})\b"
)
# A name: capitalised words with initials and particles between, and a suffix.
CAPITALISED = re.compile(rf"{_CAP}(?:\s+(?:[A-Z]\.|(?:{_PARTICLE}\s+)*{_CAP}))*(?:,?\s+(?:Jr|Sr)\b\.?)?")
# "President of Chile Bo Li": what may stand between a country behind an office and the name.
_OFFICE_OF = re.compile(
    rf"\b(?:{OFFICE})(?:\s+(?:for|of)\s+(?:the\s+)?(?:(?:[A-Z]\w+|and)\s+){{0,4}}?[A-Z]\w+)?\s+(?:of|for|to)\s+(?:the\s+)?(?:(?:Republic|Kingdom|State|Government)\s+of\s+)?$"
)
HONORIFIC = r"(?:,?\s*(?:H\.?\s?E\.?|H\.?R\.?H\.?|(?:His|Her)\s+(?:Royal\s+)?(?:Excellency|Majesty|Highness)|Dr\.?|Mr\.?|Ms\.?|Mrs\.?|Sir)\s+)*"
_TITLED = re.compile(
    rf"\b(?:{OFFICE}|Dr|Mr|Mrs|Ms|Sir)\.?\s+(?:(?:Dr|Sir)\.?\s+)?(?=(?:[ae]l-)?[A-Z\u00c0-\u017f\u018f])"
)
_BEHIND_COUNTRY = re.compile(rf"(?:,?\s+){HONORIFIC}(?:(?:{OFFICE})\s+)?(?=[A-Z\u00c0-\u017f\u018f])")
_AND = re.compile(r",?\s+and\s+")
_LEADING = re.compile(
    r"^(?:Will|And|But|So|Then|When|While|As|If|The|Today|Yesterday|During|Following|After|Before|Both|Also|On|In|At|With|For|From|"
    r"Has|Did|Does|Is|Was|Q|Lady|First Lady|Thank|Finally|Lastly|Meanwhile|Additionally|However|Incoming|Former|Outgoing)\s+"
)
# Capitalised words that no name contains.
NOT_NAMES = frozenset(
    "Group States Council Committee Union Department House Summit Force Command Government Team Forum Meeting Call Readout Joint "
    "Statement Release Office Agency Bank Fund Nations Party Parliament Congress Senate Ministry Embassy Cabinet Commission "
    "Organization State QUESTION MODERATOR Interview Administration Alliance Initiative Framework Agreement Accord Accords Dialogue Strategy Strategic Partnership "
    "Conference Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June July August September "
    "October November December First Leaders Leader After Act Report Task Nuclear Security Affairs Relations Republic Kingdom Sea Ocean "
    "Strip River Airport University Institute Center Centre Corps Army Navy Foundation Association Company Hamas Hezbollah "
    "Houthi Quad NATO Covenant Treaty Charter Day Week Black Christmas Americans Russians Ukrainians Participants Americas "
    "Ababa \u00c9lys\u00e9e From Until Since Between Twitter Facebook Telegram Elysée Kremlin Hostage Hostages Principal Delegation Committees Appropriations Services Intelligence Climate Energy Defense Defence Trade Pacific Atlantic Indo-Pacific East West North South Middle Washington Covid "
    "Dr Mr Mrs Ms Majesty Highness Excellency His Her Remarks Before With Travel Trip Attends Holds Meets Speaks Announces On By Between Background Press Upcoming".split()
)
_LONGEST = 4  # words of a leader's name
_PLURAL = re.compile(rf"\b(?:{PLURAL_OFFICE})\s+(?=[A-Z])")
# "the Biden-Harris Administration" is a government, not a person.
_REGIME = re.compile(r"(?:-[A-Z]\w+)?\s+(?:[Aa]dministration|[Gg]overnment)\b")
# What only a person, or a body that acts as one, does: the model sometimes takes a rare surname for a place.
_HUMAN_VERBS = frozenset(
    "say tell thank meet speak talk discuss urge welcome emphasize express add note stress call".split()
)
_MINISTRIES = ("Department", "Ministry", "Council", "Deputy", "Senior", "House", "Office", "Acting", "NSC", "NATO", "Former", "Vice",
               "Principal", "Special")  # fmt: skip


def first_names(text: str, start: int, end: int) -> Span:
    """The part of a run of capitalised words that can be a name: up to the first word that no name contains.

    Examples
    --------
    >>> first_names("Lee Before Meeting", 0, 18)
    (0, 3)
    """
    for match in re.finditer(r"[\w-]+", text[start:end]):
        if match.group() in NOT_NAMES:
            return start, start + len(text[start : start + match.start()].rstrip(" ,"))
    return start, end


@lru_cache(maxsize=65536)
def surname(name: str) -> str:
    """The last word of a name without suffix.

    Examples
    --------
    >>> surname("Joseph R. Biden, Jr.")
    'Biden'
    """
    words = _NUMERAL.sub("", SUFFIX.sub("", name)).split()
    return words[-1].strip(",") if words else name


def bare_surname(form: str) -> str:
    """A surname fit for searching a text: letters, hyphens and apostrophes only, long enough not to be a word of its own; else ``""``."""
    form = re.sub(r"['\u2019]s?$", "", form)
    return (
        form
        if len(form) > 2
        and (form[0].isupper() or _ARTICLED.match(form))
        and re.sub(r"[-'\u2019]", "", form).isalpha()
        and form not in OFFICES
        else ""
    )


def compatible(short: str, long: str) -> bool:
    """Whether two names with one surname can be one person's: first names agree as far as both have them.

    Examples
    --------
    >>> compatible("Biden", "Joe Biden"), compatible("J. Biden", "Joe Biden"), compatible("Hunter Biden", "Joe Biden")
    (True, True, False)
    """
    first, second = _given(short), _given(long)
    if not first or not second:
        return True
    one, two = first[0].casefold().rstrip("."), second[0].casefold().rstrip(".")
    if one == two or (min(len(one), len(two)) == 1 and one[0] == two[0]) or spelling(one) == spelling(two):
        return True
    longer, shorter = sorted((long.casefold().split(), short.casefold().split()), key=len, reverse=True)
    if longer[-len(shorter) :] == shorter:  # a surname of two words: "Diaz Moreau", "Ana Diaz Moreau"
        return True
    # "Joe" and "Joseph": a short form begins like the long one; "bin Salman" is a surname with its particle.
    return one[:2] == two[:2] or one in ("bin", "al", "van", "von", "de") or two in ("bin", "al", "van", "von", "de")


def _given(name: str) -> list[str]:
    return _NUMERAL.sub("", SUFFIX.sub("", name)).split()[:-1]


def clean_span(text: str, start: int, end: int) -> Span:
    """A name's span without what stands before it (office, salutation, a sentence's first word) and without a possessive."""
    form = text[start:end]
    lead = re.match(rf"(?:.*\b(?:{OFFICE}|{PLURAL_OFFICE})\s+)", form)
    if lead and lead.end() < len(form):
        start += lead.end()
    for pattern in (_LEADING, _SALUTATION, _LEADING, _SALUTATION):
        if match := pattern.match(text[start:end]):
            start += match.end()
    while (word := re.match(r"(\w+)\s+(?=\w+\s+\w)", text[start:end])) and word.group(1) in NOT_NAMES:
        start += word.end()  # "Intelligence Services Ann Lee"
    first = re.match(r"(\w+)\s+", text[start:end])
    if first and any(slip(first.group(1), word) for word in _OFFICE_WORDS):  # "Prime Minsiter Ann Lee"
        start += first.end()
    if match := re.search(r"['\u2019]s?(?=\s|$)", text[start:end]):
        end = start + match.start()
    if suffix := re.match(r",?\s+(?:Jr|Sr)\b\.?", text[end : end + 6]):
        end += suffix.end()
    return start, end


def split_office(lead: str, office: str) -> tuple[str, str | None]:
    """Office and country out of "US State Department Spokesperson": the country is taken off, a body stays.

    Examples
    --------
    >>> split_office("US State Department ", "Spokesperson"), split_office("Chilean ", "President")
    (('State Department Spokesperson', 'United States'), ('President', 'Chile'))
    """
    places = countries_in(lead)
    country = places[-1][2] if places else None
    rest = lead
    for start, end, _ in reversed(places):
        rest = rest[:start] + rest[end:]
    body = re.search(r"((?:[A-Z][\w.'\u2019-]*\s+)*)$", rest)
    words = body.group(1).split() if body else []
    words = [
        word for word in words if word not in ("of", "The", "In", "During", "On", "But", "And", "With", "When", "As")
    ]
    if words and words[-1] not in _MINISTRIES:
        words = []
    if country is None and words and "State Department" in " ".join(words):
        country = "United States"
    return " ".join([*words, office]), country


@dataclass(frozen=True, slots=True)
class Known:
    """A person that is known beforehand: name, office, country, other spellings.

    ``host``: the text is his government's own, so that his office without a name is his. ``listed``: he is one of many,
    meant by a surname alone where the text has nobody's full name with it.
    """

    name: str
    role: str
    affiliation: str
    aliases: tuple[str, ...] = ()
    host: bool = False
    listed: bool = False


def behind_offices(text: str) -> Iterator[tuple[int, int, str]]:
    """Names that stand behind an office, also behind its country, as ``(start, end, form)``.

    Examples
    --------
    >>> [form for *_, form in behind_offices("President Ana Diaz met the Prime Minister of Chile, Bo Li.")]
    ['Ana Diaz', 'Bo Li']
    """
    begins = [match.end() for match in _TITLED.finditer(text)]
    behind_countries = set()
    for start, end, _ in countries_in(text):
        if _OFFICE_OF.search(text, max(0, start - 80), start):
            if behind := _BEHIND_COUNTRY.match(text, end):
                behind_countries.add(behind.end())
    for begin in sorted({*begins, *behind_countries}):
        name = CAPITALISED.match(text, begin)
        if name:
            span = first_names(text, *name.span())
            if begin in behind_countries and span != name.span():  # "Commander of the US Southern Command"
                continue
            start, end = clean_span(text, *span)
            form = text[start:end]
            # "Chief Advisor": one office behind another is no name.
            if (
                end > start
                and form not in OFFICES
                and not countries_in(form)
                and not set(re.findall(r"[\w-]+", form)) & NOT_NAMES
            ):
                yield start, end, re.sub(r"\s+", " ", text[start:end])


def find_names(tokens: Tokens, known: list[Known], headline: list[str]) -> Iterator[tuple[int, int, str]]:
    """Spans that name a person, without office, salutation and possessive, and the form of the name."""
    text = tokens.text
    sure: list[Span] = [(start, end) for start, end, _ in behind_offices(text)]
    spans = list(sure)
    for label, low, high in _joined(tokens):
        word = tokens.words[low]
        if label == "PERSON":
            before = tokens.words[low - 1].text.lower() if low else ""
            shouted = high == low + 1 and len(word.text) > 3 and word.text.isupper()  # an abbreviation
            if not shouted and before not in ("in", "into", "near", "around", "toward", "towards"):
                spans += _parts(tokens, low, high)
    # "Miller thanked": who does what only people do has a name, whatever the model takes it for.
    spans += [
        (word.start, word.end) for at, word in enumerate(tokens.words)
        if word.dep == "nsubj" and word.pos == "PROPN" and word.entity in ("", "GPE", "ORG") and not word.text.isupper()
        and tokens.words[word.head].lemma in _HUMAN_VERBS and word.text not in places()
        and not any(tokens.words[child].dep == "compound" for child in tokens.children[at])
    ]  # fmt: skip
    for match in _PLURAL.finditer(text):  # "Senators Lee, Brown and Diaz"
        at = match.end()
        while name := CAPITALISED.match(text, at):
            spans.append(name.span())
            link = re.match(r",?\s+and\s+|,\s+", text[name.end() :])
            if not link:
                break
            at = name.end() + link.end()
    spans += list(_last_of_lists(tokens, spans))
    spans += list(_leaders(text))
    spans += [match.span(1) for match in _WITH_OFFICE.finditer(text)]
    surnames = {form.split()[-1] for one in known for form in (one.name, *one.aliases)} | {
        surname(form) for form in headline
    }
    forms = {text[slice(*clean_span(text, *span))] for span in spans}
    surnames |= {surname(form) for form in forms if form not in places() and not set(form.split()) & NOT_NAMES}
    surnames = {bare_surname(form) for form in surnames} - {""} - NOT_NAMES - places()
    if surnames:  # every later use of a surname, whatever the model made of it
        spans += [
            match.span()
            for match in re.finditer(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(surnames)))})(?![\w-])", text)
        ]
    taken: list[tuple[int, int, str]] = []
    lands = countries_in(text)
    lows = [low for low, *_ in lands]
    cleaned = {clean_span(text, *span) for span in set(spans)}
    for start, end in sorted(cleaned, key=lambda span: (span[0], -span[1])):
        form = text[start:end]
        if (
            len(form) < 2
            or not (form[0].isupper() or _ARTICLED.match(form))
            or not re.fullmatch(r"[\w\s.,'\u2019-]+", form)
            or len(form.split()) > 8
        ):
            continue
        at = bisect_right(lows, end)
        if any(low < end and start < high for low, high, _ in lands[max(0, at - 3) : at]):
            continue
        words = set(re.findall(r"[\w-]+", form))
        if words & NOT_NAMES or re.fullmatch(rf"(?:{OFFICE})s?", form) or form in places():
            continue
        if (taken and start < taken[-1][1]) or _REGIME.match(text, end):
            continue
        taken.append((start, end, re.sub(r"\s+", " ", form)))
    yield from taken


def _leaders(text: str) -> Iterator[Span]:
    """Full names of heads of state, of government and foreign ministers: rare ones the model takes for nothing."""
    for run in CAPITALISED.finditer(text):
        words = [match.span() for match in re.finditer(r"\S+", run.group())]
        for first, last in itertools.combinations(range(len(words)), 2):
            form = run.group()[words[first][0] : words[last][1]]
            if last - first < _LONGEST and leader(re.sub(r"['\u2019]s?$", "", form)):
                yield run.start() + words[first][0], run.start() + words[last][1]


def _joined(tokens: Tokens) -> list[tuple[str, int, int]]:
    """The entities; a first name and a surname that the model took for two persons are one."""
    out: list[tuple[str, int, int]] = []
    for label, low, high in tokens.entities():
        if out and label == out[-1][0] == "PERSON" and low == out[-1][2] and not out[-1][2] - out[-1][1] > 1:
            out[-1] = (label, out[-1][1], high)
        else:
            out.append((label, low, high))
    return out


def _parts(tokens: Tokens, low: int, high: int) -> Iterator[Span]:
    """A name, or the names on both sides of a word that no name contains: "Lee rang Ada Brink"."""
    begin = low
    for at in range(low, high):
        word = tokens.words[at].text
        if word.isalpha() and word.islower() and not re.fullmatch(_PARTICLE, word) and word not in ("and", "of", "the"):
            if at > begin:
                yield tokens.words[begin].start, tokens.words[at - 1].end
            begin = at + 1
    if begin < high:
        yield tokens.words[begin].start, tokens.words[high - 1].end


def _last_of_lists(tokens: Tokens, spans: list[Span]) -> Iterator[Span]:
    """ "Ann Lee and Gadi Or": the last of a list of names that the model took for nothing, or for something else."""
    text = tokens.text
    kinds = {tokens.words[at].start: label for label, low, high in tokens.entities() for at in range(low, high)}
    for _, end in spans:
        link = _AND.match(text, end)
        name = CAPITALISED.match(text, link.end()) if link else None
        if name and 1 < len(name.group().split()) < 5 and kinds.get(name.start()) in (None, "PERSON", "ORG"):
            before = text[max(0, link.start() - 60) : link.start()] if link else ""
            if re.search(r",|\b(?:members|ministers|senators|leaders|advisors|with)\b", before):
                if not re.match(r"['\u2019]s?\b|\s+[A-Z]", text[name.end() : name.end() + 3]):
                    yield name.span()


@lru_cache(maxsize=1)
def places() -> frozenset[str]:
    """Capitals and other places, which are nobody's surname."""
    lines = (files("analysis.resources") / "places.txt").read_text(encoding="utf-8").splitlines()
    others = {line for line in lines if line and not line.startswith("#")}
    return frozenset(others | {country.capital for country in countries() if country.capital})


def canonical(forms: list[str], known: list[Known], title: str) -> dict[str, str]:
    """Form -> the fullest form of the same name; transliterations and slips of one letter count as the same."""
    full = Counter(form for form in forms if " " in form)
    by_surname: dict[str, list[str]] = {}
    for form in full:
        by_surname.setdefault(spelling(surname(form)), []).append(form)
    for one in known:
        for alias in (one.name, *one.aliases):
            names = by_surname.setdefault(spelling(surname(alias)), [])
            if one.name not in names and not any(compatible(one.name, name) for name in names):
                names.append(one.name)
    for form in {form for form in forms if " " not in form}:  # full names that only the headline has
        for match in re.finditer(rf"\b([A-Z]\w+(?: [A-Z]\.)?) {re.escape(form)}\b", title):
            first = match.group(1)
            office = re.search(rf"(?:{OFFICE}|{PLURAL_OFFICE})$", first)
            if not office and not countries_in(first) and first.split()[0] not in NOT_NAMES:
                by_surname.setdefault(spelling(surname(form)), []).append(match.group())
    given: dict[str, str | None] = {}  # "Prayut" for "Prayut Chan-o-cha", where nobody else is called so
    for form in full:
        given[form.split()[0]] = None if form.split()[0] in given and given[form.split()[0]] != form else form
    out = {}
    for form in forms:
        last = spelling(surname(form))
        official = next(
            (one.name for one in known for alias in (one.name, *one.aliases)
             if not (one.listed and (" " in form or by_surname.get(last, [one.name]) != [one.name])) and last == spelling(surname(alias)) and compatible(form, alias if " " in alias else one.name)), None,
        )  # fmt: skip
        same = [name for name in by_surname.get(last, []) if compatible(form, name)]
        if not same and not official and not given.get(form):
            near = [
                name
                for other, names in by_surname.items()
                for name in names
                if other != last and slip(surname(form), surname(name)) and compatible(form, name)
            ]
            same = near if len(set(near)) == 1 else []
        best = max(same, key=lambda name: (len(SUFFIX.sub("", name).split()), full[name])) if same else form
        if best == form and " " not in form:
            best = given.get(form) or form
        best = best.title() if best.isupper() and len(best) > 2 else best  # "MR. LEE:" of a transcript
        out[form] = official or SUFFIX.sub("", best)
    return out
