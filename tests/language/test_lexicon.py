"""VADER as NLTK computes it."""

import pytest

import analysis
from analysis.errors import InputError, PlaceNotFound
from analysis.language.lexicon import load_lexicon, matches, score_sentiment


@pytest.mark.parametrize(
    ("text", "compound"),
    # From nltk.sentiment.vader 3.10 with its own lexicon file.
    [("VADER is smart, handsome, and funny.", 0.8316), ("Today sux", -0.3612), ("The book was good.", 0.4404)],
)
def test_published_values(text, compound):
    assert analysis.score_sentiment(text).compound == pytest.approx(compound)


def test_topic_is_what_it_measures():
    assert analysis.score_sentiment("She urged the release of the prisoners.").compound < 0  # hence the column tone


def test_lists_and_empty_text():
    assert analysis.score_sentiment(["", "table"]) == [(0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 1.0, 0.0)]


def lexicon(tmp_path, text):
    file = tmp_path / "mine.csv"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_lexicon_of_one_s_own(tmp_path):
    mine = load_lexicon(lexicon(tmp_path, "word,weight\nroad,3\nraid,-3\n"))
    assert score_sentiment("The road is open.", mine).compound > 0.5
    assert score_sentiment("A good raid.", mine).compound < -0.5
    assert score_sentiment("A good day.", mine).compound == 0
    assert [one.word for one in matches("The raid: a good Road!", mine)] == ["raid", "Road"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("word,score\nroad,3\n", "columns word and weight"),
        ("word,weight\nroad,far\n", "row 2, weight: a number from -4 to 4"),
        ("word,weight\nroad,9\n", "row 2, weight"),
        ("word,weight\nroad,1\n,2\n", "row 3, word: one word"),
        ("word,weight\nroad,1\nRoad,2\n", "row 3, weight: 'road' with one weight"),
        ("word,weight\n", "at least one word"),
    ],
)
def test_a_faulty_lexicon_names_row_and_column(tmp_path, text, words):
    with pytest.raises(InputError, match=words):
        load_lexicon(lexicon(tmp_path, text))


def test_a_reading_with_another_lexicon(tmp_path):
    reading = analysis.analyze(analysis.Article.from_text("Blinken thanked Aliyev for the road."), "armenia-azerbaijan")
    other = reading.with_lexicon(lexicon(tmp_path, "word,weight\nroad,-3\n"))
    assert other.sentences.loc[0, "compound"] < 0 < reading.sentences.loc[0, "compound"]
    assert other.sentences.loc[0, "tone"] == reading.sentences.loc[0, "tone"]
    assert other.manifest["lexicon"].startswith("mine.csv")
    with pytest.raises(PlaceNotFound):
        reading.with_lexicon(tmp_path / "none.csv")


def test_explained_without_sides():
    table = analysis.explain("She condemned the raid and thanked the envoy.")
    assert table.loc[table["part"] == "act", "act"].tolist() == ["CONDEMN", "PRAISE"]
    assert 0 < table.attrs["coverage"] < 1
