"""A reading made by hand, in our own wording: one article about two calls, with everything that a report shows.

It does not run the analysis, so these tests say what the views do with tables whatever made them, and names and texts
can be as hostile as a table may hold.
"""

from __future__ import annotations

from dataclasses import replace

from analysis.reading import SCHEMA, Reading, frame

A, B = "Armenia", "Azerbaijan"
BOSS, MOUTH = "Dana Holt", "Omar Reyes"

# text, party, voice, speaker, principal, act, tone, paragraph
SENTENCES = [
    ("Secretary Dana Holt spoke separately with both leaders on Monday.", "both", "narrator", None, None, "CONSULT", 0.0),
    ("In her call with Prime Minister Anahit Sarian, Holt pledged firm support for the border treaty.", A, "indirect",
     BOSS, BOSS, "SUPPORT", 1.0),
    ("\u201cThe Secretary pledged our firm support for the border treaty and offered help with the harvest,\u201d "
     "spokesman Omar Reyes said.", A, "direct", MOUTH, BOSS, "SUPPORT", 1.0),
    ("The two also went over the calendar of visits.", A, "narrator", None, None, "CONSULT", 0.0),
    ("Holt thanked Sarian for taking in the displaced families.", A, "indirect", BOSS, BOSS, "PRAISE", 1.0),
    ("Later she called President Rauf Mammad.", B, "narrator", None, None, "CONSULT", 0.0),
    ("\u201cThe Secretary welcomed the release of the pilots,\u201d Reyes said, \u201cand she urged him to reopen the road.\u201d",
     B, "direct", MOUTH, BOSS, "APPEAL", 0.0),
    ("Holt voiced concern over the closed road.", B, "indirect", BOSS, BOSS, "CONCERN", -0.5),
    ("Reyes said Holt had told the president that \u201cwords are not enough\u201d.", B, "mixed", MOUTH, BOSS, "WARN", -1.0),
    ("Mammad thanked the Secretary for her time.", B, "narrator", None, None, "PRAISE", 0.0),
    ("The weather in the region stayed fair.", "neither", "narrator", None, None, None, 0.0),
    ("Both calls ended with a wish for peace.", "both", "narrator", None, None, "STATE", 0.0),
]  # fmt: skip
THEMES = {1: "border", 2: "border; bilateral", 4: "humanitarian", 7: "border"}
PARAGRAPHS = [0, 1, 1, 1, 2, 3, 3, 4, 4, 4, 5, 5]
# sentence, kind, contents, cue, source, speaker, restates
QUOTATIONS = [
    (1, "indirect", ["firm support for the border treaty"], "pledged", "Holt", BOSS, 1),
    (2, "direct", ["The Secretary pledged our firm support for the border treaty and offered help with the harvest"],
     "said", "spokesman Omar Reyes", MOUTH, None),
    (6, "direct", ["The Secretary welcomed the release of the pilots", "and she urged him to reopen the road"], "said",
     "Reyes", MOUTH, None),
    (7, "indirect", ["concern over the closed road"], "voiced", "Holt", BOSS, None),
    # One attribution inside another.
    (8, "mixed", ["Holt had told the president that \u201cwords are not enough\u201d"], "said", "Reyes", MOUTH, None),
    (8, "direct", ["words are not enough"], "told", "Holt", BOSS, None),
]  # fmt: skip
# sentence, cue, act, party, tone
ACTS = [
    (0, "spoke separately", "CONSULT", A, 0.0), (0, "spoke separately", "CONSULT", B, 0.0),
    (1, "pledged firm support", "SUPPORT", A, 1.0), (2, "pledged our firm support", "SUPPORT", A, 1.0),
    (2, "offered help", "OFFER", A, 0.5), (3, "went over", "CONSULT", A, 0.0), (4, "thanked", "PRAISE", A, 1.0),
    (6, "welcomed", "WELCOME", B, 0.5), (6, "urged", "APPEAL", B, -0.5), (7, "voiced concern", "CONCERN", B, -0.5),
    (8, "told the president", "WARN", B, -1.0), (9, "thanked", "PRAISE", B, None),
]  # fmt: skip


def sample(article_id: str = "one", title: str = "Two calls, one treaty", shift: float = 0.0, suffix: str = "",
           url: str | None = "https://example.org/two-calls", names: dict[str, str] | None = None) -> Reading:  # fmt: skip
    """The reading; ``suffix`` goes behind every sentence, ``names`` replaces names, ``shift`` is added to tones."""
    names = names or {}

    def name(one: str | None) -> str | None:
        return names.get(one, one) if one else one

    texts = [row[0] + suffix for row in SENTENCES]
    text, spans = "", []
    for at, one in enumerate(texts):
        text += "" if not text else " " if PARAGRAPHS[at] == PARAGRAPHS[at - 1] else "\n\n"
        spans.append((len(text), len(text) + len(one)))
        text += one
    contact = {A: f"{article_id}.c1", B: f"{article_id}.c2"}
    ids = [f"{article_id}.s{at + 1:03d}" for at in range(len(texts))]
    sentences = [
        {"sentence_id": ids[at], "article_id": article_id, "position": at, "paragraph": PARAGRAPHS[at],
         "start": spans[at][0], "end": spans[at][1], "text": texts[at], "contact_id": contact.get(party),
         "party": name(party), "voice": voice, "speaker": name(speaker), "principal": name(principal), "act": act, "themes": THEMES.get(at),
         "tone": max(-1.0, min(1.0, tone + (shift if tone else 0.0)))}
        for at, (_, party, voice, speaker, principal, act, tone) in enumerate(SENTENCES)
    ]  # fmt: skip
    quotations, marks = [], []
    for at, (home, kind, contents, cue, source, speaker, restates) in enumerate(QUOTATIONS):
        low, high = spans[home]
        found = [("cue", cue), ("source", source), *(("content", content) for content in contents)]
        own = [{"quotation_id": f"{article_id}.q{at}", "role": role, "start": text.index(part, low, high),
                "end": text.index(part, low, high) + len(part)} for role, part in found]  # fmt: skip
        marks += own
        party = SENTENCES[home][1]
        quotations.append({
            "quotation_id": f"{article_id}.q{at}", "article_id": article_id, "sentence_id": ids[home], "kind": kind,
            "start": min(one["start"] for one in own), "end": max(one["end"] for one in own), "content": " ".join(contents),
            "cue": cue, "source": source, "speaker": name(speaker), "speaker_evidence": "name", "principal": name(BOSS),
            "contact_id": contact.get(party), "party": name(party), "tone": SENTENCES[home][6],
            "restates": None if restates is None else f"{article_id}.q{restates}"})  # fmt: skip
    acts = [
        {"act_id": f"{article_id}.a{at}", "article_id": article_id, "sentence_id": ids[home], "contact_id": contact[party],
         "start": text.index(cue, *spans[home]), "end": text.index(cue, *spans[home]) + len(cue), "cue": cue, "act": act,
         "strength": abs(tone or 0), "modality": "asserted", "principal": name(BOSS), "party": name(party), "tone": tone}
        for at, (home, cue, act, party, tone) in enumerate(ACTS)
    ]  # fmt: skip
    contacts = [
        {"contact_id": contact[party], "article_id": article_id, "official": name(BOSS), "counterparts": name(other),
         "party": name(party), "kind": "call", "joint": False}
        for party, other in ((A, "Anahit Sarian"), (B, "Rauf Mammad"))
    ]  # fmt: skip
    speakers = [
        {"speaker": name(BOSS), "role": "Secretary", "n_articles": 1, "n_quotations": 3, "n_words": 20, "n_relayed": 3,
         "mean_tone": 0.25},
        {"speaker": name(MOUTH), "role": "spokesman", "n_articles": 1, "n_quotations": 3, "n_words": 40, "n_relayed": 0},
    ]  # fmt: skip
    article = {"article_id": article_id, "title": title, "outlet": name("The Valley Post"), "url": url, "genre": "news",
               "language": "en", "n_words": len(text.split()), "n_sentences": 12, "n_quotations": 6}  # fmt: skip
    parties = [{"name": name(one), "demonyms": [], "places": [], "leaders": []} for one in (A, B)]
    return Reading(
        articles=frame("articles", [article]), contacts=frame("contacts", contacts),
        sentences=frame("sentences", sentences), quotations=frame("quotations", quotations), spans=frame("spans", marks),
        acts=frame("acts", acts), speakers=frame("speakers", speakers), texts={article_id: text},
        manifest={"name": "two calls", "parties": parties},
    )  # fmt: skip


def empty() -> Reading:
    """A reading without a row, between two parties."""
    parties = [{"name": one, "demonyms": [], "places": [], "leaders": []} for one in (A, B)]
    return Reading(**{name: frame(name, []) for name in SCHEMA}, manifest={"name": "nothing", "parties": parties})


def several(n: int) -> Reading:
    """``n`` articles, each with the same two calls in a slightly different tone."""
    import pandas as pd

    parts = [sample(f"no{at}", f"Calls, part {at}", shift=-0.1 * (at % 4)) for at in range(n)]
    tables = {name: pd.concat([one.tables[name] for one in parts], ignore_index=True) for name in SCHEMA}
    tables["speakers"] = parts[0].speakers
    texts = {key: text for one in parts for key, text in one.texts.items()}
    return replace(parts[0], **tables, texts=texts)


# Each would run something, or ask the network for something, if it reached HTML, CSS, SVG or a link as it is.
POISON = [
    "<script>window.hit=1</script>",
    "</script><script>window.hit=2</script>",
    "<img src=x onerror=window.hit=3>",
    "<svg onload=window.hit=4><animate onbegin=window.hit=5 attributeName=x></svg>",
    "\"><b onmouseover=window.hit=6 onfocus=window.hit=6 autofocus tabindex=1>",
    "'><a href=\"javascript:window.hit=7\">here</a>",
    "<span style=\"background:url(https://beacon.example/8)\">x</span>",
    "</style><style>*{background:url(https://beacon.example/9)}</style>",
    "<link rel=stylesheet href=https://beacon.example/10><base href=https://beacon.example/>",
    "<iframe src=https://beacon.example/11></iframe><!-- <meta http-equiv=refresh content='0;url=https://beacon.example/'>",
    "{{ 7*7 }}{% raw %}%{customdata[0]}$\\href{https://beacon.example/12}{x}$",
    "\u202e\u2028\u2029\ufeff",
]  # fmt: skip


def hostile() -> Reading:
    """Poison in every place that comes from outside: texts, title, names, parties, outlet, address, ids."""
    every = " ".join(POISON)
    names = {one: f"{one} {POISON[at % len(POISON)]} {every}" for at, one in enumerate(
        (A, B, BOSS, MOUTH, "Anahit Sarian", "Rauf Mammad", "The Valley Post"))}  # fmt: skip
    return sample(f"id{POISON[1]} {POISON[4]}", title=f"Calls {every}", suffix=f" {every}", names=names,
                  url="javascript:window.hit=13")  # fmt: skip
