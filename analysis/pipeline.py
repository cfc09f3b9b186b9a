"""From articles to a reading: every step once, in the order of the road."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from analysis.corpus import ArticleTables, Row, empty_rows
from analysis.corpus import combine as combine  # noqa: PLC0414
from analysis.diplomacy.acts import Act, find_acts
from analysis.diplomacy.contacts import Contact
from analysis.diplomacy.document import Document, describe, known_people, propose_parties
from analysis.diplomacy.exchanges import only_calls
from analysis.diplomacy.issuers import issuing_body
from analysis.diplomacy.officials import officials_on
from analysis.diplomacy.parties import Parties, load_parties, shipped_parties
from analysis.diplomacy.sides import Side, find_sides
from analysis.diplomacy.speakers import Attribution, Utterance, attribute, speak
from analysis.diplomacy.themes import find_themes
from analysis.diplomacy.tone import act_tone, main_act, sentence_tone
from analysis.errors import InputError, ReadoutsError
from analysis.language.encoder import Encoding, encode
from analysis.language.lexicon import score_sentiment
from analysis.language.people import People, find_people
from analysis.language.quotations import Quotation, attributions
from analysis.language.restatement import restated
from analysis.language.sentences import Span, paragraphs, sentence_at
from analysis.language.stance import Asked, stances
from analysis.language.tokens import Tokens, parsed
from analysis.language.turns import dialogue
from analysis.reading import Reading, passed_on
from analysis.sources.articles import Article


def analyze(
    articles: Article | Iterable[Article],
    parties: str | os.PathLike[str] | Parties | None = None,
    progress: bool = False,
) -> Reading:
    """Return the reading of some articles between some parties.

    Parameters
    ----------
    articles : Article or iterable of Article
        What `analysis.read` or `Article.from_text` returned.
    parties : str, path or None
        A shipped name, a TOML file (see ``readouts parties new``), or None: the shipped file whose leaders the
        articles name most, else the two countries that titles and first lines name most.
    progress : bool
        Show a progress bar on standard error.

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        If there are no articles, two have one ``article_id``, or no parties are given nor found.
    PlaceNotFound
        If there is no such party file.

    Examples
    --------
    >>> article = Article.from_text("Blinken thanked President Aliyev. He urged restraint.", title="A call")
    >>> reading = analyze([article], parties="armenia-azerbaijan")
    >>> reading.sentences[["party", "act"]].values.tolist(), (reading.sentences["tone"] > 0).tolist()
    ([['Azerbaijan', 'PRAISE'], ['Azerbaijan', 'APPEAL']], [True, False])
    """
    if isinstance(articles, Article):
        articles = [articles]
    if isinstance(articles, str | os.PathLike) or not isinstance(articles, Iterable):
        raise InputError(
            "articles", "what analysis.read(place) or Article.from_text(text) returns", repr(articles)[:80]
        )
    listed = list(articles)
    for one in listed:
        if not isinstance(one, Article):
            raise InputError(
                "articles",
                "Article values, as analysis.read(place) returns them, also of a DataFrame",
                type(one).__name__,
            )
    if not listed:
        raise InputError("articles", "at least one article", "none")
    if len({one.article_id for one in listed}) < len(listed):
        raise InputError("articles", "every article once: read all places in one call", "the same article_id twice")
    sides = load_parties(parties) if parties is not None else proposed(listed)
    results = []
    for one in _tracked(listed, progress):
        results.append(analyze_or_warn(one, sides))
    return combine(results, listed, sides)


def _tracked(articles: list[Article], progress: bool) -> Iterable[Article]:
    if not progress:
        return articles
    from tqdm import tqdm

    return tqdm(articles, desc="reading", unit="article", disable=None)


def proposed(articles: Iterable[Article]) -> Parties:
    """Return the shipped parties whose leaders half of the articles name, else those of the two countries named most.

    The articles are gone through once and none is kept.

    Raises
    ------
    InputError
        If they name no country.
    """
    shipped = [load_parties(name) for name in shipped_parties()]
    surnames = [[leader.name.split()[-1] for party in one.parties for leader in party.leaders] for one in shipped]
    hits = [0] * len(shipped)
    total = 0

    def counted() -> Iterable[tuple[str | None, str]]:
        nonlocal total
        for one in articles:
            total += 1
            head = f"{one.title or ''} {one.text[:1500]}"
            for at, names in enumerate(surnames):
                hits[at] += any(name in head for name in names)
            yield one.title, one.text

    countries = propose_parties(counted())
    best = max(range(len(shipped)), key=lambda at: hits[at])
    if hits[best] and 2 * hits[best] >= total:
        return shipped[best]
    if countries is None:
        raise InputError("parties", f"a shipped name ({', '.join(shipped_parties())}) or a TOML file, as the articles "
                         "name no country to propose", "None")  # fmt: skip
    return countries


def analyze_or_warn(article: Article, parties: Parties) -> ArticleTables:
    """`analyze_article`, but an article at which it fails is a row with a warning: one text never stops the rest."""
    try:
        return analyze_article(article, parties)
    except ReadoutsError:  # a damaged model would fail at every article
        raise
    except Exception as error:
        return failed(article, f"{type(error).__name__}: {error}")


def failed(article: Article, why: str) -> ArticleTables:
    """The rows of an article that could not be analysed: one in ``articles``, whose warning says why."""
    warnings = (*article.warnings, f"could not be analysed ({' '.join(why.split())[:200]})")
    return ArticleTables(empty_rows() | {"articles": [_base(article) | {"warnings": "; ".join(warnings)}]}, [])


@dataclass(frozen=True, slots=True)
class Understood:
    """An article as the steps of the road found it, each position of ``sides`` and ``utterances`` a sentence's."""

    encoding: Encoding
    tokens: Tokens
    people: People
    document: Document
    quotations: Sequence[Quotation] = ()
    sides: Sequence[Side] = ()
    attributions: Sequence[Attribution] = ()
    utterances: Sequence[Utterance] = ()


class Addressed(NamedTuple):
    """A sentence that addresses a side: its number, what is asked of it, and the party, or the people, of it."""

    number: int
    asked: Asked
    party: str


def analyze_article(article: Article, parties: Parties) -> ArticleTables:
    """Return the rows of one article: a pure function of the article and the parties.

    A text without words, or one that is not English, gives its row in ``articles`` with a warning and nothing else.
    """
    base = _base(article)
    warnings = list(article.warnings)
    rows = empty_rows()
    if not article.text.strip():
        rows["articles"].append(base | {"warnings": "; ".join(warnings or ["no text"])})
        return ArticleTables(rows, [])
    found = understand(article, parties)
    document = found.document
    base |= {"genre": document.genre, "issuer": document.issuer, "language": document.language}
    if document.language != "en":
        warnings.append(f"the text is not English ({document.language}) and was not analysed")
        rows["articles"].append(base | {"warnings": "; ".join(warnings)})
        return ArticleTables(rows, [])

    text, tokens, people, sides, utterances = article.text, found.tokens, found.people, found.sides, found.utterances
    sentences, quotations, sources = tokens.sentences, found.quotations, found.attributions
    acts = find_acts(tokens, people, document.contacts, parties, sides, utterances)

    def contact_id(number: int | None) -> str | None:
        return None if number is None else f"{article.article_id}.c{number + 1}"

    rows["contacts"] = [_contact(article.article_id, number, one) for number, one in enumerate(document.contacts)]
    by_sentence: dict[int, list[Act]] = defaultdict(list)
    for number, act in enumerate(acts):
        by_sentence[act.sentence].append(act)
        rows["acts"].append(_act(article.article_id, number, act, contact_id(act.contact)))
    officials = {contact.official for contact in document.contacts}
    ours = {one.affiliation for one in people.persons if one.name in officials and one.affiliation} or {"United States"}
    own = re.compile("|".join(party.pattern().pattern for party in parties.parties))
    asked = addressed(found, parties)
    stance_of = dict(
        zip((one.number for one in asked), stances(found.encoding, [one.asked for one in asked]), strict=True)
    )
    blocks = paragraphs(text)
    block = 0
    for number, (start, end) in enumerate(sentences):
        while start >= blocks[block][1]:
            block += 1
        said, side, mine = utterances[number], sides[number], by_sentence[number]
        scores, stance = score_sentiment(text[start:end]), stance_of.get(number)
        rows["sentences"].append({
            "sentence_id": _sentence_id(article.article_id, number), "article_id": article.article_id, "position": number,
            "paragraph": block, "start": start, "end": end, "text": text[start:end], "contact_id": contact_id(side.contact),
            "party": side.party, "party_evidence": side.evidence or None, "voice": said.voice, "speaker": said.speaker,
            "principal": said.principal, "compound": scores.compound, "positive": scores.positive,
            "neutral": scores.neutral, "negative": scores.negative, "act": main_act(mine, stance),
            "tone": sentence_tone([act_tone(one) for one in mine], stance),
            "themes": "; ".join(find_themes(text[start:end], {*ours, *parties.names}, own)) or None,
        })  # fmt: skip
    again = restated(text, quotations)
    for number, quotation in enumerate(quotations):
        row_id = f"{article.article_id}.q{number + 1}"
        home = sentence_at(sentences, quotation.content[0][0])
        start, end = _hull(quotation)
        content = " ".join(text[low:high] for low, high in quotation.content)
        near = [
            one
            for at in range(sentence_at(sentences, start), sentence_at(sentences, end - 1) + 1)
            for one in by_sentence[at]
        ]
        inside = [
            act_tone(one)
            for one in near
            if any(low <= one.start < high for low, high in (*quotation.content, *quotation.cue))
        ]
        rows["quotations"].append({
            "quotation_id": row_id, "article_id": article.article_id, "sentence_id": _sentence_id(article.article_id, home),
            "kind": quotation.kind, "start": start, "end": end, "content": content, "cue": _text(text, quotation.cue),
            "source": _text(text, quotation.source), "speaker": sources[number].speaker,
            "speaker_evidence": sources[number].evidence, "principal": sources[number].principal,
            "contact_id": contact_id(sides[home].contact), "party": sides[home].party,
            "restates": None if again[number] is None else f"{article.article_id}.q{again[number] + 1}",  # type: ignore[operator]
            "compound": score_sentiment(content).compound, "tone": sentence_tone(inside),
        })  # fmt: skip
        rows["spans"] += [
            {"quotation_id": row_id, "role": role, "start": low, "end": high}
            for role, spans in (("source", quotation.source), ("cue", quotation.cue), ("content", quotation.content))
            for low, high in spans
        ]
    rows["articles"].append(base | {"n_sentences": len(sentences), "n_quotations": len(quotations),
                                    "warnings": "; ".join(warnings) or None})  # fmt: skip
    named = [
        {"speaker": one.name, "role": one.role, "affiliation": one.affiliation, "aliases": one.aliases}
        for one in people.persons
    ]
    return ArticleTables(rows, named)


def understand(article: Article, parties: Parties) -> Understood:
    """Return what every later step reads of an article; of one that is not English only what tells that it is not."""
    encoding = encode(article.text)
    tokens = parsed(encoding)
    outlet = article.outlet or issuing_body(article.text, article.title)
    known = [*known_people(parties), *officials_on(article.published, outlet or article.title)]
    people = find_people(tokens, known, article.title)
    host = next((one.name for one in parties.parties if outlet and one.pattern().search(outlet)), None)
    people = people.at_home(host) if host else people
    document = describe(tokens, people, parties, article.title, outlet, article.published)
    if document.language != "en":
        return Understood(encoding, tokens, people, document)
    quotations = [one for one in attributions(encoding) if not only_calls(article.text, one.cue, one.content, people)]
    news = document.genre in ("news", "press_release")
    sides = find_sides(
        article.text, tokens.sentences, people, document.contacts, parties, strays=news and not dialogue(article.text)
    )
    sources = attribute(tokens, quotations, people, document, sides, parties)
    utterances = speak(tokens, quotations, sources, people, document, sides, parties, outlet)
    return Understood(encoding, tokens, people, document, quotations, sides, sources, utterances)


def addressed(found: Understood, parties: Parties) -> list[Addressed]:
    """The sentences that address a side, in order; a reporter's question addresses nobody."""
    text, contacts = found.encoding.pieces.text, found.document.contacts
    out = []
    for number, (span, side, said) in enumerate(
        zip(found.tokens.sentences, found.sides, found.utterances, strict=True)
    ):
        named = parties.parties if side.party == "both" else [one for one in parties.parties if one.name == side.party]
        met = contacts if side.party == "both" else () if side.contact is None else (contacts[side.contact],)
        if (side.party == "neither" and not met) or said.speaker == "reporter":
            continue
        people = dict.fromkeys(name for one in met for name in one.counterparts)
        places = {(one.start, one.end) for one in found.people.within(span) if one.name in people}
        places |= {match.span() for party in named for match in party.pattern().finditer(text, *span)}
        if not places:  # whoever is meant: where the text names him first
            first = [(one.start, one.end) for one in found.people.mentions if one.name in people and one.how == "name"]
            matches = [match.span() for party in named if (match := party.pattern().search(text))]
            places = {min(spans) for spans in (first, matches) if spans}
        party = "; ".join(one.name for one in named) or "; ".join(people)
        out.append(Addressed(number, Asked(span, tuple(sorted(places))), party))
    return out


def _base(article: Article) -> Row:
    """What the row of an article has before it is analysed."""
    base: Row = {
        "article_id": article.article_id, "title": article.title, "published": article.published,
        "outlet": article.outlet, "url": article.url, "path": article.path, "sha256": article.sha256 or None,
        "n_words": len(article.text.split()), "n_sentences": 0, "n_quotations": 0,
    }  # fmt: skip
    return passed_on(article.extra) | base


def _contact(article_id: str, number: int, contact: Contact) -> Row:
    return {
        "contact_id": f"{article_id}.c{number + 1}", "article_id": article_id, "official": contact.official,
        "counterparts": "; ".join(contact.counterparts) or None, "party": contact.party, "kind": contact.kind,
        "start_date": contact.start, "end_date": contact.end, "joint": contact.joint,
    }  # fmt: skip


def _act(article_id: str, number: int, act: Act, contact: str | None) -> Row:
    return {
        "act_id": f"{article_id}.a{number + 1}", "article_id": article_id,
        "sentence_id": _sentence_id(article_id, act.sentence), "contact_id": contact, "start": act.start, "end": act.end,
        "cue": act.cue, "act": act.act, "plover": act.plover, "strength": act.strength, "modality": act.modality,
        "principal": act.principal, "target": act.target, "third_party": act.third_party, "party": act.party,
        "tone": act_tone(act),
    }  # fmt: skip


def _sentence_id(article_id: str, number: int) -> str:
    return f"{article_id}.s{number + 1:03d}"


def _hull(quotation: Quotation) -> Span:
    spans = (*quotation.source, *quotation.cue, *quotation.content)
    return min(start for start, _ in spans), max(end for _, end in spans)


def _text(text: str, spans: Sequence[Span]) -> str | None:
    return " ".join(text[start:end] for start, end in spans) or None
