"""Words with their lemma, tag, head and entity label."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.language.tokens import parse, tree


def heads(text):
    tokens = parse(text)
    return {word.text: (word.dep, tokens.words[word.head].text) for word in tokens.words}


def test_subject_and_object_hang_on_the_verb():
    found = heads("The Secretary thanked the minister for his support.")
    assert found["Secretary"] == ("nsubj", "thanked")
    assert found["minister"] == ("dobj", "thanked")
    assert found["thanked"] == ("ROOT", "thanked")


def test_a_passive_has_its_agent():
    found = heads("The agreement was signed by the ministers.")
    assert found["agreement"] == ("nsubjpass", "signed")
    assert found["was"] == ("auxpass", "signed")
    assert found["by"] == ("agent", "signed")


def test_entities_are_whole_names():
    tokens = parse("Antony Blinken spoke with Nikol Pashinyan about Armenia on Tuesday.")
    text = tokens.text
    found = {
        text[tokens.words[low].start : tokens.words[high - 1].end]: label for label, low, high in tokens.entities()
    }
    assert found["Antony Blinken"] == found["Nikol Pashinyan"] == "PERSON"
    assert found["Armenia"] == "GPE"


@pytest.mark.parametrize("text", ["", " \n\n ", "\x00\x01", '"' * 3000, "word " * 700, "Կարեն 你好 😀 \u202e end"])
def test_every_text_has_trees(text):
    tokens = parse(text)
    assert len(tokens.sentences) == len(tokens.bounds)
    for low, high in tokens.bounds:
        roots = [at for at in range(low, high) if tokens.words[at].head == at]
        assert roots
        reached = sorted(at for root in roots for at in tokens.subtree(root))
        assert reached == list(range(low, high))
        assert [tokens.words[at].dep == "ROOT" for at in range(low, high)] == [at in roots for at in range(low, high)]
    for word in tokens.words:
        assert text[word.start : word.end] == word.text


@given(arrays(np.float32, st.integers(1, 9).map(lambda n: (n, n)), elements=st.floats(-5, 5, width=32)), st.data())
def test_a_tree_has_one_root_and_no_circle(scores, data):
    root = data.draw(st.integers(0, len(scores) - 1))
    found = tree(scores, root)
    for at in range(len(found)):
        for _ in range(len(found)):
            at = int(found[at])  # noqa: PLW2901
        assert at == root


def test_where_the_best_heads_are_a_tree_they_are_taken():
    scores = np.array([[0, 5, 1, 0], [0, 0, 0, 0], [0, 9, 0, 8], [1, 0, 7, 0]], np.float32)
    assert tree(scores, 1).tolist() == [1, 1, 1, 2]


def test_a_circle_is_broken_where_that_costs_least():
    scores = np.array([[0, 9, 4, 0], [9, 0, 1, 0], [0, 0, 0, 0], [0, 0, 9, 0]], np.float32)
    assert tree(scores, 2).tolist() == [2, 0, 2, 2]
