"""Whom "he" and "she" stand for."""

import pytest

from analysis.language.people import find_people
from analysis.language.tokens import parse


def meant(text):
    found = find_people(parse(text))
    return [(text[one.start : one.end], one.name) for one in found.mentions if one.how == "pronoun"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Anna Voss met Bo Karlsen. She left.", [("She", "Anna Voss")]),
        # outside quotation marks nobody is meant who is named inside
        (
            "Mayor Ned Price was calm. \u201cThe harbour is Bo Karlsen\u2019s affair,\u201d he told reporters.",
            [("he", "Ned Price")],
        ),
        # a verb's object is not its subject
        (
            "Envoy Carla Hadley arrived. Minister Bo Karlsen left her in no doubt.",
            [("her", "Carla Hadley")],
        ),
        # "herself" tells of whom it is said
        (
            "Minister Bo Karlsen met Carla Hadley. Hadley herself was cautious. She left.",
            [("herself", "Carla Hadley"), ("She", "Carla Hadley")],
        ),
        # the nearest one of whom the text tells it, where it is nearer than one of whom it does not
        (
            "Minister Toma Iliev spoke. His plan is old, said his spokeswoman, Rada Petrova. She gave no date.",
            [("His", "Toma Iliev"), ("his", "Toma Iliev"), ("She", "Rada Petrova")],
        ),
    ],
)
def test_pronouns(text, expected):
    assert meant(text) == expected
