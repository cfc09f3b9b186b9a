"""Repeats: what is one text, what only looks like one."""

import time

import pytest

import analysis
from analysis.sources.articles import Article
from analysis.sources.duplicates import find_repeats

LONG = (
    "Secretary of State Jane Roe spoke today with {} about the ferry. She thanked him for the truce on the sandbank and urged "
    "both sides to mend the lights of the strait. The Secretary asked him to release the sailors before the winter begins. "
    "They agreed to speak again in the spring, and she wished him and all fishermen of the harbour a good season."
)
ARMENIA, AZERBAIJAN = (
    LONG.format("Armenian Prime Minister Nikol Pashinyan"),
    LONG.format("Azerbaijani President Ilham Aliyev"),
)


def same(*_):
    return False


@pytest.mark.parametrize(
    ("texts", "repeats"),
    [
        ([ARMENIA, ARMENIA.upper() + "!"], {1: 0}),
        ([ARMENIA, "PORT MARY - " + ARMENIA + " The envoys of both islands could not be reached for a word."], {1: 0}),
        ([ARMENIA, ARMENIA + " The islands have quarrelled for years." * 20 + " ".join(f"word{at}" for at in range(200))], {}),
        ([ARMENIA, " ".join(ARMENIA.split()[::-1])], {}),
        (["", "  ", "?"], {}),
        (["They met.", "They left.", "They met."], {2: 0}),
        ([ARMENIA, ARMENIA, ARMENIA], {1: 0, 2: 0}),
    ],
)  # fmt: skip
def test_repeats(texts, repeats):
    assert find_repeats(texts, same) == repeats


def test_what_differs_is_kept_apart():
    assert find_repeats([ARMENIA, AZERBAIJAN], same) == {1: 0}  # one template: alike enough to be taken for one
    assert find_repeats([ARMENIA, AZERBAIJAN], lambda one, two: True) == {}


def test_many_texts_are_found_as_few_are():
    others = [" ".join(f"word{(at * 7919 + step * step) % 9973}" for step in range(60)) for at in range(600)]
    texts = [*others, ARMENIA, *others[:50], ARMENIA + " Good."]
    start = time.process_time()
    assert find_repeats(texts, same) == {601 + at: at for at in range(50)} | {651: 600}
    assert time.process_time() - start < 15


def read_out(*articles):
    listed = analysis.read([Article.from_text(text, **about) for text, about in articles])
    reading = analysis.analyze(listed, "armenia-azerbaijan")
    rows = reading.articles
    ids = rows["article_id"].tolist()
    return [ids.index(one) if isinstance(one, str) else None for one in rows["duplicate_of"]], reading


def test_one_readout_in_several_outlets_counts_once():
    outlet = {"title": "Roe and Pashinyan speak", "outlet": "The Post"}
    repeats, reading = read_out(
        (ARMENIA + " The office of the premier had no comment.", outlet | {"published": "2024-05-04"}),
        (ARMENIA, {"title": "Secretary Roe's Call with Armenian Prime Minister Pashinyan", "published": "2024-05-03"}),
        (ARMENIA, outlet),
        (AZERBAIJAN, {"title": "Secretary Roe's Call with Azerbaijani President Aliyev", "published": "2024-05-03"}),
    )
    assert repeats == [1, None, 1, None]
    assert len(reading.articles) == 4  # kept
    assert analysis.compare(reading)[["n_a", "n_b"]].values.tolist()[0] == [1, 1]


@pytest.mark.parametrize(
    ("days", "repeats"), [(("2024-05-03", "2024-05-04"), [None, 0]), (("2024-05-03", "2024-06-03"), [None, None])]
)
def test_the_same_words_a_month_later_are_another_call(days, repeats):
    title = "Secretary Roe's Call with Armenian Prime Minister Pashinyan"
    assert read_out(*((ARMENIA, {"title": title, "published": day}) for day in days))[0] == repeats


def test_days_that_the_texts_name_are_never_merged():
    texts = [ARMENIA.replace("today", f"on May {day}, 2024,") for day in (3, 4)]
    title = "Secretary Roe's Call with Armenian Prime Minister Pashinyan"
    assert read_out(*((text, {"title": title, "published": "2024-05-04"}) for text in texts))[0] == [None, None]
