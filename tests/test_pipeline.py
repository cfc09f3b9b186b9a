"""analyze: an article's rows never depend on its batch, and bad input says what is wrong."""

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import analysis
from analysis.sources.articles import Article

CALL = Article.from_text(
    "Secretary of State Jane Roe spoke today with Armenian Prime Minister Nikol Pashinyan. She thanked him for the truce.\n\n"
    "\u201cThe road stays open,\u201d Roe said. She urged him to release the sailors.",
    title="Readout of the call",
)
OTHER = Article.from_text("Ilham Aliyev met the envoys in Baku. He rejected the plan.", title="A meeting")


def rows(reading, article_id):
    return {
        name: table[table["article_id"] == article_id].reset_index(drop=True)
        for name, table in reading.tables.items()
        if "article_id" in table
    }


def test_rows_do_not_depend_on_the_batch():
    alone = rows(analysis.analyze([CALL], "armenia-azerbaijan"), CALL.article_id)
    together = rows(analysis.analyze([OTHER, CALL], "armenia-azerbaijan"), CALL.article_id)
    for name, table in alone.items():
        assert_frame_equal(table, together[name])


def test_same_input_same_tables(seed_reading):
    again = analysis.analyze(analysis.read("seeds/"), parties="armenia-azerbaijan")
    for name, table in again.tables.items():
        columns = [one for one in table.columns if one not in ("path",)]
        assert_frame_equal(table[columns], seed_reading.tables[name][columns])


def test_input_is_not_changed():
    before = repr(CALL)
    analysis.analyze([CALL], "armenia-azerbaijan")
    assert repr(CALL) == before


def test_extra_columns_pass_through():
    table = pd.DataFrame({"text": ["Aliyev thanked her.", "Pashinyan left."], "wave": [1, 2]})
    reading = analysis.analyze(analysis.read(table), "armenia-azerbaijan")
    assert reading.articles["wave"].tolist() == [1, 2]


def test_parties_are_proposed():
    reading = analysis.analyze([CALL])
    assert reading.parties == ["Armenia", "Azerbaijan"]
    chile = Article.from_text("The Chilean premier met the Peruvian envoy. Chile thanked Peru.", title="Chile and Peru")
    assert set(analysis.analyze([chile]).parties) == {"Chile", "Peru"}


def test_not_english_is_a_row_with_a_warning():
    french = Article.from_text(
        "Le ministre des affaires \u00e9trang\u00e8res a rencontr\u00e9 hier son homologue pour discuter de la paix entre les deux pays."
    )
    reading = analysis.analyze([french, CALL], "armenia-azerbaijan")
    assert reading.articles["language"].tolist() == ["fr", "en"]
    assert "not English" in reading.articles["warnings"].iloc[0]
    assert set(reading.sentences["article_id"]) == {CALL.article_id}


def test_an_article_without_text_is_a_row_with_a_warning():
    reading = analysis.analyze([Article("broken-1", "", warnings=("not readable",)), CALL], "armenia-azerbaijan")
    assert reading.articles["warnings"].iloc[0] == "not readable"
    assert len(reading.articles) == 2


@pytest.mark.parametrize(
    ("articles", "named"),
    [([], "at least one"), ("seeds/", "read"), (7, "read"), (["text"], "str"), ([CALL, CALL], "article_id")],
)
def test_wrong_articles(articles, named):
    with pytest.raises(analysis.InputError, match=named):
        analysis.analyze(articles, "armenia-azerbaijan")


def test_wrong_parties():
    with pytest.raises(analysis.PlaceNotFound, match="armenia-azerbaijan"):
        analysis.analyze([CALL], "atlantis")
    with pytest.raises(analysis.InputError, match="parties"):
        analysis.analyze([Article.from_text("It rained all day.")])


def test_first_person_and_restraint():
    reading = analysis.analyze([CALL], "armenia-azerbaijan")
    assert reading.sentences["act"].tolist()[-1] == "APPEAL"
    assert reading.contacts[["official", "counterparts", "party"]].values.tolist() == [
        ["Jane Roe", "Nikol Pashinyan", "Armenia"]
    ]


def test_a_paragraph_that_turns_to_the_earlier_call_is_a_contact_of_its_own():
    text = (
        "US Secretary of State Jane Roe spoke by phone with Azerbaijani President Ilham Aliyev on Monday.\n\n"
        "She welcomed the release of prisoners.\n\n"
        "Earlier in the day, Roe spoke with Armenian Prime Minister Nikol Pashinyan.\n\nShe thanked him for his efforts."
    )
    reading = analysis.analyze(analysis.Article.from_text(text, title="Roe holds two calls"), "armenia-azerbaijan")
    assert reading.contacts["party"].tolist() == ["Azerbaijan", "Armenia"]
    assert reading.sentences["party"].tolist() == ["Azerbaijan"] * 2 + ["Armenia"] * 2


def test_an_earlier_call_on_the_way_is_no_contact():
    text = (
        "US Secretary of State Jane Roe spoke by phone with Azerbaijani President Ilham Aliyev on Monday.\n\n"
        "She recalled an earlier conversation with Nikol Pashinyan and urged restraint."
    )
    reading = analysis.analyze(analysis.Article.from_text(text, title="Roe calls Aliyev"), "armenia-azerbaijan")
    assert reading.contacts["party"].tolist() == ["Azerbaijan"]


def test_a_column_with_a_name_of_ours_is_kept_under_another():
    rows = pd.DataFrame({"text": ["It rained in Baku."], "genre": ["memo"], "desk": ["Baku"]})
    articles = analysis.analyze(analysis.read(rows), "armenia-azerbaijan").articles
    assert articles[["input_genre", "desk"]].iloc[0].tolist() == ["memo", "Baku"]
    assert articles["genre"].iloc[0] == "news"
