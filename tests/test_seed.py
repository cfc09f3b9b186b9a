"""The article in seeds/ comes out right."""

import pandas as pd

import analysis

MILLER, BLINKEN = "Matthew Miller", "Antony Blinken"


def test_article(seed_reading):
    article = seed_reading.articles.iloc[0]
    assert article["outlet"] == "The Armenian Report"
    assert pd.isna(article["published"])
    assert article["genre"] == "news"
    assert article["title"].startswith("Blinken Affirms Support")
    assert article["n_sentences"] == 12
    text = seed_reading.texts[article["article_id"]]
    assert not any(words in text for words in ("top of page", "bottom of page", "subscribing", "Blinken Affirms"))


def test_contacts(seed_reading):
    rows = seed_reading.contacts[["official", "counterparts", "party", "joint"]].values.tolist()
    assert rows == [
        [BLINKEN, "Nikol Pashinyan", "Armenia", False],
        [BLINKEN, "Ilham Aliyev", "Azerbaijan", False],
    ]


def test_sides_in_order(seed_reading):
    expected = ["both", *["Armenia"] * 4, *["Azerbaijan"] * 6, "both"]
    assert seed_reading.sentences["party"].tolist() == expected
    assert seed_reading.sentences["party_evidence"].notna().all()


def test_two_direct_quotations(seed_reading):
    direct = seed_reading.quotations[seed_reading.quotations["kind"] == "direct"]
    assert direct["speaker"].tolist() == [MILLER, MILLER]
    assert direct["principal"].tolist() == [BLINKEN, BLINKEN]
    assert direct["speaker_evidence"].tolist() == ["name", "name"]
    assert direct["party"].tolist() == ["Armenia", "Azerbaijan"]
    spans = seed_reading.spans[(seed_reading.spans["role"] == "content")]
    text = next(iter(seed_reading.texts.values()))
    second = [
        text[a:b] for q, a, b in spans[["quotation_id", "start", "end"]].values if q == direct["quotation_id"].iloc[1]
    ]
    assert [part.split()[:3] for part in second] == [
        ["The", "Secretary", "recognized"],
        ["The", "Secretary", "discussed"],
    ]


def test_indirect_quotations(seed_reading):
    indirect = seed_reading.quotations[seed_reading.quotations["kind"] == "indirect"]
    assert set(indirect["principal"]) == {BLINKEN}

    def one(words):
        rows = indirect[indirect["content"].str.contains(words, regex=False)]
        assert len(rows) >= 1, words
        return rows.iloc[0]

    assert one("unwavering support")["speaker"] == BLINKEN
    assert one("dedication to")["speaker"] == MILLER
    assert one("commitment to reaching")["speaker"] == BLINKEN
    assert one("suffering")["speaker"] == BLINKEN
    assert one("benefits")["speaker"] == BLINKEN
    assert one("hardships")["speaker"] == MILLER
    assert one("enduring relations")["speaker"] == BLINKEN
    assert one("areas of concern")["speaker"] == BLINKEN


def test_paraphrases_name_what_they_restate(seed_reading):
    quotations = seed_reading.quotations.set_index("quotation_id")
    restating = quotations[quotations["restates"].notna()]
    assert (quotations.loc[restating["restates"], "kind"] == "direct").all()
    assert (restating["kind"] != "direct").all()
    alone = quotations[quotations["content"].str.contains("commitment to reaching")]
    assert alone["restates"].isna().all()
    assert restating["content"].str.contains("unwavering support").any()


def test_speakers(seed_reading):
    speakers = seed_reading.speakers.set_index("speaker")
    assert set(speakers.index) == {BLINKEN, MILLER}
    assert speakers.loc[BLINKEN, ["role", "affiliation"]].tolist() == ["Secretary of State", "United States"]
    assert speakers.loc[MILLER, "role"] == "State Department Spokesperson"
    assert speakers.loc[BLINKEN, "n_relayed"] >= 2


def test_tone_is_not_topic(seed_reading):
    sentences = seed_reading.sentences
    suffering = sentences[sentences["text"].str.startswith("Acknowledging the longstanding suffering")].iloc[0]
    assert suffering["tone"] > 0
    support = sentences[sentences["text"].str.contains("emphasized the unwavering support")].iloc[0]
    assert support["act"] == "SUPPORT"
    assert support["tone"] > 0.75  # nearer to strong than to mild


def test_points_on_one_side_only(seed_reading):
    table = analysis.omissions(seed_reading)

    def side(words, status):
        return set(table[table["text"].str.contains(words, regex=False) & (table["status"] == status)]["party"])

    assert side("sovereignty and territorial integrity", "absent") == {"Armenia"}
    assert side("democratic future", "absent") == {"Armenia"}
    for words in ("suffering", "enduring relations", "points of concern", "high-level engagement"):
        assert side(words, "absent") == {"Azerbaijan"}, words
    both = table[table["status"].isin(["shared", "weaker", "stronger"])]
    for words in ("peace agreement", "cooperation"):
        assert set(both[both["text"].str.contains(words)]["party"]) == {"Armenia", "Azerbaijan"}, words
