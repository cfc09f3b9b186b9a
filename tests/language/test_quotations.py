"""Attribution relations in sentences of our own, and what must hold for any text."""

import itertools
import random
import time

import pytest

from analysis.language.quotations import (
    Quotation,
    _sentence_alone,
    _to_the_mark,
    classify,
    find_quotations,
    quoted_stretches,
)

# Text; then for each relation in order: kind, source, cue, contents.
Case = tuple[str, list[tuple[str, str, str, list[str]]]]

CASES: dict[str, Case] = {
    "a clause": (
        "The ambassador said that the border would stay open.",
        [("indirect", "The ambassador", "said", ["the border would stay open"])],
    ),
    "a direct quotation": (
        "“We will not give up,” Prime Minister Lee said.",
        [("direct", "Prime Minister Lee", "said", ["We will not give up"])],
    ),
    "straight marks": (
        '"We will not give up," said Ms. Lee.',
        [("direct", "Ms. Lee", "said", ["We will not give up"])],
    ),
    "one quotation in two parts": (
        "“The talks were hard,” Brown said. “They were also useful.”",
        [("direct", "Brown", "said", ["The talks were hard", "They were also useful."])],
    ),
    "according to": (
        "The bridge will open in May, according to the ministry.",
        [("indirect", "the ministry", "according to", ["The bridge will open in May"])],
    ),
    "the source first, then a mark": (
        "Lee told reporters: “Our position has not changed.”",
        [("direct", "Lee", "told", ["Our position has not changed."])],
    ),
    "partly quoted": (
        "Brown said the plan was “a serious mistake” for the region.",
        [("mixed", "Brown", "said", ["the plan was “a serious mistake” for the region"])],
    ),
    "a pronoun": (
        "Lee arrived on Monday. She said the army had left the valley.",
        [("indirect", "She", "said", ["the army had left the valley"])],
    ),
}


def shown(text: str, quotation: Quotation) -> tuple[str, str, str, list[str]]:
    source, cue = (" ".join(text[start:end] for start, end in spans) for spans in (quotation.source, quotation.cue))
    return quotation.kind, source, cue, [text[start:end] for start, end in quotation.content]


def plain(found: tuple[str, str, str, list[str]]) -> tuple[str, str, str, list[str]]:
    """A cue may take in whom is told; a content its "that": both are one by the annotators' own rules."""
    kind, source, cue, content = found
    return (
        kind,
        source,
        cue.split()[0] if cue != "according to" else cue,
        [one.removeprefix("that ") for one in content],
    )


@pytest.mark.parametrize("name", CASES)
def test_relations(name: str) -> None:
    text, expected = CASES[name]
    found = [plain(shown(text, one)) for one in find_quotations(text)]
    assert found == [plain(one) for one in expected]


def test_a_quotation_of_two_paragraphs_is_one() -> None:
    text = "“The road is long,” Lee said. “We have only begun to walk it.\n\n“Nobody will be left behind on this road.”"
    (found,) = find_quotations(text)
    assert [text[start:end] for start, end in found.content][-1] == "Nobody will be left behind on this road."


def test_a_quoted_paragraph_goes_on_from_who_spoke_last() -> None:
    text = "“The road is long,” Lee said.\n\n“And nobody will be left behind on this road.”\n\nIt rained."
    (found,) = find_quotations(text)
    assert [text[start:end] for start, end in found.content][-1] == "And nobody will be left behind on this road."


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([(5, 30)], [(5, 45)]),  # half of it, from its beginning
        ([(5, 12), (40, 45)], [(5, 45)]),  # its beginning and its end
        ([(5, 12)], [(5, 12)]),
        ([(30, 45)], [(30, 45)]),
    ],
)
def test_who_begins_where_a_quotation_begins_is_quoted_to_its_end(found, expected) -> None:
    text = "Lee: “We heard him say that it had rained, a lot.” It rained."
    assert _to_the_mark(text, found, [(0, 3)], [(5, 45)]) == expected
    assert _to_the_mark(text, found, [(13, 18)], [(5, 45)]) == found  # a cue inside


def test_who_stands_behind_a_quotation_is_its_source() -> None:
    text = "“The harm that was done here cannot be counted in money,” federal prosecutors wrote."
    (found,) = find_quotations(text)
    assert [text[start:end] for start, end in found.source] == ["federal prosecutors"]


def test_two_speakers_in_one_paragraph_have_each_his_own_words() -> None:
    text = "“I am tired of it,” said Anna Bell. “So am I, and so is everyone,” said Carl Dunn."
    assert [[text[slice(*one)] for one in (*found.source, *found.content)] for found in find_quotations(text)] == [
        ["Anna Bell", "I am tired of it"],
        ["Carl Dunn", "So am I, and so is everyone"],
    ]


def test_names_of_books_are_no_relation() -> None:
    text = "The shop sells “A Short History of the Long Road to the Sea” and maps."
    assert not [one for one in find_quotations(text) if not one.source]


def test_a_long_quotation_of_nobody_is_kept() -> None:
    text = "A banner.\n\n“Peace for all of the people of the valley, now.”"
    assert [one.kind for one in find_quotations(text)] == ["direct"]


TEXTS = {
    "empty": "",
    "blank": " \n\n ",
    "marks only": '"“”"""',
    "10,000 marks": '"' * 10_000,
    "10,000 words and marks": 'a " ' * 10_000,
    "opening marks": "“" * 10_000,
    "unknown scripts": "Նիկոլ ասաց․ «Մենք համաձայն ենք»։ 総理は「はい」と述べた。 قال الوزير",
    "one long sentence": "The minister said that "
    + "the long road to the far north of the country and " * 150
    + "it ends.",
    "no spaces": "said" * 3000,
    "odd characters": "Lee\u200bsaid\x00 that\ud800 he\u2028left 😀 \U0001f9d1\u200d\U0001f680.",
    "transcript": "MR. MILLER: We welcome that.\n\nQUESTION: When?\n\nMR. MILLER: Soon.",
    "wrapped": "The minister said\nthat the border\nstays open.",
}


@pytest.mark.parametrize("name", TEXTS)
def test_spans_lie_in_any_text(name: str) -> None:
    check(TEXTS[name])


def test_spans_lie_in_shuffled_texts() -> None:
    rng = random.Random(3)  # noqa: S311
    words = "Lee said that “ ” \" , . \n\n the talks “we agree” told Brown according to : he it's » «".split(" ")
    for _ in range(30):
        check(" ".join(rng.choice(words) for _ in range(120)))


def check(text: str) -> None:
    found = find_quotations(text)
    assert found == find_quotations(text)
    assert found == sorted(found, key=lambda one: (one.content, one.cue))
    assert len(set(found)) == len(found)
    for one in found:
        assert one.content
        assert one.kind == classify(text, one.content, quoted_stretches(text)) or one.kind in ("direct", "mixed")
        for spans in (one.content, one.cue, one.source):
            assert all(0 <= start < end <= len(text) for start, end in spans)
            assert all(first[1] <= second[0] for first, second in itertools.pairwise(spans))


def test_time_grows_with_length_only() -> None:
    began = time.process_time()
    find_quotations('"a" said b. ' * 500)
    assert time.process_time() - began < 30


@pytest.mark.parametrize(
    ("text", "content", "kind"),
    [
        ("He said “yes, we can”.", (9, 20), "direct"),
        ("He said the “deal” holds.", (8, 24), "mixed"),
        ("He said the deal holds.", (8, 22), "indirect"),
        ("...", (0, 3), "indirect"),
    ],
)
def test_kinds(text: str, content: tuple[int, int], kind: str) -> None:
    assert classify(text, [content], quoted_stretches(text)) == kind


@pytest.mark.parametrize(
    ("text", "found", "cue", "expected"),
    [
        ('said: "Peace." He went home', 'Peace." He went home', "said", "Peace."),
        ('as he put it: "Peace is near," he told her', 'as he put it: "Peace is near', "told", "Peace is near"),
        # A cue before the clause has both; what goes on behind a comma is of the quotation's own sentence.
        ('told her as follows: "Peace is near', 'as follows: "Peace is near', "told", 'as follows: "Peace is near'),
        ('said: "Peace," and he went home', 'Peace," and he went home', "said", 'Peace," and he went home'),
    ],
)
def test_a_quoted_sentence_stands_without_its_neighbour(text: str, found: str, cue: str, expected: str) -> None:
    span, at = (text.index(found), text.index(found) + len(found)), text.index(cue)
    start, end = _sentence_alone(text, span, (at, at + len(cue)), quoted_stretches(text))
    assert text[start:end] == expected
